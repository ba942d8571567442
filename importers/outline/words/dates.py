"""Text to dates as they are written: whole, partial or with characters lost, then with candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.outline.words.numerals import ORDINARY, chinese_number, number_of
from models.values import PartialDate

# Samples: "2025年9月10日", "2025年12月份", "2025-09-10", "2025.9.10", "2025-09-1016:30", "2025年"
_WHOLE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:年(?:(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})[日号])?)?"
    r"|[-./](?P<m2>\d{1,2})(?:[-./](?P<d2>\d{1,2}))?(?!\d(?!\d:\d\d)))"  # no digit more, but of a time
)
# Samples: "二〇二五年九月十日", "二0二五年9月"
_CHINESE = re.compile(
    r"(?P<y>[二一][〇零○O0九][〇零○O0一二三四五六七八九]{2})年"
    rf"(?:(?P<m>[{ORDINARY}]{{1,3}}|\d{{1,2}})月(?:(?P<d>[{ORDINARY}]{{1,3}}|\d{{1,2}})日)?)?"
)
# Year, month and day run together because 月, 年 or digits were lost. Samples: "2023421日", "20221110日", "2025年114日", "2023831"
_RUN = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)年?(?P<rest>\d{2,4})(?:日|(?=\n|$))")
# A year and month run together. Sample: "20256月底前"
_RUN_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d{1,2})月")
# Month and day run together. Sample: "914日"
_RUN_DAY = re.compile(r"(?<![\d年月.])(?P<rest>\d{2,4})日")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a text, half-open; several candidates where characters were lost."""

    start: int
    end: int
    candidates: tuple[PartialDate, ...]
    damaged: bool = False

    @property
    def date(self) -> PartialDate:
        """The only or first candidate."""
        return self.candidates[0]


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[DateFound]:
    """The dates with a year in `text[start:end]`, in order, damaged ones too."""
    stop = len(text) if end is None else end
    found: dict[int, DateFound] = {}
    for date in (
        *_whole(text, start, stop),
        *_chinese(text, start, stop),
        *_runs(text, start, stop),
    ):
        known = found.get(date.start)
        if known is None or date.end > known.end:
            found[date.start] = date
    last = -1
    for at in sorted(found):
        if at >= last:
            last = found[at].end
            yield found[at]


def run_candidates(digits: str, year: int) -> tuple[PartialDate, ...]:
    """The dates that month and day run together may mean. Sample: "114" is 1月14日 or 11月4日."""
    found = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if month and day and not month.startswith("0") and not day.startswith("0"):
            date = _date(year, month, day)
            if date is not None and date not in found:
                found.append(date)
    if len(digits) == 4 and not found:
        date = _date(year, digits[:2], digits[2:])
        found += [date] if date else []
    return tuple(found)


def _whole(text: str, start: int, end: int) -> Iterator[DateFound]:
    for match in _WHOLE.finditer(text, start, end):
        date = _date(int(match["y"]), match["m"] or match["m2"], match["d"] or match["d2"])
        if date is not None:
            yield DateFound(match.start(), match.end(), (date,))


def _chinese(text: str, start: int, end: int) -> Iterator[DateFound]:
    for match in _CHINESE.finditer(text, start, end):
        digits = [chinese_number(sign) if sign not in "O0○" else 0 for sign in match["y"]]
        month, day = (number_of(match[name]) if match[name] else None for name in ("m", "d"))
        year = int("".join(str(digit or 0) for digit in digits))
        date = _date(year, str(month) if month else None, str(day) if day else None)
        if date is not None:
            yield DateFound(match.start(), match.end(), (date,))


def _runs(text: str, start: int, end: int) -> Iterator[DateFound]:
    for match in _RUN.finditer(text, start, end):
        candidates = run_candidates(match["rest"], int(match["y"]))
        if candidates:
            yield DateFound(match.start(), match.end(), candidates, damaged=True)
    for match in _RUN_MONTH.finditer(text, start, end):
        date = _date(int(match["y"]), match["m"], None)
        if date is not None:
            yield DateFound(match.start(), match.end(), (date,), damaged=True)


def short_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Month and day run together without a year: place and digits."""
    for match in _RUN_DAY.finditer(text):
        if run_candidates(match["rest"], 2000):
            yield match.start(), match.end(), match["rest"]


def _date(year: int, month: str | None, day: str | None) -> PartialDate | None:
    try:
        return PartialDate(year, int(month) if month else None, int(day) if day else None)
    except ValueError:
        return None
