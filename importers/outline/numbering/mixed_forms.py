"""Numbers that an author wrote once in another form than their neighbours: `1、` `2．` `3、` is one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.outline.numbering.segments import Segment
from importers.outline.words.forms import Form
from importers.outline.words.marks import Mark

# Forms that a hand or a keyboard mixes up.
_ALIKE = frozenset({Form.ARABIC_DOT, Form.ARABIC_COMMA})


def settle_forms(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, with stray numbers in the form of the sequence that they go on with.

    A form is stray where it never begins to count: `2．` behind `1、` in a document without any `1．`.
    """
    marks = [mark for segment in segments for mark in segment.marks if mark.form in _ALIKE]
    own = {mark.form for mark in marks if mark.value == 1}
    if len(own) != 1 or all(mark.form in own for mark in marks):
        return list(segments)
    (form,) = own
    last = 0
    found: list[Segment] = []
    for segment in segments:
        mark = segment.mark
        goes_on = mark is not None and mark.form in _ALIKE and mark.value == last + 1
        settled = _as_form(segment, form) if goes_on and segment.at_start else segment
        if settled.mark is not None and settled.mark.form is form:
            last = settled.mark.value or 0
        found.append(settled)
    return found


def _as_form(segment: Segment, form: Form) -> Segment:
    first, *rest = segment.marks
    marks: tuple[Mark, ...] = (replace(first, form=form), *rest)
    return replace(segment, marks=marks)
