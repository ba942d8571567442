"""How the paragraphs look that one document numbers alike, so that one that lost its number is known by its sisters."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.outline.numbering.segments import Segment
from importers.outline.text.flow import Flow
from importers.outline.words.forms import Form
from importers.outline.words.labels import Label
from importers.outline.words.marks import Mark
from importers.outline.words.traits import sentence_end, traits_of

_SIZES = (12, 25, 50, 100)
_VARIETY = 8.0  # so many different looks are taken to be possible where few were seen
_DOUBT = 0.5
_FARTHEST = 2.0  # no single look speaks louder
# How much each look says beside the others, which partly say the same.
_WEIGHTS = (0.7, 1.0, 1.0, 0.7, 1.0, 1.0, 0.7, 1.0)

Look = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with what stands at its beginning and what follows inside it.

    Attributes:
        mark: its enumerator; a heading that is only known by its words has none.
        label: the label it begins with.
        body: where its words begin.
        inner: the form or label of the next segment inside it, empty for none.
    """

    index: int
    start: int
    body: int
    end: int
    mark: Mark | None
    label: Label | None
    inner: str

    @property
    def kind(self) -> str:
        """What it begins with, in a word."""
        if self.mark is not None:
            return f"{self.mark.form}{self.mark.value == 1}"
        return f"label {self.label.kind}" if self.label is not None else "words"


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """The paragraphs of the segments, in order."""
    found: list[Line] = []
    for at, segment in enumerate(segments):
        if found and found[-1].index == segment.paragraph:
            continue
        following = segments[at + 1] if at + 1 < len(segments) else None
        inside = following is not None and following.paragraph == segment.paragraph
        mark = segment.mark
        if mark is not None and (mark.form is Form.LEAD or not segment.at_start):
            mark = None
        found.append(
            Line(
                segment.paragraph,
                segment.start,
                segment.body,
                segment.end,
                mark,
                segment.label,
                _inner(following) if inside and following is not None else "",
            )
        )
    return found


def _inner(segment: Segment) -> str:
    if segment.label is not None:
        return f"label {segment.label.kind}"
    return segment.mark.form if segment.mark is not None else ""


def looks_of(flow: Flow, lines: Sequence[Line]) -> list[Look]:
    """How each paragraph looks: its beginning, its end, its length, what it says, its neighbours."""
    kinds = ["", *(line.kind for line in lines), ""]
    return [(*_words(flow, line), kinds[at], kinds[at + 2]) for at, line in enumerate(lines)]


def _words(flow: Flow, line: Line) -> Iterator[str]:
    text = flow.text
    traits = traits_of(text, line.body, line.end)
    length = line.end - line.body
    yield text[line.body : line.body + 2] if text[line.body : line.body + 1] != "“" else "“"
    yield (
        text[line.end - 1]
        if text[line.end - 1 : line.end] in "。;:,.”"
        else text[line.end - 2 : line.end]
    )
    yield str(sum(length > size for size in _SIZES))
    yield f"{traits.problem > 0.4} {traits.aspect > 0.8}"
    yield f"{traits.action > 0.3} {sentence_end(text[line.body : min(line.end, line.body + 100)], 0) < length}"
    yield line.inner


class Sisters:
    """The looks of the paragraphs of each form, and of those without a number."""

    def __init__(self, lines: Sequence[Line], looks: Sequence[Look]) -> None:
        self._seen: dict[str, list[Counter[str]]] = defaultdict(
            lambda: [Counter() for _ in _WEIGHTS]
        )
        self._count: Counter[str] = Counter()
        self._forms = {line.mark.form for line in lines if line.mark is not None}
        for line, look in zip(lines, looks, strict=True):
            name = (
                line.mark.form if line.mark is not None else "" if line.label is None else "label"
            )
            self._count[name] += 1
            for counter, part in zip(self._seen[name], look, strict=True):
                counter[part] += 1

    def likeness(self, look: Look) -> dict[Form, float]:
        """How much more a paragraph looks like those of each form than like the others without a number."""
        plain = [self._theirs(at, part) for at, part in enumerate(look)]
        return {form: self._compared(form, look, plain) for form in self._forms}

    def _compared(self, form: Form, look: Look, plain: Sequence[float]) -> float:
        seen, room = self._seen[form], self._count[form] + _DOUBT * _VARIETY
        total = 0.0
        for at, part in enumerate(look):
            odds = math.log((seen[at][part] + _DOUBT) / room) - plain[at]
            total += _WEIGHTS[at] * max(-_FARTHEST, min(_FARTHEST, odds))
        return total

    def _theirs(self, at: int, part: str) -> float:
        """The look among the other paragraphs without a number."""
        plain = max(0, self._seen[""][at][part] - 1)  # it is one of those itself
        others = max(0, self._count[""] - 1)
        return math.log((plain + _DOUBT) / (others + _DOUBT * _VARIETY))
