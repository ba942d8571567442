"""Push buttons, none of them without a tip."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


def push_button(parent: QWidget, words: str, tip: str) -> QPushButton:
    """A button with `words` on it; `tip` says what it does and by which key."""
    button = QPushButton(words, parent)
    button.setToolTip(tip)
    return button


def close_button(parent: QWidget) -> QPushButton:
    """The button that closes a dialog."""
    return push_button(parent, "关闭", "关闭（Esc）")
