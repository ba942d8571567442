"""修改记录: what was changed, when and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import close_button
from gui.enter_key import EnterKey
from gui.itemmodels.history_table_model import HistoryColumn, HistoryTableModel
from gui.tables import set_up_list
from models.ids import NoticeId
from models.library import LogEntry

_WIDTHS: Mapping[int, int] = {
    HistoryColumn.TIME: 140,
    HistoryColumn.PERSON: 90,
    HistoryColumn.NOTICE: 250,
}


class HistoryDialog(QDialog):
    """The list; Enter or a double click leads to the place.

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
        self.table.setToolTip("回车或双击到所改的地方")
        self.close_button = close_button(self)
        self.table.setModel(self._entries)
        set_up_list(self.table, _WIDTHS)
        self._arrange()
        self.only_open.toggled.connect(self.scope_changed)
        self.close_button.clicked.connect(self.accept)
        self.table.doubleClicked.connect(self._on_row_chosen)
        EnterKey(self.table).pressed.connect(self._on_row_chosen)

    def show_entries(self, entries: Sequence[LogEntry], names: Mapping[NoticeId, str]) -> None:
        """Shows `entries` (oldest first) with the names of their notices."""
        self._entries.show_entries(entries, names)
        self.count.setText(f"共 {len(entries)} 条，最近的在前" if entries else "还没有修改")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.only_open)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("修改记录只增不改；回车或双击到所改的地方。", self), 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(760, 440)

    @Slot()
    def _on_row_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            entry = self._entries.entry(index.row())
            self.place_chosen.emit(entry.notice_id, entry.group.focus)
