"""The line above 对照 that always says which problem is looked at."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.delegates.tints import DOUBT_SIGN, SEVERITY_SIGN, tints_of
from gui.itemmodels.outline_figures import OutlineFigures
from gui.panels.elided_label import ElidedLabel
from gui.wording import shortened
from models import labels
from models.diagnostics import Severity
from models.ids import NodeId
from models.node import Node
from models.notice import Notice
from models.values import confidence_level


class ProblemStrip(QWidget):
    """Where the problem stands in the tree, and its states in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = ElidedLabel(self)
        self.states = QLabel(self)
        self.states.setTextFormat(Qt.TextFormat.PlainText)
        self.states.setToolTip("自报状态、把握（程序识读的可靠程度）、未处理的校核结果")
        self.doubts = QLabel(self)
        self.doubts.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.path, 1)
        layout.addWidget(self.states)
        layout.addWidget(self.doubts)

    def show_node(
        self, notice: Notice | None, figures: OutlineFigures, node_id: NodeId | None
    ) -> None:
        """Shows a problem or heading; nothing where there is none."""
        self.setVisible(notice is not None)
        if notice is None:
            return
        if node_id is None:
            self.path.show_words(notice.display_name)
            self.states.clear()
            self.doubts.clear()
            return
        node = notice.outline.node(node_id)
        self.path.show_words(_path(notice, node, figures.item_no(node_id)))
        self.states.setText(_states(notice, node))
        self._show_doubts(notice, figures, node)

    def _show_doubts(self, notice: Notice, figures: OutlineFigures, node: Node) -> None:
        findings = figures.findings(node.id)
        counts = Counter(found.severity for found in findings)
        words = [
            f"{SEVERITY_SIGN[severity]} {labels.SEVERITY[severity]} {counts[severity]}"
            for severity in Severity
            if counts[severity]
        ]
        if notice.outline.review(node.id).doubt:
            words.append(f"{DOUBT_SIGN} 待核实")
        self.doubts.setText("  ".join(words))
        self.doubts.setToolTip("\n".join(found.message for found in findings))
        palette = self.palette()
        tints = tints_of(palette)
        palette.setColor(QPalette.ColorRole.WindowText, tints.missing)
        self.doubts.setPalette(palette)


def _path(notice: Notice, node: Node, item_no: str) -> str:
    above = [shortened(_named(notice, up), 18) for up in notice.outline.ancestors(node.id)]
    kind = labels.KIND[node.kind]
    here = f"{kind} {item_no}" if item_no else f"{kind} {node.number or ''}".strip()
    return " › ".join((*reversed(above), here))


def _named(notice: Notice, node: Node) -> str:
    return f"{node.number or ''} {notice.words(node)}".strip()


def _states(notice: Notice, node: Node) -> str:
    level = labels.CONFIDENCE[confidence_level(node.confidence)]
    if not notice.outline.is_lowest_problem(node.id):
        return f"把握 {level}"
    return f"自报 {labels.STATUS[node.status]}  ·  把握 {level}"
