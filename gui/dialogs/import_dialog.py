"""Importing: how far it is, how to stop it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.buttons import push_button
from gui.dialogs.import_table import ImportTable

if TYPE_CHECKING:
    from services.importing import ImportSummary


class ImportDialog(QDialog):
    """Stays beside the window, which can be used meanwhile.

    Signals:
        cancel_wanted: 停止导入.
        notice_chosen: the NoticeId of a row of the summary; double click or Enter.
        export_wanted: the ImportSummary is to be written to a workbook.
    """

    export_wanted = Signal(object)
    cancel_wanted = Signal()
    notice_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入材料")
        self.bar = QProgressBar(self)
        self.label = QLabel("准备读取……", self)
        self.cancel_button = push_button(self, "停止导入", "停止读取；已经导入的材料会保留")
        self.close_button = push_button(self, "关闭", "关闭这份汇总（Esc）")
        self.export_button = push_button(self, "导出汇总…", "把这份汇总存为 Excel 工作簿")
        self._summary: ImportSummary | None = None
        self._table = ImportTable(self)
        self.totals, self.choice, self.table = (
            self._table.totals,
            self._table.choice,
            self._table.table,
        )
        for button in (self.cancel_button, self.export_button):
            button.setAutoDefault(False)  # Enter must not stop what runs
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
        # Before the first is done it only moves to and fro.
        self.bar.setMaximum(total if done else 0)
        self.bar.setValue(done)
        self.label.setText(f"已完成 {done} / {total}　{label}" if total else label)

    def show_summary(self, summary: ImportSummary) -> None:
        """Shows what came of every file."""
        self._summary = summary
        self.setWindowTitle("导入完成" if not summary.cancelled else "导入已停止")
        self._table.show_summary(summary)
        self._pages.setCurrentIndex(1)
        row_height = self.table.verticalHeader().defaultSectionSize()
        self.resize(860, min(520, 170 + row_height * len(summary.results)))
        self.close_button.setDefault(True)
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
        foot = QHBoxLayout()
        foot.addWidget(self.export_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(page)
        layout.addWidget(self._table, 1)
        layout.addLayout(foot)
        return page

    def _connect_signals(self) -> None:
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.close_button.clicked.connect(self.accept)
        self.export_button.clicked.connect(self._on_export_clicked)
        self._table.notice_chosen.connect(self.notice_chosen)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        self.label.setText("正在停止……")
        self.cancel_wanted.emit()

    @Slot()
    def _on_export_clicked(self) -> None:
        self.export_wanted.emit(self._summary)

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
