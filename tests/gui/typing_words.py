"""Typing Chinese in tests: the way an input method commits words, since keys alone make no Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget


def type_words(widget: QWidget, words: str) -> None:
    """Commits `words` at the caret of `widget`."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QCoreApplication.sendEvent(widget, event)


def compose(widget: QWidget, letters: str) -> None:
    """Composes `letters` at the caret of `widget` without committing anything."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(letters, []))
