"""The tabs over a notice: 对照, 原文 and 分栏."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabBar, QWidget

ViewName = Literal["compare", "source", "split"]

_VIEWS: tuple[tuple[ViewName, str, str], ...] = (
    ("compare", "对照", "问题在上，措施在左，完成情况在右"),
    ("source", "原文", "原文，各类文字以底色区分"),
    ("split", "分栏", "对照与原文并排"),
)


class ViewTabs(QTabBar):
    """A tab for each view; `currentChanged` tells that the reviewer chose one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for at, (_, words, explanation) in enumerate(_VIEWS):
            self.addTab(words)
            self.setTabToolTip(at, explanation)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName("视图")
        self.setToolTip("对照、原文或分栏")

    def view_at(self, at: int) -> ViewName:
        """The view of a tab."""
        return _VIEWS[at][0]

    def show_view(self, name: ViewName) -> None:
        """Brings a tab to the front; nobody chose it, so nothing is told."""
        at = next(at for at, (view, _, _) in enumerate(_VIEWS) if view == name)
        with QSignalBlocker(self):
            self.setCurrentIndex(at)
