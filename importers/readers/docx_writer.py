"""The text of a Word file while it grows, with the places that its structure knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.limits import LIMITS
from models.errors import ImportFailed
from models.source import Cell, Clutter, Evidence, HeadingMark, Span


@dataclass(slots=True)
class CellDraft:
    """A cell while its table is read: its place, how much it covers, where its words begin and end."""

    table: int
    row: int
    column: int
    columns: int
    start: int
    end: int = 0
    rows: int = 1


@dataclass(slots=True)
class TextWriter:
    """Takes the characters in document order.

    Attributes:
        generated: places of computed list numbers.
    """

    file_name: str
    length: int = 0
    tables: int = 0
    generated: list[Span] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _inside: list[CellDraft] = field(default_factory=list)
    _owes_break: bool = False
    _cells: list[CellDraft] = field(default_factory=list)
    _headings: list[tuple[int, int, int]] = field(default_factory=list)
    _clutter: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def in_cell(self) -> bool:
        """Whether a cell is open."""
        return bool(self._inside)

    def put(self, text: str) -> None:
        """Adds characters.

        Raises:
            ImportFailed: if the text grows past the limit.
        """
        if not text:
            return
        self._settle()
        self._parts.append(text)
        self.length += len(text)
        if self.length > LIMITS.text_characters:
            raise ImportFailed(self.file_name, "文字太多，不像一份通报", "请确认选对了文件")

    def put_number(self, text: str) -> None:
        """Adds a number that Word computes."""
        if text:
            self._settle()
            self.generated.append(Span(self.length, self.length + len(text)))
            self.put(text)

    def break_line(self) -> None:
        """Ends a line; in a cell only where words stand before it and behind it."""
        if not self._inside:
            self.put("\n")
        elif self.length > self._inside[-1].start:
            self._owes_break = True

    def next_table(self) -> int:
        """The number of the table that begins now."""
        self.tables += 1
        return self.tables - 1

    def open_cell(self, place: tuple[int, int, int], columns: int) -> CellDraft:
        """Begins a cell at a table, row and column."""
        self._settle()
        self._inside.append(CellDraft(*place, columns, self.length))
        return self._inside[-1]

    def close_cell(self) -> None:
        """Ends the cell that was opened last."""
        self._owes_break = False
        cell = self._inside.pop()
        cell.end = self.length
        self._cells.append(cell)

    def mark_heading(self, start: int, level: int) -> None:
        """Everything from `start` on is a heading; levels count from 1."""
        self._headings.append((start, self.length, level))

    def mark_clutter(self, start: int, why: str) -> None:
        """Everything from `start` on is no part of the notice."""
        self._clutter.append((start, self.length, why))

    def next_offset(self) -> int:
        """Where the next character will stand."""
        return self.length + self._owes_break

    def text(self) -> str:
        """The whole text."""
        return "".join(self._parts)

    def evidence(self, text: str) -> Evidence:
        """What the structure knows, in document order; blanks around words belong to no place."""
        cells = [
            Cell(span, cell.table, cell.row, cell.column, cell.rows, cell.columns)
            for cell in self._cells
            if (span := _trimmed(text, cell.start, cell.end)) is not None
        ]
        return Evidence(
            headings=tuple(
                HeadingMark(span, level)
                for start, end, level in self._headings
                if (span := _trimmed(text, start, end)) is not None
            ),
            cells=tuple(sorted(cells, key=lambda cell: (cell.table, cell.row, cell.column))),
            clutter=tuple(
                Clutter(span, why)
                for start, end, why in self._clutter
                if (span := _trimmed(text, start, end)) is not None
            ),
        )

    def _settle(self) -> None:
        if self._owes_break:
            self._owes_break = False
            self._parts.append("\n")
            self.length += 1


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Span(start + left, start + right) if left < right else None
