"""修改记录: what was changed, when and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

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


_TITLES = {
    HistoryColumn.TIME: "时间",
    HistoryColumn.PERSON: "姓名",
    HistoryColumn.NOTICE: "材料",
    HistoryColumn.LABEL: "修改",
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
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[HistoryColumn(section)]
        return None

    def _label(self, entry: LogEntry) -> str:
        if entry.undoes is not None:
            return f"撤销：{entry.group.label}"
        is_undone = entry.group_id in self._undone
        return f"{entry.group.label}（后来撤销）" if is_undone else entry.group.label


class HistoryDialog(QDialog):
    """The list; a double click leads to the place.

    Signals:
        place_chosen: NoticeId and NodeId | None.
        scope_changed: whether only the open notice is wanted.
    """

    place_chosen = Signal(object, object)
    scope_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        self._entries = HistoryTableModel(self)
        self.count = QLabel(self)
        self.only_open = QCheckBox("只看当前材料", self)
        self.only_open.setToolTip("只列出当前打开的材料的修改")
        self.table = QTableView(self)
        self.table.setToolTip("双击到所改的地方")
        self.close_button = QPushButton("关闭", self)
        self.close_button.setToolTip("关闭（Esc）")
        self._arrange()
        self._set_up_table()
        self.only_open.toggled.connect(self.scope_changed)
        self.close_button.clicked.connect(self.accept)
        self.table.doubleClicked.connect(self._on_row_double_clicked)

    def show_entries(self, entries: Sequence[LogEntry], names: Mapping[NoticeId, str]) -> None:
        """Shows `entries` (oldest first) with the names of their notices."""
        self._entries.show_entries(entries, names)
        self.count.setText(f"共 {len(entries)} 条，最近的在前" if entries else "还没有修改")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.only_open)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("修改记录只增不改；双击到所改的地方。", self), 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(760, 440)

    def _set_up_table(self) -> None:
        self.table.setModel(self._entries)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        widths = {HistoryColumn.TIME: 140, HistoryColumn.PERSON: 90, HistoryColumn.NOTICE: 250}
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @Slot(QModelIndex)
    def _on_row_double_clicked(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index.row())
        self.place_chosen.emit(entry.notice_id, entry.group.focus)
