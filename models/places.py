"""Where in its file a character stands, in the words of somebody who has that file open beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from models.source import Cell, SourceText, Span

# Formats whose paragraphs a person sees as such; the others have pages, cells, or lines of their own.
_WITH_PARAGRAPHS = frozenset({"docx"})


class Places:
    """The places of one source; what is needed to name them is put in order once.

    Pages, sheets, tables, rows and paragraphs count from 1, as programs show them.
    """

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._cells = sorted(source.evidence.cells, key=lambda cell: cell.span.start)
        self._starts = [cell.span.start for cell in self._cells]
        self._reach = list(accumulate((cell.span.end for cell in self._cells), max))
        self._tables = {cell.table for cell in self._cells}
        self._paragraphs = self._paragraph_starts()

    def name(self, offset: int) -> str:
        """The page, and the sheet or table with its row, or the paragraph; empty where the file has none of them.

        Samples: `第3页`, `第2张表第5行`, `工作表“汇总”第5行`, `第17段`.
        """
        page, cell = self._source.evidence.page_at(offset), self._cell_at(offset)
        parts = [] if page is None else [f"第{page}页"]
        if cell is not None:
            parts.append(f"{self._table_name(cell)}第{cell.row + 1}行")
        elif self._paragraphs:
            parts.append(f"第{max(1, bisect_right(self._paragraphs, offset))}段")
        return "".join(parts)

    def is_generated(self, spans: Sequence[Span]) -> bool:
        """Whether a number there was computed by a program and is not stored in the file."""
        generated = self._source.generated
        for span in spans:
            at = bisect_right(generated, span.start, key=lambda place: place.start) - 1
            if any(place.overlaps(span) for place in generated[max(0, at) : at + 2]):
                return True
        return False

    def _table_name(self, cell: Cell) -> str:
        names = self._source.evidence.tables
        if cell.table < len(names) and names[cell.table]:
            return f"工作表“{names[cell.table]}”"
        return f"第{cell.table + 1}张表" if len(self._tables) > 1 else "表格"

    def _cell_at(self, offset: int) -> Cell | None:
        """The innermost cell around a character."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._reach[at] > offset:
            if self._cells[at].span.contains(offset):
                return self._cells[at]
            at -= 1
        return None

    def _paragraph_starts(self) -> list[int]:
        """Where the paragraphs outside of tables begin that have words."""
        if self._source.reader not in _WITH_PARAGRAPHS:
            return []
        starts, at = [], 0
        for line in self._source.text.split("\n"):
            if line.strip() and self._cell_at(at + len(line) - len(line.lstrip())) is None:
                starts.append(at)
            at += len(line) + 1
        return starts
