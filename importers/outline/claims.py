"""Totals that a notice states of itself, with what they count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import any_of, group
from importers.outline.drafts import Range
from importers.outline.flow import Flow
from importers.outline.numerals import CHINESE, number_of
from models.facts import Claim, ClaimSubject

_N = rf"(?P<n>\d+|[{CHINESE}]{{1,4}})"
_VAGUE = "(?P<vague>[余多]|以上)?"
_UNIT = r"(?:个|项|条|类|大类|大项|款|点|份|处|大|件)"
_STATES = (
    (ClaimSubject.PHASED, "phased"),
    (ClaimSubject.NOT_DONE, "not_done"),
    (ClaimSubject.ONGOING, "ongoing"),
    (ClaimSubject.LONG_TERM, "long_term"),
    (ClaimSubject.DONE, "done"),
)
_STATE_SUBJECTS = frozenset(subject for subject, _ in _STATES)
_STRUCTURE = frozenset(
    {ClaimSubject.ASPECTS, ClaimSubject.PROBLEMS, ClaimSubject.SUB_PROBLEMS, ClaimSubject.MEASURES}
)
# Sample: "(含立行立改问题2个)", "其中移交4个"
_SUBSET = re.compile(r"(?:含|其中|包括|移交)[^。;,)]{0,12}$")
# A rate. Samples: "完成率97.7%", "占2.3%", "整改率达100%"
_RATE = re.compile(
    r"(?:完成率|整改率|办结率|销号率|占比|占|率)(?:已)?(?:达|为|达到|约)?(?:到)?(?P<n>\d+(?:\.\d+)?)%"
)
# Sample: "共召开3次党组(扩大)会议", "召开调度会3次"
_MEETINGS = re.compile(
    rf"召开[^,。;\d]{{0,12}}?(?:{_N}{_VAGUE}次[^,。;\d]{{0,14}}?会|会(?:议)?(?P<m>\d+)(?P<vague2>[余多])?次)"
)
# Aspects and problems whose numbers have run together. Sample: "216个方面具体问题" is 2 and 16
_MERGED = re.compile(r"(?<!\d)(?P<n>\d{2,4})个方面(?:的)?(?:具体|主要)?问题")
# Problems that are only some of all, or are led by somebody. Samples: "3个重点难点问题", "带头领办3个问题"
_PART = re.compile(r"重点|难点|共性|类似|同类|新")
_TAKEN_ON = re.compile(r"领办|包抓|牵头|带头|领衔|督办|领题|解决")
# Numbers that stand for problems because others of the same row do. Sample: "4个方面,11项、27条问题"
_ROW = re.compile(
    r"方面[,、的](?P<n>\d+)(?:个|项|条|类)(?=[,、]\d+(?:个|项|条|类)[一-鿿]{0,4}?(?:问题|任务|事项))"
)


@dataclass(frozen=True, slots=True)
class Outlined:
    """How much the notice lists: what run-together numbers are compared with."""

    aspects: int
    problems: int
    lowest: int


@dataclass(frozen=True, slots=True)
class _Found:
    subject: ClaimSubject
    value: float
    start: int
    end: int
    vague: bool = False
    damaged: bool = False
    candidates: tuple[float, ...] = ()


def find_claims(flow: Flow, ranges: Sequence[Range], outlined: Outlined) -> tuple[Claim, ...]:
    """The claims in the text outside the outline, in order."""
    claims: list[Claim] = []
    for start, end in ranges:
        found = sorted(
            _found_in(flow.text, start, end, outlined), key=lambda claim: (claim.start, claim.end)
        )
        for claim in found:
            claims.append(_claim(flow, claim, claims, len(claims) + 1))
    return tuple(_with_rates(claims))


def _found_in(text: str, start: int, end: int, outlined: Outlined) -> list[_Found]:
    """Every pattern in turn; words that one has used are closed to the next."""
    found: list[_Found] = []
    used: list[Range] = []
    for reader in (_merged_reader(outlined), _states, _structure, _rates, _effects):
        for claim in reader(text, start, end):
            if not any(claim.start < stop and begin < claim.end for begin, stop in used):
                found.append(claim)
        used = [(claim.start, claim.end) for claim in found]
    return found


_Reader = Callable[[str, int, int], Iterator[_Found]]


def _merged_reader(outlined: Outlined) -> _Reader:
    def read(text: str, start: int, end: int) -> Iterator[_Found]:
        for match in _MERGED.finditer(text, start, end):
            yield from _merged(match, outlined)

    return read


def _merged(match: re.Match[str], outlined: Outlined) -> Iterator[_Found]:
    digits = match["n"]
    options = [
        (int(digits[:cut]), int(digits[cut:]))
        for cut in range(1, len(digits))
        if digits[cut] != "0"
    ]
    plausible = [pair for pair in options if pair[0] <= 12 and pair[0] <= pair[1]]
    fitting = [
        pair
        for pair in plausible
        if pair[0] == outlined.aspects and pair[1] in (outlined.problems, outlined.lowest)
    ]
    chosen = fitting or plausible
    if not chosen:
        return
    aspects, problems = chosen[0]
    cut = match.start() + len(str(aspects))
    yield _Found(
        ClaimSubject.ASPECTS,
        aspects,
        match.start(),
        cut,
        damaged=True,
        candidates=_unique(pair[0] for pair in plausible),
    )
    yield _Found(
        ClaimSubject.SUB_PROBLEMS,
        problems,
        cut,
        match.end(),
        damaged=True,
        candidates=_unique(pair[1] for pair in plausible),
    )


def _unique(values: Iterable[int]) -> tuple[float, ...]:
    return tuple(dict.fromkeys(float(value) for value in values))


@cache
def _state_patterns() -> tuple[tuple[ClaimSubject, re.Pattern[str]], ...]:
    # Samples: "已整改完成43个", "正在整改中的1个", "11条问题已整改完成", "其中的13个问题已经整改到位"
    # Not the total of a sum: in "14个问题已完成整改11个" the 11 are done.
    found = []
    for subject, name in _STATES:
        words = any_of(group("claims", name))
        before = rf"(?:{words})(?:的|了|的有|问题|任务|事项|整改任务|有|共|,)?{_N}{_VAGUE}{_UNIT}"
        after = rf"(?<!\d){_N.replace('<n>', '<m>')}{_UNIT}(?:[一-鿿]{{0,8}}?(?:问题|任务|事项|意见|措施))?(?:已经|已|均|均已|全部|还|目前|还在|尚)?(?>{words})(?!(?:整改)?的?\d)"
        found.append((subject, re.compile(f"{before}|{after}")))
    return tuple(found)


def _states(text: str, start: int, end: int) -> Iterator[_Found]:
    taken: list[Range] = []
    hits = [
        (match.start(), -match.end(), subject, match)
        for subject, pattern in _state_patterns()
        for match in pattern.finditer(text, start, end)
    ]
    for _, _, subject, match in sorted(hits, key=lambda hit: hit[:2]):
        if any(match.start() < stop and begin < match.end() for begin, stop in taken):
            continue
        value = number_of(match["n"] or match["m"])
        if value is not None:
            taken.append(match.span())
            yield _Found(subject, value, match.start(), match.end(), vague=bool(match["vague"]))


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


def _structure(text: str, start: int, end: int) -> Iterator[_Found]:
    taken: list[Range] = []
    for subject, pattern in _structure_patterns():
        for match in pattern.finditer(text, start, end):
            value = number_of(match["n"])
            begin = match.start("n")
            if value is None or any(begin < stop and first < match.end() for first, stop in taken):
                continue
            taken.append((begin, match.end()))
            if _PART.search(match[0]) or _TAKEN_ON.search(text, max(start, begin - 12), begin):
                continue
            vague = bool(match.groupdict().get("vague")) or text[max(0, begin - 1)] in "近约"
            yield _Found(subject, value, match.start("n"), match.end(), vague=vague)


def _rates(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _RATE.finditer(text, start, end):
        yield _Found(ClaimSubject.RATE_PERCENT, float(match["n"]), match.start(), match.end())


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


def _effects(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _MEETINGS.finditer(text, start, end):
        times = number_of(match["n"] or match["m"])
        if times is not None:
            vague = bool(match["vague"] or match["vague2"])
            yield _Found(ClaimSubject.MEETINGS, times, match.start(), match.end(), vague=vague)
    for subject, unit, pattern in _effect_patterns():
        for match in pattern.finditer(text, start, end):
            words = match["n"] or match["m"]
            value = float(words) if words.replace(".", "", 1).isdigit() else number_of(words)
            if value is not None:
                yield _Found(
                    subject,
                    round(value * unit, 2),
                    match.start(),
                    match.end(),
                    vague=bool(match["vague"]),
                )


def _claim(flow: Flow, found: _Found, earlier: Sequence[Claim], claim_id: int) -> Claim:
    span = flow.span(found.start, found.end)
    assert span is not None
    before = flow.text[max(0, found.start - 30) : found.start]
    listing = re.search(any_of(group("claims", "listing")), before) is not None
    return Claim(
        id=claim_id,
        subject=found.subject,
        value=float(found.value),
        quote=span.of(flow.source),
        span=span,
        subset_of=_whole_of(flow, found, before, earlier),
        vague=found.vague,
        damaged=found.damaged,
        candidates=found.candidates if len(found.candidates) > 1 else (),
        lists=found.subject in _STRUCTURE and listing,
    )


def _whole_of(flow: Flow, found: _Found, before: str, earlier: Sequence[Claim]) -> int | None:
    """The total that a claim is a part of: stated before 含, 其中 or 包括."""
    words = flow.text[found.start : found.end]
    if not _SUBSET.search(before) and not words.startswith(("含", "其中")):
        return None
    known = [
        claim
        for claim in earlier
        if claim.subject is not ClaimSubject.RATE_PERCENT and claim.value >= found.value
    ]
    return int(known[-1].value) if known else None


def _with_rates(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Says of each rate which state it is the rate of: the one stated last, else done."""
    last = ClaimSubject.DONE
    for claim in claims:
        if claim.subject in _STATE_SUBJECTS:
            last = claim.subject
        of = last if claim.quote.startswith("占") else ClaimSubject.DONE
        yield replace(claim, of=of) if claim.subject is ClaimSubject.RATE_PERCENT else claim
