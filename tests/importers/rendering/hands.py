"""Hands that write the numbers of a notice: a faultless one, and those that slip or lose signs.

The gold has what is printed where an author miscounts, and the true number where signs were lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.importers.rendering.writer import mark, plain_number

# The brackets and points of a number. Samples: "（1）", "一、", "问题1："
_POINTS = re.compile(r"[（）()〔〕【】\[\].．、，,：:]")
# The digits of a number. Samples: "12", "十二", "③"
_DIGITS = re.compile(r"[0-9一二三四五六七八九十①-⑳]+")


class Hand:
    """A hand that makes no mistake."""

    def write(self, level: str, form: str, value: int) -> tuple[str, str | None]:
        """What is printed as number `value` of a level, and the number that gold has for it."""
        printed = number_in(form, value)
        return printed, _gold_number(printed)


class SlippingHand(Hand):
    """An author who skips or doubles a number now and then, and goes on counting from there."""

    def __init__(self, chance: random.Random, rate: float) -> None:
        self._chance, self._rate = chance, rate
        self._last: dict[
            str, tuple[int, int]
        ] = {}  # the last number of each level, and how far it is off

    def write(self, level: str, form: str, value: int) -> tuple[str, str | None]:
        last, off = self._last.get(level, (0, 0))
        off = off if value > last else 0
        if self._chance.random() < self._rate:
            off += self._chance.choice((1, -1)) if value + off > 1 else 1
        self._last[level] = (value, off)
        return super().write(level, form, value + off)


class MisprintingHand(Hand):
    """An author who gets single numbers wrong by one; the next number is right again."""

    def __init__(self, chance: random.Random, rate: float) -> None:
        self._chance, self._rate = chance, rate

    def write(self, level: str, form: str, value: int) -> tuple[str, str | None]:
        wrong = self._chance.random() < self._rate and value > 1
        return super().write(level, form, value + (self._chance.choice((1, -1)) if wrong else 0))


class LosingHand(Hand):
    """A paste that eats numbers: wholly, or some of their signs."""

    def __init__(
        self,
        chance: random.Random,
        rate: float,
        lose: Callable[[str, random.Random], str] = lambda printed, chance: "",
    ) -> None:
        self._chance, self._rate, self._lose = chance, rate, lose

    def write(self, level: str, form: str, value: int) -> tuple[str, str | None]:
        printed, number = super().write(level, form, value)
        if printed and self._chance.random() < self._rate:
            printed = self._lose(printed, self._chance)
        return printed, number


def without_points(printed: str, chance: random.Random) -> str:
    """A number without one of its brackets or points, or without all of them; others stay whole."""
    points = [found.start() for found in _POINTS.finditer(printed)]
    if not points:
        return printed
    if chance.random() < 0.4:
        return _POINTS.sub("", printed)
    lost = chance.choice(points)
    return printed[:lost] + printed[lost + 1 :]


def without_digits(printed: str, _: random.Random) -> str:
    """A number of which only brackets, points and words are left."""
    return _DIGITS.sub("", printed)


def number_in(form: str, value: int) -> str:
    """A number in a form; two counters where the form has two (1.问题1：)."""
    if form.startswith("1.问题"):
        return f"{value}.问题{value}："
    return mark(form, value)


def _gold_number(printed: str) -> str | None:
    double = re.match(r"(\d+)\.问题", printed)
    return double[1] if double else plain_number(printed)
