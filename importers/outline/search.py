"""The best reading of a region under one hypothesis: a beam search over the roles of its segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.outline.features import Feature
from importers.outline.hypotheses import FAULT_AS_ASPECT, HEADINGS, Hypothesis, Role
from importers.outline.labels import BODY_LABELS, LabelKind
from importers.outline.marks import Form, Mark
from importers.outline.segments import SegmentKind

_WIDTH = 5


@dataclass(frozen=True, slots=True)
class _State:
    """A partial reading.

    Attributes:
        level: the deepest open heading, 0 for none, else role + 1.
        counts: the last number of each heading level under its parent, None where it has to begin anew.
        running: the last number of each heading level in the document.
        item: the last number of the open list, 0 for none.
        item_form: the form of the open list.
        body: whether the open problem has a label, an item or text below it.
        labelled: whether a label of measures or outcomes is open.
    """

    score: float
    level: int
    counts: tuple[int | None, int | None, int | None]
    running: tuple[int, int, int]
    item: int
    item_form: Form | None
    body: bool
    labelled: bool
    role: Role
    before: _State | None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.level, self.counts, self.item, self.item_form, self.body, self.labelled)


_START = _State(
    0.0,
    0,
    (None, None, None),
    (0, 0, 0),
    0,
    None,
    body=True,
    labelled=False,
    role=Role.TEXT,
    before=None,
)


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
        self._opened = any(feature.opens for feature in features)

    def run(self) -> Assignment:
        """The roles that explain the segments best."""
        beam = [_START]
        for feature in self._features:
            grown: dict[tuple[object, ...], _State] = {}
            for state in beam:
                for following in self._steps(state, feature):
                    known = grown.get(following.key)
                    if known is None or following.score > known.score:
                        grown[following.key] = following
            beam = sorted(grown.values(), key=lambda state: -state.score)[:_WIDTH]
        best = beam[0]
        path = _path(best)
        roles = tuple(state.role for state in path)
        before = [0.0, *(state.score for state in path)]
        gains = tuple(after - last for last, after in pairwise(before))
        return Assignment(self._hypothesis, roles, best.score, gains)

    def _steps(self, state: _State, feature: Feature) -> Iterator[_State]:
        kind = feature.segment.kind
        if kind is SegmentKind.LABEL:
            yield from self._label_steps(state, feature)
        elif kind is SegmentKind.MARK:
            yield from self._mark_steps(state, feature)
        else:
            yield from self._plain_steps(state, feature)

    # Marks

    def _mark_steps(self, state: _State, feature: Feature) -> Iterator[_State]:
        mark = feature.segment.marks[0]
        for role in self._levels:
            gain = self._heading_gain(state, feature, mark, role)
            if gain > -5.0:
                yield self._opened_heading(state, role, mark.value, gain, body=feature.rest)
        if mark.form is Form.LEAD:
            yield from self._text_steps(state, feature)
            return
        yield self._item_step(state, feature, mark)
        yield self._detail_step(state, feature, mark)

    def _heading_gain(self, state: _State, feature: Feature, mark: Mark, role: Role) -> float:
        gain = self._form_gain(feature, mark, role) + _sequence_gain(state, role, mark.value)
        gain += self._content_gain(feature, role) + self._place_gain(state, role)
        return gain

    def _form_gain(self, feature: Feature, mark: Mark, role: Role) -> float:
        owner = self._hypothesis.role_of(mark.form)
        gain = 2.0 if owner is role else -3.0 if owner is not None else -2.5
        if not feature.segment.at_start and not feature.opens:
            gain -= 2.0
        return gain

    def _content_gain(self, feature: Feature, role: Role) -> float:
        traits = feature.traits
        if role is Role.ASPECT:
            return max(traits.aspect, FAULT_AS_ASPECT * traits.problem) - 1.5 * feature.opens
        gain = traits.problem - 0.5 * traits.action
        if role is self._hypothesis.lowest and self._opened:
            gain += 2.5 if feature.opens else -1.5
        elif feature.opens:
            gain += 1.0
        return gain

    def _place_gain(self, state: _State, role: Role) -> float:
        gain = 0.0
        if role is Role.SUB_PROBLEM and state.level == 0:
            gain -= 2.0
        missing = role > 0 and self._has[role - 1] and state.level < role
        gain -= 1.5 * missing
        if not state.body and state.level > role:
            gain -= 1.2
        return gain

    def _opened_heading(
        self, state: _State, role: Role, value: int | None, gain: float, *, body: bool
    ) -> _State:
        counts = list(state.counts)
        running = list(state.running)
        if value is not None:
            counts[role], running[role] = value, value
        for lower in range(role + 1, 3):
            counts[lower] = None
        return _State(
            state.score + gain,
            role + 1,
            (counts[0], counts[1], counts[2]),
            (running[0], running[1], running[2]),
            0,
            None,
            body=body,
            labelled=False,
            role=role,
            before=state,
        )

    def _item_step(self, state: _State, feature: Feature, mark: Mark) -> _State:
        owner = self._hypothesis.role_of(mark.form)
        gain = 1.0 if owner is None else -0.5 if state.labelled else -2.0
        gain += (
            feature.traits.action
            - 0.7 * max(feature.traits.problem, 0.0)
            - 1.0 * max(feature.traits.aspect, 0.0)
        )
        gain += _list_gain(state, mark)
        if feature.opens:
            gain -= 3.0
        if state.level < 2:
            gain -= 3.5
        if not feature.segment.at_start and not feature.opens:
            gain += 0.5
        return _State(
            state.score + gain,
            state.level,
            state.counts,
            state.running,
            mark.value or 0,
            mark.form,
            body=True,
            labelled=state.labelled,
            role=Role.ITEM,
            before=state,
        )

    def _detail_step(self, state: _State, feature: Feature, mark: Mark) -> _State:
        gain = -0.2
        if state.item_form is None:
            gain -= 1.0
        elif mark.form is not state.item_form:
            gain += 1.2
        elif mark.value == state.item + 1:
            gain -= 1.5
        if feature.segment.at_start:
            gain -= 2.0 if self._hypothesis.role_of(mark.form) is not None else 1.0
        if feature.opens:
            gain -= 3.0
        return _kept(state, Role.DETAIL, gain, body=True)

    # Plain paragraphs and labels

    def _plain_steps(self, state: _State, feature: Feature) -> Iterator[_State]:
        yield from self._text_steps(state, feature)
        if feature.length > 90 and not feature.opens:
            return
        for role in self._levels:
            gain = self._plain_heading_gain(state, feature, role)
            if gain > 0.0:
                yield self._opened_heading(state, role, None, gain, body=feature.rest)

    def _text_steps(self, state: _State, feature: Feature) -> Iterator[_State]:
        """Words without a number of their own; those right before the first label describe the problem."""
        told = state.level >= 2 and not feature.opens
        yield _kept(state, Role.TEXT, -0.2 if state.level == 1 else 0.0, body=told or state.body)

    def _plain_heading_gain(self, state: _State, feature: Feature, role: Role) -> float:
        """For a heading that has lost its number, or a level that is written without."""
        if role is Role.ASPECT:
            return feature.traits.aspect - 1.0 if self._has[0] and state.level != 1 else -1.0
        missing = self._has[role] and state.level <= role and not state.body
        below = (
            HEADINGS[role + 1 :] and self._hypothesis.form_of(HEADINGS[role + 1])
            if role < 2
            else None
        )
        leads = below is not None and feature.before is below
        gain = feature.traits.problem - 1.5 + 1.5 * (missing and leads)
        if role is self._hypothesis.lowest:
            gain += 1.5 * feature.opens if state.body else 0.5 * feature.opens - 0.5
        return gain

    def _label_steps(self, state: _State, feature: Feature) -> Iterator[_State]:
        label = feature.segment.label
        assert label is not None
        body_label = label.kind in BODY_LABELS
        if label.kind is LabelKind.PROBLEM and state.body:
            lowest = Role.PROBLEM if self._hypothesis.lowest is None else self._hypothesis.lowest
            yield self._opened_heading(state, lowest, None, 1.0, body=False)
        gain = -2.0 if body_label and state.level < 2 else 0.0
        if not body_label:
            yield _kept(state, Role.LABEL, gain, body=state.body)
            return
        yield _State(
            state.score + gain,
            state.level,
            state.counts,
            state.running,
            0,
            None,
            body=True,
            labelled=True,
            role=Role.LABEL,
            before=state,
        )


def _kept(state: _State, role: Role, gain: float, *, body: bool) -> _State:
    return _State(
        state.score + gain,
        state.level,
        state.counts,
        state.running,
        state.item,
        state.item_form,
        body=body,
        labelled=state.labelled,
        role=role,
        before=state,
    )


def _sequence_gain(state: _State, role: Role, value: int | None) -> float:
    if value is None:
        return 0.0
    last, running = state.counts[role], state.running[role]
    if last is None:
        if value == 1:
            return 1.5
        return 1.2 if value == running + 1 else -1.0
    step = value - last
    if step == 1:
        return 1.5
    if value == 1:
        return -2.0
    return {0: -0.7, 2: -0.3, 3: -0.8}.get(step, -1.5)


def _list_gain(state: _State, mark: Mark) -> float:
    value = mark.value or 0
    if state.item_form is None:
        return 1.5 if value == 1 else -0.3
    if mark.form is not state.item_form:
        return -1.2
    step = value - state.item
    if step == 1:
        return 1.5
    return -1.0 if value == 1 else {0: -0.2, 2: 0.0, 3: 0.0}.get(step, -0.7)


def _path(state: _State) -> list[_State]:
    path: list[_State] = []
    at: _State | None = state
    while at is not None and at.before is not None:
        path.append(at)
        at = at.before
    return path[::-1]
