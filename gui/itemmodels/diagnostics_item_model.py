"""校核结果 as a tree of two levels: findings, and below each the places it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from gui.delegates.tints import SEVERITY_SIGN, tints_of
from gui.wording import shortened
from models import labels
from models.diagnostics import Diagnostic, Severity
from models.source import Span

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SEVERITY_ORDER = list(Severity)


class FindingColumn(IntEnum):
    """Columns of `DiagnosticsItemModel`."""

    SEVERITY = 0
    CODE = 1
    MESSAGE = 2


_TITLES = {
    FindingColumn.SEVERITY: "程度",
    FindingColumn.CODE: "编号",
    FindingColumn.MESSAGE: "说明",
}


class DiagnosticsItemModel(QAbstractItemModel):
    """Findings, most serious first; their places are children. Internal ids: 0 a finding, n the place of finding n - 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Diagnostic, ...] = ()

    def show_findings(self, findings: Sequence[Diagnostic]) -> None:
        """Shows `findings`."""
        ordered = sorted(findings, key=lambda finding: _SEVERITY_ORDER.index(finding.severity))
        if tuple(ordered) == self._findings:
            return
        self.beginResetModel()
        self._findings = tuple(ordered)
        self.endResetModel()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What it shows, in its order."""
        return self._findings

    def finding_at(self, index: _Index) -> Diagnostic | None:
        """The finding at `index`, or the one whose place stands there."""
        if not index.isValid():
            return None
        at = index.internalId()
        return self._findings[index.row() if at == 0 else at - 1]

    def place_at(self, index: _Index) -> Span | None:
        """The place at `index`; for a finding its first one."""
        finding = self.finding_at(index)
        if finding is None or not finding.spans:
            return None
        return finding.spans[0 if index.internalId() == 0 else index.row()]

    @override
    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, child: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt overloads it with QObject.parent
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._findings)
        if parent.internalId() != 0 or parent.column() != 0:
            return 0
        return len(self._findings[parent.row()].spans)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return len(FindingColumn)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self.finding_at(index)
        if finding is None:
            return None
        column = FindingColumn(index.column())
        is_place = index.internalId() != 0
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                _place_words(finding, index.row(), column) if is_place else _words(finding, column)
            )
        if role == Qt.ItemDataRole.ForegroundRole and column is FindingColumn.SEVERITY:
            return None if is_place else _tint(finding.severity)
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[FindingColumn(section)]
        return None


def _words(finding: Diagnostic, column: FindingColumn) -> str:
    match column:
        case FindingColumn.SEVERITY:
            return f"{SEVERITY_SIGN[finding.severity]} {labels.SEVERITY[finding.severity]}"
        case FindingColumn.CODE:
            return finding.code
        case _:
            return finding.message


def _place_words(finding: Diagnostic, row: int, column: FindingColumn) -> str:
    match column:
        case FindingColumn.SEVERITY:
            return f"第{row + 1}处"
        case FindingColumn.MESSAGE if row < len(finding.quotes):
            return f"“{shortened(finding.quotes[row], 120)}”"
        case _:
            return ""


def _tint(severity: Severity) -> object:
    return tints_of(QGuiApplication.palette()).severity(severity)
