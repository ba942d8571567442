"""Every question and message to the user goes through one port, so that tests can answer and record them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

_LEAST_WIDTH = 420
_LABELS = {
    QFileDialog.DialogLabel.LookIn: "查找范围：",
    QFileDialog.DialogLabel.FileName: "文件名：",
    QFileDialog.DialogLabel.FileType: "文件类型：",
    QFileDialog.DialogLabel.Accept: "打开",
    QFileDialog.DialogLabel.Reject: "取消",
}


class Messages(Protocol):
    """What can be said to and asked of the user."""

    def ask(self, parent: QWidget | None, title: str, text: str) -> bool:
        """Whether the user agrees."""

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        """Says something that went well."""

    def warn(self, parent: QWidget | None, title: str, text: str) -> None:
        """Says what went wrong and what to do."""

    def text(self, parent: QWidget | None, title: str, label: str, initial: str = "") -> str | None:
        """Words that the user types, or None if the user gives up."""

    def password(self, parent: QWidget | None, title: str, label: str) -> str | None:
        """A password that the user types unseen, or None if the user gives up."""

    def choose(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        options: Sequence[str],
        *,
        escape: int | None = None,
    ) -> int | None:
        """Which of `options` the user takes, or None if the user gives up; Esc takes the one at `escape` if there is one."""

    def open_files(
        self, parent: QWidget | None, title: str, folder: Path | None, pattern: str
    ) -> list[Path]:
        """Existing files that the user picks, none if the user gives up."""

    def open_folder(self, parent: QWidget | None, title: str, folder: Path | None) -> Path | None:
        """An existing folder that the user picks."""

    def save_file(
        self, parent: QWidget | None, title: str, proposed: Path, pattern: str
    ) -> Path | None:
        """Where to write; the user has agreed to overwrite a file that is there."""


class DialogMessages:
    """Messages as dialogs that wait for the answer."""

    def ask(self, parent: QWidget | None, title: str, text: str) -> bool:
        """Whether the user agrees."""
        return self.choose(parent, title, text, ("确定",)) == 0

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        """Says something that went well."""
        MessageBox(parent, QMessageBox.Icon.Information, title, text, ("知道了",)).exec()

    def warn(self, parent: QWidget | None, title: str, text: str) -> None:
        """Says what went wrong and what to do."""
        MessageBox(parent, QMessageBox.Icon.Warning, title, text, ("知道了",)).exec()

    def text(self, parent: QWidget | None, title: str, label: str, initial: str = "") -> str | None:
        """Words that the user types, or None if the user gives up."""
        return _answer(text_dialog(parent, title, label, initial))

    def password(self, parent: QWidget | None, title: str, label: str) -> str | None:
        """A password that the user types unseen, or None if the user gives up."""
        return _answer(password_dialog(parent, title, label))

    def choose(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        options: Sequence[str],
        *,
        escape: int | None = None,
    ) -> int | None:
        """Which of `options` the user takes, or None if the user gives up; Esc takes the one at `escape` if there is one."""
        buttons = options if escape is not None else (*options, "取消")
        box = MessageBox(parent, QMessageBox.Icon.Question, title, text, buttons, escape=escape)
        box.exec()
        taken = box.chosen()
        return taken if taken is not None and taken < len(options) else None

    def open_files(
        self, parent: QWidget | None, title: str, folder: Path | None, pattern: str
    ) -> list[Path]:
        """Existing files that the user picks, none if the user gives up."""
        dialog = file_dialog(parent, title, folder, pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        return _picked(dialog)

    def open_folder(self, parent: QWidget | None, title: str, folder: Path | None) -> Path | None:
        """An existing folder that the user picks."""
        dialog = file_dialog(parent, title, folder, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(_picked(dialog)), None)

    def save_file(
        self, parent: QWidget | None, title: str, proposed: Path, pattern: str
    ) -> Path | None:
        """Where to write; the user has agreed to overwrite a file that is there."""
        dialog = file_dialog(parent, title, proposed.parent, pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "保存")
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(proposed.name)
        return next(iter(_picked(dialog)), None)


class MessageBox(QMessageBox):
    """A message with buttons in the given order; Enter takes the first one, Escape the last one or the one at `escape`."""

    def __init__(
        self,
        parent: QWidget | None,
        symbol: QMessageBox.Icon,
        title: str,
        text: str,
        buttons: Sequence[str],
        *,
        escape: int | None = None,
    ) -> None:
        super().__init__(symbol, title, text, QMessageBox.StandardButton.NoButton, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._made = [self.addButton(words, QMessageBox.ButtonRole.ActionRole) for words in buttons]
        self.setDefaultButton(self._made[0])
        self.setEscapeButton(self._made[-1 if escape is None else escape])

    def chosen(self) -> int | None:
        """The place of the button that closed it, or None."""
        clicked = self.clickedButton()
        return next((at for at, button in enumerate(self._made) if button is clicked), None)


def text_dialog(parent: QWidget | None, title: str, label: str, initial: str) -> QInputDialog:
    """A dialog that asks for a few lines of text."""
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(initial)
    _give_room(dialog)
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    return dialog


def password_dialog(parent: QWidget | None, title: str, label: str) -> QInputDialog:
    """A dialog that asks for a password."""
    dialog = QInputDialog(parent)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    _give_room(dialog)
    dialog.setOkButtonText("打开")
    dialog.setCancelButtonText("跳过这份")
    return dialog


def file_dialog(
    parent: QWidget | None, title: str, folder: Path | None, pattern: str
) -> QFileDialog:
    """The system's own file dialog where there is one, else Qt's with Chinese words."""
    dialog = QFileDialog(parent, title, str(folder or ""), pattern)
    for label, words in _LABELS.items():
        dialog.setLabelText(label, words)
    return dialog


def _answer(dialog: QInputDialog) -> str | None:
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.textValue() if is_accepted else None


def _give_room(dialog: QInputDialog) -> None:
    """Shows what is asked as it is, and wraps it: Qt would put it on one line, be it wider than the screen."""
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(_LEAST_WIDTH)


def _picked(dialog: QFileDialog) -> list[Path]:
    names = dialog.selectedFiles() if dialog.exec() == QDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return [Path(name) for name in names]
