"""What can be done to the current node: each command becomes one group of edits, some after a small dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.dialogs.node_links import Choice, LinksDialog
from gui.dialogs.node_words import SplitDialog, WordsDialog
from gui.text.item_runs import plain_words, runs_of
from gui.wording import shortened
from models import labels, operations
from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.operations import Direction
from models.outline import Outline
from models.source import Span
from models.values import Status

_NOTHING_CHOSEN = "请先选择一条"


class NodeCommands(QObject):
    """Works on one node of one notice at a time.

    Signals:
        edit_made: an EditGroup.
        refused: the Chinese sentence why nothing was done.
        said: the Chinese sentence what was done.
    """

    edit_made = Signal(object)
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._notice: Notice | None = None
        self._node: NodeId | None = None
        self._asked: NodeId | None = None

    def show_node(self, notice: Notice | None, node_id: NodeId | None) -> None:
        """Takes another node as the one to work on."""
        self._notice, self._node = notice, node_id

    def node(self) -> Node | None:
        """The node to work on."""
        if self._notice is None or self._node is None:
            return None
        return self._notice.outline.node(self._node) if self._has(self._node) else None

    def change_kind(self, kind: NodeKind) -> None:
        """Makes it another kind."""
        self._make(lambda outline, node: operations.change_kind(outline, node, kind))

    def correct_status(self, status: Status) -> None:
        """更正识读 of the lowest problem it belongs to."""
        self._make(
            lambda outline, node: operations.correct_status(
                outline, _problem(outline, node), status
            )
        )

    def delete(self) -> None:
        """Takes it away with all below, and says how much that was."""
        node = self.node()
        if node is None or self._notice is None:
            self.refused.emit(_NOTHING_CHOSEN)
            return
        group = operations.delete_node(self._notice.outline, node.id)
        self._emit(group)
        if not self._has(node.id):
            self.said.emit(f"{group.label.replace('删除：', '已删除 ', 1)}，可撤销")

    def shift(self, direction: Direction) -> None:
        """Moves it one place or one level."""
        self._make(lambda outline, node: operations.shift_node(outline, node, direction))

    def move(self, node_id: NodeId, parent: NodeId | None, row: int) -> None:
        """Moves a node to where it was dropped: before the row that is `row` now."""
        if not self._has(node_id) or self._notice is None:
            return
        outline = self._notice.outline
        is_behind = outline.node(node_id).parent == parent and outline.row_of(node_id) < row
        self._make_on(
            node_id,
            lambda one, node: operations.move_node(one, node, parent, row - int(is_behind)),
        )

    def toggle_doubt(self) -> None:
        """Sets or takes away 待核实."""
        self._make(
            lambda outline, node: operations.mark_doubt(
                outline, node, not outline.review(node).doubt
            )
        )

    def make_node(self, span: Span | None, kind: NodeKind) -> None:
        """Makes a node of selected words."""
        if span is None or self._notice is None:
            self.refused.emit("请先在原文中选中文字，再标注类别")
            return
        try:
            self._emit(operations.make_node(self._notice.outline, span, kind))
        except EditError as error:
            self.refused.emit(str(error))

    def merge_with_next(self) -> None:
        """Joins it with the one of its kind that follows."""
        self._make(_merge_with_next)

    def split(self, offset: int | None = None) -> None:
        """Cuts it at an offset of the source, or where a dialog says."""
        node = self.node()
        if node is None or self._notice is None:
            self.refused.emit(_NOTHING_CHOSEN)
            return
        if offset is not None and any(span.start < offset < span.end for span in node.body):
            self.split_at(offset)
            return
        if node.wording is not None or not node.body:
            # Says why it cannot be done.
            self.split_at(offset or 0)
            return
        dialog = SplitDialog(self._window, self._notice.text, node.body)
        self._ask(dialog.place_given, self.split_at, node)
        dialog.open()

    @Slot(int)
    def split_at(self, offset: int) -> None:
        """Cuts it at an offset of the source."""
        self._make(lambda outline, node: operations.split_node(outline, node, offset))

    def edit_words(self) -> None:
        """Opens the dialog for its wording."""
        node = self.node()
        if node is None or self._notice is None:
            self.refused.emit(_NOTHING_CHOSEN)
            return
        printed = _unworded(node).text(self._notice.text)
        dialog = WordsDialog(
            self._window,
            f"修改文字：{labels.KIND[node.kind]} {node.number or ''}".strip(),
            above=f"原文：{printed}" if printed else "",
            words=self._notice.words(node),
            withdraw="恢复原文" if node.wording is not None else None,
        )
        self._ask(dialog.words_given, self.on_words_given, node)
        dialog.words_withdrawn.connect(self.on_words_withdrawn)
        dialog.open()

    @Slot(str)
    def on_words_given(self, words: str) -> None:
        """Takes the words typed; the words of the source are no new wording."""
        node = self._asked_node()
        if node is None or self._notice is None or words.strip() == self._notice.words(node):
            return
        is_print = words.strip() == _unworded(node).text(self._notice.text)
        wording = None if is_print else words
        self._make_on(node.id, lambda outline, one: operations.reword(outline, one, wording))

    @Slot()
    def on_words_withdrawn(self) -> None:
        """Gives the words of the source back."""
        node = self._asked_node()
        if node is not None:
            self._make_on(node.id, lambda outline, one: operations.reword(outline, one, None))

    def edit_links(self) -> None:
        """Opens the check list of what an outcome answers, or of what answers a measure."""
        node = self.node()
        if node is None or self._notice is None:
            self.refused.emit(_NOTHING_CHOSEN)
            return
        if node.kind not in (NodeKind.MEASURE, NodeKind.OUTCOME):
            self.refused.emit("请先选择一条整改措施或完成情况")
            return
        is_outcome = node.kind is NodeKind.OUTCOME
        other = NodeKind.MEASURE if is_outcome else NodeKind.OUTCOME
        dialog = LinksDialog(
            self._window,
            f"{labels.KIND[node.kind]} {node.number or ''}".strip() + f"对应的{labels.KIND[other]}",
            above=plain_words(runs_of(self._notice, node)),
            choices=_choices(self._notice, node, other),
        )
        self._ask(dialog.chosen, self.on_links_chosen, node)
        dialog.open()

    @Slot(object)
    def on_links_chosen(self, chosen: list[NodeId]) -> None:
        """Links as ticked."""
        node = self._asked_node()
        if node is None:
            return
        if node.kind is NodeKind.OUTCOME:
            self._make_on(node.id, lambda outline, one: operations.relink(outline, one, chosen))
        else:
            self._make_on(node.id, lambda outline, one: _answer_with(outline, one, chosen))

    def _ask(self, signal: object, slot: object, node: Node) -> None:
        self._asked = node.id
        signal.connect(slot)  # type: ignore[attr-defined] # a bound signal

    def _asked_node(self) -> Node | None:
        if self._notice is None or self._asked is None or not self._has(self._asked):
            return None
        return self._notice.outline.node(self._asked)

    def _has(self, node_id: NodeId) -> bool:
        return self._notice is not None and self._notice.outline.has_node(node_id)

    def _make(self, make: Callable[[Outline, NodeId], EditGroup]) -> None:
        node = self.node()
        if node is None:
            self.refused.emit(_NOTHING_CHOSEN)
            return
        self._make_on(node.id, make)

    def _make_on(self, node_id: NodeId, make: Callable[[Outline, NodeId], EditGroup]) -> None:
        assert self._notice is not None
        try:
            self._emit(make(self._notice.outline, node_id))
        except EditError as error:
            self.refused.emit(str(error))

    def _emit(self, group: EditGroup) -> None:
        if group.edits:
            self.edit_made.emit(group)


def _unworded(node: Node) -> Node:
    return replace(node, wording=None)


def _problem(outline: Outline, node_id: NodeId) -> NodeId:
    problem = outline.lowest_problem_of(node_id)
    return problem.id if problem else node_id


def _merge_with_next(outline: Outline, node_id: NodeId) -> EditGroup:
    node = outline.node(node_id)
    later = outline.children(node.parent)[outline.row_of(node_id) + 1 :]
    following = next((one for one in later if one.kind is node.kind), None)
    if following is None:
        raise EditError("后面没有同级、同类的一条可以合并")
    return operations.merge_nodes(outline, node_id, following.id)


def _answer_with(outline: Outline, measure: NodeId, outcomes: list[NodeId]) -> EditGroup:
    """Makes exactly `outcomes` answer `measure`; what else they answer stays."""
    old = outline.answered_by(measure)
    edits: list[Edit] = []
    for outcome in dict.fromkeys((*old, *outcomes)):
        others = [one for one in outline.answers(outcome) if one != measure]
        wanted = [*others, measure] if outcome in outcomes else others
        if (outcome in outcomes) != (outcome in old):
            edits += operations.relink(outline, outcome, wanted).edits
    name = outline.node(measure).number or ""
    return EditGroup(f"修改对应关系：整改措施 {name}".strip(), tuple(edits), measure)


def _choices(notice: Notice, node: Node, kind: NodeKind) -> list[Choice]:
    outline = notice.outline
    home = outline.lowest_problem_of(node.id)
    linked = set(
        outline.answers(node.id) if kind is NodeKind.MEASURE else outline.answered_by(node.id)
    )
    found = []
    numbers = outline.item_numbers()
    for other in outline.walk():
        if other.kind is not kind:
            continue
        problem = outline.lowest_problem_of(other.id)
        is_near = problem is not None and home is not None and problem.id == home.id
        where = f"问题 {numbers[problem.id]}：" if problem is not None and not is_near else ""
        words = shortened(plain_words(runs_of(notice, other)), 120)
        shown = f"{other.number} {words}" if other.number else words
        found.append(Choice(other.id, where + shown, other.id in linked, is_near))
    return sorted(found, key=lambda choice: not choice.is_near)
