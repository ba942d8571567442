"""Nodes in another place or of another kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from models import labels
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.operations.draft import Draft, name_of, require_node
from models.operations.judging import judgement_to_notes
from models.operations.placing import (
    kind_of,
    may_bear,
    parent_before,
    parents_before,
    place,
    refuse_parent,
)
from models.outline import Outline

Direction = Literal["up", "down", "in", "out"]

_HEADINGS = (NodeKind.ASPECT, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM)


@dataclass(frozen=True, slots=True)
class _Below:
    """What becomes of the children of a node that changes its kind.

    Attributes:
        shifted: those that stay below it as another kind.
        beside: those that come beside it.
    """

    shifted: tuple[Node, ...]
    beside: tuple[Node, ...]


def move_node(outline: Outline, node_id: NodeId, parent: NodeId | None, row: int) -> EditGroup:
    """Moves a node with all below it under `parent` (None: the top) at `row`, counted without it.

    A specific problem that comes under an aspect becomes a problem, and the other way round.

    Raises:
        EditError: if it cannot stand there.
    """
    node = require_node(outline, node_id)
    if parent is not None:
        require_node(outline, parent)
        if parent == node_id or any(up.id == node_id for up in outline.ancestors(parent)):
            raise EditError("不能把一条内容移到它自己的下级")
    kind = _kind_under(outline, node, kind_of(outline, parent))
    draft = Draft(outline)
    if parent != node.parent or row != outline.row_of(node_id):
        place(draft, [replace(node, kind=kind)], parent, row)
    return draft.group(f"移动：{name_of(outline, node_id)}", node_id)


def shift_node(outline: Outline, node_id: NodeId, direction: Direction) -> EditGroup:
    """Moves a node one place up or down among its siblings, or one level in or out.

    Raises:
        EditError: if there is no place that way.
    """
    node = require_node(outline, node_id)
    if direction == "in":
        return _shift_in(outline, node)
    if direction == "out":
        return _shift_out(outline, node)
    row = outline.row_of(node_id) + (-1 if direction == "up" else 1)
    if not 0 <= row < outline.child_count(node.parent):
        raise EditError("已是同级的第一条" if direction == "up" else "已是同级的最后一条")
    return move_node(outline, node_id, node.parent, row)


def change_kind(outline: Outline, node_id: NodeId, kind: NodeKind) -> EditGroup:
    """Makes a node another kind, where it stands or at the place the document order asks for.

    What stood below it and may not any more comes beside it; what follows a new heading and belongs under it comes
    under it, so that the tree keeps the order of the document.

    Raises:
        EditError: if no place before it may bear the kind, or what is below has nowhere to go.
    """
    node = require_node(outline, node_id)
    draft = Draft(outline)
    if node.kind is not kind:
        _change(draft, node, kind)
    label = f"改为{labels.KIND[kind]}：{name_of(outline, node_id)}"
    return draft.group(label, node_id)


def _change(draft: Draft, node: Node, kind: NodeKind) -> None:
    outline = draft.outline
    parent, row = _place_for(outline, node, kind)
    below = _sort_children(outline, node, kind, parent)
    later = outline.children(node.parent)[outline.row_of(node.id) + 1 :]
    _unlink(draft, node)
    for (
        child
    ) in below.shifted:  # neither kind may stand between the two steps, so they wait at the top
        draft.put(replace(child, kind=NodeKind.PROBLEM, parent=None))
    if below.beside:
        after = row + 1 if parent == node.parent else row
        place(draft, below.beside, parent, after)
    changed = replace(draft.node(node.id), kind=kind)
    if parent == node.parent:
        draft.touch(node.id, kind=kind)
        if kind is NodeKind.SUB_PROBLEM and parent is not None:
            judgement_to_notes(draft, parent)
    else:
        place(draft, [changed], parent, row)
    for child in below.shifted:
        shifted = _other_level(child.kind)
        draft.put(replace(child, kind=shifted, touched=child.touched | {"kind"}))
    if kind.is_heading:
        _adopt(draft, node.id, kind, later)
    if kind not in (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM):
        judgement_to_notes(draft, node.id)


def _place_for(outline: Outline, node: Node, kind: NodeKind) -> tuple[NodeId | None, int]:
    """Parent and row (counted without the node) for a node that becomes `kind`."""
    row = outline.row_of(node.id)
    nearest = [
        one
        for sibling in reversed(outline.children(node.parent)[:row])
        for one in (*reversed(list(outline.walk(sibling.id))), sibling)
    ]
    if _level(kind) > _level(node.kind):
        for parent in parents_before(outline, kind, nearest):
            return parent, row if parent == node.parent else outline.child_count(parent)
    if may_bear(kind_of(outline, node.parent), kind):
        return node.parent, row
    branch = node.id
    for above in outline.ancestors(node.id):
        if may_bear(above.kind, kind):
            return above.id, outline.row_of(branch) + 1
        branch = above.id
    if may_bear(None, kind):
        return None, outline.row_of(branch) + 1
    parent = parent_before(outline, kind, nearest)
    return parent, outline.child_count(parent)


def _sort_children(outline: Outline, node: Node, kind: NodeKind, parent: NodeId | None) -> _Below:
    shifted: list[Node] = []
    beside: list[Node] = []
    for child in outline.children(node.id):
        if may_bear(kind, child.kind):
            continue
        if _may_shift(outline, child, kind):
            shifted.append(child)
        elif may_bear(kind_of(outline, parent), child.kind):
            beside.append(child)
        else:
            raise EditError(
                f"改为“{labels.KIND[kind]}”后，下级的“{labels.KIND[child.kind]}”无处可放，请先移动下级"
            )
    return _Below(tuple(shifted), tuple(beside))


def _may_shift(outline: Outline, child: Node, kind: NodeKind) -> bool:
    """Whether a problem below becomes a specific problem, or the other way round, when its parent becomes `kind`."""
    if child.kind not in (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM):
        return False
    other = _other_level(child.kind)
    return may_bear(kind, other) and all(
        may_bear(other, one.kind) for one in outline.children(child.id)
    )


def _other_level(kind: NodeKind) -> NodeKind:
    return NodeKind.SUB_PROBLEM if kind is NodeKind.PROBLEM else NodeKind.PROBLEM


def _unlink(draft: Draft, node: Node) -> None:
    for measure in draft.outline.answers(node.id):
        draft.remove(("link", node.id, measure))
    for outcome in draft.outline.answered_by(node.id):
        draft.remove(("link", outcome, node.id))


def _adopt(draft: Draft, node_id: NodeId, kind: NodeKind, later: list[Node]) -> None:
    followers: list[Node] = []
    for sibling in later:
        if sibling.kind is NodeKind.RECOMMENDATION or not may_bear(kind, sibling.kind):
            break
        followers.append(draft.node(sibling.id))
    if followers:
        place(draft, followers, node_id, len(draft.children(node_id)))


def _shift_in(outline: Outline, node: Node) -> EditGroup:
    name = name_of(outline, node.id)
    before = outline.children(node.parent)[: outline.row_of(node.id)]
    for sibling in reversed(before):
        if may_bear(sibling.kind, node.kind):
            group = move_node(outline, node.id, sibling.id, outline.child_count(sibling.id))
            return replace(group, label=f"降一级：{name}")
    lower = {NodeKind.ASPECT: NodeKind.PROBLEM, NodeKind.PROBLEM: NodeKind.SUB_PROBLEM}
    above = {NodeKind.ASPECT, NodeKind.PROBLEM} & {sibling.kind for sibling in before}
    if node.kind not in lower or not above:
        raise EditError("前面没有可以容纳它的内容，不能再降一级")
    return replace(change_kind(outline, node.id, lower[node.kind]), label=f"降一级：{name}")


def _shift_out(outline: Outline, node: Node) -> EditGroup:
    name = name_of(outline, node.id)
    if node.parent is None:
        raise EditError("已在最上层，不能再升一级")
    if node.kind is NodeKind.SUB_PROBLEM:
        group = change_kind(outline, node.id, NodeKind.PROBLEM)
    else:
        above = outline.node(node.parent)
        group = move_node(outline, node.id, above.parent, outline.row_of(above.id) + 1)
    return replace(group, label=f"升一级：{name}")


def _kind_under(outline: Outline, node: Node, above: NodeKind | None) -> NodeKind:
    """The kind that a node takes under one of kind `above`: its own, or the nearest level of headings.

    Raises:
        EditError: if there is none.
    """
    if may_bear(above, node.kind):
        return node.kind
    children = outline.children(node.id)
    fits = [
        kind
        for kind in _HEADINGS
        if node.kind.is_heading
        and may_bear(above, kind)
        and all(may_bear(kind, child.kind) for child in children)
    ]
    if not fits:
        raise refuse_parent(node.kind, above)
    return min(fits, key=lambda kind: abs(_level(kind) - _level(node.kind)))


def _level(kind: NodeKind) -> int:
    return _HEADINGS.index(kind) if kind.is_heading else len(_HEADINGS)
