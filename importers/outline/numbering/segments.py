"""Paragraphs to segments, cut at enumerators and labels: the pieces that get a meaning later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from importers.outline.text.flow import Flow, Stretch
from importers.outline.words.forms import TOP_FORMS, Form
from importers.outline.words.labels import BODY_LABELS, Label, LabelKind, label_at, labels_in
from importers.outline.words.marks import Edge, Mark, mark_at, marks_inside
from importers.outline.words.numerals import CHINESE
from importers.outline.words.traits import names_topic, traits_of

_ASPECT = 0.8  # from which on words without number name several problems, not one
# What is left of a number before a label. Samples: "三", "、", "(3"
_LEFT = re.compile(rf"[(]?(?:[{CHINESE}]{{1,2}}|\d{{1,2}})?[)、.]?(?=[一-鿿])")
_SMALL = 60  # a document of so few paragraphs is cut as a whole
_AHEAD = 4  # so many paragraphs are looked at for the next mark
_LONGEST_BARE = 60  # a longer line without a number is no heading
_LEAST_LOOSE = 2
_OFTEN = 3  # so often a numbered label comes back that is numbered within each problem
_STATUS_ROOM = 14  # signs of a status that may stand between a label and the first number behind it

_CARD_FIELDS = 3  # so many fields a record card has at least, and two of them a document
_CARD_SHARE = 0.9


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


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its labels, the marks at its beginning, and those that were found by other means."""

    index: int
    stretch: Stretch
    labels: tuple[Label, ...]
    leading: tuple[Mark, ...]
    extra: tuple[Mark, ...]


def cut(flow: Flow, extra: Sequence[Mark] = ()) -> list[Segment]:
    """All segments of a document, in order; `extra` are marks that were found by other means."""
    added: dict[int, list[Mark]] = {}
    for mark in extra:
        added.setdefault(flow.paragraph_at(mark.start), []).append(mark)
    paragraphs = [
        _paragraph(flow, index, stretch, added.get(index, []))
        for index, stretch in enumerate(flow.paragraphs)
    ]
    if _are_fields(flow, paragraphs):
        paragraphs = [_as_field(flow, paragraph) for paragraph in paragraphs]
    else:
        counted = _counted_labels(flow, paragraphs)
        paragraphs = [
            _as_field(flow, paragraph) if _is_counted(flow, paragraph, counted) else paragraph
            for paragraph in paragraphs
        ]
    cards = _forms_of_cards(flow, paragraphs)
    if cards:
        paragraphs = [
            _as_field(flow, paragraph) if _form(paragraph) in cards else paragraph
            for paragraph in paragraphs
        ]
    paragraphs = _with_bare_headings(paragraphs)
    ahead = _aheads(paragraphs)
    return [
        segment
        for paragraph, mark in zip(paragraphs, ahead, strict=True)
        for segment in _cut_paragraph(flow, paragraph, mark)
    ]


def _aheads(paragraphs: Sequence[_Paragraph]) -> list[Mark | None]:
    """For each paragraph the next mark at the beginning of one; none where a label comes before it."""
    found: list[Mark | None] = []
    ahead: Mark | None = None
    for paragraph in reversed(paragraphs):
        found.append(ahead)
        if paragraph.leading:
            ahead = paragraph.leading[-1]
        elif paragraph.labels:
            ahead = None
    return found[::-1]


def cut_again(
    flow: Flow, segments: Sequence[Segment], known: Sequence[Mark], found: Sequence[Mark]
) -> list[Segment]:
    """The segments after more marks were `found` at the beginning of paragraphs, `known` ones included."""
    if len(flow.paragraphs) <= _SMALL:
        return cut(flow, [*found, *known])
    anew = {flow.paragraph_at(mark.start) for mark in found}
    changed = {at for index in anew for at in (index - 1, index) if at >= 0}
    extra: dict[int, list[Mark]] = {}
    for mark in (*found, *known):
        extra.setdefault(flow.paragraph_at(mark.start), []).append(mark)
    result: list[Segment] = []
    done = -1
    for segment in segments:
        index = segment.paragraph
        if index not in changed:
            result.append(segment)
        elif index > done:
            done = index
            result.extend(_cut_one(flow, index, extra))
    return result


def _cut_one(flow: Flow, index: int, extra: dict[int, list[Mark]]) -> list[Segment]:
    here, *following = [
        _paragraph(flow, at, flow.paragraphs[at], extra.get(at, []))
        for at in range(index, min(index + _AHEAD, len(flow.paragraphs)))
    ]
    return _cut_paragraph(flow, here, _aheads([here, *following])[0])


def _field(flow: Flow, paragraph: _Paragraph) -> Label | None:
    """The label that a numbered line consists of or begins with. Samples: "三、完成情况", "三、完成情况:1.新建"."""
    start, end = paragraph.stretch.start, paragraph.stretch.end
    if paragraph.leading:
        start = paragraph.leading[-1].end
    else:
        left = _LEFT.match(flow.text, start, end)
        if left is None:
            return None
        start = left.end()
    label = label_at(flow.text, start, end, flow.gaps)
    whole = label is not None and (label.end >= end or flow.text[label.end - 1] == ":")
    return label if whole else None


def _are_fields(flow: Flow, paragraphs: Sequence[_Paragraph]) -> bool:
    """Whether numbers stand before the labels of a single record (一、整改任务 二、整改目标 三、完成情况)."""
    labels = [_field(flow, paragraph) for paragraph in paragraphs if paragraph.leading]
    kinds = [label.kind for label in labels if label is not None]
    return kinds.count(LabelKind.PROBLEM) == 1 and not BODY_LABELS.isdisjoint(kinds)


def _forms_of_cards(flow: Flow, paragraphs: Sequence[_Paragraph]) -> set[Form]:
    """The numbers that only stand before the labels of record cards ((1)整改措施:……(2)责任领导:……(3)整改时限:……)."""
    numbered: dict[Form, list[LabelKind | None]] = {}
    for paragraph in paragraphs:
        form = _form(paragraph)
        if form is not None:
            label = _field(flow, paragraph)
            numbered.setdefault(form, []).append(label.kind if label is not None else None)
    return {form for form, kinds in numbered.items() if _are_of_cards(kinds)}


def _are_of_cards(kinds: Sequence[LabelKind | None]) -> bool:
    told = set(kinds) - {None}
    labelled = len(kinds) - kinds.count(None)
    several = len(told) >= _CARD_FIELDS and len(kinds) >= 2 * _CARD_FIELDS
    return several and labelled >= _CARD_SHARE * len(kinds) and not BODY_LABELS.isdisjoint(told)


def _form(paragraph: _Paragraph) -> Form | None:
    return paragraph.leading[0].form if len(paragraph.leading) == 1 else None


def _with_bare_headings(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs, with lines right above the first label of a cycle as headings where nearly none has a number.

    Sample: "思想引领不够。" above "整改措施：", some of them right below what was done about the problem before.
    """
    first = [_first_label(paragraph) for paragraph in paragraphs]
    opener = next((kind for kind in first if kind in BODY_LABELS), None)
    above = [at for at, kind in enumerate(first[1:]) if opener is not None and kind is opener]
    bare = [at for at in above if _is_bare_line(paragraphs[at])]
    numbered = sum(bool(paragraphs[at].leading) for at in above)
    loose = sum(at > 0 and not paragraphs[at - 1].leading for at in bare)
    if loose < _LEAST_LOOSE or numbered > len(bare) / _LEAST_LOOSE:
        return list(paragraphs)
    heads = set(bare)
    return [
        _with_lead(paragraph) if at in heads else paragraph
        for at, paragraph in enumerate(paragraphs)
    ]


def _first_label(paragraph: _Paragraph) -> LabelKind | None:
    """The kind of the label that a paragraph begins with."""
    begins = paragraph.labels and paragraph.labels[0].start == paragraph.stretch.start
    return paragraph.labels[0].kind if begins else None


def _is_bare_line(paragraph: _Paragraph) -> bool:
    length = paragraph.stretch.end - paragraph.stretch.start
    return not paragraph.leading and not paragraph.labels and length <= _LONGEST_BARE


def _with_lead(paragraph: _Paragraph) -> _Paragraph:
    start = paragraph.stretch.start
    return replace(paragraph, leading=(Mark(Form.LEAD, start, start, None, None, Edge.START),))


def _counted_labels(flow: Flow, paragraphs: Sequence[_Paragraph]) -> frozenset[str]:
    """The labels that are numbered within each problem: 1.整改措施： 2.整改成效：, problem by problem.

    A label of the problem itself is one only if it always has the same number; else it is the problem that is numbered.
    """
    values: dict[str, list[int | None]] = {}
    kinds: dict[str, LabelKind] = {}
    for paragraph in paragraphs:
        label = _numbered_label(flow, paragraph)
        if label is not None:
            values.setdefault(label.words, []).append(paragraph.leading[-1].value)
            kinds[label.words] = label.kind
    return frozenset(
        words
        for words, found in values.items()
        if len(found) >= _OFTEN and (kinds[words] is not LabelKind.PROBLEM or len(set(found)) == 1)
    )


def _is_counted(flow: Flow, paragraph: _Paragraph, counted: frozenset[str]) -> bool:
    label = _numbered_label(flow, paragraph) if counted else None
    return label is not None and label.words in counted


def _numbered_label(flow: Flow, paragraph: _Paragraph) -> Label | None:
    """The label right behind the number of a paragraph; a chapter that is called like one has a form of its own."""
    if not paragraph.leading or paragraph.leading[-1].form in TOP_FORMS:
        return None
    return _field(flow, paragraph)


def _as_field(flow: Flow, paragraph: _Paragraph) -> _Paragraph:
    label = _field(flow, paragraph)
    if label is None:
        return paragraph
    whole = replace(label, start=paragraph.stretch.start)
    others = (other for other in paragraph.labels if other.start >= whole.end)
    return replace(paragraph, labels=(whole, *others), leading=())


def _paragraph(flow: Flow, index: int, stretch: Stretch, extra: Sequence[Mark]) -> _Paragraph:
    given = [mark for mark in extra if mark.start == stretch.start]
    leading = _with_second(flow, given[0], stretch) if given else _leading(flow, stretch)
    at = leading[-1].end if leading else stretch.start
    labels = labels_in(flow.text, at, stretch.end, flow.gaps, behind_mark=bool(leading))
    rest = tuple(mark for mark in extra if mark.start > stretch.start)
    return _Paragraph(index, stretch, tuple(labels), tuple(leading), rest)


def _cut_paragraph(flow: Flow, paragraph: _Paragraph, ahead: Mark | None) -> list[Segment]:
    stretch, leading = paragraph.stretch, paragraph.leading
    at = leading[-1].end if leading else stretch.start
    behind = frozenset(label.end for label in paragraph.labels)
    inside = chains(marks_inside(flow.text, at, stretch.end), leading, ahead, behind)
    taken = {mark.start for mark in paragraph.extra}
    inside = [mark for mark in inside if mark.start not in taken] + list(paragraph.extra)
    inside.sort(key=lambda mark: mark.start)
    pieces = _pieces(stretch, leading, inside, paragraph.labels)
    ends = [piece[0] for piece in pieces[1:]] + [stretch.end]
    return [_segment(piece, end, paragraph.index) for piece, end in zip(pieces, ends, strict=True)]


_Piece = tuple[int, int, tuple[Mark, ...], Label | None]


def _pieces(
    stretch: Stretch, leading: Sequence[Mark], inside: Sequence[Mark], labels: Sequence[Label]
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


def _leading(flow: Flow, stretch: Stretch) -> list[Mark]:
    """The marks at the beginning of a paragraph: none, one, or two on one line."""
    if label_at(flow.text, stretch.start, stretch.end, flow.gaps) is not None:
        return []
    first = mark_at(flow.text, stretch.start, flow.gaps)
    if first is not None and first.form is Form.COUNTED and first.end == stretch.end:
        return [first]  # 问题一, with its words on the next line
    if first is None or first.end >= stretch.end:
        return _lead(flow, stretch)
    return _with_second(flow, first, stretch)


def _with_second(flow: Flow, first: Mark, stretch: Stretch) -> list[Mark]:
    """A mark with the second counter that stands right behind it (1.问题1：)."""
    second = mark_at(flow.text, first.end, flow.gaps)
    if second is None or second.form is not Form.COUNTED or second.end >= stretch.end:
        return [first]
    return [first] if first.form is Form.COUNTED else [first, second]


def _lead(flow: Flow, stretch: Stretch) -> list[Mark]:
    """A heading without number that names its problem (关于……的问题。) counts as a mark of no width."""
    words = flow.text[stretch.start : stretch.end]
    if not names_topic(words) or traits_of(words, 0, len(words)).aspect > _ASPECT:
        return []
    return [Mark(Form.LEAD, stretch.start, stretch.start, None, None, Edge.START)]


def chains(
    candidates: Iterable[Mark],
    leading: Sequence[Mark] = (),
    ahead: Mark | None = None,
    behind: frozenset[int] = frozenset(),
) -> list[Mark]:
    """The candidates that are believed: those that go on in sequence, form by form.

    A first member needs the end of a sentence before it, a second member behind it, or one at the beginning of the
    next paragraph (`ahead`); a later one needs its former. What stands right behind a label (`behind`) is believed.
    """
    runs: dict[Form, list[list[Mark]]] = {}
    last = {mark.form: mark.value or 0 for mark in leading}
    for mark in candidates:
        _add_to_run(runs.setdefault(mark.form, []), mark, last)
    accepted = [
        mark
        for found in runs.values()
        for run in found
        if _holds(run, last) or _is_backed(run, ahead, behind)
        for mark in run
    ]
    return sorted(accepted, key=lambda mark: mark.start)


def _is_backed(run: Sequence[Mark], ahead: Mark | None, behind: frozenset[int]) -> bool:
    first = run[0]
    if first.start in behind or (
        first.value == 1
        and any(first.start - room in behind for room in range(1, _STATUS_ROOM + 1))
    ):
        return True
    final = run[-1]
    return ahead is not None and ahead.form is final.form and ahead.value == (final.value or 0) + 1


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
