"""A narrative to its two sides: which words are measure and which outcome, with how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from importers.cues import weights_of
from importers.outline.narrative.clause_cues import OVERRIDING, Signals, all_signals, gain_of
from importers.outline.narrative.clauses import Clause, clauses_in
from importers.outline.tree.drafts import Range, add_range

_TABLE = "narrative"
# What opens a demand or a standing practice behind a report of facts.
_ORDERS = frozenset(
    {
        "future",
        "future_first",
        "required",
        "required_inside",
        "required_inside_first",
        "rule",
        "rule_first",
        "standing_first",
        "continued",
    }
)
# What opens a report behind a promise.
_NEWS = frozenset({"now_first", "since_first", "done_first"})
# The gains tell sides well but are too sure of them: measured on notices that they were not fitted on.
SHARPNESS = 0.65


@dataclass(frozen=True, slots=True)
class Parts:
    """The two sides of a narrative, and how sure it is that the words of each belong there (0 where it has none)."""

    measure: list[Range]
    outcome: list[Range]
    measure_confidence: float
    outcome_confidence: float


def split_narrative(text: str, ranges: Sequence[Range]) -> Parts:
    """Tells what is required or planned from what was done, in the words at `ranges`."""
    clauses = [clause for start, end in ranges for clause in clauses_in(text, start, end)]
    signals = all_signals(text, clauses)
    gains = [gain_of(signal) for signal in signals]
    prices = switch_prices(clauses, signals)
    sides = best_sides(gains, prices)
    chances = outcome_chances(gains, prices)
    parts = Parts(
        [],
        [],
        _confidence(clauses, [1.0 - chance for chance in chances], [not side for side in sides]),
        _confidence(clauses, chances, sides),
    )
    for clause, outcome in zip(clauses, sides, strict=True):
        add_range(parts.outcome if outcome else parts.measure, clause.start, clause.end)
    return parts


def switch_prices(clauses: Sequence[Clause], signals: Sequence[Signals]) -> list[float]:
    """What it costs to change sides before each clause."""
    borders = switches(clauses, signals)
    given = weights_of(_TABLE, dict.fromkeys(borders))
    return [given[name] for name in borders]


def switches(clauses: Sequence[Clause], signals: Sequence[Signals]) -> list[str]:
    """The kind of border before each clause, by the name of its price."""
    found = ["switch_sentence"]
    demanding = False
    for at in range(1, len(clauses)):
        before = clauses[at - 1]
        demanding = not before.last and (demanding or signals[at - 1].has(OVERRIDING))
        found.append(
            "switch_sentence"
            if before.last
            else _border(signals[at - 1], signals[at], demanding=demanding)
        )
    return found


def _border(before: Signals, signal: Signals, *, demanding: bool) -> str:
    if before.leading:
        return "switch_leading"
    if signal.purpose:
        return "switch_purpose"
    if not _ORDERS.isdisjoint(signal.names):
        return "switch_order"
    if not _NEWS.isdisjoint(signal.names):
        return "switch_news"
    return "switch_demand" if demanding else "switch_clause"


def best_sides(gains: Sequence[float], prices: Sequence[float]) -> list[bool]:
    """The sides (True: outcome) that fit the gains best, where changing sides has its price."""
    measure = outcome = 0.0
    steps: list[tuple[bool, bool]] = []
    for at, gain in enumerate(gains):
        price = prices[at] if at else 0.0
        # Where both ways are equal the side before goes on.
        to_measure = outcome - price > measure
        to_outcome = outcome >= measure - price
        steps.append((to_measure, to_outcome))
        measure, outcome = (
            (outcome - price if to_measure else measure),
            (outcome if to_outcome else measure - price) + gain,
        )
    side = outcome > measure
    sides: list[bool] = []
    for to_measure, to_outcome in reversed(steps):
        sides.append(side)
        side = to_outcome if side else to_measure
    return sides[::-1]


def outcome_chances(gains: Sequence[float], prices: Sequence[float]) -> list[float]:
    """How likely each clause is outcome, all ways to tell the sides of the others counted by what they gain."""
    own = [gain * SHARPNESS for gain in gains]
    price = [cost * SHARPNESS for cost in prices]
    count = len(own)
    before = [(0.0, 0.0)] * count  # the worth of all ways up to a clause, with it on either side
    behind = [(0.0, 0.0)] * count
    for at in range(count):
        before[at] = (0.0, own[at])
        if at:
            measure, outcome = before[at - 1]
            before[at] = (
                _either(measure, outcome - price[at]),
                own[at] + _either(outcome, measure - price[at]),
            )
    for at in range(count - 2, -1, -1):
        measure, outcome = behind[at + 1][0], behind[at + 1][1] + own[at + 1]
        behind[at] = (
            _either(measure, outcome - price[at + 1]),
            _either(outcome, measure - price[at + 1]),
        )
    return [
        _chance(one[1] + other[1] - one[0] - other[0])
        for one, other in zip(before, behind, strict=True)
    ]


def _either(one: float, other: float) -> float:
    """The logarithm of the sum of what two logarithms stand for."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _chance(odds: float) -> float:
    return 0.5 + 0.5 * math.tanh(odds / 2)


def _confidence(
    clauses: Sequence[Clause], chances: Sequence[float], chosen: Sequence[bool]
) -> float:
    """Half by the mean over the signs of one side, half by its weakest clause; 0 where it has none."""
    own = [
        (chance, clause.end - clause.start)
        for clause, chance, belongs in zip(clauses, chances, chosen, strict=True)
        if belongs
    ]
    if not own:
        return 0.0
    mean = sum(chance * size for chance, size in own) / sum(size for _, size in own)
    return (mean + min(chance for chance, _ in own)) / 2
