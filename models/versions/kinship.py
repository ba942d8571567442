"""Whether a text is another version of a notice that is there, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.facts import FactName
from models.source import squeeze
from models.values import NoticeKind
from models.versions.fingerprint import Fingerprint
from models.versions.units import SameUnit, same_unit

# Common words, as a share of the shorter text, from which a file is taken for a new version, by what else agrees.
_SURE, _SURE_UNIT_UNKNOWN, _SURE_ONE_DATE_OTHER = 0.5, 0.9, 0.8
# The same from which a person is told that it may be one.
_MAYBE, _MAYBE_UNIT_UNKNOWN, _MAYBE_UNIT_IN_SHORT, _MAYBE_OTHER_ROUND = 0.3, 0.5, 0.9, 0.8
# Below this many signs, or where one is so much longer, there is too little to go by.
_LEAST, _MOST_TIMES = 200, 3

_DATES = (FactName.FEEDBACK_DATE, FactName.INSPECTION_START)
TELLING = (FactName.UNIT, FactName.ROUND, *_DATES)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is known of a text for this purpose.

    Attributes:
        facts: values of the facts in `TELLING`, those that are known.
    """

    kind: NoticeKind
    facts: Mapping[FactName, str]
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Kinship:
    """A text is, or may be, another version of one that is there.

    Attributes:
        share: the part of the shorter text that stands in both, 0 to 1.
    """

    share: float
    is_sure: bool


def kinship(one: Likeness, other: Likeness) -> Kinship | None:
    """How two texts stand to each other; None where nothing speaks for versions of one notice.

    Templates make notices of different units, and of different rounds of one unit, alike: a unit that is another one
    speaks against it however many words are common, and a round that is another one leaves it unsure.
    """
    lengths = sorted((one.fingerprint.length, other.fingerprint.length))
    if one.kind is not other.kind or lengths[0] < _LEAST:
        return None
    thresholds = _thresholds(one.facts, other.facts)
    share = one.fingerprint.shared(other.fingerprint) / lengths[0]
    if thresholds is None or share < thresholds[1]:
        return None
    sure = thresholds[0]
    is_sure = sure is not None and share >= sure and lengths[1] <= _MOST_TIMES * lengths[0]
    return Kinship(share, is_sure)


def _thresholds(
    one: Mapping[FactName, str], other: Mapping[FactName, str]
) -> tuple[float | None, float] | None:
    """The shares from which it is sure (None: never), and from which it may be; None where it cannot be."""
    unit = _unit(one, other)
    if unit is SameUnit.NO:
        return None
    if unit is SameUnit.MAYBE:
        return None, _MAYBE_UNIT_IN_SHORT
    other_dates = sum(_agree(one, other, name, _is_beginning) is False for name in _DATES)
    if _agree(one, other, FactName.ROUND, _is_part) is False or other_dates > 1:
        return None, _MAYBE_OTHER_ROUND
    if unit is None:
        return (None if other_dates else _SURE_UNIT_UNKNOWN), _MAYBE_UNIT_UNKNOWN
    return (_SURE_ONE_DATE_OTHER if other_dates else _SURE), _MAYBE


def _unit(one: Mapping[FactName, str], other: Mapping[FactName, str]) -> SameUnit | None:
    """Whether the units are one; None where one of them is not known."""
    names = [squeeze(facts.get(FactName.UNIT) or "") for facts in (one, other)]
    return same_unit(*names) if all(names) else None


def _agree(
    one: Mapping[FactName, str],
    other: Mapping[FactName, str],
    name: FactName,
    is_same: Callable[[str, str], bool],
) -> bool | None:
    """Whether a fact is the same in both; None where one of them does not know it."""
    values = [squeeze(facts.get(name) or "") for facts in (one, other)]
    if not all(values):
        return None
    short, long = sorted(values, key=len)
    return is_same(short, long)


def _is_part(short: str, long: str) -> bool:
    # One draft writes 第五轮, the next 十三届县委第五轮.
    return short in long


def _is_beginning(short: str, long: str) -> bool:
    # A month is no other date than a day in it.
    return long.startswith(short)
