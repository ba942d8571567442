"""Dialogs in which words are typed: the wording of a node, a note, and where to cut a node in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.text.positions import TextPositions
from models.source import Span

_LEAST_WIDTH, _LEAST_HEIGHT = 560, 320


class WordsDialog(QDialog):
    """Asks for words; a further button may take them back.

    Signals:
        words_given: the words typed, on 确定.
        words_withdrawn: the button for taking back (恢复原文, 删除批注) was pressed.
    """

    words_given = Signal(str)
    words_withdrawn = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        above: str,
        words: str,
        withdraw: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.above = reading_field(self, above, "原文")
        self.editor = QPlainTextEdit(words, self)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(title)
        self.editor.setToolTip("Ctrl+回车确定")
        self.buttons = button_box(self)
        if withdraw is not None:
            button = QPushButton(withdraw, self)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
            button.clicked.connect(self.on_withdrawn)
        layout = QVBoxLayout(self)
        if above:
            layout.addWidget(self.above, 2)
        layout.addWidget(self.editor, 3)
        layout.addWidget(self.buttons)
        self.above.setVisible(bool(above))
        self.editor.selectAll()
        self.editor.setFocus()
        self.accepted.connect(self.on_accepted)

    @Slot()
    def on_accepted(self) -> None:
        """Hands the words over."""
        self.words_given.emit(self.editor.toPlainText())

    @Slot()
    def on_withdrawn(self) -> None:
        """Closes and says that the words shall go."""
        self.words_withdrawn.emit()
        self.reject()


class SplitDialog(QDialog):
    """Shows the printed words of a node; the caret says where they are cut.

    Signals:
        place_given: the offset in the source, on 确定.
    """

    place_given = Signal(int)

    def __init__(self, parent: QWidget | None, text: str, spans: Sequence[Span]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("拆分")
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._spans = tuple(spans)
        words = "".join(span.of(text) for span in spans)
        self._positions = TextPositions(words)
        self.editor = reading_field(self, words, "要拆分的文字")
        explanation = QLabel(
            "把光标放在要断开的位置，再按“确定”；光标后面的文字成为新的一条。", self
        )
        explanation.setWordWrap(True)
        explanation.setBuddy(self.editor)
        self.buttons = button_box(self)
        layout = QVBoxLayout(self)
        layout.addWidget(explanation)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.buttons)
        self.editor.setFocus()
        self.editor.cursorPositionChanged.connect(self.on_cursor_moved)
        self.accepted.connect(self.on_accepted)
        self.on_cursor_moved()

    def place(self) -> int:
        """The offset in the source where the caret stands."""
        left = self._positions.from_qt(self.editor.textCursor().position())
        for span in self._spans:
            if left <= len(span):
                return span.start + left
            left -= len(span)
        return self._spans[-1].end

    @Slot()
    def on_cursor_moved(self) -> None:
        """Only a caret between words can cut them."""
        cursor = self.editor.textCursor()
        is_inside = not cursor.atStart() and not cursor.atEnd()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_inside)

    @Slot()
    def on_accepted(self) -> None:
        """Hands the place over."""
        self.place_given.emit(self.place())


def reading_field(parent: QWidget, words: str, name: str) -> QPlainTextEdit:
    """A field with words that can be read, walked through and copied, not changed."""
    field = QPlainTextEdit(words, parent)
    field.setReadOnly(True)
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    field.setToolTip(f"{name}，可选中复制")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    return field


def button_box(dialog: QDialog) -> QDialogButtonBox:
    """确定 (also Ctrl+Enter) and 取消."""
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog
    )
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
    accept.setText("确定")
    accept.setShortcut("Ctrl+Return")
    buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
