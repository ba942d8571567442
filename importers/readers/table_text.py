"""Sheets to text: rows parted by LF, cells by TAB, every cell with words kept as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from importers.limits import LIMITS
from models.errors import ImportFailed
from models.source import Cell, Clutter, Evidence, Span

# Blanks inside a cell that would part it from itself, and line ends that are not LF. Samples: "\t", "\r\n"
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Signs that no text holds. Sample: "\x00"
_UNUSABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SHEET_NAME = "工作表名"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """The words of a cell with its place in the sheet, from 0, and how far it reaches."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


class TableText:
    """Collects the text and the cells of one file.

    Attributes:
        table: the number of the sheet that rows are added to.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._parts: list[str] = []
        self._length = 0
        self._cells: list[Cell] = []
        self._clutter: list[Clutter] = []
        self._names: list[str] = []
        self._replaced = 0
        self._rows = 0
        self.table = -1

    def begin_sheet(self, name: str | None = None, *, is_shown: bool = True) -> None:
        """The rows that follow are those of another sheet; its name gets a line of its own where it `is_shown`."""
        self.table += 1
        self._rows = 0
        words = self._clean(name or "").replace("\n", " ").strip()
        self._names.append(words)
        if words and is_shown:
            start = self._new_line()
            self._put(words)
            self._clutter.append(Clutter(Span(start, self._length), _SHEET_NAME))

    def add_row(self, cells: Iterable[SheetCell]) -> None:
        """A row; its cells stand in the order of their columns.

        Raises:
            ImportFailed: if the sheet or the text is past a limit.
        """
        filled = [(cell, words) for cell in cells if (words := self._clean(cell.words).strip())]
        if not filled:
            return
        self._rows += 1
        if self._rows > LIMITS.rows or filled[-1][0].column >= LIMITS.columns:
            raise ImportFailed(
                self._file_name, "的表格太大，不像一份台账", "请只保留台账所在的区域，另存后再导入"
            )
        self._new_line()
        column = 0
        for cell, words in filled:
            self._put("\t" * (cell.column - column))
            column = max(column, cell.column)
            start = self._length
            self._put(words)
            span = Span(start, self._length)
            self._cells.append(
                Cell(span, self.table, cell.row, cell.column, cell.rows, cell.columns)
            )

    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def evidence(self) -> Evidence:
        """Its cells."""
        return Evidence(
            cells=tuple(self._cells),
            clutter=tuple(self._clutter),
            tables=tuple(self._names) if any(self._names) else (),
        )

    def notes(self) -> tuple[str, ...]:
        """What had to be replaced, in Chinese."""
        if not self._replaced:
            return ()
        return (f"表中有{self._replaced}个无效字符，已用“\ufffd”代替",)

    def _clean(self, words: str) -> str:
        plain = _LINE_END.sub("\n", words).replace("\t", " ")
        plain, replaced = _UNUSABLE.subn("\ufffd", plain)
        self._replaced += replaced
        return plain

    def _new_line(self) -> int:
        if self._length:
            self._put("\n")
        return self._length

    def _put(self, words: str) -> None:
        self._length += len(words)
        if self._length > LIMITS.text_characters:
            raise ImportFailed(self._file_name, "的文字太多，不像一份台账", "请拆成几份后再导入")
        self._parts.append(words)
