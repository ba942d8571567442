import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.xlsx_layout import (
    cut_to_fit,
    height_of,
    line_capacity,
    line_count,
    lines_within,
    text_units,
    width_for,
)

PROSE = st.text("学习制度，。；“”《》（）2025abcW \n、", max_size=400)


@pytest.mark.parametrize(
    ("width", "size", "capacity"),
    [(40, 11, 38), (40, 10.5, 40), (20, 12, 16), (2, 22, 2), (1, 10, 2)],
)
def test_line_capacity_is_even_and_never_below_one_wide_sign(
    width: float, size: float, capacity: int
) -> None:
    assert line_capacity(width, size) == capacity


@pytest.mark.parametrize("units", [2, 7, 8, 14, 33])
@pytest.mark.parametrize("size", [10.5, 11, 12, 22])
def test_width_for_holds_that_many_units_on_one_line(units: float, size: float) -> None:
    assert line_capacity(width_for(units, size), size) >= units


@pytest.mark.parametrize(
    ("text", "capacity", "lines"),
    [
        ("", 10, 1),
        ("学习制度", 8, 1),
        ("学习制度不", 8, 2),
        ("学习\n制度", 20, 2),
        ("学习\n\n制度", 20, 3),
        ("学习制度，", 8, 2),
        ("印发《通知》", 6, 3),
        ("共计2025年", 6, 2),
        ("1234567890", 6, 2),
        ("学习制度　　", 8, 1),
        ("学a1234567890123", 6, 4),
    ],
    ids=[
        "empty",
        "full line",
        "one more",
        "break",
        "empty line",
        "no line begins with a comma",
        "no line ends with an opening mark",
        "a number stays whole",
        "a long number is broken",
        "blanks hang over",
        "a long word begins a line",
    ],
)
def test_line_count(text: str, capacity: int, lines: int) -> None:
    assert line_count(text, capacity) == lines


@given(PROSE, st.integers(2, 60).map(lambda half: half * 2))
def test_line_count_is_never_below_the_plain_formula(text: str, capacity: int) -> None:
    plain = 0
    for part in text.split("\n"):
        units = sum(1 if sign.isascii() else 2 for sign in part.rstrip())
        plain += max(1, -(-units // capacity))
    hanging = text.count(" ")
    assert line_count(text, capacity) >= plain - hanging


@given(PROSE, st.integers(2, 40).map(lambda half: half * 2), st.integers(1, 9))
@example("\n\n", 4, 1)
@example("学习\n\n\n制度", 4, 1)
def test_cut_to_fit_loses_nothing_and_every_piece_fits(
    text: str, capacity: int, lines: int
) -> None:
    pieces = cut_to_fit(text, capacity=capacity, lines=lines)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(line_count(piece, capacity) <= lines for piece in pieces)


def test_cut_to_fit_of_a_text_that_fits_is_the_text() -> None:
    assert cut_to_fit("学习制度\n不健全", capacity=8, lines=2) == ("学习制度\n不健全",)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("甲乙丙丁。\n戊己庚辛壬癸子丑寅卯", "甲乙丙丁。"),
        ("甲乙丙丁。戊己庚辛壬癸子丑寅卯", "甲乙丙丁。"),
        ("“甲乙丙丁。”戊己庚辛壬癸子丑寅卯", "“甲乙丙丁。”"),
        ("甲乙丙丁，戊己庚辛壬癸子丑寅卯", "甲乙丙丁，"),
        ("甲乙丙丁戊己庚2025年壬癸子丑寅卯", "甲乙丙丁戊己庚"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯", "甲乙丙丁戊己庚辛"),
    ],
    ids=["line", "sentence", "closing mark", "clause", "before a number", "anywhere"],
)
def test_cut_to_fit_cuts_at_the_best_place(text: str, first: str) -> None:
    assert cut_to_fit(text, capacity=8, lines=2)[0] == first


def test_text_past_the_limit_of_a_cell_is_cut() -> None:
    pieces = cut_to_fit("学" * 40_000, capacity=200, lines=10_000)
    assert max(map(len, pieces)) <= 32_767
    assert sum(map(len, pieces)) == 40_000


@pytest.mark.parametrize("lines", [1, 2, 13, 25])
def test_lines_within_is_the_inverse_of_height(lines: int) -> None:
    assert lines_within(height_of(lines, 10.5), 10.5) == lines
    assert height_of(lines, 10.5) >= (lines * 10.5 * 1.35 + 4) * 1.1


def test_capitals_count_wider_than_small_letters() -> None:
    assert text_units("学a1W") == 2 + 1 + 1 + 1.5
