"""Enumerators: every form, and what only looks like one."""

from __future__ import annotations

from itertools import chain

import pytest

from importers.outline.text.flow import folded
from importers.outline.words.forms import Form
from importers.outline.words.marks import (
    Edge,
    Way,
    mark_at,
    marks_inside,
    ways_at_start,
    ways_inside,
)


@pytest.mark.parametrize(
    ("text", "form", "value", "number"),
    [
        ("一、基本情况", Form.CHINESE_COMMA, 1, "一"),
        ("十二、其他", Form.CHINESE_COMMA, 12, "十二"),
        ("（三）聚焦", Form.CHINESE_PAREN, 3, "(三)"),
        ("〔三〕聚焦", Form.CHINESE_PAREN, 3, "(三)"),
        ("2.学习不够", Form.ARABIC_DOT, 2, "2"),
        ("2．学习不够", Form.ARABIC_DOT, 2, "2"),
        ("1.2023年完成", Form.ARABIC_DOT, 1, "1"),
        ("2.7个项目", Form.ARABIC_DOT, 2, "2"),
        ("3、学习不够", Form.ARABIC_COMMA, 3, "3"),
        ("（12）针对", Form.ARABIC_PAREN, 12, "(12)"),
        ("〔2）解除", Form.ARABIC_PAREN, 2, "(2)"),
        ("（2]解除", Form.ARABIC_PAREN, 2, "(2)"),
        ("4）针对", Form.ARABIC_RIGHT, 4, "4)"),
        ("[5]针对", Form.ARABIC_BRACKET, 5, "(5)"),
        ("③加强", Form.SINGLE, 3, "③"),
        ("⑶加强", Form.SINGLE, 3, "(3)"),
        ("三是加强", Form.SHI, 3, "三是"),
        ("三要加强", Form.YAO, 3, "三要"),
        ("第二，加强", Form.ORDINAL, 2, "第二"),
        ("其三，加强", Form.AMONG, 3, "其三"),
        ("问题3：学习不够", Form.COUNTED, 3, "问题3"),
        ("问题（三）：学习不够", Form.COUNTED, 3, "问题三"),
        ("任务二、学习不够", Form.COUNTED, 2, "任务二"),
        ("1-2，机关作风不实", Form.COMPOUND, 2, "1-2"),
        ("B.加强", Form.LETTER, 2, "B"),
        ("一)认真", Form.CHINESE_PAREN, 1, "(一)"),
    ],
)
def test_mark_at_every_form(text: str, form: Form, value: int, number: str) -> None:
    mark = mark_at(folded(text), 0, set())
    assert mark is not None
    assert (mark.form, mark.value, mark.number) == (form, value, number)


@pytest.mark.parametrize(
    "text",
    [
        "加强",
        "2.5万元",
        "1,200元",
        "一、二、三产业",
        "2023年",
        "3月15日",
        "第一时间",
        "统一是",
        "12人",
        "(试行)",
        "二0二五年",
    ],
)
def test_mark_at_other_words_are_no_mark(text: str) -> None:
    assert mark_at(text, 0, set()) is None


def test_mark_at_number_before_a_blank_is_a_mark() -> None:
    mark = mark_at("1加强学习", 0, {1})
    assert mark is not None
    assert mark.form is Form.ARABIC_BARE
    assert mark_at("3月召开", 0, {1}) is None


def test_mark_at_two_parts_before_a_blank_are_a_mark() -> None:
    mark = mark_at("1-3人员配备不足", 0, {3})
    assert mark is not None
    assert mark.form is Form.COMPOUND
    assert mark_at("1-3人员配备不足", 0, set()) is None


def test_marks_inside_tell_their_edges() -> None:
    text = "一是甲。二是乙,三是丙四是丁"
    edges = [mark.edge for mark in marks_inside(text, 0, len(text))]
    assert edges == [Edge.START, Edge.STRONG, Edge.WEAK, Edge.NONE]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("整改进展:1、2024年5月印发;2、3个项目开工。", [1, 2]),
        ("整改进展:1、2号楼完工。", []),
        ("整改进展:1、2、3号楼完工。", []),
    ],
)
def test_comma_behind_a_digit_parts_number_and_figure(text: str, values: list[int]) -> None:
    assert [mark.value for mark in marks_inside(text, 0, len(text))] == values


@pytest.mark.parametrize("way", ways_at_start(), ids=lambda way: way.form.name)
def test_mark_at_reads_the_sample_of_every_way(way: Way) -> None:
    mark = mark_at(way.sample, 0, set())
    assert mark is not None
    assert mark.form is way.form


@pytest.mark.parametrize("way", [*chain(*ways_inside())], ids=lambda way: way.form.name)
def test_marks_inside_reads_the_sample_of_every_way(way: Way) -> None:
    text = f"。{way.sample}"
    assert [mark.form for mark in marks_inside(text, 1, len(text))] == [way.form]
