"""All totals that a notice states of itself, in order, each with what it counts and what it is a part of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import any_word, pattern
from importers.outline.facts.counting import Found
from importers.outline.facts.effect_totals import effects, rates
from importers.outline.facts.state_totals import STATES, states
from importers.outline.facts.structure_totals import classes, handed_over, inside, parts, structure
from importers.outline.text.flow import Flow
from importers.outline.tree.drafts import Range
from models.facts import Claim, ClaimSubject
from models.node import Node, NodeKind
from models.taken import Taken

_STATE_SUBJECTS = frozenset(subject for subject, _ in STATES)
_PROBLEMS = frozenset({ClaimSubject.PROBLEMS, ClaimSubject.SUB_PROBLEMS})
_TOLD_OF_PARTS = _STATE_SUBJECTS | {ClaimSubject.RATE_PERCENT}
_STRUCTURE = frozenset(
    {ClaimSubject.ASPECTS, ClaimSubject.PROBLEMS, ClaimSubject.SUB_PROBLEMS, ClaimSubject.MEASURES}
)
_BRACKET = 4  # signs before a part in which a bracket may open. Sample: "(含立行立改2个)"
# Before a part that begins its sentence. Sample: "。其中要求"
_BEGINS = re.compile(r"[。;][^。;\d]*$")
_MOST_ASPECTS = 12
# Aspects and problems whose numbers have run together. Sample: "216个方面具体问题" is 2 and 16
_MERGED = re.compile(r"(?<!\d)(?P<n>\d{2,4})个方面(?:的)?(?:具体|主要)?问题")


@dataclass(frozen=True, slots=True)
class Outlined:
    """How much the notice lists: what run-together numbers are compared with."""

    aspects: int
    problems: int
    lowest: int

    @classmethod
    def of(cls, nodes: Sequence[Node]) -> Outlined:
        """How much the nodes of a notice list."""
        kinds = Counter(node.kind for node in nodes)
        above = {node.parent for node in nodes if node.kind is NodeKind.SUB_PROBLEM}
        single = (node.kind is NodeKind.PROBLEM and node.id not in above for node in nodes)
        lowest = kinds[NodeKind.SUB_PROBLEM] + sum(single)
        return cls(kinds[NodeKind.ASPECT], kinds[NodeKind.PROBLEM], lowest)


def find_claims(flow: Flow, ranges: Sequence[Range], outlined: Outlined) -> tuple[Claim, ...]:
    """The claims in the text outside the outline, in order."""
    claims: list[Claim] = []
    earlier = _Earlier()
    for start, end in ranges:
        found = sorted(
            _found_in(flow.text, start, end, outlined), key=lambda claim: (claim.start, claim.end)
        )
        part = _OnePart(flow.text)
        for total in found:
            claim = _claim(flow, total, earlier, len(claims) + 1)
            whole = part.whole_of(total)
            if whole is not None:
                claim = replace(claim, subset_of=whole)
            if claim.subset_of is not None:
                claims.append(claim)
            elif not total.is_part:
                claims.append(claim)
                earlier.add(claim)
    return tuple(_with_rates(claims))


class _OnePart:
    """The part of a total that a stretch of text is about. Sample: "要求立行立改的58个问题,已完成整改57个;"."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end: int | None = None
        self._part: Found | None = None
        self._is_alone = True

    def whole_of(self, found: Found) -> int | None:
        """The part that a state or rate is told of; claims must be asked for in order."""
        if self._end is None or re.search("[。;\n]", self._text[self._end : found.start]):
            self._part, self._is_alone = None, True
        self._end = found.end
        if found.is_part and found.subject is ClaimSubject.PROBLEMS:
            in_brackets = "(" in self._text[max(0, found.start - _BRACKET) : found.start]
            self._is_alone = self._is_alone and self._part is None and not in_brackets
            self._part = found
            return None
        if found.subject not in _TOLD_OF_PARTS:
            self._is_alone = self._is_alone and self._part is None
            return None
        if self._part is None:
            self._is_alone = False
        fits = found.subject is ClaimSubject.RATE_PERCENT or found.value <= self._value
        return int(self._value) if self._is_alone and fits else None

    @property
    def _value(self) -> float:
        return self._part.value if self._part is not None else 0.0


class _Earlier:
    """The totals before a place, but for those that a later one hides from every question."""

    def __init__(self) -> None:
        self._values: list[float] = []  # negative and rising, from the first total to the last
        self._problems: list[float] = []

    def add(self, claim: Claim) -> None:
        """One more total; a rate is none."""
        if claim.subject is ClaimSubject.RATE_PERCENT:
            return
        _push(self._values, -claim.value)
        if claim.subject in _PROBLEMS:
            _push(self._problems, -claim.value)

    def last_of_at_least(self, value: float) -> int | None:
        """The last total that is no less than `value`."""
        return _last_of(self._values, value)

    def last_problems(self, value: float) -> int | None:
        """The last total of problems that is no less than `value`."""
        return _last_of(self._problems, value)


def _push(values: list[float], value: float) -> None:
    while values and values[-1] >= value:
        values.pop()
    values.append(value)


def _last_of(values: list[float], value: float) -> int | None:
    at = bisect_right(values, -value)
    return int(-values[at - 1]) if at else None


def _found_in(text: str, start: int, end: int, outlined: Outlined) -> list[Found]:
    """Every pattern in turn; words that one has used are closed to the next."""
    found: list[Found] = []
    used = Taken(start, end)
    readers = (handed_over, parts, classes, inside, states, structure, rates, effects)
    for reader in (_merged_reader(outlined), *readers):
        fresh = [
            claim for claim in reader(text, start, end) if not used.holds(claim.start, claim.end)
        ]
        for claim in fresh:
            used.add(claim.start, claim.end)
        found += fresh
    return found


_Reader = Callable[[str, int, int], Iterator[Found]]


def _merged_reader(outlined: Outlined) -> _Reader:
    def read(text: str, start: int, end: int) -> Iterator[Found]:
        for match in _MERGED.finditer(text, start, end):
            yield from _merged(match, outlined)

    return read


def _merged(match: re.Match[str], outlined: Outlined) -> Iterator[Found]:
    """The two totals whose numbers have run together, by what the notice lists or else by what is plausible."""
    plausible = [pair for pair in _pairs(match["n"]) if pair[0] <= min(pair[1], _MOST_ASPECTS)]
    lowest = (outlined.problems, outlined.lowest)
    fitting = [pair for pair in plausible if pair[0] == outlined.aspects and pair[1] in lowest]
    if not plausible:
        return
    aspects, problems = (fitting or plausible)[0]
    cut = match.start() + len(str(aspects))
    for subject, value, place, options in (
        (ClaimSubject.ASPECTS, aspects, (match.start(), cut), [pair[0] for pair in plausible]),
        (ClaimSubject.SUB_PROBLEMS, problems, (cut, match.end()), [pair[1] for pair in plausible]),
    ):
        yield Found(subject, value, *place, damaged=True, candidates=_unique(options))


def _pairs(digits: str) -> Iterator[tuple[int, int]]:
    """The two numbers that some digits may be. Sample: "216" is 2 and 16, or 21 and 6."""
    for cut in range(1, len(digits)):
        if digits[cut] != "0":
            yield int(digits[:cut]), int(digits[cut:])


def _unique(values: Iterable[int]) -> tuple[float, ...]:
    return tuple(dict.fromkeys(float(value) for value in values))


def _claim(flow: Flow, found: Found, earlier: _Earlier, claim_id: int) -> Claim:
    span = flow.span(found.start, found.end)
    assert span is not None
    before = flow.text[max(0, found.start - 30) : found.start]
    listing = pattern("claims", "listing").search(before) is not None
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


def _whole_of(flow: Flow, found: Found, before: str, earlier: _Earlier) -> int | None:
    """The total that a claim is a part of: stated before 含, 其中 or 包括."""
    words = flow.text[found.start : found.end]
    if found.is_part and _BEGINS.search(before):
        return earlier.last_problems(found.value)
    if found.is_part:
        return earlier.last_of_at_least(found.value)
    if not _subset().search(before) and not words.startswith(("含", "其中")):
        return None
    return earlier.last_of_at_least(found.value)


@cache
def _subset() -> re.Pattern[str]:
    # Sample: "(含立行立改问题2个)", "其中限期整改15条"
    return re.compile(rf"{any_word('claims', 'subset')}[^。;,)]{{0,12}}$")


def _with_rates(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Says of each rate which state it is the rate of: the one stated last, else done."""
    last = ClaimSubject.DONE
    for claim in claims:
        if claim.subject in _STATE_SUBJECTS:
            last = claim.subject
        of = last if claim.quote.startswith("占") else ClaimSubject.DONE
        yield replace(claim, of=of) if claim.subject is ClaimSubject.RATE_PERCENT else claim
