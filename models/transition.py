"""From the records an outline has to those it shall have, in edits that keep it sound at every step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from models.annotation import Annotation, Review
from models.edits import Edit
from models.ids import NodeId, RecordKey
from models.node import Link, Node, NodeKind
from models.operations.draft import Draft
from models.outline import Outline, Record
from models.source import SpanRole

# Kinds that may wait at the top with anything that stays below them.
_WAITING = (NodeKind.PROBLEM, NodeKind.RECOMMENDATION)


def edits_between(outline: Outline, wanted: Iterable[Record]) -> tuple[Edit, ...]:
    """The edits that leave the outline with exactly the records `wanted`, which are sound together.

    Words are given up before others take them, nodes that go elsewhere wait at the top, and parents come before
    children.
    """
    target = {record.key: record for record in wanted}
    draft = Draft(outline)
    unsettled = {node.id for node in outline.walk() if _leaves_place(node, target)}
    _let_go(draft, target, unsettled)
    for node in reversed(list(outline.walk())):
        _step_back(draft, node, target, leaves=node.id in unsettled)
    for node in _parents_first(target):
        draft.put(node)
    for record in target.values():
        if not isinstance(record, Node):
            draft.put(record)
    return draft.group("").edits


def _leaves_place(node: Node, target: Mapping[RecordKey, Record]) -> bool:
    after = target.get(node.key)
    return not isinstance(after, Node) or (after.kind, after.parent) != (node.kind, node.parent)


def _let_go(draft: Draft, target: Mapping[RecordKey, Record], unsettled: set[NodeId]) -> None:
    """Takes away what is not wanted, and what would hold a node that leaves its place."""
    for record in draft.outline.records():
        if isinstance(record, Node):
            continue
        holds = isinstance(record, Link) and not unsettled.isdisjoint(
            (record.outcome, record.measure)
        )
        if isinstance(record, Review | Annotation) and record.node_id is not None:
            holds = ("node", record.node_id) not in target
        if holds or record.key not in target:
            draft.remove(record.key)


def _step_back(
    draft: Draft, node: Node, target: Mapping[RecordKey, Record], *, leaves: bool
) -> None:
    after = target.get(node.key)
    if not isinstance(after, Node):
        draft.remove(node.key)
        return
    waiting = node
    if node.body != after.body:
        kept = tuple(part for part in node.spans if part.role is not SpanRole.BODY)
        waiting = replace(waiting, spans=kept)
    if leaves:
        kind = node.kind if node.kind in _WAITING else NodeKind.PROBLEM
        waiting = replace(waiting, kind=kind, parent=None)
    draft.put(waiting)


def _parents_first(target: Mapping[RecordKey, Record]) -> Iterator[Node]:
    below: dict[NodeId | None, list[Node]] = defaultdict(list)
    for record in target.values():
        if isinstance(record, Node):
            below[record.parent].append(record)
    waiting = list(below[None])
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(below[node.id])
