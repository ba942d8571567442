"""列对应: the beginning of a ledger with what each column is taken to mean, to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.panels.committing import QuietCombo
from gui.tab_order import set_tab_order
from gui.wording import shortened
from models.ledger_columns import TITLE, ColumnMapping, LedgerColumn

if TYPE_CHECKING:
    from importers.outline.tables.tree import TablePreview

# What a column can be taken for; of the others no part of the tree is made.
MEANINGS = (
    LedgerColumn.ITEM_NO,
    LedgerColumn.ASPECT,
    LedgerColumn.MAIN_PROBLEM,
    LedgerColumn.PROBLEM,
    LedgerColumn.MEASURES,
    LedgerColumn.OUTCOMES,
    LedgerColumn.WHOLE,
    LedgerColumn.DEADLINE,
    LedgerColumn.LEAD_PERSON,
    LedgerColumn.LEAD_OFFICE,
    LedgerColumn.PERSON,
    LedgerColumn.RESPONSIBLE,
    LedgerColumn.REPORTED,
    LedgerColumn.UNIT,
    LedgerColumn.CODE,
    LedgerColumn.REMARKS,
)
_NOTHING = "（不用）"
_WHOLE = "整改情况（措施和成效合写）"
_HINT = "每一列的上方是程序认出的意思，认错了就改选；“问题”一列必须有。应用后可以撤销。"
_BUSY = "正在按新的列对应识读……"
_NO_TABLE = "这份材料里没有表格，不需要列对应。"
_LONGEST = 60
_COLUMN_WIDTH = 150


class ColumnsDialog(QDialog):
    """Shows the tables of a notice one at a time.

    Signals:
        mappings_chosen: a tuple of ColumnMapping, one for each table that has a column of problems, or had one.
    """

    mappings_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("列对应")
        self._previews: tuple[TablePreview, ...] = ()
        self._chosen: dict[int, ColumnMapping] = {}
        self._is_editable = True
        self._is_busy = False
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.tables = QComboBox(self)
        self.tables.setToolTip("材料里的哪一张表")
        self.header_box = QSpinBox(self)
        self.header_box.setToolTip("表头（栏目名称）在第几行；两行的表头填下面一行")
        self.header_box.setPrefix("第 ")
        self.header_box.setSuffix(" 行")
        self.grid = QTableWidget(self)
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setTabKeyNavigation(False)
        self.grid.setToolTip("上方是每一列的意思，下面是表格开头的内容")
        self.buttons = QDialogButtonBox(self)
        self.apply_button = self.buttons.addButton("应用", QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply_button.setToolTip("按现在的列对应重新列出问题、措施和完成情况；可以撤销")
        self.close_button = self.buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.close_button.setToolTip("不作更改")
        self.combos: dict[int, QComboBox] = {}
        self._arrange()
        self._connect_signals()

    def show_tables(self, previews: Sequence[TablePreview]) -> None:
        """Shows tables with what their columns are taken to mean."""
        self._previews = tuple(previews)
        self._chosen = {
            shown.table: shown.mapping for shown in self._previews if shown.mapping is not None
        }
        with QSignalBlocker(self.tables):
            self.tables.clear()
            for number, shown in enumerate(self._previews, 1):
                state = "" if shown.table in self._chosen else "（没有认出表头）"
                self.tables.addItem(f"第{number}张表{state}")
        self.hint.setText(_HINT if self._previews else _NO_TABLE)
        for part in (self._choice, self.grid, self.apply_button):
            part.setVisible(bool(self._previews))
        if not self._previews:
            self.adjustSize()
        with_mapping = [
            at for at, shown in enumerate(self._previews) if shown.table in self._chosen
        ]
        self.tables.setCurrentIndex(with_mapping[0] if with_mapping else 0)
        self._fill()

    def set_editable(self, is_editable: bool) -> None:
        """Whether a mapping may be applied."""
        self._is_editable = is_editable
        self._refresh_button()

    def show_busy(self, *, is_busy: bool) -> None:
        """Shows that the notice is being read as was chosen, or has been."""
        self.hint.setText(_BUSY if is_busy else _HINT)
        for part in (self.tables, self.header_box, self.grid):
            part.setEnabled(not is_busy)
        self._is_busy = is_busy
        self._refresh_button()

    def mappings(self) -> tuple[ColumnMapping, ...]:
        """What is chosen for each table that has a column of problems, or had one before."""
        had = {shown.table for shown in self._previews if _lists_problems(shown.mapping)}
        found = self._chosen.values()
        return tuple(one for one in found if _lists_problems(one) or one.table in had)

    def _arrange(self) -> None:
        self._choice = QWidget(self)
        top = QHBoxLayout(self._choice)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(QLabel("表格", self))
        top.addWidget(self.tables)
        top.addSpacing(12)
        top.addWidget(QLabel("表头", self))
        top.addWidget(self.header_box)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self._choice)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.buttons)
        self.resize(960, 520)

    def _connect_signals(self) -> None:
        self.tables.currentIndexChanged.connect(self._on_table_changed)
        self.header_box.valueChanged.connect(self._on_header_changed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    @property
    def _shown(self) -> TablePreview | None:
        at = self.tables.currentIndex()
        return self._previews[at] if 0 <= at < len(self._previews) else None

    def _fill(self) -> None:
        shown = self._shown
        self.combos = {}
        self.grid.clear()
        self.grid.setRowCount(0)
        self.grid.setColumnCount(0)
        self.header_box.setEnabled(shown is not None)
        if shown is not None:
            mapping = self._chosen.get(shown.table)
            with QSignalBlocker(self.header_box):
                self.header_box.setRange(1, shown.rows[-1][0] + 1)
                self.header_box.setValue(mapping.header[1] + 1 if mapping else shown.rows[0][0] + 1)
            self._fill_grid(shown, mapping)
        self._refresh_button()

    def _fill_grid(self, shown: TablePreview, mapping: ColumnMapping | None) -> None:
        header = mapping.header if mapping is not None else (-1, -1)
        self.grid.setRowCount(len(shown.rows) + 1)
        self.grid.setColumnCount(len(shown.columns))
        self.grid.setHorizontalHeaderLabels([_letters(column) for column in shown.columns])
        self.grid.setVerticalHeaderLabels(["意思", *(str(number + 1) for number, _ in shown.rows)])
        for at, column in enumerate(shown.columns):
            combo = self._combo(column, mapping.meaning(column) if mapping is not None else None)
            self.grid.setCellWidget(0, at, combo)
            self.grid.setColumnWidth(at, _COLUMN_WIDTH)
        set_tab_order(self.grid, *self.combos.values(), self.apply_button)
        for line, (number, words) in enumerate(shown.rows, 1):
            for at, column in enumerate(shown.columns):
                text = words.get(column, "")
                cell = QTableWidgetItem(shortened(text.replace("\n", " "), _LONGEST))
                cell.setToolTip(text)
                if header[0] <= number <= header[1]:
                    font = cell.font()
                    font.setBold(True)
                    cell.setFont(font)
                self.grid.setItem(line, at, cell)

    def _combo(self, column: int, meaning: LedgerColumn | None) -> QComboBox:
        combo = QuietCombo(self.grid)
        combo.addItem(_NOTHING, None)
        for option in MEANINGS:
            combo.addItem(_WHOLE if option is LedgerColumn.WHOLE else TITLE[option], option.value)
        combo.setCurrentIndex(max(0, combo.findData(meaning.value if meaning else None)))
        combo.setToolTip(f"{_letters(column)} 列是什么")
        combo.setAccessibleName(f"{_letters(column)} 列的意思")
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.currentIndexChanged.connect(self._on_meaning_changed)
        self.combos[column] = combo
        return combo

    def _keep(self) -> None:
        shown = self._shown
        if shown is None:
            return
        before = self._chosen.get(shown.table)
        last = self.header_box.value() - 1
        first = before.header[0] if before and before.header[1] == last else last
        columns = tuple(
            (column, LedgerColumn(combo.currentData()))
            for column, combo in self.combos.items()
            if combo.currentData() is not None
        )
        self._chosen[shown.table] = ColumnMapping(shown.table, (first, last), columns)
        self._refresh_button()

    def _refresh_button(self) -> None:
        has_problems = any(_lists_problems(one) for one in self._chosen.values())
        self.apply_button.setEnabled(self._is_editable and has_problems and not self._is_busy)

    @Slot(int)
    def _on_table_changed(self) -> None:
        self._fill()

    @Slot(int)
    def _on_header_changed(self) -> None:
        self._keep()
        shown = self._shown
        if shown is not None:
            self._fill_grid(shown, self._chosen.get(shown.table))

    @Slot(int)
    def _on_meaning_changed(self) -> None:
        self._keep()

    @Slot()
    def _on_accepted(self) -> None:
        self.mappings_chosen.emit(self.mappings())


def _lists_problems(mapping: ColumnMapping | None) -> bool:
    return mapping is not None and bool(mapping.columns_of(LedgerColumn.PROBLEM))


def _letters(column: int) -> str:
    """The name of a column as spreadsheets have it: A, B, …, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
