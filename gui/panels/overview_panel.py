"""本轮总表: all notices of the workspace with their figures, sortable; the first screen of a round."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from gui.enter_key import EnterKey
from gui.itemmodels.notices_table_model import (
    NoticeColumn,
    NoticeRole,
    NoticesFilterModel,
    NoticesTableModel,
)
from gui.tables import set_up_list
from models.ids import NoticeId

_EMPTY, _CLOSED = 1, 2
_WIDTHS = {NoticeColumn.NAME: 300, NoticeColumn.FILE: 160}


class OverviewPanel(QWidget):
    """The table, or what to do first where there is no notice yet.

    Signals:
        notice_chosen: the NoticeId; double click or Enter.
        import_wanted: 导入.
        samples_wanted: 导入示例材料.
        open_wanted: 打开项目文件, where none is open.
        create_wanted: 新建项目文件, where none is open.
    """

    notice_chosen = Signal(object)
    import_wanted = Signal()
    samples_wanted = Signal()
    open_wanted = Signal()
    create_wanted = Signal()

    def __init__(self, notices: NoticesTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._filtered = NoticesFilterModel(notices, self)
        self.title = QLabel("本轮总表", self)
        self.title.setObjectName("panelTitle")
        self.figures = QLabel(self)
        self.table = QTableView(self)
        self._none = QLabel("没有符合的材料；清空右上角的查找框可看全部", self)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.hide()
        self.import_button = push_button(self, "导入通报…", "选择要导入的通报文件（Ctrl+I）")
        self.samples_button = push_button(
            self, "导入示例材料", "导入随程序附带的虚构通报，用来试用"
        )
        self.open_button = push_button(self, "打开项目文件…", "打开已有的项目文件（Ctrl+O）")
        self.create_button = push_button(self, "新建项目文件…", "建立一个新的项目文件（Ctrl+N）")
        self._is_open = False
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._table_page())
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._closed_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._set_up_table()
        self._connect_signals()
        self._on_rows_changed()

    @property
    def is_empty(self) -> bool:
        """Whether it shows what to do first instead of the table."""
        return self._pages.currentIndex() == _EMPTY

    def show_workspace(self, *, is_open: bool, is_editable: bool) -> None:
        """Says whether a workspace is open and notices may be imported."""
        self._is_open = is_open
        self.import_button.setEnabled(is_editable)
        self.samples_button.setEnabled(is_editable)
        self._on_rows_changed()

    def filter_by(self, words: str) -> None:
        """Shows only notices that contain all of `words`."""
        self._filtered.filter_by(words)
        self._on_rows_changed()

    def show_current(self, notice_id: NoticeId | None) -> None:
        """Puts the cursor on a notice."""
        self._filtered.keep(notice_id)
        self.table.setCurrentIndex(self._filtered.index_of(notice_id))

    def show_old(self, *, is_shown: bool) -> None:
        """Shows all versions of the notices, or the newest only."""
        self._filtered.show_old(is_shown=is_shown)

    def _table_page(self) -> QWidget:
        page = QWidget(self)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(16)
        head.addWidget(self.figures, 1)
        head.addWidget(QLabel("双击或按回车打开", page))
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)
        return page

    def _empty_page(self) -> QWidget:
        hint = (
            "把整改情况通报的文件（文本、网页、Word、PDF）或文件夹拖到这里，或者点击“导入通报”。\n"
            "文件原样保存在项目文件里，原文件不会被改动；本程序不联网。"
        )
        return self._invitation("还没有材料", hint, self.import_button, self.samples_button)

    def _closed_page(self) -> QWidget:
        hint = "项目文件（.duizhang）保存全部材料、审核和修改记录。"
        title = "没有打开的项目文件"
        return self._invitation(title, hint, self.open_button, self.create_button)

    def _invitation(self, title: str, hint: str, *buttons: QPushButton) -> QWidget:
        page = QWidget(self)
        heading, explanation = QLabel(title, page), QLabel(hint, page)
        heading.setObjectName("emptyTitle")
        for label in (heading, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        layout.addWidget(heading)
        layout.addSpacing(8)
        layout.addWidget(explanation)
        layout.addSpacing(16)
        layout.addLayout(row)
        layout.addStretch(3)
        return page

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._filtered)
        table.setToolTip("双击或按回车打开材料，点击栏目名排序")
        set_up_list(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        table.setSortingEnabled(True)
        table.sortByColumn(NoticeColumn.CODE, Qt.SortOrder.AscendingOrder)

    def _connect_signals(self) -> None:
        self.table.doubleClicked.connect(self._on_row_chosen)
        EnterKey(self.table).pressed.connect(self._on_row_chosen)
        self.import_button.clicked.connect(self.import_wanted)
        self.samples_button.clicked.connect(self.samples_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.create_button.clicked.connect(self.create_wanted)
        for signal in (
            self._notices.rowsInserted,
            self._notices.modelReset,
            self._notices.dataChanged,
        ):
            signal.connect(self._on_rows_changed)

    @Slot()
    def _on_rows_changed(self) -> None:
        summaries = self._notices.summaries
        newest = [summary for summary in summaries if summary.version.is_newest]
        self._pages.setCurrentIndex(
            _CLOSED if not self._is_open else _EMPTY if not summaries else 0
        )
        self._none.setVisible(not self._filtered.rowCount())
        problems = sum(summary.problems for summary in newest)
        reviewed = sum(summary.reviewed for summary in newest)
        findings = sum(summary.findings for summary in newest)
        older = f"（另有旧稿 {len(summaries) - len(newest)} 份）" if newest != [*summaries] else ""
        self.figures.setText(
            f"材料 {len(newest)} 份{older} · 具体问题 {problems} · 已审 {reviewed} · 校核结果 {findings}"
        )

    @Slot()
    def _on_row_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.notice_chosen.emit(index.data(NoticeRole.NOTICE_ID))
