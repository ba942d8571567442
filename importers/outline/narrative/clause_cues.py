"""What speaks in a clause for measure or outcome: cues of the tables `narrative` and `narrative_beginnings`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import any_of, cues, firsts, weights_of, word_weights
from importers.outline.narrative.clauses import Clause
from importers.outline.narrative.cue_index import CueIndex

_TABLE = "narrative"
_BEGINNINGS = "narrative_beginnings"
_FIRST = "_first"  # ends the name of a group that has a cue at the beginning of the clause
_JOINING = "并同时也还又再,"  # what a clause may begin with before its first word
# Signals that are patterns, not words.
_PATTERNS = {
    # "3月15日", "6月底", "20231120日"
    "day": re.compile(r"\d{1,2}月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬)?|\d{2,4}日"),
    # "2024年"
    "year": re.compile(r"(?:19|20)\d\d年(?!\d{1,2}月)"),
    # "46.2万元", "12户", "85%", "90余人"
    "count": re.compile(
        r"\d[余多]?[千万亿]{0,3}[余多]?(?:%|[A-Za-z㎡]|(?![年月日号级度时点分周届版期条])[一-鿿])"
        r"|\d[余多]?[期条](?!\w{0,9}规定)"
    ),
    # "三次", "两批"
    "spelt": re.compile(r"[一两二三四五六七八九十](?:次|场|期|轮|批|家|名|起|件|份|项)"),
    # "不少于16学时", "5000元以上", "每两年"
    "threshold": re.compile(
        r"(?:不少于|不低于|不超过|至少|每[一-鿿]{0,3}|超过|低于|高于|达不到|不足|满)[一二两三四五六七八九十\d]"
        r"|(?:\d|[一二两三四五六七八九十百千万])[一-鿿%]{0,3}(?:以上|以下|以内)(?!的?(?:[一-鿿]{1,4})?\d)"
    ),
    # "《……通知》"
    "document": re.compile(r"《[^》]{2,60}》"),
    # "52个项目……38.4万元"
    "figures": re.compile(
        r"\d[千万亿余多]{0,4}[一-鿿%].{0,80}\d[千万亿余多]{0,4}(?![年月日号])[一-鿿%]"
    ),
    # "对不达标的,"
    "condition": re.compile(r"(?<!目)的,\Z"),
    # "召开了"
    "perfect": re.compile(r"[一-鿿](?<![为除])了(?![解如])"),
}
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
# What something is done to, the verb of which comes behind the comma. Sample: "对尚未化解的38起纠纷,"
_UNDERGONE = re.compile(
    r"(?:对|就|针对)(?:(?!进行|开展|予以|给予|实行|实施|作出|完成|提出|加强)[^,])+,"
)
# Samples: "3月15日,", "2024年1月至6月,", "20231120日,"
_ONLY_DATE = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:度)?(?:\d{1,2}月)?(?:份|底|初|中下旬|中旬|上旬|下旬|以来)?(?:\d{1,4}日)?(?:[至到\-]\d{0,2}月?\d{0,4}日?)?(?:上午|下午)?,?"
)
_LONGEST_DATE = 24


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
    is_undergone = not clause.last and _UNDERGONE.fullmatch(words) is not None
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
        is_undergone or _is_only_date(words) or _index().begins_with(words, "leading")
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
    named |= {name for name, pattern in _PATTERNS.items() if pattern.search(words)}
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


def _is_only_date(words: str) -> bool:
    """Whether a clause is only a date. Sample: "2024年3月15日,"."""
    return len(words) <= _LONGEST_DATE and _ONLY_DATE.fullmatch(words) is not None


def _first_word(words: str) -> list[str]:
    """The word of the table of beginnings with which a clause begins, if any; the longer one first."""
    known = word_weights(_BEGINNINGS)
    return [words[:size] for size in (3, 2) if words[:size] in known][:1]


@cache
def _gains() -> dict[str, float]:
    first = {f"{name}{_FIRST}": gain for name, gain in firsts(_TABLE).items()}
    groups = {name for name, words in cues(_TABLE).items() if words} - _WITHOUT_GAIN
    needed = (*sorted(groups), *_PATTERNS, *_SIGNS)
    return {**word_weights(_BEGINNINGS), **weights_of(_TABLE, needed), **first}


@cache
def _doer() -> re.Pattern[str]:
    """Who acts, at the beginning of a clause. Samples: "局党组", "学校党委"."""
    places = "(?:[省市区县局镇乡村院校委我本该]|集团|街道|公司|学校|学院|医院){0,2}"
    return re.compile(rf"{places}(?:{any_of(cues(_TABLE)['doer'])})(?!的)")


@cache
def _index() -> CueIndex:
    return CueIndex(cues(_TABLE))
