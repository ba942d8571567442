from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from gui.dialogs.rereading_dialog import RereadingDialog
from gui.main_window import MainWindow
from importers.outline.version import PARSER_VERSION
from models import operations
from models.ids import NoticeId
from models.library import ReadFile
from models.node import NodeKind
from models.values import Status
from services.rereading import Proposal
from services.workspace import Workspace
from tests.gui.conftest import RecordedMessages, ids_of
from tests.models.outlines import state_of


@pytest.fixture
def window(
    tmp_path: Path, read_samples: dict[str, ReadFile], open_window: Callable[..., MainWindow]
) -> MainWindow:
    """A window on a notice that an older parser read, one outcome less, and one that is up to date."""
    file = read_samples["linlan"]
    gone = max(node.id for node in file.reading.nodes if node.kind is NodeKind.OUTCOME)
    reading = replace(
        file.reading,
        parser_version=PARSER_VERSION - 1,
        nodes=tuple(node for node in file.reading.nodes if node.id != gone),
        links=tuple(one for one in file.reading.links if one.outcome != gone),
        confidence=0.5,
    )
    path = tmp_path / "旧版.duizhang"
    with Workspace.open(path) as workspace:
        workspace.add(replace(file, reading=reading))
        workspace.add(read_samples["lanchuan"])
    made = open_window(path)
    made.show_notice(ids_of(made)[0])
    return made


def read_again(window: MainWindow, qtbot: QtBot, *, everything: bool = False) -> RereadingDialog:
    window.bars.table["reread_all" if everything else "reread"].trigger()
    qtbot.waitUntil(lambda: not window.rereadings.is_running, timeout=60_000)
    dialog = window.rereadings.dialog
    assert dialog is not None
    return dialog


def apply(window: MainWindow, qtbot: QtBot, dialog: RereadingDialog) -> None:
    assert dialog.apply_button.isDefault()
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.rereadings.is_running)


def words(item: QTreeWidgetItem | None) -> list[str]:
    assert item is not None
    return [item.text(column) for column in range(4)]


def test_notice_of_older_parser_is_offered_and_nothing_is_done_by_itself(
    window: MainWindow,
) -> None:
    bar = window.centre.notice_bar
    assert bar.rereading.isVisible()
    assert bar.confidence.text() == "整改通报 · 识读把握 ※低"
    notice = window.open_desk.notice
    assert notice is not None
    assert notice.reading.kind_reason in bar.confidence.toolTip()
    assert notice.reading.parser_version == PARSER_VERSION - 1
    window.show_notice(ids_of(window)[1])
    assert not bar.rereading.isVisible()
    assert "把握 高" in bar.confidence.text()


def test_preview_changes_nothing_and_apply_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    outline = window.open_desk.outline
    assert outline is not None
    before = state_of(outline)
    problem = outline.lowest_problems()[0]
    window.open_desk.do(operations.correct_status(outline, problem.id, Status.NOT_DONE))
    edited = state_of(outline)
    dialog = read_again(window, qtbot)
    assert state_of(outline) == edited
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    groups = [words(top.child(row))[0] for row in range(top.childCount())]
    assert groups[0] == "＋ 新增 1"
    assert groups[-1] == "√ 保留的人工内容 1"
    apply(window, qtbot, dialog)
    assert dialog.windowTitle() == "重新识读 - 变化"
    assert not dialog.apply_button.isVisible()
    fresh = window.open_desk.outline
    assert fresh is not None
    assert fresh is not outline
    assert len(list(fresh.walk())) == len(list(outline.walk()))  # the old one took the change too
    assert fresh.node(problem.id).status is Status.NOT_DONE
    assert not window.centre.notice_bar.rereading.isVisible()
    window.open_desk.undo()
    again = window.open_desk.outline
    assert again is not None
    assert state_of(again) == edited
    assert window.centre.notice_bar.rereading.isVisible()
    window.open_desk.undo()
    assert state_of(again) == before


def test_change_leads_to_its_place_by_enter(window: MainWindow, qtbot: QtBot) -> None:
    dialog = read_again(window, qtbot)
    apply(window, qtbot, dialog)
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    line = top.child(0).child(0)
    dialog.tree.setCurrentItem(line)
    window.show_notice(ids_of(window)[1])
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    notice = window.open_desk.notice
    assert notice is not None
    assert notice.id == ids_of(window)[0]
    node_id = window.review.current_node()
    assert node_id is not None
    assert notice.outline.node(node_id).kind is NodeKind.OUTCOME


def test_all_notices_are_read_and_only_changed_ones_applied(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = read_again(window, qtbot, everything=True)
    assert dialog.heading.text().startswith("共 2 份材料，1 份有变化")
    assert words(dialog.tree.topLevelItem(1))[1] == "＝ 没有变化"
    apply(window, qtbot, dialog)
    assert dialog.heading.text().startswith("已应用到 1 份材料")
    desk = window.open_desk.desk
    assert desk is not None
    readings = [desk.workspace.load(row.id).reading for row in desk.workspace.library()]
    assert {one.parser_version for one in readings} == {PARSER_VERSION}


def test_nothing_to_change_says_so_without_apply(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[1])
    dialog = read_again(window, qtbot)
    assert "没有变化" in dialog.heading.text()
    assert not dialog.apply_button.isVisible()


def test_stopping_leaves_all_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.rereadings.begin()
    dialog = window.rereadings.dialog
    assert dialog is not None
    dialog.reject()
    qtbot.waitUntil(lambda: not window.rereadings.is_running, timeout=60_000)
    assert not dialog.isVisible()
    assert window.open_desk.undo_label is None


def test_failure_to_store_is_said_and_counted(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = read_again(window, qtbot)
    monkeypatch.setattr(type(window.open_desk), "adopt", lambda *_: None)
    apply(window, qtbot, dialog)
    assert "没有应用" in dialog.heading.text()
    notice = window.open_desk.notice
    assert notice is not None
    assert notice.reading.parser_version == PARSER_VERSION - 1


def test_dialog_names_failed_notice(qtbot: QtBot) -> None:
    dialog = RereadingDialog()
    qtbot.addWidget(dialog)
    dialog.show_proposals([Proposal(NoticeId(1), "某局党组", error="读了120秒还没有读完")])
    assert words(dialog.tree.topLevelItem(0))[1] == "✗ 失败"
    assert words(dialog.tree.topLevelItem(0))[3] == "读了120秒还没有读完"
    assert "1 份失败" in dialog.heading.text()
    assert dialog.close_button.isDefault()


def test_empty_workspace_has_nothing_to_read_again(
    tmp_path: Path, open_window: Callable[..., MainWindow], messages: RecordedMessages
) -> None:
    made = open_window(tmp_path / "空.duizhang")
    made.bars.table["reread_all"].trigger()
    assert messages.said == ["还没有材料，请先导入。"]
