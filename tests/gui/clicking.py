"""Clicking rows in tests as a hand does it: on the words, so that the row becomes the current one first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

_LEFT = Qt.MouseButton.LeftButton


def click(view: QAbstractItemView, row: int, column: int = 0) -> None:
    """Clicks a cell."""
    QTest.mouseClick(view.viewport(), _LEFT, pos=view.visualRect(_seen(view, row, column)).center())


def double_click(view: QAbstractItemView, row: int, column: int = 0) -> None:
    """Clicks a cell twice."""
    at = QPersistentModelIndex(_seen(view, row, column))
    click(view, row, column)
    if at.isValid():
        QTest.mouseDClick(view.viewport(), _LEFT, pos=view.visualRect(at).center())


def _seen(view: QAbstractItemView, row: int, column: int) -> QModelIndex:
    index = view.model().index(row, column)
    view.scrollTo(index)
    return index
