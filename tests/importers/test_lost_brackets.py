"""Eaten enumerators and dates: found by sequence, reported as damage, never changed in the text."""

from __future__ import annotations

import pytest

from importers.outline.numbering.lost_brackets import lost_marks
from models.facts import Damage
from models.node import NodeKind
from tests.importers.reading import flow_of, nodes, read

HEAD = "某局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n一、反馈问题整改落实情况\n(一)党的建设方面\n"
WHOLE = "2.监督不到位问题\n整改情况:(1)约谈3人;(2)通报2起;(3)检查4次。\n"


def _numbers(line: str) -> list[str]:
    return [mark.number or "" for mark in lost_marks(flow_of(HEAD + line + "\n" + WHOLE))]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("1.学习不够问题\n整改情况:1)制定计划;(2)学习5次;(34月份检查2次。", ["(1)", "(3)"]),
        (
            "1.学习不够问题\n整改情况:13月份制定计划;(24月份学习5次;(3512日检查2次。",
            ["(1)", "(2)", "(3)"],
        ),
        (
            "1.学习不够问题\n整改情况:1成立专班;2已学习5次;(3检查2次;4)印发通知。",
            ["(1)", "(2)", "(3)", "(4)"],
        ),
        ("1.学习不够问题\n整改情况:(1)制定计划;(2419-20日学习;(3)检查。", ["(2)"]),
    ],
    ids=["brackets", "dates", "bare", "range"],
)
def test_lost_marks_by_sequence(line: str, numbers: list[str]) -> None:
    assert _numbers(line) == numbers


@pytest.mark.parametrize(
    "line",
    [
        "1.学习不够问题\n整改情况:(1)制定计划;(2)学习5次。",
        "1.学习不够问题\n整改情况:1月召开会议;2月印发通知;3月检查。",
        "1.学习不够问题\n整改情况:(1)制定计划。1)学习文件;2)开展研讨。(2)检查。1)查文件;2)查现场。",
    ],
    ids=["whole", "months", "nested"],
)
def test_lost_marks_are_not_invented(line: str) -> None:
    assert _numbers(line) == []


def test_lost_marks_month_in_a_list_is_no_number() -> None:
    line = "1.学习不够问题\n整改情况:(1)制定计划;(26月检查;7月汇总;8月通报;(39月总结。"
    assert _numbers(line) == ["(2)", "(3)"]


def test_damaged_items_have_their_true_number_and_keep_their_words() -> None:
    text = (
        HEAD + "1.学习不够问题\n整改情况:13月份制定计划;(24月份学习5次;(3512日检查2次。\n" + WHOLE
    )
    items = nodes(read(text), NodeKind.MEASURE)[:3]
    assert [item.number for item in items] == ["(1)", "(2)", "(3)"]
    assert [item.number_printed for item in items] == ["1", "(2", "(3"]


def _damage(text: str) -> dict[str, Damage]:
    return {place.printed: place for place in read(text).damage}


def test_damage_of_an_enumerator_proposes_the_whole_reading() -> None:
    found = _damage(
        HEAD + "1.学习不够问题\n整改情况:13月份制定计划;(24月份学习5次;(3512日检查2次。\n" + WHOLE
    )
    assert {printed: place.reading for printed, place in found.items()} == {
        "13月份": "(1)3月份",
        "(24月份": "(2)4月份",
        "(3512日": "(3)5月12日",
    }
    assert found["(24月份"].confidence > found["13月份"].confidence


@pytest.mark.parametrize(
    ("words", "reading", "candidates"),
    [
        ("2023421日", "2023年4月21日", ()),
        ("2025114日", "2025年1月14日", ("2025年1月14日", "2025年11月4日")),
        ("20256月", "2025年6月", ()),
        ("59日", "5月9日", ()),
    ],
)
def test_damage_of_a_date_keeps_candidates(
    words: str, reading: str, candidates: tuple[str, ...]
) -> None:
    found = _damage(f"{HEAD}1.学习不够问题\n整改情况:(1){words}召开会议;(2)印发通知。\n{WHOLE}")
    assert found[words].reading == reading
    assert found[words].candidates == candidates


def test_damage_plain_days_are_none() -> None:
    assert (
        _damage(
            f"{HEAD}1.学习不够问题\n整改情况:(1)5月12日至15日召开会议;(2)每月25日前报送。\n{WHOLE}"
        )
        == {}
    )
