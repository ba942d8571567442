"""非正文: shown in 原文, listed, restored and marked, beside the window and undone in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.dialogs.clutter_dialog import ClutterDialog
from gui.main_window import MainWindow
from gui.text.positions import TextPositions
from models import operations
from models.annotation import Annotation
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind
from services.reading import FileReader
from services.workspace import Workspace
from tests.gui.conftest import RecordedMessages, ids_of
from tests.importers.guided_page import PAGE

SECOND = (
    "2.供水管网改造迟缓。\n整改措施：倒排工期，挂图作战。\n完成情况：已完成改造12公里，正在整改。"
)


@pytest.fixture
def window(tmp_path: Path, open_window: Callable[..., MainWindow]) -> MainWindow:
    """A window on a saved web page, with 原文 open."""
    file = tmp_path / "页.txt"
    file.write_text(PAGE, encoding="utf-8")
    path = tmp_path / "网页.duizhang"
    with Workspace.open(path) as workspace:
        workspace.add(FileReader()(file))
    made = open_window(path)
    made.show_notice(ids_of(made)[0])
    made.review.set_view("source")
    return made


def notice_of(window: MainWindow) -> Notice:
    notice = window.open_desk.notice
    assert notice is not None
    return notice


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.side_dialogs.guided.is_running, timeout=60_000)


def select(window: MainWindow, words: str) -> None:
    text = window.review.source_panel.text
    positions, start = TextPositions(PAGE), PAGE.index(words)
    cursor = text.textCursor()
    cursor.setPosition(positions.to_qt(start))
    cursor.setPosition(positions.to_qt(start + len(words)), cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def put_caret(window: MainWindow, words: str) -> None:
    select(window, words)
    cursor = window.review.source_panel.text.textCursor()
    cursor.clearSelection()
    window.review.source_panel.text.setTextCursor(cursor)


def clutter(window: MainWindow) -> list[tuple[str, str]]:
    return [(one.why, one.span.of(PAGE)) for one in notice_of(window).reading.clutter]


def struck_out(window: MainWindow) -> list[str]:
    marks = window.review.source_panel.text.extraSelections()
    return [mark.cursor.selectedText() for mark in marks if mark.format.fontStrikeOut()]


def entries(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def menu_at(window: MainWindow, words: str) -> QMenu:
    """The menu of 原文 over the first sign of `words`."""
    text = window.review.source_panel.text
    cursor = text.textCursor()
    cursor.setPosition(TextPositions(PAGE).to_qt(PAGE.index(words)))
    at = text.cursorRect(cursor).center() + QPoint(3, 0)
    where = text.viewport().mapToGlobal(at)
    text.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_clutter_is_struck_out_and_says_why(window: MainWindow) -> None:
    assert struck_out(window) == [words for _, words in clutter(window)]
    text = window.review.source_panel.text
    cursor = text.textCursor()
    cursor.setPosition(TextPositions(PAGE).to_qt(PAGE.index("版权所有")))
    tip = text._tip(text.cursorRect(cursor).center() + QPoint(3, 0))
    assert "非正文（页脚）" in tip


def test_restored_by_the_menu_of_the_place_beside_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    menu = menu_at(window, "打印本页")
    assert "恢复为正文" in entries(menu)
    next(one for one in menu.actions() if one.text().startswith("恢复为正文")).trigger()
    menu.close()
    assert window.side_dialogs.guided.is_running
    assert window.status_line.reading_button.isVisible()
    assert "打印本页 关闭窗口" in struck_out(window)
    settled(window, qtbot)
    assert not window.status_line.reading_button.isVisible()
    assert "打印本页 关闭窗口" not in struck_out(window)
    assert window.status_line.hint_label.text().startswith("已恢复为正文：")
    assert window.review.source_panel.isVisible()
    assert window.open_desk.undo_label == "恢复为正文"
    window.open_desk.undo()
    assert "打印本页 关闭窗口" in struck_out(window)


def test_menu_over_text_of_the_notice_offers_no_restoring(window: MainWindow) -> None:
    menu = menu_at(window, "倒排工期")
    assert "恢复为正文" not in entries(menu)
    menu.close()


def test_selected_words_are_marked_and_restored_from_the_keyboard(
    window: MainWindow, qtbot: QtBot
) -> None:
    select(window, SECOND)
    assert window.review.source_panel.clutter_button.isEnabled()
    menu = menu_at(window, "倒排工期")
    assert "标为非正文" in entries(menu)
    menu.close()
    window.bars.table["mark_clutter"].trigger()
    settled(window, qtbot)
    assert ("人工标出", SECOND) in clutter(window)
    assert len(notice_of(window).outline.lowest_problems()) == 1
    assert window.review.source_panel.text.caret() == PAGE.index(SECOND)
    assert [words.replace("\u2029", "\n") for words in struck_out(window)].count(SECOND) == 1
    grounds = [
        mark.format.background().style()
        for mark in window.review.source_panel.text.extraSelections()
        if mark.format.fontStrikeOut()
    ]
    assert set(grounds) == {Qt.BrushStyle.NoBrush}
    put_caret(window, "改造迟缓")
    window.bars.table["restore_text"].trigger()
    settled(window, qtbot)
    assert len(notice_of(window).outline.lowest_problems()) == 2
    keys = [window.bars.table[name].shortcut().toString() for name in ("mark_clutter", "clutter")]
    assert all(keys)


def test_commands_without_a_place_say_what_to_do(window: MainWindow) -> None:
    window.review.set_view("compare")
    window.bars.table["mark_clutter"].trigger()
    assert window.review.source_panel.isVisible()
    assert "请先在原文里选中" in window.status_line.hint_label.text()
    put_caret(window, "政治理论")
    window.bars.table["restore_text"].trigger()
    assert "光标处没有非正文" in window.status_line.hint_label.text()
    assert not window.side_dialogs.guided.is_running


def test_two_wishes_in_a_row_both_hold(window: MainWindow, qtbot: QtBot) -> None:
    for words in ("打印本页 关闭窗口", "版权所有：青屿县水务局"):
        select(window, words)
        window.bars.table["restore_text"].trigger()
    settled(window, qtbot)
    assert not {"打印本页 关闭窗口", "版权所有：青屿县水务局"} & set(struck_out(window))


def test_stopping_leaves_all_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    before = notice_of(window)
    select(window, SECOND)
    window.bars.table["mark_clutter"].trigger()
    qtbot.mouseClick(window.status_line.reading_button, Qt.MouseButton.LeftButton)
    assert not window.side_dialogs.guided.is_running
    qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=60_000)
    assert notice_of(window) is before
    assert window.open_desk.undo_label is None


def test_closing_or_changing_the_workspace_while_a_notice_is_read_asks_first(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    select(window, SECOND)
    window.bars.table["mark_clutter"].trigger()
    messages.agrees = False
    assert not window.close()
    assert "重新识读" in messages.asked[-1]
    assert not window.workspaces.open(window.settings.workspace or Path("x"))
    assert "重新识读" in messages.said[-1]
    assert window.side_dialogs.guided.is_running
    settled(window, qtbot)
    assert window.open_desk.undo_label == "标为非正文"
    select(window, "政治理论")
    window.bars.table["mark_clutter"].trigger()
    messages.agrees = True
    assert window.close()
    assert not window.isVisible()


def test_reading_that_touches_work_is_shown_before_it_holds(
    window: MainWindow, qtbot: QtBot
) -> None:
    outline = notice_of(window).outline
    second = outline.lowest_problems()[1]
    note = Annotation(7, "待查", "王审核", "2026-01-02T00:00:00+00:00", second.id)
    window.open_desk.do(operations.annotate(outline, note))
    select(window, SECOND)
    window.bars.table["mark_clutter"].trigger()
    settled(window, qtbot)
    dialog = window.rereadings.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "标为非正文 - 预览"
    assert ("人工标出", SECOND) not in clutter(window)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.rereadings.is_running)
    assert ("人工标出", SECOND) in clutter(window)
    assert notice_of(window).outline.annotations(second.id) == [note]
    assert window.open_desk.undo_label == "标为非正文"
    dialog.close()


def test_preview_that_is_not_applied_leaves_the_kind_as_it_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    second = notice_of(window).outline.lowest_problems()[1]
    note = Annotation(7, "待查", "王审核", "2026-01-02T00:00:00+00:00", second.id)
    window.open_desk.do(operations.annotate(notice_of(window).outline, note))
    facts = window.side_dialogs.show_facts()
    at = facts.kind_box.findData(NoticeKind.OTHER.value)
    facts.kind_box.setCurrentIndex(at)
    facts.kind_box.activated.emit(at)
    settled(window, qtbot)
    dialog = window.rereadings.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    assert facts.kind_box.currentText() == "程序判断（整改通报）"
    assert notice_of(window).kind is NoticeKind.RECTIFICATION_NOTICE
    facts.close()


def lines_in_sight(window: MainWindow) -> list[str]:
    block = window.review.source_panel.text.document().firstBlock()
    found = []
    while block.isValid():
        if block.isVisible():
            found.append(block.text())
        block = block.next()
    return found


def test_lines_that_are_no_text_can_be_hidden_and_are_shown_where_one_goes_to_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    action = window.bars.table["hide_clutter"]
    whole = lines_in_sight(window)
    height = window.review.source_panel.text.document().size().height()
    action.trigger()
    assert action.isChecked()
    hidden = [words for _, words in clutter(window)]
    assert lines_in_sight(window) == [words for words in whole if words not in hidden]
    assert window.review.source_panel.text.document().size().height() < height
    footer = "版权所有：青屿县水务局"
    window.show_span(Span(PAGE.index(footer), PAGE.index(footer) + 3))
    assert footer in lines_in_sight(window)
    select(window, SECOND)
    window.bars.table["mark_clutter"].trigger()
    settled(window, qtbot)
    assert "整改措施：倒排工期，挂图作战。" not in lines_in_sight(window)
    action.trigger()
    assert not action.isChecked()
    assert lines_in_sight(window) == whole


def test_part_of_a_line_is_never_hidden(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "，每月集中学习1次")
    window.bars.table["mark_clutter"].trigger()
    settled(window, qtbot)
    window.bars.table["hide_clutter"].trigger()
    assert "整改措施：制定学习计划，每月集中学习1次。" in lines_in_sight(window)


def listed(dialog: ClutterDialog) -> list[tuple[str, str, str]]:
    lines = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
    return [(line.text(0), line.text(1), line.text(2)) for line in lines if line is not None]


def test_list_leads_to_places_restores_and_marks_them(window: MainWindow, qtbot: QtBot) -> None:
    window.bars.table["clutter"].trigger()
    dialog = window.side_dialogs.clutter.dialog
    assert dialog is not None
    assert ("✗ 不读", "页脚", "版权所有：青屿县水务局") in listed(dialog)
    at = listed(dialog).index(("✗ 不读", "页脚", "版权所有：青屿县水务局"))
    line = dialog.tree.topLevelItem(at)
    assert line is not None
    dialog.tree.setCurrentItem(line)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert window.review.source_panel.text.caret() == PAGE.index("版权所有")
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert ("√ 已恢复", "人工恢复", "版权所有：青屿县水务局") in listed(dialog)
    line = dialog.tree.topLevelItem(at)
    assert line is not None
    dialog.tree.setCurrentItem(line)
    assert not dialog.restore_button.isEnabled()
    qtbot.mouseClick(dialog.mark_button, Qt.MouseButton.LeftButton)
    settled(window, qtbot)
    assert ("✗ 不读", "人工标出", "版权所有：青屿县水务局") in listed(dialog)
    dialog.close()


def test_list_of_a_read_only_workspace_changes_nothing(window: MainWindow) -> None:
    window.bars.table["clutter"].trigger()
    dialog = window.side_dialogs.clutter.dialog
    assert dialog is not None
    dialog.set_editable(False)
    assert not dialog.restore_button.isEnabled()
    dialog.close()


def test_kind_is_said_in_the_facts_and_given_back_to_the_program(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = window.side_dialogs.show_facts()
    assert dialog.kind_box.currentText() == "程序判断（整改通报）"
    assert dialog.kind_reason.text() == notice_of(window).reading.kind_reason
    at = dialog.kind_box.findData(NoticeKind.WORK_REPORT.value)
    dialog.kind_box.setCurrentIndex(at)
    dialog.kind_box.activated.emit(at)
    settled(window, qtbot)
    assert notice_of(window).kind is NoticeKind.WORK_REPORT
    assert notice_of(window).outline.child_count(None) == 0
    assert (dialog.kind_box.currentText(), dialog.kind_reason.text()) == ("工作报道", "审核人指定")
    assert "工作报道" in window.centre.notice_bar.confidence.text()
    qtbot.waitUntil(lambda: window.open_desk.summaries[0].kind is NoticeKind.WORK_REPORT)
    dialog.kind_box.setCurrentIndex(0)
    dialog.kind_box.activated.emit(0)
    settled(window, qtbot)
    assert notice_of(window).kind is NoticeKind.RECTIFICATION_NOTICE
    assert len(notice_of(window).outline.lowest_problems()) == 2
    dialog.close()


def test_undo_of_a_reading_leaves_the_reader_where_they_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 420)
    review, text = window.review, window.review.source_panel.text
    last = notice_of(window).outline.lowest_problems()[-1].id
    review.select_node(last)
    caret = text.caret()
    assert caret > 0
    window.side_dialogs.guided.say(lambda held: replace(held, kind=NoticeKind.OTHER), "材料类型")
    settled(window, qtbot)
    assert review.current_node() is None
    qtbot.wait(50)  # until all is laid out
    bar = text.verticalScrollBar()
    bar.setValue(bar.maximum())
    scrolled = bar.value()
    assert scrolled > 0
    for travel, current in (
        (window.open_desk.undo, last),
        (window.open_desk.redo, None),
        (window.open_desk.undo, last),
    ):
        travel()
        qtbot.wait(20)
        assert review.current_node() == current
        assert review.outline_panel.selected() == current
        assert (text.caret(), bar.value()) == (caret, scrolled)


def test_lines_hidden_follow_the_reading(window: MainWindow, qtbot: QtBot) -> None:
    window.bars.table["hide_clutter"].trigger()
    text = window.review.source_panel.text

    def is_shown(words: str) -> bool:
        return text.document().findBlock(TextPositions(PAGE).to_qt(PAGE.index(words))).isVisible()

    assert not is_shown("打印本页")
    first = notice_of(window).outline.lowest_problems()[0].id
    window.review.select_node(first)
    window.review.restore(
        tuple(one.span for one in notice_of(window).reading.clutter if "打印" in one.span.of(PAGE))
    )
    settled(window, qtbot)
    assert is_shown("打印本页")
    window.open_desk.undo()
    assert not is_shown("打印本页")
    assert window.review.current_node() == first


def test_kind_is_not_read_while_arrowing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.side_dialogs.show_facts()
    dialog.activateWindow()
    dialog.kind_box.setFocus()
    said: list[object] = []
    dialog.kind_chosen.connect(said.append)
    qtbot.keyClick(dialog.kind_box, Qt.Key.Key_Down)
    opened = dialog.kind_box.view()
    qtbot.keyClick(opened, Qt.Key.Key_Down)
    qtbot.keyClick(opened, Qt.Key.Key_Down)
    assert said == []
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog.kind_box, Qt.Key.Key_End)
    assert (said, dialog.kind_box.currentIndex()) == ([], 0)
    dialog.close()


def test_failed_reading_says_why(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("磁盘")

    monkeypatch.setattr("gui.procedures.guided_readings.guided_work", broken)
    window.side_dialogs.clutter.say((Span(0, 2),), False)
    settled(window, qtbot)
    assert len(messages.warned) == 1
    assert not window.status_line.reading_button.isVisible()
