"""The sheet of the 平表: a head, then nothing but complete rows, for sorting, filtering and merging by script."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.ledger_layout import place
from exporters.ledger_rows import LedgerTable
from exporters.ledger_widths import flat_columns
from exporters.meeting_sheet import write_line, write_titles
from exporters.sheet_style import PAGES, Pen, set_page, set_widths
from exporters.xlsx_layout import MAX_ROW_POINTS
from models.ledger_columns import LedgerColumn, LedgerForm, LedgerOptions


def write_flat_sheet(
    sheet: Worksheet, tables: Sequence[LedgerTable], options: LedgerOptions
) -> tuple[str, ...]:
    """Fills a sheet with the rows of all notices; returns the names of rows that needed further rows."""
    rows = [row for table in tables for row in table.rows]
    columns = flat_columns(rows, options)
    set_widths(sheet, [column.width for column in columns])
    pen = Pen(sheet)
    write_titles(pen, 1, columns)
    page = PAGES[options.paper]
    limit = min(MAX_ROW_POINTS, page.body_height - float(sheet.row_dimensions[1].height or 0))
    continued: list[str] = []
    at = 1
    for row in rows:
        placed = list(place(row, columns, form=LedgerForm.FLAT, limit=limit))
        for line in placed:
            at += 1
            write_line(pen, at, line, columns)
        if len(placed) > 1:
            continued.append(row.name)
    number = [column.key for column in columns].index(LedgerColumn.ITEM_NO) + 1
    sheet.freeze_panes = sheet.cell(2, number + 1).coordinate
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{at}"
    set_page(sheet, options, title_rows=(1, 1), last=(at, len(columns)))
    if page.scale(sum(column.width for column in columns)) < 1:
        # Fitted to one page the type would be too small to read: as many pages across as it takes.
        sheet.sheet_properties.pageSetUpPr = None
        sheet.page_setup.fitToHeight = None
        sheet.page_setup.fitToWidth = None
        sheet.page_setup.scale = 100
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_title_cols = f"A:{get_column_letter(number)}"
    return tuple(continued)
