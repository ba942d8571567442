"""Tables to records: what each row, or each record card, says under which title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from importers.cues import group
from importers.outline.tables.columns import meaning_of
from importers.outline.tables.grids import Grid, Row
from importers.outline.tables.ticks import TICKS, ticked_states
from importers.outline.text.flow import folded
from importers.outline.words.numerals import ORDINARY
from models.ledger_columns import CONTINUED, ColumnMapping, LedgerColumn
from models.source import Cell
from models.values import Status

# A number of a column under its title. Samples: "1", "甲", "(3)"
_COLUMN_NUMBER = re.compile(rf"\(?(?:\d{{1,2}}|[甲乙丙丁戊己庚辛壬癸]|[{ORDINARY}]{{1,2}})\)?")
_CONTINUED = folded(CONTINUED)
_HEADING_COLUMNS = (LedgerColumn.ITEM_NO, LedgerColumn.CODE, LedgerColumn.ASPECT, LedgerColumn.UNIT)
# How cells begin that name an aspect or a problem for the rows below. Samples: "一、", "(二)", "1."
_HEADING = re.compile(rf"(?:[{ORDINARY}]{{1,3}}、|\([{ORDINARY}]{{1,3}}\)|\d{{1,2}}[.、])|.*方面$")
_ANSWERS = (LedgerColumn.MEASURES, LedgerColumn.OUTCOMES, LedgerColumn.WHOLE)
# The number behind a label. Samples: "问题1", "问题(二)"
_NUMBERED = re.compile(rf"(?<=问题)\(?(?:\d{{1,3}}|[{ORDINARY}]{{1,3}})\)?$")
_LONGEST_LABEL = 14
_LEAST_LABELS = 3
_MOSTLY = 0.8
_BAND_SHARE = 0.5  # of the columns that a cell must cover to be a heading wherever it begins


@dataclass(frozen=True, slots=True)
class Band:
    """A row of one cell that names an aspect or a problem for the rows below it."""

    cell: Cell


@dataclass(slots=True)
class Record:
    """What one row, or one record card, says.

    Attributes:
        cells: its own cells by what they mean.
        above: cells that began in a row above and cover this one too, by what they mean.
        continues: whether it goes on with the record before it.
        state: what a tick in it says, by the title of its column.
    """

    cells: dict[LedgerColumn, list[Cell]] = field(default_factory=dict)
    above: dict[LedgerColumn, Cell] = field(default_factory=dict)
    continues: bool = False
    state: Status | None = None

    def first(self, meaning: LedgerColumn) -> Cell | None:
        """The first own cell of that meaning, or None."""
        found = self.cells.get(meaning)
        return found[0] if found else None


Line = Band | Record


def ledger_lines(grid: Grid, mapping: ColumnMapping) -> list[Line]:
    """The bands and records of a table whose columns are known, in order; bands with nothing below are left out."""
    meanings = dict(mapping.columns)
    header = _header_words(grid, mapping)
    ticked = ticked_states(grid, mapping.header)
    number = _number_column(grid, mapping)
    at_top = False
    lines: list[Line] = []
    for row in grid.rows:
        at_top = at_top or row.number in grid.tops
        if row.number <= mapping.header[1] or _is_no_row(grid, row, header):
            continue
        band = _band(grid, row, mapping)
        if band is None:
            record = _record(grid, row, meanings, ticked)
            if at_top and number is not None and grid.at(row, number) is None:
                record.continues = True
            lines.append(record)
        elif not _is_foot(grid.words(band)):
            lines.append(Band(band))
        at_top = False
    while lines and isinstance(lines[-1], Band):
        lines.pop()
    return lines


def card_records(grid: Grid) -> list[Record]:
    """The record cards in a table whose labels stand at the left of their values; empty where it is none."""
    records: list[Record] = []
    labels = 0
    for row in grid.rows:
        for meaning, value in _labelled(grid, row):
            labels += 1
            if meaning is LedgerColumn.PROBLEM and (not records or _has_answer(records[-1])):
                records.append(Record())
            if records and meaning is not None:
                records[-1].cells.setdefault(meaning, []).append(value)
            elif meaning in (LedgerColumn.ITEM_NO, LedgerColumn.ASPECT):
                records.append(Record({meaning: [value]}))
    full = [
        record for record in records if record.first(LedgerColumn.PROBLEM) and _has_answer(record)
    ]
    rows = len(grid.rows)
    if not full or labels < _LEAST_LABELS or labels < 0.6 * rows or len(full) < len(records):
        return []
    return full


def _has_answer(record: Record) -> bool:
    return any(record.first(meaning) for meaning in _ANSWERS)


def _labelled(grid: Grid, row: Row) -> Iterator[tuple[LedgerColumn | None, Cell]]:
    """The pairs of label and value in a row."""
    cells = list(row.cells.values())
    at = 0
    while at + 1 < len(cells):
        label, value = cells[at], cells[at + 1]
        title = (
            meaning_of(_NUMBERED.sub("", grid.words(label)))
            if len(label.span) <= _LONGEST_LABEL
            else None
        )
        other = meaning_of(grid.words(value)) if len(value.span) <= _LONGEST_LABEL else None
        if title is not None and title.known and not (other is not None and other.score >= 0.9):
            yield title.meaning, value
            at += 2
        else:
            at += 1


def _number_column(grid: Grid, mapping: ColumnMapping) -> int | None:
    """The column of numbers where nearly every row has one; a row without, at the top of a page, was cut by its end."""
    below = [row for row in grid.rows if row.number > mapping.header[1] and len(row.cells) > 1]
    for column in mapping.columns_of(LedgerColumn.ITEM_NO):
        if sum(grid.at(row, column) is not None for row in below) >= _MOSTLY * len(below):
            return column
    return None


def _header_words(grid: Grid, mapping: ColumnMapping) -> Mapping[int, set[str]]:
    rows = [row for row in grid.rows if mapping.header[0] <= row.number <= mapping.header[1]]
    found: dict[int, set[str]] = {}
    for row in rows:
        for column, cell in row.cells.items():
            found.setdefault(column, set()).add(grid.words(cell))
    return found


def _is_no_row(grid: Grid, row: Row, header: Mapping[int, set[str]]) -> bool:
    """Whether a row repeats the titles, counts the columns, or sums up."""
    words = {column: grid.words(cell) for column, cell in row.cells.items()}
    same = sum(text in header.get(column, ()) for column, text in words.items())
    if same >= 2 and same >= 0.6 * len(words):
        return True
    if len(words) >= 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in words.values()):
        return True
    first = list(words.values())[:2]
    return any(text in group("tables", "total") for text in first) or (
        len(words) > 1 and _is_foot(first[0]) and not words[next(iter(words))].isdecimal()
    )


def _band(grid: Grid, row: Row, mapping: ColumnMapping) -> Cell | None:
    """The one cell of a row that is a heading, or None."""
    if len(row.cells) != 1:
        return None
    column, cell = next(iter(row.cells.items()))
    problem = mapping.columns_of(LedgerColumn.PROBLEM)[0]
    if grid.covering.get((row.number, problem)) is not None:
        return None
    words = grid.words(cell)
    if not any(sign.isalpha() for sign in words) or words.endswith(_CONTINUED):
        return None
    if cell.columns >= max(2, _BAND_SHARE * len(grid.columns)):
        return cell
    meaning = mapping.meaning(column)
    if meaning in _HEADING_COLUMNS or column < min(at for at, _ in mapping.columns):
        return cell
    leads = column == min(at for at, _ in mapping.columns)
    return cell if leads and _HEADING.match(words) else None


def _record(
    grid: Grid,
    row: Row,
    meanings: Mapping[int, LedgerColumn],
    ticked: Mapping[int, Status],
) -> Record:
    record = Record()
    for column, cell in row.cells.items():
        meaning = meanings.get(column)
        if meaning is LedgerColumn.MEASURES and _reaches(cell, meanings):
            meaning = LedgerColumn.WHOLE
        if meaning is not None:
            record.cells.setdefault(meaning, []).append(cell)
        if meaning is LedgerColumn.REPORTED and grid.words(cell) in TICKS:
            record.state = ticked.get(column)
    for column, meaning in meanings.items():
        covering = grid.covering.get((row.number, column))
        if column not in row.cells and covering is not None:
            record.above[meaning] = covering
    number = record.first(LedgerColumn.ITEM_NO)
    record.continues = number is not None and grid.words(number).endswith(_CONTINUED)
    return record


def _reaches(cell: Cell, meanings: Mapping[int, LedgerColumn]) -> bool:
    """Whether a cell runs from the measures over the outcomes."""
    further: Sequence[int] = range(cell.column + 1, cell.column + cell.columns)
    return any(meanings.get(column) is LedgerColumn.OUTCOMES for column in further)


def _is_foot(words: str) -> bool:
    """Whether words begin a line under a table that is none of its rows. Samples: "填报人:", "注:……"."""
    return words.startswith(group("tables", "foot"))
