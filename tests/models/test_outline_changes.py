"""What an outline tells those who watch it, and what it refuses."""

from dataclasses import replace

import pytest

from models.annotation import Annotation, Review
from models.errors import EditError
from models.facts import Claim, ClaimSubject, Damage
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.outline import Change, Outline, Record
from models.source import RoleSpan, Span, SpanRole
from tests.models.outlines import outline_of, state_of

WRITTEN = """
    problem 1 甲。
      measure (1) 乙。
      measure (2) 丙。
      outcome (1) 丁。
    problem 2 戊。
"""
PROBLEM, FIRST, SECOND, OUTCOME, LAST = map(NodeId, range(1, 6))


class Mirror:
    """Keeps rows as a tree view does: from the changes alone."""

    def __init__(self, outline: Outline) -> None:
        self.rows: dict[NodeId | None, list[NodeId]] = {
            parent: outline.child_ids(parent)
            for parent in (None, *(node.id for node in outline.walk()))
        }
        self.changes: list[Change] = []
        self._waiting: Change | None = None

    def before_change(self, change: Change) -> None:
        assert self._waiting is None
        self._waiting = change

    def after_change(self, change: Change) -> None:
        assert self._waiting == change
        self._waiting = None
        self.changes.append(change)
        kind, node_id = change.key[0], change.key[1]
        if kind != "node" or change.action == "update":
            return
        assert isinstance(node_id, int)
        if change.action in ("remove", "move"):
            assert self.rows[change.parent].pop(change.row) == node_id
        if change.action == "insert":
            self.rows.setdefault(NodeId(node_id), [])
            self.rows[change.parent].insert(change.row, NodeId(node_id))
        if change.action == "move":
            self.rows[change.new_parent].insert(change.new_row, NodeId(node_id))


def watched() -> tuple[Outline, Mirror]:
    outline = outline_of(WRITTEN, links="4>2")
    mirror = Mirror(outline)
    outline.subscribe(mirror)
    return outline, mirror


def test_insertion_tells_the_row() -> None:
    outline, mirror = watched()
    outline.put(Node(NodeId(9), NodeKind.MEASURE, PROBLEM, outline.node(SECOND).rank - 1))
    assert mirror.changes == [Change("insert", ("node", 9), PROBLEM, 1)]


@pytest.mark.parametrize(
    ("parent", "rank_of", "change"),
    [
        (PROBLEM, OUTCOME, Change("move", ("node", FIRST), PROBLEM, 0, PROBLEM, 2)),
        (LAST, FIRST, Change("move", ("node", FIRST), PROBLEM, 0, LAST, 0)),
        (PROBLEM, FIRST, Change("update", ("node", FIRST), PROBLEM, 0)),
    ],
    ids=["along its siblings", "to another parent", "nowhere"],
)
def test_move_tells_both_rows(parent: NodeId, rank_of: NodeId, change: Change) -> None:
    outline, mirror = watched()
    rank = outline.node(rank_of).rank + 1
    outline.put(replace(outline.node(FIRST), parent=parent, rank=rank))
    assert mirror.changes == [change]
    assert mirror.rows[parent] == outline.child_ids(parent)


def test_removal_tells_the_row_it_had() -> None:
    outline, mirror = watched()
    outline.remove(("node", SECOND))
    assert mirror.changes == [Change("remove", ("node", SECOND), PROBLEM, 1)]


def test_other_records_tell_their_key() -> None:
    outline, mirror = watched()
    outline.put(Review(FIRST, doubt=True))
    outline.remove(("review", FIRST))
    assert mirror.changes == [Change("update", ("review", FIRST))] * 2


def test_no_one_is_told_after_leaving() -> None:
    outline, mirror = watched()
    outline.unsubscribe(mirror)
    outline.remove(("node", SECOND))
    assert mirror.changes == []


def test_rows_can_be_followed_through_any_moves() -> None:
    outline, mirror = watched()
    for node_id, rank in ((FIRST, 9999), (OUTCOME, 1), (SECOND, 10), (FIRST, 0)):
        outline.put(replace(outline.node(node_id), rank=rank))
        assert mirror.rows[PROBLEM] == outline.child_ids(PROBLEM)


NOWHERE = Span(0, 9999)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (Node(NodeId(9), NodeKind.MEASURE, NodeId(8)), "上级已不存在"),
        (Node(NodeId(9), NodeKind.MEASURE, None), "不能放在所选上级之下"),
        (Node(NodeId(9), NodeKind.ASPECT, PROBLEM), "不能放在所选上级之下"),
        (Node(PROBLEM, NodeKind.ASPECT), "下级无处可放"),
        (Node(OUTCOME, NodeKind.MEASURE, PROBLEM), "解除这一条与整改措施的对应关系"),
        (Node(FIRST, NodeKind.OUTCOME, PROBLEM), "解除这一条与完成情况的对应关系"),
        (Node(NodeId(9), NodeKind.PROBLEM, spans=(RoleSpan(NOWHERE),)), "超出原文"),
        (
            Node(NodeId(9), NodeKind.PROBLEM, spans=(RoleSpan(NOWHERE, SpanRole.STATUS),)),
            "超出原文",
        ),
        (Node(NodeId(9), NodeKind.PROBLEM, spans=(RoleSpan(Span(1, 3)),)), "已属于另一条"),
        (
            Node(FIRST, NodeKind.MEASURE, PROBLEM, 1, spans=(RoleSpan(Span(9, 10)),) * 2),
            "前后重叠",
        ),
        (Link(FIRST, OUTCOME), "只有完成情况可以对应"),
        (Link(OUTCOME, NodeId(99)), "所属内容已不存在"),
        (Review(NodeId(99)), "所属内容已不存在"),
        (Annotation(1, "注", "甲", "", NodeId(99)), "所属内容已不存在"),
        (Annotation(1, "注", "甲", "", None, NOWHERE), "超出原文"),
        (Damage(1, NOWHERE, "", ""), "超出原文"),
        (Claim(1, ClaimSubject.OTHER, 1.0, "", NOWHERE), "超出原文"),
    ],
)
def test_record_that_breaks_an_invariant_is_refused(record: Record, sentence: str) -> None:
    outline, mirror = watched()
    before = state_of(outline)
    with pytest.raises(EditError, match=sentence):
        outline.put(record)
    assert state_of(outline) == before
    assert mirror.changes == []


def test_node_cannot_come_below_itself() -> None:
    outline = outline_of("problem 1 甲。\n  measure (1) 乙。\n    outcome - 丙。")
    loop = Node(NodeId(1), NodeKind.OUTCOME, NodeId(2))
    with pytest.raises(EditError, match="自己的下级"):
        outline.put(loop)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (("node", 99), "已不存在"),
        (("node", PROBLEM), "先处理下级"),
        (("node", OUTCOME), "须一并删除"),
        (("review", PROBLEM), "已不存在"),
    ],
)
def test_removal_that_breaks_an_invariant_is_refused(
    key: tuple[str | int, ...], sentence: str
) -> None:
    outline, mirror = watched()
    with pytest.raises(EditError, match=sentence):
        outline.remove(key)
    assert mirror.changes == []


def test_records_in_any_order_make_an_outline() -> None:
    outline = outline_of(WRITTEN, Review(FIRST, doubt=True), links="4>2")
    again = Outline(outline.length, reversed(outline.records()))
    assert state_of(again) == state_of(outline)
    assert list(again.walk()) == list(outline.walk())


def test_parents_in_a_ring_make_no_outline() -> None:
    ring = [
        Node(NodeId(1), NodeKind.OUTCOME, NodeId(2)),
        Node(NodeId(2), NodeKind.MEASURE, NodeId(1)),
    ]
    with pytest.raises(EditError, match="首尾相接"):
        Outline(9, ring)
