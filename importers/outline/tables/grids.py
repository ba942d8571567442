"""The cells of a source text to grids by row and column, merged cells unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from importers.outline.text.flow import folded
from models.source import Cell, SourceText, Span

_MOST_UNFOLDED = 2_000  # rows that one merged cell is taken to cover


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that has words, with its own cells by column."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(slots=True)
class Grid:
    """One table.

    Attributes:
        table: its number in the document.
        rows: those that have words, in order.
        covering: cells that reach over several rows, by each further row and column they cover.
        tops: the rows with which a page begins, all but the first.
    """

    source: str
    table: int
    rows: list[Row] = field(default_factory=list)
    covering: dict[tuple[int, int], Cell] = field(default_factory=dict)
    tops: set[int] = field(default_factory=set)

    @property
    def span(self) -> Span:
        """From its first cell to its last."""
        cells = [cell for row in self.rows for cell in row.cells.values()]
        return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that have words anywhere, in order."""
        return tuple(sorted({column for row in self.rows for column in row.cells}))

    def at(self, row: Row, column: int) -> Cell | None:
        """The cell that covers a place of a row: its own, or a merged one that began above."""
        return row.cells.get(column) or self.covering.get((row.number, column))

    def words(self, cell: Cell | None) -> str:
        """The words of a cell in half width without blanks."""
        return folded(cell.span.of(self.source)) if cell is not None else ""


def grids_of(source: SourceText) -> list[Grid]:
    """The tables of a source text, in order."""
    by_table: dict[int, dict[int, dict[int, Cell]]] = {}
    for cell in source.evidence.cells:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.column] = cell
    return [_grid(source, table, rows) for table, rows in sorted(by_table.items())]


def _grid(source: SourceText, table: int, rows: Mapping[int, dict[int, Cell]]) -> Grid:
    grid = Grid(source.text, table)
    page: int | None = None
    for number in sorted(rows):
        cells = dict(sorted(rows[number].items()))
        grid.rows.append(Row(number, cells))
        _unfold(grid, cells.values())
        before, page = page, source.evidence.page_at(next(iter(cells.values())).span.start)
        if before is not None and page != before:
            grid.tops.add(number)
    return grid


def _unfold(grid: Grid, cells: Iterable[Cell]) -> None:
    for cell in cells:
        for row in range(cell.row + 1, cell.row + min(cell.rows, _MOST_UNFOLDED)):
            grid.covering[row, cell.column] = cell
