"""Lines of a ledger laid out: heights, rows that continue, pages. Pure; knows no workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporters.ledger_rows import Heading, LedgerRow
from exporters.ledger_widths import Column
from exporters.sheet_style import BODY_SIZE
from exporters.xlsx_layout import (
    cut_to_fit,
    height_of,
    line_capacity,
    line_count,
    lines_within,
)
from models.ledger_columns import CONTINUED, LedgerColumn, LedgerForm

# What stands again in every row that continues another …
_REPEATED = {
    LedgerForm.MEETING: frozenset({LedgerColumn.ITEM_NO, LedgerColumn.CODE}),
    LedgerForm.FLAT: frozenset(LedgerColumn)
    - {
        LedgerColumn.MEASURES,
        LedgerColumn.OUTCOMES,
        LedgerColumn.WHOLE,
        LedgerColumn.OPINIONS,
        LedgerColumn.EVIDENCE,
        LedgerColumn.REMARKS,
    },
}


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One row of a sheet.

    Attributes:
        cells: the words of each column; of a heading, the first alone.
        heading: its level, 0 for a row.
        across: first and last column (from 0) of a cell that runs over several, or None.
        continues: whether it goes on with the row before.
    """

    cells: tuple[str, ...]
    height: float
    heading: int = 0
    across: tuple[int, int] | None = None
    continues: bool = False


def place(
    line: Heading | LedgerRow, columns: Sequence[Column], *, form: LedgerForm, limit: float
) -> Iterator[PlacedLine]:
    """The rows that a line of a ledger takes, none higher than `limit` points."""
    if isinstance(line, Heading):
        yield from _place_heading(line, columns, limit)
    else:
        yield from _place_row(line, columns, form=form, limit=limit)


def page_breaks(
    heights: Sequence[float], kept: Sequence[bool], *, first: float, page: float
) -> list[int]:
    """The lines before which a page must end, so that none that is `kept` with the next is parted from it.

    Args:
        heights: of all lines, in points.
        kept: whether a line must stand on one page with the next.
        first: what lines may take on the first page, under the title.
        page: what they may take on every other page.
    """
    breaks: list[int] = []
    left, at = first, 0
    while at < len(heights):
        end = at + 1
        while end < len(heights) and kept[end - 1]:
            end += 1
        together = sum(heights[at:end])
        if at and end - at > 1 and left < together <= page:
            breaks.append(at)
            left = page
        for height in heights[at:end]:
            left = (left if height <= left else page) - height
        at = end
    return breaks


def _place_heading(
    heading: Heading, columns: Sequence[Column], limit: float
) -> Iterator[PlacedLine]:
    width = sum(column.width for column in columns)
    blank = ("",) * (len(columns) - 1)
    pieces = _pieces(heading.text, width, lines_within(limit, BODY_SIZE))
    for number, (text, lines) in enumerate(pieces):
        yield PlacedLine(
            (text, *blank),
            height_of(lines, BODY_SIZE),
            heading=heading.level,
            across=(0, len(columns) - 1),
            continues=number > 0,
        )


def _place_row(
    row: LedgerRow, columns: Sequence[Column], *, form: LedgerForm, limit: float
) -> Iterator[PlacedLine]:
    across = _whole_place(row, columns, form)
    texts, widths = _texts_and_widths(row, columns, across)
    most = lines_within(limit, BODY_SIZE)
    pieces = [_pieces(text, width, most) for text, width in zip(texts, widths, strict=True)]
    for number in range(max(len(parts) for parts in pieces)):
        cells, lines = [], [1]
        for column, parts in zip(columns, pieces, strict=True):
            text, count = parts[number] if number < len(parts) else ("", 1)
            if number and len(parts) == 1 and column.key in _REPEATED[form]:
                text, count = parts[0]
            if number and column.key is LedgerColumn.ITEM_NO:
                text += CONTINUED
                count = line_count(text, line_capacity(column.width, BODY_SIZE))
            cells.append(text)
            lines.append(count)
        height = height_of(max(lines), BODY_SIZE)
        yield PlacedLine(tuple(cells), height, across=across, continues=number > 0)


def _whole_place(
    row: LedgerRow, columns: Sequence[Column], form: LedgerForm
) -> tuple[int, int] | None:
    if not row.is_whole or form is LedgerForm.FLAT:
        return None
    keys = [column.key for column in columns]
    return keys.index(LedgerColumn.MEASURES), keys.index(LedgerColumn.OUTCOMES)


def _texts_and_widths(
    row: LedgerRow, columns: Sequence[Column], across: tuple[int, int] | None
) -> tuple[list[str], list[float]]:
    texts = [row.cells.get(column.key, "") for column in columns]
    widths = [column.width for column in columns]
    if across is not None:
        first, last = across
        texts[first] = row.cells.get(LedgerColumn.WHOLE, "")
        widths[first] = sum(widths[first : last + 1])
    return texts, widths


def _pieces(text: str, width: float, most: int) -> list[tuple[str, int]]:
    """The text in pieces of at most so many lines, with how many each takes."""
    if not text:
        return [("", 1)]
    capacity = line_capacity(width, BODY_SIZE)
    if len(text) <= most * capacity:
        lines = line_count(text, capacity)
        if lines <= most:
            return [(text, lines)]
    cut = cut_to_fit(text, capacity=capacity, lines=most)
    return [(piece, line_count(piece, capacity)) for piece in cut]
