"""The sheet of the 会议版: what goes on the meeting table and is printed."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exporters.ledger_layout import PlacedLine, page_breaks, place
from exporters.ledger_notes import UNKNOWN_DAY, legend
from exporters.ledger_rows import LedgerRow, LedgerTable
from exporters.ledger_widths import Column, meeting_columns
from exporters.sheet_style import (
    BANDS,
    BODY,
    CENTERED,
    HEADER,
    KEY,
    LINE_LEFT,
    LINE_RIGHT,
    NOTE,
    PAGES,
    TITLE,
    CellStyle,
    Pen,
    fitted_height,
    set_page,
    set_widths,
)
from exporters.xlsx_layout import MAX_ROW_POINTS, line_capacity, text_units, width_for
from models.ledger_columns import TITLE as COLUMN_TITLE
from models.ledger_columns import LedgerColumn, LedgerForm, LedgerOptions

COLUMN_STYLE: dict[LedgerColumn, CellStyle] = dict.fromkeys(LedgerColumn, BODY)
COLUMN_STYLE |= {LedgerColumn.ITEM_NO: KEY, LedgerColumn.CODE: KEY}
COLUMN_STYLE |= {
    LedgerColumn.REPORTED: CENTERED,
    LedgerColumn.ASSESSED: CENTERED,
    LedgerColumn.VERDICT: CENTERED,
    LedgerColumn.DEADLINE: CENTERED,
}

_TITLE_POINTS = 42.0
_HEADINGS_POINTS = 60.0
_FOOT_POINTS = 54.0  # room to sign
_FIRST_HEADER = 3
_FOOT = ("填报人：", "审核人：", "单位主要负责人（签字）：", "（公章）", "联系电话：")


def write_meeting_sheet(
    sheet: Worksheet, table: LedgerTable, options: LedgerOptions
) -> tuple[str, ...]:
    """Fills a sheet with the 会议版 of one notice; returns the names of rows that needed further rows."""
    page = PAGES[options.paper]
    columns = meeting_columns(table.rows, options, page)
    set_widths(sheet, [column.width for column in columns])
    pen = Pen(sheet)
    _write_title(pen, table, columns, options)
    header = (_FIRST_HEADER, _write_header(pen, table, columns))
    head_points = _points(sheet, *header)
    first_page = page.body_height - _points(sheet, 1, header[1])
    # Headings and the first row must fit on the first page together.
    limit = min(MAX_ROW_POINTS, first_page - _HEADINGS_POINTS)
    placed, continued = _place_all(table, columns, limit)
    first = header[1] + 1
    for row, line in enumerate(placed, first):
        _write_line(pen, row, line, columns)
    last = _write_foot(
        pen, first + len(placed), columns, legend([table], is_continued=bool(continued))
    )
    kept = [line.heading > 0 for line in placed]
    # The foot stands on one page with the last row.
    kept[-1:] = [True] * (last - first - len(placed) + 1) + [False]
    heights = [_points(sheet, row, row) for row in range(first, last + 1)]
    breaks = page_breaks(heights, kept, first=first_page, page=page.body_height - head_points)
    for at in breaks:
        sheet.row_breaks.append(Break(id=first + at - 1))
    sheet.freeze_panes = f"A{first}"
    set_page(sheet, options, title_rows=header, last=(last, len(columns)))
    return continued


def write_line(pen: Pen, row: int, line: PlacedLine, columns: Sequence[Column]) -> None:
    """Writes one placed row, its numbers as numbers where they are nothing else."""
    values: list[str | int] = list(line.cells)
    styles = [COLUMN_STYLE[column.key] for column in columns]
    for at, column in enumerate(columns):
        if column.key is LedgerColumn.ITEM_NO and line.cells[at].isdecimal():
            values[at], styles[at] = int(line.cells[at]), CENTERED
    pen.put_row(row, values, styles)
    if line.across is not None:
        pen.join(row, (line.across[0] + 1, line.across[1] + 1))
    pen.set_height(row, line.height)


def write_titles(pen: Pen, row: int, columns: Sequence[Column]) -> None:
    """Writes the titles of the columns."""
    pen.put_row(row, [column.title for column in columns], [HEADER] * len(columns))
    pen.set_height(row, fitted_height([(each.title, each.width, HEADER) for each in columns]))


def _place_all(
    table: LedgerTable, columns: Sequence[Column], limit: float
) -> tuple[list[PlacedLine], tuple[str, ...]]:
    placed: list[PlacedLine] = []
    continued: list[str] = []
    for line in table.lines:
        placed += place(line, columns, form=LedgerForm.MEETING, limit=limit)
        if placed[-1].continues and isinstance(line, LedgerRow):
            continued.append(line.name)
    return placed, tuple(continued)


def _write_line(pen: Pen, row: int, line: PlacedLine, columns: Sequence[Column]) -> None:
    if not line.heading:
        write_line(pen, row, line, columns)
        return
    pen.put_across(row, (1, len(columns)), line.cells[0], BANDS[line.heading])
    pen.set_height(row, line.height)


def _write_title(
    pen: Pen, table: LedgerTable, columns: Sequence[Column], options: LedgerOptions
) -> None:
    count, width = len(columns), _width(columns)
    pen.put_across(1, (1, count), table.title, TITLE)
    pen.set_height(1, fitted_height([(table.title, width, TITLE)], least=_TITLE_POINTS))
    left = f"填报单位：{table.unit}"
    right = f"数据截至：{table.as_of or UNKNOWN_DAY}　　第{options.version}版"
    half = _left_columns(columns, width_for(text_units(right), LINE_RIGHT.size))
    pen.put_across(2, (1, half), left, LINE_LEFT)
    pen.put_across(2, (half + 1, count), right, LINE_RIGHT)
    sides = [
        (left, _width(columns[:half]), LINE_LEFT),
        (right, _width(columns[half:]), LINE_RIGHT),
    ]
    pen.set_height(2, fitted_height(sides))


def _write_header(pen: Pen, table: LedgerTable, columns: Sequence[Column]) -> int:
    """Writes the titles of the columns and returns their last row.

    Where some rows stand whole and some do not, a second line names the cell that runs across two columns.
    """
    whole = [row.is_whole for row in table.rows]
    if not any(whole):
        write_titles(pen, _FIRST_HEADER, columns)
        return _FIRST_HEADER
    keys = [column.key for column in columns]
    first, last = keys.index(LedgerColumn.MEASURES), keys.index(LedgerColumn.OUTCOMES)
    row = _FIRST_HEADER
    if not all(whole):
        pen.put_row(row, [""] * len(columns), [HEADER] * len(columns))
        write_titles(pen, row + 1, columns)
    else:
        write_titles(pen, row, columns)
    pen.put_across(row, (first + 1, last + 1), COLUMN_TITLE[LedgerColumn.WHOLE], HEADER)
    pen.set_height(row, max(_points(pen.sheet, row, row), _one_line()))
    return row if all(whole) else row + 1


def _one_line() -> float:
    return fitted_height([("", 1, HEADER)])


def _write_foot(pen: Pen, row: int, columns: Sequence[Column], marks: str) -> int:
    """Writes the legend and the line to sign on; returns the last row."""
    width = _width(columns)
    if marks:
        pen.put_across(row, (1, len(columns)), marks, NOTE)
        pen.set_height(row, fitted_height([(marks, width, NOTE)]))
        row += 1
    foot = _spread(_FOOT, line_capacity(width, LINE_LEFT.size))
    pen.put_across(row, (1, len(columns)), foot, LINE_LEFT)
    pen.set_height(row, fitted_height([(foot, width, LINE_LEFT)], least=_FOOT_POINTS))
    return row


def _spread(words: Sequence[str], capacity: int) -> str:
    """Words with even room to write after each, together one line."""
    room = capacity - text_units("".join(words))
    return ("　" * max(2, int(room / len(words)) // 2)).join((*words, ""))


def _left_columns(columns: Sequence[Column], right: float) -> int:
    """How many columns are left of the fewest that are `right` wide together; at least one."""
    taken = 0.0
    for count in range(len(columns) - 1, 1, -1):
        taken += columns[count].width
        if taken >= right:
            return count
    return 1


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)


def _points(sheet: Worksheet, first: int, last: int) -> float:
    return sum(float(sheet.row_dimensions[row].height or 0) for row in range(first, last + 1))
