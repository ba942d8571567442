"""Headings that lost their number get the one that their place among their sisters shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.outline.numbering.printed_forms import Shape, usual_shape
from importers.outline.text.flow import Flow
from importers.outline.tree.headings import Heading
from importers.outline.tree.hypotheses import HEADINGS, Role
from importers.outline.words.forms import Form
from importers.outline.words.marks import Mark

_MOSTLY = 0.5  # so many headings of a level must be numbered alike
_FEWEST = 1


def renumber(flow: Flow, headings: Sequence[Heading]) -> None:
    """Gives the headings without number theirs; those of levels that are written without one stay so."""
    for role in HEADINGS:
        own = [heading for heading in headings if heading.role is role]
        shape = _usual(flow, own)
        if shape is not None:
            for group in _families(headings, role):
                _number(shape, group)


def _usual(flow: Flow, own: Sequence[Heading]) -> Shape | None:
    printed = [mark for heading in own if (mark := _printed(heading)) is not None]
    forms = Counter(mark.form for mark in printed)
    form, count = forms.most_common(1)[0] if forms else (Form.PLAIN, 0)
    if count < max(_FEWEST, _MOSTLY * len(own)):
        return None
    return usual_shape(flow, (mark for mark in printed if mark.form is form))


def _printed(heading: Heading) -> Mark | None:
    """The number that stands in the text, or what is left of it."""
    mark = heading.segment.mark
    return mark if mark is not None and mark.value is not None and mark.start < mark.end else None


def _families(headings: Sequence[Heading], role: Role) -> Iterator[list[Heading]]:
    """The headings of a level that count together: those of one parent, or all where they run on."""
    families: list[list[Heading]] = [[]]
    for heading in headings:
        if heading.role < role:
            families.append([])
        elif heading.role is role:
            families[-1].append(heading)
    if _run_on(families):
        yield [heading for family in families for heading in family]
    else:
        yield from families


def _run_on(families: Sequence[Sequence[Heading]]) -> bool:
    firsts = [mark.value for family in families[1:] if family and (mark := _printed(family[0]))]
    return sum(value != 1 for value in firsts) > len(firsts) / 2


def _number(shape: Shape, family: Sequence[Heading]) -> None:
    """Fills the places between two numbers where just so many are missing, and those behind the last one."""
    last, waiting = 0, list[Heading]()
    for heading in family:
        mark = _printed(heading)
        if mark is None:
            waiting.append(heading)
            continue
        if mark.value == last + len(waiting) + 1:
            _give(shape, waiting, last)
        last, waiting = mark.value or 0, []
    _give(shape, waiting, last)


def _give(shape: Shape, waiting: Sequence[Heading], last: int) -> None:
    for value, heading in enumerate(waiting, last + 1):
        segment = heading.segment
        mark = shape.mark(segment.body, segment.body, value)
        heading.segment = replace(segment, marks=(mark,))
