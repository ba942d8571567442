from dataclasses import replace

import pytest

from models.annotation import Annotation, Opinion, Review
from models.codec import decode_record, encode_record
from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.outline import Outline
from models.source import RoleSpan, Span, SpanRole
from models.values import PartialDate, Stage, Status


def body(start: int, end: int) -> tuple[RoleSpan, ...]:
    return (RoleSpan(Span(start, end)),)


def small() -> Outline:
    nodes = [
        Node(NodeId(1), NodeKind.PROBLEM, None, 10, "1", spans=body(0, 10)),
        Node(NodeId(2), NodeKind.MEASURE, NodeId(1), 10, "(1)", spans=body(10, 20)),
        Node(NodeId(3), NodeKind.OUTCOME, NodeId(1), 20, "(1)", spans=body(20, 30)),
    ]
    return Outline(40, [*nodes, Link(NodeId(3), NodeId(2))])


def test_put_node_over_words_of_another_is_refused() -> None:
    outline = small()
    with pytest.raises(EditError):
        outline.put(Node(NodeId(9), NodeKind.MEASURE, NodeId(1), 30, spans=body(15, 25)))
    assert not outline.has_node(NodeId(9))


def test_group_that_fails_in_the_middle_changes_nothing() -> None:
    outline = small()
    node = outline.node(NodeId(2))
    group = EditGroup(
        "x", (Edit(node, replace(node, wording="新")), Edit(outline.node(NodeId(1)), None))
    )
    before = set(map(str, outline.records()))
    with pytest.raises(EditError):
        group.apply(outline)
    assert set(map(str, outline.records())) == before


def test_inverse_restores_everything() -> None:
    outline = small()
    before = set(map(str, outline.records()))
    link = outline.link(NodeId(3), NodeId(2))
    group = EditGroup("删除", (Edit(link, None), Edit(outline.node(NodeId(3)), None)))
    inverse = group.apply(outline)
    assert not outline.has_node(NodeId(3))
    inverse.apply(outline)
    assert set(map(str, outline.records())) == before


def test_item_numbers_after_freezing_take_suffixes() -> None:
    nodes = [
        Node(NodeId(i), NodeKind.PROBLEM, None, i * 10, item_no=frozen)
        for i, frozen in [(1, "1"), (2, None), (3, "2"), (4, None), (5, None)]
    ]
    numbers = Outline(10, nodes).item_numbers()
    assert list(numbers.values()) == ["1", "1-1", "2", "2-1", "2-2"]


@pytest.mark.parametrize(
    "record",
    [
        Node(
            NodeId(4),
            NodeKind.OUTCOME,
            NodeId(1),
            5,
            spans=(RoleSpan(Span(0, 3), SpanRole.NUMBER), RoleSpan(Span(3, 9))),
            status=Status.DONE,
            deadline=PartialDate(2025, 12),
            touched=frozenset({"status", "kind"}),
        ),
        Review(
            NodeId(1), Status.DONE, (Opinion(Stage.FIRST, "同意销号", "好", "甲", "2026-01-02"),)
        ),
        Annotation(5, "注", "甲", "2026-01-02T00:00:00+00:00", NodeId(1), Span(1, 2)),
        Link(NodeId(3), NodeId(2), 0.5),
    ],
    ids=lambda record: type(record).__name__,
)
def test_codec_gives_the_record_back(record: Node) -> None:
    assert decode_record(encode_record(record)) == record
