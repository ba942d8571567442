"""Text to totals: how many problems it says are in which state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_of, any_word, group, pattern
from importers.outline.facts.counting import (
    NO_COUNT_BEFORE,
    VAGUE,
    Found,
    no_body,
    number_in,
    numeral,
    unit,
)
from importers.outline.facts.structure_totals import found_problems, parted_problems
from models.facts import ClaimSubject
from models.taken import Taken

STATES = (
    (ClaimSubject.PHASED, "phased"),
    (ClaimSubject.NOT_DONE, "not_done"),
    (ClaimSubject.ONGOING, "ongoing"),
    (ClaimSubject.LONG_TERM, "long_term"),
    (ClaimSubject.DONE, "done"),
)
_DUE = 10  # signs before a state in which it may be said that it was due
_LOOK_BACK = 80  # signs before a state in which it may be said what is counted

# Others of a saying, before and behind its number. Samples: "解决一个、", "、巩固一个"
_ONE_MORE = re.compile(r"一[个项件][、,]$")
_AND_ONE = re.compile(r"[、,][一-鿿]{2,4}一[个项件]")


def states(text: str, start: int, end: int) -> Iterator[Found]:
    """How many problems are in which state; measures in a state are passed over."""
    taken = Taken(start, end)
    hits = [
        (match.start(), -match.end(), subject, match)
        for subject, counted in _patterns()
        for match in counted.finditer(text, start, end)
    ]
    for _, _, subject, match in sorted(hits, key=lambda hit: hit[:2]):
        if taken.holds(*match.span()):
            continue
        taken.add(*match.span())
        if not _is_of_notice(text, start, match):
            continue
        value = number_in(match["n"] or match["m"])
        if value is not None:
            if subject is ClaimSubject.DONE and match["m"]:
                yield from _all_of(text, match, value)
            yield _told(text, match, subject, value)
    yield from _plainly_done(text, start, end)


def _told(text: str, match: re.Match[str], subject: ClaimSubject, value: float) -> Found:
    """The state with its number; a total of problems where the words are no state here."""
    before = text[max(0, match.start() - 4) : match.start()]
    if match["n"] and before.endswith(group("claims", "fed_back")) and "问题" in match[0]:
        subject = ClaimSubject.PROBLEMS
    former = before.endswith(group("claims", "former"))
    vague = bool(match["vague"])
    return Found(subject, value, match.start(), match.end(), vague=vague, is_part=former)


def _is_of_notice(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a state and its number count what the notice has done of its problems."""
    told = _is_saying(text, match) or _is_intended(text, start, match)
    other = _are_measures(text, start, match) or _are_letters(text, match)
    return not (told or other or _are_of_others(text, start, match))


def _is_saying(text: str, match: re.Match[str]) -> bool:
    """Whether a number is one of a saying. Sample: "解决一个、销号一个、巩固一个"."""
    if (match["n"] or match["m"]) != "一":
        return False
    beside = (text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 8])
    return _ONE_MORE.search(beside[0]) is not None or _AND_ONE.match(beside[1]) is not None


def _is_intended(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a clause says what shall be. Samples: "确保2025年底前15个问题全部整改到位", "应完成整改事项9项"."""
    before = text[max(start, match.start() - _DUE) : match.start()]
    if match["n"] and before.endswith(group("claims", "due")):
        return True
    begin = _last(text, ",。;\n", max(start, match.start() - _LOOK_BACK), match.start())
    return pattern("claims", "intended").search(text, begin, match.start()) is not None


def _are_of_others(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence counts problems that the body found itself. Sample: "自查问题47个,已整改45个"."""
    begin = _last(text, "。;\n", max(start, match.start() - _LOOK_BACK), match.start())
    found = [*pattern("claims", "of_others").finditer(text, begin, match.start())]
    if not found:
        return False
    of_notice = pattern("claims", "of_notice").search(text, begin, match.start())
    return of_notice is None


def _last(text: str, signs: str, low: int, end: int) -> int:
    """The place behind the last of some signs, no earlier than `low`."""
    return max(low, max(text.rfind(sign, low, end) for sign in signs) + 1)


def _all_of(text: str, match: re.Match[str], value: float) -> Iterator[Found]:
    """The total that is told of as done altogether. Samples: "6个问题全部整改完毕", "反馈问题6个,均已整改"."""
    if "全部" not in match[0] and "均" not in match[0]:
        return
    named = match[0].find("问题")
    if named > 0:
        end = match.start() + named + len("问题")
        yield Found(ClaimSubject.PROBLEMS, value, match.start(), end)
    elif _problems_found().search(text, max(0, match.start() - _LOOK_BACK), match.start()):
        yield Found(ClaimSubject.PROBLEMS, value, match.start(), match.end("w"))


def _plainly_done(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _plain_done().finditer(text, start, end):
        value = number_in(match["n"])
        if value is not None:
            begin = match.start("done")
            yield Found(ClaimSubject.DONE, value, begin, match.end(), vague=bool(match["vague"]))


def _are_letters(text: str, match: re.Match[str]) -> bool:
    """Whether letters or leads are counted, not problems. Samples: "信访件12件,已办结12件", "问题线索4条,均已办结"."""
    if match["m"] and text.endswith(
        group("claims", "letters"), max(0, match.start() - 4), match.start()
    ):
        return True
    unit = match["u"] or match["w"]
    return unit == "件" and "问题" not in text[match.start() : match.end() + 3]


def _are_measures(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the last thing counted before, in the same sentence and with the same unit, are measures."""
    if text.startswith("问题", match.end()):
        return False
    if _names_measures(match[0]):
        return True
    low = max(start, match.start() - _LOOK_BACK)
    begin = max(text.rfind(sign, low, match.start()) for sign in "。;\n") + 1
    counted = list(_counted().finditer(text, max(low, begin), match.start()))
    if not counted or not _names_measures(counted[-1][0]):
        return False
    last = counted[-1]
    unit = last["a"] or last["c"]
    return unit == (match["u"] or match["w"]) if unit else last.end() == match.start()


def _names_measures(words: str) -> bool:
    return pattern("claims", "measure_word").search(words) is not None


# Patterns

_STOP = r"[,。;:、()“”》\n]|$"  # a clause may end here


@cache
def _patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    return tuple(
        (subject, re.compile(f"{_state_first(name)}|{_number_first(name)}"))
        for subject, name in STATES
    )


def _state_first(name: str) -> str:
    """A state with its number behind it. Samples: "已整改完成43个", "正在整改中的1个"; no rate: "完成率3个"."""
    said = rf"(?<!率){_state(name)}{_any('state_and')}?{_any('state_counts')}?"
    counted = rf"的?{_any('state_kind')}?{_any('state_noun')}"
    # Else something finer is counted: "已完成3项制度修订".
    ends = rf"(?={_STOP}|{counted}|{_any('behind_number')})"
    return rf"{said}{numeral('n')}{VAGUE}(?P<u>{unit()}){ends}"


def _number_first(name: str) -> str:
    """A number with its state behind it. Samples: "11条问题已整改完成", "16个问题,已全部完成整改".

    Not the total of a sum: in "14个问题已完成整改11个" the 11 are done. Not an ordinal: "第12项整改完成情况".
    """
    counted = rf"{NO_COUNT_BEFORE}{numeral('m')}(?P<w>{unit()})"
    noun = rf"(?:{no_body()}{{0,8}}?{_any('counted_noun')})?"
    pause = r"(?:,(?=(?:目前|现)?(?:已|均已)?全部|现?均))?"
    said = rf"{_any('state_adverb')}?(?>{_state(name)})"
    return rf"{counted}{noun}{pause}{said}(?!(?:整改)?的?\d)(?={_STOP}|{_any('behind_state')})"


@cache
def _problems_found() -> re.Pattern[str]:
    return re.compile(rf"(?:{found_problems()}|{parted_problems()})$")


@cache
def _plain_done() -> re.Pattern[str]:
    # Samples: "9个问题中完成7个,", "反馈问题9项,完成7项,"
    told = rf"(?:{_any('thing')}中,?|{_any('thing')}{_any('altogether')}?{numeral()}{unit()}[,、])"
    return re.compile(rf"{told}(?P<done>完成{numeral('n')}{VAGUE}{unit()})(?=[,。;、])")


@cache
def _counted() -> re.Pattern[str]:
    # What was counted before. Samples: "117条措施", "措施117条", "14个问题", "问题41个"
    measures = _any("measure_word")
    return re.compile(
        rf"(?:\d(?P<a>[条项个])(?:整改|具体|工作)?|(?P<b>)){measures}(?:\d{{1,4}}(?P<c>[条项个]))?"
        rf"|\d[个项条类件][一-鿿]{{0,4}}?{_any('thing')}|{_any('thing')}(?:共计|共)?\d"
    )


@cache
def _state(name: str) -> str:
    """Any words of a state: those of totals, and those said of one problem; not 完成 alone, nor 尚未全部完成."""
    said = (word for word in group("statuses", name) if len(word) > 2 and "未全部" not in word)
    return f"(?:{any_of((*group('claims', name), *said))})"


def _any(name: str) -> str:
    return any_word("claims", name)
