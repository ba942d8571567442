"""Where nodes go: the parent that a place in the document asks for, and ranks between siblings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models import labels
from models.errors import EditError
from models.ids import NodeId
from models.node import ALLOWED_PARENTS, Node, NodeKind
from models.notice import spaced_rank
from models.operations.draft import Draft
from models.operations.judging import judgement_to_notes
from models.outline import Outline


def place(draft: Draft, nodes: Sequence[Node], parent: NodeId | None, row: int) -> None:
    """Puts `nodes`, new or moved, in this order under `parent` at `row`, counted without them.

    Siblings get new ranks where there is no room between; a problem that gets its first specific problem gives
    its judgement up to notes.
    """
    moving = {node.id for node in nodes}
    siblings = [node for node in draft.children(parent) if node.id not in moving]
    row = max(0, min(row, len(siblings)))
    ranks = _free_ranks(draft, siblings, row, len(nodes))
    for node, rank in zip(nodes, ranks, strict=True):
        moved = replace(node, parent=parent, rank=rank)
        if draft.get(node.key) is not None:
            moved = replace(moved, touched=_touched(draft.node(node.id), moved))
        draft.put(moved)
    if parent is not None and any(node.kind is NodeKind.SUB_PROBLEM for node in nodes):
        judgement_to_notes(draft, parent)


def may_bear(above: NodeKind | None, kind: NodeKind) -> bool:
    """Whether a node of `kind` may stand under one of kind `above` (None: the top)."""
    return above in ALLOWED_PARENTS[kind]


def kind_of(outline: Outline, node_id: NodeId | None) -> NodeKind | None:
    """The kind of a node; None for the top."""
    return None if node_id is None else outline.node(node_id).kind


def start_of(outline: Outline, node: Node) -> int | None:
    """Where a node begins in the source: at its first span, else at the first span below it, or None."""
    spans = [part.span.start for part in node.spans]
    if spans:
        return min(spans)
    below = (start_of(outline, child) for child in outline.children(node.id))
    return min((start for start in below if start is not None), default=None)


def row_at(outline: Outline, siblings: Sequence[Node], offset: int) -> int:
    """The row among `siblings` of a node that begins at `offset`: before the first that begins later."""
    for row, node in enumerate(siblings):
        start = start_of(outline, node)
        if start is not None and start > offset:
            return row
    return len(siblings)


def nodes_before(outline: Outline, offset: int) -> list[Node]:
    """The nodes that begin at `offset` or before it, nearest first."""
    found = []
    latest = -1
    for order, node in enumerate(outline.walk()):
        start = min((part.span.start for part in node.spans), default=latest)
        latest = max(latest, start)
        if start <= offset:
            found.append((start, order, node))
    return [node for _, _, node in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def parent_before(outline: Outline, kind: NodeKind, before: Iterable[Node]) -> NodeId | None:
    """The parent for a node of `kind` that follows the nodes `before` (nearest first), as `parents_before` has it.

    Raises:
        EditError: if nothing before may bear it, and it may not stand at the top.
    """
    found = list(parents_before(outline, kind, before))
    if not found and not may_bear(None, kind):
        raise EditError(f"前面没有可以容纳“{labels.KIND[kind]}”的内容，请先标出它所属的问题")
    return found[0] if found else None


def parents_before(
    outline: Outline, kind: NodeKind, before: Iterable[Node]
) -> Iterator[NodeId | None]:
    """Those before that may bear `kind`, and the parents of those of the same kind, in the order of `before`.

    An outcome goes under a measure only in a document that has its outcomes there, else beside it.
    """
    beside = kind is NodeKind.OUTCOME and outcomes_stand_beside(outline)
    for node in before:
        if node.kind is kind or (beside and node.kind is NodeKind.MEASURE):
            yield node.parent
        elif may_bear(node.kind, kind):
            yield node.id


def outcomes_stand_beside(outline: Outline) -> bool:
    """Whether the document has its outcomes under the problems, as labelled notices do, and not under measures."""
    kinds = [
        kind_of(outline, node.parent) for node in outline.walk() if node.kind is NodeKind.OUTCOME
    ]
    return sum(1 if kind is not NodeKind.MEASURE else -1 for kind in kinds) > 0


def refuse_parent(kind: NodeKind, above: NodeKind | None) -> EditError:
    """What to say where `kind` may not stand under `above`."""
    where = "最上层" if above is None else f"“{labels.KIND[above]}”之下"
    return EditError(f"“{labels.KIND[kind]}”不能放在{where}")


def _touched(old: Node, new: Node) -> frozenset[str]:
    moved = {name for name in ("kind", "parent") if getattr(old, name) != getattr(new, name)}
    if old.parent == new.parent:
        # Its place, not the number: where siblings get new ranks, it may come by the one it had.
        moved.add("rank")
    return new.touched | moved


def _free_ranks(draft: Draft, siblings: Sequence[Node], row: int, count: int) -> list[int]:
    low = siblings[row - 1].rank if row else 0
    high = siblings[row].rank if row < len(siblings) else low + spaced_rank(count)
    step = (high - low) // (count + 1)
    if step > 0:
        return [low + step * (place + 1) for place in range(count)]
    _space_out(draft, siblings, row, count)
    return [spaced_rank(row + place) for place in range(count)]


def _space_out(draft: Draft, siblings: Sequence[Node], row: int, count: int) -> None:
    """Gives `siblings` ranks with gaps, `count` places free at `row`, so that none passes another on the way."""
    wanted = [
        (node, spaced_rank(place if place < row else place + count))
        for place, node in enumerate(siblings)
    ]
    down = [(node, rank) for node, rank in wanted if rank < node.rank]
    up = [(node, rank) for node, rank in reversed(wanted) if rank > node.rank]
    for node, rank in (*down, *up):
        draft.put(replace(draft.node(node.id), rank=rank))
