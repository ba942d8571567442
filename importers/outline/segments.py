"""A document cut at its enumerators and labels: the pieces that get a meaning later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from importers.outline.flow import Flow, Stretch
from importers.outline.labels import Label, labels_in
from importers.outline.marks import Edge, Form, Mark, mark_at, marks_inside


class SegmentKind(StrEnum):
    """What a segment begins with."""

    MARK = "mark"
    LABEL = "label"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the flow from a mark or label, or from the beginning of a paragraph, to the next one.

    Attributes:
        start: where it begins, the mark or label included.
        body: where the words behind mark or label begin.
        end: where it ends; never beyond its paragraph.
        paragraph: index of its paragraph.
        marks: the marks at its beginning: one, or two where two counters stand on one line (1.问题1:).
    """

    kind: SegmentKind
    start: int
    body: int
    end: int
    paragraph: int
    marks: tuple[Mark, ...] = ()
    label: Label | None = None

    @property
    def mark(self) -> Mark | None:
        """Its first mark."""
        return self.marks[0] if self.marks else None

    @property
    def at_start(self) -> bool:
        """Whether it begins a paragraph."""
        return self.kind is SegmentKind.PLAIN or (
            self.mark is not None and self.mark.edge is Edge.START
        )


def cut(flow: Flow, extra: Sequence[Mark] = ()) -> list[Segment]:
    """All segments of a document, in order; `extra` are marks that were found by other means."""
    added: dict[int, list[Mark]] = {}
    for mark in extra:
        added.setdefault(flow.paragraph_at(mark.start), []).append(mark)
    segments: list[Segment] = []
    for index, stretch in enumerate(flow.paragraphs):
        segments.extend(_cut_paragraph(flow, index, stretch, added.get(index, [])))
    return segments


def _cut_paragraph(
    flow: Flow, index: int, stretch: Stretch, extra: Sequence[Mark]
) -> list[Segment]:
    labels = list(labels_in(flow.text, stretch.start, stretch.end, flow.gaps))
    marks = _leading(flow, stretch, labels)
    at = marks[-1].end if marks else stretch.start
    if marks:
        labels += [
            label
            for label in labels_in(flow.text, at, stretch.end, flow.gaps)
            if label not in labels
        ]
    inside = chains(marks_inside(flow.text, at, stretch.end), marks)
    taken = {mark.start for mark in extra}
    inside = [mark for mark in inside if mark.start not in taken] + list(extra)
    pieces = _pieces(
        stretch,
        marks,
        sorted(inside, key=lambda m: m.start),
        sorted(labels, key=lambda found: found.start),
    )
    ends = [piece[0] for piece in pieces[1:]] + [stretch.end]
    return [_segment(piece, end, index) for piece, end in zip(pieces, ends, strict=True)]


_Piece = tuple[int, int, tuple[Mark, ...], Label | None]


def _pieces(
    stretch: Stretch, leading: list[Mark], inside: list[Mark], labels: list[Label]
) -> list[_Piece]:
    """Beginnings of segments: start, beginning of the words, marks, label."""
    pieces: list[_Piece] = []
    if leading:
        pieces.append((leading[0].start, leading[-1].end, tuple(leading), None))
    found: list[_Piece] = [(mark.start, mark.end, (mark,), None) for mark in inside]
    found += [(label.start, label.end, (), label) for label in labels]
    last = leading[-1].end if leading else stretch.start
    for piece in sorted(found, key=lambda part: (part[0], -part[1])):
        if piece[0] < last:
            continue
        pieces.append(piece)
        last = piece[1]
    if not pieces or pieces[0][0] > stretch.start:
        pieces.insert(0, (stretch.start, stretch.start, (), None))
    return pieces


def _segment(piece: _Piece, end: int, index: int) -> Segment:
    start, body, marks, label = piece
    kind = SegmentKind.MARK if marks else SegmentKind.LABEL if label else SegmentKind.PLAIN
    return Segment(kind, start, body, end, index, marks, label)


def _leading(flow: Flow, stretch: Stretch, labels: list[Label]) -> list[Mark]:
    """The marks at the beginning of a paragraph: none, one, or two on one line."""
    if labels and labels[0].start == stretch.start:
        return []
    first = mark_at(flow.text, stretch.start, flow.gaps)
    if first is None or first.end >= stretch.end:
        return []
    second = mark_at(flow.text, first.end, flow.gaps)
    if (
        second is None
        or second.form is first.form
        or second.form in (Form.SHI, Form.YAO)
        or second.end >= stretch.end
    ):
        return [first]
    return [first, second] if second.form is Form.COUNTED else [first]


def chains(candidates: Iterable[Mark], leading: Sequence[Mark] = ()) -> list[Mark]:
    """The candidates that are believed: those that go on in sequence, form by form.

    A first member needs the end of a sentence before it or a second member behind it; a later one needs its predecessor.
    """
    runs: dict[Form, list[list[Mark]]] = {}
    last = {mark.form: mark.value or 0 for mark in leading}
    for mark in candidates:
        _add_to_run(runs.setdefault(mark.form, []), mark, last)
    accepted = [
        mark for found in runs.values() for run in found if _holds(run, last) for mark in run
    ]
    return sorted(accepted, key=lambda mark: mark.start)


def _add_to_run(runs: list[list[Mark]], mark: Mark, last: dict[Form, int]) -> None:
    value = mark.value or 0
    before = (runs[-1][-1].value or 0) if runs else last.get(mark.form, 0)
    if runs and _goes_on(before, mark):
        runs[-1].append(mark)
    elif (
        value == 1
        or (mark.edge is Edge.STRONG and value <= 40)
        or (not runs and before and _goes_on(before, mark))
    ):
        runs.append([mark])


def _goes_on(before: int, mark: Mark) -> bool:
    step = (mark.value or 0) - before
    if mark.edge is Edge.STRONG:
        return 0 <= step <= 3 or step == -1
    return step == 1 or (mark.edge is Edge.WEAK and step == 2)


def _holds(run: list[Mark], last: dict[Form, int]) -> bool:
    first = run[0]
    if len(run) >= 2:
        return True
    if first.form in last and (first.value or 0) == last[first.form] + 1:
        return True
    return first.edge is Edge.STRONG and first.form not in (Form.ARABIC_DOT, Form.ARABIC_COMMA)
