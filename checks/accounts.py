"""What a notice says of itself, put together: a total, its parts by status, and their rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.facts import Claim, ClaimSubject
from models.notice import Notice

PROBLEM_TOTALS = (ClaimSubject.PROBLEMS, ClaimSubject.SUB_PROBLEMS)
STATUS_SUBJECTS = (
    ClaimSubject.DONE,
    ClaimSubject.PHASED,
    ClaimSubject.ONGOING,
    ClaimSubject.LONG_TERM,
    ClaimSubject.NOT_DONE,
)

# A paragraph ends here, as against a hard wrap inside a sentence. Sample: "……予以公布。\n\n一、"
_PARAGRAPH_END = re.compile(r"[。；;！？:：”）)][ \t\u3000]*\n")


# No notice gives more accounts of itself, no passage is longer, and no total further from the states that are part of it.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Account:
    """A total with what the same passage says of its parts.

    Attributes:
        parts: claims by status that are parts of the total (not 含…, which counts inside another part).
        rates: percentages of a status.
    """

    total: Claim
    parts: tuple[Claim, ...] = ()
    rates: tuple[Claim, ...] = ()

    def part(self, subject: ClaimSubject) -> float | None:
        """What is claimed of a status, or None where nothing is."""
        found = [claim.value for claim in self.parts if claim.subject is subject]
        return sum(found) if found else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)

    @property
    def is_vague(self) -> bool:
        """Whether a figure is only about right (余, 多, 近)."""
        return any(claim.vague for claim in self.claims)

    @property
    def is_damaged(self) -> bool:
        """Whether a figure is read from a damaged place that nobody has confirmed."""
        return any(claim.damaged and not claim.confirmed for claim in self.claims)


def preface_claims(notice: Notice) -> list[Claim]:
    """The claims about the notice as a whole: those that stand inside no problem, measure or outcome."""
    return [claim for claim in notice.outline.claims() if not notice.outline.owners(claim.span)]


def accounts(notice: Notice) -> list[Account]:
    """The totals of problems and measures, each with its parts and rates, in document order."""
    found: list[Account] = []
    earlier: list[Claim] = []
    for passage in _passages(notice, preface_claims(notice)):
        totals = [
            claim for claim in passage if claim.subject in _TOTALS and claim.subset_of is None
        ]
        told = _told_of(passage, totals or earlier[-_MOST:])
        if told is not None:
            found.append(told)
        said = None if told is None else (told.total.subject, told.total.value)
        found += [Account(claim) for claim in totals if (claim.subject, claim.value) != said]
        earlier += totals
    return found[:_MOST]


_TOTALS = (*PROBLEM_TOTALS, ClaimSubject.MEASURES)


def _passages(notice: Notice, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    passage: list[Claim] = []
    for claim in claims:
        if passage and _ends(notice, passage, claim):
            yield passage
            passage = []
        passage.append(claim)
    if passage:
        yield passage


def _ends(notice: Notice, passage: Sequence[Claim], claim: Claim) -> bool:
    """Whether a passage ends before `claim`."""
    last = passage[-1].span.end - 1
    return len(passage) >= _MOST or bool(_PARAGRAPH_END.search(notice.text, last, claim.span.start))


def _told_of(passage: Sequence[Claim], totals: Sequence[Claim]) -> Account | None:
    """The account of the statuses in a passage, or None where it has none or no total fits."""
    stated = [claim for claim in passage if claim.subject in STATUS_SUBJECTS]
    rates = tuple(
        claim
        for claim in passage
        if claim.subject is ClaimSubject.RATE_PERCENT and claim.subset_of is None
    )
    if not stated or not totals:
        return None
    options = [Account(total, _parts_of(total, stated), rates) for total in totals]
    fitting = [option for option in options if _sum(option.parts) == option.total.value]
    problems = [option for option in options if option.total.subject in PROBLEM_TOTALS]
    return (fitting or problems or options)[-1]


def _parts_of(total: Claim, stated: Sequence[Claim]) -> tuple[Claim, ...]:
    """The stated parts without those inside another part, and each said once."""
    parts = [claim for claim in stated if claim.subset_of in (None, total.value)]
    if _sum(parts) == total.value:
        return tuple(parts)
    once = {(claim.subject, claim.value): claim for claim in reversed(parts)}
    return tuple(claim for claim in parts if once[claim.subject, claim.value] is claim)


def _sum(parts: Sequence[Claim]) -> float:
    return sum(claim.value for claim in parts)
