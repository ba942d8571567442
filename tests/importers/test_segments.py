"""Paragraphs cut at marks and labels."""

from __future__ import annotations

import pytest

from importers.outline.numbering.segments import SegmentKind
from tests.importers.reading import flow_of, segments_of


def _cut(text: str) -> list[tuple[str, str]]:
    flow = flow_of(text)
    found = []
    for segment in segments_of(text):
        head = segment.mark.number if segment.mark else segment.label.words if segment.label else ""
        found.append((head or "", flow.text[segment.body : segment.end]))
    return found


def test_cut_items_in_one_paragraph() -> None:
    assert _cut("整改情况：一是甲。二是乙。") == [
        ("整改情况", ""),
        ("一是", "甲。"),
        ("二是", "乙。"),
    ]


def test_cut_items_without_full_stop_between() -> None:
    assert _cut("1.针对学习不够问题一是加强学习二是开展检查") == [
        ("1", "针对学习不够问题"),
        ("一是", "加强学习"),
        ("二是", "开展检查"),
    ]


def test_cut_two_counters_on_one_line() -> None:
    (segment, *_) = segments_of("1.问题1：学习不够。")
    assert [mark.number for mark in segment.marks] == ["1", "问题1"]


@pytest.mark.parametrize(
    "text",
    ["参照第(2)项执行。", "实行统一是关键。", "占地1.2万亩、3.4万亩。", "按照(1)有关要求"],
    ids=["reference", "word", "decimal", "lone"],
)
def test_cut_what_is_no_list_stays_whole(text: str) -> None:
    assert _cut(text) == [("", text)]


def test_cut_list_over_paragraphs_is_one_list() -> None:
    assert [head for head, _ in _cut("采取措施：1.健全制度。\n2.加强检查。")] == [
        "采取措施",
        "1",
        "2",
    ]


def test_cut_first_item_behind_a_short_status() -> None:
    assert [head for head, _ in _cut("整改成效：已完成。1.对11人进行轮岗。")] == ["整改成效", "1"]


def test_cut_heading_without_number_is_a_mark() -> None:
    (segment,) = segments_of("关于存量资金盘活不到位的问题。已收回资金571万元。")
    assert segment.kind is SegmentKind.MARK
    assert segment.mark is not None
    assert segment.mark.number is None


def test_cut_total_is_no_heading() -> None:
    (segment,) = segments_of("针对反馈的13个问题，局党组逐条制定措施。")
    assert segment.kind is SegmentKind.PLAIN


def test_cut_numbered_field_names_of_a_record_are_labels() -> None:
    text = "一、整改任务\n关闭采石场。\n二、整改目标\n恢复植被。\n三、完成情况：\n已关闭。"
    labels = [segment.label.kind.value for segment in segments_of(text) if segment.label]
    assert labels == ["problem", "target", "outcome"]
