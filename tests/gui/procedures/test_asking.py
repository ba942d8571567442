"""What an import asks, and what becomes of the answers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.messages import DialogMessages, MessageBox, password_dialog
from gui.procedures.asking import Asking
from models.errors import Cancelled, PasswordNeeded
from models.progress import StopSign
from tests.gui.conftest import SAMPLES, RecordedMessages
from tests.importers.readers.encrypted_files import PASSWORD, encrypted

NOTICE = (SAMPLES / "qingyu.txt").read_text(encoding="utf-8")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "加密.docx"
    path.write_bytes(encrypted())
    return path


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = tmp_path / "标密.txt"
    path.write_text(f"秘密★1年\n{NOTICE}", encoding="utf-8")
    return path


def imported(window: MainWindow, qtbot: QtBot, *paths: Path) -> str:
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.imports.start(paths)
    assert window.imports.dialog is not None
    totals = window.imports.dialog.totals.text()
    window.imports.dialog.close()
    return totals


def test_password_is_asked_again_until_it_opens_the_file(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, locked: Path
) -> None:
    messages.words = ["错", PASSWORD]
    assert imported(window, qtbot, locked).startswith("新导入 1")
    assert messages.asked == [
        "请输入“加密.docx”的密码（不会保存）：",
        "密码不对，请再输入“加密.docx”的密码（不会保存）：",
    ]


def test_password_given_up_is_a_failed_file(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, locked: Path
) -> None:
    messages.words = [None]
    assert imported(window, qtbot, locked) == "新导入 0 · 失败 1"


@pytest.mark.parametrize(
    ("choice", "totals"),
    [(0, "新导入 0 · 未导入 1"), (1, "新导入 1"), (None, "新导入 0 · 未导入 1")],
    ids=["refuse", "store", "give up"],
)
def test_marked_file_is_stored_only_with_consent(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, marked: Path,
    choice: int | None, totals: str,
) -> None:  # fmt: skip
    messages.choices = [choice]
    before = len(window.open_desk.summaries)
    assert imported(window, qtbot, marked) == totals
    assert messages.asked[0].startswith("“标密.txt”的首页标有“秘密★1年”。")
    assert len(window.open_desk.summaries) == before + (choice == 1)


def test_summary_has_the_focus_after_a_question(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, marked: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def escaped(*_: object, escape: int | None) -> int | None:
        window.activateWindow()  # as the system does when a dialog of the window closes
        return escape

    monkeypatch.setattr(messages, "choose", escaped)
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.imports.start([marked])
        assert window.imports.dialog is not None
        window.imports.dialog.activateWindow()
    dialog = window.imports.dialog
    assert QApplication.focusWidget() is dialog.close_button
    assert [cell.text() for row in (0,) if (cell := dialog.table.item(row, 1))] == [
        "－ 未导入（按您的选择）"
    ]
    dialog.close()


def test_question_has_no_button_but_its_answers_and_escape_refuses() -> None:
    box = MessageBox(None, QMessageBox.Icon.Question, "导入材料", "？", ("甲", "乙"), escape=0)
    assert [button.text() for button in box.buttons()] == ["甲", "乙"]
    assert box.escapeButton() is box.buttons()[0]


def test_marked_file_may_stop_the_import(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, marked: Path, tmp_path: Path
) -> None:
    (tmp_path / "空.txt").touch()
    messages.choices = [2]
    assert imported(window, qtbot, marked, tmp_path / "空.txt") == "新导入 0 · 已按要求停止"


def test_work_that_is_cancelled_does_not_wait_for_the_answer(
    qtbot: QtBot, messages: RecordedMessages, window: MainWindow
) -> None:
    asking = Asking(window, messages)
    sign = StopSign()
    outcome: list[BaseException | str | None] = []

    def work() -> None:
        answers = asking.answers(sign)
        assert answers.password is not None
        try:
            outcome.append(answers.password(PasswordNeeded("甲.docx")))
        except Cancelled as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    sign.cancel()
    thread.join(5)  # the window has not come to its events yet
    assert isinstance(outcome[0], Cancelled)
    qtbot.wait(1)  # now it has; nobody is asked any more
    assert messages.asked == []


def test_password_is_typed_unseen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = password_dialog(None, "导入材料", "请输入密码")
    qtbot.addWidget(dialog)
    assert dialog.textEchoMode() is QLineEdit.EchoMode.Password
    monkeypatch.setattr(QInputDialog, "exec", lambda self: self.setTextValue("甲") or 1)
    assert DialogMessages().password(None, "导入材料", "密码") == "甲"
    monkeypatch.setattr(QInputDialog, "exec", lambda self: 0)
    assert DialogMessages().password(None, "导入材料", "密码") is None
