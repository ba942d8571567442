"""What stands below each node of an outline, counted: states, reviews, doubts, findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.annotation import Review
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.node import Node
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


@dataclass(slots=True)
class _Sum:
    """Counts while they are added up."""

    problems: int = 0
    stated: Counter[Status] = field(default_factory=Counter)
    assessed: Counter[Status] = field(default_factory=Counter)
    reviewed: int = 0
    doubts: int = 0
    findings: int = 0

    def add_problem(self, node: Node, review: Review) -> None:
        """Counts a lowest problem."""
        self.problems += 1
        self.stated[node.status] += 1
        self.reviewed += review.verdict is not None
        if review.assessed_status is not None:
            self.assessed[review.assessed_status] += 1

    def rollup(self) -> Rollup:
        """The counts as they are now."""
        stated, assessed = dict(self.stated), dict(self.assessed)
        return Rollup(self.problems, stated, assessed, self.reviewed, self.doubts, self.findings)


def rollups(
    outline: Outline, diagnostics: Iterable[Diagnostic] = ()
) -> dict[NodeId | None, Rollup]:
    """The counts of every node; under None those of the whole notice.

    Takes time for each node once, and for what is counted as deep as it stands.
    """
    nodes = list(outline.walk())
    sums: defaultdict[NodeId | None, _Sum] = defaultdict(_Sum)
    for problem in outline.lowest_problems():
        review = outline.review(problem.id)
        for place in _upwards(outline, [problem.id]):
            sums[place].add_problem(problem, review)
    for review in outline.reviews():
        for place in _upwards(outline, [review.node_id] if review.doubt else []):
            sums[place].doubts += 1
    for found in diagnostics:
        concerned = [node_id for node_id in found.nodes if outline.has_node(node_id)]
        for place in _upwards(outline, concerned):
            sums[place].findings += 1
        sums[None].findings += not concerned
    rolled: dict[NodeId | None, Rollup] = dict.fromkeys(
        (None, *(node.id for node in nodes)), Rollup()
    )
    rolled.update((place, counted.rollup()) for place, counted in sums.items())
    return rolled


def _upwards(outline: Outline, node_ids: Iterable[NodeId]) -> Iterable[NodeId | None]:
    """The nodes, all above them, and the whole notice, each once; nothing for no nodes."""
    places: dict[NodeId | None, None] = {}
    for node_id in node_ids:
        places[node_id] = places[None] = None
        places.update((above.id, None) for above in outline.ancestors(node_id))
    return places
