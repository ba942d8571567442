"""The notices of a workspace as a table: the library and 本轮总表 show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

from gui.itemmodels.headers import Header, header_words
from gui.wording import local_day, share
from models import labels
from models.codes import code_order
from models.ids import NoticeId
from models.library import NoticeSummary, VersionPlace
from models.source import squeeze
from models.values import NoticeKind, Status

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class NoticeColumn(IntEnum):
    """Columns of `NoticesTableModel`."""

    CODE = 0
    NAME = 1
    KIND = 2
    LISTED = 3
    DONE = 4
    REVIEWED = 5
    FINDINGS = 6
    DOUBTS = 7
    FILE = 8
    IMPORTED = 9


class NoticeRole(IntEnum):
    """Roles of `NoticesTableModel`."""

    NOTICE_ID = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    SEARCH = Qt.ItemDataRole.UserRole + 3
    IS_OLD = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class _Column:
    header: Header
    shown: Callable[[NoticeSummary], str]
    sorted_by: Callable[[NoticeSummary], str | float]
    is_number: bool = True


def _has_problems(summary: NoticeSummary) -> bool:
    return summary.kind is NoticeKind.RECTIFICATION_NOTICE or summary.problems > 0


def _listed(summary: NoticeSummary) -> str:
    if not _has_problems(summary):
        return "—"
    if summary.claimed_problems is None:
        return f"未写明/{summary.problems}"
    differs = " ≠" if summary.claimed_problems != summary.problems else ""
    return f"{summary.claimed_problems}/{summary.problems}{differs}"


def _listed_order(summary: NoticeSummary) -> float:
    claimed = summary.problems if summary.claimed_problems is None else summary.claimed_problems
    return abs(claimed - summary.problems) * 1e6 + summary.problems


def _done(summary: NoticeSummary) -> str:
    if not _has_problems(summary):
        return "—"
    if not summary.stated:
        return labels.STATUS[Status.UNSTATED]
    return f"{summary.done}/{summary.problems}（{share(summary.done, summary.problems)}）"


def _done_order(summary: NoticeSummary) -> float:
    return summary.done / summary.problems if summary.stated else -1.0


def _reviewed(summary: NoticeSummary) -> str:
    return f"{summary.reviewed}/{summary.problems}" if _has_problems(summary) else "—"


_COLUMNS: dict[int, _Column] = {
    NoticeColumn.CODE: _Column(
        Header("编码", "通报在本项目中的短码"),
        lambda s: s.code,
        lambda s: code_order(s.code),
        is_number=False,
    ),
    NoticeColumn.NAME: _Column(
        Header("单位", "被巡察单位；没有识读出单位时为标题或文件名"),
        lambda s: s.name,
        lambda s: s.name,
        is_number=False,
    ),
    NoticeColumn.KIND: _Column(
        Header("类型", "材料类型：整改通报、反馈通报、台账等"),
        lambda s: labels.NOTICE_KIND[s.kind],
        lambda s: labels.NOTICE_KIND[s.kind],
        is_number=False,
    ),
    NoticeColumn.LISTED: _Column(
        Header("自报/列出", "通报自报的具体问题数与正文列出的具体问题数；两者不同时带≠"),
        _listed,
        _listed_order,
    ),
    NoticeColumn.DONE: _Column(
        Header(
            "自报完成", "自报状态为已完成的具体问题，占列出数的比例；没有一条写明状态的为未写明"
        ),
        _done,
        _done_order,
    ),
    NoticeColumn.REVIEWED: _Column(
        Header("已审", "已有审核结论的具体问题与列出数"),
        _reviewed,
        lambda s: s.reviewed / s.problems if s.problems else -1.0,
    ),
    NoticeColumn.FINDINGS: _Column(
        Header("校核结果", "尚未核过的校核结果条数"),
        lambda s: f"校核 {s.findings}" if s.findings else "0",
        lambda s: s.findings,
    ),
    NoticeColumn.DOUBTS: _Column(
        Header("待核实", "标了待核实的条数"),
        lambda s: f"◆{s.doubts}" if s.doubts else "0",
        lambda s: s.doubts,
    ),
    NoticeColumn.FILE: _Column(
        Header("文件", "导入时的文件名"),
        lambda s: s.file_name,
        lambda s: s.file_name,
        is_number=False,
    ),
    NoticeColumn.IMPORTED: _Column(
        Header("导入时间", "导入的时间"),
        lambda s: local_day(s.imported),
        lambda s: s.imported,
        is_number=False,
    ),
}


def version_words(version: VersionPlace) -> str:
    """公开稿（第3稿）; empty for a notice of one version that nobody has named."""
    label = labels.VERSION[version.label] if version.label else ""
    if version.count == 1:
        return label
    return f"{label}（第{version.number}稿）" if label else f"第{version.number}稿"


def with_version(name: str, summary: NoticeSummary) -> str:
    """旧稿 · 某某局 · 送审稿（第1稿）; the name alone where there is nothing to tell."""
    old = "" if summary.version.is_newest else "旧稿"
    return " · ".join(filter(None, (old, name, version_words(summary.version))))


_OTHER_ROLES: dict[int, Callable[[NoticeSummary], object]] = {
    Qt.ItemDataRole.ToolTipRole: lambda s: f"{s.title or s.name}\n{s.file_name}",
    NoticeRole.NOTICE_ID: lambda s: s.id,
    NoticeRole.IS_OLD: lambda s: not s.version.is_newest,
    NoticeRole.SEARCH: lambda s: squeeze("\n".join((s.code, s.name, s.title, s.file_name))),
}
_HEADERS: Mapping[int, Header] = {number: column.header for number, column in _COLUMNS.items()}
# A view asks for many more, for every cell whose width it wants to know.
_ANSWERED = frozenset(
    {
        *_OTHER_ROLES,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.DisplayRole,
        NoticeRole.SORT,
    }
)
_NUMBERS_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NoticesTableModel(QAbstractTableModel):
    """Reads the summaries it was given last; holds nothing else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summaries: tuple[NoticeSummary, ...] = ()
        self._names: Counter[str] = Counter()

    @property
    def summaries(self) -> tuple[NoticeSummary, ...]:
        """What it shows, in the order of the workspace."""
        return self._summaries

    def show_summaries(self, summaries: Sequence[NoticeSummary]) -> None:
        """Shows `summaries`; rows that stay keep their selection, new ones at the end are added."""
        new = tuple(summaries)
        self._names = Counter(summary.name for summary in new)
        kept = len(self._summaries)
        if [s.id for s in new[:kept]] != [s.id for s in self._summaries]:
            self.beginResetModel()
            self._summaries = new
            self.endResetModel()
            return
        if len(new) > kept:
            self.beginInsertRows(_NOWHERE, kept, len(new) - 1)
            changed, self._summaries = self._summaries, new
            self.endInsertRows()
            # A new notice may have the name of an old one.
            self.dataChanged.emit(
                self.index(0, NoticeColumn.NAME), self.index(len(new) - 1, NoticeColumn.NAME)
            )
        else:
            changed, self._summaries = self._summaries, new
        for row, before in enumerate(changed):
            if before != new[row]:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(_COLUMNS) - 1))

    def name_of(self, summary: NoticeSummary) -> str:
        """The name of a notice, with its 编码 where another has the same name, and which 稿 it is."""
        is_shared = self._names[summary.name] > 1
        name = f"{summary.name}（{summary.code}）" if is_shared else summary.name
        return with_version(name, summary)

    def row_of(self, notice_id: NoticeId | None) -> int:
        """The row of a notice, or -1."""
        ids = [summary.id for summary in self._summaries]
        return ids.index(notice_id) if notice_id in ids else -1

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._summaries)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid():
            return None
        summary = self._summaries[index.row()]
        column = _COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _NUMBERS_ALIGNED if column.is_number else None
            case NoticeRole.SORT:
                return column.sorted_by(summary)
            case Qt.ItemDataRole.DisplayRole if index.column() == NoticeColumn.NAME:
                return self.name_of(summary)
            case Qt.ItemDataRole.DisplayRole:
                return column.shown(summary)
        found = _OTHER_ROLES.get(role)
        return found(summary) if found else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBERS_ALIGNED if _COLUMNS[section].is_number else None
        return header_words(_HEADERS, section, orientation, role)


class NoticesFilterModel(QSortFilterProxyModel):
    """The notices that contain every word of the filter in code, name, title or file name; sorts by value.

    Of several versions the newest is shown, and the one that is open.
    """

    def __init__(self, source: NoticesTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: list[str] = []
        self._open: NoticeId | None = None
        self._has_old = False
        self.setSortRole(NoticeRole.SORT)
        self.setSourceModel(source)

    def filter_by(self, words: str) -> None:
        """Shows only notices with all of `words`, blank-separated; all of them if there are none."""
        self._wanted = [squeeze(word).lower() for word in words.split()]
        self.invalidate()

    def show_old(self, *, is_shown: bool) -> None:
        """Shows all versions, or the newest ones only."""
        self._has_old = is_shown
        self.invalidate()

    def keep(self, notice_id: NoticeId | None) -> None:
        """The open notice is shown, be it an old version or not."""
        if notice_id != self._open:
            self._open = notice_id
            self.invalidate()

    def index_of(self, notice_id: NoticeId | None) -> QModelIndex:
        """Where a notice stands; an invalid index if it is not shown."""
        source = self.sourceModel()
        assert isinstance(source, NoticesTableModel)
        row = source.row_of(notice_id)
        return self.mapFromSource(source.index(row, 0)) if row >= 0 else QModelIndex()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        is_old = not self._has_old and index.data(NoticeRole.IS_OLD)
        if is_old and index.data(NoticeRole.NOTICE_ID) != self._open:
            return False
        text = str(index.data(NoticeRole.SEARCH)).lower()
        return all(word in text for word in self._wanted)
