"""The context menu of a node, the same in the tree, in 对照 and in 原文."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.panels.source_panel import MARKED_KINDS
from models import labels
from models.node import Node, NodeKind
from models.notice import Notice
from models.operations import Direction
from models.source import Span
from models.values import Status

V = TypeVar("V")


class Commands(Protocol):
    """What the entries of the menu do."""

    def edit_words(self) -> None:
        """修改文字."""

    def change_kind(self, kind: NodeKind) -> None:
        """更改类别."""

    def correct_status(self, status: Status) -> None:
        """更正自报状态."""

    def edit_links(self) -> None:
        """对应关系."""

    def edit_annotation(self) -> None:
        """批注."""

    def toggle_doubt(self) -> None:
        """待核实."""

    def move_current(self, direction: Direction) -> None:
        """上移, 下移, 降一级, 升一级."""

    def split_current(self) -> None:
        """拆分."""

    def merge_with_next(self) -> None:
        """与下一条合并."""

    def delete_current(self) -> None:
        """删除."""

    def make_node(self, kind: NodeKind) -> None:
        """标为."""

    def copy_words(self) -> None:
        """复制."""


class ClutterCommands(Protocol):
    """What the entries for 非正文 do."""

    def mark_clutter(self) -> None:
        """标为非正文."""

    def restore(self, places: tuple[Span, ...]) -> None:
        """恢复为正文."""


_DIRECTIONS: tuple[tuple[Direction, str], ...] = (
    ("up", "上移"),
    ("down", "下移"),
    ("in", "降一级"),
    ("out", "升一级"),
)


def node_menu(
    parent: QWidget,
    commands: Commands,
    *,
    notice: Notice,
    node: Node | None,
    has_words: bool,
    is_editable: bool,
) -> QMenu:
    """The menu for `node`; `has_words` says whether words of the source are selected."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    if has_words and is_editable:
        marked = menu.addMenu("选中的文字标为")
        for kind in (*MARKED_KINDS, NodeKind.RECOMMENDATION):
            _add(marked, labels.KIND[kind], _with(commands.make_node, kind))
        menu.addSeparator()
    _add(menu, "复制", commands.copy_words)
    if node is not None and is_editable:
        menu.addSeparator()
        _add_node_entries(menu, commands, notice, node)
    return menu


def add_clutter_entries(
    menu: QMenu, commands: ClutterCommands, *, has_words: bool, places: Sequence[Span]
) -> None:
    """What can be done with words of 原文 that are not of the notice, or should not be; `places` are those now."""
    if not has_words and not places:
        return
    menu.addSeparator()
    if has_words:
        _add(menu, "标为非正文\tAlt+0", commands.mark_clutter)
    if places:
        _add(menu, "恢复为正文\tAlt+9", _with(commands.restore, tuple(places)))


def _add_node_entries(menu: QMenu, commands: Commands, notice: Notice, node: Node) -> None:
    _add(menu, "修改文字…\tF2", commands.edit_words)
    kinds = menu.addMenu("更改类别")
    for kind in NodeKind:
        if kind is not node.kind:
            _add(kinds, labels.KIND[kind], _with(commands.change_kind, kind))
    if notice.outline.lowest_problem_of(node.id) is not None:
        statuses = menu.addMenu("更正自报状态")
        for status in Status:
            _add(statuses, labels.STATUS[status], _with(commands.correct_status, status))
    if node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME):
        _add(menu, "对应关系…", commands.edit_links)
    menu.addSeparator()
    _add(menu, "批注…", commands.edit_annotation)
    is_doubted = notice.outline.review(node.id).doubt
    _add(menu, "取消待核实" if is_doubted else "待核实", commands.toggle_doubt)
    menu.addSeparator()
    for direction, words in _DIRECTIONS:
        _add(menu, words, _with(commands.move_current, direction))
    _add(menu, "拆分…", commands.split_current)
    _add(menu, "与下一条合并", commands.merge_with_next)
    menu.addSeparator()
    _add(menu, "删除\tDel", commands.delete_current)


def _add(menu: QMenu, words: str, do: Callable[[], None]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(do)
    return action


def _with(do: Callable[[V], None], value: V) -> Callable[[], None]:
    # QAction tells whether it is checked; the command wants its own value.
    return lambda *_: do(value)
