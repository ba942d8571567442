"""Numbers lost inside paragraphs: found by what is left of them, or by the one place where they fit.

`一是……。是……。三是……` and `(1)……;()……` show where 二是 and (2) stood; `①……;……;③……` shows it by the only semicolon. Nothing of
the text is changed, and every number is reported as damage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.outline.numbering.printed_forms import Shape, usual_shape
from importers.outline.numbering.segments import Segment
from importers.outline.text.flow import Flow
from importers.outline.words.forms import LIST_FORMS, Form
from importers.outline.words.marks import Edge, Mark
from importers.outline.words.traits import traits_of

# What may follow what is left of a number; 是否 is a word of its own.
_FOLLOWS = re.compile(r"(?!否)[一-鿿“《\d]")
_SENTENCE, _CLAUSE = "。", ";"
_ROOM = 200  # so far back a bracket may have been opened that ends here


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands in one paragraph up to the next label.

    Attributes:
        after: the first mark of the paragraph behind it, where no label begins that.
    """

    segments: tuple[Segment, ...]
    after: Mark | None

    @property
    def start(self) -> int:
        """Where its words begin, a label left out."""
        first = self.segments[0]
        return first.body if first.label is not None else first.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.segments[-1].end


def marks_lost_inside(flow: Flow, segments: Sequence[Segment]) -> list[Mark]:
    """The numbers that are lost inside paragraphs, with what is left of them, in order."""
    shapes = _shapes(flow, segments)
    found = [mark for block in _blocks(segments) for mark in _lost(flow, block, shapes)]
    return sorted(found, key=lambda mark: mark.start)


def _shapes(flow: Flow, segments: Sequence[Segment]) -> dict[Form, Shape]:
    """How the numbers of lists are printed, form by form."""
    marks: dict[Form, list[Mark]] = defaultdict(list)
    for segment in segments:
        if segment.mark is not None and segment.mark.form in LIST_FORMS:
            marks[segment.mark.form].append(segment.mark)
    shapes = {form: usual_shape(flow, group) for form, group in marks.items()}
    return {form: shape for form, shape in shapes.items() if shape is not None}


def _blocks(segments: Sequence[Segment]) -> Iterator[_Block]:
    block: list[Segment] = []
    for segment in segments:
        same = bool(block) and block[-1].paragraph == segment.paragraph
        if block and (not same or segment.label is not None):
            yield _Block(tuple(block), None if same else segment.mark)
            block = []
        block.append(segment)
    if block:
        yield _Block(tuple(block), None)


def _lost(flow: Flow, block: _Block, shapes: dict[Form, Shape]) -> list[Mark]:
    """The lost numbers of a block; none at a place that two lists claim."""
    lists: dict[Form, list[Mark]] = defaultdict(list)
    for segment in block.segments:
        mark = segment.mark
        if mark is not None and mark.value is not None and mark.form in shapes:
            lists[mark.form].append(mark)
    claims: dict[int, list[Mark]] = defaultdict(list)
    for form, known in lists.items():
        for mark in _lost_of(flow, block, shapes[form], known):
            claims[mark.start].append(mark)
    return [marks[0] for marks in claims.values() if len(marks) == 1]


def _lost_of(flow: Flow, block: _Block, shape: Shape, known: Sequence[Mark]) -> Iterator[Mark]:
    """What one list of a block lost: before its first number, between two, and behind its last one."""
    left = _left(flow, block, shape)
    whole = _Wholly(flow, block, known) if not left else None
    starts = [place[0] for place in left]
    last, at = 0, 0
    for index, mark in enumerate(known):
        value = mark.value or 0
        behind = bisect_left(starts, mark.start)
        if at < behind == at + value - last - 1:
            yield from _marks(shape, left[at:behind], last)
        elif whole is not None and last and value == last + 2:
            yield from _marks(shape, whole.place_before(index), last)
        last, at = value, bisect_left(starts, mark.end)
    alone = len(left) - at == 1 and not _goes_on(block.after, shape.form, last)
    if alone and (not _is_verb(shape) or _tells_action(flow, block, left[at][1])):
        yield from _marks(shape, left[at:], last)


def _is_verb(shape: Shape) -> bool:
    """Whether what is left of a number is a word that a sentence may begin with of itself (……。是全县首批。)."""
    return shape.form in (Form.SHI, Form.YAO)


def _tells_action(flow: Flow, block: _Block, start: int) -> bool:
    return traits_of(flow.text, start, block.end).action > 0


def _goes_on(after: Mark | None, form: Form, last: int) -> bool:
    """Whether the next paragraph has the next number, so that none is missing."""
    return after is not None and after.form is form and after.value == last + 1


def _marks(shape: Shape, places: Sequence[tuple[int, int]], last: int) -> Iterator[Mark]:
    for value, (start, end) in enumerate(places, last + 1):
        yield replace(shape.mark(start, end, value), edge=Edge.STRONG)


def _left(flow: Flow, block: _Block, shape: Shape) -> list[tuple[int, int]]:
    """Where the signs around a number stand without it, at the beginning of sentences."""
    bare = shape.before + shape.behind
    if not bare:
        return []
    pattern = re.compile(rf"(?<=[{_SENTENCE}{_CLAUSE}]){re.escape(bare)}|\A{re.escape(bare)}")
    found = pattern.finditer(flow.text[block.start : block.end])
    places = [(block.start + one.start(), block.start + one.end()) for one in found]
    return [
        place
        for place in places
        if _FOLLOWS.match(flow.text, place[1], block.end) and not _closes(flow, bare, place[0])
    ]


def _closes(flow: Flow, bare: str, at: int) -> bool:
    """Whether a right bracket ends what stands in brackets."""
    room = max(0, at - _ROOM)
    return bare == ")" and flow.text.rfind("(", room, at) > flow.text.rfind(")", room, at)


class _Wholly:
    """Finds where a number of a list stood of which nothing is left.

    The items must be parted by one sign that none of the others has inside; a full stop also needs one item that is
    known to be a single sentence, because items may well have two.
    """

    def __init__(self, flow: Flow, block: _Block, known: Sequence[Mark]) -> None:
        self._text = flow.text
        self._known = known
        self._ends = [*(mark.start for mark in known[1:]), block.end]
        self._inner = {sign: self._counted(sign) for sign in (_SENTENCE, _CLAUSE)}
        self._several = {sign: sum(map(bool, inner)) for sign, inner in self._inner.items()}
        self._whole = any(
            (after.value or 0) == (before.value or 0) + 1 for before, after in pairwise(known)
        )

    def _counted(self, sign: str) -> list[int]:
        """How often each item has a sign inside."""
        return [
            self._text.count(sign, mark.end, end - 1)
            for mark, end in zip(self._known, self._ends, strict=True)
        ]

    def place_before(self, index: int) -> list[tuple[int, int]]:
        """The one place between a number of the list and the one before it; nothing where none or several fit."""
        sign = self._text[self._known[index].start - 1]
        inner = self._inner.get(sign)
        if inner is None or inner[index - 1] != 1 or self._several[sign] > 1:
            return []
        if sign == _SENTENCE and not self._whole:
            return []
        at = self._text.index(sign, self._known[index - 1].end) + 1
        if traits_of(self._text, at, self._known[index].start).action <= 0:
            return []
        return [(at, at)]
