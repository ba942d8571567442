"""Which nodes the outline has after a new reading, of which kind, and under which parent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models.ids import NodeId, new_id
from models.node import ALLOWED_PARENTS, Node, NodeKind
from models.rereading.matching import Words, own_spans
from models.rereading.standing import Standing

# The part of a new node's words that may belong to what a person left or took away.
_MOST = 0.5


@dataclass(slots=True)
class Placed:
    """The nodes to be, without their order.

    Attributes:
        nodes: live and new ones by their ids, with kind and parent as they will be.
        image: the node to be of a machine node of the new reading.
        fresh: ids of those that come.
    """

    nodes: dict[NodeId, Node] = field(default_factory=dict)
    image: dict[NodeId, NodeId] = field(default_factory=dict)
    fresh: set[NodeId] = field(default_factory=set)


class Placing:
    """Finds a parent for every node that stays or comes; where one that stays finds none, it stays where it is."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._new = {node.id: node for node in standing.new.nodes}
        self._held: set[NodeId] = set()
        self._failed: set[NodeId] = set()
        self._ids = {node.id: NodeId(new_id()) for node in standing.new.nodes}
        self._by_start = sorted(
            (own_spans(node)[0].start, node.id) for node in standing.new.nodes if own_spans(node)
        )
        self._starts = [start for start, _ in self._by_start]
        self._placed = Placed()
        self._kept_words = Words(())
        self._taken_words = Words(())

    @property
    def held(self) -> set[NodeId]:
        """Live nodes that stay in their place since something below them would have none."""
        return self._held

    def place(self) -> Placed:
        """The nodes to be."""
        while True:
            self._failed = set()
            self._placed = self._attempt()
            if self._failed <= self._held:
                return self._placed
            self._held |= self._failed

    def _attempt(self) -> Placed:
        standing = self._standing
        self._placed = placed = Placed()
        live = [node for node in standing.live if self._stays(node)]
        for node in live:
            after = standing.new_of.get(node.id)
            if after is not None:
                placed.image[after.id] = node.id
            placed.nodes[node.id] = replace(node, kind=self._kind(node))
        owners = [node for node in live if node.id in standing.worked_on | self._held]
        self._kept_words = Words(owners)
        self._taken_words = Words(standing.deleted())
        for node in _parents_first(standing.new.nodes):
            self._add_fresh(node)
        for node in live:
            self._put_live(node)
        return placed

    def _stays(self, node: Node) -> bool:
        standing = self._standing
        return node.id in standing.new_of or node.id in standing.worked_on or node.id in self._held

    def _kind(self, node: Node) -> NodeKind:
        after = self._standing.new_of.get(node.id)
        is_fixed = node.id in self._held or "kind" in self._standing.pinned(node)
        return node.kind if after is None or is_fixed else after.kind

    # What comes

    def _add_fresh(self, node: Node) -> None:
        if node.id in self._standing.old_of or self._is_spoken_for(node):
            return
        made = replace(node, id=self._ids[node.id], machine_id=node.id, code=None)
        for parent in self._read_parents(node, climbs_over_deleted=False):
            if self._may_stand(parent, node.kind):
                self._placed.nodes[made.id] = replace(made, parent=parent)
                self._placed.image[node.id] = made.id
                self._placed.fresh.add(made.id)
                return

    def _is_spoken_for(self, node: Node) -> bool:
        """Whether its words belong to what a person worked on, or were taken away by one."""
        spans = own_spans(node)
        size = sum(len(span) for span in spans)
        taken = sum(self._kept_words.shared(spans).values())
        taken = max(taken, sum(self._taken_words.shared(spans).values()))
        return taken > _MOST * size

    def _read_parents(
        self, node: Node, *, climbs_over_deleted: bool = True
    ) -> Iterator[NodeId | None]:
        """The parents that the new reading gives a node, nearest first; others stand in for those left out."""
        above = node.parent
        while above is not None:
            image = self._placed.image.get(above)
            stand_in = self._stand_in(self._new[above]) if image is None else None
            for found in (image, stand_in):
                if found is not None:
                    yield found
            if image is None and stand_in is None and not climbs_over_deleted:
                before = self._standing.old_of.get(above)
                if before is not None:
                    return  # a person took it away, with all that belongs to it
            above = self._new[above].parent
        yield None

    def _stand_in(self, node: Node) -> NodeId | None:
        shared = self._kept_words.shared(own_spans(node))
        return max(shared, key=lambda owner: shared[owner]) if shared else None

    # What stays

    def _put_live(self, node: Node) -> None:
        kind = self._placed.nodes[node.id].kind
        for parent in self._live_parents(node):
            if self._may_stand(parent, kind):
                self._placed.nodes[node.id] = replace(self._placed.nodes[node.id], parent=parent)
                return
        above = self._standing.outline.ancestors(node.id)
        self._failed |= {node.id, *(one.id for one in above)}

    def _live_parents(self, node: Node) -> Iterator[NodeId | None]:
        after = self._standing.new_of.get(node.id)
        is_fixed = node.id in self._held or "parent" in node.touched
        if after is not None and not is_fixed:
            yield from self._read_parents(after)
        if after is None or is_fixed:
            yield node.parent
            yield from self._parents_by_position(node)
        yield from (above.id for above in self._standing.outline.ancestors(node.id))
        yield None

    def _parents_by_position(self, node: Node) -> Iterator[NodeId | None]:
        spans = own_spans(node)
        at = bisect_right(self._starts, spans[0].start) - 1 if spans else -1
        if at >= 0:
            before = self._by_start[at][1]
            image = self._placed.image.get(before)
            if image is not None:
                yield image
            yield from self._read_parents(self._new[before])

    def _may_stand(self, parent: NodeId | None, kind: NodeKind) -> bool:
        if parent is None:
            return None in ALLOWED_PARENTS[kind]
        above = self._placed.nodes.get(parent)
        return above is not None and above.kind in ALLOWED_PARENTS[kind]


def _parents_first(nodes: tuple[Node, ...]) -> list[Node]:
    below: dict[NodeId | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    ordered: list[Node] = []
    waiting = sorted(below.get(None, ()), key=_rank, reverse=True)
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(sorted(below.get(node.id, ()), key=_rank, reverse=True))
    return ordered


def _rank(node: Node) -> tuple[int, NodeId]:
    return node.rank, node.id
