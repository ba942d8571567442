"""材料库: the notices of the workspace as a narrow list with a filter, and its drop-down for small screens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.enter_key import EnterKey
from gui.itemmodels.notices_table_model import (
    NoticeColumn,
    NoticeRole,
    NoticesFilterModel,
    NoticesTableModel,
)
from gui.panels.committing import is_for_window
from gui.tables import set_up_list
from models.ids import NoticeId
from models.library import NoticeSummary

_SHOWN = (NoticeColumn.NAME, NoticeColumn.REVIEWED, NoticeColumn.FINDINGS)
_POPUP_WIDTH, _POPUP_HEIGHT = 420, 460


class LibraryPanel(QWidget):
    """List of notices; a click or Enter opens one.

    Signals:
        notice_chosen: the NoticeId.
    """

    notice_chosen = Signal(object)

    def __init__(self, notices: NoticesTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._filtered = NoticesFilterModel(notices, self)
        self.filter_field = QLineEdit(self)
        self.filter_field.setPlaceholderText("筛选材料")
        self.filter_field.setToolTip("按单位、标题、编码或文件名筛选材料，多个词用空格分开")
        self.filter_field.setClearButtonEnabled(True)
        self.table = QTableView(self)
        self.table.setToolTip("点击或按回车打开材料")
        self._empty = QLabel("没有符合的材料", self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        self._arrange()
        self._set_up_table()
        self._connect_signals()

    def show_current(self, notice_id: NoticeId | None) -> None:
        """Marks the open notice."""
        self._filtered.keep(notice_id)
        # The first column is hidden: Qt would not bring a row into sight by it.
        index = self._filtered.index_of(notice_id).siblingAtColumn(NoticeColumn.NAME)
        self.table.setCurrentIndex(index)

    def bring_current_into_sight(self) -> None:
        """Scrolls to the open notice."""
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        self.table.scrollTo(self.table.currentIndex(), middle)

    def show_old(self, *, is_shown: bool) -> None:
        """Shows all versions of the notices, or the newest only."""
        self._filtered.show_old(is_shown=is_shown)

    def name_of(self, summary: NoticeSummary) -> str:
        """What the list calls a notice."""
        return self._notices.name_of(summary)

    def full_height(self, at_most: int) -> int:
        """The height at which all notices are seen, but no more than `at_most`."""
        rows = max(3, self._filtered.rowCount())
        row_height = self.table.verticalHeader().defaultSectionSize()
        around = self.filter_field.sizeHint().height() + self.table.horizontalHeader().height() + 24
        return min(at_most, around + rows * row_height)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.filter_field)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.filter_field)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._filtered)
        for column in NoticeColumn:
            table.setColumnHidden(column, column not in _SHOWN)
        set_up_list(table)
        table.setShowGrid(False)
        table.setAlternatingRowColors(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NoticeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)

    def _connect_signals(self) -> None:
        self.filter_field.textChanged.connect(self._on_filter_changed)
        self.filter_field.returnPressed.connect(self._on_filter_returned)
        self.filter_field.installEventFilter(self)
        self.table.clicked.connect(self._on_row_chosen)
        EnterKey(self.table).pressed.connect(self._on_row_chosen)

    @Slot(str)
    def _on_filter_changed(self, words: str) -> None:
        self._filtered.filter_by(words)
        self._empty.setVisible(bool(words) and self._filtered.rowCount() == 0)

    @Slot()
    def _on_filter_returned(self) -> None:
        self._open(self._filtered.index(0, 0))

    @Slot()
    def _on_row_chosen(self) -> None:
        self._open(self.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.notice_chosen.emit(index.data(NoticeRole.NOTICE_ID))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and is_for_window(event):
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.table.setFocus()
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            return True
        return super().eventFilter(watched, event)


class LibraryDropDown(QToolButton):
    """材料库 ▾ for screens where the list has no column: names the open notice, opens the list below itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("libraryDropDown")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip("材料库：选择要打开的材料（Ctrl+L）")
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(0, 0, 0, 0)
        self._panel: LibraryPanel | None = None
        self.clicked.connect(self.open_list)
        self.show_summary(None)

    def hold(self, panel: LibraryPanel) -> None:
        """Takes the list in."""
        layout = self._popup.layout()
        assert layout is not None
        layout.addWidget(panel)
        panel.show()
        if self._panel is None:
            panel.notice_chosen.connect(self.close_list)
        self._panel = panel

    def show_summary(self, summary: NoticeSummary | None) -> None:
        """Names the open notice: 青屿区市场监管局 12/43 校核 3."""
        if summary is None:
            self.setText("材料库 ▾")
            return
        figures = f"  {summary.reviewed}/{summary.problems}" if summary.problems else ""
        findings = f"  校核 {summary.findings}" if summary.findings else ""
        name = self._panel.name_of(summary) if self._panel is not None else summary.name
        self.setText(f"材料库 ▾  {name}{figures}{findings}")

    @Slot()
    def open_list(self) -> None:
        """Opens the list below the button."""
        if self._panel is None:
            return
        self._popup.setFixedWidth(max(_POPUP_WIDTH, self.width()))
        self._popup.setFixedHeight(self._panel.full_height(_POPUP_HEIGHT))
        self._popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.show()
        self._panel.bring_current_into_sight()
        self._panel.filter_field.setFocus()

    @Slot()
    def close_list(self) -> None:
        """Closes the list."""
        self._popup.hide()

    @property
    def is_open(self) -> bool:
        """Whether the list is on screen."""
        return self._popup.isVisible()
