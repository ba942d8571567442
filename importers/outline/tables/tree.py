"""The tables of a source text to the tree of drafts that text notices give too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from importers.outline.tables.columns import find_mapping, titles_of
from importers.outline.tables.drafts import Part, TableReader, flow_of_cells
from importers.outline.tables.grids import Grid, grids_of
from importers.outline.tables.records import Band, Line, Record, card_records, ledger_lines
from importers.outline.text.flow import Flow, folded
from importers.outline.text.guided import marked_by_hand
from importers.outline.tree.drafts import Draft
from importers.outline.words.numerals import ORDINARY
from models.ledger_columns import TITLE, ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.source import Cell, SourceText, Span

# Readers whose files are tables and nothing else.
SHEET_READERS = frozenset({"xlsx", "csv"})

_OWN_TITLE = TITLE[LedgerColumn.REPORTED]
_SAME_AGAIN = 0.8  # share of the problems of a sheet that stood in others before
_CARD_CONFIDENCE = 0.9
_PREVIEW_ROWS = 60
_NEAR = 100  # signs from the name of a sheet to its first cell, all of them blanks
# A heading before record cards. Samples: "（一）聚焦……方面", "一、党的建设方面"
_ASPECT_LINE = re.compile(
    rf"[ \t\u3000]*(?:[{ORDINARY}]{{1,3}}、|[（(][{ORDINARY}]{{1,3}}[）)]).{{2,50}}方面[：:。]?\s*$"
)


@dataclass(frozen=True, slots=True)
class TableTree:
    """What the tables of a document hold.

    Attributes:
        flow: what the places in the drafts count in.
        spans: the tables that were read.
        mappings: what the columns of the ledgers among them were taken to mean.
        repeated: how many tables were left out because they list the same problems again.
    """

    flow: Flow
    tops: list[Draft]
    confidence: float
    spans: tuple[Span, ...]
    mappings: tuple[ColumnMapping, ...]
    repeated: int = 0

    @property
    def problems(self) -> int:
        """How many lowest problems were found."""
        return sum(_is_lowest(draft) for draft in _walk(self.tops))


def read_tables(source: SourceText, chosen: Sequence[ColumnMapping] = ()) -> TableTree | None:
    """The problems in the tables of a source text, or None where no table lists any.

    Args:
        source: the text with its cells.
        chosen: what a person says the columns of tables mean; others are judged by their titles.
    """
    by_table = {mapping.table: mapping for mapping in chosen}
    tables = [
        table
        for grid in grids_of(source)
        for table in _tables(grid, by_table.get(grid.table) or find_mapping(grid))
    ]
    used, repeated = _listing(source, tables)
    if not used:
        return None
    parts = [*_with_headings(source, used)]
    flow = flow_of_cells(source, parts, marked_by_hand(source))
    return TableTree(
        flow,
        TableReader(flow).read(parts),
        min(part.confidence for part in parts),
        tuple(table.grid.span for table in used),
        tuple(table.mapping for table in used if table.mapping is not None),
        repeated,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with what its columns mean, None where no titles were found, and what it lists."""

    grid: Grid
    mapping: ColumnMapping | None
    part: Part


def _tables(grid: Grid, mapping: ColumnMapping | None) -> Iterator[_Table]:
    """A table that is a ledger or holds record cards; nothing where it is neither."""
    if mapping is not None:
        part = _ledger_part(grid, mapping)
    else:
        cards = card_records(grid)
        part = Part(cards, _CARD_CONFIDENCE) if cards else None
    if part is not None:
        yield _Table(grid, mapping, part)


def _ledger_part(grid: Grid, mapping: ColumnMapping) -> Part | None:
    if not mapping.columns_of(LedgerColumn.PROBLEM):
        return None
    titles = {folded(words) for words in titles_of(grid, mapping).values()}
    return Part(ledger_lines(grid, mapping), mapping.confidence, _OWN_TITLE in titles)


def _listing(source: SourceText, tables: Sequence[_Table]) -> tuple[list[_Table], int]:
    """The tables that list problems, and how many list again what those before them do."""
    used: list[_Table] = []
    seen: set[str] = set()
    repeated = 0
    for table in tables:
        problems = _problems(source, table.part.lines)
        if not problems:
            continue
        if len(problems & seen) >= _SAME_AGAIN * len(problems):
            repeated += 1
            continue
        seen |= problems
        used.append(table)
    return used, repeated


def _with_headings(source: SourceText, tables: Sequence[_Table]) -> Iterator[Part]:
    """What the tables list, with the heading that stands before each."""
    in_document = source.reader not in SHEET_READERS
    start = 0
    for table in tables:
        if in_document:
            headings = list(_headings(source, start, table.grid.span.start))
        else:
            headings = _sheet_heading(source, table)
        lines = [*headings, *table.part.lines]
        yield replace(table.part, lines=lines, goes_on=in_document)
        start = table.grid.span.end


def _problems(source: SourceText, lines: Sequence[Line]) -> set[str]:
    cells = (line.first(LedgerColumn.PROBLEM) for line in lines if isinstance(line, Record))
    return {folded(cell.span.of(source.text)) for cell in cells if cell is not None}


def _sheet_heading(source: SourceText, table: _Table) -> list[Band]:
    """The name of a sheet that is an aspect, where its rows name none. Sample: "政治建设方面"."""
    start = table.grid.span.start
    names = (
        place.span
        for place in source.evidence.clutter
        if 0 < start - place.span.end <= _NEAR
        and not source.text[place.span.end : start].strip()
        and place.span.of(source.text).endswith("方面")
    )
    name = None if _names_aspect(table.part) else next(names, None)
    return [] if name is None else [Band(Cell(name, -1, 0, 0))]


def _names_aspect(part: Part) -> bool:
    return any(isinstance(line, Band) or line.first(LedgerColumn.ASPECT) for line in part.lines)


def _headings(source: SourceText, start: int, end: int) -> Iterator[Band]:
    """The last heading of an aspect that stands before a table of a document, as a line of the table."""
    at, found = start, None
    for line in source.text[start:end].split("\n"):
        if _ASPECT_LINE.match(line):
            begin = at + len(line) - len(line.lstrip())
            found = Cell(Span(begin, at + len(line.rstrip())), -1, 0, 0)
        at += len(line) + 1
    if found is not None:
        yield Band(found)


def _walk(tops: Sequence[Draft]) -> Iterator[Draft]:
    waiting = list(tops)
    while waiting:
        draft = waiting.pop()
        yield draft
        waiting.extend(draft.children)


def _is_lowest(draft: Draft) -> bool:
    if draft.kind is NodeKind.SUB_PROBLEM:
        return True
    below = {child.kind for child in draft.children}
    return draft.kind is NodeKind.PROBLEM and NodeKind.SUB_PROBLEM not in below


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The beginning of a table with what its columns are taken to mean, for a person to correct.

    Attributes:
        rows: the number of each row in its sheet, from 0, and its words by column.
        mapping: None where no titles were found.
    """

    table: int
    rows: tuple[tuple[int, Mapping[int, str]], ...]
    columns: tuple[int, ...]
    mapping: ColumnMapping | None


def table_previews(source: SourceText) -> tuple[TablePreview, ...]:
    """The tables of a source text that have rows and columns enough to be a ledger."""
    return tuple(
        TablePreview(
            grid.table,
            tuple(
                (row.number, {at: cell.span.of(source.text) for at, cell in row.cells.items()})
                for row in grid.rows[:_PREVIEW_ROWS]
            ),
            grid.columns,
            find_mapping(grid),
        )
        for grid in grids_of(source)
        if len(grid.columns) > 1 and len(grid.rows) > 1
    )
