from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from gui.messages import DialogMessages, MessageBox, text_dialog

QUESTION = QMessageBox.Icon.Question


def box_with(qtbot: QtBot, *buttons: str) -> MessageBox:
    box = MessageBox(None, QUESTION, "对账", "要<b>退出</b>吗？", buttons)
    qtbot.addWidget(box)
    box.open()
    return box


def test_buttons_stand_in_order_and_tell_which_was_taken(qtbot: QtBot) -> None:
    box = box_with(qtbot, "打开其他", "新建", "取消")
    words = {button.text(): button for button in box.buttons()}
    with qtbot.waitSignal(box.finished):
        words["新建"].click()
    assert box.chosen() == 1


def test_escape_takes_the_last_button(qtbot: QtBot) -> None:
    box = box_with(qtbot, "确定", "取消")
    with qtbot.waitSignal(box.finished):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.chosen() == 1


def test_words_of_a_message_are_never_taken_for_markup(qtbot: QtBot) -> None:
    assert box_with(qtbot, "知道了").textFormat() is Qt.TextFormat.PlainText


def test_text_dialog_shows_what_is_there_and_gives_it_back(qtbot: QtBot) -> None:
    dialog = text_dialog(None, "经核无误", "理由：", "已看过\n佐证")
    qtbot.addWidget(dialog)
    assert dialog.textValue() == "已看过\n佐证"
    assert (dialog.okButtonText(), dialog.cancelButtonText()) == ("确定", "取消")


def test_long_question_fits_the_screen(qtbot: QtBot) -> None:
    dialog = text_dialog(None, "经核无误", "完成情况<b>早于</b>巡察开始的一条说明，" * 20, "")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() < 700
    assert [label.textFormat() for label in dialog.findChildren(QLabel)] == [
        Qt.TextFormat.PlainText
    ]


@pytest.mark.parametrize(
    ("taken", "agrees", "choice"), [(0, True, 0), (1, False, 1), (2, False, None)]
)
def test_answers_of_boxes_become_values(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, taken: int, agrees: bool, choice: int | None
) -> None:
    monkeypatch.setattr(MessageBox, "exec", lambda self: 0)
    monkeypatch.setattr(MessageBox, "chosen", lambda self: taken)
    messages = DialogMessages()
    assert messages.ask(None, "对账", "？") is agrees
    assert messages.choose(None, "对账", "？", ("甲", "乙")) == choice
    messages.tell(None, "对账", "好了")
    messages.warn(None, "对账", "没有完成")


@pytest.mark.parametrize("is_accepted", [True, False])
def test_words_are_given_back_only_when_agreed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    code = QDialog.DialogCode.Accepted if is_accepted else QDialog.DialogCode.Rejected
    monkeypatch.setattr(QInputDialog, "exec", lambda self: code)
    words = DialogMessages().text(None, "批注", "内容", "已看")
    assert words == ("已看" if is_accepted else None)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QFileDialog]:
    """File dialogs that were shown; each is agreed to with what it proposes."""
    dialogs: list[QFileDialog] = []

    def agree(dialog: QFileDialog) -> QDialog.DialogCode:
        dialogs.append(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", agree)
    monkeypatch.setattr(QFileDialog, "deleteLater", lambda self: None)
    return dialogs


def test_files_and_folders_become_paths(
    qtbot: QtBot, shown: list[QFileDialog], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = str(tmp_path / "甲.txt")
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [name])
    messages = DialogMessages()
    assert messages.open_files(None, "打开", None, "文本 (*.txt)") == [Path(name)]
    assert messages.save_file(None, "导出", tmp_path / "乙.txt", "文本 (*.txt)") == Path(name)
    assert messages.open_folder(None, "文件夹", tmp_path) == Path(name)
    opening, saving, folder = shown
    assert opening.fileMode() is QFileDialog.FileMode.ExistingFiles
    assert opening.labelText(QFileDialog.DialogLabel.LookIn) == "查找范围："
    assert saving.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert folder.fileMode() is QFileDialog.FileMode.Directory


def test_files_given_up_are_none(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    messages = DialogMessages()
    assert messages.open_files(None, "打开", tmp_path, "*") == []
    assert messages.open_folder(None, "文件夹", None) is None
    assert messages.save_file(None, "导出", tmp_path / "乙.txt", "*") is None
