"""Saved web pages: the words a browser shows, in the encoding they are really in, with furniture marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.outline.pipeline import read_notice
from importers.read import read_source
from importers.readers.html import HtmlReader, read_page
from models.errors import ImportFailed
from models.source import SourceText

BROKEN = [
    *(
        "<p>",
        "</p>",
        "<div class=nav>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<br>",
    ),
    *(
        "<ol>",
        "<li>",
        "</ol>",
        "<pre>",
        "</pre>",
        "<td rowspan=9>",
        "<a>",
        "</a>",
        "甲",
        "乙 ",
        "\n",
    ),
]
SAMPLES = sorted(Path("resources/samples").glob("*.txt"))


def words(html: str) -> str:
    return read_page(f"<html><body>{html}</body></html>").text


def saved(body: str, encoding: str = "utf-8", stated: str | None = None) -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="{stated or encoding}"></head>'
    return f"{head}<body>{body}</body></html>".encode(encoding)


def page_of(text: str) -> str:
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line.strip())
    return (
        '<div class="nav"><ul><li><a>首页</a></li><li><a>一、政务</a></li></ul></div>'
        '<div class="crumb">当前位置：<a>首页</a></div>'
        f'<div class="TRS_Editor">{lines}</div>'
        "<div><a>一、相邻的通报</a><a>（一）另一份通报</a><a>整改措施：</a></div>"
        '<div class="footer">版权所有</div>'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br>乙<br/><br>丙", "甲\n乙\n丙"),
        ("<p><span>整</span><span>改</span><b>措施</b>：</p>", "整改措施："),
        ("<p>一&nbsp;二\u3000三</p>", "一\u00a0二\u3000三"),
        ("<p>党组\n   织学习</p>", "党组织学习"),
        ("<p>see\n  you</p>", "see you"),
        ("<p>共 <b>12</b> 项</p>", "共 12 项"),
        ("<p>甲</p><script>一、错</script><style>p{}</style><p>乙</p>", "甲\n乙"),
        ("<p>甲</p><div style='display: none'>二、错</div><p hidden>错</p>乙", "甲\n乙"),
        ("<p>甲<!-- 错 -->乙</p>", "甲乙"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲\t乙\n丙"),
        ("<table><tr><td><p>甲</p></td><td><p>乙</p></td></tr></table>", "甲\t乙"),
        ("<table><tr><td>甲</td><td></td><td>乙</td></tr></table>", "甲\t\t乙"),
        (
            "<p>上</p><table><tr><td></td><td><p>甲</p></td></tr><tr><td>乙</td></tr></table>下",
            "上\n\t甲\n乙\n下",
        ),
        ("<table><tr><td><table><tr><td>甲</td></tr></table></td></tr></table>乙", "甲\n乙"),
        ("<ol><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>", "1. 甲\n2. 乙\n丙"),
        ("<ol start=3><li>甲</li><li value=9>乙</li><li>丙</li></ol>", "3. 甲\n9. 乙\n10. 丙"),
        ("<pre>甲\n  乙</pre>", "甲\n  乙"),
        ("<p>甲</p><p>  </p><p></p><p>乙</p>", "甲\n乙"),
        ("<p>甲<p>乙<div>丙", "甲\n乙\n丙"),
    ],
)
def test_text_is_what_a_browser_shows(html: str, text: str) -> None:
    assert words(html) == text


@pytest.mark.parametrize(
    ("encoding", "stated", "read_as"),
    [
        ("utf-8", None, "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "gbk", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "nonsense", "utf-8"),
        ("utf-16", None, "utf-16-le"),
    ],
)
def test_encoding_is_found_where_the_page_says_otherwise(
    encoding: str, stated: str | None, read_as: str
) -> None:
    body = "<p>关于整改进展情况的通报</p>" * 5
    source = read_source(saved(body, encoding, stated), "页.html")
    assert (source.reader, source.encoding) == ("html", read_as)
    assert source.text.startswith("关于整改进展情况的通报")


def test_stated_big5_is_used_where_content_proves_nothing() -> None:
    source = read_source(saved("<p>關於整改進展情況的通報</p>" * 9, "big5"), "頁.htm")
    assert source.text.startswith("關於整改進展情況的通報")


@pytest.mark.parametrize("name", ["embed", "img", "wbr", "source", "track", "col", "area"])
def test_an_element_that_is_never_closed_swallows_nothing(name: str) -> None:
    page = read_page(f"<html><body><p>一</p><{name} src='u'><p>通报</p></body></html>")
    assert page.text.split() == ["一", "通报"]


def test_list_numbers_are_listed_as_generated() -> None:
    page = read_page("<body><ol><li>甲</li><li>乙</li></ol></body>")
    assert [span.of(page.text) for span in page.generated] == ["1.", "2."]


def test_headings_are_evidence_with_their_level() -> None:
    page = read_page("<body><h1>通报</h1><p>甲</p><h3>一、概况</h3></body>")
    marks = [(mark.span.of(page.text), mark.level) for mark in page.evidence.headings]
    assert marks == [("通报", 1), ("一、概况", 3)]


def test_cells_of_merged_tables_keep_their_places() -> None:
    page = read_page(
        "<body><table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table></body>"
    )
    cells = [(cell.span.of(page.text), cell.row, cell.column) for cell in page.evidence.cells]
    assert cells == [("甲", 0, 0), ("乙", 0, 1), ("丙", 1, 1), ("丁", 1, 2)]


def test_a_table_that_only_lays_out_gives_no_cells() -> None:
    page = read_page("<body><table><tr><td>甲</td></tr><tr><td>乙</td></tr></table></body>")
    assert page.evidence.cells == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_gives_the_outline_of_the_text(path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    page = read_source(saved(page_of(text), encoding), "页.html")
    assert outline(page) == outline(read_source(text.encode(), "文.txt"))


def test_furniture_is_marked_with_a_reason() -> None:
    source = read_source(saved(page_of("正文第一句话。" * 60)), "页.html")
    found = [(part.why, part.span.of(source.text)) for part in source.evidence.clutter]
    assert found == [
        ("菜单", "首页\n一、政务"),
        ("位置导航", "当前位置：首页"),
        ("相关链接", "一、相邻的通报（一）另一份通报整改措施："),
        ("页脚", "版权所有"),
    ]


def test_the_notice_is_never_furniture_whatever_its_element_is_called() -> None:
    html = f'<div class="main_menu_footer"><p>{"我局高度重视整改工作。" * 30}</p></div><p>甲</p>'
    assert read_page(f"<body>{html}</body>").evidence.clutter == ()


@pytest.mark.parametrize("style", ["visibility: hidden; opacity: 0;", "display:none"])
def test_words_that_a_script_shows_later_are_read(style: str) -> None:
    notice = "<p>我局高度重视整改工作。</p>" * 30
    hidden = '<p style="display:none">不应读入</p><script>错</script>'
    page = words(f'<div>微信扫一扫</div><div style="{style}">{notice}{hidden}</div><p>甲</p>')
    assert page.split("\n") == ["微信扫一扫", *["我局高度重视整改工作。"] * 30, "甲"]


@pytest.mark.parametrize(
    ("pager", "noted"),
    [
        ("<a>上一页</a> <b>1</b> <a>2</a> <a>3</a> <a>下一页</a>", True),
        ("<span>1</span> <a>2</a> <a>下页</a> <a>尾页</a> 共2页", True),
        ("<p>1 月 2 日</p>", False),
        ("<p>上一篇：无</p><p>下一篇：无</p>", False),
    ],
)
def test_one_page_of_several_is_said_to_be_one(pager: str, noted: bool) -> None:
    source = read_source(saved(f"<p>我局高度重视整改工作。</p><div>{pager}</div>"), "页.html")
    assert any("其中一页" in note for note in source.notes) is noted


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>"])
def test_a_page_without_words_is_refused_with_a_way_on(body: str) -> None:
    with pytest.raises(ImportFailed, match=r"“空\.html”里没有文字.*粘贴"):
        read_source(saved(body), "空.html")


@given(st.text(max_size=400))
def test_any_characters_are_read_or_refused(body: str) -> None:
    page = read_page(f"<html><body>{body}</body></html>")
    spans = [part.span for part in (*page.evidence.clutter, *page.evidence.cells)]
    assert all(span.end <= len(page.text) for span in (*spans, *page.generated))


@given(
    st.lists(
        st.sampled_from(BROKEN),
        max_size=60,
    )
)
def test_broken_nesting_is_read_without_losing_words(parts: list[str]) -> None:
    html = "".join(parts)
    page = read_page(f"<html><body>{html}</body></html>")
    assert page.text.count("甲") == html.count("甲")
    assert page.text.count("乙") == html.count("乙")
    assert "\n\n" not in page.text or "<pre>" in html


@pytest.mark.parametrize("name", ["页.txt", "页.doc", "页"])
def test_a_web_page_is_recognised_by_content(name: str) -> None:
    assert read_source(saved("<p>关于整改的通报</p>"), name).reader == "html"


def test_plain_text_with_an_angle_bracket_is_no_web_page() -> None:
    assert not HtmlReader().claims("完成率<90%的3项，>95%的2项".encode(), "文.txt")


def outline(source: SourceText) -> list[tuple[object, ...]]:
    reading = read_notice(source)
    nodes = [
        (node.kind, node.number, node.status, node.parent, node.text(source.text))
        for node in reading.nodes
    ]
    return [(reading.kind,), *nodes]
