"""文件 → 最近使用的项目文件."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.settings import Settings


class RecentMenu(QMenu):
    """Lists the workspaces that were open, those that are gone greyed out.

    Signals:
        path_chosen: the Path.
    """

    path_chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("最近使用的项目文件", parent)
        self._settings = settings
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Lists them again."""
        self.clear()
        for path in self._settings.recent:
            action = self.addAction(f"{path.name}　{path.parent}")
            action.setData(str(path))
            action.setToolTip(str(path))
            action.setEnabled(path.exists())
        if self.isEmpty():
            self.addAction("（还没有）").setEnabled(False)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.path_chosen.emit(Path(action.data()))
