"""What speaks in a clause for measure or outcome: cues of the tables `narrative` and `narrative_beginnings`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import any_word, cues, firsts, weights_of, word_weights
from importers.outline.narrative.clause_forms import form_signals, is_only_date
from importers.outline.narrative.clauses import Clause
from importers.outline.narrative.cue_index import CueIndex

_TABLE = "narrative"
_BEGINNINGS = "narrative_beginnings"
_FIRST = "_first"  # ends the name of a group that has a cue at the beginning of the clause
_JOINING = "并同时也还又再,"  # what a clause may begin with before its first word
# Signals of the place and the form of a clause.
_SIGNS = (
    *("short_label", "plain", "undergone", "short", "middling", "long"),
    *("bare", "opening", "fact_before", "fact_behind"),
)
_SHORT, _LONG = 9, 30  # signs of a clause
_SHORT_LABEL = 16  # an opening sentence of so many signs is the label of its item
_ACTS = frozenset({"issue", "meet", "discipline", "money", "people", "start"})
# What is still to come or asked of others stays so, whatever date, count or act is named with it.
OVERRIDING = frozenset({"future", "required", "required_inside", "rule"})
_OVERRIDDEN = _ACTS | {
    "now",
    "since",
    "sums",
    "build",
    "check",
    "product",
    "result",
    "fact",
    "day",
    "year",
    "count",
    "document",
    "figures",
    "again",
    "spelt",
}
# What is only named as the thing that 将 or 把 puts somewhere, or as a line that is drawn.
_DATED = frozenset({"day", "year", "figures", "document", "count", "spelt"})
# What a report of facts has: a sentence without any of it reports none.
_FACTUAL = _ACTS | {
    "done",
    "perfect",
    "count",
    "day",
    "document",
    "sums",
    "result",
    "now",
    "since",
}
# What says nothing of its own in a clause of purpose or effect.
_VAGUE = frozenset({"general", "establish", "object", "check", "standing"})
_WITHOUT_GAIN = frozenset({"purpose", "leading", "doer"})


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks in a clause.

    Attributes:
        names: groups of the cue table with a cue in the clause, ending in `_first` where it begins with one that
            counts differently there; patterns; and its first word where that is in the table of beginnings.
        purpose: whether it goes with the clause before it.
        leading: whether it goes with the clause behind it.
    """

    names: tuple[str, ...]
    purpose: bool
    leading: bool

    def has(self, groups: Collection[str]) -> bool:
        """Whether a cue of any of these groups is in the clause, wherever it stands."""
        return any(name.removesuffix(_FIRST) in groups for name in self.names)


def all_signals(text: str, clauses: Sequence[Clause]) -> list[Signals]:
    """What speaks in each clause of an item."""
    found: list[Signals] = []
    for start, end in _sentences(clauses):
        own = [
            _signals(text, clauses[at], opens_item=at == 0, opens_sentence=at == start)
            for at in range(start, end)
        ]
        found += _with_sentence(own, opens_item=start == 0)
    return found


def gain_of(signals: Signals) -> float:
    """How much a clause speaks for outcome (above 0) or measure (below 0)."""
    return sum(_gains()[name] for name in signals.names)


def _sentences(clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, clause in enumerate(clauses):
        if clause.last or at == len(clauses) - 1:
            yield start, at + 1
            start = at + 1


def _with_sentence(own: Sequence[Signals], *, opens_item: bool) -> Iterator[Signals]:
    """The signals of the clauses of a sentence, with what the rest of it says of each."""
    factual = [signal.has(_FACTUAL) for signal in own]
    first = factual.index(True) if True in factual else len(own)
    last = len(own) - 1 - factual[::-1].index(True) if True in factual else -1
    for at, signal in enumerate(own):
        around = {
            "bare": last < 0,
            "opening": opens_item,
            "fact_before": first < at,
            "fact_behind": last > at,
        }
        goes_along = signal.purpose and at > 0
        extra = () if goes_along else tuple(name for name, holds in around.items() if holds)
        yield replace(signal, names=signal.names + extra)


def _signals(text: str, clause: Clause, *, opens_item: bool, opens_sentence: bool) -> Signals:
    words = text[clause.start : clause.end]
    start = _beginning(words)
    is_undergone = not clause.last and _undergone().fullmatch(words) is not None
    named, begins = (["undergone"], set()) if is_undergone else _named(words, start)
    purpose = not opens_item and _index().begins_with(words, "purpose")
    names = _telling(named)
    if opens_item and clause.last and len(words) <= _SHORT_LABEL and _FACTUAL.isdisjoint(named):
        names.append("short_label")
    if purpose and not opens_sentence:
        names = [name for name in names if name not in _VAGUE]
    else:
        names += [] if names else ["plain"]
        names.append(_length(words))
    leading = not clause.last and (
        is_undergone or is_only_date(words) or _index().begins_with(words, "leading")
    )
    placed = [f"{name}{_FIRST}" if name in begins else name for name in names]
    return Signals((*placed, *_first_word(words[start:])), purpose, leading)


def _beginning(words: str) -> int:
    """Where a clause begins when the one who acts and joining words are left out."""
    doer = _doer().match(words)
    start = doer.end() if doer else 0
    return len(words) - len(words[start:].lstrip(_JOINING))


def _named(words: str, start: int) -> tuple[list[str], set[str]]:
    """The groups and patterns found in a clause, and those of them that count differently as its beginning."""
    found, begins = _index().found_in(words, start)
    named = found - _WITHOUT_GAIN
    named |= {name for name, form in form_signals().items() if form.search(words)}
    return sorted(named), begins & firsts(_TABLE).keys()


def _telling(names: Sequence[str]) -> list[str]:
    """The groups without those that another one makes say nothing."""
    silent: set[str] = set()
    if "threshold" in names or "means" in names:
        silent |= _DATED
    if "required" in names:
        silent.add("required_inside")
    if not OVERRIDING.isdisjoint(names):
        silent |= _OVERRIDDEN
    return [name for name in names if name not in silent]


def _length(words: str) -> str:
    return "short" if len(words) < _SHORT else "long" if len(words) > _LONG else "middling"


def _first_word(words: str) -> list[str]:
    """The word of the table of beginnings with which a clause begins, if any; the longer one first."""
    known = word_weights(_BEGINNINGS)
    return [words[:size] for size in (3, 2) if words[:size] in known][:1]


@cache
def _gains() -> dict[str, float]:
    first = {f"{name}{_FIRST}": gain for name, gain in firsts(_TABLE).items()}
    groups = {name for name, words in cues(_TABLE).items() if words} - _WITHOUT_GAIN
    needed = (*sorted(groups), *form_signals(), *_SIGNS)
    return {**word_weights(_BEGINNINGS), **weights_of(_TABLE, needed), **first}


@cache
def _doer() -> re.Pattern[str]:
    """Who acts, at the beginning of a clause. Samples: "局党组", "学校党委"."""
    place = any_word("clauses", "of_place")
    return re.compile(rf"{place}{{0,2}}{any_word(_TABLE, 'doer')}(?!的)")


@cache
def _undergone() -> re.Pattern[str]:
    # What something is done to, the verb of which comes behind the comma. Sample: "对尚未化解的38起纠纷,"
    return re.compile(rf"(?:对|就|针对)(?:(?!{any_word('clauses', 'done_to')})[^,])+,")


@cache
def _index() -> CueIndex:
    return CueIndex(cues(_TABLE))
