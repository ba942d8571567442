from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import Purpose, Settings
from models import operations
from models.errors import EditError
from models.values import Status
from tests.gui.conftest import RecordedMessages, ids_of

Open = Callable[..., MainWindow]


def trigger(window: MainWindow, action_id: str) -> None:
    action = window.bars.table[action_id]
    assert action.isEnabled(), action_id
    action.trigger()


def correct_first_status(window: MainWindow, status: Status) -> int:
    outline = window.open_desk.outline
    assert outline is not None
    node = outline.lowest_problems()[0]
    assert window.open_desk.do(operations.correct_status(outline, node.id, status))
    return node.id


def test_first_screen_is_the_table_of_the_round(window: MainWindow) -> None:
    assert window.centre.is_overview_shown
    assert window.centre.overview.table.model().rowCount() == 2
    assert window.windowTitle() == "测试 - 对账"


def test_notice_opens_at_its_first_open_problem(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    outline = window.open_desk.outline
    assert outline is not None
    assert window.is_reviewing
    assert window.review.current_node() == outline.lowest_problems()[0].id
    assert window.status_line.figures.text().startswith("具体问题 16 · 已审 0 · ")


def test_undo_reaches_across_notices_and_goes_there(window: MainWindow) -> None:
    first, second = ids_of(window)
    window.show_notice(first)
    node_id = correct_first_status(window, Status.LONG_TERM)
    window.show_notice(second)
    trigger(window, "undo")
    notice = window.open_desk.notice
    assert notice is not None
    assert notice.id == first
    assert window.review.current_node() == node_id
    assert notice.outline.node(node_id).status is not Status.LONG_TERM
    trigger(window, "redo")
    assert notice.outline.node(node_id).status is Status.LONG_TERM


def test_history_labels_stand_in_the_menu(window: MainWindow) -> None:
    assert not window.bars.table["undo"].isEnabled()
    window.show_notice(ids_of(window)[0])
    correct_first_status(window, Status.ONGOING)
    undo, redo = window.bars.table["undo"], window.bars.table["redo"]
    assert undo.text().startswith("撤销 修改自报状态")
    assert undo.iconText() == "撤销"
    undo.trigger()
    assert redo.text().startswith("重做 修改自报状态")
    assert not undo.isEnabled()


def test_undo_works_after_closing_and_opening_again(
    open_window: Open, workspace_path: Path
) -> None:
    window = open_window(workspace_path)
    window.show_notice(ids_of(window)[0])
    node_id = correct_first_status(window, Status.PHASED)
    window.close()
    window = open_window(workspace_path)
    trigger(window, "undo")
    outline = window.open_desk.outline
    assert outline is not None
    assert outline.node(node_id).status is not Status.PHASED


def test_reopening_shows_the_same_notice_and_node(open_window: Open, workspace_path: Path) -> None:
    window = open_window(workspace_path)
    second = ids_of(window)[1]
    window.show_notice(second)
    outline = window.open_desk.outline
    assert outline is not None
    node_id = outline.lowest_problems()[5].id
    window.review.select_node(node_id)
    window.close()
    window = open_window(workspace_path)
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == second
    assert window.review.current_node() == node_id


def test_reopening_stays_on_the_table_if_it_was_left_there(
    open_window: Open, workspace_path: Path
) -> None:
    window = open_window(workspace_path)
    window.show_notice(ids_of(window)[1])
    trigger(window, "overview")
    window.close()
    window = open_window(workspace_path)
    assert window.centre.is_overview_shown
    assert window.centre.overview.table.currentIndex().row() >= 0


def test_second_window_reads_only_and_says_so(open_window: Open, workspace_path: Path) -> None:
    open_window(workspace_path)
    second = open_window(workspace_path)
    second.show_notice(ids_of(second)[0])
    assert second.centre.banner.isVisible()
    assert "只读" in second.centre.banner.label.text()
    assert second.status_line.saved.text() == "只读"
    for action_id in ("import", "reword", "verdict_1", "doubt", "delete", "waive", "undo"):
        assert not second.bars.table[action_id].isEnabled(), action_id
    for action_id in ("next", "export", "facts", "view_source"):
        assert second.bars.table[action_id].isEnabled(), action_id


def test_banner_opens_again_once_the_other_window_is_closed(
    open_window: Open, workspace_path: Path
) -> None:
    first = open_window(workspace_path)
    second = open_window(workspace_path)
    first.close()
    second.centre.banner.again_button.click()
    assert second.open_desk.is_writable
    assert not second.centre.banner.isVisible()


def test_refused_edit_is_told_and_changes_nothing(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_notice(ids_of(window)[0])
    desk = window.open_desk.desk
    assert desk is not None

    def refuse(*_: object) -> None:
        raise EditError("这处内容在此之后又被修改过，不能直接套用")

    monkeypatch.setattr(desk, "do", refuse)
    outline = window.open_desk.outline
    assert outline is not None
    group = operations.mark_doubt(outline, outline.lowest_problems()[0].id, True)
    assert not window.open_desk.do(group)
    assert messages.warned == ["这处内容在此之后又被修改过，不能直接套用"]
    assert window.open_desk.saved_at is None


def test_status_line_follows_judgements(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    assert window.status_line.saved.text() == "已自动保存"
    trigger(window, "verdict_1")
    assert "已审 1" in window.status_line.figures.text()
    assert window.status_line.saved.text().startswith("已自动保存 ")
    qtbot.waitUntil(lambda: window.open_desk.summaries[0].reviewed == 1)
    assert "1/16" in window.centre.notice_bar.drop_down.text()


def test_library_is_a_column_on_wide_windows_only(window: MainWindow) -> None:
    assert window.centre.notice_bar.drop_down.isVisible()
    assert not window.centre.library.isVisible()
    window.resize(1500, 800)
    assert window.centre.library.isVisible()
    assert not window.centre.notice_bar.drop_down.isVisible()
    window.resize(1366, 768)
    trigger(window, "library")
    assert window.centre.notice_bar.drop_down.is_open
    window.centre.library.notice_chosen.emit(ids_of(window)[1])
    assert not window.centre.notice_bar.drop_down.is_open
    assert window.is_reviewing


def test_stepping_goes_through_findings_or_doubts(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    trigger(window, "step_doubt")
    assert window.bars.table["next"].iconText() == "下一处（待核实）"
    trigger(window, "next")
    assert "没有标了待核实" in window.status_line.hint_label.text()
    outline = window.open_desk.outline
    assert outline is not None
    marked = [outline.lowest_problems()[at].id for at in (3, 8)]
    for node_id in marked:
        window.open_desk.do(operations.mark_doubt(outline, node_id, True))
    window.review.select_node(outline.lowest_problems()[0].id)
    trigger(window, "next")
    assert window.review.current_node() == marked[0]
    trigger(window, "previous")
    assert window.review.current_node() == marked[1]
    trigger(window, "step_finding")
    trigger(window, "next")
    assert window.findings_dock.isVisible()


def test_self_check_opens_findings_with_the_notice(
    open_window: Open, workspace_path: Path, settings: Settings
) -> None:
    settings.purpose = Purpose.SELF_CHECK
    window = open_window(workspace_path)
    window.show_notice(ids_of(window)[0])
    assert window.findings_dock.isVisible()
    assert window.bars.table["findings"].isChecked()


def test_docks_of_the_notice_stay_away_from_the_table(
    open_window: Open, workspace_path: Path
) -> None:
    window = open_window(workspace_path)
    window.show_notice(ids_of(window)[0])
    trigger(window, "findings")
    assert window.findings_dock.isVisible()
    window.show_overview()
    assert not window.findings_dock.isVisible()
    assert not window.bars.table["findings"].isChecked()
    window.show_notice(ids_of(window)[1])
    assert window.findings_dock.isVisible()
    assert window.damage_dock.isHidden()
    window.show_overview()
    window.close()
    again = open_window(workspace_path)
    assert not again.findings_dock.isVisible()
    again.show_notice(ids_of(again)[0])
    assert again.findings_dock.isVisible()


@pytest.mark.parametrize("action_id", ["findings", "damage"])
def test_closing_a_dock_gives_the_focus_to_the_tree(
    window: MainWindow, qtbot: QtBot, action_id: str
) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    dock = window.findings_dock if action_id == "findings" else window.damage_dock
    tree = window.review.outline_panel.tree
    for close in (window.bars.table[action_id].trigger, dock.close):
        trigger(window, action_id)
        qtbot.waitUntil(lambda: dock.isAncestorOf(QApplication.focusWidget()))
        close()
        assert not dock.isVisible()
        assert tree.hasFocus()
    trigger(window, action_id)
    window.search_field.setFocus()
    dock.close()
    assert window.search_field.hasFocus()


def test_keys_of_the_window_work_in_its_fields(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    chosen: list[str] = []
    window.bars.triggered.disconnect(window._on_action_triggered)
    window.bars.triggered.connect(lambda spec: chosen.append(spec.id))
    fields = (
        window.search_field,
        window.review.outline_panel.words,
        window.review.judgement_panel.opinion,
    )
    for field in fields:
        field.setFocus()
        for key in (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_D):
            qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert chosen == ["export", "split", "doubt"] * len(fields)


def test_escape_leaves_the_fields_of_search_and_filter(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    for field in (window.search_field, window.review.outline_panel.words):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert window.review.outline_panel.tree.hasFocus()
    window.show_overview()
    window.search_field.setFocus()
    qtbot.keyClick(window.search_field, Qt.Key.Key_Escape)
    assert window.centre.overview.table.hasFocus()


def test_single_keys_work_in_the_tree_but_not_while_typing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_notice(ids_of(window)[0])
    window.activateWindow()
    here = window.review.current_node()
    window.search_field.setFocus()
    qtbot.keyClick(window.search_field, Qt.Key.Key_N)
    assert window.search_field.text() == "n"
    assert window.review.current_node() == here
    window.review.outline_panel.tree.setFocus()
    qtbot.keyClick(window.review.outline_panel.tree, Qt.Key.Key_N)
    assert window.review.current_node() != here


def test_closing_while_importing_asks_first(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.imports), "is_running", property(lambda self: True))
    messages.agrees = False
    assert not window.close()
    assert window.isVisible()
    assert len(messages.asked) == 1


def test_large_type_changes_the_font_and_is_kept(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    before = window.font().pointSizeF()
    trigger(window, "large_type")
    qtbot.waitUntil(lambda: window.font().pointSizeF() == pytest.approx(1.25 * before))
    assert settings.is_large_type
    trigger(window, "large_type")
    qtbot.waitUntil(lambda: window.font().pointSizeF() == pytest.approx(before))


def dropped(urls: list[QUrl]) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls(urls)
    dropped.mime = mime  # type: ignore[attr-defined]  # the event does not keep it alive
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)


def test_dropped_files_are_imported_and_remote_ones_ignored(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    started: list[list[Path]] = []
    monkeypatch.setattr(window.imports, "start", started.append)
    local = [QUrl.fromLocalFile(str(tmp_path / name)) for name in ("甲.txt", "乙")]
    window.dropEvent(dropped([*local, QUrl("https://example.org/丙.txt")]))
    qtbot.waitUntil(lambda: started == [[tmp_path / "甲.txt", tmp_path / "乙"]])
