from collections.abc import Mapping
from itertools import combinations

import pytest

from exporters.ledger_rows import LedgerRow
from exporters.ledger_widths import Column, flat_columns, meeting_columns
from exporters.sheet_style import BODY_SIZE, PAGES
from exporters.xlsx_layout import MAX_ROW_POINTS, text_height
from models.ids import NodeId
from models.ledger_columns import LedgerColumn, LedgerOptions, Paper
from models.values import Status

OPTIONAL = {
    LedgerColumn.CODE: "YL-001",
    LedgerColumn.DEADLINE: "2025年12月底前",
    LedgerColumn.RESPONSIBLE: "领导：甲某\n部门：人事科",
    LedgerColumn.OPINIONS: "初审：同意销号（丙某，2025年9月3日）",
    LedgerColumn.EVIDENCE: "签到表3份",
    LedgerColumn.REMARKS: "※待核实",
}
PLAIN = {
    LedgerColumn.ITEM_NO: "1",
    LedgerColumn.PROBLEM: "一是学习计划不落实。",
    LedgerColumn.MEASURES: "(1)制定学习计划。" * 10,
    LedgerColumn.OUTCOMES: "(1)已制定学习计划。" * 40,
    LedgerColumn.REPORTED: "√已完成\n“已整改完成”",
}


def row(cells: Mapping[LedgerColumn, str], *, is_whole: bool = False) -> LedgerRow:
    return LedgerRow(NodeId(1), cells, Status.DONE, is_whole=is_whole)


def keys(columns: tuple[Column, ...]) -> list[LedgerColumn]:
    return [column.key for column in columns]


def width_of(columns: tuple[Column, ...], key: LedgerColumn) -> float:
    return next(column.width for column in columns if column.key is key)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    "optional",
    [chosen for count in range(len(OPTIONAL) + 1) for chosen in combinations(OPTIONAL, count)],
    ids=lambda chosen: "+".join(chosen) or "none",
)
def test_meeting_columns_fill_the_page_and_no_more(
    paper: Paper, optional: tuple[LedgerColumn, ...]
) -> None:
    cells = {**PLAIN, **{key: OPTIONAL[key] for key in optional}}
    options = LedgerOptions(paper=paper)
    columns = meeting_columns([row(cells)], options, PAGES[paper])
    total = sum(column.width for column in columns)
    assert PAGES[paper].units - 2 <= total <= PAGES[paper].units
    assert PAGES[paper].scale(total) * BODY_SIZE >= 9
    assert min(column.width for column in columns) >= 8


def test_columns_with_nothing_to_say_are_left_out() -> None:
    columns = meeting_columns([row(PLAIN)], LedgerOptions(), PAGES[Paper.A3])
    assert keys(columns) == list(PLAIN)


def test_columns_to_be_filled_in_stay_when_asked() -> None:
    columns = meeting_columns([row(PLAIN)], LedgerOptions(keep_empty=True), PAGES[Paper.A3])
    assert set(keys(columns)) - set(PLAIN) == {
        LedgerColumn.DEADLINE,
        LedgerColumn.RESPONSIBLE,
        LedgerColumn.OPINIONS,
        LedgerColumn.REMARKS,
    }


def test_measures_and_outcomes_stand_side_by_side_where_a_row_stands_whole() -> None:
    whole = row({**PLAIN, **OPTIONAL, LedgerColumn.WHOLE: "一是学习。"}, is_whole=True)
    found = keys(meeting_columns([whole, row(PLAIN)], LedgerOptions(), PAGES[Paper.A3]))
    assert found.index(LedgerColumn.OUTCOMES) == found.index(LedgerColumn.MEASURES) + 1


def test_the_column_that_holds_most_gets_most() -> None:
    columns = meeting_columns([row(PLAIN)], LedgerOptions(), PAGES[Paper.A3])
    widest = max(columns, key=lambda column: column.width)
    assert widest.key is LedgerColumn.OUTCOMES


def test_columns_stop_growing_where_they_hold_enough() -> None:
    optional = {LedgerColumn.PROBLEM: "学习不深入"}
    columns = meeting_columns([row(optional)], LedgerOptions(), PAGES[Paper.A3])
    assert width_of(columns, LedgerColumn.PROBLEM) <= 46


def test_title_of_the_office_is_the_units_own_word() -> None:
    options = LedgerOptions(office_word="科室")
    columns = meeting_columns([row({**PLAIN, **OPTIONAL})], options, PAGES[Paper.A3])
    assert "责任领导/科室" in [column.title for column in columns]


def test_flat_columns_are_wide_enough_that_a_row_does_not_continue() -> None:
    text = "(1)已制定学习计划。" * 90
    columns = flat_columns([row({**PLAIN, LedgerColumn.OUTCOMES: text})], LedgerOptions())
    width = width_of(columns, LedgerColumn.OUTCOMES)
    assert width < 90
    assert text_height(text, width=width, size=BODY_SIZE) <= MAX_ROW_POINTS


def test_flat_columns_stop_growing() -> None:
    text = "(1)已制定学习计划。" * 900
    columns = flat_columns([row({**PLAIN, LedgerColumn.OUTCOMES: text})], LedgerOptions())
    assert width_of(columns, LedgerColumn.OUTCOMES) == 90
