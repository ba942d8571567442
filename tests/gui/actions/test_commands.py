from __future__ import annotations

from collections.abc import Callable
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.actions.commands import next_doubt
from gui.main_window import MainWindow
from gui.panels.review_view import ReviewView
from models import operations
from models.errors import StorageError
from models.ids import NoticeId
from models.node import NodeKind
from models.values import Status
from tests.gui.conftest import RecordedMessages, ids_of

ON_REVIEW = [
    ("reword", "edit_words", ()),
    ("links", "edit_links", ()),
    ("split", "split_current", ()),
    ("merge", "merge_with_next", ()),
    ("move_up", "move_current", ("up",)),
    ("move_down", "move_current", ("down",)),
    ("move_in", "move_current", ("in",)),
    ("move_out", "move_current", ("out",)),
    ("delete", "delete_current", ()),
    ("annotate", "edit_annotation", ()),
    ("doubt", "toggle_doubt", ()),
    ("view_compare", "set_view", ("compare",)),
    ("view_source", "set_view", ("source",)),
    ("view_split", "set_view", ("split",)),
    ("verdict_2", "apply_verdict", ("暂缓销号（补充佐证）",)),
    ("status_done", "correct_status", (Status.DONE,)),
    ("kind_measure", "change_kind", (NodeKind.MEASURE,)),
    ("mark_outcome", "make_node", (NodeKind.OUTCOME,)),
]


@pytest.mark.parametrize(("action_id", "command", "inputs"), ON_REVIEW, ids=str)
def test_action_reaches_the_review_view(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, action_id: str, command: str,
    inputs: tuple[object, ...],
) -> None:  # fmt: skip
    window.show_notice(ids_of(window)[0])
    called = create_autospec(getattr(ReviewView, command))
    monkeypatch.setattr(ReviewView, command, called)
    window.bars.table[action_id].trigger()
    called.assert_called_once_with(window.review, *inputs)


@pytest.mark.parametrize(("action_id", "backwards"), [("next", False), ("previous", True)])
def test_stepping_goes_through_what_is_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, action_id: str, backwards: bool
) -> None:
    window.show_notice(ids_of(window)[0])
    called = create_autospec(ReviewView.go_next_open)
    monkeypatch.setattr(ReviewView, "go_next_open", called)
    window.bars.table[action_id].trigger()
    called.assert_called_once_with(window.review, backwards=backwards)


def test_whole_loop_works_from_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    outline = window.open_desk.outline
    assert outline is not None
    tree = window.review.outline_panel.tree
    first, second = outline.lowest_problems()[:2]
    qtbot.keyClick(tree, Qt.Key.Key_1)
    qtbot.keyClick(tree, Qt.Key.Key_N)
    qtbot.keyClick(tree, Qt.Key.Key_3)
    qtbot.keyClick(tree, Qt.Key.Key_D)
    assert outline.review(first.id).verdict == "同意销号"
    assert outline.review(second.id).verdict == "不予销号（退回整改）"
    assert outline.review(second.id).doubt
    qtbot.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not outline.review(second.id).doubt


def test_single_keys_stay_in_the_opinion_that_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    outline = window.open_desk.outline
    assert outline is not None
    field = next(one for one in window.review.findChildren(QPlainTextEdit) if one.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, "1n3d")
    assert field.toPlainText() == "1n3d"
    assert outline.review(outline.lowest_problems()[0].id).verdict is None


def test_words_being_typed_are_kept_when_another_notice_is_opened(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = ids_of(window)
    window.show_notice(first)
    outline = window.open_desk.outline
    assert outline is not None
    node = outline.lowest_problems()[0]
    field = next(one for one in window.review.findChildren(QPlainTextEdit) if one.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, "more proof")
    window.show_notice(second)
    assert [opinion.words for opinion in outline.review(node.id).opinions] == ["more proof"]


def test_words_being_typed_are_kept_when_the_window_is_closed(
    open_window: Callable[..., MainWindow], window: MainWindow, qtbot: QtBot
) -> None:
    window.show_notice(ids_of(window)[0])
    path = window.open_desk.path
    field = next(one for one in window.review.findChildren(QPlainTextEdit) if one.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, "half a sen")
    window.close()
    again = open_window(path)
    outline = again.open_desk.outline
    assert outline is not None
    review = outline.review(outline.lowest_problems()[0].id)
    assert [opinion.words for opinion in review.opinions] == ["half a sen"]


def test_doubts_are_gone_through_in_a_circle(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    outline = window.open_desk.outline
    assert outline is not None
    assert next_doubt(outline, None, 1) is None
    for at in (2, 5):
        node_id = outline.lowest_problems()[at].id
        window.open_desk.do(operations.mark_doubt(outline, node_id, True))
    marked = [node.id for node in outline.lowest_problems() if outline.review(node.id).doubt]
    assert next_doubt(outline, None, 1) == marked[0]
    assert next_doubt(outline, marked[0], 1) == marked[1]
    assert next_doubt(outline, marked[1], 1) == marked[0]
    assert next_doubt(outline, marked[0], -1) == marked[1]


def test_commands_without_a_notice_do_nothing(window: MainWindow) -> None:
    window.commands.correct_claim(1, 2.0)
    window.commands._step_doubt(1)
    assert window.open_desk.saved_at is None
    window.commands.quit()
    assert not window.isVisible()


def controls(top: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    found = [widget for kind in kinds for widget in top.findChildren(kind)]
    return [widget for widget in found if not is_inner(widget)]


def is_inner(widget: QWidget) -> bool:
    """Whether it is a part of another control, made by Qt."""
    parent = widget.parentWidget()
    kinds = (QComboBox, QAbstractItemView, QLineEdit, QTabBar)
    is_part = isinstance(parent, kinds) or type(parent).__name__ == "QSpinBox"
    by_qt = widget.objectName().startswith("qt_") or type(parent).__name__ == "QDockWidget"
    return is_part or by_qt or type(widget).__name__ in {"QComboBoxPrivateContainer", "QListView"}


def test_every_control_has_a_tooltip(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    side = window.side_dialogs
    window.bars.table["export"].trigger()
    dialogs: list[QDialog | None] = [
        side.show_facts(), side.show_history(), side.show_settings(), side.show_keys(),
        side.show_about(), window.workspaces.ask_first(), window.exports.dialog,
    ]  # fmt: skip
    without = {
        f"{type(top).__name__}: {type(one).__name__} {getattr(one, 'text', str)()}"
        for top in (window, *dialogs)
        if top is not None
        for one in controls(top)
        if not one.toolTip()
    }
    for dialog in dialogs:
        assert dialog is not None
        dialog.close()
    assert without == set()


def test_icons_follow_the_palette(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.dress()
    action = window.bars.table["import"]
    before, palette = action.icon().cacheKey(), qapp.palette()
    dark = QPalette(palette)
    dark.setColor(QPalette.ColorRole.ButtonText, QColor("#f0f0f0"))
    qapp.setPalette(dark)
    qtbot.waitUntil(lambda: action.icon().cacheKey() != before)
    qapp.setPalette(palette)
    qtbot.waitUntil(lambda: action.icon().cacheKey() == before)


@pytest.mark.parametrize(
    "url", ["file:///tmp/a.txt", "https://x.org"], ids=["file", "link, to be refused in words"]
)
def test_files_and_links_may_be_dropped(window: MainWindow, url: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(url)])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)
    event.setAccepted(False)
    window.dragEnterEvent(event)
    assert event.isAccepted()


def test_fields_leave_dropped_files_to_the_window(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    fields = window.review.findChildren(QPlainTextEdit)
    assert fields
    assert not any(field.viewport().acceptDrops() for field in fields)


def test_notice_that_is_gone_is_told(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_notice(NoticeId(12345))
    assert "已不在项目文件中" in messages.warned[0]
    assert window.centre.is_overview_shown


def test_library_and_findings_that_fail_are_told(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("读不出来")

    window.open_desk.recheck()
    window.show_notice(ids_of(window)[0])
    session, desk = window.open_desk.session, window.open_desk.desk
    assert session is not None
    assert desk is not None
    monkeypatch.setattr(session, "refresh", fail)
    window.open_desk.recheck()
    monkeypatch.setattr(desk.workspace, "library", fail)
    window.open_desk.refresh_library()
    assert messages.warned == ["读不出来"] * 2
    assert len(window.open_desk.summaries) == 2


def test_undo_that_no_longer_holds_is_told(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("磁盘已满")

    window.open_desk.undo()
    desk = window.open_desk.desk
    assert desk is not None
    monkeypatch.setattr(desk, "undo", fail)
    window.open_desk.undo()
    assert messages.warned == ["磁盘已满"]
