"""Files that are dropped onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def leave_files_to_window(widget: QWidget) -> None:
    """Keeps the fields below `widget` from taking a dropped file for words to insert."""
    for field in widget.findChildren(QLineEdit):
        field.setAcceptDrops(False)
    for kind in (QPlainTextEdit, QTextEdit):
        for text in widget.findChildren(kind):
            text.setAcceptDrops(False)
            text.viewport().setAcceptDrops(False)


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer that are dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
