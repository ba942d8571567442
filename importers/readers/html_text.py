"""The words of a parsed web page, with their evidence: lines, cells, headings, list numbers, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from importers.readers.html_furniture import Furniture
from models.source import Cell, Clutter, Evidence, HeadingMark, Span

# Elements that begin and end a line.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Blanks that a browser folds into one. NBSP and the ideographic space are none of them. Sample: " \n  "
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_FOLDED = " \t\n\r\f"
# What stands before and after a line break that a browser drops between two wide signs.
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…]")
_MOST_SPAN = 500  # cells a merged cell may cover


@dataclass(slots=True)
class _Table:
    """A table while it is read.

    Attributes:
        taken: the columns of coming rows that a cell from above still covers, with how many rows.
    """

    number: int
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """A numbered list while it is read."""

    following: int


class PageText:
    """The words of a page and what the page tells of them.

    Attributes:
        text: lines parted by LF, cells of a row by TAB.
        generated: the numbers of numbered lists, which a browser makes.
        evidence: headings, cells of tables with more than one column, and furniture.
        title: what a browser shows on its tab.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pending = ""  # a blank or a line break that only counts if words follow
        self._last = ""
        self._tables: list[_Table] = []
        self._tables_seen = 0
        self._lists: list[_List | None] = []
        self._starts: dict[etree._Element, tuple[int, str]] = {}
        self._generated: list[Span] = []
        self._headings: list[HeadingMark] = []
        self._cells: list[Cell] = []
        self._clutter: list[Clutter] = []
        self._pre = 0
        if root is not None:
            self._furniture = Furniture(root)
            self._walk(root)
        self.title = "" if root is None else (root.findtext(".//title") or "").strip()
        self.text = "".join(self._parts)
        self.generated = tuple(self._generated)
        self.evidence = Evidence(
            headings=tuple(self._headings),
            cells=tuple(self._cells),
            clutter=tuple(self._clutter),
        )

    def _walk(self, root: etree._Element) -> None:
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._write(element.tail)
                continue
            if event == "start":
                if self._furniture.hides(element):
                    skipped = element
                    continue
                self._open(element)
                self._write(element.text)
            else:
                self._close(element)
                if element is not root:
                    self._write(element.tail)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in _CELLS and self._tables:
            self._open_cell()
        elif tag in _BLOCKS:
            self._break()
        self._pre += tag in ("pre", "textarea")
        if tag == "table":
            self._tables.append(_Table(self._tables_seen))
            self._tables_seen += 1
        elif tag == "tr" and self._tables:
            self._open_row(self._tables[-1])
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_List(_int(element.get("start"), 1)) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            self._number(element, self._lists[-1])
        why = self._furniture.reason_of(element)
        if why or tag in _CELLS or tag in _HEADINGS:
            self._starts[element] = (self._length, why or "")

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        start, why = self._starts.pop(element, (-1, ""))
        span = Span(start, self._length) if 0 <= start < self._length else None
        if span is not None:
            span = _trimmed(span, self._parts, self._length)
        if span is not None and why and not self._is_inside_clutter(span):
            self._clutter.append(Clutter(span, why))
        if tag in _HEADINGS and span is not None:
            self._headings.append(HeadingMark(span, _HEADINGS[str(tag)]))
        if tag in _CELLS and self._tables:
            self._close_cell(element, span)
        self._pre -= tag in ("pre", "textarea")
        if tag == "table" and self._tables:
            self._close_table(self._tables.pop())
            self._pending = "\n" if self._length else ""
        elif tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break()

    def _is_inside_clutter(self, span: Span) -> bool:
        """Takes pieces that lie inside `span` out, and says whether a wider one is there already."""
        while self._clutter and span.start <= self._clutter[-1].span.start:
            self._clutter.pop()
        return bool(self._clutter) and self._clutter[-1].span.end >= span.end

    def _open_row(self, table: _Table) -> None:
        self._pending = "\n" if self._length else ""
        table.row += 1
        table.column = 0
        table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}

    def _open_cell(self) -> None:
        table = self._tables[-1]
        if table.column == 0:
            self._break()
        else:
            self._pending = self._pending.strip("\r ") + "\t"
        while table.column in table.taken:
            table.column += 1

    def _close_cell(self, element: etree._Element, span: Span | None) -> None:
        table = self._tables[-1]
        columns = min(_MOST_SPAN, max(1, _int(element.get("colspan"), 1)))
        rows = min(_MOST_SPAN, max(1, _int(element.get("rowspan"), 1)))
        if span is not None:
            row = max(0, table.row)
            table.cells.append(Cell(span, table.number, row, table.column, rows, columns))
        for column in range(table.column, table.column + columns):
            if rows > 1:
                table.taken[column] = rows
        table.column += columns
        if span is not None:
            self._pending = ""

    def _close_table(self, table: _Table) -> None:
        is_layout = bool(self._cells) and self._cells[-1].table > table.number
        if not is_layout and any(cell.column for cell in table.cells):
            self._cells.extend(table.cells)

    def _number(self, element: etree._Element, numbered: _List | None) -> None:
        if numbered is None or "none" in (element.get("style") or ""):
            return
        value = _int(element.get("value"), numbered.following)
        numbered.following = value + 1
        self._put(f"{value}.")
        self._generated.append(Span(self._length - len(f"{value}."), self._length))
        self._pending = " "

    def _break(self) -> None:
        if self._length and not self._pending.endswith("\t"):
            self._pending = "\n"

    def _write(self, words: str | None) -> None:
        if not words:
            return
        if self._pre:
            for number, line in enumerate(words.replace("\r\n", "\n").split("\n")):
                if number:
                    self._break()
                if line.strip(_FOLDED):
                    self._put(line)
            return
        folded = _BLANKS.sub(lambda blank: "\n" if "\n" in blank[0] else " ", words)
        inner = folded.strip(" \n")
        if folded[:1] in ("\n", " "):
            self._blank(folded[0])
        if inner:
            self._put(_joined(inner))
            if folded[-1] in "\n ":
                self._pending = "\r" if folded[-1] == "\n" else " "

    def _blank(self, blank: str) -> None:
        """A blank before words; a line break of the file vanishes between two wide signs."""
        if self._length and not self._pending:
            self._pending = "\r" if blank == "\n" else " "

    def _put(self, words: str) -> None:
        if self._pending and self._length:
            pending = self._pending
            if pending == "\r":
                wide = _WIDE.match(self._last) and _WIDE.match(words[0])
                pending = "" if wide else " "
            self._append(pending)
        self._pending = ""
        self._append(words)

    def _append(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._length += len(words)
            self._last = words[-1]


def _joined(words: str) -> str:
    pieces = words.split("\n")
    joined = pieces[0]
    for piece in pieces[1:]:
        wide = joined and piece and _WIDE.match(joined[-1]) and _WIDE.match(piece[0])
        joined += piece if wide else f" {piece}"
    return joined


def _trimmed(span: Span, parts: list[str], length: int) -> Span | None:
    """`span`, which ends at the end of the text, without the line break or tab it begins with."""
    at, start = length, span.start
    for part in reversed(parts):
        at -= len(part)
        if at <= start:
            first = part[start - at : start - at + 1]
            start += first in "\n\t " if first else 0
            break
    return Span(start, span.end) if start < span.end else None


def _int(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
