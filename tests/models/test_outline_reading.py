"""What an outline answers."""

from dataclasses import replace

import pytest

from models.annotation import Annotation, Review, Waiver
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId
from models.node import Node, NodeKind
from models.outline import Outline
from models.source import RoleSpan, Span
from tests.models.outlines import outline_of, place_of

WRITTEN = """
    aspect (一) 思想方面
      problem 1 学习不够。
        sub_problem 一是 计划不实。
          measure (1) 制定计划。
          outcome (1) 已制定计划书。
      problem 2 调研不深。
        measure (1) 下沉一线。
    recommendation 3 抓好整改。
"""


def ids(nodes: list[Node]) -> list[int]:
    return [node.id for node in nodes]


def test_nodes_come_in_document_order_below_any_node() -> None:
    outline = outline_of(WRITTEN)
    assert ids(list(outline.walk())) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert ids(list(outline.walk(NodeId(2)))) == [3, 4, 5]
    assert ids(list(outline.ancestors(NodeId(4)))) == [3, 2, 1]


def test_children_are_counted_and_found_by_row() -> None:
    outline = outline_of(WRITTEN)
    assert outline.child_count(None) == 2
    assert outline.child_at(NodeId(1), 1) == 6
    assert outline.row_of(NodeId(6)) == 1
    assert ids(outline.children(NodeId(3), NodeKind.OUTCOME)) == [5]
    assert outline.child_count(NodeId(99)) == 0


def test_lowest_problems_are_what_a_row_is_made_of() -> None:
    outline = outline_of(WRITTEN)
    assert ids(outline.lowest_problems()) == [3, 6]
    assert ids(outline.lowest_problems(NodeId(2))) == [3]
    assert ids(outline.lowest_problems(NodeId(6))) == [6]
    of = [outline.lowest_problem_of(NodeId(one)) for one in (5, 7, 2, 8)]
    assert [node and node.id for node in of] == [3, 6, None, None]


def test_running_numbers_count_the_lowest_problems() -> None:
    assert outline_of(WRITTEN).item_numbers() == {NodeId(3): "1", NodeId(6): "2"}


def test_node_that_is_not_there_is_an_error() -> None:
    outline = outline_of(WRITTEN)
    with pytest.raises(KeyError):
        outline.node(NodeId(99))
    assert not outline.has_node(NodeId(99))


def test_owner_of_a_character() -> None:
    outline = outline_of(WRITTEN)
    place = place_of(outline, "计划书")
    assert outline.node_at(place.start) == 5
    assert outline.node_at(place.end) == 5
    assert outline.node_at(place.end + 1) is None
    assert outline.node_at(0) is None
    assert outline.node_at(outline.length) is None


def test_owners_of_a_stretch_come_each_once() -> None:
    spans = [(1, 0, 3), (2, 3, 5), (1, 5, 8), (3, 10, 12)]
    nodes = [
        Node(
            NodeId(one),
            NodeKind.PROBLEM,
            None,
            one,
            spans=tuple(RoleSpan(Span(start, end)) for who, start, end in spans if who == one),
        )
        for one in (1, 2, 3)
    ]
    outline = Outline(20, nodes)
    assert outline.owners(Span(2, 11)) == [1, 2, 3]
    assert outline.owners(Span(5, 9)) == [1]
    assert outline.owners(Span(8, 10)) == []


def test_answers_come_in_document_order_also_without_words() -> None:
    outline = outline_of(
        """
        problem 1 甲。
          measure - -
            outcome - 乙。
          measure (2) 丙。
        problem 2 丁。
          measure (1) 戊。
        """,
        links="3>6 3>2 3>4",
    )
    assert outline.answers(NodeId(3)) == [2, 4, 6]
    assert outline.answered_by(NodeId(6)) == [3]


def test_records_beside_the_tree_come_in_their_order() -> None:
    records = (
        Claim(2, ClaimSubject.DONE, 1.0, "", Span(5, 6)),
        Claim(1, ClaimSubject.PROBLEMS, 2.0, "", Span(2, 4)),
        Damage(2, Span(7, 8), "", ""),
        Damage(1, Span(3, 4), "", ""),
        Annotation(2, "后", "甲", "2026-01-02", NodeId(4)),
        Annotation(1, "先", "甲", "2026-01-01", NodeId(4)),
        Annotation(3, "别处", "甲", "2026-01-01", None, Span(0, 1)),
        Waiver("f", "已核", "甲", ""),
        Review(NodeId(4), doubt=True),
        Fact(FactName.UNIT, "某局"),
    )
    outline = outline_of(WRITTEN, *records)
    assert [claim.id for claim in outline.claims()] == [1, 2]
    assert [place.id for place in outline.damage()] == [1, 2]
    assert [note.words for note in outline.annotations(NodeId(4))] == ["先", "后"]
    assert len(outline.annotations()) == 3
    assert outline.waivers() == [records[7]]
    assert outline.reviews() == [records[8]]
    assert outline.fact(FactName.UNIT) == records[9]
    assert outline.fact(FactName.AS_OF) is None


def test_note_that_goes_to_another_node_is_found_there() -> None:
    note = Annotation(1, "注", "甲", "2026-01-01", NodeId(4))
    outline = outline_of(WRITTEN, note)
    outline.put(replace(note, node_id=NodeId(5)))
    assert outline.annotations(NodeId(4)) == []
    assert len(outline.annotations(NodeId(5))) == 1
    outline.remove(note.key)
    assert outline.annotations() == []
