"""Printed numbers as form and value, for following a counter."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# The numeral inside a printed number. Samples: "(12)", "二十一是", "问题3", "③"
_NUMERAL = re.compile(r"\d+|[〇零一二两三四五六七八九十百]+|[①-⑳]")


def ordinal(number: str | None) -> tuple[str, int] | None:
    """Form and value of a printed number: `(3)` is (`(#)`, 3); None where it is no single number."""
    found = _NUMERAL.findall(number or "")
    if number is None or len(found) != 1:
        return None
    return number.replace(found[0], "#"), _value(found[0])


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return int(unicodedata.numeric(numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
