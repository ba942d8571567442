"""Segments to features: how each begins, what its words sound like, what stands behind it; no role yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.words.forms import Form
from importers.outline.words.labels import BODY_LABELS, LabelKind
from importers.outline.words.statuses import status_at
from importers.outline.words.traits import Traits, title_end, traits_of

_LONG = 120  # a plain paragraph of so many signs is no heading
_LOOK = 300  # signs of a segment that are looked at
_SHORT = 40  # no heading that has lost its number is longer
_ENDS = frozenset("。:;,.、!?)")
_ASPECT = 0.8  # from which on a heading is over several problems
_REST = 12  # so many signs behind a heading are more than its end
_NAMED = Traits(-0.5, 1.0, -0.5)
_NO_TRAITS = Traits(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Feature:
    """A segment with what is known of it.

    Attributes:
        opens: whether the account of a problem begins right behind it: the first label of a cycle follows.
        before: the form of the next mark behind it, or None.
        anew: whether that mark begins to count anew.
        length: of its words.
        rest: whether more than a heading stands in it.
        at_start: whether it begins a paragraph.
        value: the number of its mark.
        over_list: whether it is a short line without an end and a list begins right behind it.
        over_card: whether it is such a line above a card of labels, and not every card has one.
    """

    segment: Segment
    form: Form
    traits: Traits
    opens: bool
    before: Form | None
    anew: bool
    length: int
    rest: bool
    at_start: bool
    value: int | None
    over_list: bool
    over_card: bool = False


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind a segment.

    Attributes:
        opens: whether the first label of a cycle comes before the next number.
        plain: whether a paragraph without a number comes before that label.
        before: the form of the next number.
        anew: whether it counts anew.
        marked: whether it comes right behind.
    """

    opens: bool = False
    plain: bool = False
    before: Form | None = None
    anew: bool = False
    marked: bool = False


def features_of(flow: Flow, segments: Sequence[Segment]) -> list[Feature]:
    """The features of the segments of a region, in order."""
    opener = opening_label(segments)
    found: list[Feature] = []
    behind = _Behind()
    describing = _describing(flow, segments)
    over = over_cards(flow, segments) if not describing else frozenset[int]()
    for segment in reversed(segments):
        form = Form.PLAIN if segment.start in describing else _form(flow, segment)
        if form is Form.FIELD and segment.body >= segment.end and behind.marked:
            form = Form.PLAIN  # "问题：1.…": the number says it all
        feature = _feature(flow, segment, form, behind)
        found.append(replace(feature, over_card=segment.start in over))
        behind = _seen_from_before(segment, form, behind, opener)
    return found[::-1]


def _seen_from_before(
    segment: Segment, form: Form, behind: _Behind, opener: LabelKind | None
) -> _Behind:
    """What stands behind the segment before this one."""
    if form is Form.MEASURE:
        return _Behind(opens=True, before=form, marked=True)
    if segment.mark is not None or form is Form.FIELD:
        first = segment.mark is None or segment.mark.value == 1
        return _Behind(before=form, anew=first, marked=segment.mark is not None)
    if segment.label is not None:
        kind = segment.label.kind
        opens = kind is opener or (behind.opens and kind not in BODY_LABELS)
        return replace(behind, opens=opens, plain=False, marked=False)
    return replace(behind, plain=behind.plain or behind.opens, marked=False)


def _form(flow: Flow, segment: Segment) -> Form:
    """The form of a segment; a line that begins with 存在问题： is one, as if it had a number."""
    if segment.mark is not None:
        return segment.mark.form
    named = segment.label is not None and segment.label.kind is LabelKind.PROBLEM
    begins = segment.start == 0 or flow.text[segment.start - 1] == "\n"
    return Form.FIELD if named and begins else Form.PLAIN


def _describing(flow: Flow, segments: Sequence[Segment]) -> frozenset[int]:
    """Where labels such as 问题表现： only describe the problem right above them, if all of them do."""
    places: list[int] = []
    for above, segment in pairwise((None, *segments)):
        if segment is None or _form(flow, segment) is not Form.FIELD:
            continue
        if above is None or above.mark is None or not above.at_start or above.body >= above.end:
            return frozenset()
        if traits_of(flow.text, above.body, above.end).aspect > _ASPECT:
            return frozenset()
        places.append(segment.start)
    return frozenset(places)


def over_cards(flow: Flow, segments: Sequence[Segment]) -> frozenset[int]:
    """Where short lines stand above cards, whose own words all stand behind labels: what they name is over the cards."""
    cards = sum(_form(flow, segment) is Form.FIELD for segment in segments)
    places = frozenset(
        segment.start
        for above, segment, below in zip((None, *segments), segments, segments[1:], strict=False)
        if _form(flow, below) is Form.FIELD and _may_name(flow, above, segment)
    )
    return places if len(places) < cards else frozenset()


def _may_name(flow: Flow, above: Segment | None, segment: Segment) -> bool:
    """Whether a line may name what follows: short, open, no words of a label above it and no account of work."""
    if segment.kind is not SegmentKind.PLAIN or segment.end - segment.body > _SHORT:
        return False
    if above is not None and above.label is not None and above.body >= above.end:
        return False
    if status_at(flow.text, segment.body, segment.end) is not None:
        return False
    return _is_open(flow, segment) and traits_of(flow.text, segment.body, segment.end).action <= 0.0


def opening_label(segments: Sequence[Segment]) -> LabelKind | None:
    """The label with which the account of each problem begins, or None where there are no labels."""
    kinds = (segment.label.kind for segment in segments if segment.label is not None)
    return next((kind for kind in kinds if kind in BODY_LABELS), None)


def _feature(flow: Flow, segment: Segment, form: Form, behind: _Behind) -> Feature:
    length = segment.end - segment.body
    start = segment.at_start or form is Form.FIELD
    opens = _opens(segment, form, behind)
    mark = segment.mark
    return Feature(
        segment=segment,
        form=form,
        traits=_traits(flow, segment, form, opens=opens),
        opens=opens,
        before=behind.before,
        anew=behind.anew,
        length=length,
        rest=form is not Form.FIELD and not opens and length > _REST and _has_rest(flow, segment),
        at_start=start,
        value=mark.value if mark is not None else None,
        over_list=behind.marked and behind.anew and length <= _SHORT and _is_open(flow, segment),
    )


def _opens(segment: Segment, form: Form, behind: _Behind) -> bool:
    """Whether the account of a problem begins behind a segment; not over a paragraph from the middle of another one."""
    if form is Form.FIELD:
        return behind.opens
    if segment.kind is SegmentKind.LABEL or form is Form.MEASURE:
        return False
    return behind.opens and (segment.at_start or not behind.plain)


def _traits(flow: Flow, segment: Segment, form: Form, *, opens: bool) -> Traits:
    if form is Form.FIELD:
        return _NAMED
    long = segment.kind is SegmentKind.PLAIN and segment.end - segment.body > _LONG and not opens
    if long or segment.kind is SegmentKind.LABEL:
        return _NO_TRAITS
    return traits_of(flow.text, segment.body, segment.end)


def _is_open(flow: Flow, segment: Segment) -> bool:
    return flow.text[segment.end - 1 : segment.end] not in _ENDS


def _has_rest(flow: Flow, segment: Segment) -> bool:
    words = flow.text[segment.body : min(segment.end, segment.body + _LOOK)]
    return len(words) - title_end(words) > _REST
