"""The line above the pages: which notice is open, and the way to others and to its facts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gui.panels.library_panel import LibraryDropDown
from models.facts import FactName
from models.library import NoticeSummary
from models.notice import Notice


class NoticeBar(QWidget):
    """Holds the drop-down of the library (on small screens), the facts in one line, and two buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop_down = LibraryDropDown(self)
        self.facts = QLabel(self)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 3, 6, 3)
        layout.addWidget(self.drop_down)
        layout.addSpacing(8)
        layout.addWidget(self.facts, 1)
        layout.addLayout(self._buttons)

    def add_action(self, action: QAction) -> None:
        """Adds a button at the right."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        self._buttons.addWidget(button)

    def clear_actions(self) -> None:
        """Takes the buttons out."""
        while (place := self._buttons.takeAt(0)) is not None:
            button = place.widget()
            if button is not None:
                button.deleteLater()

    def show_notice(self, notice: Notice | None, summary: NoticeSummary | None) -> None:
        """Shows what is open."""
        self.drop_down.show_summary(summary)
        line = "" if notice is None else facts_line(notice, summary)
        self.facts.setText(line)
        self.facts.setToolTip(line)


def facts_line(notice: Notice, summary: NoticeSummary | None) -> str:
    """县委第一巡察组 · 公布 2025-08-20 · 数据截至 2025-08 · 自报 44，列出 43 ≠."""
    wanted = (
        (FactName.INSPECTION_TEAM, ""),
        (FactName.FEEDBACK_DATE, "反馈 "),
        (FactName.PUBLISHED, "公布 "),
        (FactName.AS_OF, "数据截至 "),
    )
    parts = [f"{word}{value}" for name, word in wanted if (value := notice.fact(name))]
    if summary is not None and summary.claimed_problems is not None:
        claimed, listed = summary.claimed_problems, summary.problems
        parts.append(f"自报 {claimed}，列出 {listed}{'' if claimed == listed else ' ≠'}")
    return " · ".join(parts)
