"""Collecting the edits of one action, and naming what it concerns."""

from __future__ import annotations

import re
from dataclasses import replace

from models import labels
from models.annotation import Review
from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId, RecordKey
from models.node import Node
from models.outline import Outline, Record

# Half of a pair that Qt hands over where an input method was cut off. Sample: "\ud83d"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Draft:
    """The edits of one action in order, over an outline that stays as it is."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._edits: list[Edit] = []
        self._held: dict[RecordKey, Record | None] = {}

    def get(self, key: RecordKey) -> Record | None:
        """The record at `key` as it is after the edits so far."""
        return self._held[key] if key in self._held else self.outline.get(key)

    def node(self, node_id: NodeId) -> Node:
        """The node as it is after the edits so far.

        Raises:
            EditError: if there is none.
        """
        found = self.get(("node", node_id))
        if not isinstance(found, Node):
            raise EditError("这一条已不存在")
        return found

    def review(self, node_id: NodeId) -> Review:
        """The judgement of a node after the edits so far; an empty one where there is none."""
        found = self.get(("review", node_id))
        return found if isinstance(found, Review) else Review(node_id)

    def children(self, parent: NodeId | None) -> list[Node]:
        """The children of `parent` after the edits so far, in order."""
        held = [record for record in self._held.values() if isinstance(record, Node)]
        found = [node for node in self.outline.children(parent) if node.key not in self._held]
        found += [node for node in held if node.parent == parent]
        return sorted(found, key=lambda node: (node.rank, node.id))

    def put(self, record: Record) -> None:
        """Adds or replaces a record; an empty judgement is taken out."""
        if isinstance(record, Review) and record.is_empty:
            self.remove(record.key)
            return
        before = self.get(record.key)
        if before != record:
            self._note(Edit(before, record))

    def remove(self, key: RecordKey) -> None:
        """Takes a record out, if it is there."""
        before = self.get(key)
        if before is not None:
            self._note(Edit(before, None))

    def touch(self, node_id: NodeId, **changes: object) -> None:
        """Gives fields of a node new values and marks those that differ as touched by a person."""
        node = self.node(node_id)
        changed = {name for name, value in changes.items() if getattr(node, name) != value}
        if changed:
            touched = node.touched | changed
            self.put(replace(node, **changes, touched=touched))  # type: ignore[arg-type] # fields by name

    def group(
        self, label: str, focus: NodeId | None = None, merge_key: str | None = None
    ) -> EditGroup:
        """The edits so far under `label`; it has none where nothing would change."""
        return EditGroup(label, tuple(self._edits), focus, merge_key)

    def _note(self, edit: Edit) -> None:
        self._edits.append(edit)
        self._held[edit.key] = edit.after


def require_node(outline: Outline, node_id: NodeId) -> Node:
    """The node of that id.

    Raises:
        EditError: if there is none.
    """
    if not outline.has_node(node_id):
        raise EditError("这一条已不存在")
    return outline.node(node_id)


def require_lowest(outline: Outline, node_id: NodeId, what: str) -> Node:
    """The lowest problem of that id; `what` is the Chinese name of what shall be set on it.

    Raises:
        EditError: if there is none, or it is none.
    """
    node = require_node(outline, node_id)
    if not outline.is_lowest_problem(node_id):
        raise EditError(f"{what}只记在具体问题上（没有具体问题的，记在主要问题上）")
    return node


def name_of(outline: Outline, node_id: NodeId) -> str:
    """What people call a node: `具体问题 3`, `具体问题 3·整改措施 (2)`, `方面 (一)`."""
    node = outline.node(node_id)
    kind = labels.KIND[node.kind]
    problem = outline.lowest_problem_of(node_id)
    if problem is None:
        return f"{kind} {node.number}" if node.number else kind
    above = f"{labels.KIND[problem.kind]} {outline.item_numbers()[problem.id]}"
    if problem.id == node_id:
        return above
    return f"{above}·{kind} {node.number}" if node.number else f"{above}·{kind}"


def clean_words(words: str) -> str:
    """Typed words as they can be stored: LF line ends, no NUL, lone surrogates as U+FFFD, no blanks at the ends."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATE.sub("\ufffd", plain).strip()
