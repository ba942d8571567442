"""A node of the outline, the kinds of nodes, and which kind may stand under which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.ids import NodeId, RecordKey
from models.source import RoleSpan, Span, SpanRole, own_words
from models.values import LimitClass, PartialDate, Status


class NodeKind(StrEnum):
    """方面, 主要问题, 具体问题, 整改措施, 完成情况, 意见建议."""

    ASPECT = "aspect"
    PROBLEM = "problem"
    SUB_PROBLEM = "sub_problem"
    MEASURE = "measure"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"

    @property
    def is_heading(self) -> bool:
        """Whether it is a level of the problem tree rather than an answer to one."""
        return self in (NodeKind.ASPECT, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM)


# The kinds a kind may stand under; None is the top.
ALLOWED_PARENTS: dict[NodeKind, frozenset[NodeKind | None]] = {
    NodeKind.ASPECT: frozenset({None}),
    NodeKind.PROBLEM: frozenset({None, NodeKind.ASPECT}),
    NodeKind.SUB_PROBLEM: frozenset({NodeKind.PROBLEM}),
    NodeKind.RECOMMENDATION: frozenset({None, NodeKind.ASPECT}),
    NodeKind.MEASURE: frozenset({NodeKind.PROBLEM, NodeKind.SUB_PROBLEM, NodeKind.RECOMMENDATION}),
    NodeKind.OUTCOME: frozenset(
        {NodeKind.PROBLEM, NodeKind.SUB_PROBLEM, NodeKind.RECOMMENDATION, NodeKind.MEASURE}
    ),
}

# Distance between the ranks of siblings that are read in one go, so that others fit between.
RANK_GAP = 1024


@dataclass(frozen=True, slots=True)
class Node:
    """One place of the tree 方面 → 主要问题 → 具体问题 → 整改措施 → 完成情况.

    Attributes:
        rank: order among siblings (document position, with gaps); never the printed number.
        number: half width, end punctuation dropped, true where the print is damaged: `(一)`, `1`, `一是`.
        number_printed: as it stands in the source.
        spans: places in the source with their roles; BODY spans are the node's own words, in order.
        wording: words that a reviewer typed instead; the spans stay.
        status: 自报状态; belongs to the lowest problem.
        deadline_quote: 整改时限 as printed or typed; `deadline` is set where it is a date.
        confidence: how sure the reading is, 0 to 1.
        page: page of the source where it begins, where there are pages.
        code: 编码, given when stored, unique in the workspace.
        item_no: 序号, frozen at the first export; None until then.
        machine_id: id in the machine's reading, None for a node made by hand.
        touched: names of the fields a person has changed.
    """

    id: NodeId
    kind: NodeKind
    parent: NodeId | None = None
    rank: int = 0
    number: str | None = None
    number_printed: str | None = None
    spans: tuple[RoleSpan, ...] = ()
    wording: str | None = None
    status: Status = Status.UNSTATED
    status_quote: str | None = None
    limit_class: LimitClass | None = None
    deadline: PartialDate | None = None
    deadline_quote: str | None = None
    lead_person: str | None = None
    lead_office: str | None = None
    person: str | None = None
    confidence: float = 1.0
    page: int | None = None
    code: str | None = None
    item_no: str | None = None
    machine_id: int | None = None
    touched: frozenset[str] = frozenset()

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("node", self.id)

    @property
    def body(self) -> tuple[Span, ...]:
        """The places of its own words, in order."""
        return self.spans_of(SpanRole.BODY)

    def spans_of(self, role: SpanRole) -> tuple[Span, ...]:
        """The places that have `role`, in order."""
        return tuple(part.span for part in self.spans if part.role is role)

    def text(self, source: str) -> str:
        """Its words: what a reviewer typed, else its own words in `source` without number and label."""
        return self.wording if self.wording is not None else own_words(source, self.body)


@dataclass(frozen=True, slots=True)
class Link:
    """An outcome answers a measure.

    Attributes:
        by: `number`, `meaning` or `person`: who says so.
    """

    outcome: NodeId
    measure: NodeId
    confidence: float = 1.0
    by: str = "meaning"

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("link", self.outcome, self.measure)
