"""The outline of a notice as a tree for views: reads the outline, holds nothing of it, resets only for another notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from typing_extensions import override

from gui.itemmodels.headers import Header, header_words
from gui.itemmodels.outline_cells import Cells
from gui.itemmodels.outline_figures import OutlineFigures
from gui.itemmodels.roles import OutlineColumn, OutlineRole
from gui.subscription import Subscription
from gui.text.item_runs import is_mixed
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.node import ALLOWED_PARENTS, NodeKind
from models.notice import Notice
from models.outline import Change, Outline
from models.values import confidence_level

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MIME_TYPE = "application/x-duizhang-node"
_FIGURES_AT_ONCE = 5_000  # beyond, numbers and roll-ups are counted after the first paint
_HEADERS: Mapping[int, Header] = {
    OutlineColumn.WORDS: Header("内容", "方面、主要问题、具体问题；展开可见整改措施与完成情况"),
    OutlineColumn.STATUS: Header("自报", "自报状态：通报自己怎么说"),
    OutlineColumn.VERDICT: Header("结论", "审核结论；上级行为已审数／总数"),
    OutlineColumn.FINDINGS: Header(
        "疑点",
        "未处理的校核结果：▲ 不一致，● 疑点，○ 提示，？ 无法核对；◆ 待核实；注 批注条数",
    ),
}
# What the roles of our own stand for.
_PARTS: dict[int, Callable[[Cells], Any]] = {
    OutlineRole.NODE_ID: lambda cells: cells.node.id,
    OutlineRole.KIND: lambda cells: cells.node.kind,
    OutlineRole.NUMBER: lambda cells: cells.node.number,
    OutlineRole.ITEM_NO: lambda cells: cells.figures.item_no(cells.node.id),
    OutlineRole.RUNS: lambda cells: cells.runs(),
    OutlineRole.CONFIDENCE: lambda cells: confidence_level(cells.node.confidence),
    OutlineRole.SEVERITY: lambda cells: cells.figures.severity(cells.node.id),
    OutlineRole.IS_ROLL_UP: lambda cells: cells.figures.roll_up(cells.node.id) is not None,
    OutlineRole.IS_MIXED: lambda cells: is_mixed(cells.notice, cells.node),
}
# Most of what a view asks for beside has no answer.
_ANSWERED = frozenset(
    {
        *_PARTS,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    }
)
_ROW_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


class OutlineItemModel(QAbstractItemModel):
    """Tree of nodes; the outcomes of a mixed item belong to the row of the item.

    Signals:
        move_requested: NodeId, the NodeId of the new parent or None, the row before which it was dropped.
        figures_changed: numbers, roll-ups or findings have been counted anew.
    """

    move_requested = Signal(object, object, int)
    figures_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._figures: OutlineFigures | None = None
        self._counting = QTimer(self, interval=0, singleShot=True)
        self._counting.timeout.connect(self._count)
        # While a change is under way a node keeps showing or hiding its children as before.
        self._folded: dict[NodeId, bool] = {}
        self._open_change = ""
        self._is_changing = False
        self._subscription = Subscription(self)

    @property
    def notice(self) -> Notice | None:
        """The notice that is shown."""
        return self._notice

    @property
    def is_changing(self) -> bool:
        """Whether the outline is in the middle of a change."""
        return self._is_changing

    @property
    def figures(self) -> OutlineFigures:
        """Numbers, roll-ups and findings; counted now if they have not been."""
        if self._figures is None:
            self._figures = OutlineFigures.of(self._notice, self._diagnostics)
        return self._figures

    def show_notice(self, notice: Notice | None, diagnostics: Sequence[Diagnostic] = ()) -> None:
        """Shows another notice, or none."""
        self.beginResetModel()
        self._notice = notice
        self._subscription.move_to(None if notice is None else notice.outline)
        self._diagnostics = tuple(diagnostics)
        self._folded.clear()
        self._figures = None
        if notice is not None and notice.outline.record_count() > _FIGURES_AT_ONCE:
            self._figures = OutlineFigures()
            self._counting.start()
        self.endResetModel()

    def show_diagnostics(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Takes over what the checks found last."""
        if tuple(diagnostics) != self._diagnostics:
            self._diagnostics = tuple(diagnostics)
            self._counting.start()

    def node_of(self, index: _Index) -> NodeId | None:
        """The node of a row, or None."""
        if not index.isValid() or self._notice is None:
            return None
        node_id = NodeId(index.internalId())
        return node_id if self._notice.outline.has_node(node_id) else None

    def index_of(
        self, node_id: NodeId | None, column: OutlineColumn = OutlineColumn.WORDS
    ) -> QModelIndex:
        """The row that shows a node: its own, or that of the item it is a part of."""
        if node_id is None or self._notice is None or not self._notice.outline.has_node(node_id):
            return QModelIndex()
        parent = self._notice.outline.node(node_id).parent
        if parent is not None and self._hides_children(parent):
            return self.index_of(parent, column)
        return self.createIndex(self._notice.outline.row_of(node_id), column, node_id)

    # Told by the outline

    def before_change(self, change: Change) -> None:
        """Opens the matching change of rows."""
        self._open_change = ""
        self._is_changing = True
        if self._notice is None or change.key[0] != "node":
            return
        if change.action in ("update", "move"):
            node_id = NodeId(int(change.key[1]))
            self._folded[node_id] = self._hides_children(node_id)
        if change.action != "update":
            self._open_change = self._begin(change)

    def after_change(self, change: Change) -> None:
        """Closes it, and tells views which rows look different."""
        if self._notice is None:
            return
        match self._open_change:
            case "insert":
                self.endInsertRows()
            case "remove":
                self.endRemoveRows()
            case "move":
                self.endMoveRows()
        self._open_change = ""
        if change.key[0] == "node":
            self._fold_anew(NodeId(int(change.key[1])))
            for parent in {change.parent, change.new_parent}:
                self._tell_branch(parent)
        for part in change.key[1:]:
            self._tell_row(NodeId(part) if isinstance(part, int) else None)
        self._is_changing = False
        self._counting.start()

    @Slot()
    def _count(self) -> None:
        self._figures = None
        self.figures_changed.emit()

    def _begin(self, change: Change) -> str:
        goes_from = change.action != "insert" and self._shows_children(change.parent)
        target = change.parent if change.action == "insert" else change.new_parent
        goes_to = change.action != "remove" and self._shows_children(target)
        source, row = self.index_of(change.parent), change.row
        if goes_from and goes_to:
            same = change.parent == change.new_parent
            # Qt counts the place while the row is still at its old one.
            to = change.new_row + (1 if same and change.new_row > row else 0)
            self.beginMoveRows(source, row, row, self.index_of(change.new_parent), to)
            return "move"
        if goes_from:
            self.beginRemoveRows(source, row, row)
            return "remove"
        if goes_to:
            to = change.row if change.action == "insert" else change.new_row
            self.beginInsertRows(self.index_of(target), to, to)
            return "insert"
        return ""

    def _fold_anew(self, node_id: NodeId) -> None:
        was = self._folded.get(node_id)
        assert self._notice is not None
        count = self._notice.outline.child_count(node_id)
        if was is None or was == self._is_item(node_id) or not count:
            self._folded.pop(node_id, None)
            return
        index = self.index_of(node_id)
        if was:
            self.beginInsertRows(index, 0, count - 1)
            del self._folded[node_id]
            self.endInsertRows()
        else:
            self.beginRemoveRows(index, 0, count - 1)
            del self._folded[node_id]
            self.endRemoveRows()

    def _tell_branch(self, node_id: NodeId | None) -> None:
        # From the top: a filter takes a row in only where the row above is in.
        assert self._notice is not None
        if node_id is None or not self._notice.outline.has_node(node_id):
            return
        for above in reversed(list(self._notice.outline.ancestors(node_id))):
            self._tell_row(above.id)
        self._tell_row(node_id)

    def _tell_row(self, node_id: NodeId | None) -> None:
        first = self.index_of(node_id)
        if first.isValid():
            self.dataChanged.emit(first, first.siblingAtColumn(OutlineColumn.FINDINGS))

    def _shows_children(self, node_id: NodeId | None) -> bool:
        return node_id is None or not self._hides_children(node_id)

    def _hides_children(self, node_id: NodeId) -> bool:
        held = self._folded.get(node_id)
        return self._is_item(node_id) if held is None else held

    def _is_item(self, node_id: NodeId) -> bool:
        assert self._notice is not None
        outline = self._notice.outline
        return outline.has_node(node_id) and outline.node(node_id).kind is NodeKind.MEASURE

    def _target_of_drop(self, node_id: NodeId, parent: _Index) -> tuple[bool, NodeId | None]:
        if self._notice is None or not self._notice.outline.has_node(node_id):
            return False, None
        outline = self._notice.outline
        target = self.node_of(parent)
        above = () if target is None else (target, *(n.id for n in outline.ancestors(target)))
        kind = None if target is None else outline.node(target).kind
        return node_id not in above and _may_stand(outline, node_id, kind), target

    def _dragged(self, mime: QMimeData) -> NodeId | None:
        if not mime.hasFormat(_MIME_TYPE) or self._notice is None:
            return None
        notice_id, node_id = bytes(mime.data(_MIME_TYPE).data()).decode().split(":")
        return NodeId(int(node_id)) if int(notice_id) == self._notice.id else None

    # Overridden from Qt

    @override
    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        if self._notice is None or not self.hasIndex(row, column, parent):
            return QModelIndex()
        node_id = self._notice.outline.child_at(self.node_of(parent), row)
        return self.createIndex(row, column, node_id)

    @override
    def parent(self, child: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override] # QObject.parent() is another
        node_id = self.node_of(child)
        if node_id is None or self._notice is None:
            return QModelIndex()
        parent = self._notice.outline.node(node_id).parent
        if parent is None:
            return QModelIndex()
        return self.createIndex(self._notice.outline.row_of(parent), 0, parent)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if self._notice is None or parent.column() > 0:
            return 0
        if not parent.isValid():
            return self._notice.outline.child_count(None)
        node_id = self.node_of(parent)
        if node_id is None or self._hides_children(node_id):
            return 0
        return self._notice.outline.child_count(node_id)

    @override
    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        return self.rowCount(parent) > 0

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return len(OutlineColumn)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node_id = self.node_of(index) if role in _ANSWERED else None
        if node_id is None or self._notice is None:
            return None
        node = self._notice.outline.node(node_id)
        cells = Cells(self._notice, self.figures, node)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cells.text(OutlineColumn(index.column()))
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == OutlineColumn.WORDS:
                return cells.whole()
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return cells.tool_tip()
        part = _PARTS.get(role)
        return None if part is None else part(cells)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return header_words(_HEADERS, section, orientation, role)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _ROW_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [_MIME_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        node_id = self.node_of(indexes[0]) if indexes else None
        if node_id is not None and self._notice is not None:
            mime.setData(_MIME_TYPE, f"{self._notice.id}:{node_id}".encode())
        return mime

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        node_id = self._dragged(data)
        return node_id is not None and self._target_of_drop(node_id, parent)[0]

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        node_id = self._dragged(data)
        if node_id is None or self._notice is None:
            return False
        fits, target = self._target_of_drop(node_id, parent)
        if fits:
            last = self._notice.outline.child_count(target)
            self.move_requested.emit(node_id, target, last if row < 0 else row)
        return False  # the move is an edit; a view that heard True would take the row away itself


def _may_stand(outline: Outline, node_id: NodeId, above: NodeKind | None) -> bool:
    """Whether a node may stand under a kind, a heading also as another level if what is below it may stay there."""
    kind = outline.node(node_id).kind
    children = {child.kind for child in outline.children(node_id)}
    levels = [one for one in NodeKind if one.is_heading] if kind.is_heading else []
    return any(
        above in ALLOWED_PARENTS[one] and all(one in ALLOWED_PARENTS[below] for below in children)
        for one in (kind, *levels)
    )
