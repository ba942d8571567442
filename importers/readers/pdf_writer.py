"""The pages of a PDF file written down as one text, with the evidence that counts in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from importers.readers.pdf_cells import PrintedTable, carried_in
from importers.readers.pdf_joins import first_row, joined, row_words
from importers.readers.pdf_lines import PrintedLine
from importers.readers.pdf_margins import furniture_of
from importers.readers.pdf_tables import Box
from importers.readers.pdf_wraps import carried_on
from models.source import Cell, Clutter, Evidence, Span


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its lines in reading order, its tables, and whether it shows anything but text."""

    lines: tuple[PrintedLine, ...]
    tables: tuple[PrintedTable, ...] = ()
    has_pictures: bool = False

    @property
    def cell_lines(self) -> list[PrintedLine]:
        """The lines in its tables."""
        return [line for table in self.tables for _, lines in table.cells for line in lines]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line outside of tables, where it was written."""

    page: int
    start: int
    line: PrintedLine
    is_behind_table: bool


class PageWriter:
    """Writes down pages, one after the other."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        self._pages = pages
        self._furniture = furniture_of(
            [page.lines for page in pages], [page.cell_lines for page in pages]
        )
        self._parts: list[str] = []
        self._length = 0
        self._cells: list[Cell] = []
        self._clutter: list[Clutter] = []
        self._wrapped: list[int] = []
        self._kept: list[_Line] = []
        self._tables = 0
        self._begun = 0  # the row of the table on which its part on this page begins
        self._titles: frozenset[tuple[str, ...]] = frozenset()
        self._last: PrintedTable | None = None  # the table that nothing of the notice stands behind

    def written(self) -> tuple[str, Evidence]:
        """The text and its evidence."""
        starts = [self._add_page(number, page) for number, page in enumerate(self._pages)]
        text = "".join(self._parts)
        # A page without text begins where the next one does, the last ones at the end of the text.
        pages = tuple(min(start, len(text)) for start in starts)
        return text, Evidence(
            pages=pages,
            clutter=tuple(self._clutter),
            cells=tuple(self._cells),
            wrapped=tuple(sorted((*self._wrapped, *self._carried()))),
        )

    def _add_page(self, number: int, page: PrintedPage) -> int:
        start = self._length + bool(self._length)
        waiting = list(page.tables)
        for at, line in enumerate(page.lines):
            while waiting and waiting[0].before <= at:
                self._add_table(waiting.pop(0))
            self._add_line(number, line, self._furniture.get((number, at)))
        for table in waiting:
            self._add_table(table)
        return start

    def _add_line(self, page: int, line: PrintedLine, why: str | None) -> None:
        start = self._begin_line()
        self._put(line.text)
        if why is not None:
            self._clutter.append(Clutter(Span(start, self._length), why))
            return
        self._kept.append(_Line(page, start, line, self._last is not None))
        self._last = None

    def _add_table(self, table: PrintedTable) -> None:
        before, start = self._last, self._begun
        if before is not None and table.ruled.has_columns_of(before.ruled):
            self._begun += len(before.ruled.rows) - 1
        else:
            before = None
            self._tables += 1
            self._begun = 0
            self._titles = row_words(table)
        self._last = table
        self._write_rows(table)
        if before is not None:
            first = self._begun + first_row(table, self._titles)
            own = [cell for cell in self._cells if cell.table == self._tables - 1]
            self._cells[-len(own) :] = joined(before, table, own, (start, self._begun, first))

    def _write_rows(self, table: PrintedTable) -> None:
        for row, cells in groupby(table.cells, key=lambda cell: cell[0].row):
            self._begin_line()
            column = 0
            for box, lines in cells:
                self._put("\t" * (box.column - column))
                column = box.column
                self._add_cell(self._begun + row, box, lines)

    def _add_cell(self, row: int, box: Box, lines: Sequence[PrintedLine]) -> None:
        start = self._length
        carried = frozenset(carried_in(box, lines))
        for at, line in enumerate(lines):
            if at:
                self._put("\n")
            if at in carried:
                self._wrapped.append(self._length)
            self._put(line.text)
        span = Span(start, self._length)
        self._cells.append(Cell(span, self._tables - 1, row, box.column, box.rows, box.columns))

    def _carried(self) -> Iterator[int]:
        """Where lines outside of tables begin that carry on the one before."""
        kept = self._kept
        breaks = frozenset(
            at for at, line in enumerate(kept) if at == 0 or kept[at - 1].page != line.page
        )
        for at in carried_on([line.line for line in kept], breaks):
            if not kept[at].is_behind_table:
                yield kept[at].start

    def _begin_line(self) -> int:
        if self._length:
            self._put("\n")
        return self._length

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
