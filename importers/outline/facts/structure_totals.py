"""Text to totals: how many aspects, problems and measures it says there are, and which are parts of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_word, group, pattern
from importers.outline.facts.counting import (
    NO_COUNT_BEFORE,
    VAGUE,
    Found,
    no_body,
    number_in,
    numeral,
    unit,
)
from models.facts import ClaimSubject
from models.taken import Taken

_TABLE = "claims"
_BEFORE = 12  # signs before a number in which it is said that somebody took it on


def structure(text: str, start: int, end: int) -> Iterator[Found]:
    """How many aspects, problems and measures there are."""
    taken = Taken(start, end)
    for subject, counted in _structure_patterns():
        for match in counted.finditer(text, start, end):
            value = number_in(match["n"], single=False)
            begin = match.start("n")
            if value is None or taken.holds(begin, match.end()):
                continue
            taken.add(begin, match.end())
            if _is_some(text, start, match):
                continue
            vague = bool(match.groupdict().get("vague")) or text[max(0, begin - 1)] in "近约"
            yield Found(subject, value, match.start("n"), match.end(), vague=vague)


def handed_over(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems or leads were passed on."""
    for match in _handed_over().finditer(text, start, end):
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


def inside(text: str, start: int, end: int) -> Iterator[Found]:
    """Problems of a certain sort that are part of a total. Sample: "(含村级问题4个)"."""
    for match in _inside().finditer(text, start, end):
        value = number_in(match["n"])
        if value is not None:
            begin = match.start("part")
            yield Found(ClaimSubject.PROBLEMS, value, begin, match.end(), is_part=True)


def classes(text: str, start: int, end: int) -> Iterator[Found]:
    """Parts by 时限类别 in words that are states elsewhere. Sample: "要求立行立改的5个问题,……;要求持续整改的4个问题"."""
    for match in _class().finditer(text, start, end):
        value = number_in(match["n"])
        if value is not None and (match["required"] or _is_beside_limits(text, start, match)):
            begin = match.start("class")
            yield Found(ClaimSubject.PROBLEMS, value, begin, match.end(), is_part=True)


def _is_beside_limits(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the sentence counts the problems of another 时限类别 as well."""
    begin = max(start, *(text.rfind(sign, start, match.start()) for sign in "。\n"))
    return _part_row().search(text, begin, match.start()) is not None


def _is_some(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number counts only some of all, for what stands in it or before it."""
    at = match.start("n")
    if pattern(_TABLE, "some").search(match[0]):
        return True
    if pattern(_TABLE, "taken_on").search(text, max(start, at - _BEFORE), at):
        return True
    return any(text.endswith(word, start, match.start()) for word in group(_TABLE, "answered"))


# Patterns


@cache
def _structure_patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    return tuple((subject, re.compile(source)) for subject, source in _structure_sources())


def _structure_sources() -> Iterator[tuple[ClaimSubject, str]]:
    """Ways to state a total, the surer ones first; what one has read is closed to the next."""
    counted = rf"{NO_COUNT_BEFORE}{numeral('n')}{VAGUE}"
    listed = rf"{numeral('n')}{VAGUE}{unit()}"  # the number behind what it counts
    # "7个方面"
    aspect = rf"{_any('aspect_unit')}?方面(?![一-鿿]{{0,2}}具体问题)"
    yield ClaimSubject.ASPECTS, rf"{counted}{aspect}"
    # "27个具体问题"; a numeral right before it only where that is no number of a list
    yield ClaimSubject.SUB_PROBLEMS, rf"{counted}(?:{unit()}|(?<!\n\d)){_any('sub_problem')}"
    # "14个突出问题"
    yield ClaimSubject.PROBLEMS, rf"{counted}{unit()}{no_body()}{{0,4}}?{_any('problem')}"
    yield ClaimSubject.PROBLEMS, _row()
    # "117条整改措施"
    yield ClaimSubject.MEASURES, rf"{counted}{unit()}[一-鿿]{{0,4}}?{_any('measure')}"
    # "反馈问题27个", "问题清单共41条"; not the classes of "反馈问题2大类6项"
    yield ClaimSubject.PROBLEMS, rf"{found_problems()}{listed}(?!类|{numeral()}{unit()})"
    # "制定措施117条"
    yield ClaimSubject.MEASURES, rf"{_any('measure_kind')}{_any('measure_word')}{listed}"
    # "问题共3个方面21个", "问题2大类6项"
    yield ClaimSubject.PROBLEMS, rf"{parted_problems()}{listed}(?=[,。;、(])"
    # "3条意见建议", "审计建议3条"
    yield ClaimSubject.RECOMMENDATIONS, rf"{counted}{unit()}{_any('recommendation')}"
    yield ClaimSubject.RECOMMENDATIONS, rf"提出[一-鿿]{{0,6}}?{_any('recommendation')}{listed}"


def found_problems() -> str:
    """What says that problems were found, up to their number. Samples: "反馈的问题共", "问题清单"."""
    return rf"(?:{_any('found')}[的出]?问题|问题清单){_any('altogether')}?"


def parted_problems() -> str:
    """What says that problems are parted, up to their own number. Samples: "问题共3个方面", "问题2大类"."""
    above = rf"(?:{_any('aspect_unit')}?方面|{_any('class_unit')})"
    return rf"问题{_any('altogether')}?{numeral()}{above}[,、]?"


def _row() -> str:
    """Numbers that stand for problems because others of the same row do. Sample: "4个方面,11项、27条问题"."""
    counter = _any("row_unit")
    other = rf"[,、]{numeral()}{counter}[一-鿿]{{0,4}}?{_any('thing')}"
    return rf"方面[,、的]{numeral('n')}{counter}(?={other})"


@cache
def _handed_over() -> re.Pattern[str]:
    # Beside the problems of the notice. Samples: "移交立行立改问题4个", "移交5件问题线索"
    counter, lead = _any("lead_unit"), _any("lead")
    behind = rf"[一-鿿“”]{{0,10}}?{lead}{numeral('n')}{VAGUE}{counter}"
    before = rf"{numeral('m')}{counter}[一-鿿“”]{{0,8}}?{lead}"
    return re.compile(rf"移交的?(?:{behind}|{before})")


@cache
def _part() -> re.Pattern[str]:
    classes = f"(?:{_limits()}|{any_word('statuses', 'limit_long_term')})"
    return re.compile(rf"{classes}{_of_class()}{numeral('n')}{unit()}")


@cache
def _part_row() -> re.Pattern[str]:
    # It begins with a class that is no state; 长期坚持 alone is one.
    first = rf"{_limits()}{_of_class()}{numeral()}{unit()}"
    other = _part().pattern.replace("?P<n>", "?:")
    return re.compile(rf"{first}(?:[,、]{other})*")


@cache
def _inside() -> re.Pattern[str]:
    part = rf"(?P<part>[一-鿿“”]{{1,8}}?问题{numeral('n')}{unit()})"
    return re.compile(rf"\({_any('subset')}{part}(?=[,、)])")


@cache
def _class() -> re.Pattern[str]:
    words = f"(?:{_limits()}|{_any('class')})"
    return re.compile(
        rf"(?P<required>{_any('required')})?(?P<class>{words}{_of_class()}{numeral('n')}{unit()}{_any('thing')}?)"
    )


def _limits() -> str:
    return f"(?:{any_word('statuses', 'limit_at_once')}|{_any('limit')})"


def _of_class() -> str:
    """What stands between a 时限类别 and its number. Samples: "的问题", "类任务有"."""
    return rf"[的类]?{_any('thing')}?[有为共]?"


def _any(name: str) -> str:
    return any_word(_TABLE, name)
