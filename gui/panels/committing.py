"""Editors that hand their words over when the typing pauses or the focus leaves, and inputs that stay quiet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

# 导出台账, 拆分, 待核实; to Qt they are the end of the line, deleting to there, and deleting.
_WINDOW_KEYS = (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_D)
_OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4)
_MOVING = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_PAUSE = 1000  # milliseconds without typing after which words are committed (DESIGN, "History")


class CommittingLine(QLineEdit):
    """One line.

    Signals:
        committed: the words, after a pause, on Enter or when the focus leaves; only if they are others.
    """

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setAcceptDrops(False)  # files dropped here are meant for the window
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.textEdited.connect(self._pause.start)
        self.editingFinished.connect(self.flush)

    @property
    def is_pending(self) -> bool:
        """Whether there are words that have not been handed over."""
        return self.text() != self._known

    def show_words(self, words: str) -> None:
        """Shows the words of the outline; typing that says the same is left alone."""
        if words in (self._known, self._known.strip()):
            return
        at = self.cursorPosition()
        with QSignalBlocker(self):
            self.setText(words)
            self.setCursorPosition(min(at, len(words)) if self.hasFocus() else 0)
        self._known = words
        self._pause.stop()

    @Slot()
    def flush(self) -> None:
        """Hands over what has not been handed over."""
        self._pause.stop()
        if self.is_pending:
            self._known = self.text()
            self.committed.emit(self._known)


class CommittingText(QPlainTextEdit):
    """Several lines; Tab goes on to the next field.

    Signals:
        committed: the words, after a pause or when the focus leaves; only if they are others.
    """

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setTabChangesFocus(True)
        self.viewport().setAcceptDrops(False)  # files dropped here are meant for the window
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._pause.start)

    @property
    def is_pending(self) -> bool:
        """Whether there are words that have not been handed over."""
        return self.toPlainText() != self._known

    def show_words(self, words: str) -> None:
        """Shows the words of the outline; typing that says the same is left alone."""
        if words in (self._known, self._known.strip()):
            return
        at = self.textCursor().position()
        with QSignalBlocker(self):
            self.setPlainText(words)
            if self.hasFocus():
                cursor = self.textCursor()
                cursor.setPosition(min(at, self.document().characterCount() - 1))
                self.setTextCursor(cursor)
        self._known = words
        self._pause.stop()

    def take_words(self) -> str:
        """The words as typed, which count as handed over from now on."""
        self._pause.stop()
        self._known = self.toPlainText()
        self.document().clearUndoRedoStacks()  # from here on it is the history that takes back
        return self._known

    @Slot()
    def flush(self) -> None:
        """Hands over what has not been handed over."""
        if self.is_pending:
            self.committed.emit(self.take_words())
        self._pause.stop()

    # Overridden from Qt

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The menu of the editor and the window of an input method are not a farewell.
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self.flush()


class QuietCombo(QComboBox):
    """A list to choose from that changes only by what is taken from it while it is open.

    The wheel may only be on its way past it, and a key may be meant for where the focus was a moment ago. Up, Down,
    Space and F4 open the list. Only where the reviewer has asked for this very list (`take_up`) do the arrows choose.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_taken_up = False

    def take_up(self) -> None:
        """Gives it the focus, and lets keys choose at once until the focus leaves."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._is_taken_up = True

    # Overridden from Qt

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_taken_up = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_taken_up:
            super().keyPressEvent(event)
        elif event.key() in _OPENING:
            self.showPopup()
        elif event.key() in _MOVING or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FieldKeys(QObject):
    """Keys that leave a field; none of them is part of composing words with an input method.

    Keys by which the window works on the current node (Del, Alt and an arrow) stay with the field. Undo and redo are
    the field's while it holds words that are not stored yet, then the window's: there is one history. Other actions of
    the window come before what an editor makes of their keys.

    Signals:
        next_asked: Ctrl+Enter.
        left: Esc.
    """

    next_asked = Signal()
    left = Signal()

    def watch(self, widget: QWidget) -> None:
        """Listens to the keys of `widget`."""
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            return _settle(watched, event)
        if event.type() is not QEvent.Type.KeyPress:
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_asked.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.left.emit()
            return True
        return False


def _settle(field: QObject, event: QKeyEvent) -> bool:
    """Says whether a key is the field's or the window's; False leaves that to the field."""
    if _is_for_nodes(event):
        event.accept()
        return True
    if is_for_window(event):
        event.ignore()
        return True
    is_history = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )
    if is_history and isinstance(field, CommittingLine | CommittingText) and not field.is_pending:
        event.ignore()
        return True
    return False


def is_for_window(event: QKeyEvent) -> bool:
    """Whether an editor would take a key for moving or deleting that is an action of the window."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _WINDOW_KEYS


def _is_for_nodes(event: QKeyEvent) -> bool:
    is_arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
    has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_Delete or (is_arrow and has_alt)
