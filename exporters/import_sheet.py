"""What became of the files of an import, as a workbook to keep or hand on."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils.cell import get_column_letter

from exporters.ledger_xlsx import workbook_bytes
from exporters.sheet_style import (
    BODY,
    CENTERED,
    HEADER,
    LINE_LEFT,
    TITLE,
    Pen,
    fitted_height,
    new_workbook,
    set_page,
    set_widths,
)
from models.file_names import shown_name
from models.ledger_columns import LedgerOptions, Paper

_TITLE = "材料导入情况"
_TITLES = ("序号", "文件", "结果", "材料类型", "说明", "所在文件夹")
_WIDTHS = (6.5, 30.0, 12.0, 12.0, 40.0, 24.0)
_STYLES = (CENTERED, BODY, CENTERED, CENTERED, BODY, BODY)
_FIRST = 4
# Excel's own limit; the sentence of a failure with an endless name must not stop the export.
_MOST = 2_000


def build_import_sheet(totals: str, lines: Sequence[Sequence[str]]) -> bytes:
    """The file of the workbook: the totals, then for each file its name, result, kind, explanation and folder."""
    workbook = new_workbook()
    sheet = workbook.create_sheet(_TITLE)
    set_widths(sheet, _WIDTHS)
    pen = Pen(sheet)
    for row, words, style in ((1, _TITLE, TITLE), (2, totals, LINE_LEFT)):
        pen.put_across(row, (1, len(_WIDTHS)), words, style)
        pen.set_height(row, fitted_height([(words, sum(_WIDTHS), style)]))
    pen.put_row(3, _TITLES, [HEADER] * len(_TITLES))
    for row, line in enumerate(lines, _FIRST):
        shown = [shown_name(cell)[:_MOST] for cell in line]
        pen.put_row(row, [row - _FIRST + 1, *shown], _STYLES)
        cells = zip(shown, _WIDTHS[1:], _STYLES[1:], strict=True)
        pen.set_height(row, fitted_height(list(cells)))
    last = _FIRST - 1 + len(lines)
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_TITLES))}{last}"
    set_page(sheet, LedgerOptions(paper=Paper.A4), title_rows=(3, 3), last=(last, len(_TITLES)))
    return workbook_bytes(workbook)
