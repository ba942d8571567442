from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.dialogs.difference_lines import PLACE
from gui.dialogs.difference_words import from_first_difference, marked
from gui.itemmodels.notices_table_model import NoticeColumn
from gui.main_window import MainWindow
from gui.procedures.exports import ledger_notices
from models import operations
from models.annotation import Opinion
from models.ids import NoticeId
from models.rereading import Difference
from models.values import Stage, VersionLabel
from models.versions.carrying import LABEL
from services.workspace import Workspace
from tests.gui.conftest import PERSON, RecordedMessages, ids_of
from tests.models.versions.texts import HEALTH, draft, read, replaced

CHANGED = replaced(
    replaced(draft(), "交流研讨仅2次", "交流研讨仅两次"), "召开专题会议4次", "召开专题会议6次"
)
OPINION = Opinion(Stage.FIRST, "同意销号", "属实", PERSON.name, "2026-01-02")


@pytest.fixture
def window(open_window: Callable[..., MainWindow], tmp_path: Path) -> MainWindow:
    """A window on a notice whose problems all have a conclusion, and another unit's notice."""
    path = tmp_path / "本轮.duizhang"
    with Workspace.open(path) as workspace:
        workspace.add(read(draft(), "送审稿.txt"))
        workspace.add(read(draft(HEALTH), "卫健委.txt"))
    made = open_window(path)
    desk = made.open_desk.desk
    assert desk is not None
    first = ids_of(made)[0]
    outline = desk.session(first).notice.outline
    for node in outline.lowest_problems():
        desk.do(first, operations.write_opinion(outline, node.id, OPINION))
    made.open_desk.refresh_library()
    return made


def import_changed(window: MainWindow, qtbot: QtBot, folder: Path) -> NoticeId:
    path = folder / "公开稿.txt"
    path.write_text(CHANGED, "utf-8")
    with qtbot.waitSignal(window.imports.ended, timeout=30_000):
        window.imports.start([path])
    return ids_of(window)[-1]


def listed(window: MainWindow) -> list[str]:
    model = window.centre.library.table.model()
    rows = range(model.rowCount())
    return [str(model.index(row, NoticeColumn.NAME).data()) for row in rows]


def lines(window: MainWindow) -> list[Difference]:
    dialog = window.versions.changes
    assert dialog is not None
    tree = dialog.tree
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [
        group.child(row).data(0, PLACE)
        for group in groups
        if group is not None
        for row in range(group.childCount())
    ]


def go_to(window: MainWindow, wanted: Difference) -> None:
    dialog = window.versions.changes
    assert dialog is not None
    tree = dialog.tree
    for item in tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
        if item.data(0, PLACE) == wanted:
            tree.setCurrentItem(item)
            tree.itemDoubleClicked.emit(item, 0)


def test_changed_file_comes_as_new_version_in_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    new = import_changed(window, qtbot, tmp_path)
    dialog = window.imports.dialog
    assert dialog is not None
    cells = [dialog.table.item(0, column) for column in range(3)]
    assert [cell.text() for cell in cells if cell] == [
        "公开稿.txt",
        "✓ 新版本",
        "中共云溪县财政局党组；上一稿是“CZ 送审稿.txt”，沿用审核 6 条，有改动须重新审核 1 条",
    ]
    assert dialog.totals.text() == "新导入 1 · 其中新版本 1"
    dialog.close()
    assert window.open_desk.undo_label == LABEL
    window.commands.undo()
    assert window.open_desk.summary(new) is not None
    window.open_desk.refresh_library()
    assert window.open_desk.summary(new).reviewed == 0
    window.commands.redo()


def test_former_version_offers_the_newest(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    offer = window.centre.notice_bar.newest
    former = window.open_desk.summaries[0].id
    window.show_notice(former)
    assert not offer.isVisible()
    new = import_changed(window, qtbot, tmp_path)
    assert window.imports.dialog is not None
    window.imports.dialog.close()
    window.show_notice(former)
    assert offer.isVisible()
    offer.click()
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == new
    assert not offer.isVisible()


def test_lists_show_the_newest_and_the_others_when_wanted(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    new = import_changed(window, qtbot, tmp_path)
    window.imports.dialog.close()
    old, other, _ = ids_of(window)
    newest = "中共云溪县财政局党组（CZ2） · 公开稿（第2稿）"
    assert listed(window)[1:] == [newest]
    assert "材料 2 份（另有旧稿 1 份）" in window.centre.overview.figures.text()
    assert [one.id for one in ledger_notices(window.open_desk.summaries)] == [other, new]
    window.bars.table["old_versions"].trigger()
    assert window.bars.table["old_versions"].isChecked()
    assert listed(window)[0] == "旧稿 · 中共云溪县财政局党组（CZ） · 送审稿（第1稿）"
    window.bars.table["old_versions"].trigger()
    window.show_notice(old)
    assert listed(window)[0].startswith("旧稿")  # the open one is always listed
    assert window.centre.notice_bar.versions.text() == "旧稿 · 送审稿 1/2 ▾"


def test_button_leads_to_the_other_versions(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    new = import_changed(window, qtbot, tmp_path)
    window.imports.dialog.close()
    window.show_notice(new)
    button = window.centre.notice_bar.versions
    assert button.isVisible()
    choices = button.menu().actions()
    assert [choice.isChecked() for choice in choices] == [False, True]
    choices[0].trigger()
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == ids_of(window)[0]
    window.show_notice(ids_of(window)[1])
    assert not button.isVisible()


def test_changes_lead_to_their_places(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    new = import_changed(window, qtbot, tmp_path)
    window.imports.dialog.close()
    window.show_notice(new)
    action = window.bars.table["changes"]
    assert action.isEnabled()
    action.trigger()
    dialog = window.versions.changes
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.heading.text().endswith("改动 4")
    found = lines(window)
    assert [one.what for one in found] == ["上一稿结论", "具体问题", "会议", ""]
    assert "交流研讨仅<b><u>两</u></b>次" in marked(found[1].before, found[1].after)[1]
    assert "交流研讨仅两次" in dialog.tree.topLevelItem(0).child(1).text(3)
    go_to(window, found[1])
    assert "交流研讨仅两次" in dialog.after.toPlainText()
    assert "交流研讨仅2次" in dialog.before.toPlainText()
    assert window.review.current_node() == found[1].node_id
    with qtbot.assertNotEmitted(window.open_desk.failed):
        go_to(window, found[3])
    dialog.former_button.click()
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == ids_of(window)[0]
    assert dialog.isVisible()
    assert not action.isEnabled()  # the first version has none before it
    go_to(window, found[1])
    assert window.open_desk.notice.id == new
    window.show_notice(ids_of(window)[1])
    assert not dialog.isVisible()


def test_gone_problem_leads_into_the_former_version(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    text = draft()
    start, end = text.index("二是惠民补贴"), text.index("（三）聚焦")
    path = tmp_path / "修改稿.txt"
    path.write_text(text[:start] + text[end:], "utf-8")
    with qtbot.waitSignal(window.imports.ended, timeout=30_000):
        window.imports.start([path])
    window.imports.dialog.close()
    window.show_notice(ids_of(window)[-1])
    window.bars.table["changes"].trigger()
    gone = lines(window)[0]
    assert gone.before.startswith("惠民补贴")
    go_to(window, gone)
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == ids_of(window)[0]
    assert window.review.current_node() == gone.node_id
    window.versions.changes.close()


def test_person_makes_a_version_and_takes_it_back(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    first, other = ids_of(window)
    window.show_notice(other)
    window.bars.table["follow"].trigger()
    dialog = window.versions.former
    assert dialog is not None
    dialog.filter_field.setText("没有这份")
    assert not dialog.accept_button.isEnabled()
    dialog.filter_field.setText("财政局")
    dialog.accept_button.click()
    assert window.versions.place.former == first
    window.bars.table["version_published"].trigger()
    assert window.versions.place.label is VersionLabel.PUBLISHED
    window.bars.table["part"].trigger()
    assert "单独列出" in messages.asked[-1]
    assert window.versions.place.former is None
    window.bars.table["version_none"].trigger()
    assert window.versions.place.label is None
    assert window.open_desk.undo_label == "不注明稿次"
    for _ in range(2):
        window.commands.undo()
    qtbot.waitUntil(lambda: window.versions.place.former == first)
    assert window.versions.place.label is VersionLabel.PUBLISHED


def test_taking_over_by_hand_is_one_step(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    new = import_changed(window, qtbot, tmp_path)
    window.imports.dialog.close()
    window.commands.undo()
    window.show_notice(new)
    outline = window.open_desk.outline
    assert outline is not None
    assert outline.reviews() == []
    window.bars.table["take_over"].trigger()
    assert len([one for one in outline.reviews() if one.verdict]) == 6
    assert window.open_desk.undo_label == LABEL
    window.bars.table["take_over"].trigger()
    assert "没有新的审核" in window.status_line.hint_label.text()
    window.commands.undo()
    assert outline.reviews() == []


def test_wordings_are_shown_from_their_first_difference() -> None:
    long = "一" * 40
    assert from_first_difference(f"{long}甲", f"{long}乙") == (f"…{'一' * 8}甲", f"…{'一' * 8}乙")
    assert from_first_difference("甲", "乙") == ("甲", "乙")
    assert from_first_difference(long, "") == (long, "")


def test_marks_leave_the_words_as_they_are() -> None:
    assert marked("a<b", "a<c") == ("a&lt;<b><u>b</u></b>", "a&lt;<b><u>c</u></b>")
    assert marked("", "新") == ("", "新")


def test_search_and_history_tell_versions_apart(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    new = import_changed(window, qtbot, tmp_path)
    window.imports.dialog.close()
    field = window.search_field
    field.setText("财政局")
    field.search()
    model = field.completer().model()
    found = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert found == [
        "材料：中共云溪县财政局党组 · 公开稿（第2稿）",
        "材料：旧稿 · 中共云溪县财政局党组 · 送审稿（第1稿）",
    ]
    window.centre.show_overview()
    field.go_next()
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == new
