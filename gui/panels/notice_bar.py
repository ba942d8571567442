"""The line above the pages: which notice is open, and the way to others and to its facts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from gui.delegates.tints import LOW_SIGN
from gui.panels.elided_label import ElidedLabel
from gui.panels.library_panel import LibraryDropDown
from models import labels
from models.facts import FactName
from models.library import NoticeSummary
from models.notice import Notice
from models.values import ConfidenceLevel, confidence_level


class NoticeBar(QWidget):
    """Holds the drop-down of the library (on small screens), the facts in one line, and two buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop_down = LibraryDropDown(self)
        self.facts = ElidedLabel(self, mode=Qt.TextElideMode.ElideRight)
        self.confidence = QLabel(self)
        self.versions = QToolButton(self)
        self.versions.setObjectName("versions")
        self.versions.setMenu(QMenu(self.versions))
        self.versions.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.versions.setToolTip("这份材料的各稿：选择要看的一稿（Ctrl+Shift+L）")
        self.versions.hide()
        self.newest = QToolButton(self)
        self.newest.setText("这是旧稿，打开最新稿")
        self.newest.setToolTip("这份材料有新版本：点击到最新一稿去审核")
        self.newest.setObjectName("offer")
        self.newest.hide()
        self.rereading = QToolButton(self)
        self.rereading.setText("识读规则已更新，可重新识读")
        self.rereading.setObjectName("offer")
        self.rereading.hide()
        self.columns = QToolButton(self)
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.columns.setAutoRaise(True)
        self.columns.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 3, 6, 3)
        layout.addWidget(self.drop_down)
        layout.addSpacing(8)
        layout.addWidget(self.confidence)
        layout.addWidget(self.versions)
        layout.addWidget(self.newest)
        layout.addWidget(self.rereading)
        layout.addSpacing(8)
        layout.addWidget(self.facts, 1)
        layout.addWidget(self.columns)
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

    def offer_rereading_by(self, action: QAction) -> None:
        """What the button does that stands here for a notice read by an older parser."""
        self.rereading.clicked.connect(action.trigger)
        self.rereading.setToolTip(action.toolTip())

    def offer_columns_by(self, action: QAction) -> None:
        """What the button does that stands here for a notice with tables."""
        self.columns.setDefaultAction(action)

    def show_notice(self, notice: Notice | None, summary: NoticeSummary | None) -> None:
        """Shows what is open."""
        self.drop_down.show_summary(summary)
        self.facts.show_words("" if notice is None else facts_line(notice, summary))
        self.confidence.setText("" if notice is None else confidence_words(notice))
        self.confidence.setToolTip("" if notice is None else confidence_reason(notice))
        self.rereading.setVisible(notice is not None and _is_outdated(notice))
        self.columns.setVisible(notice is not None and bool(notice.source.evidence.cells))


def facts_line(notice: Notice, summary: NoticeSummary | None) -> str:
    """自报 44，列出 43 ≠ · 县委第一巡察组 · 公布 2025-08-20 · 数据截至 2025-08; what matters most comes first."""
    wanted = (
        (FactName.INSPECTION_TEAM, ""),
        (FactName.FEEDBACK_DATE, "反馈 "),
        (FactName.PUBLISHED, "公布 "),
        (FactName.AS_OF, "数据截至 "),
    )
    parts = []
    if summary is not None and summary.claimed_problems is not None:
        claimed, listed = summary.claimed_problems, summary.problems
        parts.append(f"自报 {claimed}，列出 {listed}{'' if claimed == listed else ' ≠'}")
    parts += [f"{word}{value}" for name, word in wanted if (value := notice.fact(name))]
    return " · ".join(parts)


def confidence_words(notice: Notice) -> str:
    """整改通报 · 识读把握 高 · 读取说明 1; the lowest level with a sign."""
    level = confidence_level(notice.reading.confidence)
    sign = LOW_SIGN if level is ConfidenceLevel.LOW else ""
    told = f" · 读取说明 {len(notice.source.notes)}" if notice.source.notes else ""
    return f"{labels.NOTICE_KIND[notice.kind]} · 识读把握 {sign}{labels.CONFIDENCE[level]}{told}"


def confidence_reason(notice: Notice) -> str:
    """Why it was taken for what it is, and what could not be read in its file."""
    level = confidence_level(notice.reading.confidence)
    advice = {
        ConfidenceLevel.HIGH: "结构识读有把握。",
        ConfidenceLevel.MEDIUM: "结构大体有把握，请留意标了“把握中”“把握低”的各条。",
        ConfidenceLevel.LOW: "结构没有把握，请对照原文逐条核对。",
    }
    told = [f"读取说明：{note}。" for note in notice.source.notes]
    kind = f"识读为{labels.NOTICE_KIND[notice.kind]}：{notice.reading.kind_reason}。"
    return "\n".join((kind, advice[level], *told))


def _is_outdated(notice: Notice) -> bool:
    from services.rereading import is_outdated  # noqa: PLC0415 - not before the first paint

    return is_outdated(notice.reading)
