"""Importing: how far it is, how to stop it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.library import Known

if TYPE_CHECKING:
    from services.importing import ImportResult, ImportSummary

_KNOWN = {
    Known.SAME_FILE: "＝ 已有（同一文件）",
    Known.SAME_BODY: "＝ 正文相同（另一来源）",
}
_NEW, _FAILED = "✓ 新导入", "✗ 失败"
_TITLES = ("文件", "结果", "说明")


class ImportDialog(QDialog):
    """Stays beside the window, which can be used meanwhile.

    Signals:
        cancel_wanted: 停止导入.
        notice_chosen: the NoticeId of a row of the summary; double click.
    """

    cancel_wanted = Signal()
    notice_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入材料")
        self.bar = QProgressBar(self)
        self.label = QLabel("准备读取……", self)
        self.cancel_button = QPushButton("停止导入", self)
        self.cancel_button.setToolTip("停止读取；已经导入的材料会保留")
        self.close_button = QPushButton("关闭", self)
        self.close_button.setToolTip("关闭这份汇总（Esc）")
        self.totals = QLabel(self)
        self.totals.setObjectName("panelTitle")
        self.table = QTableWidget(0, len(_TITLES), self)
        self.table.setToolTip("双击打开材料")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._progress_page())
        self._pages.addWidget(self._summary_page())
        layout = QVBoxLayout(self)
        layout.addWidget(self._pages)
        self.resize(560, 130)
        self._connect_signals()

    @property
    def is_finished(self) -> bool:
        """Whether the summary is shown."""
        return self._pages.currentIndex() == 1

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, label: str) -> None:
        """`done` of `total` files are finished; `label` names the one that comes now."""
        self.bar.setMaximum(
            total if done else 0
        )  # it only moves to and fro before the first is done
        self.bar.setValue(done)
        self.label.setText(f"已完成 {done} / {total}　{label}" if total else label)

    def show_summary(self, summary: ImportSummary) -> None:
        """Shows what came of every file."""
        self.setWindowTitle("导入完成" if not summary.cancelled else "导入已停止")
        self.totals.setText(totals_of(summary))
        self.table.setRowCount(len(summary.results))
        for row, result in enumerate(summary.results):
            for column, words in enumerate(_row(result)):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                if result.added is not None:
                    cell.setData(Qt.ItemDataRole.UserRole, result.added.notice_id)
                self.table.setItem(row, column, cell)
        self._pages.setCurrentIndex(1)
        row_height = self.table.verticalHeader().defaultSectionSize()
        self.resize(760, min(520, 170 + row_height * len(summary.results)))
        self.close_button.setFocus()

    def _progress_page(self) -> QWidget:
        page = QWidget(self)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("导入期间可以继续使用窗口。", page), 1)
        foot.addWidget(self.cancel_button)
        layout = QVBoxLayout(page)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        layout.addLayout(foot)
        self.bar.setRange(0, 0)
        return page

    def _summary_page(self) -> QWidget:
        page = QWidget(self)
        table = self.table
        table.setHorizontalHeaderLabels(_TITLES)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(page)
        layout.addWidget(self.totals)
        layout.addWidget(table, 1)
        layout.addLayout(foot)
        return page

    def _connect_signals(self) -> None:
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.close_button.clicked.connect(self.accept)
        self.table.cellDoubleClicked.connect(self._on_cell_double_clicked)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        self.label.setText("正在停止……")
        self.cancel_wanted.emit()

    @Slot(int, int)
    def _on_cell_double_clicked(self, row: int, column: int) -> None:
        cell = self.table.item(row, column)
        if cell is not None and cell.data(Qt.ItemDataRole.UserRole) is not None:
            self.notice_chosen.emit(cell.data(Qt.ItemDataRole.UserRole))

    @override
    def reject(self) -> None:
        # Escape hides the progress, not the import; the summary comes back on its own.
        if self.is_finished:
            super().reject()
        else:
            self.hide()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(self.is_finished)


def totals_of(summary: ImportSummary) -> str:
    """新导入 3 · 已有 1 · 失败 1."""
    same_body = sum(
        result.added is not None and result.added.known is Known.SAME_BODY
        for result in summary.results
    )
    same_file = sum(
        result.added is not None and result.added.known is Known.SAME_FILE
        for result in summary.results
    )
    new = sum(result.added is not None and result.added.known is None for result in summary.results)
    failed = sum(result.error is not None for result in summary.results)
    counted = (("新导入", new), ("已有", same_file), ("正文相同", same_body), ("失败", failed))
    words = [f"{name} {count}" for name, count in counted if count or name == "新导入"]
    return " · ".join([*words, "已按要求停止"] if summary.cancelled else words)


def _row(result: ImportResult) -> tuple[str, str, str]:
    if result.added is None:
        return result.path.name, _FAILED, result.error or ""
    known = result.added.known
    return result.path.name, _NEW if known is None else _KNOWN[known], result.added.name
