"""What a file tells of its print: lines that carry on, running heads between them, pages of the nodes."""

from __future__ import annotations

from importers.outline.pipeline import read_notice
from importers.outline.text.layout import lay_out
from importers.outline.tree.pages import with_pages
from models.ids import NodeId
from models.node import Node, NodeKind
from models.source import Clutter, Evidence, RoleSpan, SourceText, Span

LINES = (
    "中共某县水务局党组关于县委巡察整改进展情况的通报",
    "根据县委统一部署，县委第一巡察组对县水务局党组进行了巡察，",
    "现将整改进展情况予以公布。",
    "（一）河湖管护方面",
    "1.针对“巡河流于形式”问题。一是修订巡河制度，明确每月不少于",
    "县水务局",
    "— 2 —",
    "两次。二是通报3次。",
    "2.针对“水费收缴不及时”问题。一是追缴水费12万元。",
)
TEXT = "\n".join(LINES)


def place(words: str) -> Span:
    start = TEXT.index(f"\n{words}") + 1
    return Span(start, start + len(words))


def evidence() -> Evidence:
    return Evidence(
        pages=(0, place("县水务局").start),
        clutter=(Clutter(place("县水务局"), "页眉"), Clutter(place("— 2 —"), "页码")),
        wrapped=(place(LINES[2]).start, place(LINES[7]).start),
    )


def notice() -> SourceText:
    return SourceText(TEXT, "通报.pdf", "0" * 64, "pdf", evidence=evidence())


def test_lines_that_carry_on_are_joined_across_a_page_break() -> None:
    flow = lay_out(TEXT, evidence()).flow
    paragraphs = [flow.text[part.start : part.end] for part in flow.paragraphs]
    assert "每月不少于两次。二是通报3次。" in paragraphs[3]
    assert [words[:4] for words in paragraphs] == [
        "中共某县",
        "根据县委",
        "(一)河",
        "1.针对",
        "2.针对",
    ]


def test_words_across_a_page_break_leave_out_what_stands_between() -> None:
    nodes = read_notice(notice()).nodes
    words = "".join(node.text(TEXT) for node in nodes)
    assert "不少于两次" in words
    assert "县水务局" not in words
    assert "— 2 —" not in words


def test_clutter_of_the_file_is_kept_with_its_reason() -> None:
    found = [(part.why, part.span.of(TEXT)) for part in read_notice(notice()).clutter]
    assert found == [("页眉", "县水务局"), ("页码", "— 2 —")]


def test_nodes_tell_the_page_on_which_they_begin() -> None:
    pages = {node.number: node.page for node in read_notice(notice()).nodes if node.kind.is_heading}
    assert pages == {"(一)": 1, "1": 1, "2": 2}


def test_words_quoted_across_a_line_end_are_whole() -> None:
    text = f"{LINES[0]}\n{LINES[3]}\n1.“巡河流于形式”问题。\n整改措施：（1）修订制度。\n整改时限：2025年4月底前，并长期坚\n"
    evidence = Evidence(wrapped=(len(text),))
    text += (
        "持\n完成情况：（1）3月修订了制度。\n2.“水费收缴不及时”问题。\n整改措施：（1）追缴水费。\n"
    )
    source = SourceText(text, "通报.pdf", "0" * 64, "pdf", evidence=evidence)
    quotes = [node.deadline_quote for node in read_notice(source).nodes]
    assert "2025年4月底前，并长期坚持" in quotes


def test_a_printed_paragraph_takes_in_its_lines_and_what_stands_between() -> None:
    source = notice()
    whole = Span(place(LINES[4]).start, place(LINES[7]).end)
    assert source.paragraph_at(place(LINES[4]).start + 3) == whole
    assert source.paragraph_at(place(LINES[7]).end) == whole
    assert source.paragraph_at(place(LINES[3]).start) == place(LINES[3])


def test_a_paragraph_of_plain_text_is_its_line() -> None:
    source = SourceText("甲\n\n乙丙", "通报.txt", "0" * 64, "plain_text")
    assert [source.paragraph_at(at) for at in (0, 2, 4, 5)] == [
        Span(0, 1),
        Span(2, 3),
        Span(3, 5),
        Span(3, 5),
    ]


def test_a_signature_is_never_carried_on() -> None:
    text = "请监督。联系电话：0000-1234567\n中共某县水务局党组\n2024年5月6日"
    starts = (text.index("中共"), text.index("2024年"))
    flow = lay_out(text, Evidence(wrapped=starts)).flow
    assert len(flow.paragraphs) == 3


def test_a_node_behind_empty_pages_is_on_the_page_that_holds_it() -> None:
    node = Node(NodeId(1), NodeKind.PROBLEM, spans=(RoleSpan(Span(5, 9)),))
    assert with_pages([node], (0, 5, 5, 9))[0].page == 3


def test_nodes_without_places_or_sources_without_pages_have_no_page() -> None:
    node = Node(NodeId(1), NodeKind.PROBLEM)
    assert with_pages([node], (0, 5)) == (node,)
    assert with_pages([node], ()) == (node,)
