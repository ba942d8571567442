"""What stands below each node of an outline, counted: states, reviews, doubts, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.outline import Outline
from models.values import Status


@dataclass(frozen=True, slots=True)
class Rollup:
    """The counts of a node and all below it.

    Attributes:
        problems: lowest problems.
        stated: lowest problems by 自报状态; states that do not occur are absent.
        assessed: lowest problems by 认定状态, those that have one.
        reviewed: lowest problems with a conclusion.
        doubts: nodes marked 待核实.
        findings: open findings that concern a node here, each once.
    """

    problems: int = 0
    stated: dict[Status, int] = field(default_factory=dict)
    assessed: dict[Status, int] = field(default_factory=dict)
    reviewed: int = 0
    doubts: int = 0
    findings: int = 0


class _Sum:
    """Counts while they are added up."""

    __slots__ = ("assessed", "doubts", "findings", "problems", "reviewed", "stated")

    def __init__(self) -> None:
        self.problems = self.reviewed = self.doubts = 0
        self.stated: Counter[Status] = Counter()
        self.assessed: Counter[Status] = Counter()
        self.findings: set[int] = set()

    def add(self, other: _Sum) -> None:
        self.problems += other.problems
        self.reviewed += other.reviewed
        self.doubts += other.doubts
        self.stated.update(other.stated)
        self.assessed.update(other.assessed)
        self.findings |= other.findings

    def as_rollup(self) -> Rollup:
        return Rollup(
            self.problems,
            dict(self.stated),
            dict(self.assessed),
            self.reviewed,
            self.doubts,
            len(self.findings),
        )


def rollups(
    outline: Outline, diagnostics: Iterable[Diagnostic] = ()
) -> dict[NodeId | None, Rollup]:
    """The counts of every node; under None those of the whole notice."""
    sums: dict[NodeId | None, _Sum] = {None: _Sum()}
    nodes = list(outline.walk())
    for node in nodes:
        sums[node.id] = _own(outline, node.id)
    for number, found in enumerate(diagnostics):
        for node_id in (None, *found.nodes):
            if node_id in sums:
                sums[node_id].findings.add(number)
    rolled: dict[NodeId | None, Rollup] = {}
    for node in reversed(nodes):
        own = sums.pop(node.id)
        sums[node.parent].add(own)
        rolled[node.id] = own.as_rollup()
    rolled[None] = sums[None].as_rollup()
    return rolled


def _own(outline: Outline, node_id: NodeId) -> _Sum:
    own = _Sum()
    review = outline.review(node_id)
    own.doubts = int(review.doubt)
    if outline.is_lowest_problem(node_id):
        own.problems = 1
        own.stated[outline.node(node_id).status] = 1
        own.reviewed = int(review.verdict is not None)
        if review.assessed_status is not None:
            own.assessed[review.assessed_status] = 1
    return own
