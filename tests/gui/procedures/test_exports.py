from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from gui.dialogs.export_dialog import ExportDialog
from gui.main_window import MainWindow
from gui.procedures.exports import ExportOrder, file_name
from gui.settings import Purpose, Settings
from models.errors import ExportError
from models.ledger_columns import LedgerForm, Paper
from tests.gui.conftest import RecordedMessages, ids_of

WORK = "gui.procedures.exports.export_work"


@pytest.fixture
def asking(window: MainWindow) -> MainWindow:
    """A window with a notice open and the export dialog on screen."""
    window.show_notice(ids_of(window)[0])
    window.bars.table["export"].trigger()
    return window


def dialog_of(window: MainWindow) -> ExportDialog:
    assert window.exports.dialog is not None
    return window.exports.dialog


def export(window: MainWindow, qtbot: QtBot) -> None:
    dialog_of(window).export_button.click()
    qtbot.waitUntil(lambda: dialog_of(window).is_finished, timeout=30_000)


def test_open_notice_becomes_a_workbook_and_its_numbers_are_frozen(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    messages.targets = [tmp_path / "台账.xlsx"]
    export(asking, qtbot)
    dialog = dialog_of(asking)
    assert dialog.heading.text() == "✓ 已导出 16 行：台账.xlsx"
    assert str(tmp_path / "台账.xlsx") in dialog.report.toPlainText()
    openpyxl.load_workbook(tmp_path / "台账.xlsx").close()
    outline = asking.open_desk.outline
    assert outline is not None
    assert [node.item_no for node in outline.lowest_problems()] == [str(n) for n in range(1, 17)]
    assert messages.proposed[0].name.startswith("中共临澜县水务局党组_整改台账")
    assert asking.settings.choice("export_folder") == str(tmp_path)
    dialog.close_button.click()
    assert asking.exports.dialog is None


def test_whole_round_goes_into_one_workbook(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    messages.targets = [tmp_path / "本轮.xlsx"]
    dialog_of(asking).choose(form=LedgerForm.FLAT, whole_round=True)
    export(asking, qtbot)
    assert dialog_of(asking).heading.text().startswith("✓ 已导出 30 行")
    assert messages.proposed[0].name == "本轮2个单位_整改台账_第1版_平表.xlsx"
    dialog_of(asking).close()


def test_name_without_ending_asks_before_replacing(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    (tmp_path / "旧.xlsx").write_text("留着")
    messages.targets = [tmp_path / "旧", None, tmp_path / "新"]
    messages.agrees = False
    dialog_of(asking).export_button.click()
    assert "旧.xlsx" in messages.asked[0]
    assert (tmp_path / "旧.xlsx").read_text() == "留着"
    dialog_of(asking).export_button.click()
    assert not dialog_of(asking).is_busy
    export(asking, qtbot)
    assert (tmp_path / "新.xlsx").exists()
    dialog_of(asking).close()


def test_ledger_that_cannot_be_written_says_why_and_asks_again(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    messages.targets = [tmp_path / "没有这个文件夹" / "台账.xlsx"]
    dialog_of(asking).export_button.click()
    qtbot.waitUntil(lambda: bool(messages.warned))
    assert "不存在" in messages.warned[0]
    assert dialog_of(asking).export_button.isVisible()
    qtbot.waitUntil(lambda: not asking.exports.is_running)
    dialog_of(asking).close()


def test_failure_while_numbering_is_told(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def refuse(*_: object) -> None:
        raise ExportError("序号存不进去")

    monkeypatch.setattr("services.numbering.numbered_notices", refuse)
    messages.targets = [tmp_path / "台账.xlsx"]
    dialog_of(asking).export_button.click()
    qtbot.waitUntil(lambda: messages.warned == ["序号存不进去"])
    dialog_of(asking).close()


def test_stopping_an_export_goes_back_to_the_questions(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    running = threading.Event()

    def work(workspace: object, order: ExportOrder, progress: object, cancel: object) -> None:
        running.set()
        while True:
            cancel.check()

    monkeypatch.setattr(WORK, work)
    messages.targets = [tmp_path / "台账.xlsx"]
    dialog_of(asking).export_button.click()
    qtbot.waitUntil(running.is_set)
    assert dialog_of(asking).close_button.text() == "停止"
    dialog_of(asking).close_button.click()
    qtbot.waitUntil(lambda: not asking.exports.is_running)
    assert dialog_of(asking).export_button.isVisible()
    assert not (tmp_path / "台账.xlsx").exists()
    dialog_of(asking).close()


def test_stopping_before_the_writing_begins(
    asking: MainWindow, tmp_path: Path, messages: RecordedMessages
) -> None:
    messages.targets = [tmp_path / "台账.xlsx"]
    dialog_of(asking).export_button.click()
    assert asking.exports.is_running
    dialog_of(asking).close_button.click()
    assert not asking.exports.is_running
    assert dialog_of(asking).export_button.isVisible()
    dialog_of(asking).close()


def test_read_only_workspace_exports_without_freezing(
    open_window: Callable[..., MainWindow], qtbot: QtBot, workspace_path: Path, tmp_path: Path,
    messages: RecordedMessages,
) -> None:  # fmt: skip
    open_window(workspace_path)
    second = open_window(workspace_path)
    second.show_notice(ids_of(second)[0])
    second.bars.table["export"].trigger()
    messages.targets = [tmp_path / "台账.xlsx"]
    export(second, qtbot)
    outline = second.open_desk.outline
    assert outline is not None
    assert {node.item_no for node in outline.lowest_problems()} == {None}
    dialog_of(second).close()


def test_folder_of_the_ledger_is_opened(
    asking: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    messages.targets = [tmp_path / "台账.xlsx"]
    export(asking, qtbot)
    dialog_of(asking).folder_button.click()
    assert opened == [str(tmp_path)]
    dialog_of(asking).close()


def test_empty_workspace_has_nothing_to_export(
    open_window: Callable[..., MainWindow], tmp_path: Path, messages: RecordedMessages
) -> None:
    window = open_window(tmp_path / "空.duizhang")
    window.bars.table["export"].trigger()
    assert "没有可以导出" in messages.said[0]
    assert window.exports.dialog is None


def test_choices_become_options(qtbot: QtBot, settings: Settings) -> None:
    settings.office_word = "科室"
    dialog = ExportDialog(settings)
    qtbot.addWidget(dialog)
    dialog.offer(None, 5)
    dialog.choose(form=LedgerForm.FLAT, paper=Paper.A4, internal=False)
    dialog.keep_empty_box.setChecked(True)
    dialog.split_box.setChecked(True)
    dialog.version_box.setValue(3)
    choice = dialog.choice()
    assert choice.form is LedgerForm.FLAT
    assert choice.whole_round
    options = choice.options
    assert (options.paper, options.internal, options.version) == (Paper.A4, False, 3)
    assert (options.keep_empty, options.split_mixed) == (True, True)
    assert options.office_word == "科室"


def test_form_follows_the_purpose_and_then_the_last_choice(
    qtbot: QtBot, settings: Settings
) -> None:
    settings.purpose = Purpose.RESEARCH
    dialog = ExportDialog(settings)
    qtbot.addWidget(dialog)
    assert dialog.choice().form is LedgerForm.FLAT
    dialog.choose(form=LedgerForm.MEETING, paper=Paper.A4)
    dialog.export_button.click()
    again = ExportDialog(settings)
    qtbot.addWidget(again)
    assert again.choice().form is LedgerForm.MEETING
    assert again.choice().options.paper is Paper.A4


def test_suggested_name_says_what_it_is(window: MainWindow, settings: Settings) -> None:
    window.show_notice(ids_of(window)[0])
    dialog = ExportDialog(settings, window)
    dialog.offer("某局", 2)
    name = file_name(dialog.choice(), window.open_desk.notice, 1)
    assert name.endswith("_第1版.xlsx")
    assert "数据截至202507" in name
