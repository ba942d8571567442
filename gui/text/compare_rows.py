"""What the 对照 pane lays side by side: each measure with the outcomes that answer it, nothing left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.text.item_runs import is_mixed
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome names a measure.

    Attributes:
        name: what the measure is called: `(1)`, `措施2`, in another problem `12·(1)`.
        is_guess: whether only the likeness of the words says so, and that weakly.
    """

    measure: NodeId
    name: str
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome with the measures that it answers."""

    outcome: Node
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A measure and its replies; without a measure, one outcome that answers none here.

    Attributes:
        is_whole: measure and outcome are not separated in print and are shown as one.
        is_separate: the notice parts measures from outcomes, so that a measure can be unanswered.
        also: outcomes that answer the measure too, shown beside an earlier one.
    """

    measure: Node | None
    replies: tuple[Reply, ...]
    is_whole: bool = False
    is_separate: bool = True
    also: tuple[Node, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether it is a measure with no outcome beside it."""
        has_reply = self.replies or self.also or self.is_whole
        return self.measure is not None and not has_reply

    @property
    def is_unanswered(self) -> bool:
        """Whether no outcome answers the measure, in a notice that parts the two: 未见回应."""
        return self.is_alone and self.is_separate

    @property
    def is_unpromised(self) -> bool:
        """Whether it is an outcome that answers no measure at all: 未对应措施."""
        return self.measure is None and not any(reply.answers for reply in self.replies)


def rows_of(notice: Notice, problem: NodeId, *, is_separate: bool = True) -> list[CompareRow]:
    """The measures and outcomes of a problem as rows; an outcome stands beside the first measure it answers.

    Whether the notice parts measures from outcomes (`is_separate`) models.narrative tells.
    """
    outline = notice.outline
    measures = outline.children(problem, NodeKind.MEASURE)
    names = _names(notice, measures)
    beside: dict[NodeId | None, list[Reply]] = {}
    for outcome in outline.children(problem, NodeKind.OUTCOME):
        answers = _answers(notice, outcome, names)
        first = next((answer.measure for answer in answers if answer.measure in names), None)
        beside.setdefault(first, []).append(Reply(outcome, answers))
    rows = [_row(notice, measure, beside.get(measure.id, []), names) for measure in measures]
    rows = [replace(row, is_separate=is_separate) for row in rows]
    return rows + [CompareRow(None, (reply,)) for reply in beside.get(None, [])]


def _row(
    notice: Notice, measure: Node, replies: list[Reply], names: dict[NodeId, str]
) -> CompareRow:
    answering = [notice.outline.node(outcome) for outcome in notice.outline.answered_by(measure.id)]
    far = [node for node in answering if node.parent not in (measure.id, measure.parent)]
    beside = {reply.outcome.id for reply in replies}
    also = [node for node in answering if node.parent == measure.parent and node.id not in beside]
    replies = [*replies, *(Reply(node, _answers(notice, node, names)) for node in far)]
    return CompareRow(measure, tuple(replies), is_whole=is_mixed(notice, measure), also=tuple(also))


def _answers(notice: Notice, outcome: Node, names: dict[NodeId, str]) -> tuple[Answer, ...]:
    found = []
    for measure in notice.outline.answers(outcome.id):
        link = notice.outline.link(outcome.id, measure)
        is_guess = link is not None and link.by == "meaning" and link.confidence < 0.6
        name = names.get(measure) or _far_name(notice, measure)
        found.append(Answer(measure, name, is_guess))
    return tuple(found)


def _names(notice: Notice, measures: list[Node]) -> dict[NodeId, str]:
    return {node.id: node.number or f"措施{count}" for count, node in enumerate(measures, 1)}


def _far_name(notice: Notice, measure: NodeId) -> str:
    node = notice.outline.node(measure)
    problem = notice.outline.lowest_problem_of(measure)
    if problem is None:
        return node.number or "措施"
    siblings = notice.outline.children(node.parent, NodeKind.MEASURE)
    return f"{notice.outline.item_numbers()[problem.id]}·{_names(notice, siblings)[measure]}"
