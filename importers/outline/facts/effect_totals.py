"""What rectification led to, as totals: meetings, rules, people called to account, money recovered; and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_of, group
from importers.outline.facts.structure_totals import NUMBER, VAGUE, Found, number_in
from models.facts import ClaimSubject

_LOOK_BACK = 16  # signs before a rate that say what it is a rate of
# A rate of problems. Samples: "完成率97.7%", "占2.3%", "整改率达100%", "完成率近60%"
_RATE = re.compile(
    r"(?:(?:完成|整改|办结|销号|落实|到位|解决)率|占比|占)(?:已|均)?(?:达|为|达到)?(?:到)?"
    r"(?P<vague>近|约|超过|超)?(?P<n>\d+(?:\.\d+)?)%"
)
# Rates that are taken of letters and permits, too. Sample: "受理来信46件,办结率95.7%"
_OF_ANYTHING = re.compile(r"(?:办结|落实|到位|解决)率")
_SENTENCE = 60  # signs before such a rate in which problems must be named
# What a share is taken of, right before it. Sample: "正在整改中的1个,占2.3%"
_COUNTED = re.compile(r"\d(?:个|项|条|类|件)[^。;\d]{0,8}$")
# A rate of something else. Samples: "措施完成率98%", "资金到位率90%"
_OTHER_RATE = re.compile(r"(?:措施|举措|资金|金额|款项|任务书|培训)[^,。;]{0,4}$")
# Sample: "共召开3次党组(扩大)会议", "召开调度会3次"
_MEETINGS = re.compile(
    rf"召开[^,。;\d]{{0,12}}?(?:(?<!\d[至到—~-]){NUMBER}{VAGUE}次[^,。;\d]{{0,14}}?会|会(?:议)?(?P<m>\d+)(?P<vague2>[余多])?次)"
)
_FIGURE = r"(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_NUMBERS = ("n", "m", "k")  # the groups of a pattern in which its number may stand
_YUAN = {"亿": 100_000_000.0, "万": 10_000.0, "": 1.0}


def rates(text: str, start: int, end: int) -> Iterator[Found]:
    """Rates in per cent."""
    for match in _RATE.finditer(text, start, end):
        before = max(start, match.start() - _LOOK_BACK)
        is_share = match[0].startswith("占")
        if is_share and not _COUNTED.search(text, before, match.start()):
            continue
        if _OF_ANYTHING.match(match[0]) and not _told_of_problems(text, start, match.start()):
            continue
        if not _OTHER_RATE.search(text, before, match.start()):
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
    return any(word in text[begin:end] for word in ("问题", "整改", "任务"))


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
    for match in _MEETINGS.finditer(text, start, end):
        times = number_in(match["n"] or match["m"])
        if times is not None:
            vague = bool(match["vague"] or match["vague2"])
            yield Found(ClaimSubject.MEETINGS, times, match.start(), match.end(), vague=vague)


def _money(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _sums().finditer(text, start, end):
        value = float(match["n"].replace(",", "")) * _YUAN[match["unit"]]
        vague = bool(match["vague"] or match["about"])
        yield Found(ClaimSubject.MONEY, round(value, 2), match.start(), match.end(), vague=vague)


@cache
def _rules() -> re.Pattern[str]:
    # Samples: "修订完善规章制度16项", "修改完善……等3项制度"
    rules = any_of(group("claims", "rule"))
    verbs = any_of(group("claims", "rule_verb"))
    other = NUMBER.replace("<n>", "<m>")
    return re.compile(
        rf"(?:{verbs})[^。;,]{{0,16}}?(?:(?:{rules}){NUMBER}{VAGUE}(?:个|项|份|部|条)|{other}(?:个|项|份|部)(?:{rules}))"
    )


@cache
def _people() -> re.Pattern[str]:
    # Samples: "批评教育24人", "组织处理0人", "约谈责任人21名", "对2名责任人给予诫勉谈话", "3人受到党纪处分"
    verbs = any_of(group("claims", "people_verb"))
    return re.compile(
        rf"(?:{verbs})[^。;,\d]{{0,8}}?(?P<n>\d+){VAGUE}(?:人|名)"
        rf"|对(?P<m>\d+)(?:人|名[^。;,\d]{{0,10}}?)(?:予以|给予|进行|作出)?[^。;,\d]{{0,6}}?(?:{verbs}|记过|警告)"
        rf"|(?<!\d)(?P<k>\d+)(?:人|名[^。;,\d]{{0,10}}?)(?:受到|被(?:给予)?)[^。;,\d]{{0,8}}?(?:{verbs}|记过|警告)"
    )


@cache
def _sums() -> re.Pattern[str]:
    # Samples: "追缴资金7.132万元", "清退54410元", "整改到位资金2.36亿元", "收缴国库1,243.6万元"
    verbs = any_of(group("claims", "money_verb"))
    return re.compile(
        rf"(?:{verbs})[^。;,\d]{{0,14}}?(?P<about>近|约)?{_FIGURE}{VAGUE}(?P<unit>亿|万|)元"
    )
