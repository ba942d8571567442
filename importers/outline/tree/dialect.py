"""Features to the dialect of the document: the hypothesis that explains most of it, with its roles and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.outline.numbering.segments import SegmentKind
from importers.outline.tree.features import Feature
from importers.outline.tree.hypotheses import HEADINGS, Hypothesis, Role, custom_score, hypotheses
from importers.outline.tree.role_search import Assignment, Search
from importers.outline.words.labels import LabelKind

_TRIED = 3
_CUSTOM_WEIGHT = 3.0
_GOOD_MEAN = 2.5  # what a mark adds to the score in a document that reads smoothly
_PREFIX = 150


@dataclass(frozen=True, slots=True)
class Dialect:
    """The chosen reading of a region.

    Attributes:
        roles: one for each segment.
        sure: how sure each of them is, 0 to 1.
        confidence: how well it explains the document, and how far it is ahead of the next one; 0 to 1.
    """

    hypothesis: Hypothesis
    roles: tuple[Role, ...]
    sure: tuple[float, ...]
    confidence: float

    def part(self, start: int, end: int) -> Dialect:
        """The same for some of the segments."""
        return replace(self, roles=self.roles[start:end], sure=self.sure[start:end])


def infer(features: Sequence[Feature]) -> Dialect | None:
    """The dialect of a region, or None where no mark could be a heading."""
    guesses = hypotheses(features)[:_TRIED]
    if not guesses and any(_names_problem(feature) for feature in features):
        guesses = [Hypothesis(())]
    if not guesses:
        return None
    tried = [Search(guess, features[:_PREFIX]).run() for guess in guesses]
    best = max(tried, key=_worth)
    if len(features) > _PREFIX:
        best = Search(best.hypothesis, features).run()
    sure = tuple(_sureness(gain) for gain in best.gains)
    return Dialect(best.hypothesis, best.roles, sure, _confidence(features, best, tried))


def _names_problem(feature: Feature) -> bool:
    """Whether a label such as 整改任务： names the problem, in a document that numbers none."""
    label = feature.segment.label
    return label is not None and label.kind is LabelKind.PROBLEM


def _sureness(gain: float) -> float:
    """How sure a single role is, by what it adds to the score: 0.5 to 1."""
    return round(max(0.5, min(1.0, 0.6 + 0.1 * gain)), 3)


def _worth(found: Assignment) -> float:
    return found.score + _CUSTOM_WEIGHT * custom_score(found.hypothesis)


def _confidence(
    features: Sequence[Feature], best: Assignment, tried: Sequence[Assignment]
) -> float:
    marks = sum(
        feature.segment.kind is SegmentKind.MARK and feature.segment.at_start
        for feature in features
    )
    headings = sum(role in HEADINGS for role in best.roles)
    if not marks and not headings:
        return 0.0
    mean = best.score / max(1, marks)
    others = [_worth(found) for found in tried if found.hypothesis != best.hypothesis]
    lead = (_worth(best) - max(others)) / max(1.0, abs(best.score)) if others else 1.0
    explained = max(0.0, min(1.0, mean / _GOOD_MEAN))
    return round(0.3 + 0.6 * explained + 0.1 * max(0.0, min(1.0, lead / 0.1)), 3)
