"""Words to 整改时限: the date by which something is to be done, where they say it for certain."""

from __future__ import annotations

import re
from functools import cache

from importers.cues import any_word
from importers.outline.words.dates import DateFound, dates_in
from importers.outline.words.numerals import number_of
from models.values import PartialDate

# The last month of a part of the year. Samples: "2025年上半年", "2025年第三季度", "2025年底前", "2025年12月"
_PART = re.compile(
    r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|年?(?P<end>[底末内])|全年)"
)
# The second date of a range, with or without its year. Samples: "至12月", "-2025年6月", "至次年3月底"
_RANGE_END = re.compile(
    r"(?:[上中下]旬|初|底|末)?(?:至|到|—+|-+|~)(?P<later>次年|翌年)?"
    r"(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})[日号])?"
)
_CLAUSE_ENDS = ",。;\n"
_CLAUSE = 40  # signs a clause may have


def promised_beside(text: str, start: int, end: int) -> tuple[PartialDate, tuple[int, int]] | None:
    """The limit that the clause behind or before a state at `text[start:end]` promises and says nothing else."""
    behind = end + (text[end : end + 1] in _CLAUSE_ENDS[:-1] if end < len(text) else 0)
    for place in (_clause_from(text, behind), _clause_to(text, start)):
        found = _promised(text, *place)
        if found is not None:
            return found
    return None


def _clause_from(text: str, start: int) -> tuple[int, int]:
    stops = [at for sign in _CLAUSE_ENDS if (at := text.find(sign, start, start + _CLAUSE)) >= 0]
    return start, min(stops, default=min(len(text), start + _CLAUSE))


def _clause_to(text: str, end: int) -> tuple[int, int]:
    stop = end - 1 if end and text[end - 1] in _CLAUSE_ENDS[:-1] else end
    return max(text.rfind(sign, max(0, stop - _CLAUSE), stop) for sign in _CLAUSE_ENDS) + 1, stop


def _promised(text: str, start: int, end: int) -> tuple[PartialDate, tuple[int, int]] | None:
    date = next(dates_in(text, start, end), None)
    if date is None or date.damaged:
        return None
    if not _promise().fullmatch(text, start, date.start):
        return None
    if not _kept().fullmatch(text, date.end, end):
        return None
    return _end(text, date), (date.start, date.end)


def deadline_in(words: str) -> PartialDate | None:
    """The date of a limit: the last of several, the end of a range or part of a year; None where no year is printed."""
    found = [
        date for date in dates_in(words) if not (date.damaged or words.startswith("起", date.end))
    ]
    ends = [_end(words, date) for date in found] or [
        date.date for date in dates_in(words) if date.damaged and len(date.candidates) == 1
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


@cache
def _promise() -> re.Pattern[str]:
    # What stands before the date in a clause that only promises when all is done. Sample: "预计2026年6月底前全部完成"
    promised, promise = any_word("statuses", "promised"), any_word("statuses", "promise")
    return re.compile(rf"{promised}?{promise}?(?:将|可)?(?:于|在|到)?")


@cache
def _kept() -> re.Pattern[str]:
    # What stands behind it.
    part = r"(?:[上中下]旬)?(?:初|底|末|年底|年内|上半年|下半年|第?[一二三四1-4]季度)?"
    by_then = r"[之以]?前?(?:可|能|将)?(?:全部|全面|基本)?"
    return re.compile(rf"{part}{by_then}{any_word('statuses', 'kept')}(?:任务|工作)?")
