"""The docks that belong to the open notice: away while 本轮总表 is on screen, and they give the focus back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QDockWidget
from typing_extensions import override


class NoticeDock(QDockWidget):
    """A dock about the open notice.

    Signals:
        left: it was hidden while it had the focus.
    """

    left = Signal()

    # Overridden from Qt

    @override
    def setVisible(self, visible: bool) -> None:
        focus = QApplication.focusWidget()
        is_left = not visible and focus is not None and self.isAncestorOf(focus)
        super().setVisible(visible)
        if is_left:
            self.left.emit()


class NoticeDocks:
    """Takes docks away while no notice is on screen, and brings back those that were open."""

    def __init__(self, docks: Sequence[QDockWidget]) -> None:
        """Works on `docks`, which are hidden at first."""
        self._docks = docks
        self._waiting: list[QDockWidget] = []
        for dock in docks:
            dock.hide()

    def follow(self, *, is_reviewing: bool) -> None:
        """Shows or hides them as the page in the middle wants it."""
        if is_reviewing:
            self.bring_back()
            return
        shown = [dock for dock in self._docks if not dock.isHidden()]
        self._waiting += shown
        for dock in shown:
            dock.hide()

    def bring_back(self) -> None:
        """Shows those that wait for a notice."""
        waiting, self._waiting = self._waiting, []
        for dock in waiting:
            dock.show()
