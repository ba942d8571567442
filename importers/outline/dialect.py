"""What the marks mean in this document: the reading of the whole that explains most of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.outline.features import Feature
from importers.outline.hypotheses import HEADINGS, Hypothesis, Role, custom_score, hypotheses
from importers.outline.search import Assignment, Search
from importers.outline.segments import SegmentKind

_TRIED = 3
_CUSTOM_WEIGHT = 3.0
_PREFIX = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """The chosen reading of a region.

    Attributes:
        roles: one for each segment.
        confidence: how well it explains the document, and how far it is ahead of the next one; 0 to 1.
    """

    hypothesis: Hypothesis
    roles: tuple[Role, ...]
    confidence: float


def infer(features: Sequence[Feature]) -> Dialect | None:
    """The dialect of a region, or None where no mark could be a heading."""
    guesses = hypotheses(features)[:_TRIED]
    if not guesses:
        return None
    tried = [Search(guess, features[:_PREFIX]).run() for guess in guesses]
    best = max(tried, key=_worth)
    if len(features) > _PREFIX:
        best = Search(best.hypothesis, features).run()
    return Dialect(best.hypothesis, best.roles, _confidence(features, best, tried))


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
    others = [found.score for found in tried if found.hypothesis != best.hypothesis]
    lead = (best.score - max(others)) / max(1.0, abs(best.score)) if others else 1.0
    return round(max(0.1, min(1.0, 0.45 + 0.2 * mean + 0.5 * min(lead, 0.3))), 3)
