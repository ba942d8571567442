"""Records of tables to drafts: aspect > problem > specific problem > measures and outcomes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from importers.outline.numbering.lost_brackets import lost_marks
from importers.outline.numbering.segments import Segment, SegmentKind, cut
from importers.outline.tables.fields import FIELDS, numbered_lines, set_field, set_state
from importers.outline.tables.records import Band, Record
from importers.outline.tables.records import Line as TableLine
from importers.outline.text.flow import Flow, Line, folded
from importers.outline.tree.body import BodyReader
from importers.outline.tree.drafts import Draft, Range, add_range
from importers.outline.tree.headings import Piece
from importers.outline.tree.hypotheses import Role
from importers.outline.tree.reading import separates
from importers.outline.words.forms import Form
from importers.outline.words.labels import label_at
from importers.outline.words.marks import Edge, Mark, mark_at
from models.ledger_columns import RECOMMENDATION_NO, WHOLE_PROBLEM, LedgerColumn
from models.node import NodeKind
from models.source import Cell, SourceText, Span, SpanRole
from models.values import Status

_ANSWERS = (LedgerColumn.MEASURES, LedgerColumn.WHOLE, LedgerColumn.OUTCOMES)
_WHOLE_PROBLEM = folded(WHOLE_PROBLEM)
# Signs that end a line of a cell, so that the next one is another item.
_ENDED = "。;!?:"
_SHORTEST_WRAPPED = 8  # signs; shorter lines, such as names, stand for themselves
_LONGEST_ASPECT = 60
_ASPECT_FORMS = frozenset({Form.CHINESE_COMMA, Form.CHINESE_PAREN})


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one table, or the record cards of one, and what is known of them.

    Attributes:
        lines: bands and records, in order; a band may also be a heading that stands before the table.
        own_numbers: whether 序号 is the running number of Duizhang's own ledger, not one that the unit gave.
        goes_on: whether the aspect of the table before it holds for this one too.
    """

    lines: Sequence[TableLine]
    confidence: float
    own_numbers: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class _Entry:
    """A lowest problem with the records that tell of it."""

    draft: Draft
    records: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where in the tree the next record goes; words tell whether a value is the same as in the row before."""

    aspect: Draft | None = None
    aspect_words: str = ""
    main: Draft | None = None
    main_words: str = ""
    entry: _Entry | None = None
    words: str = ""
    number: str = ""


def flow_of_cells(source: SourceText, parts: Iterable[Part], left_out: Sequence[Span] = ()) -> Flow:
    """A flow whose paragraphs are the lines of cells; `left_out` is what persons marked as clutter in them."""
    carried = frozenset(source.evidence.wrapped)
    cells: dict[int, Cell] = {}
    for part in parts:
        for line in part.lines:
            own = (
                [line.cell]
                if isinstance(line, Band)
                else [c for found in line.cells.values() for c in found]
            )
            cells |= {cell.span.start: cell for cell in own}
    paragraphs = [
        lines for at in sorted(cells) for lines in _paragraphs(source.text, cells[at], carried)
    ]
    return Flow(source.text, paragraphs, left_out)


def _paragraphs(source: str, cell: Cell, carried: Container[int]) -> Iterator[list[Line]]:
    waiting: list[Line] = []
    at = cell.span.start
    for raw in cell.span.of(source).split("\n"):
        words = raw.strip()
        if plain := folded(words):
            start = at + raw.index(words[0])
            line = Line(start, start + len(words), plain)
            if waiting and start not in carried and not _wraps(waiting[-1], line):
                yield waiting
                waiting = []
            waiting.append(line)
        at += len(raw) + 1
    if waiting:
        yield waiting


def _wraps(line: Line, following: Line) -> bool:
    """Whether a line of a cell only goes on with the one before it."""
    if len(line.text) < _SHORTEST_WRAPPED or not following.text or line.text[-1] in _ENDED:
        return False
    gaps: set[int] = set()
    marked = mark_at(following.text, 0, gaps) or label_at(
        following.text, 0, len(following.text), gaps
    )
    quoted = following.text.startswith("“")
    return marked is None and not quoted


class TableReader:
    """Reads records into drafts; all places count in `flow`, which holds the cells of the records."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._segments: list[Segment] = cut(flow, lost_marks(flow))
        self._starts = [segment.start for segment in self._segments]
        self._tops: list[Draft] = []
        self._place = _Place()
        self._confidence = 1.0
        self._own_numbers = False

    def read(self, parts: Iterable[Part]) -> list[Draft]:
        """The drafts at the top, each with what stands below it."""
        for part in parts:
            before = self._place
            self._place = _Place(before.aspect, before.aspect_words) if part.goes_on else _Place()
            self._confidence, self._own_numbers = part.confidence, part.own_numbers
            kinds = self._band_kinds(part.lines)
            entries: list[_Entry] = []
            for line in part.lines:
                if isinstance(line, Band):
                    self._open_band(line.cell, kinds[line.cell.span.start])
                    continue
                self._add(line)
                entry = self._place.entry
                if entry is not None and (not entries or entries[-1] is not entry):
                    entries.append(entry)
            for entry in entries:
                self._fill(entry)
        return self._tops

    # Headings

    def _band_kinds(self, lines: Sequence[TableLine]) -> dict[int, NodeKind]:
        """What the bands of a table name, by where they begin."""
        bands = [line.cell for line in lines if isinstance(line, Band)]
        levels: dict[Form | None, int] = {}
        for before, line in zip([None, *lines], lines, strict=False):
            if isinstance(line, Band):
                form = self._form(line.cell)
                nested = isinstance(before, Band) and self._form(before.cell) is not form
                levels.setdefault(form, 2 if nested and levels else 1)
        nested = 2 in levels.values()
        return {
            cell.span.start: self._band_kind(cell, levels[self._form(cell)], is_nested=nested)
            for cell in bands
        }

    def _band_kind(self, cell: Cell, level: int, *, is_nested: bool) -> NodeKind:
        start, end = self._range(cell)
        words = self._flow.text[start:end].rstrip("。:;")
        if level > 1:
            return NodeKind.PROBLEM
        if is_nested or words.endswith("方面"):
            return NodeKind.ASPECT
        sounds = self._form(cell) in _ASPECT_FORMS or "方面" in words
        return NodeKind.ASPECT if sounds and len(words) <= _LONGEST_ASPECT else NodeKind.PROBLEM

    def _form(self, cell: Cell) -> Form | None:
        mark = mark_at(self._flow.text, self._range(cell)[0], self._flow.gaps)
        return mark.form if mark is not None else None

    def _open_band(self, cell: Cell, kind: NodeKind) -> None:
        if kind is NodeKind.ASPECT:
            self._open_aspect(cell)
        else:
            self._open_main(cell)

    def _open_aspect(self, cell: Cell) -> None:
        draft = self._heading(NodeKind.ASPECT, cell)
        self._tops.append(draft)
        self._place = _Place(aspect=draft, aspect_words=self._words(cell))

    def _open_main(self, cell: Cell) -> None:
        draft = self._heading(NodeKind.PROBLEM, cell)
        place = self._place
        (place.aspect.children if place.aspect else self._tops).append(draft)
        place.main, place.main_words = draft, self._words(cell)
        place.entry, place.words, place.number = None, "", ""

    def _heading(self, kind: NodeKind, cell: Cell) -> Draft:
        start, end = self._range(cell)
        segment = self._segments[bisect_left(self._starts, start)]
        draft = Draft(kind, confidence=self._confidence)
        if segment.kind is SegmentKind.MARK and segment.start == start and segment.body < end:
            draft.marks = segment.marks
            start = segment.body
        elif segment.kind is SegmentKind.LABEL and segment.start == start and segment.body < end:
            draft.other.append(((start, segment.body), SpanRole.LABEL))
            start = segment.body
        add_range(draft.body, start, end)
        return draft

    # Rows

    def _add(self, record: Record) -> None:
        if record.continues:
            self._continue(record)
            return
        self._name_headings(record)
        place = self._place
        cell = record.first(LedgerColumn.PROBLEM)
        words = self._words(cell)
        number = self._words(record.first(LedgerColumn.ITEM_NO))
        if words == _WHOLE_PROBLEM:
            place.entry = _Entry(place.main) if place.main is not None else None
        elif cell is not None and any(sign.isalpha() for sign in words):
            same = place.entry is not None and words == place.words and number in ("", place.number)
            if not same:
                self._open_entry(record, cell, number)
        elif place.main is not None and place.entry is None:
            place.entry = _Entry(place.main)
        place.words, place.number = words or place.words, number or place.number
        if place.entry is not None:
            place.entry.records.append(record)

    def _name_headings(self, record: Record) -> None:
        place = self._place
        aspect = record.first(LedgerColumn.ASPECT)
        if aspect is not None and self._words(aspect) != place.aspect_words:
            self._open_aspect(aspect)
            place = self._place
        main = record.first(LedgerColumn.MAIN_PROBLEM)
        if main is not None and self._words(main) != place.main_words:
            self._open_main(main)

    def _open_entry(self, record: Record, cell: Cell, number: str) -> None:
        place = self._place
        if place.main is not None and self._words(cell) == place.main_words:
            place.entry = _Entry(place.main)
            return
        if number == RECOMMENDATION_NO:
            draft = self._heading(NodeKind.RECOMMENDATION, cell)
            (place.aspect.children if place.aspect else self._tops).append(draft)
        elif place.main is not None:
            draft = self._heading(NodeKind.SUB_PROBLEM, cell)
            place.main.children.append(draft)
        else:
            draft = self._heading(NodeKind.PROBLEM, cell)
            (place.aspect.children if place.aspect else self._tops).append(draft)
        self._number(draft, record.first(LedgerColumn.ITEM_NO))
        place.entry = _Entry(draft)

    def _number(self, draft: Draft, cell: Cell | None) -> None:
        """Gives a problem without a number of its own that of its row."""
        if cell is None or draft.marks or self._own_numbers:
            return
        start, end = self._range(cell)
        words = self._flow.text[start:end].strip(".、")
        if words.isdecimal() and len(words) <= 4:
            mark = Mark(Form.ARABIC_BARE, start, start + len(words), int(words), words, Edge.START)
            draft.marks = (mark,)

    def _continue(self, record: Record) -> None:
        entry = self._place.entry
        if entry is None or not entry.records:
            return
        cell = record.first(LedgerColumn.PROBLEM)
        words = self._words(cell)
        if cell is not None and words not in (self._place.words, _WHOLE_PROBLEM):
            entry.draft.body.append(self._range(cell))
        entry.records.append(record)

    # What stands under a problem

    def _fill(self, entry: _Entry) -> None:
        rows = [record for record in entry.records if not record.continues]
        filled = Counter(
            column for record in rows for column, cells in record.cells.items() if cells
        )
        several = filled[LedgerColumn.MEASURES] > 1
        for record in entry.records:
            made = self._answers(entry.draft, record)
            if record.continues:
                continue
            for column in FIELDS:
                cell = record.first(column)
                if cell is None:
                    continue
                if column is LedgerColumn.REPORTED and record.state is not None:
                    set_state(entry.draft, record.state, self._range(cell))
                    continue
                measure = next((item for item in made if item.kind is NodeKind.MEASURE), None)
                own = several and filled[column] > 1 and column is not LedgerColumn.REPORTED
                self._field(measure if own and measure else entry.draft, column, cell)

    def _field(self, draft: Draft, column: LedgerColumn, cell: Cell) -> None:
        """Sets a field; lines that begin with the number of a measure are that measure's."""
        place = self._range(cell)
        if column is LedgerColumn.REPORTED:
            set_field(self._flow, draft, column, place)
            return
        items = {
            item.number: item
            for item in draft.children
            if item.kind is NodeKind.MEASURE and item.marks
        }
        lines = numbered_lines(self._flow, place)
        if not any(number in items for number, _ in lines):
            set_field(self._flow, draft, column, place)
            return
        for number, part in lines:
            set_field(self._flow, items.get(number, draft), column, part)

    def _answers(self, problem: Draft, record: Record) -> list[Draft]:
        made: list[Draft] = []
        for column in _ANSWERS:
            for cell in record.cells.get(column, ()):
                made += self._answer(problem, column, cell, continues=record.continues)
        return made

    def _answer(
        self, problem: Draft, column: LedgerColumn, cell: Cell, *, continues: bool
    ) -> list[Draft]:
        pieces = self._pieces(cell)
        labelled = separates(piece.segment for piece in pieces)
        scratch = Draft(NodeKind.PROBLEM)
        BodyReader(self._flow, separates=labelled).fill(scratch, pieces)
        made = scratch.children
        for item in made:
            item.confidence = self._confidence
            if column is not LedgerColumn.WHOLE and not labelled:
                is_outcome = column is LedgerColumn.OUTCOMES
                item.separate = True
                item.kind = NodeKind.OUTCOME if is_outcome else NodeKind.MEASURE
        if problem.kind is not NodeKind.RECOMMENDATION:
            _take_fields(problem, scratch)
        added = made[1:] if continues and _carries_on(problem, made) else made
        problem.children += added
        return added

    def _pieces(self, cell: Cell) -> list[Piece]:
        start, end = self._range(cell)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        pieces: list[Piece] = []
        form: Form | None = None
        for segment in self._segments[first:last]:
            role = Role.TEXT
            if segment.kind is SegmentKind.LABEL:
                role, form = Role.LABEL, None
            elif segment.mark is not None:
                form = form or segment.mark.form
                role = Role.ITEM if segment.mark.form is form else Role.DETAIL
            body = segment.body if role in (Role.ITEM, Role.LABEL) else segment.start
            pieces.append(Piece(role, segment.start, body, segment.end, segment))
        return pieces

    def _range(self, cell: Cell) -> Range:
        return self._flow.place(cell.span.start), self._flow.place(cell.span.end)

    def _words(self, cell: Cell | None) -> str:
        return folded(cell.span.of(self._flow.source)) if cell is not None else ""


def _take_fields(problem: Draft, scratch: Draft) -> None:
    """What the words of an answer say of the problem: its state, and what labels inside the cell name."""
    problem.other += scratch.other
    if problem.status is Status.UNSTATED and scratch.status is not Status.UNSTATED:
        problem.status, problem.status_range = scratch.status, scratch.status_range
    if problem.deadline_range is None:
        problem.deadline, problem.deadline_range = scratch.deadline, scratch.deadline_range
    for name in ("lead_person", "lead_office", "person", "limit_class"):
        if getattr(problem, name) is None:
            setattr(problem, name, getattr(scratch, name))


def _carries_on(problem: Draft, made: Sequence[Draft]) -> bool:
    """Adds the first item without number to the last one of its kind, if there is one."""
    if not made or made[0].marks:
        return False
    same = (item for item in reversed(problem.children) if item.kind is made[0].kind)
    last = next(same, None)
    if last is not None:
        last.body += made[0].body
    return last is not None
