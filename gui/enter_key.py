"""The Enter key, which opens a line of a list as a double click does."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter_press(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Whether the event is Enter being pressed, on the letters or on the number pad."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() in _KEYS
    )
