"""整改时限: the date by which something is to be done, where the printed words say it for certain."""

from __future__ import annotations

import re

from importers.outline.words.dates import DateFound, dates_in
from importers.outline.words.numerals import number_of
from models.values import PartialDate

# The last month of a part of the year. Samples: "2025年上半年", "2025年第三季度", "2025年底前", "2025年12月"
_PART = re.compile(
    r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|年?(?P<end>[底末内])|全年)"
)
# The second date of a range, with or without its year. Samples: "至12月", "-2025年6月", "至次年3月底"
_RANGE_END = re.compile(
    r"(?:[上中下]旬|初|底|末)?(?:至|到|—+|-+|~)(?P<later>次年|翌年)?(?P<m>\d{1,2})月(?:份)?(?:(?P<d>\d{1,2})[日号])?"
)


def deadline_in(words: str) -> PartialDate | None:
    """The date of a limit: the last of several, the end of a range or part of a year; None where no year is printed."""
    found = [date for date in dates_in(words) if not date.damaged]
    ends = [_end(words, date) for date in found] or [
        date.date for date in dates_in(words) if len(date.candidates) == 1
    ]
    return max(ends, key=str, default=None)


def _end(words: str, date: DateFound) -> PartialDate:
    """The end of what a date begins: of a range, of a part of its year, else the date itself."""
    if date.date.month is None:
        return _end_of_part(words, date) or date.date
    found = _RANGE_END.match(words, date.end)
    if found is None:
        return date.date
    year = date.date.year + bool(found["later"])
    try:
        end = PartialDate(year, int(found["m"]), int(found["d"]) if found["d"] else None)
    except ValueError:
        return date.date
    return end if str(end) > str(date.date) else date.date


def _end_of_part(words: str, date: DateFound) -> PartialDate | None:
    found = _PART.match(words, date.end)
    if found is None:
        return None
    quarter = number_of(found["quarter"]) if found["quarter"] else None
    month = 3 * quarter if quarter else 6 if found["half"] == "上" else 12
    return PartialDate(date.date.year, month)
