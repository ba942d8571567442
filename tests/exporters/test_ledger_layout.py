from collections.abc import Sequence

import pytest

from exporters.ledger_layout import PlacedLine, page_breaks, place
from exporters.ledger_rows import Heading, LedgerRow
from exporters.ledger_widths import Column
from models.ids import NodeId
from models.ledger_columns import LedgerColumn, LedgerForm
from models.values import Status

COLUMNS = (
    Column(LedgerColumn.ITEM_NO, "序号", 9),
    Column(LedgerColumn.CODE, "编码", 9),
    Column(LedgerColumn.PROBLEM, "问题", 20),
    Column(LedgerColumn.MEASURES, "整改措施", 30),
    Column(LedgerColumn.OUTCOMES, "完成情况", 30),
    Column(LedgerColumn.REPORTED, "自报状态", 12),
)
LONG = "".join(
    f"({number})已召开会议研究第{number}项工作，逐条落实到位。\n" for number in range(1, 60)
)


def row(is_whole: bool = False, **cells: str) -> LedgerRow:
    base = {
        LedgerColumn.ITEM_NO: "27",
        LedgerColumn.CODE: "YL-027",
        LedgerColumn.REPORTED: "√已完成",
    }
    named = {LedgerColumn(name): text for name, text in cells.items()}
    return LedgerRow(NodeId(1), {**base, **named}, Status.DONE, is_whole)


def placed(
    line: Heading | LedgerRow,
    *,
    form: LedgerForm = LedgerForm.MEETING,
    limit: float = 409,
    columns: Sequence[Column] = COLUMNS,
) -> list[PlacedLine]:
    return list(place(line, columns, form=form, limit=limit))


def test_row_that_fits_takes_one_line() -> None:
    (line,) = placed(row(problem="学习不深入", measures="(1)学习。\n(2)调研。"))
    assert line.cells == ("27", "YL-027", "学习不深入", "(1)学习。\n(2)调研。", "", "√已完成")
    assert line.height >= 2 * 10.5 * 1.35 * 1.1
    assert not line.continues


def test_row_past_the_limit_continues_under_the_same_number() -> None:
    lines = placed(row(problem="学习不深入", outcomes=LONG))
    assert len(lines) > 2
    assert all(line.height <= 409.5 for line in lines)
    assert [line.cells[0] for line in lines] == ["27"] + ["27（续）"] * (len(lines) - 1)
    assert {line.cells[1] for line in lines} == {"YL-027"}
    assert [line.cells[2] for line in lines[1:]] == [""] * (len(lines) - 1)
    assert [line.continues for line in lines] == [False] + [True] * (len(lines) - 1)


@pytest.mark.parametrize("form", list(LedgerForm))
def test_pieces_of_a_row_joined_are_its_words(form: LedgerForm) -> None:
    lines = placed(row(measures=LONG[:800], outcomes=LONG), form=form, limit=200)
    for column, words in ((3, LONG[:800]), (4, LONG)):
        joined = "".join(line.cells[column] for line in lines)
        assert joined.replace("\n", "") == words.replace("\n", "")


def test_flat_row_that_continues_repeats_what_names_it() -> None:
    lines = placed(row(problem="学习不深入", outcomes=LONG), form=LedgerForm.FLAT)
    assert {line.cells[2] for line in lines} == {"学习不深入"}
    assert {line.cells[5] for line in lines} == {"√已完成"}


def test_whole_row_runs_across_two_columns() -> None:
    (line,) = placed(row(is_whole=True, whole="一是学习。"))
    assert line.across == (3, 4)
    assert line.cells[3:5] == ("一是学习。", "")


def test_whole_row_of_a_flat_sheet_has_a_column_of_its_own() -> None:
    columns = (*COLUMNS, Column(LedgerColumn.WHOLE, "整改情况·原文", 60))
    (line,) = placed(row(is_whole=True, whole="一是学习。"), form=LedgerForm.FLAT, columns=columns)
    assert line.across is None
    assert line.cells[-1] == "一是学习。"


def test_heading_runs_across_all_columns() -> None:
    (line,) = placed(Heading(1, "（一）聚焦政治建设方面"))
    assert (line.heading, line.across) == (1, (0, 5))


def test_heading_past_the_limit_continues() -> None:
    lines = placed(Heading(2, LONG * 3), limit=100)
    assert "".join(line.cells[0] for line in lines).replace("\n", "") == (LONG * 3).replace(
        "\n", ""
    )
    assert all(line.height <= 100 for line in lines)
    assert lines[1].continues


@pytest.mark.parametrize(
    ("heights", "kept", "breaks"),
    [
        ([40, 40, 40], [False, False, False], []),
        ([80, 10, 60], [False, True, False], [1]),
        ([60, 10, 20], [False, True, False], []),
        ([80, 10, 5, 60], [False, True, True, False], [1]),
        ([10, 90, 10, 60], [True, False, True, False], [2]),
        ([90, 10, 95], [False, True, False], []),
        ([10, 95], [True, False], []),
        ([60, 60, 10, 60], [False, False, True, False], [2]),
    ],
    ids=[
        "rows only",
        "a heading alone at the foot",
        "heading and row fit",
        "two headings",
        "the second page",
        "too high for one page",
        "nothing before it",
        "rows move by themselves",
    ],
)
def test_page_breaks(heights: list[float], kept: list[bool], breaks: list[int]) -> None:
    assert page_breaks(heights, kept, first=100, page=100) == breaks


def test_page_breaks_count_the_title_on_the_first_page_only() -> None:
    heights, kept = [50.0, 10.0, 40.0, 50.0], [False, True, False, False]
    assert page_breaks(heights, kept, first=70, page=100) == [1]
    assert page_breaks(heights, kept, first=100, page=100) == []
