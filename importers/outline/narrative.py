"""Which words of a narrative are measure and which outcome, clause by clause, from the cue table `narrative`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import cues, weights, word_weights
from importers.outline.clauses import Clause, clauses_in
from importers.outline.drafts import Range, add_range

_TABLE = "narrative"
_BEGINNINGS = "narrative_beginnings"
_JOINING = "并同时也,"  # what a clause may begin with before its first word
# Signals that are patterns, not words. Samples: "3月15日", "20231120日"; "2024年"; "46.2万元"; "《……通知》"; "召开了"
_PATTERNS = {
    "day": re.compile(r"\d{1,2}月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬)?|\d{2,4}日"),
    "year": re.compile(r"(?:19|20)\d\d年(?!\d{1,2}月)"),
    "count": re.compile(
        r"(?<!\d)\d+(?:\.\d+)?[余多]?(?:万|亿)?余?(?:次|人|场|份|个|家|所|名|项|件|起|元|条|处|期|户|辆|套|篇|本|亩|公里|平方米|吨|台|座|宗|笔|节|轮|批|天|张|册|门|支|栋|幢|例|%)"
    ),
    "document": re.compile(r"《[^》]{2,60}》"),
    "figures": re.compile(r"\d.*\d"),
    "perfect": re.compile(r"[一-鿿](?<![为除])了(?![解如])"),
}
_SHORT, _LONG = 9, 30  # signs of a clause
_SHORT_LABEL = 16  # an opening sentence of so many signs is the label of its item
# What is still to come or asked of others stays so, whatever date, count or act is named with it.
_OVERRIDING = frozenset({"future", "required"})
_OVERRIDDEN = frozenset(
    {
        "now",
        "act_start",
        "act",
        "product",
        "result",
        "attended",
        "time",
        "fact",
        "day",
        "year",
        "count",
        "document",
        "figures",
    }
)
# What is only named as the thing that 将 or 把 puts somewhere.
_DATED = frozenset({"day", "year", "figures", "document", "count"})
_FINISHED = frozenset({"done", "perfect"})
_WORD_GROUPS_WITHOUT_GAIN = ("purpose", "leading")


@dataclass(frozen=True, slots=True)
class Parts:
    """The two sides of a narrative, and how sure the cut is."""

    measure: list[Range]
    outcome: list[Range]
    confidence: float


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks in a clause: names of groups of the cue table, and its first word where that is in the table of words.

    Attributes:
        purpose: whether it goes with the clause before it.
        leading: whether it goes with the clause behind it.
    """

    names: tuple[str, ...]
    purpose: bool
    leading: bool


def split_narrative(text: str, ranges: Sequence[Range]) -> Parts:
    """Tells what is required or planned from what was done, in the words at `ranges`."""
    clauses = [clause for start, end in ranges for clause in clauses_in(text, start, end)]
    signals = all_signals(text, clauses)
    gains = [gain_of(signal) for signal in signals]
    sides = best_sides(gains, switch_prices(clauses, signals))
    parts = Parts([], [], _confidence(gains, sides))
    for clause, outcome in zip(clauses, sides, strict=True):
        add_range(parts.outcome if outcome else parts.measure, clause.start, clause.end)
    return parts


def all_signals(text: str, clauses: Sequence[Clause]) -> list[Signals]:
    """What speaks in each clause of an item."""
    found = [signals_of(text, clause, first=at == 0) for at, clause in enumerate(clauses)]
    coming = False
    for at in range(len(clauses) - 1, -1, -1):
        coming = coming and not clauses[at].last
        if coming:
            found[at] = replace(found[at], names=(*found[at].names, "coming"))
        coming = coming or not _FINISHED.isdisjoint(found[at].names)
    return found


def signals_of(text: str, clause: Clause, *, first: bool = False) -> Signals:
    """What speaks in a clause; `first` for the one that opens an item."""
    words = text[clause.start : clause.end]
    names = [name for name, pattern in _patterns() if pattern.search(words)]
    short = (
        first
        and clause.last
        and len(words) <= _SHORT_LABEL
        and not _PATTERNS["count"].search(words)
    )
    if _OVERRIDING.intersection(names):
        names = [name for name in names if name not in _OVERRIDDEN]
    elif "means" in names:
        names = [name for name in names if name not in _DATED]
    names += ["short_label"] if short else []
    names += [] if names else ["plain"]
    names.append("short" if len(words) < _SHORT else "long" if len(words) > _LONG else "middling")
    beginning = words.lstrip(_JOINING)[:2]
    names += [beginning] if beginning in word_weights(_BEGINNINGS) else []
    purpose = _groups()["purpose"].match(words) is not None
    leading = not clause.last and (
        _groups()["leading"].match(words) is not None
        or _is_circumstance(words)
        or _OBJECT.fullmatch(words) is not None
    )
    return Signals(tuple(names), purpose and not first, leading)


def gain_of(signals: Signals) -> float:
    """How much a clause speaks for outcome (above 0) or measure (below 0)."""
    given, words = weights(_TABLE), word_weights(_BEGINNINGS)
    return sum(given[name] if name in given else words[name] for name in signals.names)


def switch_prices(clauses: Sequence[Clause], signals: Sequence[Signals]) -> list[float]:
    """What it costs to change sides before each clause."""
    return [weights(_TABLE)[name] for name in switches(clauses, signals)]


def switches(clauses: Sequence[Clause], signals: Sequence[Signals]) -> list[str]:
    """The kind of border before each clause, by the name of its price."""
    found = ["switch_sentence"]
    demanding = False
    for at in range(1, len(clauses)):
        before = clauses[at - 1]
        demanding = not before.last and (
            demanding or not _OVERRIDING.isdisjoint(signals[at - 1].names)
        )
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


def _is_circumstance(words: str) -> bool:
    """Whether a clause is only a date. Sample: "2024年3月15日,"."""
    return len(words) <= 24 and _ONLY_DATE.fullmatch(words) is not None


# What something is done to, the verb of which comes behind the comma. Sample: "对尚未化解的38起纠纷,"
_OBJECT = re.compile(
    r"(?:对|就|针对)(?:(?!进行|开展|予以|给予|实行|实施|作出|完成|提出|加强)[^,])+,"
)
# Samples: "3月15日,", "2024年1月至6月,", "20231120日,"
_ONLY_DATE = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:度)?(?:\d{1,2}月)?(?:份|底|初|中下旬|中旬|上旬|下旬|以来)?(?:\d{1,4}日)?(?:[至到\-]\d{0,2}月?\d{0,4}日?)?(?:上午|下午)?,?"
)


@cache
def _groups() -> dict[str, re.Pattern[str]]:
    return {name: _cue_pattern(words) for name, words in cues(_TABLE).items() if words}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = [
        (name, pattern)
        for name, pattern in _groups().items()
        if name not in _WORD_GROUPS_WITHOUT_GAIN
    ]
    return (*words, *_PATTERNS.items())


def _cue_pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(_cue_source(word) for word in sorted(words, key=lambda word: -len(word)))
    )


def _cue_source(word: str) -> str:
    anchored = word.startswith("^")
    source = re.escape(word.removeprefix("^")).replace("……", r"[^,。;:\n]{0,30}?")
    return rf"\A{source}" if anchored else source


def _confidence(gains: Sequence[float], sides: Sequence[bool]) -> float:
    if not gains:
        return 0.0
    margin = sum(
        gain if outcome else -gain for gain, outcome in zip(gains, sides, strict=True)
    ) / len(gains)
    return 0.4 + 0.5 / (1.0 + math.exp(1.0 - 1.5 * margin))
