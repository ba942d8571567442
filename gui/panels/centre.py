"""What stands between toolbar and status bar: banner, notice bar, library column and the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.itemmodels.notices_table_model import NoticesTableModel
from gui.panels.banner import Banner
from gui.panels.library_panel import LibraryPanel
from gui.panels.notice_bar import NoticeBar
from gui.panels.overview_panel import OverviewPanel

# From this width on the library has a column of its own.
WIDE = 1440
_LIBRARY_WIDTH = 270


class Centre(QWidget):
    """Arranges the parts; below `WIDE` the library folds into a drop-down."""

    def __init__(self, notices: NoticesTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(self)
        self.notice_bar = NoticeBar(self)
        self.library = LibraryPanel(notices, self)
        self.overview = OverviewPanel(notices, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.overview)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._columns.addWidget(self._pages)
        self._columns.setChildrenCollapsible(False)
        self._is_wide = False
        self.notice_bar.drop_down.hold(self.library)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.notice_bar)
        layout.addWidget(self._columns, 1)

    @property
    def is_wide(self) -> bool:
        """Whether the library has a column."""
        return self._is_wide

    @property
    def is_overview_shown(self) -> bool:
        """Whether 本轮总表 is on screen, not a notice."""
        return self._pages.currentWidget() is self.overview

    def fold(self, width: int) -> None:
        """Gives the library a column or folds it, as the width of the window bears."""
        is_wide = width >= WIDE
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self.notice_bar.drop_down.setVisible(not is_wide)
        if is_wide:
            self.notice_bar.drop_down.close_list()
            self._columns.insertWidget(0, self.library)
            self._columns.setSizes([_LIBRARY_WIDTH, width - _LIBRARY_WIDTH])
            self._columns.setStretchFactor(1, 1)
            self.library.show()
        else:
            self.notice_bar.drop_down.hold(self.library)

    def open_library(self) -> None:
        """Puts the cursor into the list of notices."""
        if self._is_wide:
            self.library.filter_field.setFocus()
        else:
            self.notice_bar.drop_down.open_list()

    def show_overview(self) -> None:
        """Shows 本轮总表."""
        self._pages.setCurrentWidget(self.overview)

    def show_review(self, review: QWidget) -> None:
        """Shows the review view."""
        if self._pages.indexOf(review) < 0:
            self._pages.addWidget(review)
        self._pages.setCurrentWidget(review)

    def drop_review(self, review: QWidget) -> None:
        """Takes a review view out for good."""
        self._pages.removeWidget(review)
        review.deleteLater()
