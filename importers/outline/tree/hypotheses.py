"""Features to hypotheses: which form of mark may be which level, the most promising first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import combinations, pairwise, product

from importers.outline.numbering.segments import SegmentKind
from importers.outline.tree.features import Feature
from importers.outline.words.forms import TOP_FORMS, Form, nesting


class Role(IntEnum):
    """What a segment is."""

    ASPECT = 0
    PROBLEM = 1
    SUB_PROBLEM = 2
    ITEM = 3
    DETAIL = 4
    TEXT = 5
    LABEL = 6


HEADINGS = (Role.ASPECT, Role.PROBLEM, Role.SUB_PROBLEM)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The forms of the heading levels of a document; a level that it does not have is absent.

    Attributes:
        named: whether the headings of the top level are called 方面, in whatever form they are numbered.
    """

    forms: tuple[tuple[Role, Form], ...]
    named: bool = False

    def form_of(self, role: Role) -> Form | None:
        """The form of a level, or None."""
        return next((form for found, form in self.forms if found is role), None)

    def role_of(self, form: Form) -> Role | None:
        """The heading level that is written in `form`, or None."""
        return next((role for role, found in self.forms if found is form), None)

    @property
    def lowest(self) -> Role | None:
        """The lowest heading level."""
        return self.forms[-1][0] if self.forms else None


@dataclass(slots=True)
class FormStatistics:
    """What is known of all marks of one form that may be headings.

    Attributes:
        leads: how many of them stand right above a number of another form that begins anew, as headings do.
    """

    count: int = 0
    aspect: float = 0.0
    as_aspect: float = 0.0
    problem: float = 0.0
    action: float = 0.0
    opens: int = 0
    leads: int = 0
    values: list[int] = field(default_factory=list)

    def mean(self, total: float) -> float:
        """`total` for one mark."""
        return total / self.count if self.count else 0.0


_MOST_FORMS = 5
_SAMPLE = 400
_ASPECT = 0.8  # from which on a line without a number may be an aspect
_SHORT = 40
_HOPELESS_BEHIND = 4.0  # a reading that promises so much less is not tried


def hypotheses(features: Sequence[Feature]) -> list[Hypothesis]:
    """The readings worth trying, the most promising first."""
    statistics = form_statistics(features[:_SAMPLE])
    labelled = any(found.opens for found in statistics.values())
    forms = list(statistics)[:_MOST_FORMS]
    guesses = [_with_name(guess, statistics) for guess in _guesses(forms)]
    ranked = [(_promise(guess, statistics, labelled=labelled), guess) for guess in guesses]
    ranked.sort(key=lambda found: -found[0])
    return [guess for promise, guess in ranked if promise > ranked[0][0] - _HOPELESS_BEHIND]


def form_statistics(features: Sequence[Feature]) -> dict[Form, FormStatistics]:
    """The statistics of the forms, in the order of their first mark; marks inside paragraphs count as items only."""
    found: dict[Form, FormStatistics] = {}
    for feature in features:
        segment = feature.segment
        if feature.form is Form.MEASURE:
            continue
        heads = segment.kind is SegmentKind.MARK and (feature.at_start or feature.opens)
        if not heads and feature.form is not Form.FIELD and not _is_bare_aspect(feature):
            continue
        entry = found.setdefault(feature.form, FormStatistics())
        entry.count += 1
        entry.aspect += feature.traits.aspect
        entry.as_aspect += feature.traits.as_aspect
        entry.problem += feature.traits.problem
        entry.action += feature.traits.action
        entry.opens += feature.opens
        entry.leads += feature.anew and feature.before is not feature.form
        entry.values.append(segment.mark.value or 0 if segment.mark else 0)
    return found


def _is_bare_aspect(feature: Feature) -> bool:
    """Whether a line without a number names an aspect, and numbers or cards follow."""
    if feature.over_card:
        return True
    plain = feature.segment.kind is SegmentKind.PLAIN
    if not plain or feature.rest or feature.before is None:
        return False
    return feature.traits.aspect > _ASPECT and feature.length <= _SHORT


def _guesses(forms: Sequence[Form]) -> Iterator[Hypothesis]:
    numbered = [form for form in forms if form is not Form.PLAIN]
    tops = [form for form in forms if form is Form.PLAIN]
    for form in numbered:
        yield Hypothesis(((Role.PROBLEM, form),))
    for upper, lower in [*combinations(numbered, 2), *product(tops, numbered)]:
        yield Hypothesis(((Role.ASPECT, upper), (Role.PROBLEM, lower)))
        if upper is not Form.PLAIN:
            yield Hypothesis(((Role.PROBLEM, upper), (Role.SUB_PROBLEM, lower)))
    below = [(top, *lower) for top in tops for lower in combinations(numbered, 2)]
    for top, middle, low in [*combinations(numbered, 3), *below]:
        yield Hypothesis(((Role.ASPECT, top), (Role.PROBLEM, middle), (Role.SUB_PROBLEM, low)))


def _with_name(guess: Hypothesis, statistics: dict[Form, FormStatistics]) -> Hypothesis:
    top = statistics[guess.forms[0][1]]
    return replace(guess, named=top.mean(top.aspect) > _ASPECT)


def _promise(guess: Hypothesis, statistics: dict[Form, FormStatistics], *, labelled: bool) -> float:
    """A quick estimate of how well a hypothesis explains the marks of the document."""
    score = 0.0
    for form, entry in statistics.items():
        role = guess.role_of(form)
        weight = min(entry.count, 30) ** 0.5
        score += weight * _fit(role, entry, lowest=role is guess.lowest, labelled=labelled)
    counts = [statistics[form].count for _, form in guess.forms]
    thinning = sum(lower < 0.4 * upper for upper, lower in pairwise(counts))
    return score + custom_score(guess) - 2.0 * thinning


def _fit(role: Role | None, entry: FormStatistics, *, lowest: bool, labelled: bool) -> float:
    aspect, problem, action = (
        entry.mean(part) for part in (entry.aspect, entry.problem, entry.action)
    )
    opens = entry.mean(entry.opens)
    if role is None:
        return action - problem - 3.0 * opens - 2.0 * entry.mean(entry.leads)
    if role is Role.ASPECT:
        return entry.mean(entry.as_aspect) + 0.2 - opens - 0.5 * (entry.count == 1)
    fit = problem - 0.5 * action - 0.3 * max(aspect, 0.0)
    if labelled:
        fit += 2.0 * (opens - 0.4) if lowest else -0.5 * opens
    return fit


def custom_score(guess: Hypothesis) -> float:
    """Custom of official writing: which forms stand above which, and which level is written how."""
    places = [nesting(form) for _, form in guess.forms]
    pairs = [0.6 if upper < lower else -0.8 for upper, lower in pairwise(places)]
    score = sum(pairs) / len(pairs) if pairs else 1.0
    if not guess.forms:
        return 0.0
    top_role, top_form = guess.forms[0]
    high = guess.named or top_form in TOP_FORMS or guess.role_of(Form.DEEP_COMPOUND) is not None
    if top_role is Role.ASPECT:
        score += 0.8 if high or top_form is Form.PLAIN else -0.8
    elif len(guess.forms) > 1:
        score += -1.0 if high else 0.8
    return score
