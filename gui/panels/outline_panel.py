"""目录: the tree of the notice with a filter, down to the lowest problem; measures and outcomes on unfolding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.delegates.outline_delegate import OutlineDelegate, small_font
from gui.itemmodels.outline_filter_model import OutlineFilter, OutlineFilterModel
from gui.itemmodels.outline_item_model import OutlineItemModel
from gui.itemmodels.roles import OutlineColumn, OutlineRole
from gui.panels.committing import FieldKeys
from gui.panels.node_keys import NodeKeys
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice

_PAUSE = 200  # milliseconds without typing after which the filter works
_UNFOLDED_AT_ONCE = 1_000  # rows; headings beyond stay folded, so that any notice opens at once
_WIDEST = {
    OutlineColumn.STATUS: "阶段性完成",
    OutlineColumn.VERDICT: "已审99/99",
    OutlineColumn.FINDINGS: "●9 ◆ 注1",
}


class OutlinePanel(QWidget):
    """The tree of one notice.

    Signals:
        node_chosen: the NodeId of the current row, or None.
        move_requested: NodeId, NodeId of the new parent or None, and the row before which it was dropped.
        menu_requested: the NodeId under the mouse or None, and the place on screen.
    """

    node_chosen = Signal(object)
    move_requested = Signal(object, object, int)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline = OutlineItemModel(self)
        self._narrowed = OutlineFilterModel(self.outline, self)
        self._is_narrowed = False
        self._is_selecting = False
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("筛选")
        self.words.setAccessibleName("筛选目录")
        self.words.setToolTip("只列出含有这些字的问题（连同上级和下级）")
        self.words.setClearButtonEnabled(True)
        self.criterion = QComboBox(self)
        self.criterion.addItems([one.value for one in OutlineFilter])
        self.criterion.setAccessibleName("筛选条件")
        self.criterion.setToolTip("按审核、疑点、自报状态等筛选")
        self.tree = QTreeView(self)
        self._field_keys = FieldKeys(self)
        self._field_keys.watch(self.words)
        self.keys = NodeKeys(self.tree)
        self._nothing = QLabel(self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(0, 8, 0, 8)
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._arrange()
        self._set_up_tree()
        self._connect_signals()

    def show_notice(self, notice: Notice | None, diagnostics: Sequence[Diagnostic] = ()) -> None:
        """Shows the tree of another notice, unfiltered."""
        self._pause.stop()
        with QSignalBlocker(self.words), QSignalBlocker(self.criterion):
            self.words.clear()
            self.criterion.setCurrentIndex(0)
        self._use(is_narrowed=False)
        self.outline.show_notice(notice, diagnostics)
        self._unfold()
        self._say_what_is_missing()

    def select(self, node_id: NodeId | None) -> None:
        """Makes the row of a node current and brings it into sight, without telling."""
        index = self._index_of(node_id)
        self._is_selecting = True
        self.tree.setCurrentIndex(index)
        if not index.isValid():
            self.tree.selectionModel().clear()
        self._is_selecting = False
        if index.isValid():
            self.tree.scrollTo(index)

    def selected(self) -> NodeId | None:
        """The node of the current row."""
        return self._node_at(self.tree.currentIndex())

    def set_editable(self, is_editable: bool) -> None:
        """Whether rows can be dragged elsewhere."""
        mode = QAbstractItemView.DragDropMode
        self.tree.setDragDropMode(mode.InternalMove if is_editable else mode.NoDragDrop)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.criterion)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self.outline)
        tree.setItemDelegate(OutlineDelegate(tree))
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setAccessibleName("目录")
        tree.setToolTip("方向键选择，展开可见措施与完成情况；回车审核，F2 改文字，Alt+方向键移动")
        self.set_editable(True)
        self._set_up_header()

    def _set_up_header(self) -> None:
        self.tree.setIndentation(self.tree.fontMetrics().height() * 3 // 4)
        header = self.tree.header()
        metrics = QFontMetrics(small_font(self.tree.font()))
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(OutlineColumn.WORDS, QHeaderView.ResizeMode.Stretch)
        for column, widest in _WIDEST.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, metrics.horizontalAdvance(widest) + 10)

    def _connect_signals(self) -> None:
        self.words.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.on_filter_changed)
        self.criterion.currentIndexChanged.connect(self.on_filter_changed)
        self.words.returnPressed.connect(self.on_filter_accepted)
        self._field_keys.left.connect(self.tree.setFocus)
        self.outline.move_requested.connect(self.move_requested, Qt.ConnectionType.QueuedConnection)
        self.outline.figures_changed.connect(self.on_figures_changed)
        self.tree.customContextMenuRequested.connect(self.on_menu_requested)
        self.tree.selectionModel().currentChanged.connect(self.on_current_changed)

    @Slot()
    def on_filter_changed(self) -> None:
        """Lists what fits; the current row stays current where it is listed."""
        self._pause.stop()
        chosen = list(OutlineFilter)[self.criterion.currentIndex()]
        words = self.words.text().strip()
        current = self.selected()
        is_narrowed = bool(words) or chosen is not OutlineFilter.ALL
        if is_narrowed:
            self._narrowed.narrow(words, chosen)
        self._use(is_narrowed=is_narrowed)
        self._unfold()
        self._say_what_is_missing()
        self.select(current)

    @Slot()
    def on_figures_changed(self) -> None:
        """Numbers and roll-ups of any row may be others."""
        self._say_what_is_missing()
        self.tree.viewport().update()

    @Slot()
    def on_filter_accepted(self) -> None:
        """Enter in the filter goes to the tree."""
        self.on_filter_changed()
        self.tree.setFocus()
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self._model().index(0, 0))

    @Slot(QModelIndex, QModelIndex)
    def on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Tells which row the reviewer went to; rows that come and go under the view do not count."""
        if not self._is_selecting and not self.outline.is_changing:
            self.node_chosen.emit(self._node_at(current))

    @Slot(QPoint)
    def on_menu_requested(self, where: QPoint) -> None:
        """Passes the wish for a menu on."""
        node_id = self._node_at(self.tree.indexAt(where))
        self.menu_requested.emit(node_id, self.tree.viewport().mapToGlobal(where))

    def _model(self) -> QAbstractItemModel:
        return self._narrowed if self._is_narrowed else self.outline

    def _use(self, *, is_narrowed: bool) -> None:
        if is_narrowed == self._is_narrowed:
            return
        # Straight while nothing is filtered: a filter would ask for every row before the first paint.
        self._is_narrowed = is_narrowed
        old = self.tree.selectionModel()
        self.tree.setModel(self._model())
        old.deleteLater()
        self.tree.selectionModel().currentChanged.connect(self.on_current_changed)
        self._set_up_header()

    def _index_of(self, node_id: NodeId | None) -> QModelIndex:
        index = self.outline.index_of(node_id)
        return self._narrowed.mapFromSource(index) if self._is_narrowed else index

    def _node_at(self, index: QModelIndex) -> NodeId | None:
        found = index.data(OutlineRole.NODE_ID)
        return None if found is None else NodeId(found)

    def _say_what_is_missing(self) -> None:
        is_empty = self.outline.notice is not None and self._model().rowCount() == 0
        self._nothing.setVisible(is_empty)
        self._nothing.setText("没有符合的条目" if self._is_narrowed else "没有分条列出的问题")

    def _unfold(self) -> None:
        if self.outline.notice is None:
            return
        # The view lays its rows out once, after all this.
        left = _UNFOLDED_AT_ONCE
        for node_id, count in self._headings(self.outline.notice):
            if left < count:
                break
            left -= count
            self.tree.expand(self._index_of(node_id))

    def _headings(self, notice: Notice) -> Iterator[tuple[NodeId, int]]:
        outline = notice.outline
        for node in outline.children(None, NodeKind.ASPECT, NodeKind.PROBLEM):
            below = [node, *outline.children(node.id, NodeKind.PROBLEM)]
            for one in below:
                if not outline.is_lowest_problem(one.id):
                    yield one.id, outline.child_count(one.id)

    # Overridden from Qt

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._set_up_header()
