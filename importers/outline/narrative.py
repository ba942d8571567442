"""Which words of a narrative are measure and which outcome, clause by clause, from the cue table `narrative`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from importers.cues import cues, weights
from importers.outline.clauses import Clause, clauses_in
from importers.outline.drafts import Range, add_range

# Samples: "2024年3月", "3月15日", "5月", "20231120日"
_DATE = re.compile(r"(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬)?|\d{2,4}日")
# A count of something done. Samples: "5次", "1200余人", "46.2万元"
_COUNT = re.compile(
    r"\d+(?:\.\d+)?[余多]?(?:万|亿)?(?:余)?(?:次|人|场|份|个|家|所|名|项|件|起|元|条|处|期|户|辆|套|篇|本|亩|公里|平方米|吨|台|座|宗|笔|节|轮|批|天|张|册|门|支|栋|幢|例|%)"
)
_DOCUMENT = re.compile(r"《[^》]{2,60}》")
_DATE_GAIN, _COUNT_GAIN, _DOCUMENT_GAIN = 1.6, 1.3, 0.9
_SWITCH_CLAUSE, _SWITCH_SENTENCE, _SWITCH_PURPOSE = 1.2, 0.3, 2.5
_START_GAIN = -0.2


@dataclass(frozen=True, slots=True)
class Parts:
    """The two sides of a narrative, and how sure the cut is."""

    measure: list[Range]
    outcome: list[Range]
    confidence: float


def split_narrative(text: str, ranges: Sequence[Range]) -> Parts:
    """Tells what is required or planned from what was done, in the words at `ranges`."""
    clauses = [clause for start, end in ranges for clause in clauses_in(text, start, end)]
    gains = [clause_gain(text, clause) for clause in clauses]
    purposes = [_is_purpose(text, clause) for clause in clauses]
    sides = _best_sides(clauses, gains, purposes)
    parts = Parts([], [], _confidence(gains, sides))
    for clause, outcome in zip(clauses, sides, strict=True):
        add_range(parts.outcome if outcome else parts.measure, clause.start, clause.end)
    return parts


def clause_gain(text: str, clause: Clause) -> float:
    """How much a clause speaks for outcome (above 0) or measure (below 0)."""
    words = text[clause.start : clause.end]
    gain = sum(weight for pattern, weight in _patterns() if pattern.search(words))
    if gain > -1.9:
        gain += _DATE_GAIN * bool(_DATE.search(words)) + _COUNT_GAIN * bool(_COUNT.search(words))
        gain += _DOCUMENT_GAIN * bool(_DOCUMENT.search(words))
    return gain


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], float], ...]:
    groups, given = cues("narrative"), weights("narrative")
    return tuple((_cue_pattern(groups[name]), weight) for name, weight in given.items() if weight)


@cache
def _purpose() -> re.Pattern[str]:
    return _cue_pattern(cues("narrative")["purpose"])


def _cue_pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(_cue_source(word) for word in sorted(words, key=lambda word: -len(word)))
    )


def _cue_source(word: str) -> str:
    anchored = word.startswith("^")
    source = re.escape(word.removeprefix("^")).replace("…", r"[^，,。;；:\n]{0,12}?")
    return rf"\A{source}" if anchored else source


def _is_purpose(text: str, clause: Clause) -> bool:
    return _purpose().match(text[clause.start : clause.end]) is not None


def _best_sides(
    clauses: Sequence[Clause], gains: Sequence[float], purposes: Sequence[bool]
) -> list[bool]:
    """The sides (True: outcome) that fit the gains best, where changing sides has its price."""
    totals = (-_START_GAIN, _START_GAIN)
    steps: list[tuple[int, int]] = []
    for at, gain in enumerate(gains):
        price = 0.0
        if at:
            price = _SWITCH_SENTENCE if clauses[at - 1].last else _SWITCH_CLAUSE
            if purposes[at] and not clauses[at - 1].last:
                price = _SWITCH_PURPOSE
        own = 0.0 if at and purposes[at] and not clauses[at - 1].last and abs(gain) < 1.4 else gain
        came = tuple(
            0 if totals[0] - price * (side != 0) >= totals[1] - price * (side != 1) else 1
            for side in (0, 1)
        )
        steps.append((came[0], came[1]))
        totals = (
            totals[came[0]] - price * (came[0] != 0) - own / 2,
            totals[came[1]] - price * (came[1] != 1) + own / 2,
        )
    side = 0 if totals[0] > totals[1] else 1
    sides: list[bool] = []
    for step in reversed(steps):
        sides.append(side == 1)
        side = step[side]
    return sides[::-1]


def _confidence(gains: Sequence[float], sides: Sequence[bool]) -> float:
    if not gains:
        return 0.0
    margin = sum(
        gain if outcome else -gain for gain, outcome in zip(gains, sides, strict=True)
    ) / len(gains)
    return 0.4 + 0.5 / (1.0 + math.exp(1.0 - 1.5 * margin))
