"""Numbers that are wholly or partly lost at the beginning of paragraphs, found by their sequence and by paragraphs alike.

Between 1 and 3 stands a paragraph that looks like the others with a number: it is 2. Nothing of the text is changed; what is
left of the number is its place, and the reading is reported as damage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from importers.outline.numbering.numbered_alike import Line, Sisters, lines_of, looks_of
from importers.outline.numbering.printed_forms import Shape, is_bare_number, usual_shape
from importers.outline.numbering.segments import Segment
from importers.outline.text.flow import Flow
from importers.outline.words.closing import takes_leave
from importers.outline.words.forms import Form, nesting
from importers.outline.words.labels import LabelKind
from importers.outline.words.marks import Mark

_FARTHEST_STEP = 4  # so many numbers may be lost in a row
_IN_GAP = 0.0  # likeness from which on a paragraph takes a number that is missing
_UNLIKE = -1.5  # where signs of the number are left, looks do not say more against it
_AT_END = 4.0  # likeness it needs where no number behind it shows that one is missing
_ALONE = 5.5  # likeness it needs where no other number of its list is left
_RIVAL = 0.5  # how much it counts against a form that a paragraph looks like those of another
_LEFT = 6.0  # what signs that are left of the number add
_MOST_FORMS = 8


@dataclass(slots=True)
class _Found:
    line: int
    value: int
    end: int
    worth: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """The paragraphs between two numbers of a form, or behind its last one.

    Attributes:
        many: whether the document has more than one number of the form.
        anew: whether more than one list of it begins.
        last: the number before, 0 at the beginning of a list.
        top: whether it is the beginning of the document.
    """

    shape: Shape
    many: bool
    anew: bool
    inside: list[int] = field(default_factory=list)
    last: int = 0
    top: bool = True

    def missing(self, following: int | None) -> tuple[int, ...]:
        """The numbers that are missing up to the next one; none where a list may simply have ended."""
        if following is None:
            return ()
        if self.last + 1 < following <= self.last + _FARTHEST_STEP:
            return tuple(range(self.last + 1, following))
        if self.anew and 1 < following <= self.last and following < _FARTHEST_STEP:
            return tuple(range(1, following))
        return ()


def missing_marks(flow: Flow, segments: Sequence[Segment]) -> list[Mark]:
    """The numbers that are missing at the beginning of paragraphs, with what is left of them, in order."""
    lines = lines_of(segments)
    if not any(line.mark for line in lines):
        return []
    return _Restorer(flow, lines).marks()


class _Restorer:
    """Looks for the missing numbers of a document, form by form."""

    def __init__(self, flow: Flow, lines: Sequence[Line]) -> None:
        self._flow = flow
        self._lines = _without_stray(flow, lines)
        self._looks = looks_of(flow, self._lines)
        self._sisters = Sisters(self._lines, self._looks)
        self._open = {at for at in range(1, len(lines)) if self._may_have_lost(at)}
        self._likeness: dict[int, dict[Form, float]] = {}
        self._marks: dict[int, tuple[float, Mark]] = {}

    def marks(self) -> list[Mark]:
        """The missing numbers, in order."""
        places: dict[Form, list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            if line.mark is not None and line.mark.value is not None:
                places[line.mark.form].append(at)
        for form in sorted(places, key=lambda form: -len(places[form]))[:_MOST_FORMS]:
            shape = usual_shape(self._flow, (self._lines[at].mark for at in places[form]))
            if shape is not None:
                self._restore(shape, places[form])
        return [mark for _, (_, mark) in sorted(self._marks.items())]

    def _may_have_lost(self, at: int) -> bool:
        """Whether a paragraph has no number; 问题： may be what is left of 问题3：."""
        line = self._lines[at]
        if line.mark is not None or takes_leave(self._flow.text[line.start : line.end]):
            return False
        return line.label is None or line.label.kind is LabelKind.PROBLEM

    # Sequences

    def _restore(self, shape: Shape, places: Sequence[int]) -> None:
        above = self._restarts(shape.form, places)
        gap = _Gap(shape, many=len(places) > 1, anew=sum(self._value(at) == 1 for at in places) > 1)
        for at, line in enumerate(self._lines):
            mark = line.mark
            if at in self._open:
                gap.inside.append(at)
            elif mark is not None and mark.form is shape.form and mark.value is not None:
                self._fill(gap, mark.value)
                gap = replace(gap, inside=[], last=mark.value, top=False)
            elif mark is not None and mark.form in above:
                self._fill(gap, None)
                gap = replace(gap, inside=[], last=0, top=False)
        self._fill(gap, None)

    def _restarts(self, form: Form, places: Sequence[int]) -> set[Form]:
        """The forms above `form` behind which its numbers begin anew."""
        above = {
            line.mark.form
            for line in self._lines
            if line.mark and nesting(line.mark.form) < nesting(form)
        }
        anew: Counter[Form] = Counter()
        for before, after in pairwise(places):
            crossed = {line.mark.form for line in self._lines[before + 1 : after] if line.mark}
            last, following = (self._value(before), self._value(after))
            for other in crossed & above:
                anew[other] += (following == 1) - (following == last + 1)
        return {other for other in above if anew[other] >= 0}

    def _value(self, at: int) -> int:
        mark = self._lines[at].mark
        return (mark.value if mark is not None else None) or 0

    def _fill(self, gap: _Gap, following: int | None) -> None:
        """Looks for numbers among the paragraphs of a gap, up to the number that follows."""
        missing = gap.missing(following)
        if not gap.inside or following == gap.last + 1:
            return
        for one in self._in_gap(gap, missing) if missing else self._at_end(gap):
            known = self._marks.get(one.line)
            if known is None or known[0] < one.worth:
                mark = gap.shape.mark(self._lines[one.line].start, one.end, one.value)
                self._marks[one.line] = (one.worth, mark)

    def _in_gap(self, gap: _Gap, missing: Sequence[int]) -> Iterator[_Found]:
        """The paragraphs that fit best for the numbers that the sequence shows to be missing."""
        needed = _AT_END if gap.top else _IN_GAP
        fitting = [self._fit(gap.shape, at, missing) for at in gap.inside]
        fitting = sorted((one for one in fitting if one.worth > needed), key=lambda one: -one.worth)
        kept = sorted(fitting[: len(missing)], key=lambda one: one.line)
        for one, value in zip(kept, missing, strict=False):
            end = gap.shape.left_at(self._flow.text, self._lines[one.line].start, value)
            yield _Found(one.line, value, end, one.worth + _LEFT)

    def _at_end(self, gap: _Gap) -> Iterator[_Found]:
        """Paragraphs that carry on a list or begin one, where only their looks and what is left of the number tell."""
        last = gap.last
        for at in gap.inside:
            found = self._fit(gap.shape, at, (last + 1, 1) if last else (1,))
            is_left = found.end > self._lines[at].start
            needed = _AT_END if last or is_left else _ALONE
            if found.worth > needed and (gap.many or is_left):
                yield found
                last = found.value

    def _fit(self, shape: Shape, at: int, values: Sequence[int]) -> _Found:
        """How well a paragraph does for one of some numbers."""
        line = self._lines[at]
        worth = self._worth(at, shape.form)
        for value in values:
            end = shape.left_at(self._flow.text, line.start, value)
            if end > line.start:
                return _Found(at, value, end, max(worth, _UNLIKE) + _LEFT)
        return _Found(at, values[0], line.start, -_LEFT if line.label is not None else worth)

    def _worth(self, at: int, form: Form) -> float:
        """How much a paragraph looks like those of a form, and not like those of another one."""
        likeness = self._likeness.get(at)
        if likeness is None:
            likeness = self._sisters.likeness(self._looks[at])
            self._likeness[at] = likeness
        others = max((worth for other, worth in likeness.items() if other is not form), default=0.0)
        return likeness[form] - _RIVAL * max(0.0, others)


def _without_stray(flow: Flow, lines: Sequence[Line]) -> list[Line]:
    """The paragraphs, those without a mark that have a bare number where the others of the document have more."""
    bare = [line.mark is not None and is_bare_number(flow, line.mark) for line in lines]
    whole = Counter(
        flow.text[line.start : line.start + 3].strip("()")[:1].isdigit()
        for line, alone in zip(lines, bare, strict=True)
        if line.mark is not None and not alone
    )
    count = Counter(
        flow.text[line.start].isdigit() for line, alone in zip(lines, bare, strict=True) if alone
    )
    return [
        replace(line, mark=None, body=line.start)
        if alone and count[digit := flow.text[line.start].isdigit()] <= whole[digit]
        else line
        for line, alone in zip(lines, bare, strict=True)
    ]
