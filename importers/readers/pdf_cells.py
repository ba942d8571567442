"""The words in the cells of ruled tables: which lines of a page stand in them, in which order, and what carries on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.readers.pdf_lines import PrintedLine, units_of
from importers.readers.pdf_tables import Box, Ruled
from importers.readers.pdf_wraps import begins_anew, first_unit

_PADDING = 11.0  # points between the rules and the words of a cell, both sides together
_SLACK = 1.1  # in signs: punctuation that is kept together
_SAME_LINE = 0.4  # of a sign: base lines that differ by less are one
_SAME_ROW = 2.0  # points
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 4  # side by side, before a page is said to hold a table
_BLANK = 0.5  # of a sign: a wider gap between two pieces of a line is a blank


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a page with what is printed in it.

    Attributes:
        cells: those that have words, row by row.
        before: how many of the lines outside of tables stand above it.
    """

    ruled: Ruled
    cells: tuple[tuple[Box, tuple[PrintedLine, ...]], ...]
    before: int = 0


def tables_of(
    lines: Sequence[PrintedLine], ruled: Sequence[Ruled]
) -> tuple[list[PrintedLine], list[PrintedTable]]:
    """The lines that stand in no table, and the tables; what has words in one column only is none."""
    outside: list[PrintedLine] = []
    inside: dict[int, dict[Box, list[PrintedLine]]] = {}
    for line in lines:
        if line.box is not None:
            inside.setdefault(line.box.table, {}).setdefault(line.box, []).append(line)
    tables = []
    for number, cells in inside.items():
        is_part = len(ruled[number].rows) == 2  # of a table that began on the page before
        if is_part or len({box.row for box in cells}) > 1 < len({box.column for box in cells}):
            filled = sorted(cells.items(), key=lambda cell: (cell[0].row, cell[0].column))
            words = tuple((box, tuple(_lines_of(own))) for box, own in filled)
            tables.append(PrintedTable(ruled[number], words))
    taken = {table.cells[0][0].table for table in tables}
    for line in lines:
        if line.box is None or line.box.table not in taken:
            outside.append(replace(line, box=None))
    return outside, sorted(tables, key=lambda table: -table.ruled.top)


def placed(table: PrintedTable, lines: Sequence[PrintedLine]) -> PrintedTable:
    """A table with its place among the lines of its page, which are in reading order."""
    below = (at for at, line in enumerate(lines) if line.base < table.ruled.top)
    return replace(table, before=next(below, len(lines)))


def looks_tabular(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines outside of tables stand side by side in columns, as in a table without rules."""
    pieces = [piece for line in lines for piece in line.pieces or (line,)]
    rows = Counter(round(piece.base / _SAME_ROW) for piece in pieces)
    return sum(count >= _FEWEST_COLUMNS for count in rows.values()) >= _FEWEST_ROWS


def carried_in(box: Box, lines: Sequence[PrintedLine]) -> Iterator[int]:
    """The indexes of the lines of a cell that carry on the one before: its next word had no room there."""
    for at, (before, line) in enumerate(pairwise(lines), 1):
        room = box.right - box.left - _PADDING - (before.right - before.left)
        needed = (units_of(first_unit(line.text)) + _SLACK) * before.sign_width
        if room < needed and not begins_anew(before.text, line.text):
            yield at


def _lines_of(pieces: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines of a cell from top to bottom; what stands side by side is one."""
    rows: list[list[PrintedLine]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if rows and rows[-1][0].base - piece.base < _SAME_LINE * piece.sign_width:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        text = row[0].text
        for before, piece in pairwise(row):
            gap = piece.left - before.right
            text += (" " if gap > _BLANK * piece.sign_width else "") + piece.text
        yield replace(row[0], text=text, right=row[-1].right, pieces=())
