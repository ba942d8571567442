from dataclasses import replace

import pytest

from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.outline import Change, Outline
from tests.models.outlines import outline_of, state_of

WRITTEN = "problem 1 甲。\n  measure (1) 乙。\n  outcome (1) 丙。"


class Watcher:
    def __init__(self) -> None:
        self.seen: list[Change] = []

    def before_change(self, change: Change) -> None:
        self.seen.append(change)

    def after_change(self, change: Change) -> None:
        self.seen.append(change)


def test_edit_of_two_records_is_an_error() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Edit(Node(NodeId(1), NodeKind.PROBLEM), Node(NodeId(2), NodeKind.PROBLEM))
    with pytest.raises(ValueError, match="exactly one"):
        Edit(None, None)


def test_edit_whose_before_no_longer_holds_is_refused() -> None:
    outline = outline_of(WRITTEN)
    node = outline.node(NodeId(2))
    outline.put(replace(node, wording="新"))
    with pytest.raises(EditError, match="又被修改过"):
        Edit(node, replace(node, wording="另一")).apply(outline)
    assert outline.node(NodeId(2)).wording == "新"


def test_edit_gives_the_one_that_takes_it_back() -> None:
    outline = outline_of(WRITTEN)
    before = state_of(outline)
    inverse = Edit(outline.node(NodeId(3)), None).apply(outline)
    assert not outline.has_node(NodeId(3))
    inverse.apply(outline)
    assert state_of(outline) == before


def removal(outline: Outline, *ids: int) -> EditGroup:
    edits = (Edit(outline.node(NodeId(one)), None) for one in ids)
    return EditGroup("删除", tuple(edits))


def test_group_that_breaks_takes_back_what_it_made() -> None:
    outline = outline_of(WRITTEN)
    before = state_of(outline)
    with pytest.raises(EditError, match="请先处理下级"):
        removal(outline, 2, 1).apply(outline)
    assert state_of(outline) == before


def test_check_tells_nobody_and_changes_nothing() -> None:
    outline = outline_of(WRITTEN)
    before = state_of(outline)
    watcher = Watcher()
    outline.subscribe(watcher)
    removal(outline, 2, 3, 1).check(outline)
    with pytest.raises(EditError):
        removal(outline, 2, 1).check(outline)
    assert watcher.seen == []
    assert state_of(outline) == before
    removal(outline, 2).apply(outline)
    assert [change.action for change in watcher.seen] == ["remove", "remove"]


def test_group_names_each_node_once() -> None:
    outline = outline_of(WRITTEN)
    node = outline.node(NodeId(2))
    new = replace(node, wording="新")
    group = EditGroup("x", (Edit(node, new), Edit(new, None), Edit(outline.node(NodeId(3)), None)))
    assert list(group.node_ids()) == [2, 3]


def test_inverse_of_the_inverse_is_the_group_without_typing() -> None:
    outline = outline_of(WRITTEN)
    node = outline.node(NodeId(2))
    group = EditGroup("改", (Edit(node, replace(node, wording="新")),), NodeId(2), "wording:2")
    assert group.inverse.inverse == replace(group, merge_key=None)
