"""What a new reading makes different, in words a person can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models import labels
from models.facts import Claim, Damage, Fact
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.outline import Outline, Record
from models.rereading.standing import Standing
from models.source import Span
from models.values import LimitClass, Status

if TYPE_CHECKING:
    from models.rereading.nodes import NodesToBe

# Fields in the order in which they are told; of a limit the words stand for the date.
_TOLD = (
    *("kind", "parent", "number", "spans", "status", "limit_class", "deadline_quote"),
    *("lead_person", "lead_office", "person"),
)
_LAST = 1 << 62


class DifferenceSort(StrEnum):
    """新增, 删除, 改动, 保留的人工内容."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different, or that was kept.

    Attributes:
        subject: what it is about: `具体问题 一是`, `公布日期`.
        what: the field that changed, or what a person did; empty for what comes or goes.
        before: the words before, empty for what comes.
        after: the words after; of what was kept, what the new reading says instead, empty where it agrees.
        node_id: the node it leads to, None for one that goes and for what is no node.
        span: its place in the source, or None.
    """

    sort: DifferenceSort
    subject: str
    what: str = ""
    before: str = ""
    after: str = ""
    node_id: NodeId | None = None
    span: Span | None = None


def differences(
    standing: Standing, after: NodesToBe, records: Sequence[Record]
) -> tuple[Difference, ...]:
    """All that is different, by sort and then by place in the document."""
    found = [*_of_document(standing), *_of_nodes(standing, after)]
    found += _of_links(standing, after, records)
    found += _of_places(standing.outline, records)
    found += _kept(standing, after, records)
    order = list(DifferenceSort)
    return tuple(
        sorted(
            found, key=lambda one: (order.index(one.sort), one.span.start if one.span else _LAST)
        )
    )


# The document


def _of_document(standing: Standing) -> Iterator[Difference]:
    old, new = standing.old, standing.new
    if old.kind is not new.kind:
        names = (labels.NOTICE_KIND[old.kind], labels.NOTICE_KIND[new.kind])
        yield Difference(DifferenceSort.CHANGED, labels.NOTICE_SORT, "", *names)
    text = standing.outline.text
    for place in old.clutter:
        if place not in new.clutter:
            name, words = labels.CLUTTER.format(why=place.why), place.span.of(text)
            yield Difference(DifferenceSort.REMOVED, name, "", words, "", None, place.span)
    for place in new.clutter:
        if place not in old.clutter:
            name, words = labels.CLUTTER.format(why=place.why), place.span.of(text)
            yield Difference(DifferenceSort.ADDED, name, "", "", words, None, place.span)


# Nodes


def _of_nodes(standing: Standing, after: NodesToBe) -> Iterator[Difference]:
    text = standing.outline.text
    for node in after.nodes.values():
        if node.id in after.fresh:
            words = _words(node, text)
            name = _path(after.nodes, node)
            yield Difference(DifferenceSort.ADDED, name, "", "", words, node.id, _place(node))
            continue
        before = standing.outline.node(node.id)
        for field in _TOLD:
            if getattr(before, field) != getattr(node, field):
                yield _changed(standing, after, before, field)
    for node in standing.live:
        if node.id not in after.nodes:
            sort, words = DifferenceSort.REMOVED, _words(node, text)
            yield Difference(sort, _path(standing.by_id, node), "", words, "", None, _place(node))
    yield from _of_order(standing, after)


def _changed(standing: Standing, after: NodesToBe, before: Node, field: str) -> Difference:
    node = after.nodes[before.id]
    text = standing.outline.text
    if field == "spans":
        words = (_words(before, text), _words(node, text))
    elif field == "parent":
        words = (_parent_name(standing.by_id, before), _parent_name(after.nodes, node))
    else:
        words = (_shown(getattr(before, field)), _shown(getattr(node, field)))
    return Difference(
        DifferenceSort.CHANGED,
        _path(after.nodes, node),
        labels.FIELD[field],
        *words,
        node.id,
        _place(node),
    )


def _of_order(standing: Standing, after: NodesToBe) -> Iterator[Difference]:
    """Siblings that stay siblings in another order: one line for each parent."""
    below: dict[NodeId | None, list[Node]] = defaultdict(list)
    for node in after.nodes.values():
        if node.id not in after.fresh:
            below[node.parent].append(node)
    for parent, nodes in below.items():
        ordered = [one.id for one in sorted(nodes, key=lambda node: (node.rank, node.id))]
        stayed = set(ordered)
        before = [one for one in standing.outline.child_ids(parent) if one in stayed]
        known = set(before)
        if before != [one for one in ordered if one in known]:
            above = None if parent is None else after.nodes[parent]
            name = labels.TOP if above is None else _name(above)
            place = None if above is None else _place(above)
            what = labels.ORDER_BELOW
            yield Difference(
                DifferenceSort.CHANGED, name, what, "", labels.ORDER_READ, parent, place
            )


# Links


def _of_links(
    standing: Standing, after: NodesToBe, records: Iterable[Record]
) -> Iterator[Difference]:
    outline = standing.outline
    answered: dict[NodeId, set[NodeId]] = defaultdict(set)
    for record in records:
        if isinstance(record, Link):
            answered[record.outcome].add(record.measure)
    for node in after.nodes.values():
        if node.id in after.fresh:
            continue
        before = outline.answers(node.id)
        if set(before) != answered[node.id]:
            yield Difference(
                DifferenceSort.CHANGED,
                _path(after.nodes, node),
                labels.FIELD["answers"],
                "、".join(_name(standing.by_id[one]) for one in before) or labels.NOTHING,
                "、".join(_name(after.nodes[one]) for one in sorted(answered[node.id]))
                or labels.NOTHING,
                node.id,
                _place(node),
            )


# Facts, claims, damage


def _of_places(outline: Outline, records: Sequence[Record]) -> Iterator[Difference]:
    now = {record.key: record for record in outline.records() if _is_place(record)}
    then = {record.key: record for record in records if _is_place(record)}
    for key in {**now, **then}:
        before, after = now.get(key), then.get(key)
        if before == after:
            continue
        shown = after or before
        assert shown is not None
        name, words = _described(shown)
        old = _described(before)[1] if before is not None else ""
        if before is None:
            sort, old, new = DifferenceSort.ADDED, "", words
        elif after is None:
            sort, new = DifferenceSort.REMOVED, ""
        else:
            sort, new = DifferenceSort.CHANGED, words
        if old != new:
            yield Difference(sort, name, "", old, new, None, _span(shown))


def _is_place(record: Record) -> bool:
    return isinstance(record, Fact | Claim | Damage)


def _described(record: Record) -> tuple[str, str]:
    match record:
        case Fact():
            return labels.FACT[record.name], record.value or labels.NOTHING
        case Claim():
            return (
                f"{labels.CLAIMED}·{labels.CLAIM[record.subject]}",
                f"{record.value:g}（{record.quote}）",
            )
        case Damage():
            words = labels.DAMAGE_READ.format(printed=record.printed, reading=record.reading)
            return labels.DAMAGE, words
        case _:
            raise TypeError(record)


def _span(record: Record) -> Span | None:
    return record.span if isinstance(record, Fact | Claim | Damage) else None


# What was kept


def _kept(standing: Standing, after: NodesToBe, records: Sequence[Record]) -> Iterator[Difference]:
    text = standing.outline.text
    for node in standing.live:
        if node.id in standing.worked_on and node.id in after.nodes:
            done = "、".join(_deeds(standing, node))
            read = _read_instead(standing, node)
            yield Difference(
                DifferenceSort.KEPT,
                _path(after.nodes, after.nodes[node.id]),
                done,
                _words(node, text),
                read,
                node.id,
                _place(node),
            )
    for record in records:
        if isinstance(record, Fact | Claim) and record.confirmed:
            yield _kept_place(record, labels.CORRECTED)
        elif isinstance(record, Damage) and record.accepted is not None:
            yield _kept_place(record, labels.DAMAGE_DECISION[record.accepted])


def _kept_place(record: Record, done: str) -> Difference:
    name, words = _described(record)
    return Difference(DifferenceSort.KEPT, name, done, words, "", None, _span(record))


def _deeds(standing: Standing, node: Node) -> Iterator[str]:
    """What persons did to a node."""
    outline = standing.outline
    review = outline.review(node.id)
    if standing.machine_node(node) is None:
        yield labels.MADE
    names = [labels.FIELD[name] for name in labels.FIELD if name in node.touched]
    if names and standing.machine_node(node) is not None:
        yield labels.CHANGED.format(fields="、".join(names))
    if node.id in standing.judged:
        yield labels.JUDGED
    if review.doubt:
        yield labels.DOUBTED
    if review.evidence:
        yield labels.HAS_EVIDENCE
    notes = len(outline.annotations(node.id))
    if notes:
        yield labels.NOTED.format(count=notes)


def _read_instead(standing: Standing, node: Node) -> str:
    """What the new reading says where the node stays otherwise."""
    after = standing.new_of.get(node.id)
    if after is None:
        return "" if standing.machine_node(node) is None else labels.READ_NO_MORE
    text = standing.outline.text
    parts: list[str] = []
    pinned = standing.pinned(node)
    for field, words in _INSTEAD.items():
        if field in pinned and getattr(after, field) != getattr(node, field):
            parts.append(f"{labels.FIELD[field]}：{words(after, text)}")
    return "；".join(parts)


# Words


def _name(node: Node) -> str:
    kind = labels.KIND[node.kind]
    return f"{kind} {node.number}" if node.number else kind


def _path(nodes: Mapping[NodeId, Node], node: Node) -> str:
    """The name of a node behind those of the nodes it answers: `具体问题 一是·整改措施 (1)·完成情况`."""
    names = [_name(node)]
    while not node.kind.is_heading and node.parent is not None:
        node = nodes[node.parent]
        names.insert(0, _name(node))
    return "·".join(names)


def _parent_name(nodes: Mapping[NodeId, Node], node: Node) -> str:
    return labels.TOP if node.parent is None else _name(nodes[node.parent])


def _words(node: Node, text: str) -> str:
    return node.text(text) or node.number_printed or ""


def _place(node: Node) -> Span | None:
    return min((part.span for part in node.spans), default=None)


def _shown(value: object) -> str:
    if isinstance(value, Status):
        return labels.STATUS[value]
    if isinstance(value, LimitClass):
        return labels.LIMIT_CLASS[value]
    if isinstance(value, NodeKind):
        return labels.KIND[value]
    return labels.NOTHING if value is None else str(value)


_INSTEAD: Mapping[str, Callable[[Node, str], str]] = {
    "kind": lambda node, _: labels.KIND[node.kind],
    "spans": _words,
    "status": lambda node, _: labels.STATUS[node.status],
    "number": lambda node, _: _shown(node.number),
    "deadline_quote": lambda node, _: _shown(node.deadline_quote),
    "limit_class": lambda node, _: _shown(node.limit_class),
    "lead_person": lambda node, _: _shown(node.lead_person),
    "lead_office": lambda node, _: _shown(node.lead_office),
    "person": lambda node, _: _shown(node.person),
}
