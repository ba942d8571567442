"""Files that are dropped onto the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def leave_files_to_window(widget: QWidget) -> None:
    """Keeps the fields below `widget` from taking a dropped file for words to insert."""
    for field in widget.findChildren(QLineEdit):
        field.setAcceptDrops(False)
    for kind in (QPlainTextEdit, QTextEdit):
        for text in widget.findChildren(kind):
            text.setAcceptDrops(False)
            text.viewport().setAcceptDrops(False)
