"""Finished workbooks, read back and measured: what the tests of a ledger look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from unicodedata import east_asian_width

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.ledger_notes import Making
from exporters.ledger_rows import ledger_table
from exporters.ledger_xlsx import BuiltLedger, build_ledger
from models.annotation import Person
from models.ledger_columns import LedgerForm, LedgerOptions
from models.notice import Notice

POINTS_A_PAGE = {8: (1190.55, 841.89), 9: (841.89, 595.28)}
# The widest a unit of width comes out: a digit of the font that stands in for 宋体 11.
WIDEST_UNIT = 6.11


def build(
    *notices: Notice,
    form: LedgerForm = LedgerForm.MEETING,
    options: LedgerOptions | None = None,
    person: Person | None = None,
) -> BuiltLedger:
    """The ledger of notices, made on a day that never changes."""
    chosen = options or LedgerOptions()
    tables = [ledger_table(notice, chosen) for notice in notices]
    return build_ledger(tables, Making(form, chosen, date(2025, 9, 10), person))


def opened(built: BuiltLedger) -> Workbook:
    """The workbook as it stands in the file."""
    return load_workbook(BytesIO(built.content))


def written(
    *notices: Notice,
    form: LedgerForm = LedgerForm.MEETING,
    options: LedgerOptions | None = None,
) -> Workbook:
    """The workbook of notices."""
    return opened(build(*notices, form=form, options=options))


def sheets(workbook: Workbook) -> Iterator[Worksheet]:
    """Its sheets."""
    for name in workbook.sheetnames:
        sheet = workbook[name]
        assert isinstance(sheet, Worksheet)
        yield sheet


def first_sheet(workbook: Workbook) -> Worksheet:
    """Its first sheet."""
    return next(sheets(workbook))


def filled_cells(sheet: Worksheet) -> Iterator[tuple[Cell, float]]:
    """Cells that hold something, with the width they run over."""
    widths = {
        letter: dimension.width
        for letter, dimension in sheet.column_dimensions.items()
        if dimension.width
    }
    spans = {
        (part.min_row, part.min_col): range(part.min_col, part.max_col + 1)
        for part in sheet.merged_cells.ranges
    }
    letters = list(widths)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or cell.value is None:
                continue
            columns = spans.get((cell.row, cell.column), range(cell.column, cell.column + 1))
            yield cell, sum(widths[letters[column - 1]] for column in columns)


def texts(sheet: Worksheet) -> list[str]:
    """All that stands in its cells, in reading order."""
    return [str(cell.value) for cell, _ in filled_cells(sheet)]


def column(sheet: Worksheet, title: str) -> list[str]:
    """The cells below a title, empty ones as empty words."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == title:
                below = sheet.iter_rows(
                    min_row=cell.row + 1, min_col=cell.column, max_col=cell.column
                )
                return [str(found.value or "") for (found,) in below]
    raise AssertionError(f"no column {title}")


def titles(sheet: Worksheet, row: int = 3) -> list[str]:
    """The titles of its columns."""
    return [str(cell.value) for cell in sheet[row] if cell.value is not None]


def needed_points(text: str, width: float, size: float) -> float:
    """The height that words need at least: the formula of the libraries, apart from the code that is tested."""
    capacity = max(2, int((width - 1) * 11 / size) // 2 * 2)
    units = [
        sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in part)
        for part in text.split("\n")
    ]
    lines = sum(max(1, -(-each // capacity)) for each in units)
    return lines * size * 1.35 + 4


def printed_scale(sheet: Worksheet) -> float:
    """The scale at which a sheet is printed."""
    setup = sheet.page_setup
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return (setup.scale or 100) / 100
    assert setup.fitToWidth == 1
    assert setup.fitToHeight == 0
    width = POINTS_A_PAGE[int(str(setup.paperSize))][0]
    room = width - 72 * (sheet.page_margins.left + sheet.page_margins.right)
    table = sum(dimension.width for dimension in sheet.column_dimensions.values())
    return min(1.0, float(room / (table * WIDEST_UNIT)))


def page_points(sheet: Worksheet) -> float:
    """What rows may take on one page."""
    height = POINTS_A_PAGE[int(str(sheet.page_setup.paperSize))][1]
    return float(height - 72 * (sheet.page_margins.top + sheet.page_margins.bottom))


def dump(workbook: Workbook) -> str:
    """Cells, looks, merges and page of every sheet, one a line: what a golden file holds."""
    lines: list[str] = []
    for sheet in sheets(workbook):
        lines.append(f"=== {sheet.title} {sheet.dimensions} freeze={sheet.freeze_panes}")
        lines += _page_lines(sheet)
        widths = {key: part.width for key, part in sheet.column_dimensions.items()}
        lines.append(f"widths {widths}")
        lines += [f"merge {part}" for part in sorted(map(str, sheet.merged_cells.ranges))]
        for row in sheet.iter_rows():
            lines += _row_lines(sheet, row)
    return "\n".join(lines) + "\n"


def _page_lines(sheet: Worksheet) -> list[str]:
    setup = sheet.page_setup
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    return [
        f"page {setup.paperSize} {setup.orientation} {setup.fitToWidth}x{setup.fitToHeight}"
        f" titles={sheet.print_title_rows} area={sheet.print_area}",
        f"foot {sheet.oddFooter.center.text}",
        f"breaks {[part.id for part in sheet.row_breaks.brk]}",
    ]


def _row_lines(sheet: Worksheet, row: Sequence[Cell | MergedCell]) -> Iterator[str]:
    number = int(row[0].row or 0)
    yield f"row {number} height={sheet.row_dimensions[number].height}"
    for cell in row:
        if isinstance(cell, Cell) and cell.value is not None:
            look = f"{cell.font.name} {cell.font.sz}{' bold' if cell.font.b else ''}"
            edge = "lined" if cell.border.left.style else "plain"
            fill = cell.fill.fgColor.rgb if cell.fill.fill_type else "-"
            yield (
                f"  {cell.coordinate} {cell.data_type} [{look} {cell.alignment.horizontal} {edge} "
                f"{fill} {cell.number_format}] {cell.value!r}"
            )
