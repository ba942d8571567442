"""The keys that work on the current node in the tree, in 对照 and in 原文.

Not shortcuts: an action of the window with the same key goes first, and keys typed into an editor stay there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DIRECTIONS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Right: "in",
    Qt.Key.Key_Left: "out",
}


class NodeKeys(QObject):
    """Listens to the keys of one widget.

    Signals:
        reword_asked: F2.
        delete_asked: Del.
        move_asked: Alt and an arrow; up, down, in or out.
        judge_asked: Enter.
        next_asked: Ctrl+Enter.
    """

    reword_asked = Signal()
    delete_asked = Signal()
    move_asked = Signal(str)
    judge_asked = Signal()
    next_asked = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._press(Qt.Key(event.key()), modifiers)

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers == Qt.KeyboardModifier.AltModifier and key in _DIRECTIONS:
            self.move_asked.emit(_DIRECTIONS[key])
            return True
        if modifiers == Qt.KeyboardModifier.ControlModifier and key in _ENTER:
            self.next_asked.emit()
            return True
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        if key in _ENTER and not self._is_on_link():
            self.judge_asked.emit()
            return True
        asked = {Qt.Key.Key_F2: self.reword_asked, Qt.Key.Key_Delete: self.delete_asked}.get(key)
        if asked is None:
            return False
        asked.emit()
        return True

    def _is_on_link(self) -> bool:
        if not isinstance(self._widget, QTextEdit):
            return False
        return self._widget.textCursor().charFormat().isAnchor()
