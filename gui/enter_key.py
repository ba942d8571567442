"""The Enter key, which opens a line of a list as a double click does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Tells of Enter in a list, on the letters or on the number pad.

    Qt's own `activated` would also tell of a single click where the desktop is set to that.

    Signals:
        pressed: Enter.
        pressed_with_control: Ctrl+Enter.
    """

    pressed = Signal()
    pressed_with_control = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _KEYS:
            return False
        has_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        (self.pressed_with_control if has_control else self.pressed).emit()
        return True
