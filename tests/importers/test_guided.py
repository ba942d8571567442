"""What persons say of a text holds, whatever the machine would think, and nothing else of it gets lost."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.outline.pipeline import read_notice
from importers.outline.text.clutter import BY_HAND
from importers.read import read_source
from models.guidance import Guidance, without
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.notice import Reading
from models.outline import Outline
from models.source import Clutter, Evidence, SourceText, Span, squeeze
from models.values import NoticeKind
from tests.importers.guided_page import PAGE, random_guidance
from tests.importers.tables.sheets import read, sheet

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
ROWS = (
    ("序号", "问题", "整改措施", "完成情况"),
    (1, "学习少", "(1)定计划。\n(2)抓落实。", "已定计划。"),
    (2, "调研少", "开展调研。", "已调研3次。"),
)


def page(evidence: Evidence | None = None) -> SourceText:
    return replace(read_source(PAGE.encode(), "页.txt"), evidence=evidence or Evidence())


def place(words: str, text: str = PAGE) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def words_of(source: SourceText, reading: Reading, *kinds: NodeKind) -> list[str]:
    return [node.text(source.text) for node in reading.nodes if node.kind in kinds]


def test_reading_keeps_the_guidance_it_followed() -> None:
    guidance = Guidance(cluttered=(place("2.供水管网改造迟缓。"),), kind=NoticeKind.OTHER)
    assert read_notice(page(), None, guidance).guidance == guidance
    assert read_notice(page()).guidance == Guidance()


def test_machine_clutter_is_text_again_where_a_person_restored_it() -> None:
    menu = next(part for part in read_notice(page()).clutter if part.why == "菜单")
    again = read_notice(page(), None, Guidance(restored=(menu.span,)))
    assert menu not in again.clutter
    assert not any(part.span.overlaps(menu.span) for part in again.clutter)


def test_words_that_a_person_marked_are_left_out_of_the_reading() -> None:
    source = page()
    marked = place(
        "2.供水管网改造迟缓。\n整改措施：倒排工期，挂图作战。\n完成情况：已完成改造12公里，正在整改。"
    )
    assert words_of(source, read_notice(source), NodeKind.PROBLEM)[-1] == "供水管网改造迟缓。"
    reading = read_notice(source, None, Guidance(cluttered=(marked,)))
    assert Clutter(marked, BY_HAND) in reading.clutter
    assert words_of(source, reading, NodeKind.PROBLEM) == ["政治理论学习不经常。"]
    assert not any(part.span.overlaps(marked) for node in reading.nodes for part in node.spans)


def test_part_of_a_line_can_be_marked() -> None:
    source = page()
    marked = place("，挂图作战")
    reading = read_notice(source, None, Guidance(cluttered=(marked,)))
    assert "倒排工期。" in words_of(source, reading, NodeKind.MEASURE)


def test_part_of_a_line_that_the_file_shows_to_be_clutter_is_left_out() -> None:
    shown = place("每月集中学习1次。")
    source = page(Evidence(clutter=(Clutter(shown, "菜单"),)))
    assert "制定学习计划，" in words_of(source, read_notice(source), NodeKind.MEASURE)
    restored = read_notice(source, None, Guidance(restored=(shown,)))
    assert "制定学习计划，每月集中学习1次。" in words_of(source, restored, NodeKind.MEASURE)


def test_row_of_a_ledger_can_be_marked() -> None:
    source, _ = read(sheet(*ROWS))
    start, end = source.text.index("2\t调研少"), source.text.index("已调研3次。") + 6
    reading = read_notice(source, None, Guidance(cluttered=(Span(start, end),)))
    assert words_of(source, reading, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM) == ["学习少"]


def test_words_in_the_middle_of_a_cell_can_be_marked() -> None:
    source, _ = read(sheet(*ROWS))
    marked = place("展调", source.text)
    reading = read_notice(source, None, Guidance(cluttered=(marked,)))
    assert words_of(source, reading, NodeKind.MEASURE)[-1] == "开研。"


def test_second_notice_is_read_where_the_first_was_marked() -> None:
    first = PAGE.replace("青屿县水务局", "蓝川县林业局") + "中共蓝川县林业局党组\n2025年9月10日\n"
    first += "附：" + "填充文字，" * 150 + "。\n2025年9月10日\n"
    text = first + PAGE + "说明：" + "其他内容，" * 150
    source = read_source(text.encode(), "两份.txt")
    assert "后文另有一份通报" in read_notice(source).kind_reason
    second = read_notice(source, None, Guidance(cluttered=(Span(0, len(first)),)))
    assert "后文另有一份通报" not in second.kind_reason
    assert second.nodes
    assert min(part.span.start for node in second.nodes for part in node.spans) >= len(first)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_kind_is_what_a_person_says(kind: NoticeKind) -> None:
    lists = {
        NoticeKind.RECTIFICATION_NOTICE,
        NoticeKind.FEEDBACK_NOTICE,
        NoticeKind.LEDGER,
    }
    for source in (page(), read(sheet(*ROWS))[0]):
        reading = read_notice(source, None, Guidance(kind=kind))
        assert (reading.kind, reading.kind_reason) == (kind, "审核人指定")
        assert bool(reading.nodes) == (kind in lists)


def test_problems_of_a_text_are_read_or_not_as_a_person_says() -> None:
    lines = (
        "青屿县水务局2025年工作总结",
        "今年以来，县水务局围绕中心工作，" + "抓重点、补短板、强弱项，" * 30 + "取得了进展。",
        "一、存在的问题",
        "1.政治理论学习不经常。部分支部学习少。",
        "2.供水管网改造迟缓。老旧管网还有12公里。",
        "3.作风建设抓得不严。慢作为时有发生。",
    )
    source = read_source("\n".join(lines).encode(), "总结.txt")
    assert read_notice(source, None, Guidance(kind=NoticeKind.WORK_REPORT)).nodes == ()
    said = read_notice(source, None, Guidance(kind=NoticeKind.RECTIFICATION_NOTICE))
    assert len(words_of(source, said, NodeKind.PROBLEM)) == 3


def assert_sound(source: SourceText, reading: Reading, guidance: Guidance) -> None:
    Outline(len(source.text), reading.records())
    own = sorted(part.span for node in reading.nodes for part in node.spans if part.role == "body")
    assert all(one.end <= other.start for one, other in pairwise(own))
    places = [part.span for part in reading.clutter]
    assert not any(span.overlaps(kept) for span in places for kept in guidance.restored)
    for node in reading.nodes:
        for part in node.spans:
            left = without([part.span], guidance.cluttered)
            assert not squeeze(part.span.of(source.text)) or left == (part.span,)
    hidden = without(guidance.cluttered, places)
    assert not squeeze("".join(span.of(source.text) for span in hidden)), "marked, not shown so"


def random_mapping(chance: random.Random) -> ColumnMapping:
    """What a person might say of the columns, sense or nonsense."""
    first = chance.randint(0, 3)
    columns = sorted(chance.sample(range(6), chance.randint(0, 5)))
    meanings = [chance.choice((*LedgerColumn, LedgerColumn.PROBLEM)) for _ in columns]
    header = (first, first + chance.randint(0, 1))
    return ColumnMapping(0, header, tuple(zip(columns, meanings, strict=True)))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_any_guidance_gives_a_sound_reading(seed: int) -> None:
    chance = random.Random(seed)
    sample = chance.choice(sorted(SAMPLES.glob("*.txt")))
    sources = (page(), read_source(sample.read_bytes(), sample.name), read(sheet(*ROWS))[0])
    source = chance.choice(sources)
    guidance = random_guidance(chance, source.text)
    if source.evidence.cells and chance.random() < 0.7:
        guidance = guidance.with_columns([random_mapping(chance)])
    reading = read_notice(source, None, guidance)
    assert_sound(source, reading, guidance)
    assert read_notice(source, None, guidance) == reading
