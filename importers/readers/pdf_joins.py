"""Cells that reach over the end of a page: their rules go on there, their words stand on one page only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from importers.readers.pdf_cells import PrintedTable
from importers.readers.pdf_tables import Box
from models.source import Cell


def first_row(table: PrintedTable, titles: frozenset[tuple[str, ...]]) -> int:
    """The first row of a table that is none of the titles that every page repeats."""
    rows: dict[int, list[str]] = {}
    for box, lines in table.cells:
        rows.setdefault(box.row, []).append("".join(line.text for line in lines))
    last = len(table.ruled.rows) - 1
    return next((row for row in range(last) if tuple(rows.get(row, ())) not in titles), last)


def row_words(table: PrintedTable) -> frozenset[tuple[str, ...]]:
    """The words of each of the first rows, cell by cell."""
    rows: dict[int, list[str]] = {}
    for box, lines in table.cells:
        if box.row < _TITLE_ROWS:
            rows.setdefault(box.row, []).append("".join(line.text for line in lines))
    return frozenset(tuple(words) for words in rows.values())


_TITLE_ROWS = 2


def joined(
    before: PrintedTable, after: PrintedTable, cells: list[Cell], place: tuple[int, int, int]
) -> list[Cell]:
    """The cells of a table, with those made one that the end of a page parted.

    Args:
        before: the table as far as it stands on the page before.
        after: how it goes on.
        cells: its cells so far, both pages.
        place: the rows of the table on which the page before and this page begin, and the first row on this page
            that is no title.
    """
    start, begin, first = place
    parted = list(_parted(before, after, first - begin))
    whole = {}
    for above, below in parted:
        row, end = start + above.row, begin + below.row + below.rows
        whole[row, above.column] = whole[begin + below.row, below.column] = (row, end - row)
    return [
        replace(cell, row=whole[cell.row, cell.column][0], rows=whole[cell.row, cell.column][1])
        if (cell.row, cell.column) in whole
        else cell
        for cell in cells
    ]


def _parted(before: PrintedTable, after: PrintedTable, first: int) -> Iterator[tuple[Box, Box]]:
    """The merged cells on both sides of the end of a page of which one side is empty."""
    filled_above = {box for box, _ in before.cells}
    filled_below = {box for box, _ in after.cells}
    last = len(before.ruled.rows) - 2
    for column in range(len(after.ruled.columns) - 1):
        above = before.ruled.boxes.get((last, column))
        below = after.ruled.boxes.get((first, column))
        if above is None or below is None or above.column != column or below.column != column:
            continue
        is_merged = above.rows > 1 or below.rows > 1
        if is_merged and (above in filled_above) != (below in filled_below):
            yield above, below
