"""How many aspects, problems and measures a text says there are, and which of them are parts of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from importers.cues import any_of, group
from importers.outline.words.numerals import CHINESE, number_of
from models.facts import ClaimSubject
from models.taken import Taken

NUMBER = rf"(?P<n>\d+|[{CHINESE}]{{1,4}})"
VAGUE = "(?P<vague>[余多]|以上)?"
UNIT = r"(?:个|项|条|类|大类|大项|款|点|份|处|大|件)"
# Not behind a digit or an ordinal, and not the end of a range. Samples: "第12项", "3至5个", "三到四项"
NO_COUNT_BEFORE = rf"(?<![\d.第])(?<![\d{CHINESE}][至到—~-])(?<![个项条次][至到—~-])"
# A sign of words that name no body: bodies are counted, not their problems. Sample: "3个单位的问题"
NO_BODY = r"(?:(?!单位|部门|企业|项目|学校|乡镇|科室|镇街|村)[一-鿿])"
# Numerals that count nothing by themselves. Samples: "百日攻坚", "一个问题一套方案"
_IDLE = frozenset({"百", "千", "零", "〇"})
# Problems that are only some of all, or are led by somebody. Samples: "3个重点难点问题", "带头领办3个问题"
_PART = re.compile(r"重点|难点|共性|类似|同类|新")
_TAKEN_ON = re.compile(r"领办|包抓|牵头|带头|领衔|督办|领题|解决")
_ANSWERED = re.compile(r"(?:完成|落实)$")
# Numbers that stand for problems because others of the same row do. Sample: "4个方面,11项、27条问题"
_ROW = re.compile(
    rf"方面[,、的]{NUMBER}(?:个|项|条|类)(?=[,、](?:\d+|[{CHINESE}]{{1,4}})(?:个|项|条|类)[一-鿿]{{0,4}}?(?:问题|任务|事项))"
)
# Problems passed on to others, beside those of the notice. Samples: "移交立行立改问题4个", "移交5件问题线索"
_HANDED_OVER = re.compile(
    rf"移交(?:的)?(?:[一-鿿“”]{{0,10}}?(?:问题线索|问题|线索|事项){NUMBER}{VAGUE}(?:个|件|条|项)"
    rf"|{NUMBER.replace('<n>', '<m>')}(?:个|件|条|项)[一-鿿“”]{{0,8}}?(?:问题|线索|事项))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A total as it is worded.

    Attributes:
        is_part: whether it counts some of another total and says nothing without it.
    """

    subject: ClaimSubject
    value: float
    start: int
    end: int
    vague: bool = False
    damaged: bool = False
    candidates: tuple[float, ...] = ()
    is_part: bool = False


def number_in(words: str, *, single: bool = True) -> int | None:
    """The number that a numeral counts, or None; 一 only where `single`, and no 三四个 or 百."""
    is_spoken = len(words) > 1 and not words.isdigit() and not set(words) & set("十百千")
    if is_spoken or words in _IDLE or (words == "一" and not single):
        return None
    return number_of(words)


@cache
def _structure_patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    counted = rf"{NO_COUNT_BEFORE}{NUMBER}{VAGUE}"
    return (
        (
            ClaimSubject.ASPECTS,
            re.compile(rf"{counted}(?:个|大|个大|项|大类|类)?方面(?![一-鿿]{{0,2}}具体问题)"),
        ),
        (
            ClaimSubject.SUB_PROBLEMS,
            re.compile(
                rf"{counted}(?:{UNIT}|(?<!\n\d))(?:{any_of(group('claims', 'sub_problem'))})"
            ),
        ),
        (
            ClaimSubject.PROBLEMS,
            re.compile(
                rf"{counted}{UNIT}{NO_BODY}{{0,4}}?(?:{any_of(group('claims', 'problem'))})"
            ),
        ),
        (ClaimSubject.PROBLEMS, _ROW),
        (
            ClaimSubject.MEASURES,
            re.compile(
                rf"{counted}{UNIT}(?:[一-鿿]{{0,4}}?)(?:{any_of(group('claims', 'measure'))})"
            ),
        ),
        (
            ClaimSubject.PROBLEMS,
            re.compile(
                rf"(?:(?:反馈|发现|查出|指出|梳理|存在)(?:的|出)?问题|问题清单)(?:共计|共|合计|总计)?{NUMBER}{VAGUE}{UNIT}"
            ),
        ),
        (
            ClaimSubject.MEASURES,
            re.compile(rf"(?:整改|具体|制定|改进)(?:措施|举措){NUMBER}{VAGUE}{UNIT}"),
        ),
        (
            ClaimSubject.RECOMMENDATIONS,
            re.compile(rf"{counted}{UNIT}(?:{any_of(group('claims', 'recommendation'))})"),
        ),
    )


def structure(text: str, start: int, end: int) -> Iterator[Found]:
    """How many aspects, problems and measures there are."""
    taken = Taken(start, end)
    for subject, pattern in _structure_patterns():
        for match in pattern.finditer(text, start, end):
            value = number_in(match["n"], single=False)
            begin = match.start("n")
            if value is None or taken.holds(begin, match.end()):
                continue
            taken.add(begin, match.end())
            if _is_some(text, start, match):
                continue
            vague = bool(match.groupdict().get("vague")) or text[max(0, begin - 1)] in "近约"
            yield Found(subject, value, match.start("n"), match.end(), vague=vague)


def _is_some(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number counts only some of all, for what stands in it or before it."""
    if _PART.search(match[0]) or _TAKEN_ON.search(
        text, max(start, match.start("n") - 12), match.start("n")
    ):
        return True
    return _ANSWERED.search(text, max(start, match.start() - 4), match.start()) is not None


def handed_over(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems or leads were passed on."""
    for match in _HANDED_OVER.finditer(text, start, end):
        value = number_in(match["n"] or match["m"])
        if value is not None:
            yield Found(ClaimSubject.HANDED_OVER, value, match.start(), match.end())


def parts(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems have which 时限类别: parts of a total, no states. Sample: "其中立行立改8条、长期坚持4条"."""
    for row in _part_row().finditer(text, start, end):
        for match in _part().finditer(text, *row.span()):
            value = number_in(match["n"])
            if value is not None:
                yield Found(ClaimSubject.PROBLEMS, value, match.start(), match.end(), is_part=True)


@cache
def _part() -> re.Pattern[str]:
    words = any_of((*_limits(), *group("statuses", "limit_long_term")))
    return re.compile(rf"(?:{words})(?:的|类)?(?:问题|任务|事项)?(?:有|为|共)?{NUMBER}{UNIT}")


@cache
def _part_row() -> re.Pattern[str]:
    # It begins with a class that is no state; 长期坚持 alone is one.
    first = rf"(?:{any_of(_limits())})(?:的|类)?(?:问题|任务|事项)?(?:有|为|共)?(?:\d+|[{CHINESE}]{{1,4}}){UNIT}"
    other = _part().pattern.replace("?P<n>", "?:")
    return re.compile(rf"{first}(?:[,、](?:{other}))*")


def _limits() -> tuple[str, ...]:
    return (*group("statuses", "limit_at_once"), "限期整改", "限时整改")
