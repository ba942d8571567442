"""What the body of a notice lists, for comparing with what the notice claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Self

from checks.accounts import STATUS_SUBJECTS, Account
from models.facts import ClaimSubject
from models.node import Node, NodeKind
from models.notice import Notice
from models.values import ConfidenceLevel, Status, confidence_level

_UNSURE = "正文层次识读把握低"
# Where a status that an account does not name may have been counted; what is left to do never counts as done.
_COUNTED_AS = {
    ClaimSubject.DONE: frozenset[ClaimSubject](),
    ClaimSubject.PHASED: frozenset({ClaimSubject.DONE, ClaimSubject.ONGOING}),
    ClaimSubject.ONGOING: frozenset({ClaimSubject.LONG_TERM, ClaimSubject.NOT_DONE}),
    ClaimSubject.LONG_TERM: frozenset(
        {ClaimSubject.DONE, ClaimSubject.PHASED, ClaimSubject.ONGOING}
    ),
    ClaimSubject.NOT_DONE: frozenset({ClaimSubject.ONGOING}),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """What the body lists.

    Attributes:
        statuses: how many lowest problems state each status.
        unsure: why nothing can be said for certain, None where the reading is sure enough.
    """

    aspects: list[Node]
    problems: list[Node]
    lowest: list[Node]
    measures: int
    has_sub_problems: bool
    statuses: dict[ClaimSubject, int]
    unsure: str | None

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """What `notice` lists."""
        nodes = list(notice.outline.walk())
        lowest = notice.outline.lowest_problems()
        stated = Counter(node.status for node in lowest)
        sure = confidence_level(notice.reading.confidence) is not ConfidenceLevel.LOW
        return cls(
            aspects=[node for node in nodes if node.kind is NodeKind.ASPECT],
            problems=[node for node in nodes if node.kind is NodeKind.PROBLEM],
            lowest=lowest,
            measures=sum(node.kind is NodeKind.MEASURE for node in nodes),
            has_sub_problems=any(node.kind is NodeKind.SUB_PROBLEM for node in nodes),
            statuses={subject: stated[Status(subject.value)] for subject in STATUS_SUBJECTS},
            unsure=None if sure else _UNSURE,
        )

    @property
    def all_stated(self) -> bool:
        """Whether every lowest problem says how far it is."""
        return bool(self.lowest) and sum(self.statuses.values()) == len(self.lowest)

    def counts_of(self, subject: ClaimSubject) -> list[int]:
        """The numbers that a total of `subject` may mean, the likeliest first."""
        if subject is ClaimSubject.SUB_PROBLEMS:
            return [len(self.lowest)]
        return list(dict.fromkeys((len(self.problems), len(self.lowest))))


def statuses_fit(account: Account, listed: Listed) -> bool:
    """Whether the listed statuses are the claimed ones; a class the account does not name may count in another."""
    claimed = {part.subject: account.part(part.subject) for part in account.parts}
    counted = {subject: listed.statuses[subject] for subject in claimed}
    if counted == claimed:
        return True
    unnamed = [each for each in STATUS_SUBJECTS if each not in claimed and listed.statuses[each]]
    places = [[None, *(_COUNTED_AS[each] & claimed.keys())] for each in unnamed]
    return any(
        _with(counted, zip(unnamed, chosen, strict=True), listed) == claimed
        for chosen in product(*places)
    )


def _with(
    counted: dict[ClaimSubject, int],
    chosen: Iterable[tuple[ClaimSubject, ClaimSubject | None]],
    listed: Listed,
) -> dict[ClaimSubject, int]:
    """`counted`, with the statuses of `chosen` counted where they were placed."""
    sums = Counter(counted)
    for subject, place in chosen:
        if place is not None:
            sums[place] += listed.statuses[subject]
    return dict(sums)
