"""列对应: what the columns of a ledger mean, shown, corrected, applied and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.dialogs.columns_dialog import ColumnsDialog
from gui.main_window import MainWindow
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.notice import unstored_notice
from services.column_mapping import previews
from services.reading import FileReader
from tests.gui.conftest import RecordedMessages
from tests.importers.tables.sheets import read, sheet

LEDGER = sheet(
    ("整改台账",),
    ("序号", "问题", "处理办法", "整改措施", "完成情况", "责任领导"),
    (1, "学习少", "(1)定计划。\n(2)抓落实。", "无", "已定计划。", "周一凡"),
    (2, "调研少", "开展调研。", "无", "已调研3次。", "吴二"),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ColumnsDialog:
    made = ColumnsDialog()
    qtbot.addWidget(made)
    made.show_tables(previews(unstored_notice(*read(LEDGER))))
    made.show()
    return made


def choose(dialog: ColumnsDialog, column: int, meaning: LedgerColumn | None) -> None:
    combo = dialog.combos[column]
    combo.setCurrentIndex(combo.findData(meaning.value if meaning else None))


def test_titles_rows_and_guesses_are_shown(dialog: ColumnsDialog) -> None:
    assert dialog.header_box.value() == 2
    assert [combo.currentText() for combo in dialog.combos.values()] == [
        "序号",
        "具体问题",
        "（不用）",
        "整改措施",
        "完成情况",
        "责任领导",
    ]
    cell = dialog.grid.item(3, 2)
    assert cell is not None
    assert (cell.text(), cell.toolTip()) == ("(1)定计划。 (2)抓落实。", "(1)定计划。\n(2)抓落实。")
    assert [dialog.grid.verticalHeaderItem(at).text() for at in range(3)] == ["意思", "1", "2"]
    assert all(combo.toolTip() for combo in dialog.combos.values())


def test_tab_leads_through_the_columns_to_the_buttons(dialog: ColumnsDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    combos = list(dialog.combos.values())
    combos[0].setFocus()
    for expected in (*combos[1:], dialog.apply_button, dialog.close_button):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_correction_is_emitted(dialog: ColumnsDialog, qtbot: QtBot) -> None:
    choose(dialog, 2, LedgerColumn.MEASURES)
    choose(dialog, 3, None)
    with qtbot.waitSignal(dialog.mappings_chosen) as emitted:
        qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    (mapping,) = emitted.args[0]
    assert mapping == ColumnMapping(
        0,
        (1, 1),
        (
            (0, LedgerColumn.ITEM_NO),
            (1, LedgerColumn.PROBLEM),
            (2, LedgerColumn.MEASURES),
            (4, LedgerColumn.OUTCOMES),
            (5, LedgerColumn.LEAD_PERSON),
        ),
    )


def test_row_of_titles_can_be_moved(dialog: ColumnsDialog) -> None:
    dialog.header_box.setValue(3)
    assert dialog.mappings()[0].header == (2, 2)
    assert dialog.combos[1].currentText() == "具体问题"


def test_without_a_column_of_problems_nothing_can_be_applied(dialog: ColumnsDialog) -> None:
    choose(dialog, 1, None)
    assert not dialog.apply_button.isEnabled()
    assert dialog.mappings(), "that a table is none is said too"
    choose(dialog, 1, LedgerColumn.PROBLEM)
    assert dialog.apply_button.isEnabled()
    dialog.set_editable(False)
    assert not dialog.apply_button.isEnabled()


def test_material_without_tables_says_so(dialog: ColumnsDialog) -> None:
    dialog.show_tables(())
    assert "没有表格" in dialog.hint.text()
    assert not dialog.apply_button.isEnabled()
    assert dialog.grid.columnCount() == 0


def test_letters_go_on_after_z(qtbot: QtBot) -> None:
    rows = [
        ["问题", "整改措施", "完成情况", *[f"栏{at}" for at in range(25)]],
        ["甲", "乙", "丙", *"丁" * 25],
    ]
    made = ColumnsDialog()
    qtbot.addWidget(made)
    made.show_tables(previews(unstored_notice(*read(sheet(*rows)))))
    assert made.grid.horizontalHeaderItem(27).text() == "AB"


def test_applied_mapping_changes_the_tree_and_can_be_undone(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, messages: RecordedMessages
) -> None:
    dialog = opened_columns(window, tmp_path)
    choose(dialog, 2, LedgerColumn.MEASURES)
    choose(dialog, 3, None)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert "正在" in dialog.hint.text()
    assert not dialog.apply_button.isEnabled()
    assert measures(window) == ["无", "无"], "the window does not wait"
    qtbot.waitUntil(lambda: window.side_dialogs.columns.dialog is None, timeout=60_000)
    assert measures(window) == ["定计划。", "抓落实。", "开展调研。"]
    again = window.side_dialogs.columns.show()
    assert again is not None
    assert again.combos[2].currentText() == "整改措施"
    choose(again, 1, None)
    choose(again, 5, LedgerColumn.PROBLEM)
    again.reject()
    window.bars.table["reread"].trigger()
    qtbot.waitUntil(lambda: not window.rereadings.is_running, timeout=60_000)
    assert window.rereadings.dialog is not None
    assert not window.rereadings.dialog.apply_button.isVisible(), "another guess takes it back"
    window.rereadings.close()
    window.open_desk.undo()
    assert measures(window) == ["无", "无"]
    undone = window.side_dialogs.columns.show()
    assert undone is not None
    assert undone.combos[2].currentText() == "（不用）"
    undone.reject()
    assert messages.warned == []


def test_mapping_that_lists_no_problems_is_refused_and_can_be_mended(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, messages: RecordedMessages
) -> None:
    dialog = opened_columns(window, tmp_path)
    choose(dialog, 1, None)
    choose(dialog, 4, LedgerColumn.PROBLEM)
    dialog.header_box.setValue(4)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(messages.warned), timeout=60_000)
    assert "没有列出问题" in messages.warned[0]
    assert window.side_dialogs.columns.dialog is dialog
    assert dialog.apply_button.isEnabled()
    assert measures(window) == ["无", "无"]
    dialog.reject()


def test_closing_stops_the_reading(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened_columns(window, tmp_path)
    choose(dialog, 2, LedgerColumn.MEASURES)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert window.side_dialogs.guided.is_running
    dialog.reject()
    qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=60_000)
    assert measures(window) == ["无", "无"]


def test_notice_bar_leads_to_the_columns_where_there_are_tables(
    window: MainWindow, tmp_path: Path
) -> None:
    button = window.centre.notice_bar.columns
    window.show_notice(window.open_desk.summaries[0].id)
    assert not button.isVisible()
    opened_columns(window, tmp_path).reject()
    assert button.isVisible()
    assert "Ctrl+Alt+L" in button.toolTip()
    button.click()
    shown = window.side_dialogs.columns.dialog
    assert shown is not None
    shown.reject()


def test_without_a_notice_there_is_nothing_to_show(window: MainWindow) -> None:
    window.open_desk.open_notice(None)
    assert window.side_dialogs.columns.show() is None


def opened_columns(window: MainWindow, folder: Path) -> ColumnsDialog:
    path = folder / "台账.xlsx"
    path.write_bytes(LEDGER)
    desk = window.open_desk.desk
    assert desk is not None
    added = desk.workspace.add(FileReader()(path))
    window.open_desk.refresh_library()
    window.show_notice(added.notice_id)
    assert window.bars.table["columns"].isEnabled()
    window.bars.table["columns"].trigger()
    dialog = window.side_dialogs.columns.dialog
    assert dialog is not None
    return dialog


def measures(window: MainWindow) -> list[str]:
    notice = window.open_desk.notice
    assert notice is not None
    return [notice.words(node) for node in notice.outline.walk() if node.kind is NodeKind.MEASURE]
