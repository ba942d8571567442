"""整改时限 in words: the date and the 时限类别 that printed or typed words name, where they do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from models.values import LimitClass, PartialDate

# 二〇二五年 is written in digits by some offices; tens of months and days are not digits (十二月).
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# A year in Chinese digits. Sample: "二〇二五年"
_HAN_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
# A month, day or quarter in Chinese numerals. Sample: "十二月", "二十五日", "三季度"
_HAN_PART = re.compile(r"([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=月|日|号|季度)")
# A date of 1 to 3 parts. Sample: "2025年12月31日", "2025-12", "2025.1.9", "2025年"
_DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4})"
    r"(?:年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?)?)?"
    r"|(?P<sign>[-./])(?P<month2>\d{1,2})(?:(?P=sign)(?P<day2>\d{1,2}))?(?!\d))"
)
# The later end of a range that leaves the year out. Sample: "至6月30日", "-6月"
_UNTIL = re.compile(r"(?:至|到|-|—|~)(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号])?")
# A part of a year, and the month that ends it. Sample: "上半年", "第三季度", "年底前"
_PART_OF_YEAR = re.compile(
    r"(?P<half>上半年)|第?(?P<quarter>[1-4])季度|(?P<end>下半年|年?[底末内])"
)

_CLASSES = (
    # Sample: "立行立改"
    (re.compile(r"立行立改|立知立改|立查立改|即知即改|即行即改"), LimitClass.AT_ONCE),
    # Sample: "长期坚持"
    (re.compile(r"长期坚持|长期整改|持续坚持|持续整改|长期"), LimitClass.LONG_TERM),
    # Sample: "限期整改"
    (re.compile(r"限期"), LimitClass.BY_DATE),
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What words say of a time limit.

    Attributes:
        date: the end of it, where the words name a date.
        limit_class: the 时限类别 that the words name; a date alone names none.
    """

    date: PartialDate | None = None
    limit_class: LimitClass | None = None


def read_limit(words: str) -> Limit:
    """The date and the class that `words` name; words without either give an empty limit.

    Raises:
        ValueError: if they name a date that does not exist (2025年13月).
    """
    plain = _plain(words)
    named = next((kind for pattern, kind in _CLASSES if pattern.search(plain)), None)
    return Limit(_end_date(plain), named)


def read_date(words: str) -> PartialDate:
    """The one date that `words` are: 2025年1月9日, 2025-01-09, 2025.1 or 2025年.

    Raises:
        ValueError: if they are anything else.
    """
    match = _DATE.fullmatch(_plain(words)) or re.fullmatch(r"(?P<year>\d{4})", _plain(words))
    if match is None:
        raise ValueError(f"no date: {words}")
    return _date(match)


def _plain(words: str) -> str:
    half = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
    half = _HAN_YEAR.sub(lambda match: match[0].translate(_DIGITS), half)
    return _HAN_PART.sub(lambda match: str(_han_number(match[0])), half)


def _han_number(numeral: str) -> int:
    if "十" not in numeral:
        return int(numeral.translate(_DIGITS))
    tens, units = numeral.split("十")
    return int(tens.translate(_DIGITS) or "1") * 10 + int(units.translate(_DIGITS) or "0")


def _end_date(plain: str) -> PartialDate | None:
    dates = list(_DATE.finditer(plain))
    if not dates:
        return None
    last = _date(dates[-1])
    rest = plain[dates[-1].end() :]
    until = _UNTIL.match(rest.removeprefix("份"))
    if last.month is not None and until:
        return PartialDate(
            last.year, int(until["month"]), int(until["day"]) if until["day"] else None
        )
    part = _PART_OF_YEAR.match(rest)
    if last.month is None and part:
        return PartialDate(last.year, _last_month(part))
    return last


def _last_month(part: re.Match[str]) -> int:
    if part["quarter"]:
        return 3 * int(part["quarter"])
    return 6 if part["half"] else 12


def _date(match: re.Match[str]) -> PartialDate:
    parts = match.groupdict()
    month = parts.get("month") or parts.get("month2")
    day = parts.get("day") or parts.get("day2")
    return PartialDate(int(parts["year"]), int(month) if month else None, int(day) if day else None)
