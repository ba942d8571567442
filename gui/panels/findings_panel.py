"""校核结果: the open findings of the notice, each leading to its places in the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from gui.enter_key import EnterKey
from gui.itemmodels.diagnostics_item_model import DiagnosticsItemModel, FindingColumn
from models import labels
from models.diagnostics import Diagnostic, Severity

_NO_NOTICE = "打开一份材料后，这里列出校核结果。"
_NOTHING_FOUND = "没有未核的校核结果。"


class FindingsPanel(QWidget):
    """List of findings; Enter or double click leads to the words, 经核无误 puts one aside.

    Signals:
        place_chosen: the Span to show.
        node_chosen: the NodeId, for a finding without places.
        waive_wanted: the Diagnostic to put aside.
        unwaive_wanted: the Diagnostic to open again.
        current_changed: the cursor stands on another finding, or none.
    """

    place_chosen = Signal(object)
    node_chosen = Signal(object)
    waive_wanted = Signal(object)
    unwaive_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = DiagnosticsItemModel(self)
        self._is_editable = True
        self.summary = QLabel(_NO_NOTICE, self)
        self.tree = QTreeView(self)
        self.locate_button = push_button(
            self, "定位原文", "到所说的文字处（回车）；一条结果有几处时，展开后逐处定位"
        )
        self.waive_button = push_button(
            self, "经核无误…", "写明理由，把这一条放到一边（Ctrl+回车）；内容有变化时会再次提出"
        )
        self._arrange()
        self._set_up_tree()
        self._connect_signals()
        self._on_current_changed()

    def show_findings(
        self,
        findings: Sequence[Diagnostic] | None,
        waived: Sequence[Diagnostic] = (),
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        """Shows the findings of a notice.

        Args:
            findings: the open ones, in any order; None for no notice.
            waived: those put aside as 经核无误.
            reasons: why they were, by fingerprint.
        """
        current = self.current_finding()
        self._findings.show_findings(findings or (), waived, reasons)
        self.summary.setText(_summary(findings, len(waived)))
        self._go_to(current)
        self._on_current_changed()

    def set_editable(self, is_editable: bool) -> None:
        """Whether findings may be put aside."""
        self._is_editable = is_editable
        self._on_current_changed()

    def current_finding(self) -> Diagnostic | None:
        """The finding at the cursor."""
        return self._findings.finding_at(self.tree.currentIndex())

    def step(self, direction: int) -> None:
        """Goes to the next (1) or the last (-1) finding and shows its first place."""
        index = self.tree.currentIndex()
        top = index.parent() if index.parent().isValid() else index
        row = top.row() + direction if top.isValid() else 0
        if 0 <= row < self._findings.open_count:
            self.tree.setCurrentIndex(self._findings.index(row, 0))
            self.locate()

    @Slot()
    def locate(self) -> None:
        """Leads to the words at the cursor."""
        index = self.tree.currentIndex()
        finding, span = self._findings.finding_at(index), self._findings.place_at(index)
        if span is not None:
            self.place_chosen.emit(span)
        elif finding is not None and finding.nodes:
            self.node_chosen.emit(finding.nodes[0])

    @Slot()
    def waive(self) -> None:
        """Asks for the finding at the cursor to be put aside, or opened again if it is."""
        finding = self.current_finding()
        if finding is None or not self._is_editable:
            return
        is_waived = self._findings.is_waived(self.tree.currentIndex())
        (self.unwaive_wanted if is_waived else self.waive_wanted).emit(finding)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.locate_button)
        head.addWidget(self.waive_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)

    def _set_up_tree(self) -> None:
        self.tree.setModel(self._findings)
        self.tree.setToolTip("回车定位原文，Ctrl+回车为经核无误")
        self.tree.setAlternatingRowColors(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.tree.header()
        header.setStretchLastSection(True)
        for column in (FindingColumn.SEVERITY, FindingColumn.CODE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _connect_signals(self) -> None:
        self.locate_button.clicked.connect(self.locate)
        self.waive_button.clicked.connect(self.waive)
        self.tree.doubleClicked.connect(self.locate)
        self.tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self.tree.customContextMenuRequested.connect(self._on_menu_requested)
        enter = EnterKey(self.tree)
        enter.pressed.connect(self.locate)
        enter.pressed_with_control.connect(self.waive)

    def _go_to(self, finding: Diagnostic | None) -> None:
        found = self._findings.findings
        if not found:
            return
        row = found.index(finding) if finding in found else 0
        if self._findings.finding_at(self.tree.currentIndex()) != found[row]:
            self.tree.setCurrentIndex(self._findings.index(row, 0))

    @Slot()
    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, *_: QModelIndex) -> None:
        has_finding = self.current_finding() is not None
        is_waived = self._findings.is_waived(self.tree.currentIndex())
        self.locate_button.setEnabled(has_finding)
        self.waive_button.setEnabled(has_finding and self._is_editable)
        self.waive_button.setText("撤回经核无误" if is_waived else "经核无误…")
        self.current_changed.emit()

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("定位原文", self.locate).setEnabled(self.locate_button.isEnabled())
        menu.addAction(self.waive_button.text(), self.waive).setEnabled(
            self.waive_button.isEnabled()
        )
        menu.popup(self.tree.viewport().mapToGlobal(at))


def _summary(findings: Sequence[Diagnostic] | None, waived: int) -> str:
    if findings is None:
        return _NO_NOTICE
    aside = f" · 经核无误 {waived}" if waived else ""
    if not findings:
        return _NOTHING_FOUND + aside
    counted = [
        f"{labels.SEVERITY[severity]} {count}"
        for severity in Severity
        if (count := sum(finding.severity is severity for finding in findings))
    ]
    return " · ".join(counted) + aside
