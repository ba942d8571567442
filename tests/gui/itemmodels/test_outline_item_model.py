import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from gui.itemmodels.outline_filter_model import OutlineFilter, OutlineFilterModel
from gui.itemmodels.outline_item_model import OutlineItemModel
from gui.itemmodels.roles import OutlineColumn, OutlineRole
from gui.text.item_runs import plain_words
from models import operations
from models.annotation import Annotation, Review
from models.diagnostics import Severity
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import RoleSpan, Span
from models.values import Status
from tests.gui.review_fixtures import finding, judged, labelled, large, mixed

# With this mode a failure is a Qt warning, and a warning fails the test (pyproject.toml, qt_log_level_fail).
_WARN = QAbstractItemModelTester.FailureReportingMode.Warning


def model_of(notice: Notice, *diagnostics: object) -> OutlineItemModel:
    model = OutlineItemModel()
    QAbstractItemModelTester(model, _WARN, model)
    model.show_notice(notice, diagnostics)
    return model


def rows(model: OutlineItemModel, parent: QModelIndex | None = None) -> dict[int, object]:
    """Node ids of the model, nested."""
    above = parent or QModelIndex()
    found: dict[int, object] = {}
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        assert model.parent(index) == above
        found[int(model.data(index, OutlineRole.NODE_ID))] = rows(model, index)
    return found


def wanted(notice: Notice, parent: NodeId | None = None) -> dict[int, object]:
    """Node ids of the outline, nested; outcomes of an item belong to its row."""
    outline = notice.outline
    if parent is not None and outline.node(parent).kind is NodeKind.MEASURE:
        return {}
    return {int(child): wanted(notice, child) for child in outline.child_ids(parent)}


def text(model: OutlineItemModel, node_id: int, column: OutlineColumn) -> str:
    return str(model.index_of(NodeId(node_id), column).data())


def test_rows_are_those_of_the_outline(qtbot: QtBot) -> None:
    notice = labelled().notice()
    assert rows(model_of(notice)) == wanted(notice)


def test_without_a_notice_there_is_nothing(qtbot: QtBot) -> None:
    model = OutlineItemModel()
    assert model.rowCount() == 0
    assert not model.index(0, 0).isValid()
    assert model.node_of(model.index(0, 0)) is None
    assert not model.index_of(NodeId(1)).isValid()


def test_mixed_item_is_one_row_of_two_kinds(qtbot: QtBot) -> None:
    model = model_of(mixed().notice())
    assert rows(model) == {1: {2: {}, 4: {}, 6: {}}}
    runs = model.data(model.index_of(NodeId(2)), OutlineRole.RUNS)
    assert [run.kind for run in runs] == ["measure", "outcome", "measure", "outcome"]
    assert model.data(model.index_of(NodeId(2)), OutlineRole.IS_MIXED)


def test_part_of_an_item_is_found_at_its_row(qtbot: QtBot) -> None:
    model = model_of(mixed().notice())
    assert model.node_of(model.index_of(NodeId(3))) == 2


@pytest.mark.parametrize(
    ("node_id", "cells"),
    [
        (1, ["(一) 聚焦政治学习方面。", "完成2/3", "已审1/3", "●1 ◆1"]),
        (13, ["(二) 聚焦作风建设方面。", "未写明", "已审0/1", ""]),
        (2, ["1. 学习贯彻有差距。", "完成2/2", "已审1/2", "●1 ◆1"]),
        (3, ["1 一是 政治理论学习不经常。党组集中学习不够，研讨走过场。", "已完成", "√同意", "●1"]),
        (8, ["2 二是 学习制度落实不到位。", "已完成", "", "◆ 注1"]),
        (11, ["3 2. 河道清理不及时。", "正在整改", "", ""]),
        (12, ["开展河道清理专项行动。", "未见回应", "", ""]),
        (5, ["(2) 丰富学习形式与内容，邀请专家授课。", "未见回应", "", ""]),
        (6, ["(1) 开展理论学习5次，专题研讨2次。", "→ (1)", "", ""]),
        (15, ["走访群众120户，解决问题31个。", "未对应措施", "", ""]),
    ],
)
def test_cells_say_number_words_states_and_roll_ups(
    qtbot: QtBot, node_id: int, cells: list[str]
) -> None:
    notice = judged(labelled()).notice()
    model = model_of(notice, finding(notice, 3, "研讨走过场"))
    assert [text(model, node_id, column) for column in OutlineColumn] == cells


def test_tool_tip_says_in_words_what_signs_say(qtbot: QtBot) -> None:
    notice = judged(labelled()).notice()
    model = model_of(notice, finding(notice, 8, "年度学习计划", Severity.CONTRADICTION))
    tip = model.data(model.index_of(NodeId(8)), Qt.ItemDataRole.ToolTipRole)
    for words in ("具体问题", "自报状态：已完成", "审核结论：未审", "待核实", "把握：低", "不一致"):
        assert words in tip
    above = model.data(model.index_of(NodeId(1)), Qt.ItemDataRole.ToolTipRole)
    assert "其下问题 3，自报已完成 2，已审 1，待核实 1" in above
    assert "批注（甲某）：请补学习记录" in tip
    silent = model.data(model.index_of(NodeId(13)), Qt.ItemDataRole.ToolTipRole)
    assert "其下问题 1，自报状态未写明，已审 0，待核实 0" in silent


def test_tool_tip_tells_three_notes_and_counts_the_rest(qtbot: QtBot) -> None:
    draft = labelled()
    draft.records += [
        Annotation(at, f"第{at}条", "甲某", "2026-01-05T01:00:00+00:00", NodeId(8))
        for at in range(1, 6)
    ]
    model = model_of(draft.notice())
    tip = model.data(model.index_of(NodeId(8)), Qt.ItemDataRole.ToolTipRole)
    assert "第3条" in tip
    assert "第4条" not in tip
    assert "另有批注 2 条" in tip


def test_tool_tip_of_other_words_gives_those_of_the_source(qtbot: QtBot) -> None:
    notice = labelled().notice()
    model = model_of(notice)
    assert "已改" not in model.data(model.index_of(NodeId(11)), Qt.ItemDataRole.ToolTipRole)
    operations.reword(notice.outline, NodeId(11), "清河不及时。").apply(notice.outline)
    tip = model.data(model.index_of(NodeId(11)), Qt.ItemDataRole.ToolTipRole)
    assert "清河不及时。" in tip
    assert "已改，原文：河道清理不及时。" in tip


def test_finding_on_many_problems_belongs_to_the_notice(qtbot: QtBot) -> None:
    notice = labelled().notice()
    total = replace(
        finding(notice, 3, "巡察整改"), nodes=tuple(NodeId(one) for one in (3, 8, 11, 14))
    )
    model = model_of(notice, total)
    assert text(model, 3, OutlineColumn.FINDINGS) == ""
    assert model.figures.of_notice == (total,)


def test_header_names_and_explains_the_columns(qtbot: QtBot) -> None:
    model = OutlineItemModel()
    titles = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert titles == ["内容", "自报", "结论", "疑点"]
    tip = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "审核结论" in tip
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def apply(notice: Notice, group: EditGroup) -> EditGroup:
    return group.apply(notice.outline)


CHANGES: dict[str, Callable[[Notice], EditGroup]] = {
    "delete": lambda n: operations.delete_node(n.outline, NodeId(3)),
    "move up": lambda n: operations.shift_node(n.outline, NodeId(8), "up"),
    "move down": lambda n: operations.shift_node(n.outline, NodeId(3), "down"),
    "move away": lambda n: operations.move_node(n.outline, NodeId(11), NodeId(13), 0),
    "outcome into measure": lambda n: operations.move_node(n.outline, NodeId(7), NodeId(4), 0),
    "measure becomes outcome": lambda n: operations.change_kind(
        n.outline, NodeId(12), NodeKind.OUTCOME
    ),
    "problem becomes specific": lambda n: operations.change_kind(
        n.outline, NodeId(11), NodeKind.SUB_PROBLEM
    ),
    "make": lambda n: operations.make_node(n.outline, Span(0, 2), NodeKind.ASPECT),
    "split": lambda n: operations.split_node(
        n.outline, NodeId(4), n.outline.node(NodeId(4)).body[0].start + 5
    ),
    "merge": lambda n: operations.merge_nodes(n.outline, NodeId(3), NodeId(8)),
    "reword": lambda n: operations.reword(n.outline, NodeId(3), "新的说法"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_rows_follow_each_change_and_its_undoing(qtbot: QtBot, name: str) -> None:
    notice = judged(labelled()).notice()
    model = model_of(notice)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    before = rows(model)
    inverse = apply(notice, CHANGES[name](notice))
    assert rows(model) == wanted(notice)
    apply(notice, inverse)
    assert rows(model) == before
    assert not resets


def test_item_that_becomes_a_problem_unfolds_its_outcome(qtbot: QtBot) -> None:
    notice = mixed().notice()
    model = model_of(notice)
    inverse = apply(notice, operations.change_kind(notice.outline, NodeId(2), NodeKind.SUB_PROBLEM))
    assert rows(model) == wanted(notice)
    assert model.rowCount(model.index_of(NodeId(2))) > 0
    apply(notice, inverse)
    assert rows(model) == wanted(notice)


def test_outcome_put_under_a_measure_changes_its_row(qtbot: QtBot) -> None:
    notice = mixed().notice()
    model = model_of(notice)
    item = NodeId(6)
    with qtbot.waitSignal(
        model.dataChanged, check_params_cb=lambda first, *_: model.node_of(first) == item
    ):
        notice.outline.put(
            Node(NodeId(99), NodeKind.OUTCOME, item, 5, spans=(RoleSpan(Span(0, 2)),))
        )
    assert rows(model) == wanted(notice)
    assert plain_words(model.data(model.index_of(item), OutlineRole.RUNS)).startswith("整改")
    notice.outline.remove(("node", NodeId(99)))
    assert rows(model) == wanted(notice)


@pytest.mark.parametrize("seed", range(12))
def test_random_edits_keep_tree_filter_and_view_in_step(qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    notice = (labelled() if seed % 2 else mixed()).notice()
    model = model_of(notice)
    narrowed = OutlineFilterModel(model)
    QAbstractItemModelTester(narrowed, _WARN, narrowed)
    narrowed.narrow("学习", OutlineFilter.ALL)
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.expandAll()
    undone = []
    for _ in range(25):
        nodes = [node.id for node in notice.outline.walk()]
        if not nodes:
            break
        group = _some_edit(chance, notice, nodes)
        if group is not None:
            undone.append(apply(notice, group))
        assert rows(model) == wanted(notice)
    for inverse in reversed(undone):
        apply(notice, inverse)
        assert rows(model) == wanted(notice)


def _some_edit(chance: random.Random, notice: Notice, nodes: list[NodeId]) -> EditGroup | None:
    outline, one, other = notice.outline, chance.choice(nodes), chance.choice(nodes)
    start = chance.randrange(len(notice.text) - 4)
    makers: list[Callable[[], EditGroup]] = [
        lambda: operations.delete_node(outline, one),
        lambda: operations.shift_node(outline, one, chance.choice(["up", "down", "in", "out"])),
        lambda: operations.move_node(outline, one, other, chance.randrange(3)),
        lambda: operations.change_kind(outline, one, chance.choice(list(NodeKind))),
        lambda: operations.make_node(
            outline, Span(start, start + 4), chance.choice(list(NodeKind))
        ),
        lambda: operations.split_node(outline, one, start),
        lambda: operations.merge_nodes(outline, one, other),
    ]
    try:
        return chance.choice(makers)()
    except EditError:
        return None


def test_figures_are_counted_anew_after_an_edit(qtbot: QtBot) -> None:
    notice = labelled().notice()
    model = model_of(notice)
    assert text(model, 1, OutlineColumn.VERDICT) == "已审0/3"
    with qtbot.waitSignal(model.figures_changed):
        apply(notice, operations.delete_node(notice.outline, NodeId(11)))
    assert text(model, 1, OutlineColumn.VERDICT) == "已审0/2"
    assert model.figures.item_no(NodeId(14)) == "3"


def test_doubt_changes_its_row_at_once(qtbot: QtBot) -> None:
    notice = labelled().notice()
    model = model_of(notice)
    with qtbot.waitSignal(
        model.dataChanged, check_params_cb=lambda first, *_: model.node_of(first) == 3
    ):
        notice.outline.put(Review(NodeId(3), doubt=True))


def test_large_outline_is_numbered_after_it_is_shown(qtbot: QtBot) -> None:
    model = OutlineItemModel()
    notice = large(1100).notice()
    model.show_notice(notice)
    first = model.index(0, 0, model.index(0, 0))
    assert model.data(first, OutlineRole.ITEM_NO) == ""
    qtbot.waitSignal(model.figures_changed).wait()
    assert model.data(first, OutlineRole.ITEM_NO) == "1"


def test_persistent_index_stays_at_its_node_through_a_move(qtbot: QtBot) -> None:
    notice = labelled().notice()
    model = model_of(notice)
    kept = QPersistentModelIndex(model.index_of(NodeId(11)))
    apply(notice, operations.move_node(notice.outline, NodeId(11), NodeId(13), 0))
    assert model.node_of(kept) == 11
    assert kept.row() == 0


def drag(model: OutlineItemModel, node_id: int) -> QMimeData:
    return model.mimeData([model.index_of(NodeId(node_id))])


_MOVE = Qt.DropAction.MoveAction


@pytest.mark.parametrize(
    ("dragged", "target", "fits"),
    [
        (4, 8, True),  # a measure to another problem
        (7, 4, True),  # an outcome into a measure
        (4, 1, False),  # a measure under an aspect
        (2, 3, False),  # into its own descendant
        (1, None, True),  # an aspect at the top
        (11, 13, True),  # a problem to another aspect
        (3, 1, True),  # a specific problem becomes a problem
        (3, 13, True),
        (1, 13, False),  # an aspect with problems below has no lower level
    ],
)
def test_rows_can_be_dropped_where_the_kinds_allow(
    qtbot: QtBot, dragged: int, target: int | None, fits: bool
) -> None:
    model = model_of(labelled().notice())
    parent = QModelIndex() if target is None else model.index_of(NodeId(target))
    assert model.canDropMimeData(drag(model, dragged), _MOVE, 0, 0, parent) is fits


def test_drop_asks_for_a_move_and_changes_nothing_itself(qtbot: QtBot) -> None:
    notice = labelled().notice()
    model = model_of(notice)
    before = rows(model)
    with qtbot.waitSignal(model.move_requested) as asked:
        taken = model.dropMimeData(drag(model, 4), _MOVE, -1, -1, model.index_of(NodeId(8)))
    assert asked.args == [4, 8, 2]
    assert taken is False
    assert rows(model) == before


def test_drop_from_another_notice_is_refused(qtbot: QtBot) -> None:
    mime = drag(model_of(labelled().notice(notice_id=7)), 4)
    model = model_of(labelled().notice(notice_id=8))
    assert not model.canDropMimeData(mime, _MOVE, 0, 0, model.index_of(NodeId(8)))
    assert not model.dropMimeData(mime, _MOVE, 0, 0, model.index_of(NodeId(8)))


def test_model_leaves_the_outline_when_it_is_deleted(qtbot: QtBot) -> None:
    notice = labelled().notice()
    view = QTreeView()
    model = OutlineItemModel(view)
    model.show_notice(notice)
    view.deleteLater()
    qtbot.waitSignal(view.destroyed).wait()
    apply(notice, operations.correct_status(notice.outline, NodeId(3), Status.ONGOING))
    assert notice.outline.node(NodeId(3)).status is Status.ONGOING


def test_another_notice_is_no_longer_listened_to(qtbot: QtBot) -> None:
    first, second = labelled().notice(), mixed().notice()
    model = model_of(first)
    model.show_notice(second)
    apply(first, operations.delete_node(first.outline, NodeId(3)))
    assert rows(model) == wanted(second)
