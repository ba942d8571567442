"""What rows of the tree say beside their words: running numbers, roll-ups, findings; counted from the outline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.narrative import separates_outcomes
from models.node import Node
from models.notice import Notice
from models.outline import Outline
from models.rollup import Rollup, rollups

_BY_WEIGHT = tuple(Severity)
# A finding on more problems than these (a total that does not add up) says something of the notice, not of each.
_PROBLEMS_OF_ONE_FINDING = 3


@dataclass(slots=True)
class OutlineFigures:
    """Figures of one state of an outline; empty until counted.

    Attributes:
        of_notice: findings that concern the notice as a whole.
        separates: whether the notice parts its measures from its outcomes.
    """

    of_notice: tuple[Diagnostic, ...] = ()
    separates: bool = True
    _numbers: dict[NodeId, str] = field(default_factory=dict)
    _roll_ups: dict[NodeId | None, Rollup] = field(default_factory=dict)
    _findings: dict[NodeId, list[Diagnostic]] = field(default_factory=dict)

    @classmethod
    def of(cls, notice: Notice | None, diagnostics: Iterable[Diagnostic]) -> OutlineFigures:
        """Counts."""
        figures = cls()
        if notice is not None:
            figures._numbers = notice.outline.item_numbers()
            figures.separates = separates_outcomes(notice)
            found = tuple(diagnostics)
            figures._roll_ups = rollups(notice.outline, found)
            figures._sort(notice.outline, found)
        return figures

    def item_no(self, node_id: NodeId) -> str:
        """序号 of a lowest problem, else empty."""
        return self._numbers.get(node_id, "")

    def is_lowest(self, node_id: NodeId) -> bool:
        """Whether it is a lowest problem."""
        return node_id in self._numbers

    def roll_up(self, node_id: NodeId) -> Rollup | None:
        """What lies below a heading above the lowest problems; None for any other node."""
        if node_id in self._numbers:
            return None
        found = self._roll_ups.get(node_id)
        return found if found and found.problems else None

    def findings(self, node_id: NodeId) -> Sequence[Diagnostic]:
        """The findings on a node and on all below it, each once."""
        return self._findings.get(node_id, ())

    def findings_for_page(self, node: Node) -> Sequence[Diagnostic]:
        """The findings that are shown with a node: of a problem all, of a heading those on itself."""
        found = self.findings(node.id)
        if self.roll_up(node.id) is not None:
            return [finding for finding in found if node.id in finding.nodes]
        return found

    def severity(self, node_id: NodeId) -> Severity | None:
        """The gravest of the findings on a node and below, or None."""
        found = {finding.severity for finding in self.findings(node_id)}
        return next((severity for severity in _BY_WEIGHT if severity in found), None)

    def _sort(self, outline: Outline, diagnostics: Iterable[Diagnostic]) -> None:
        general = []
        for finding in diagnostics:
            concerned = [node_id for node_id in finding.nodes if outline.has_node(node_id)]
            problems = {_problem_of(outline, node_id) for node_id in concerned}
            if not 0 < len(problems) <= _PROBLEMS_OF_ONE_FINDING:
                general.append(finding)
                continue
            seen: dict[NodeId, None] = {}
            for node_id in concerned:
                seen.update(dict.fromkeys([node_id, *(up.id for up in outline.ancestors(node_id))]))
            for node_id in seen:
                self._findings.setdefault(node_id, []).append(finding)
        self.of_notice = tuple(general)


def _problem_of(outline: Outline, node_id: NodeId) -> NodeId:
    problem = outline.lowest_problem_of(node_id)
    return problem.id if problem else node_id
