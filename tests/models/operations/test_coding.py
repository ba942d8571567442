from models import operations
from models.annotation import Review
from models.edits import Edit, EditGroup
from models.ids import NodeId
from models.node import Node, NodeKind
from models.operations.coding import changes_tree, codes_in, missing_codes
from models.outline import Outline
from tests.models.outlines import outline_of

WRITTEN = """
    problem 1 甲。
      measure (1) 乙。
      measure (2) 丙。
    problem 2 丁。
"""


def given(outline: Outline, *used: str) -> dict[int, str | None]:
    group = EditGroup("编码", tuple(missing_codes(outline, "JT", set(used))))
    group.apply(outline)
    return {node.id: node.code for node in outline.walk()}


def test_problems_and_measures_without_codes_get_them() -> None:
    outline = outline_of(WRITTEN)
    assert given(outline) == {1: "JT-001", 2: "JT-001-1", 3: "JT-001-2", 4: "JT-002"}
    assert missing_codes(outline, "JT", ()) == []


def test_codes_of_nodes_that_are_gone_are_not_given_again() -> None:
    codes = given(outline_of(WRITTEN), "JT-007", "JT-007-3", "JT2-099")
    assert codes[1] == "JT-008"


def test_new_measure_counts_on_behind_those_of_its_problem() -> None:
    outline = outline_of(WRITTEN)
    given(outline)
    outline.put(Node(NodeId(9), NodeKind.MEASURE, NodeId(1), 9999))
    assert given(outline, "JT-001-5")[9] == "JT-001-6"


def test_codes_in_groups_are_those_before_and_after() -> None:
    outline = outline_of(WRITTEN)
    given(outline)
    groups = [
        operations.delete_node(outline, NodeId(1)),
        operations.reword(outline, NodeId(4), "新"),
    ]
    assert codes_in(groups) == {"JT-001", "JT-001-1", "JT-001-2", "JT-002"}


def test_only_groups_that_make_move_or_turn_nodes_change_the_tree() -> None:
    outline = outline_of(WRITTEN)
    node = outline.node(NodeId(4))
    assert changes_tree(operations.delete_node(outline, NodeId(4)))
    assert changes_tree(operations.move_node(outline, NodeId(2), NodeId(4), 0))
    assert changes_tree(operations.change_kind(outline, NodeId(2), NodeKind.OUTCOME))
    assert not changes_tree(operations.reword(outline, NodeId(4), "新"))
    assert not changes_tree(operations.mark_doubt(outline, NodeId(4), True))
    assert not changes_tree(EditGroup("x", (Edit(None, Review(node.id, doubt=True)),)))
