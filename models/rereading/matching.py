"""Which node of one reading is which of another: by the words they share, and their kind."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.ids import NodeId
from models.node import Node
from models.source import RoleSpan, Span, SpanRole

# Shared words of the shorter one from which two nodes of one kind are the same, of the longer one for different kinds.
_SHARED = 0.5
_OWN = (SpanRole.BODY, SpanRole.NUMBER)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that belong to one node."""

    start: int
    end: int
    owner: NodeId


class Words:
    """The words of nodes, each character belonging to one of them; found by place."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.stretches = _disjoint(nodes)
        self._starts = [stretch.start for stretch in self.stretches]

    def shared(self, spans: Iterable[Span]) -> dict[NodeId, int]:
        """How many characters of `spans` belong to each node."""
        found: dict[NodeId, int] = defaultdict(int)
        for span in spans:
            for stretch in self.within(span):
                common = min(span.end, stretch.end) - max(span.start, stretch.start)
                found[stretch.owner] += common
        return found

    def within(self, span: Span) -> Iterator[Stretch]:
        """The stretches that share words with `span`, in order."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self.stretches) and self.stretches[at].start < span.end:
            if self.stretches[at].end > span.start:
                yield self.stretches[at]
            at += 1


def own_spans(node: Node) -> tuple[Span, ...]:
    """The places by which a node is known: its words, or its number where it has none of its own."""
    return node.body or node.spans_of(SpanRole.NUMBER)


def match_nodes(old: Sequence[Node], new: Sequence[Node]) -> dict[NodeId, NodeId]:
    """The node of `new` that is the same as one of `old`, for those that have one.

    Pairs of one kind come first, those with most words in common first. Nodes without any place are the same where
    kind, number, parent and order agree. Takes n log n.
    """
    olds, news = {node.id: node for node in old}, {node.id: node for node in new}
    matched: dict[NodeId, NodeId] = {}
    taken: set[NodeId] = set()
    for first, second in _pairs(olds, news):
        if first not in matched and second not in taken:
            matched[first] = second
            taken.add(second)
    _match_placeless(old, [node for node in new if node.id not in taken], matched)
    return matched


def _pairs(olds: Mapping[NodeId, Node], news: Mapping[NodeId, Node]) -> list[tuple[NodeId, NodeId]]:
    common: dict[tuple[NodeId, NodeId], int] = defaultdict(int)
    for first, second, size in _overlaps(_disjoint(olds.values()), _disjoint(news.values())):
        common[first, second] += size
    rated = []
    for (first, second), size in common.items():
        one, other = olds[first], news[second]
        sizes = sorted((_size(one), _size(other)))
        is_same_kind = one.kind is other.kind
        if size >= _SHARED * sizes[0 if is_same_kind else 1]:
            rated.append((not is_same_kind, -size, first, second))
    return [(first, second) for _, _, first, second in sorted(rated)]


def _overlaps(
    old: Sequence[Stretch], new: Sequence[Stretch]
) -> Iterator[tuple[NodeId, NodeId, int]]:
    at = there = 0
    while at < len(old) and there < len(new):
        one, other = old[at], new[there]
        common = min(one.end, other.end) - max(one.start, other.start)
        if common > 0:
            yield one.owner, other.owner, common
        if one.end <= other.end:
            at += 1
        else:
            there += 1


def _match_placeless(
    old: Iterable[Node], free: Iterable[Node], matched: dict[NodeId, NodeId]
) -> None:
    waiting: dict[tuple[object, ...], deque[NodeId]] = defaultdict(deque)
    for node in free:
        if not node.spans:
            waiting[node.kind, node.number, node.parent].append(node.id)
    for node in old:
        if node.spans or node.id in matched:
            continue
        parent = None if node.parent is None else matched.get(node.parent)
        if node.parent is None or parent is not None:
            queue = waiting[node.kind, node.number, parent]
            if queue:
                matched[node.id] = queue.popleft()


def _disjoint(nodes: Iterable[Node]) -> list[Stretch]:
    """The words and numbers of nodes in order; where two claim the same characters the first has them."""
    parts = sorted(
        (part.span.start, part.span.end, node.id) for node in nodes for part in _own_parts(node)
    )
    found: list[Stretch] = []
    last = 0
    for start, end, owner in parts:
        if end > last:
            found.append(Stretch(max(start, last), end, owner))
            last = end
    return found


def _own_parts(node: Node) -> Iterator[RoleSpan]:
    return (part for part in node.spans if part.role in _OWN)


def _size(node: Node) -> int:
    return sum(len(part.span) for part in _own_parts(node))
