"""A hypothesis and features to roles: the reading of all segments that explains most, by a beam search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from importers.outline.numbering.segments import SegmentKind
from importers.outline.tree.features import Feature
from importers.outline.tree.hypotheses import HEADINGS, Hypothesis, Role
from importers.outline.words.forms import UNNUMBERED, Form
from importers.outline.words.labels import BODY_LABELS, LabelKind

_WIDTH = 4
_HOPELESS = -3.0  # a heading that adds less is not followed up
_BEST_SEQUENCE = 1.5
_SHORT = 40  # a plain line of no more signs may be a heading that lost its number


class _State(NamedTuple):
    """Where a partial reading stands.

    Attributes:
        level: the deepest open heading, 0 for none, else role + 1.
        counts: the last number of each heading level under its parent, None where it has to begin anew.
        running: the last number of each heading level in the document.
        item: the last number of the open list, 0 for none.
        item_form: the form of the open list.
        body: whether the open problem has a label, an item or text below it.
        labelled: whether a label of measures or outcomes is open.
    """

    level: int
    counts: tuple[int | None, ...]
    running: tuple[int, ...]
    item: int
    item_form: Form | None
    body: bool
    labelled: bool


class _Trail(NamedTuple):
    """How a partial reading came about: the last role, the score up to it, and what was before."""

    role: Role
    score: float
    before: _Trail | None


_START = _State(0, (None, None, None), (0, 0, 0), 0, None, body=True, labelled=False)
_Step = tuple[float, _State, Role]
_Stepper = Callable[[_State], Iterator[_Step]]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The roles of all segments, with what each adds to the score of the whole."""

    hypothesis: Hypothesis
    roles: tuple[Role, ...]
    score: float
    gains: tuple[float, ...]


class Search:
    """Reads a region under one hypothesis."""

    def __init__(self, hypothesis: Hypothesis, features: Sequence[Feature]) -> None:
        self._hypothesis = hypothesis
        self._features = features
        self._has = [hypothesis.form_of(role) is not None for role in HEADINGS]
        self._levels = [role for role in HEADINGS if self._has[role]]
        self._owners = {form: role for role, form in hypothesis.forms}
        self._opened = any(feature.opens for feature in features)
        self._list = _list_form(features, hypothesis)

    def run(self) -> Assignment:
        """The roles that explain the segments best."""
        beam: list[tuple[float, _State, _Trail | None]] = [(0.0, _START, None)]
        for feature in self._features:
            step = self._stepper(feature)
            grown: dict[_State, _Trail] = {}
            for score, state, trail in beam:
                for gain, following, role in step(state):
                    known = grown.get(following)
                    if known is None or score + gain > known.score:
                        grown[following] = _Trail(role, score + gain, trail)
            best = sorted(grown.items(), key=_score, reverse=True)[:_WIDTH]
            beam = [(trail.score, state, trail) for state, trail in best]
        return self._assignment(beam[0][2])

    def _assignment(self, trail: _Trail | None) -> Assignment:
        path: list[_Trail] = []
        while trail is not None:
            path.append(trail)
            trail = trail.before
        path.reverse()
        scores = [0.0, *(part.score for part in path)]
        gains = tuple(after - before for before, after in pairwise(scores))
        return Assignment(self._hypothesis, tuple(part.role for part in path), scores[-1], gains)

    def _stepper(self, feature: Feature) -> _Stepper:
        """What may become of a segment, with all that does not depend on the state worked out beforehand."""
        kind = feature.segment.kind
        if kind is SegmentKind.LABEL:
            return self._label_stepper(feature)
        if kind is SegmentKind.PLAIN:
            return self._plain_stepper(feature)
        if feature.form is Form.LEAD:
            return self._lead_stepper(feature)
        return self._mark_stepper(feature)

    # Marks

    def _mark_stepper(self, feature: Feature) -> _Stepper:
        value = feature.value
        headings = self._headings(feature)
        item, detail = self._item_base(feature), self._detail_base(feature)
        form, rest, missing = feature.form, feature.rest, self._missing
        owned = feature.form in self._owners

        def step(state: _State) -> Iterator[_Step]:
            for role, base in headings:
                gain = base + _sequence_gain(state, role, value) + missing(state, role)
                if gain > _HOPELESS:
                    yield gain, _opened(state, role, value, body=rest), role
            gain = item + _list_gain(state, form, value or 0)
            if owned and state.labelled:
                gain += 1.5
            if state.level < 2:
                gain -= 3.5
            yield gain, _listed(state, form, value or 0), Role.ITEM
            yield detail + _detail_gain(state, form, value or 0), _told(state), Role.DETAIL

        return step

    def _lead_stepper(self, feature: Feature) -> _Stepper:
        headings = self._headings(feature)

        def step(state: _State) -> Iterator[_Step]:
            for role, base in headings:
                gain = base + self._missing(state, role)
                if gain > _HOPELESS:
                    yield gain, _opened(state, role, None, body=feature.rest), role
            yield _text_step(state, opens=feature.opens)

        return step

    def _headings(self, feature: Feature) -> list[tuple[Role, float]]:
        """The levels that a segment may be a heading of, with what speaks for each in the segment itself."""
        if feature.form is Form.MEASURE:
            return []
        bases = [(role, self._heading_base(feature, role)) for role in self._levels]
        return [(role, base) for role, base in bases if base + _BEST_SEQUENCE > _HOPELESS]

    def _heading_base(self, feature: Feature, role: Role) -> float:
        owner = self._owners.get(feature.form)
        gain = 2.0 if owner is role else -3.0 if owner is not None else -2.5
        if owner is None and feature.form in UNNUMBERED:
            gain = 0.5 if role is self._hypothesis.lowest else -1.5
        if not feature.at_start and not feature.opens:
            gain -= 2.0
        return gain + self._content_gain(feature, role)

    def _content_gain(self, feature: Feature, role: Role) -> float:
        traits = feature.traits
        if role is Role.ASPECT:
            return traits.as_aspect - 1.5 * feature.opens
        gain = traits.problem - 0.8 * traits.action
        if role is self._hypothesis.lowest and self._opened:
            return gain + (2.5 if feature.opens else -1.5)
        return gain

    def _missing(self, state: _State, role: Role) -> float:
        """What it costs that a level above is skipped, or that the problem before has nothing below it."""
        gain = 0.0
        if role is Role.SUB_PROBLEM and state.level == 0:
            gain -= 2.0
        if role > 0 and self._has[role - 1] and state.level < role:
            gain -= 1.5
        if not state.body and state.level > role:
            gain -= 1.2
        return gain

    def _item_base(self, feature: Feature) -> float:
        traits = feature.traits
        gain = -2.0 if feature.form in self._owners else 1.0
        gain += traits.action - 0.7 * max(traits.problem, 0.0) - 1.0 * max(traits.aspect, 0.0)
        if feature.opens:
            return gain - 3.0
        return gain + 0.5 * (not feature.at_start)

    def _detail_base(self, feature: Feature) -> float:
        gain = -0.2
        if feature.at_start:
            gain -= 2.0 if feature.form in self._owners else 1.0
        return gain - 3.0 * feature.opens

    # Plain paragraphs and labels

    def _plain_stepper(self, feature: Feature) -> _Stepper:
        levels = self._levels if feature.length <= 90 or feature.opens else []

        def step(state: _State) -> Iterator[_Step]:
            yield _text_step(state, opens=feature.opens)
            for role in levels:
                gain = self._plain_heading_gain(state, feature, role)
                if gain > 0.0:
                    yield gain, _opened(state, role, None, body=feature.rest), role

        return step

    def _plain_heading_gain(self, state: _State, feature: Feature, role: Role) -> float:
        """For a heading that has lost its number, or a level that is written without."""
        below = self._hypothesis.form_of(HEADINGS[role + 1]) if role < 2 else None
        leads = below is not None and feature.before is below
        if role is Role.ASPECT:
            short = not feature.rest and feature.length <= _SHORT
            begins = leads and short and feature.anew and state.level > 1
            if feature.over_card:
                return feature.traits.as_aspect + 1.0
            return feature.traits.aspect - 0.3 + begins if state.level != 1 else -1.0
        missing = state.level <= role and not state.body
        gain = feature.traits.problem - 1.5 + 1.5 * (leads and (missing or feature.anew))
        if role is self._hypothesis.lowest:
            gain += 1.5 * feature.opens if state.body else 0.5 * feature.opens - 0.5
            gain += 2.5 * (state.item > 0 and self._heads_list(feature))
        return gain

    def _heads_list(self, feature: Feature) -> bool:
        """Whether a line without a number stands above a list as the numbered headings do."""
        is_like = feature.over_list and feature.before is self._list
        return is_like and feature.traits.action <= 0.0

    def _label_stepper(self, feature: Feature) -> _Stepper:
        label = feature.segment.label
        kind = label.kind if label is not None else LabelKind.OTHER
        lowest = Role.PROBLEM if self._hypothesis.lowest is None else self._hypothesis.lowest
        headings = self._headings(feature) if feature.form is Form.FIELD else []

        def step(state: _State) -> Iterator[_Step]:
            for role, base in headings:
                yield (
                    base + self._missing(state, role),
                    _opened(state, role, None, body=False),
                    role,
                )
            if kind is LabelKind.PROBLEM and state.body:
                yield 1.0, _opened(state, lowest, None, body=False), lowest
            if kind in BODY_LABELS:
                gain = -2.0 if state.level < 2 else 0.0
                yield gain, _labelled(state), Role.LABEL
            else:
                yield 0.0, state, Role.LABEL

        return step


def _list_form(features: Sequence[Feature], hypothesis: Hypothesis) -> Form | None:
    """The form of the lists that mostly begin right below the lowest headings, themselves lines without an end."""
    lowest = next((form for role, form in hypothesis.forms if role is hypothesis.lowest), None)
    heads = [feature for feature in features if feature.form is lowest]
    below = Counter(feature.before for feature in heads if feature.over_list)
    form, count = max(below.items(), key=lambda found: found[1], default=(None, 0))
    return form if count > len(heads) / 2 else None


def _score(found: tuple[_State, _Trail]) -> float:
    return found[1].score


def _opened(state: _State, role: Role, value: int | None, *, body: bool) -> _State:
    """The state behind a heading: its own number counts on, those of lower levels begin anew."""
    counts, running = state.counts, state.running
    own = counts[role] if value is None else value
    lower: tuple[int | None, ...] = (None,) * (2 - role)
    if value is not None:
        running = (*running[:role], value, *running[role + 1 :])
    return _State(
        role + 1, (*counts[:role], own, *lower), running, 0, None, body=body, labelled=False
    )


def _listed(state: _State, form: Form, value: int) -> _State:
    level, counts, running, _, _, _, labelled = state
    return _State(level, counts, running, value, form, True, labelled)


def _told(state: _State) -> _State:
    return state if state.body else state._replace(body=True)


def _labelled(state: _State) -> _State:
    return state._replace(item=0, item_form=None, body=True, labelled=True)


def _text_step(state: _State, *, opens: bool) -> _Step:
    """Words without a number of their own; those right before the first label describe the problem."""
    gain = -0.2 if state.level == 1 else 0.0
    return gain, _told(state) if state.level >= 2 and not opens else state, Role.TEXT


def _sequence_gain(state: _State, role: Role, value: int | None) -> float:
    if value is None:
        return 0.0
    last = state.counts[role]
    if last is None:
        if value == 1:
            return 1.5
        return 1.2 if value == state.running[role] + 1 else -1.0
    step = value - last
    if step == 1:
        return 1.5
    if value == 1:
        return -2.0
    return _HEADING_STEPS.get(step, -1.5)


def _list_gain(state: _State, form: Form, value: int) -> float:
    if state.item_form is None:
        return 1.5 if value == 1 else -0.3
    if form is not state.item_form:
        return -2.2
    step = value - state.item
    if step == 1:
        return 1.5
    return -1.0 if value == 1 else _ITEM_STEPS.get(step, -0.7)


def _detail_gain(state: _State, form: Form, value: int) -> float:
    if state.item_form is None:
        return -1.0
    if form is not state.item_form:
        return 1.2
    return -1.5 if value == state.item + 1 else 0.0


# What steps other than to the next number are worth: doubled, one or two left out.
_HEADING_STEPS = {0: -0.7, 2: -0.3, 3: -0.8}
_ITEM_STEPS = {0: -0.2, 2: 0.0, 3: 0.0}
