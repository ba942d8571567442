"""How many problems a text says are in which state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_of, group
from importers.outline.facts.structure_totals import (
    NO_BODY,
    NO_COUNT_BEFORE,
    NUMBER,
    UNIT,
    VAGUE,
    Found,
    number_in,
)
from models.facts import ClaimSubject
from models.taken import Taken

STATES = (
    (ClaimSubject.PHASED, "phased"),
    (ClaimSubject.NOT_DONE, "not_done"),
    (ClaimSubject.ONGOING, "ongoing"),
    (ClaimSubject.LONG_TERM, "long_term"),
    (ClaimSubject.DONE, "done"),
)
_LOOK_BACK = 80  # signs before a state in which it may be said what is counted
# What may follow state and number, or number and state; else something finer is counted. Sample: "已完成3项制度修订"
_ENDS = (
    r"(?=[,。;:、()“”》\n]|$|的?(?:主要|突出|具体|反馈|巡察|巡视)?(?:问题|任务|事项|意见|整改)"
    r"|占|并|均|已|正|阶段|基本|长期|需|尚|未|剩|其|仍|和|及|以及|与|取得)"
)
_CLOSED = r"(?=[,。;:、()“”》\n]|$|的|并|整改|销号|问题|和|及|同意|取得|外|以外)"
# What a state may be joined with. Sample: "取得阶段性成效并长期坚持的3个"
_JOINED = r"(?:并(?:长期坚持|持续(?:推进|整改|巩固)|完成销号|销号))?"
# Sample: "9个问题中完成7个,"
_PLAIN_DONE = re.compile(rf"(?:问题|任务|事项)中,?完成{NUMBER}{VAGUE}{UNIT}(?=[,。;、])")
# What was counted before. Samples: "117条措施", "措施117条", "14个问题", "问题41个"
_COUNTED = re.compile(
    r"(?:\d(?P<a>[条项个])(?:整改|具体|工作)?|(?P<b>))(?:措施|举措)(?:\d{1,4}(?P<c>[条项个]))?"
    r"|\d[个项条类件][一-鿿]{0,4}?(?:问题|任务|事项)|(?:问题|任务|事项)(?:共计|共)?\d"
)
_MEASURES = re.compile(r"措施|举措")


@cache
def _patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    # Samples: "已整改完成43个", "正在整改中的1个", "11条问题已整改完成", "16个问题,已全部完成整改"
    # Not the total of a sum: in "14个问题已完成整改11个" the 11 are done.
    # Not an ordinal: "第12项整改完成情况".
    found = []
    for subject, name in STATES:
        words = any_of(group("claims", name))
        before = rf"(?<!率)(?:{words}){_JOINED}(?:的问题|的有|的|了|问题|任务|事项|整改任务|有|共)?{NUMBER}{VAGUE}(?P<u>{UNIT}){_ENDS}"
        after = rf"{NO_COUNT_BEFORE}{NUMBER.replace('<n>', '<m>')}(?P<w>{UNIT})(?:{NO_BODY}{{0,8}}?(?:问题|任务|事项|意见|措施))?(?:,(?=(?:目前)?(?:已|均已)?全部|均))?(?:已经|已|均|均已|全部|还|目前|还在|尚)?(?>{words})(?!(?:整改)?的?\d){_CLOSED}"
        found.append((subject, re.compile(f"{before}|{after}")))
    return tuple(found)


def states(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems are in which state; measures in a state are passed over."""
    taken = Taken(start, end)
    hits = [
        (match.start(), -match.end(), subject, match)
        for subject, pattern in _patterns()
        for match in pattern.finditer(text, start, end)
    ]
    for _, _, subject, match in sorted(hits, key=lambda hit: hit[:2]):
        if taken.holds(*match.span()):
            continue
        taken.add(*match.span())
        if _are_measures(text, start, match) or _are_letters(text, match):
            continue
        value = number_in(match["n"] or match["m"])
        if value is not None:
            if subject is ClaimSubject.DONE and match["m"]:
                yield from _all_of(match, value)
            vague = bool(match["vague"])
            yield Found(subject, value, match.start(), match.end(), vague=vague)
    yield from _plainly_done(text, start, end)


def _all_of(match: re.Match[str], value: float) -> Iterator[Found]:
    """The total that is told of as done altogether. Sample: "6个问题全部整改完毕"."""
    named = match[0].find("问题")
    if named > 0 and "全部" in match[0]:
        end = match.start() + named + len("问题")
        yield Found(ClaimSubject.PROBLEMS, value, match.start(), end)


def _plainly_done(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _PLAIN_DONE.finditer(text, start, end):
        value = number_in(match["n"])
        if value is not None:
            begin = text.index("完成", match.start())
            yield Found(ClaimSubject.DONE, value, begin, match.end(), vague=bool(match["vague"]))


def _are_letters(text: str, match: re.Match[str]) -> bool:
    """Whether 件 counts letters or cases, not problems. Sample: "移交信访件12件,已办结12件"."""
    unit = match["u"] or match["w"]
    return unit == "件" and "问题" not in text[match.start() : match.end() + 3]


def _are_measures(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the last thing counted before, in the same sentence and with the same unit, are measures."""
    if text.startswith("问题", match.end()):
        return False
    if _MEASURES.search(match[0]):
        return True
    low = max(start, match.start() - _LOOK_BACK)
    begin = max(text.rfind(sign, low, match.start()) for sign in "。;\n") + 1
    counted = list(_COUNTED.finditer(text, max(low, begin), match.start()))
    if not counted or not _MEASURES.search(counted[-1][0]):
        return False
    last = counted[-1]
    unit = last["a"] or last["c"]
    return unit == (match["u"] or match["w"]) if unit else last.end() == match.start()
