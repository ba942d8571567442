"""What is known of each segment before it has a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.outline.flow import Flow
from importers.outline.labels import BODY_LABELS, LabelKind
from importers.outline.marks import Form
from importers.outline.segments import Segment, SegmentKind
from importers.outline.traits import Traits, title_end, traits_of

_LOOK = 300  # signs of a segment that are looked at
_REST = 12  # so many signs behind a heading are more than its end
_NAMED = Traits(-0.5, 1.0, -0.5)
_NO_TRAITS = Traits(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Feature:
    """A segment with what is known of it.

    Attributes:
        opens: whether the account of a problem begins right behind it: the first label of a cycle follows.
        before: the form of the next mark behind it, or None.
        length: of its words.
        rest: whether more than a heading stands in it.
        at_start: whether it begins a paragraph.
        value: the number of its mark.
    """

    segment: Segment
    form: Form
    traits: Traits
    opens: bool
    before: Form | None
    length: int
    rest: bool
    at_start: bool
    value: int | None


def features_of(flow: Flow, segments: Sequence[Segment]) -> list[Feature]:
    """The features of the segments of a region, in order."""
    opener = opening_label(segments)
    found: list[Feature] = []
    opens = False
    before: Form | None = None
    marked = False  # whether the segment behind begins with a number
    for segment in reversed(segments):
        form = _form(flow, segment)
        numbered, marked = marked, segment.mark is not None
        if form is Form.FIELD and segment.body >= segment.end and numbered:
            form = Form.PLAIN  # "问题：1.…": the number says it all
        if form is Form.FIELD:
            found.append(_field(segment, opens, before))
            opens, before = False, form
            continue
        labelled = segment.kind is SegmentKind.LABEL
        found.append(_feature(flow, segment, form, opens and not labelled, before))
        if segment.label is not None:
            kind = segment.label.kind
            opens = kind is opener or (opens and kind not in BODY_LABELS)
        elif segment.kind is SegmentKind.MARK:
            opens, before = False, form
    return found[::-1]


def _form(flow: Flow, segment: Segment) -> Form:
    """The form of a segment; a line that begins with 存在问题： is one, as if it had a number."""
    if segment.mark is not None:
        return segment.mark.form
    named = segment.label is not None and segment.label.kind is LabelKind.PROBLEM
    begins = segment.start == 0 or flow.text[segment.start - 1] == "\n"
    return Form.FIELD if named and begins else Form.PLAIN


def _field(segment: Segment, opens: bool, before: Form | None) -> Feature:
    length = segment.end - segment.body
    return Feature(segment, Form.FIELD, _NAMED, opens, before, length, False, True, None)


def opening_label(segments: Sequence[Segment]) -> LabelKind | None:
    """The label with which the account of each problem begins, or None where there are no labels."""
    first: dict[LabelKind, int] = {}
    last: LabelKind | None = None
    for segment in segments:
        if segment.label is None or segment.label.kind not in BODY_LABELS:
            continue
        kind = segment.label.kind
        if last is None:
            first[kind] = first.get(kind, 0) + 1
        last = kind
    return next(iter(first), None)


def _feature(flow: Flow, segment: Segment, form: Form, opens: bool, before: Form | None) -> Feature:
    length = segment.end - segment.body
    plain = segment.kind is SegmentKind.LABEL or (
        segment.kind is SegmentKind.PLAIN and length > 120 and not opens
    )
    traits = _NO_TRAITS if plain else traits_of(flow.text, segment.body, segment.end)
    rest = not opens and length > _REST and _has_rest(flow, segment)
    mark = segment.mark
    value = mark.value if mark is not None else None
    return Feature(segment, form, traits, opens, before, length, rest, segment.at_start, value)


def _has_rest(flow: Flow, segment: Segment) -> bool:
    words = flow.text[segment.body : min(segment.end, segment.body + _LOOK)]
    return len(words) - title_end(words) > _REST
