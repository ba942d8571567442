"""The nodes and links that the outline has after a new reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.rereading.matching import Words
from models.rereading.ordering import ranked
from models.rereading.placing import Placing
from models.rereading.standing import VALUES, Standing
from models.source import RoleSpan, Span, SpanRole

# What the machine says of a node besides its values; no person changes these.
_ALWAYS = ("confidence", "page")


class NodesToBe:
    """The nodes after the new reading.

    Attributes:
        nodes: by id.
        image: the node to be of a machine node of the new reading.
        fresh: ids of those that come.
    """

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        placing = Placing(standing)
        placed = placing.place()
        self.image, self.fresh = placed.image, placed.fresh
        self._held = placing.held
        nodes = ranked(standing, placed)
        pinned = {node_id for node_id in nodes if self._keeps_words(node_id)}
        kept = Words(
            replace(nodes[node_id], spans=_bodies(nodes[node_id])) for node_id in sorted(pinned)
        )
        self.nodes = {
            node.id: self._filled(node, None if node.id in pinned else kept)
            for node in nodes.values()
        }

    def links(self) -> list[Link]:
        """The links after the new reading: those of persons, and the machine's where no person undid them."""
        standing = self._standing
        read_before = {
            (standing.live_of[link.outcome].id, standing.live_of[link.measure].id)
            for link in standing.old.links
            if link.outcome in standing.live_of and link.measure in standing.live_of
        }
        found: dict[tuple[NodeId, NodeId], Link] = {}
        for link in standing.outline.records():
            if isinstance(link, Link) and self._may_link(link):
                pair = (link.outcome, link.measure)
                if self._is_hand_linked(link) or pair not in read_before:
                    found[pair] = link
        for link in self._read_links():
            pair = (link.outcome, link.measure)
            was_undone = pair in read_before and standing.outline.link(*pair) is None
            if pair not in found and not was_undone and not self._is_hand_linked(link):
                found[pair] = link
        return list(found.values())

    def _read_links(self) -> Iterable[Link]:
        for link in self._standing.new.links:
            if link.outcome in self.image and link.measure in self.image:
                made = replace(
                    link, outcome=self.image[link.outcome], measure=self.image[link.measure]
                )
                if self._may_link(made):
                    yield made

    def _may_link(self, link: Link) -> bool:
        outcome, measure = self.nodes.get(link.outcome), self.nodes.get(link.measure)
        return (
            outcome is not None
            and measure is not None
            and (outcome.kind, measure.kind) == (NodeKind.OUTCOME, NodeKind.MEASURE)
        )

    def _is_hand_linked(self, link: Link) -> bool:
        return link.by == "person" or "answers" in self.nodes[link.outcome].touched

    def _keeps_words(self, node_id: NodeId) -> bool:
        if node_id in self.fresh:
            return False
        is_gone = node_id not in self._standing.new_of
        return is_gone or node_id in self._standing.worked_on

    def _filled(self, node: Node, kept: Words | None) -> Node:
        """A node with what the new reading says of it; words that are kept elsewhere are left out."""
        standing = self._standing
        after: Node | None
        if node.id in self.fresh:
            after, pinned = node, frozenset[str]()
        else:
            live = standing.outline.node(node.id)
            after, pinned = standing.new_of.get(node.id), standing.pinned(live)
        if after is None:
            return replace(node, machine_id=None)
        values = {name: getattr(after, name) for name in (*VALUES, *_ALWAYS) if name not in pinned}
        if kept is not None:
            values["spans"] = _without(after.spans, kept)
        machine_id = node.machine_id if node.id in self.fresh else after.id
        return replace(node, machine_id=machine_id, **values)


def _bodies(node: Node) -> tuple[RoleSpan, ...]:
    return tuple(part for part in node.spans if part.role is SpanRole.BODY)


def _without(spans: tuple[RoleSpan, ...], kept: Words) -> tuple[RoleSpan, ...]:
    left: list[RoleSpan] = []
    for part in spans:
        if part.role is not SpanRole.BODY or not kept.shared([part.span]):
            left.append(part)
            continue
        at = part.span.start
        for stretch in kept.within(part.span):
            if at < stretch.start:
                left.append(RoleSpan(Span(at, stretch.start)))
            at = max(at, stretch.end)
        if at < part.span.end:
            left.append(RoleSpan(Span(at, part.span.end)))
    return tuple(left)
