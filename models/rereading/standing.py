"""How the live nodes stand to the reading they came from and to the new one, and what a person did to each."""

from __future__ import annotations

from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Reading
from models.outline import Outline
from models.rereading.matching import match_nodes

# Fields that are plain values: where one is not what the machine read, a person changed it.
VALUES = (
    *("number", "number_printed", "status", "status_quote", "limit_class"),
    *("deadline", "deadline_quote", "lead_person", "lead_office", "person"),
)
# Fields that a reading gives of its own; the parent and the place among siblings follow from the other nodes.
_READ = frozenset({*VALUES, "kind", "spans"})


class Standing:
    """The live nodes between two readings.

    Attributes:
        live: the live nodes in document order.
        by_id: the same by their ids.
        live_of: the live node of a machine node of the old reading.
        new_of: the machine node of the new reading that a live node goes on as, by the id of the live one.
        old_of: the machine node of the old reading that one of the new reading is.
        worked_on: the live nodes that a person made, changed, judged, noted or linked.
        judged: those with an opinion or 认定状态.
    """

    def __init__(self, outline: Outline, old: Reading, new: Reading) -> None:
        self.outline = outline
        self.old, self.new = old, new
        self.live = tuple(outline.walk())
        self.by_id = {node.id: node for node in self.live}
        self._old_nodes = {node.id: node for node in old.nodes}
        new_nodes = {node.id: node for node in new.nodes}
        matched = match_nodes(old.nodes, new.nodes)
        self.old_of = {after: before for before, after in matched.items()}
        self.live_of: dict[NodeId, Node] = {}
        for node in self.live:
            if node.machine_id is not None and node.machine_id in self._old_nodes:
                self.live_of.setdefault(NodeId(node.machine_id), node)
        self.new_of = {
            node.id: new_nodes[matched[old_id]]
            for old_id, node in self.live_of.items()
            if old_id in matched
        }
        self.judged = {
            review.node_id
            for review in outline.reviews()
            if review.opinions or review.assessed_status is not None
        }
        self.worked_on = self._worked_on()

    def machine_node(self, node: Node) -> Node | None:
        """What the machine read before, None for a node that a person made."""
        if node.machine_id is None:
            return None
        found = self._old_nodes.get(NodeId(node.machine_id))
        return found if found and self.live_of[found.id].id == node.id else None

    def pinned(self, node: Node) -> frozenset[str]:
        """The fields of a live node that stay as they are."""
        machine = self.machine_node(node)
        pinned = set(node.touched)
        if machine is not None:
            pinned |= {name for name in VALUES if getattr(node, name) != getattr(machine, name)}
        if node.id in self.worked_on:
            pinned.add("spans")
        if node.id in self.judged:
            pinned.add("kind")
        return frozenset(pinned)

    def contradicts_work(self) -> bool:
        """Whether the new reading says otherwise than the old one, or nothing, of what persons hold fast."""
        for node in self.live:
            before, after = self.machine_node(node), self.new_of.get(node.id)
            if before is None or node.id not in self.worked_on:
                continue
            held = self.pinned(node) & _READ
            if after is None or any(getattr(before, name) != getattr(after, name) for name in held):
                return True
        return False

    def deleted(self) -> list[Node]:
        """The machine nodes of the old reading that a person took away."""
        return [node for node in self.old.nodes if node.id not in self.live_of]

    def _worked_on(self) -> set[NodeId]:
        found = {review.node_id for review in self.outline.reviews()}
        found |= {note.node_id for note in self.outline.annotations() if note.node_id is not None}
        for node in self.live:
            machine = self.machine_node(node)
            if (
                node.touched
                or node.wording is not None
                or machine is None
                or any(getattr(node, name) != getattr(machine, name) for name in VALUES)
            ):
                found.add(node.id)
            found |= self._linked_by_hand(node)
        return found

    def _linked_by_hand(self, node: Node) -> set[NodeId]:
        found: set[NodeId] = set()
        if node.kind is NodeKind.OUTCOME:
            for measure in self.outline.answers(node.id):
                link = self.outline.link(node.id, measure)
                if link is not None and link.by == "person":
                    found |= {node.id, measure}
        return found
