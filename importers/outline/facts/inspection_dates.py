"""The head of a notice to dates: of the inspection, of the feedback, of the cut-off; missing years worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from importers.cues import any_word, pattern
from importers.outline.words.dates import DateFound, dates_in, run_candidates
from importers.outline.words.numerals import ORDINARY, number_of
from models.values import PartialDate

# A month or day in figures or in Chinese numerals.
_N = rf"(?:\d{{1,2}}|[{ORDINARY}]{{1,3}})"
_DIGIT = rf"\d{ORDINARY}"
# What may stand behind a month that has no day. Samples: "中旬", "底"
_THIRD = r"(?:[上中下]旬|初|中|底|末)"
_YEAR = "(?P<year>同年|当年|次年|翌年|今年|本年)"
_LATER, _THIS = ("次年", "翌年"), ("今年", "本年")
_SIGN = r"(?:起|开始)?,?(?:至|到|—+|-+|~)"
# The second date of a range. Samples: "至11月10日", "至126日", "至次年1月9日", "中旬至9月上旬"
_RANGE_END = re.compile(
    rf"{_THIRD}?{_SIGN}{_YEAR}?(?:(?P<m>{_N})月份?(?:(?P<d>{_N})[日号])?|(?P<run>\d{{2,4}})日)"
)
# A second day of the same month. Sample: "至19日"
_SAME_MONTH = re.compile(rf"{_SIGN}(?P<d>\d{{1,2}})[日号]")
# Two months that share their word. Sample: "2024年4至6月"
_MONTHS = re.compile(r"(?P<y>20\d\d)年(?P<m>\d{1,2})(?:至|到|—+|-+|~)(?P<last>\d{1,2})月(?![\d])")
_RANGE_BETWEEN = re.compile(rf"{_THIRD}?{_SIGN}")
# A day or month without its year. Samples: "12月6日", "同年12月18日", "十二月六日", "11月上旬"
_SHORT = re.compile(rf"(?:{_YEAR}|(?<![年{_DIGIT}]))(?P<m>{_N})月份?(?:(?P<d>{_N})[日号])?")
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
# Samples: "截至2025年8月底", "截止8月31日", "截至今年8月底", "到2025年8月31日止"
_AS_OF = re.compile(r"截[至止](?:到)?|[到至](?=20\d\d年\d{1,2}月(?:\d{1,2}日|底)?止)")
_AS_OF_ROOM = 14
# Before the days for which a notice hangs out or of the rectification. Samples: "公示时间:", "整改期为", "集中整改期("
_ON_SHOW = re.compile(
    r"(?:公示(?:时间|日期|期限|期)?|(?:整改|集中)(?:时间|时限|期限|期间|期))[(:为是自从于在]*\Z"
)
# What was done in the time that an inspection looked at. Samples: "……至2024年12月的工作", "……工作情况开展了巡察"
_INSPECTED_WORK = re.compile(r"(?:期间)?(?:的|工作|履职|履行|财务|收支|任职|经济责任|预算)")
# What follows a range in its clause.
_CLAUSE = re.compile(r"[^,。;\n]*")
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Dated:
    """Dates that some words may mean, with their place."""

    candidates: tuple[PartialDate, ...]
    start: int
    end: int


def _place(date: DateFound) -> int:
    return date.start


class DateTeller:
    """Finds the dates in the head of a notice; years that are not printed are those of the date before."""

    def __init__(self, head: str, published: str | None = None) -> None:
        """The dates of a text that was published then, where that is known."""
        self._head = head
        self._published = published
        found = dates_in(head)
        # A budget year tells no time. Sample: "2023年度预算执行情况"
        self._dates = tuple(date for date in found if not head.startswith("度", date.end))
        self._years_told = tuple(sorted((*self._dates, *self._of_this_year()), key=_place))

    def _of_this_year(self) -> Iterator[DateFound]:
        """The days that are told with 今年, the year of publication."""
        for short in _SHORT.finditer(self._head):
            if self._published is not None and short["year"] in _THIS:
                days = _options(short, int(self._published[:4]))
                if days:
                    yield DateFound(*short.span(), (days[0],))

    def inspection(self) -> tuple[Dated, Dated] | None:
        """The first and the last day of the inspection: of several ones the last before the feedback."""
        feedback = self.feedback()
        chosen: tuple[Dated, Dated] | None = None
        for sentence in _SENTENCE.finditer(self._head):
            if not pattern("facts", "inspected").search(sentence[0]):
                continue
            found = self._range_in(*sentence.span())
            if found is not None and (chosen is None or _is_next(found, chosen, feedback)):
                chosen = found
        return chosen

    def _range_in(self, start: int, end: int) -> tuple[Dated, Dated] | None:
        dates = self._between(start, end)
        for at, date in enumerate((*dates, *self._short_in(start, end))):
            last = self._range_end(date, dates[at + 1 :])
            before = self._head[max(0, date.start - _NEAR) : date.start]
            if last is not None and not _ON_SHOW.search(before) and not self._is_other(last):
                return _whole(date), last
        return _months(self._head, start, end)

    def _is_other(self, last: Dated) -> bool:
        """Whether a range is that of the rectification (……开展集中整改), or of the work that was inspected (……的工作)."""
        clause = _CLAUSE.match(self._head, last.end)
        words = clause[0] if clause else ""
        if _INSPECTED_WORK.match(words):
            return True
        return "整改" in words and not pattern("facts", "inspected").search(words)

    def _short_in(self, start: int, end: int) -> Iterator[DateFound]:
        """The days without a year that begin a range. Sample: "3月5日至5月20日"."""
        for short in _SHORT.finditer(self._head, start, end):
            dated = self._with_year(short) if _RANGE_END.match(self._head, short.end()) else None
            if dated is not None:
                yield DateFound(dated.start, dated.end, dated.candidates)

    def feedback(self) -> Dated | None:
        """The day of a sentence that tells of the feedback: the last one before 反馈."""
        for sentence in _SENTENCE.finditer(self._head):
            for told in _fed_back().finditer(self._head, *sentence.span()):
                found = self._last_date(sentence.start(), told.start())
                if found is not None and not _answering().search(
                    self._head, found.end, told.start()
                ):
                    return found
        return None

    def as_of(self) -> Dated | None:
        """The cut-off date; 截至目前 is none, nor one before the feedback; the publication settles a year that is not printed."""
        feedback = self.feedback()
        first = str(feedback.candidates[0]) if feedback else ""
        told = (self._as_of_at(said.end()) for said in _AS_OF.finditer(self._head))
        return next((date for date in told if date and not _is_before(date, first)), None)

    def _as_of_at(self, start: int) -> Dated | None:
        end = start + _AS_OF_ROOM
        date = next(dates_in(self._head, start, end), None)
        if date is not None and date.start <= start + 2:
            return _whole(date)
        short = _SHORT.match(self._head, start, end)
        if short is None:
            return None
        years = self._years_of(short)
        options = [option for year in years for option in _options(short, year)]
        limit = self._published
        fitting = [option for option in options if limit is None or str(option) <= limit]
        return Dated((fitting[0],), *short.span()) if len(fitting) == 1 else None

    def _years_of(self, short: re.Match[str]) -> tuple[int, ...]:
        """The years that a cut-off date without one may mean: that of the date before it, or the next."""
        if short["year"] in _THIS:
            return (int(self._published[:4]),) if self._published else ()
        feedback = self.feedback()
        before = [*self._before(short.start()), *(feedback.candidates if feedback else ())]
        last = max(map(str, before), default=None)
        if last is None:
            return ()
        year = int(last[:4])
        if all(str(option) < last[:7] for option in _options(short, year)):
            return (year + 1,)
        return (year, year + 1) if self._published else (year,)

    def _before(self, position: int) -> list[PartialDate]:
        return [date.date for date in self._years_told if date.end <= position]

    def _between(self, start: int, end: int) -> list[DateFound]:
        return [date for date in self._dates if date.start >= start and date.end <= end]

    def _last_date(self, start: int, end: int) -> Dated | None:
        """The last date of a stretch that is no part of a range, with or without its year."""
        whole = [
            _whole(date)
            for date in self._between(start, end)
            if date.date.month is not None and not self._is_in_range(date.start, date.end)
        ]
        short = [
            dated
            for match in _SHORT.finditer(self._head, start, end)
            if not self._is_in_range(*match.span()) and (dated := self._with_year(match))
        ]
        return max((*whole, *short), key=lambda dated: dated.end, default=None)

    def _is_in_range(self, start: int, end: int) -> bool:
        before = self._head[max(0, start - 1) : start]
        return bool(before and before in "至到—-~") or bool(_RANGE_BETWEEN.match(self._head, end))

    def _with_year(self, short: re.Match[str]) -> Dated | None:
        """A day with the year of the date before it, or the next where it would lie before that; 今年 is that of publication."""
        inside = any(date.start <= short.start() < date.end for date in self._dates)
        before = self._before(short.start())
        if short["year"] in _THIS and self._published is not None:
            days = _options(short, int(self._published[:4]))
            return Dated((days[0],), *short.span()) if days else None
        if not before or inside or short["year"] in _THIS:
            return None
        last = before[-1]
        if short["year"]:
            later = short["year"] in _LATER
            options = _options(short, last.year + later)
        else:
            both = [option for add in (0, 1) for option in _options(short, last.year + add)]
            options = [date for date in both if str(date) >= str(last)[:7]]
        return Dated((options[0],), *short.span()) if options else None

    def _range_end(self, start: DateFound, later: list[DateFound]) -> Dated | None:
        same = _SAME_MONTH.match(self._head, start.end)
        if same and start.date.day is not None and int(same["d"]) > start.date.day:
            day = _options_of(start.date.year, start.date.month, int(same["d"]))
            return Dated(day, *same.span()) if day else None
        found = _RANGE_END.match(self._head, start.end)
        if found is None:
            between = self._head[start.end : later[0].start] if later else ""
            return _whole(later[0]) if _RANGE_BETWEEN.fullmatch(between) else None
        years = [start.date.year, start.date.year + 1]
        if found["year"]:
            years = years[1:] if found["year"] in _LATER else years[:1]
        if found["run"]:
            options = [option for year in years for option in run_candidates(found["run"], year)]
        else:
            options = [option for year in years for option in _options(found, year)]
        after = [option for option in options if str(option) > str(start.date)]
        kept = after[:2] if found["run"] else after[:1]
        return Dated(tuple(kept), found.start(), found.end()) if kept else None


def _months(text: str, start: int, end: int) -> tuple[Dated, Dated] | None:
    """Two months of one year. Sample: "2024年4至6月"."""
    found = _MONTHS.search(text, start, end)
    if found is None:
        return None
    first, last = (_options_of(int(found["y"]), int(found[name]), None) for name in ("m", "last"))
    if not first or not last or int(found["m"]) >= int(found["last"]):
        return None
    return Dated(first, found.start(), found.end("m")), Dated(
        last, found.start("last"), found.end()
    )


def _is_next(
    later: tuple[Dated, Dated], former: tuple[Dated, Dated], feedback: Dated | None
) -> bool:
    """Whether an inspection is a later one than the former, and the one that the feedback tells of."""
    if feedback is None or later[0].start > feedback.start:
        return False
    return str(later[0].candidates[0]) > str(former[1].candidates[0])


def _is_before(dated: Dated, day: str) -> bool:
    """Whether all that some words may mean lies before a day; an open month or year does not."""
    return all(str(date) < day[: len(str(date))] for date in dated.candidates)


def _whole(date: DateFound) -> Dated:
    return Dated(date.candidates, date.start, date.end)


def _options(found: re.Match[str], year: int) -> list[PartialDate]:
    """The date of a month and day in that year, if there is such a day."""
    day = number_of(found["d"]) if found["d"] else None
    return [*_options_of(year, number_of(found["m"]), day)]


def _options_of(year: int, month: int | None, day: int | None) -> tuple[PartialDate, ...]:
    try:
        return (PartialDate(year, month, day),)
    except ValueError:
        return ()


@cache
def _fed_back() -> re.Pattern[str]:
    # Where feedback is an act, not the name of what is rectified. Samples: "反馈了意见", "出具审计报告"; not "巡察反馈问题整改"
    named = rf"的?{any_word('facts', 'feedback_of')}?的?{any_word('facts', 'feedback_answered')}"
    return re.compile(rf"反馈(?!{named})|出具了?[^,。]{{0,8}}报告")


@cache
def _answering() -> re.Pattern[str]:
    # What a body does with the feedback that it has. Sample: "3月5日,局党组召开专题会研究巡察反馈意见"
    meeting = rf"召开[^,。]{{0,10}}{any_word('facts', 'answering_meeting')}"
    return re.compile(f"{any_word('facts', 'answering')}|{meeting}")
