"""Paragraphs and tables of a Word file in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from importers.limits import LIMITS
from importers.readers.docx_numbering import ListCounters, Numbering
from importers.readers.docx_runs import Content, RunReader, shown_in
from importers.readers.docx_styles import Style, Styles, outline_level_in, place_in
from importers.readers.docx_writer import CellDraft, TextWriter
from importers.readers.docx_xml import (
    Element,
    attribute,
    child,
    is_on,
    name_of,
    number,
)

# Cells are parted by TAB, so there is none inside a cell.
_IN_CELL = str.maketrans("\t", " ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what it holds.

    Attributes:
        removed: whether its end is deleted, so that the next one goes on in its line and under its properties.
        hidden: whether its end is hidden, so that the next one goes on in its line.
    """

    properties: Element | None
    style: Style
    content: Content
    removed: bool
    hidden: bool

    @property
    def ends(self) -> bool:
        """Whether a line ends with it."""
        return not self.removed and not self.hidden


class Story:
    """Reads one story into the writer: the body, the text boxes, or the notes; each counts its lists for itself.

    Attributes:
        notes: the notes that were referred to so far, in order.
    """

    def __init__(self, writer: TextWriter, styles: Styles, numbering: Numbering) -> None:
        self._writer = writer
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader(styles)
        self._counters = ListCounters()
        self._boxes: Story | None = None
        self.notes: list[tuple[str, int]] = []

    def read(self, container: Element) -> None:
        """Writes the blocks of a container, parted by line ends; none behind the last."""
        first = True
        line: list[Paragraph] = []
        for block in _unwrapped(container, "w:p", "w:tbl"):
            if name_of(block) == "w:p":
                line.append(self._paragraph(block))
                if not line[-1].ends:
                    continue
            first = self._line(line, first=first)
            line = []
            if name_of(block) == "w:tbl":
                first = self._table(block, first=first)
        self._line(line, first=first)

    # Paragraphs

    def _paragraph(self, element: Element) -> Paragraph:
        properties = child(element, "w:pPr")
        style = self._styles.of_paragraph(properties)
        mark = child(properties, "w:rPr")
        return Paragraph(
            properties,
            style,
            self._runs.read(element, style),
            removed=child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None,
            hidden=is_on(child(mark, "w:vanish")) or False,
        )

    def _line(self, parts: list[Paragraph], *, first: bool) -> bool:
        """Writes paragraphs that stand in one line: all but the last have lost their ends, maybe the last too."""
        if not any(part.ends or part.content for part in parts):
            return first
        writer = self._writer
        if not first:
            writer.break_line()
        start = writer.next_offset()
        leading = _leading(parts)
        writer.put_number(self._number(leading))
        for part in parts:
            self.notes += part.content.notes
            writer.put(
                part.content.text.translate(_IN_CELL) if writer.in_cell else part.content.text
            )
        level = outline_level_in(leading.properties)
        level = leading.style.outline_level if level is None else level
        if level is not None and level < 9:
            writer.mark_heading(start, level + 1)
        if leading.style.is_contents:
            writer.mark_clutter(start, "目录")
        for box in (box for part in parts for box in part.content.boxes):
            self._box(box)
        return False

    def _number(self, paragraph: Paragraph) -> str:
        place = self._numbering.place_of(place_in(paragraph.properties), paragraph.style)
        return self._counters.next_number(*place) if place is not None else ""

    def _box(self, box: Element) -> None:
        if self._boxes is None:
            self._boxes = Story(self._writer, self._styles, self._numbering)
            self._boxes._boxes = self._boxes
            self._boxes.notes = self.notes
        self._writer.break_line()
        self._boxes.read(box)

    # Tables

    def _table(self, table: Element, *, first: bool) -> bool:
        key = self._writer.next_table()
        merged: dict[int, CellDraft] = {}
        shown = 0
        for row in _unwrapped(table, "w:tr"):
            if _is_gone(row):
                continue
            if shown or not first:
                self._writer.break_line()
            merged = self._row(row, (key, shown), merged)
            shown += 1
        return first and not shown

    def _row(
        self, row: Element, place: tuple[int, int], above: dict[int, CellDraft]
    ) -> dict[int, CellDraft]:
        """Writes a row; `above` are the merged cells that may hang down into it, by their columns."""
        column = _count(child(row, "w:trPr", "w:gridBefore"), least=0)
        self._writer.put("\t" * column)
        merged: dict[int, CellDraft] = {}
        owed = 0
        for cell in _unwrapped(row, "w:tc"):
            properties = child(cell, "w:tcPr")
            if child(properties, "w:cellDel") is not None:
                continue
            self._writer.put("\t" * owed)
            owed = _count(child(properties, "w:gridSpan"), least=1)
            draft = self._writer.open_cell((*place, column), owed)
            down = child(properties, "w:vMerge")
            if down is not None:
                merged[column] = _merged(draft, above.get(column), goes_on=_goes_on(down))
            if merged.get(column, draft) is draft and not _goes_on(child(properties, "w:hMerge")):
                self.read(cell)
            self._writer.close_cell()
            column = min(column + owed, LIMITS.columns)
        return merged


def _unwrapped(container: Element, *wanted: str) -> Iterator[Element]:
    """The elements of those names in a container, whatever wraps them; not those inside one another."""
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if name_of(element) in wanted:
            yield element
        else:
            waiting += reversed(shown_in(element))


def _is_gone(row: Element) -> bool:
    properties = child(row, "w:trPr")
    return child(properties, "w:del") is not None or bool(is_on(child(properties, "w:hidden")))


def _goes_on(merge: Element | None) -> bool:
    """Whether a cell is the continuation of a merged one."""
    return merge is not None and attribute(merge) != "restart"


def _merged(cell: CellDraft, above: CellDraft | None, *, goes_on: bool) -> CellDraft:
    """The cell that holds the words: the one above where it hangs down to here."""
    if above is None or not goes_on:
        return cell
    above.rows += 1
    return above


def _count(element: Element | None, *, least: int) -> int:
    """How many columns; a file may say any number."""
    return min(max(number(element) or 0, least), LIMITS.columns)


def _leading(parts: list[Paragraph]) -> Paragraph:
    """The paragraph whose properties hold for a line.

    Where an end is only hidden, as between a heading and text in one line, it is the first that shows words; where it
    is deleted, it is the one whose end remains.
    """
    for part in parts[:-1]:
        if part.hidden and not part.removed and part.content:
            return part
    return parts[-1]
