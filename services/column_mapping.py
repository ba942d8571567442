"""列对应: what the columns of a ledger mean, corrected by a person, as one change that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from importers.outline.pipeline import read_notice
from importers.outline.tables import TablePreview, table_previews
from models.annotation import Annotation, Review
from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId, new_id
from models.ledger_columns import ColumnMapping
from models.node import Link, Node
from models.notice import Notice
from models.outline import Outline, Record
from models.segment import Segmenter
from models.source import RoleSpan

LABEL = "更改列对应"

_Key = tuple[str, tuple[RoleSpan, ...]]


def previews(notice: Notice) -> tuple[TablePreview, ...]:
    """The tables of a notice, each with the guess of what its columns mean."""
    return table_previews(notice.source)


def remap(
    notice: Notice, mappings: Sequence[ColumnMapping], segmenter: Segmenter | None = None
) -> EditGroup:
    """The edits that put the tree in place which the tables give when their columns mean what a person says.

    Nodes whose words stay the same keep their judgements, notes, codes and what a person changed in them.

    Raises:
        EditError: if no problems come out, or nodes that a person worked on would vanish.
    """
    reading = read_notice(notice.source, segmenter, mappings)
    if not reading.nodes:
        raise EditError("按这样的列对应没有列出问题，请检查“表头”所在的行和“问题”一列")
    outline = notice.outline
    kept = {_key(node): node for node in outline.walk()}
    nodes, ids = _placed(reading.nodes, kept)
    staying = {node.id for node in nodes}
    lost = [
        node for node in outline.walk() if node.id not in staying and _is_worked_on(outline, node)
    ]
    if lost:
        raise EditError(
            f"有{len(lost)}条内容已经审核、批注或修改过，按新的列对应就没有了；请先撤销这些修改，或逐条更正"
        )
    links = [
        replace(link, outcome=ids[link.outcome], measure=ids[link.measure])
        for link in reading.links
    ]
    removed = list(_all_below(outline))
    attached = [record for record in removed if isinstance(record, Review | Annotation)]
    edits = [Edit(record, None) for record in removed]
    edits += [Edit(None, record) for record in (*nodes, *attached, *links)]
    return EditGroup(LABEL, tuple(edits), nodes[0].id)


def _placed(
    found: Iterable[Node], kept: dict[_Key, Node]
) -> tuple[list[Node], dict[NodeId, NodeId]]:
    """The nodes of a reading as live ones, parents first, and their ids by those of the reading."""
    ids: dict[NodeId, NodeId] = {}
    nodes: list[Node] = []
    for node in found:
        old = kept.pop(_key(node), None)
        ids[node.id] = old.id if old is not None else NodeId(new_id())
        parent = None if node.parent is None else ids[node.parent]
        live = replace(node, id=ids[node.id], parent=parent)
        nodes.append(live if old is None else _with_work(live, old))
    return nodes, ids


def _with_work(node: Node, old: Node) -> Node:
    """The node with the codes of the old one and what a person changed in that."""
    touched = {name: getattr(old, name) for name in old.touched if name not in ("parent", "rank")}
    return replace(
        node,
        **touched,
        code=old.code,
        item_no=old.item_no,
        machine_id=old.machine_id,
        touched=old.touched,
    )


def _key(node: Node) -> _Key:
    """What makes a node the same in two readings: its kind and the places of its words and number."""
    own = tuple(part for part in node.spans if part.role in ("body", "number"))
    return node.kind.value, own


def _is_worked_on(outline: Outline, node: Node) -> bool:
    judged = not outline.review(node.id).is_empty
    return bool(node.touched) or judged or bool(outline.annotations(node.id)) or bool(node.item_no)


def _all_below(outline: Outline) -> Iterator[Record]:
    """All nodes and what is tied to them, in the order in which they can be taken out."""
    nodes = list(outline.walk())
    ids = {node.id for node in nodes}
    for record in outline.records():
        tied = isinstance(record, Review | Annotation) and record.node_id in ids
        if tied or isinstance(record, Link):
            yield record
    yield from reversed(nodes)
