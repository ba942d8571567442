"""校核结果 as a tree of two levels: findings, and below each the places it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from gui.delegates.tints import SEVERITY_SIGN, tints_of
from gui.itemmodels.headers import Header, header_words
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


_HEADERS: Mapping[int, Header] = {
    FindingColumn.SEVERITY: Header("程度", "不一致、疑点、提示、无法核对；核过的为经核无误"),
    FindingColumn.CODE: Header("编号", "校核规则的编号"),
    FindingColumn.MESSAGE: Header("说明", "哪里对不上；展开可见所说的各处文字"),
}


class DiagnosticsItemModel(QAbstractItemModel):
    """Findings, most serious first, those put aside last; their places are children.

    Internal ids: 0 a finding, n the place of finding n - 1.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Diagnostic, ...] = ()
        self._reasons: dict[str, str] = {}
        self._open_count = 0

    def show_findings(
        self,
        findings: Sequence[Diagnostic],
        waived: Sequence[Diagnostic] = (),
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        """Shows open findings and those put aside as 经核无误, with the reasons by fingerprint."""
        ordered = (*_ordered(findings), *_ordered(waived))
        if ordered == self._findings and len(findings) == self._open_count:
            return
        self.beginResetModel()
        self._findings = ordered
        self._open_count = len(findings)
        self._reasons = dict(reasons or {})
        self.endResetModel()

    @property
    def open_count(self) -> int:
        """How many of the findings are open; they come first."""
        return self._open_count

    def is_waived(self, index: _Index) -> bool:
        """Whether the finding at `index` was put aside."""
        at = index.internalId()
        return index.isValid() and (index.row() if at == 0 else at - 1) >= self._open_count

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
            if is_place:
                return _place_words(finding, index.row(), column)
            return self._words(finding, column, is_waived=self.is_waived(index))
        if role == Qt.ItemDataRole.ForegroundRole and column is FindingColumn.SEVERITY:
            return None if is_place or self.is_waived(index) else _tint(finding.severity)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return header_words(_HEADERS, section, orientation, role)

    def _words(self, finding: Diagnostic, column: FindingColumn, *, is_waived: bool) -> str:
        match column:
            case FindingColumn.SEVERITY if is_waived:
                return "✓ 经核无误"
            case FindingColumn.SEVERITY:
                return f"{SEVERITY_SIGN[finding.severity]} {labels.SEVERITY[finding.severity]}"
            case FindingColumn.CODE:
                return finding.code
            case _:
                reason = self._reasons.get(finding.fingerprint, "") if is_waived else ""
                return f"{finding.message}（{reason}）" if reason else finding.message


def _ordered(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(findings, key=lambda finding: _SEVERITY_ORDER.index(finding.severity))


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
