"""The sheets beside a ledger: 总表, one line for each unit, and 说明, what the workbook is."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from exporters.ledger_rows import LedgerTable
from exporters.sheet_style import (
    BODY,
    CENTERED,
    HEADER,
    NOTE,
    PAGES,
    TITLE,
    TOTAL,
    Page,
    Pen,
    fitted_height,
    set_page,
    set_widths,
)
from exporters.xlsx_layout import cut_to_fit, line_capacity, lines_within
from models.labels import STATUS
from models.ledger_columns import STATUS_SYMBOL, LedgerOptions
from models.values import Status

OVERVIEW = "总表"
EXPLANATION = "说明"

_UNKNOWN = "—"
_OVERVIEW_TITLE = "整改台账总表"
_OVERVIEW_NOTE = f"自报问题数为通报自称的数，列出问题数为通报逐条写出的数；“{_UNKNOWN}”表示通报未写明，不计入合计。"
_TITLES = ("序号", "单位", "数据截至", "自报\n问题数", "列出\n问题数")
_UNIT_WIDTH = 46.0  # at most
_OTHER_WIDTHS = (6.5, 14.5, 9.0, 9.0)
_STATUS_WIDTHS = {status: 11.0 if status is Status.PHASED else 9.0 for status in Status}
_EXPLANATION_WIDTHS = (18.0, 92.0)


def write_overview(sheet: Worksheet, tables: Sequence[LedgerTable], options: LedgerOptions) -> None:
    """Fills the sheet 总表: what each unit says it has, what it lists, and in what state."""
    widths = _overview_widths(PAGES[options.paper])
    set_widths(sheet, widths)
    pen = Pen(sheet)
    pen.put_across(1, (1, len(widths)), _OVERVIEW_TITLE, TITLE)
    pen.set_height(1, fitted_height([(_OVERVIEW_TITLE, sum(widths), TITLE)]))
    titles = [*_TITLES, *(f"{STATUS_SYMBOL[status]}\n{STATUS[status]}" for status in Status)]
    pen.put_row(2, titles, [HEADER] * len(titles))
    pen.set_height(2, fitted_height([(*each, HEADER) for each in zip(titles, widths, strict=True)]))
    styles = [CENTERED, BODY, *[CENTERED] * (len(widths) - 2)]
    for number, table in enumerate(tables, 1):
        values = [number, table.unit, table.as_of or _UNKNOWN, *_counts(table)]
        pen.put_row(2 + number, values, styles)
        pen.set_height(
            2 + number,
            fitted_height([(table.unit, widths[1], BODY), (table.as_of, widths[2], CENTERED)]),
        )
    last = 3 + len(tables)
    pen.put_row(last, ["合计", "", "", *_sums(tables)], [TOTAL] * len(widths))
    pen.set_height(last, fitted_height([("合计", widths[0], TOTAL)]))
    pen.put_across(last + 1, (1, len(widths)), _OVERVIEW_NOTE, NOTE)
    pen.set_height(last + 1, fitted_height([(_OVERVIEW_NOTE, sum(widths), NOTE)]))
    sheet.freeze_panes = "A3"
    set_page(sheet, options, title_rows=(2, 2), last=(last + 1, len(widths)))


def write_explanation(
    sheet: Worksheet, lines: Sequence[tuple[str, str]], options: LedgerOptions
) -> None:
    """Fills the sheet 说明."""
    set_widths(sheet, _EXPLANATION_WIDTHS)
    pen = Pen(sheet)
    pen.put_row(1, ["项目", "内容"], [HEADER, HEADER])
    pen.set_height(1, fitted_height([("项目", _EXPLANATION_WIDTHS[0], HEADER)]))
    row = 1
    capacity = line_capacity(_EXPLANATION_WIDTHS[1], BODY.size)
    for label, words in lines:
        for piece in cut_to_fit(words, capacity=capacity, lines=lines_within(300, BODY.size)):
            row += 1
            pen.put_row(row, [label, piece], [BODY, BODY])
            texts = zip((label, piece), _EXPLANATION_WIDTHS, strict=True)
            pen.set_height(row, fitted_height([(*each, BODY) for each in texts]))
    sheet.freeze_panes = "A2"
    set_page(sheet, options, title_rows=(1, 1), last=(row, 2))


def _overview_widths(page: Page) -> tuple[float, ...]:
    number, *others = _OTHER_WIDTHS
    taken = sum(_OTHER_WIDTHS) + sum(_STATUS_WIDTHS.values())
    return (number, min(page.units - taken, _UNIT_WIDTH), *others, *_STATUS_WIDTHS.values())


def _counts(table: LedgerTable) -> list[str | int]:
    claimed = _UNKNOWN if table.claimed is None else table.claimed
    return [claimed, table.problem_count, *(table.status_count(status) for status in Status)]


def _sums(tables: Sequence[LedgerTable]) -> list[str | int]:
    known = [table.claimed for table in tables if table.claimed is not None]
    listed = sum(table.problem_count for table in tables)
    states = [sum(table.status_count(status) for table in tables) for status in Status]
    return [sum(known) if known else _UNKNOWN, listed, *states]
