"""The words around totals: numbers of problems, measures, people and money in a range of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from importers.cues import any_of, group
from importers.outline.numerals import CHINESE, number_of
from models.facts import ClaimSubject
from models.taken import Taken

_N = rf"(?P<n>\d+|[{CHINESE}]{{1,4}})"
_VAGUE = "(?P<vague>[余多]|以上)?"
_UNIT = r"(?:个|项|条|类|大类|大项|款|点|份|处|大|件)"
STATES = (
    (ClaimSubject.PHASED, "phased"),
    (ClaimSubject.NOT_DONE, "not_done"),
    (ClaimSubject.ONGOING, "ongoing"),
    (ClaimSubject.LONG_TERM, "long_term"),
    (ClaimSubject.DONE, "done"),
)
# A rate. Samples: "完成率97.7%", "占2.3%", "整改率达100%"
_RATE = re.compile(
    r"(?:完成率|整改率|办结率|销号率|占比|占|率)(?:已)?(?:达|为|达到|约)?(?:到)?(?P<n>\d+(?:\.\d+)?)%"
)
# Sample: "共召开3次党组(扩大)会议", "召开调度会3次"
_MEETINGS = re.compile(
    rf"召开[^,。;\d]{{0,12}}?(?:{_N}{_VAGUE}次[^,。;\d]{{0,14}}?会|会(?:议)?(?P<m>\d+)(?P<vague2>[余多])?次)"
)
# Problems that are only some of all, or are led by somebody. Samples: "3个重点难点问题", "带头领办3个问题"
_PART = re.compile(r"重点|难点|共性|类似|同类|新")
_TAKEN_ON = re.compile(r"领办|包抓|牵头|带头|领衔|督办|领题|解决")
# Measures, not problems, are done. Samples: "117条措施,已完成103条", "措施117条,已完成103条", "措施已完成103条"
_OF_MEASURES = re.compile(
    r"(?:\d[条项个](?:整改|具体)?(?:措施|举措),?|(?:措施|举措)(?:\d{1,4}[条项个],?)?)"
    r"(?:已|全部|完成|均|正在|长期|持续)[^。;]{0,8}$"
)
# Numbers that stand for problems because others of the same row do. Sample: "4个方面,11项、27条问题"
_ROW = re.compile(
    r"方面[,、的](?P<n>\d+)(?:个|项|条|类)(?=[,、]\d+(?:个|项|条|类)[一-鿿]{0,4}?(?:问题|任务|事项))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A total as it is worded."""

    subject: ClaimSubject
    value: float
    start: int
    end: int
    vague: bool = False
    damaged: bool = False
    candidates: tuple[float, ...] = ()


@cache
def _state_patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    # Samples: "已整改完成43个", "正在整改中的1个", "11条问题已整改完成", "其中的13个问题已经整改到位"
    # Not the total of a sum: in "14个问题已完成整改11个" the 11 are done.
    # Not an ordinal: "第12项整改完成情况".
    found = []
    for subject, name in STATES:
        words = any_of(group("claims", name))
        before = rf"(?:{words})(?:的|了|的有|问题|任务|事项|整改任务|有|共|,)?{_N}{_VAGUE}{_UNIT}"
        after = rf"(?<![\d第]){_N.replace('<n>', '<m>')}{_UNIT}(?:[一-鿿]{{0,8}}?(?:问题|任务|事项|意见|措施))?(?:已经|已|均|均已|全部|还|目前|还在|尚)?(?>{words})(?!(?:整改)?的?\d)"
        found.append((subject, re.compile(f"{before}|{after}")))
    return tuple(found)


def states(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems are in which state."""
    taken = Taken(start, end)
    measures_end = start  # where the last number that counts measures ends
    hits = [
        (match.start(), -match.end(), subject, match)
        for subject, pattern in _state_patterns()
        for match in pattern.finditer(text, start, end)
    ]
    for _, _, subject, match in sorted(hits, key=lambda hit: hit[:2]):
        if taken.holds(*match.span()):
            continue
        taken.add(*match.span())
        if _are_measures(text, start, match, measures_end):
            measures_end = match.end()
            continue
        value = number_of(match["n"] or match["m"])
        if value is not None:
            yield Found(subject, value, match.start(), match.end(), vague=bool(match["vague"]))


def _are_measures(text: str, start: int, match: re.Match[str], measures_end: int) -> bool:
    if text.startswith("问题", match.end()):
        return False
    goes_on = text[measures_end : match.start()] in (",", "、")
    return goes_on or bool(_OF_MEASURES.search(text, max(start, match.start() - 14), match.end()))


@cache
def _structure_patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    counted = rf"(?<![\d.第]){_N}{_VAGUE}"
    return (
        (
            ClaimSubject.ASPECTS,
            re.compile(rf"{counted}(?:个|大|个大|项|大类|类)?方面(?![一-鿿]{{0,2}}具体问题)"),
        ),
        (
            ClaimSubject.SUB_PROBLEMS,
            re.compile(rf"{counted}{_UNIT}?(?:{any_of(group('claims', 'sub_problem'))})"),
        ),
        (
            ClaimSubject.PROBLEMS,
            re.compile(
                rf"{counted}{_UNIT}(?:[一-鿿]{{0,4}}?)(?:{any_of(group('claims', 'problem'))})"
            ),
        ),
        (ClaimSubject.PROBLEMS, _ROW),
        (
            ClaimSubject.MEASURES,
            re.compile(
                rf"{counted}{_UNIT}(?:[一-鿿]{{0,4}}?)(?:{any_of(group('claims', 'measure'))})"
            ),
        ),
        (
            ClaimSubject.PROBLEMS,
            re.compile(
                rf"(?:反馈|发现|查出|指出|梳理|存在)(?:的|出)?问题(?P<n>\d+){_VAGUE}{_UNIT}"
            ),
        ),
        (ClaimSubject.MEASURES, re.compile(rf"(?:整改|具体|制定)措施{_N}{_VAGUE}{_UNIT}")),
        (
            ClaimSubject.RECOMMENDATIONS,
            re.compile(rf"{counted}{_UNIT}(?:{any_of(group('claims', 'recommendation'))})"),
        ),
    )


def structure(text: str, start: int, end: int) -> Iterator[Found]:
    """How many aspects, problems and measures there are."""
    taken = Taken(start, end)
    for subject, pattern in _structure_patterns():
        for match in pattern.finditer(text, start, end):
            value = number_of(match["n"])
            begin = match.start("n")
            if value is None or taken.holds(begin, match.end()):
                continue
            taken.add(begin, match.end())
            if _PART.search(match[0]) or _TAKEN_ON.search(text, max(start, begin - 12), begin):
                continue
            vague = bool(match.groupdict().get("vague")) or text[max(0, begin - 1)] in "近约"
            yield Found(subject, value, match.start("n"), match.end(), vague=vague)


def rates(text: str, start: int, end: int) -> Iterator[Found]:
    """Rates in per cent."""
    for match in _RATE.finditer(text, start, end):
        yield Found(ClaimSubject.RATE_PERCENT, float(match["n"]), match.start(), match.end())


@cache
def _effect_patterns() -> tuple[tuple[ClaimSubject, float, re.Pattern[str]], ...]:
    rules = any_of(group("claims", "rule"))
    verbs = any_of(group("claims", "rule_verb"))
    people = any_of(group("claims", "people_verb"))
    money = any_of(group("claims", "money_verb"))
    return (
        # Samples: "修订完善规章制度16项", "修改完善……等3项制度"
        (
            ClaimSubject.ISSUED_RULES,
            1.0,
            re.compile(
                rf"(?:{verbs})[^。;,]{{0,16}}?(?:(?:{rules}){_N}{_VAGUE}(?:个|项|份|部|条)|{_N.replace('<n>', '<m>')}(?:个|项|份|部)(?:{rules}))"
            ),
        ),
        # Samples: "批评教育24人", "组织处理0人", "约谈3人次"
        (
            ClaimSubject.PEOPLE,
            1.0,
            re.compile(
                rf"(?:{people})[^。;,\d]{{0,8}}?(?P<n>\d+){_VAGUE}人|对(?P<m>\d+)人(?:予以|给予|进行)?[^。;,]{{0,6}}?(?:{people}|记过|警告)"
            ),
        ),
        # Samples: "追缴资金7.132万元", "清退54410元"
        (
            ClaimSubject.MONEY,
            10_000.0,
            re.compile(
                rf"(?:{money})[^。;,\d]{{0,8}}?(?P<n>\d+(?:\.\d+)?){_VAGUE}万元(?P<m>(?!))?"
            ),
        ),
        (
            ClaimSubject.MONEY,
            1.0,
            re.compile(rf"(?:{money})[^。;,\d]{{0,8}}?(?P<n>\d+(?:\.\d+)?){_VAGUE}元(?P<m>(?!))?"),
        ),
    )


def effects(text: str, start: int, end: int) -> Iterator[Found]:
    """What was done by numbers: meetings, rules, people, money."""
    for match in _MEETINGS.finditer(text, start, end):
        times = number_of(match["n"] or match["m"])
        if times is not None:
            vague = bool(match["vague"] or match["vague2"])
            yield Found(ClaimSubject.MEETINGS, times, match.start(), match.end(), vague=vague)
    for subject, unit, pattern in _effect_patterns():
        for match in pattern.finditer(text, start, end):
            words = match["n"] or match["m"]
            value = float(words) if words.replace(".", "", 1).isdigit() else number_of(words)
            if value is not None:
                yield Found(
                    subject,
                    round(value * unit, 2),
                    match.start(),
                    match.end(),
                    vague=bool(match["vague"]),
                )
