"""Words to what they sound like: a heading over several problems, a problem, something done or to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from importers.cues import any_of, any_word, group, pattern
from importers.outline.words.numerals import CHINESE

_TABLE = "wording"
_FAULT_AS_ASPECT = 0.7
_LOOK = 240  # signs of a segment that are looked at
# Where a quotation ends with its clause and no other one follows. Samples: "”,", "”:"
_CLAUSE_END = re.compile(r"”[,:](?!“)")
_TOPIC_TAIL = re.compile(r"[。:;,.]?")
_LONGEST_TOPIC = 120
# The end of a heading without number. Samples: "……的问题。", "……”问题", "……方面问题:"
_NAMED = re.compile(r"[^\d个项条类的些]的?(?:问题|方面)(?:的?整改(?:落实|进展)?情况)?[。:,]?$")
# A total, which no single problem is. Sample: "针对反馈的3个方面、13个问题"
_COUNTED_TOPIC = re.compile(rf"(?:\d|[{CHINESE}])(?:个|项|条|类|大)")
_LONGEST_ASPECT = 90
_LONGEST_FAULT = 24  # behind a quotation
_OPEN, _CLOSE = "“‘《(", "”’》)"


@dataclass(frozen=True, slots=True)
class Traits:
    """How well some words fit a role, each from about -1 (not at all) to 2 (surely).

    Attributes:
        named: whether they name a problem outright (关于……的问题).
    """

    aspect: float
    problem: float
    action: float
    named: bool = False

    @property
    def as_aspect(self) -> float:
        """How well they do for an aspect: some notices write those as faults, too, but hardly as 关于……的问题."""
        return max(self.aspect, 0.0 if self.named else _FAULT_AS_ASPECT * self.problem)


@cache
def _fault() -> re.Pattern[str]:
    # A fault at the end of a clause, or 未/没有/无 anywhere. Sample: "学习制度落实不到位。"
    ends = any_of(word for word in group(_TABLE, "fault") if len(word) > 1)
    at_end = rf"(?:{ends})[了的]?(?=[,。;:、”’'问(\n]|$|等|现象|情况)"
    denied = r"未[一-鿿]|没有|无[一-鿿]{2}|不[一-鿿]{1,3}(?=[,。;”、问]|$)"
    return re.compile(f"{at_end}|{denied}")


@cache
def _action() -> re.Pattern[str]:
    # Sample: "加强党组理论学习", "2024年3月,召开", "局党组研究制定"
    return re.compile(any_word(_TABLE, "action"))


@cache
def _aspect_end() -> re.Pattern[str]:
    return re.compile(rf"{any_word(_TABLE, 'aspect')}$")


def traits_of(text: str, start: int, end: int) -> Traits:
    """How the words `text[start:end]` sound."""
    return _traits(text[start : min(end, start + _LOOK)])


@lru_cache(maxsize=4096)
def _traits(words: str) -> Traits:
    title = words[: title_end(words)]
    plain = title.rstrip("。:;,.")
    faults = len(_fault().findall(title))
    topic = pattern(_TABLE, "topic").match(title) is not None
    names_problem = plain.endswith(group(_TABLE, "problem_end"))
    aspect = 1.5 * bool(_aspect_end().search(plain)) + 0.5 * bool(
        pattern(_TABLE, "aspect_start").match(title)
    )
    problem = 1.0 * min(faults, 2) + 1.0 * names_problem + 0.5 * (topic and names_problem)
    action = _action_fit(words, title, faults)
    if len(title) > _LONGEST_ASPECT:
        aspect -= 1.0
    named = topic and names_problem and aspect < 1
    return Traits(aspect - 0.5, problem - 0.5 - 0.5 * (aspect > 1), action, named)


def _action_fit(words: str, title: str, faults: int) -> float:
    begins = _action().match(title) is not None and not (
        title.startswith("针对") and "问题" in title[:60]
    )
    dated = _dated().match(title) is not None
    return 1.0 * begins + 0.8 * dated + 0.4 * ("《" in words) - 0.8 * min(faults, 2) - 0.3


def title_end(words: str) -> int:
    """Where the heading at the beginning of `words` ends: behind its topic, else behind its first sentence."""
    topic = topic_end(words)
    if topic is not None:
        return topic
    return sentence_end(words, 0)


def topic_end(words: str) -> int | None:
    """The end of a heading such as 针对“…”问题 or 关于…方面, or None; quotes may hold several sentences."""
    if not pattern(_TABLE, "topic").match(words) and not words.startswith("“"):
        return None
    quote = words.find("“", 0, 12)
    if quote >= 0:
        close = _closing(words, quote)
        if close is not None:
            return close if quote or not _goes_on(words, close) else None
    return _plain_topic_end(words)


def names_topic(words: str) -> bool:
    """Whether words without a number begin with a heading that names one problem (关于……的问题。)."""
    words = words[:_LONGEST_TOPIC]
    end = topic_end(words)
    if end is None or not _NAMED.search(words[:end]) or _titles().match(words, end):
        return False
    return _COUNTED_TOPIC.search(words[:end]) is None


def _goes_on(words: str, end: int) -> bool:
    """Whether a heading that begins with a quotation says its fault behind it: "“四风”问题禁而不绝"."""
    rest = words[end : sentence_end(words, end)].rstrip("\n")
    if len(rest) > _LONGEST_FAULT or words[end - 1] in "。:;,." or _action().match(rest):
        return False
    return _fault().search(rest) is not None


@cache
def _topic_end() -> re.Pattern[str]:
    # Where a quoted topic ends. Samples: "”问题", "”方面。", "”的问题的整改"
    behind = any_word(_TABLE, "behind_topic")
    return re.compile(rf"(?:的|等|等方面|方面)?(?:问题|方面)的?(?:{behind}|反馈问题)?")


@cache
def _plain_topic() -> re.Pattern[str]:
    # Where an unquoted topic may end. Samples: "……的问题。", "……方面", "……问题整改情况:"
    behind = any_word(_TABLE, "behind_topic")
    return re.compile(rf"(?:问题|方面)的?{behind}?(?:方面问题|方面|问题)?[。:;,]?")


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\d{{4}}年|\d{{1,2}}月|{any_word(_TABLE, 'when')}")


@cache
def _titles() -> re.Pattern[str]:
    # What makes a topic the title of the whole document. Samples: "的公示", "的通报"
    return re.compile(rf"的{any_word('facts', 'title_end')}$")


def _closing(words: str, quote: int) -> int | None:
    """The end of the topic whose quotation begins at `quote`, or None.

    It ends behind the last ”问题 or ”方面 that belongs to it, or where the quotation ends with a clause (针对“……”，).
    """
    depth, at = 0, quote
    clause: int | None = None
    while at < len(words):
        if words[at] == "“":
            depth += 1
        elif words[at] == "”":
            depth -= 1
            tail = _topic_end().match(words, at + 1)
            if tail and depth <= 1 and (clause is None or depth < 0):
                stop = _TOPIC_TAIL.match(words, tail.end())
                return stop.end() if stop else tail.end()
            depth = max(depth, 0)
            if clause is None and depth == 0 and _CLAUSE_END.match(words, at):
                clause = at + 2
        at += 1
    return clause


def _plain_topic_end(words: str) -> int | None:
    """The end of an unquoted topic: where a sentence ends with it, else a clause, else its last mention."""
    ends: dict[str, int] = {}
    for tail in _plain_topic().finditer(words, 0, sentence_end(words, 0)):
        closed = words[tail.end() - 1]
        kind = (
            "sentence"
            if closed in "。:;" or tail.end() == len(words)
            else "clause"
            if closed == ","
            else "none"
        )
        if kind == "none":
            ends[kind] = tail.end()
        else:
            ends.setdefault(kind, tail.end())
    return next((ends[kind] for kind in ("sentence", "clause", "none") if kind in ends), None)


def sentence_end(words: str, start: int) -> int:
    """Behind the first full stop outside quotes and brackets, or the end of the words."""
    depth = 0
    for at in range(start, len(words)):
        sign = words[at]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in "。!?\n" and depth == 0:
            return at + 1
    return len(words)
