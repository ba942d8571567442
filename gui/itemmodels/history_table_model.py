"""修改记录 as a table: what was changed, when and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from gui.itemmodels.headers import Header, header_words
from gui.wording import local_day
from models.ids import NoticeId
from models.library import LogEntry

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class HistoryColumn(IntEnum):
    """Columns of the list."""

    TIME = 0
    PERSON = 1
    NOTICE = 2
    LABEL = 3


_HEADERS: Mapping[int, Header] = {
    HistoryColumn.TIME: Header("时间", "修改的时间"),
    HistoryColumn.PERSON: Header("姓名", "谁修改的"),
    HistoryColumn.NOTICE: Header("材料", "改的是哪一份材料"),
    HistoryColumn.LABEL: Header("修改", "改了什么；撤销过的注明后来撤销"),
}


class HistoryTableModel(QAbstractTableModel):
    """Log entries, latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LogEntry, ...] = ()
        self._undone: frozenset[int] = frozenset()
        self._names: Mapping[NoticeId, str] = {}

    def show_entries(self, entries: Sequence[LogEntry], names: Mapping[NoticeId, str]) -> None:
        """Shows `entries` (oldest first) with the names of their notices."""
        self.beginResetModel()
        self._entries = tuple(reversed(entries))
        self._undone = frozenset(e.undoes for e in entries if e.undoes is not None)
        self._names = names
        self.endResetModel()

    def entry(self, row: int) -> LogEntry:
        """The entry at `row`."""
        return self._entries[row]

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HistoryColumn)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._entries[index.row()]
        match HistoryColumn(index.column()):
            case HistoryColumn.TIME:
                return local_day(entry.time)
            case HistoryColumn.PERSON:
                return entry.person
            case HistoryColumn.NOTICE:
                return self._names.get(entry.notice_id, "（已不在本项目）")
            case _:
                return self._label(entry)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return header_words(_HEADERS, section, orientation, role)

    def _label(self, entry: LogEntry) -> str:
        if entry.undoes is not None:
            return f"撤销：{entry.group.label}"
        is_undone = entry.group_id in self._undone
        return f"{entry.group.label}（后来撤销）" if is_undone else entry.group.label
