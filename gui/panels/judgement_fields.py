"""Fields of the judgement: built the same way, with tool tip and accessible name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QSizePolicy, QWidget

from gui.panels.committing import CommittingLine, QuietCombo

T = TypeVar("T")


class Choices(Generic[T]):
    """The values behind the words of a combo box."""

    def __init__(
        self, combo: QComboBox, words: Mapping[T, str], *, none: str | None = None
    ) -> None:
        self._combo = combo
        self._values: list[T | None] = []
        if none is not None:
            self._add(None, none)
        for value, shown in words.items():
            self._add(value, shown)

    def value(self) -> T | None:
        """The value that is chosen, or None."""
        at = self._combo.currentIndex()
        return self._values[at] if at >= 0 else None

    def show(self, value: T | None) -> None:
        """Chooses a value without telling; one that is not in the list (any more) is added to it."""
        with QSignalBlocker(self._combo):
            if value is not None and value not in self._values:
                self._add(value, str(value))
            self._combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _add(self, value: T | None, shown: str) -> None:
        self._values.append(value)
        self._combo.addItem(shown)


def named_combo(parent: QWidget, name: str, explanation: str) -> QuietCombo:
    """A list to choose from."""
    combo = QuietCombo(parent)
    combo.setAccessibleName(name)
    combo.setToolTip(explanation)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(4)
    return combo


def named_line(parent: QWidget, name: str, explanation: str) -> CommittingLine:
    """A line to type in."""
    line = CommittingLine(parent)
    line.setAccessibleName(name)
    line.setToolTip(explanation)
    line.setMinimumWidth(line.fontMetrics().averageCharWidth() * 6)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


def labelled(layout: QBoxLayout, title: str, field: QWidget, *, stretch: int = 0) -> None:
    """Adds a field with its name before it; none where the field says it itself."""
    if title:
        label = QLabel(title, field.parentWidget())
        label.setBuddy(field)
        layout.addWidget(label)
    layout.addWidget(field, stretch)
