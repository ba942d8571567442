"""K7, K8: enumerators that skip or go back, and problems without an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.base import CheckContext, Finding, diagnostic
from checks.numbers import ordinal
from checks.places import head_span, label_of
from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.labels import KIND
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span, SpanRole
from models.values import ConfidenceLevel, confidence_level

# Of all nodes of a kind, so many must have a number before one without is worth a word.
_MOST = 0.8
# When more counters than these break, it is no author's slip.
_FEW_BROKEN, _MANY_BROKEN = 3, 0.2


def check_numbering(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K7: counters go up by one; a heading whose like have numbers has one too.

    Why: 缺项漏项 is one of the four things looked for; a skipped number is where an item was cut out late.

    When it is wrong: where an author numbers outcomes by the measures they answer, and where a number was read
    wrongly. It is never more than a hint, and silent about a kind of which very many counters break: then the
    marks were lost on the way (DIALECTS.md 8), not the items.

    It follows the numbers as printed, in the machine's reading: a reviewer who merges, moves or deletes items
    changes nothing in what the notice counts.
    """
    del context
    printed = _Printed.of(notice)
    for kind, siblings in _sibling_groups(notice).items():
        broken = [list(_broken_counts(printed, group)) for group in _runs(siblings)]
        if sum(map(bool, broken)) <= max(_FEW_BROKEN, _MANY_BROKEN * len(broken)):
            yield from (diagnostic(notice, each) for found in broken for each in found)
        if kind.is_heading:
            nodes = [node for group in siblings for node in group]
            yield from (diagnostic(notice, each) for each in _unnumbered(printed, nodes))


def check_answers(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K8: every problem has measures and an outcome.

    Why: a problem without an answer is 漏项.

    When it is wrong: where several problems are answered together below the last of them. In notices that do not
    part measures from outcomes, only problems without any answer are reported: what the program parted itself
    leaves empties that nobody wrote.
    """
    del context
    problems = notice.outline.lowest_problems()
    answers = [_Answer.of(notice, node) for node in problems]
    is_parted = 2 * sum(answer.is_parted for answer in answers) >= len(answers)
    is_answered = 2 * sum(answer.is_there for answer in answers) >= len(answers)
    for answer in answers:
        missing = answer.missing if is_parted else answer.nothing if is_answered else None
        if missing is not None:
            yield diagnostic(notice, _unanswered(notice, answer.problem, missing))


# K7


@dataclass(frozen=True, slots=True)
class _Printed:
    """The nodes of the machine's reading, and what has become of them.

    Attributes:
        nodes: by their ids in the reading.
        live: the live nodes, by the ids that they had in the reading.
    """

    notice: Notice
    nodes: dict[NodeId, Node]
    live: dict[int, NodeId]

    @classmethod
    def of(cls, notice: Notice) -> _Printed:
        # A notice that is not stored has the nodes of its reading themselves.
        live = {node.machine_id or node.id: node.id for node in notice.outline.walk()}
        return cls(notice, {node.id: node for node in notice.reading.nodes}, live)

    def live_ids(self, nodes: Sequence[Node]) -> list[NodeId]:
        """What stands for nodes of the reading now, as far as it is still there."""
        return [self.live[node.id] for node in nodes if node.id in self.live]


def _sibling_groups(notice: Notice) -> dict[NodeKind, list[list[Node]]]:
    """The nodes of each kind in the reading, those of one parent together, in document order."""
    groups: dict[tuple[NodeKind, NodeId | None], list[Node]] = {}
    for node in notice.reading.nodes:
        groups.setdefault((node.kind, node.parent), []).append(node)
    found: dict[NodeKind, list[list[Node]]] = {kind: [] for kind in NodeKind}
    for (kind, _), nodes in groups.items():
        found[kind].append(nodes)
    return found


def _runs(groups: Sequence[list[Node]]) -> list[list[Node]]:
    """The nodes that one counter goes through: those of one parent, or all where it mostly runs on."""
    steps = [(_value(before[-1]), _value(group[0])) for before, group in pairwise(groups)]
    known = [(last, first) for last, first in steps if last is not None and first is not None]
    if known and 2 * sum(first > last for last, first in known) > len(known):
        return [[node for group in groups for node in group]]
    return list(groups)


def _value(node: Node) -> int | None:
    counted = _printed_ordinal(node)
    return counted[1] if counted else None


def _printed_ordinal(node: Node) -> tuple[str, int] | None:
    """Form and value of the number that stands there; one that was worked out of its sisters is not printed."""
    return ordinal(node.number) if node.number_printed is not None else None


def _broken_counts(printed: _Printed, group: Sequence[Node]) -> Iterator[Finding]:
    before: Node | None = None
    form, expected = "", 1
    for node in group:
        counted = _printed_ordinal(node)
        if counted is None:
            expected += 1  # it may have lost its number: then the next one fits
            continue
        if before is not None and counted[0] != form:
            before, expected = None, 1
        form, value = counted
        if value != expected and not _is_plain_step(value, before):
            yield _broken_count(printed, before, node, value=value)
        elif before is None and value > 1:
            yield _broken_count(printed, None, node, value=value)
        before, expected = node, value + 1


def _is_plain_step(value: int, before: Node | None) -> bool:
    """Whether it follows the last number, though nodes without a number stand between (explanations)."""
    counted = ordinal(before.number) if before else None
    return value == (counted[1] + 1 if counted else 1)


def _broken_count(printed: _Printed, before: Node | None, node: Node, *, value: int) -> Finding:
    params = [("after", node.number or "")]
    template = "number_first"
    if before is not None:
        last = ordinal(before.number)
        template = _broken_template(last[1] if last else 0, value)
        params.insert(0, ("before", before.number or ""))
    near = (node, before) if before else (node,)
    spans = [_number_span(printed.notice, each) for each in near]
    if node.parent is not None:
        spans.append(head_span(printed.notice, printed.nodes[node.parent]))
    return Finding(
        "K7",
        Severity.HINT,
        template,
        (("kind", KIND[node.kind]), *params),
        [span for span in spans if span is not None],
        printed.live_ids(near),
    )


def _broken_template(last: int, value: int) -> str:
    if value == last:
        return "number_twice"
    return "number_skipped" if value > last else "number_back"


def _number_span(notice: Notice, node: Node) -> Span | None:
    numbers = node.spans_of(SpanRole.NUMBER)
    return numbers[0] if numbers else head_span(notice, node)


def _unnumbered(printed: _Printed, nodes: Sequence[Node]) -> Iterator[Finding]:
    without = [node for node in nodes if node.number_printed is None]
    if not without or len(nodes) - len(without) < _MOST * len(nodes):
        return
    for node in without:
        head = head_span(printed.notice, node)
        label = label_of(printed.notice, replace(node, number=None))
        params = (("kind", KIND[node.kind]), ("label", label))
        spans = [head] if head else []
        yield Finding(
            "K7", Severity.HINT, "number_missing", params, spans, printed.live_ids([node])
        )


# K8


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stands under a lowest problem.

    Attributes:
        is_parted: the notice itself parts measures from outcomes here.
        is_there: there is an answer of some kind.
    """

    problem: Node
    has_measure: bool
    has_outcome: bool
    is_parted: bool
    is_there: bool

    @classmethod
    def of(cls, notice: Notice, problem: Node) -> _Answer:
        direct = {node.kind for node in notice.outline.children(problem.id)}
        below = {node.kind for node in notice.outline.walk(problem.id)}
        return cls(
            problem,
            has_measure=NodeKind.MEASURE in direct,
            has_outcome=NodeKind.OUTCOME in below,
            is_parted={NodeKind.MEASURE, NodeKind.OUTCOME} <= direct,
            is_there=bool(below & {NodeKind.MEASURE, NodeKind.OUTCOME}),
        )

    @property
    def nothing(self) -> str | None:
        """A word for the whole answer where there is none."""
        return None if self.is_there else "整改措施和完成情况"

    @property
    def missing(self) -> str | None:
        """The word for what is missing, or None."""
        if not self.is_there:
            return self.nothing
        if not self.has_outcome:
            return "完成情况"
        return None if self.has_measure else "整改措施"


def _unanswered(notice: Notice, problem: Node, missing: str) -> Finding:
    levels = (confidence_level(each) for each in (problem.confidence, notice.reading.confidence))
    is_sure = ConfidenceLevel.LOW not in levels
    severity = Severity.CONTRADICTION if is_sure else Severity.UNVERIFIABLE
    head = head_span(notice, problem)
    params = (("label", label_of(notice, problem)), ("missing", missing))
    return Finding("K8", severity, "unanswered", params, [head] if head else [], [problem.id])
