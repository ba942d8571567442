"""非正文内容: the places that are not read as the notice, and those a person restored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import close_button, push_button
from gui.enter_key import EnterKey
from gui.wording import shortened
from models.notice import Notice
from models.places import Places
from models.source import Span

_TITLES = ("状态", "种类", "文字", "位置")
_WIDTHS = (90, 100, 420)
_LEFT_OUT = "✗ 不读"
_READ = "√ 已恢复"
_HINT = "菜单、页脚等不是通报正文的内容，没有识读。认错了就“恢复为正文”；改动后重新识读，可以撤销。"
_NONE = "这份材料里没有非正文的内容。在原文里选中文字，可“标为非正文”。"
_TIP = 600


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A line of the list."""

    span: Span
    why: str
    is_left_out: bool


class ClutterDialog(QDialog):
    """Stays beside the window; what is chosen are signals.

    Signals:
        place_chosen: the Span of a line; Enter or double click.
        clutter_wanted: a tuple of Spans, and whether they shall be left out (标为非正文) or read (恢复为正文).
    """

    place_chosen = Signal(object)
    clutter_wanted = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("非正文内容")
        self._places: list[ListedPlace] = []
        self._is_editable = True
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.restore_button = push_button(
            self, "恢复为正文", "选中的各处是通报的正文，要识读；可以撤销"
        )
        self.mark_button = push_button(
            self, "标为非正文", "选中的各处不是通报的正文，不要识读；可以撤销"
        )
        self.close_button = close_button(self)
        self._arrange()
        self._connect_signals()

    def show_notice(self, notice: Notice | None) -> None:
        """Lists the places of a notice as it is read now."""
        self._places = [] if notice is None else sorted(_listed(notice), key=lambda one: one.span)
        self.tree.clear()
        if notice is not None and self._places:
            self._add_lines(notice)
        self.hint.setText(_HINT if self._places else _NONE)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.on_selection_changed()

    def set_editable(self, is_editable: bool) -> None:
        """Whether anything may be changed."""
        self._is_editable = is_editable
        self.on_selection_changed()

    @Slot()
    def on_selection_changed(self) -> None:
        """Offers what makes sense for the chosen lines."""
        chosen = self._chosen()
        may = self._is_editable
        self.restore_button.setEnabled(may and any(one.is_left_out for one in chosen))
        self.mark_button.setEnabled(may and any(not one.is_left_out for one in chosen))

    @Slot()
    def on_restore_clicked(self) -> None:
        """恢复为正文."""
        self.clutter_wanted.emit(
            tuple(one.span for one in self._chosen() if one.is_left_out), False
        )

    @Slot()
    def on_mark_clicked(self) -> None:
        """标为非正文."""
        spans = tuple(one.span for one in self._chosen() if not one.is_left_out)
        self.clutter_wanted.emit(spans, True)

    @Slot()
    def on_line_activated(self) -> None:
        """Goes to the place of the current line."""
        line = self.tree.currentItem()
        if line is not None:
            self.place_chosen.emit(self._places[self.tree.indexOfTopLevelItem(line)].span)

    def _add_lines(self, notice: Notice) -> None:
        where = Places(notice.source)
        for place in self._places:
            words = place.span.of(notice.text)
            state = _LEFT_OUT if place.is_left_out else _READ
            named = where.name(place.span.start)
            line = QTreeWidgetItem(self.tree, [state, place.why, shortened(words), named])
            line.setToolTip(2, words[:_TIP])

    def _chosen(self) -> list[ListedPlace]:
        rows = sorted(self.tree.indexOfTopLevelItem(line) for line in self.tree.selectedItems())
        return [self._places[row] for row in rows if row < len(self._places)]

    def _arrange(self) -> None:
        self.tree.setHeaderLabels(_TITLES)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setAccessibleName("非正文内容")
        self.tree.setToolTip("回车或双击到原文里相应的位置；可以选多条")
        for column, width in enumerate(_WIDTHS):
            self.tree.header().resizeSection(column, width)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.restore_button, self.mark_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)
        self.resize(760, 420)

    def _connect_signals(self) -> None:
        self.tree.itemSelectionChanged.connect(self.on_selection_changed)
        self.tree.itemDoubleClicked.connect(self.on_line_activated)
        EnterKey(self.tree).pressed.connect(self.on_line_activated)
        self.restore_button.clicked.connect(self.on_restore_clicked)
        self.mark_button.clicked.connect(self.on_mark_clicked)
        self.close_button.clicked.connect(self.reject)


def _listed(notice: Notice) -> Iterator[ListedPlace]:
    for place in notice.reading.clutter:
        yield ListedPlace(place.span, place.why, is_left_out=True)
    for span in notice.reading.guidance.restored:
        yield ListedPlace(span, "人工恢复", is_left_out=False)
