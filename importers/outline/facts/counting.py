"""How a text counts: a numeral with its measure word, what is no count, and the total that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from importers.cues import any_word
from importers.outline.words.numerals import CHINESE, number_of
from models.facts import ClaimSubject

_NUMERAL = rf"(?:\d+|[{CHINESE}]{{1,4}})"
VAGUE = "(?P<vague>[余多]|以上)?"
# Not behind a digit or an ordinal, and not the end of a range. Samples: "第12项", "3至5个", "三到四项"
NO_COUNT_BEFORE = rf"(?<![\d.第])(?<![\d{CHINESE}][至到—~-])(?<![个项条次][至到—~-])"
# Numerals that count nothing by themselves. Samples: "百日攻坚", "一个问题一套方案"
_IDLE = frozenset({"百", "千", "零", "〇"})


@dataclass(frozen=True, slots=True)
class Found:
    """A total as it is worded.

    Attributes:
        is_part: whether it counts some of another total and says nothing without it.
    """

    subject: ClaimSubject
    value: float
    start: int
    end: int
    vague: bool = False
    damaged: bool = False
    candidates: tuple[float, ...] = ()
    is_part: bool = False


def numeral(name: str | None = None) -> str:
    """The source of a pattern for a numeral, in a group of that name."""
    return f"(?P<{name}>{_NUMERAL})" if name else _NUMERAL


def unit() -> str:
    """The source of a pattern for the measure word of problems and measures."""
    return any_word("claims", "unit")


def no_body() -> str:
    """The source of a pattern for a sign of words that name no body: bodies are counted, not their problems."""
    return rf"(?:(?!{any_word('claims', 'counted_body')})[一-鿿])"


def number_in(words: str, *, single: bool = True) -> int | None:
    """The number that a numeral counts, or None; 一 only where `single`, and no 三四个 or 百."""
    is_spoken = len(words) > 1 and not words.isdigit() and not set(words) & set("十百千")
    if is_spoken or words in _IDLE or (words == "一" and not single):
        return None
    return number_of(words)
