"""Text to totals of what rectification led to: meetings, rules, people called to account, money; and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_word, group, pattern
from importers.outline.facts.counting import VAGUE, Found, number_in, numeral
from models.facts import ClaimSubject

_TABLE = "claims"
_LOOK_BACK = 16  # signs before a rate that say what it is a rate of
_SENTENCE = 60  # signs before a rate of anything in which problems must be named
# What a share is taken of, right before it. Sample: "正在整改中的1个,占2.3%"
_COUNTED = re.compile(r"\d(?:个|项|条|类|件)[^。;\d]{0,8}$")
# Sample: "共召开3次党组(扩大)会议", "召开调度会3次"
_MEETINGS = re.compile(
    rf"召开[^,。;\d]{{0,12}}?(?:(?<!\d[至到—~-]){numeral('n')}{VAGUE}次[^,。;\d]{{0,14}}?会"
    r"|会(?:议)?(?P<m>\d+)(?P<vague2>[余多])?次)"
)
# Other meetings in the same row. Samples: "、专题推进会4次", "和专题民主生活会1次"
_MORE_MEETINGS = re.compile(
    r"(?:[、,和及]|以及)[一-鿿()“”]{1,12}?会(?:议)?(?P<m>\d+)(?P<vague2>[余多])?次"
)
_FIGURE = r"(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_NUMBERS = ("n", "m", "k")  # the groups of a pattern in which its number may stand
_YUAN = {"亿": 100_000_000.0, "万": 10_000.0, "": 1.0}


def rates(text: str, start: int, end: int) -> Iterator[Found]:
    """Rates in per cent."""
    for match in _rate().finditer(text, start, end):
        before = max(start, match.start() - _LOOK_BACK)
        is_share = match[0].startswith("占")
        if is_share and not _COUNTED.search(text, before, match.start()):
            continue
        if _is_of_anything(match[0]) and not _told_of_problems(text, start, match.start()):
            continue
        if not _other_rate().search(text, before, match.start()):
            vague = bool(match["vague"])
            yield Found(
                ClaimSubject.RATE_PERCENT,
                float(match["n"]),
                match.start(),
                match.end(),
                vague=vague,
            )


def _told_of_problems(text: str, start: int, end: int) -> bool:
    """Whether the sentence before `end` speaks of problems or of their rectification."""
    low = max(start, end - _SENTENCE)
    begin = max(low, text.rfind("。", low, end) + 1)
    return pattern(_TABLE, "rate_subject").search(text, begin, end) is not None


def _is_of_anything(rate: str) -> bool:
    """Whether a rate is also taken of letters and permits. Sample: "受理来信46件,办结率95.7%"."""
    return rate.startswith(group(_TABLE, "rate_of_anything"))


def effects(text: str, start: int, end: int) -> Iterator[Found]:
    """What was done by numbers: meetings, rules, people, money."""
    yield from _meetings(text, start, end)
    yield from _money(text, start, end)
    for subject, wanted in (
        (ClaimSubject.ISSUED_RULES, _rules()),
        (ClaimSubject.PEOPLE, _people()),
    ):
        for match in wanted.finditer(text, start, end):
            value = number_in(_number(match))
            if value is not None:
                vague = bool(match["vague"])
                yield Found(subject, value, match.start(), match.end(), vague=vague)


def _number(match: re.Match[str]) -> str:
    """The number, in whichever group of the pattern it stands."""
    return next(words for name, words in match.groupdict().items() if words and name in _NUMBERS)


def _meetings(text: str, start: int, end: int) -> Iterator[Found]:
    for first in _MEETINGS.finditer(text, start, end):
        times = number_in(first["n"] or first["m"])
        if times is not None:
            vague = bool(first["vague"] or first["vague2"])
            yield Found(ClaimSubject.MEETINGS, times, first.start(), first.end(), vague=vague)
        yield from _more_meetings(text, first.end(), end)


def _more_meetings(text: str, start: int, end: int) -> Iterator[Found]:
    """Those of the same row."""
    while match := _MORE_MEETINGS.match(text, start, end):
        times = number_in(match["m"])
        if times is not None:
            vague = bool(match["vague2"])
            yield Found(ClaimSubject.MEETINGS, times, match.start("m"), match.end(), vague=vague)
        start = match.end()


def _money(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _sums().finditer(text, start, end):
        value = float(match["n"].replace(",", "")) * _YUAN[match["unit"]]
        vague = bool(match["vague"] or match["about"] or match["odd"])
        yield Found(ClaimSubject.MONEY, round(value, 2), match.start(), match.end(), vague=vague)


# Patterns


@cache
def _rate() -> re.Pattern[str]:
    # A rate of problems. Samples: "完成率97.7%", "占2.3%", "整改率达100%", "完成率近60%"
    reached = r"(?:已|均)?(?:达|为|达到)?(?:到)?(?P<vague>近|约|超过|超)?"
    return re.compile(rf"{_any('rate')}{reached}(?P<n>\d+(?:\.\d+)?)%")


@cache
def _other_rate() -> re.Pattern[str]:
    return re.compile(rf"{_any('other_rate')}[^,。;]{{0,4}}$")


@cache
def _rules() -> re.Pattern[str]:
    # Samples: "修订完善规章制度16项", "修改完善……等3项制度"
    rules = _any("rule")
    behind = rf"{rules}{numeral('n')}{VAGUE}{_any('rule_unit_behind')}"
    before = rf"{numeral('m')}{_any('rule_unit')}{rules}"
    act = rf"{_any('rule_act')}{numeral('k')}{_any('rule_unit_behind')}"
    return re.compile(rf"{_any('rule_verb')}[^。;,]{{0,16}}?(?:{behind}|{before})|{act}")


@cache
def _people() -> re.Pattern[str]:
    # Samples: "批评教育24人", "组织处理0人", "约谈责任人21名", "对2名责任人给予诫勉谈话", "3人受到党纪处分"
    verbs, between = _any("people_verb"), r"[^。;,\d]"
    of_some = rf"(?:人|名{between}{{0,10}}?)"
    return re.compile(
        rf"{verbs}{between}{{0,8}}?(?P<n>\d+){VAGUE}(?:人|名)"
        rf"|对(?P<m>\d+){of_some}{_any('people_given')}?{between}{{0,6}}?{verbs}"
        rf"|(?<!\d)(?P<k>\d+){of_some}(?:受到|被(?:给予)?){between}{{0,8}}?{verbs}"
    )


@cache
def _sums() -> re.Pattern[str]:
    # Samples: "追缴资金7.132万元", "清退54410元", "整改到位资金2.36亿元", "收缴国库1,243.6万元", "追缴3万余元"
    amount = rf"(?P<about>近|约)?{_FIGURE}{VAGUE}(?P<unit>亿|万|)(?P<odd>[余多])?元"
    return re.compile(rf"{_any('money_verb')}[^。;,\d]{{0,14}}?{amount}")


def _any(name: str) -> str:
    return any_word(_TABLE, name)
