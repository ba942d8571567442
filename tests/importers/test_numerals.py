"""Numerals of every kind."""

from __future__ import annotations

import pytest

from importers.outline.words.numerals import chinese_number, number_of, to_chinese


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("两", 2),
        ("二〇二五", 2025),
        ("三千二百", 3200),
    ],
)
def test_chinese_number_known_words(words: str, value: int) -> None:
    assert chinese_number(words) == value


@pytest.mark.parametrize("words", ["", "甲", "1", "十x"])
def test_chinese_number_other_words_give_none(words: str) -> None:
    assert chinese_number(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("12", 12), ("③", 3), ("⑽", 10), ("㈢", 3), ("Ⅳ", 4), ("七", 7), ("x", None)],
)
def test_number_of_any_form(words: str, value: int | None) -> None:
    assert number_of(words) == value


@pytest.mark.parametrize("value", range(1, 100))
def test_to_chinese_and_back(value: int) -> None:
    assert chinese_number(to_chinese(value)) == value
