"""Ranks of the nodes to be: what a person put in order stays, the rest follows the new reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from models.ids import NodeId
from models.node import RANK_GAP, Node
from models.notice import spaced_rank
from models.rereading.placing import Placed
from models.rereading.standing import Standing

_MOVED = frozenset({"rank", "parent"})


def ranked(standing: Standing, placed: Placed) -> dict[NodeId, Node]:
    """The nodes to be, with their ranks."""
    keys = _reading_keys(standing, placed)
    siblings: dict[NodeId | None, list[Node]] = defaultdict(list)
    for node in placed.nodes.values():
        siblings[node.parent].append(node)
    found: dict[NodeId, Node] = {}
    for parent, children in siblings.items():
        ordered = _ordered(_Family(standing, placed, keys, parent), children)
        for node, rank in zip(ordered, _ranks(standing, ordered), strict=True):
            found[node.id] = replace(node, rank=rank)
    return found


class _Family:
    """The children of one parent while they are put in order."""

    def __init__(
        self,
        standing: Standing,
        placed: Placed,
        keys: Mapping[NodeId, float],
        parent: NodeId | None,
    ) -> None:
        self._standing = standing
        self._placed = placed
        self._keys = keys
        self._parent = parent

    def key(self, node: Node) -> float:
        """Where the new reading has a node."""
        return self._keys[node.id]

    def was_here(self, node: Node) -> bool:
        """Whether it is a child of the same parent now."""
        if node.id in self._placed.fresh:
            return False
        return self._standing.outline.node(node.id).parent == self._parent

    def follows(self, node: Node) -> bool:
        """Whether its place among the others is the machine's to say."""
        return node.id in self._standing.new_of and not node.touched & _MOVED


def _ordered(family: _Family, children: Iterable[Node]) -> list[Node]:
    here: list[Node] = []
    come: list[Node] = []
    for node in children:
        (here if family.was_here(node) else come).append(node)
    here.sort(key=lambda node: (node.rank, node.id))
    followers = iter(sorted((one for one in here if family.follows(one)), key=family.key))
    here = [next(followers) if family.follows(node) else node for node in here]
    behind: dict[int, list[Node]] = defaultdict(list)
    places = sorted((family.key(node), at) for at, node in enumerate(here))
    for node in sorted(come, key=family.key):
        before = bisect_right(places, (family.key(node), len(here))) - 1
        behind[places[before][1] if before >= 0 else -1].append(node)
    ordered = behind[-1]
    for at, node in enumerate(here):
        ordered += [node, *behind[at]]
    return ordered


def _ranks(standing: Standing, ordered: Sequence[Node]) -> list[int]:
    """Ranks in this order; those that nodes have stay if there is room for the others between them."""
    parent = ordered[0].parent
    fixed = [_rank_here(standing, node, parent) for node in ordered]
    pairs = [(rank, node.id) for rank, node in zip(fixed, ordered, strict=True) if rank is not None]
    if pairs == sorted(pairs):
        filled = _filled(fixed)
        if filled is not None:
            return filled
    return [spaced_rank(row) for row in range(len(ordered))]


def _rank_here(standing: Standing, node: Node, parent: NodeId | None) -> int | None:
    outline = standing.outline
    if not outline.has_node(node.id) or outline.node(node.id).parent != parent:
        return None
    return node.rank


def _filled(fixed: Sequence[int | None]) -> list[int] | None:
    """Ranks for those that have none, in the gaps; None where a gap is too small."""
    ranks: list[int] = []
    at = 0
    while at < len(fixed):
        rank = fixed[at]
        if rank is not None:
            ranks.append(rank)
            at += 1
            continue
        end = next((i for i in range(at, len(fixed)) if fixed[i] is not None), len(fixed))
        low = ranks[-1] if ranks else 0
        high = fixed[end] if end < len(fixed) else low + RANK_GAP * (end - at + 1)
        assert high is not None
        step = (high - low) // (end - at + 1)
        if step <= 0:
            return None
        ranks += [low + step * (row + 1) for row in range(end - at)]
        at = end
    return ranks


def _reading_keys(standing: Standing, placed: Placed) -> dict[NodeId, float]:
    """Where each node to be stands in the new reading; one that is not in it, after the last that begins before."""
    order = {node.id: at for at, node in enumerate(standing.new.nodes)}
    keys: dict[NodeId, float] = {
        live: float(order[machine]) for machine, live in placed.image.items()
    }
    starts = sorted(
        (min(part.span.start for part in node.spans), order[node.id])
        for node in standing.new.nodes
        if node.spans
    )
    for node in placed.nodes.values():
        if node.id in keys:
            continue
        start = min((part.span.start for part in node.spans), default=-1)
        before = bisect_right(starts, (start, len(order))) - 1
        keys[node.id] = starts[before][1] + 0.5 if before >= 0 else -1.0
    return keys
