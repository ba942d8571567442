"""What came of the files of an import, a row each; can be narrowed to those that failed, or to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.tables import set_up_list
from models.file_names import shown_name
from services.import_report import folders_of, row_of, totals_of

if TYPE_CHECKING:
    from services.importing import ImportResult, ImportSummary

_NEW, _KNOWN, _FAILED, _DECLINED = "✓", "＝", "✗", "－"
_TITLES = ("文件", "结果", "说明", "文件夹")
_NAME, _FOLDER = 0, 3
# A name of 255 characters must leave room for the reason; it stands whole in the tooltip.
_NAME_WIDTH = 220


class ImportTable(QWidget):
    """The totals, the choice of rows, and the rows.

    Signals:
        notice_chosen: the NoticeId of a row; double click or Enter.
    """

    notice_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[frozenset[int]] = []
        self.totals = QLabel(self)
        self.totals.setObjectName("panelTitle")
        self.choice = QComboBox(self)
        self.choice.setToolTip("只列出其中一类，例如只看失败的（Alt+X）")
        label = QLabel("显示(&X)：", self)
        label.setBuddy(self.choice)
        self.table = QTableWidget(0, len(_TITLES), self)
        self._set_up_table()
        head = QHBoxLayout()
        head.addWidget(self.totals, 1)
        head.addWidget(label)
        head.addWidget(self.choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.choice.currentIndexChanged.connect(self._on_choice_changed)
        self.table.cellActivated.connect(self._on_cell_activated)

    def show_summary(self, summary: ImportSummary) -> None:
        """Fills it; all rows are shown first."""
        self.totals.setText(totals_of(summary))
        self.table.setRowCount(len(summary.results))
        folders = folders_of(summary)
        for row, (result, folder) in enumerate(zip(summary.results, folders, strict=True)):
            for column, (words, hint) in enumerate(_cells(result, folder)):
                cell = QTableWidgetItem(words)
                cell.setToolTip(hint)
                if result.added is not None:
                    cell.setData(Qt.ItemDataRole.UserRole, result.added.notice_id)
                self.table.setItem(row, column, cell)
        self.table.resizeColumnsToContents()
        self.table.setColumnHidden(_FOLDER, not any(folders))
        for column in (_NAME, _FOLDER):
            width = min(self.table.columnWidth(column), _NAME_WIDTH)
            self.table.setColumnWidth(column, width)
        self._fill_choice(summary)

    def _set_up_table(self) -> None:
        table = self.table
        table.setToolTip("双击或按回车打开材料")
        table.setHorizontalHeaderLabels(_TITLES)
        set_up_list(table)
        table.horizontalHeader().moveSection(_FOLDER, _NAME + 1)

    def _fill_choice(self, summary: ImportSummary) -> None:
        groups = (
            ("全部", summary.results),
            ("失败", summary.failed),
            ("未导入", summary.declined),
            ("新导入", summary.new),
            ("新版本", summary.new_versions),
            ("可能是新版本", summary.maybe_versions),
            ("不是整改通报", summary.no_notices),
            ("已有", summary.known),
        )
        places = {id(result): row for row, result in enumerate(summary.results)}
        self._groups.clear()
        self.choice.clear()
        for name, results in groups:
            if results or name == "全部":
                self._groups.append(frozenset(places[id(result)] for result in results))
                self.choice.addItem(f"{name} {len(results)}")

    @Slot(int)
    def _on_choice_changed(self, index: int) -> None:
        if 0 <= index < len(self._groups):
            for row in range(self.table.rowCount()):
                self.table.setRowHidden(row, row not in self._groups[index])

    @Slot(int, int)
    def _on_cell_activated(self, row: int, column: int) -> None:
        cell = self.table.item(row, column)
        if cell is not None and cell.data(Qt.ItemDataRole.UserRole) is not None:
            self.notice_chosen.emit(cell.data(Qt.ItemDataRole.UserRole))


def _cells(result: ImportResult, folder: str) -> tuple[tuple[str, str], ...]:
    """The words and the tooltip of each cell."""
    name, words, kind, explanation = row_of(result)
    if result.is_new and result.is_no_notice:
        explanation = f"不是整改通报，识读为{kind}：{explanation}"
    words = f"{_sign(result)} {words}"
    path = shown_name(str(result.path))
    return (name, path), (words, words), (explanation, explanation), (folder, path)


def _sign(result: ImportResult) -> str:
    if result.added is None:
        return _DECLINED if result.is_declined else _FAILED
    return _NEW if result.added.known is None else _KNOWN
