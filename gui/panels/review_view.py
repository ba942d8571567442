"""The review view: tree at the left, 对照 and 原文 at the right, the judgement below; one current node for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from gui.panels.compare_panel import ComparePanel
from gui.panels.judgement_panel import JudgementPanel
from gui.panels.node_commands import NodeCommands
from gui.panels.node_menu import add_clutter_entries, node_menu
from gui.panels.outline_panel import OutlinePanel
from gui.panels.source_panel import SourcePanel
from gui.panels.view_tabs import ViewName, ViewTabs
from gui.subscription import Subscription
from gui.text.item_runs import plain_words, runs_of
from models import labels
from models.annotation import Person
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from models.operations import Direction
from models.outline import Change
from models.places import Places
from models.source import Span
from models.values import Status
from services.review_session import ReviewSession

_WIDE = 1600  # pixels of the window from which both views fit side by side
_TREE_WIDTH = 430


class ReviewView(QWidget):
    """One notice under review.

    Signals:
        node_selected: the current NodeId, or None.
        edit_made: an EditGroup to be done by the desk.
        clutter_wanted: a tuple of Spans, and whether they are no part of the notice or text of it.
        status_message: a Chinese sentence for the status line.
    """

    node_selected = Signal(object)
    edit_made = Signal(object)
    clutter_wanted = Signal(object, bool)
    status_message = Signal(str)

    def __init__(
        self,
        person: Person,
        verdicts: Sequence[str] = labels.VERDICTS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self._current: NodeId | None = None
        self._last: NodeId | None = None  # the last one of this notice, kept while it is gone
        self._view: ViewName = "compare"
        self._view_is_chosen = False
        self._is_editable = True
        self._is_leaving = False
        self._subscription = Subscription(self)
        self._renewal = QTimer(self, interval=0, singleShot=True)
        self.outline_panel = OutlinePanel(self)
        self.compare_panel = ComparePanel(self)
        self.source_panel = SourcePanel(self)
        self.judgement_panel = JudgementPanel(person, verdicts, self)
        self.commands = NodeCommands(self)
        self.tabs = ViewTabs(self)
        self._texts = QSplitter(Qt.Orientation.Horizontal, self)
        self._arrange()
        self._connect_signals()
        self._open_view("compare")

    # For the window

    def show_session(self, session: ReviewSession | None) -> None:
        """Shows another notice, or none; what is being typed is committed first."""
        self._leave_fields()
        before, self._session = self._notice, session
        self._current = None
        notice = self._notice
        if before is None or notice is None or notice.id != before.id:
            self._last = None
        self._subscription.move_to(None if notice is None else notice.outline)
        diagnostics = session.diagnostics if session else ()
        self.outline_panel.show_notice(notice, diagnostics)
        figures = self.outline_panel.outline.figures
        self.compare_panel.show_notice(notice, figures)
        self.source_panel.text.show_notice(notice, diagnostics)
        self.judgement_panel.show_node(notice, None)
        self.commands.show_node(notice, None)
        self._renewal.stop()
        self._choose_view()
        self.node_selected.emit(None)
        if self._last is not None and notice is not None and notice.outline.has_node(self._last):
            self.select_node(self._last)  # the same notice, read anew

    def select_node(self, node_id: NodeId | None) -> None:
        """Goes to a node in the tree, in 对照 and in 原文."""
        notice = self._notice
        if notice is None or (node_id is not None and not notice.outline.has_node(node_id)):
            node_id = None
        if node_id != self._current:
            self._leave_fields()
        is_other = node_id != self._current
        self._current = node_id
        self._last = node_id or self._last
        self.outline_panel.select(node_id)
        self.compare_panel.show_node(node_id)
        self.source_panel.text.show_node(node_id)
        self.judgement_panel.show_node(notice, node_id)
        self.commands.show_node(notice, node_id)
        if is_other:
            self.node_selected.emit(node_id)

    def show_span(self, span: Span) -> None:
        """定位原文: brings words of the source into sight, opening 原文 where only 对照 is open."""
        self._open_source()
        self.source_panel.text.show_span(span)
        if self._notice is None:
            return
        places = Places(self._notice.source)
        generated = "编号由程序自动生成" if places.is_generated([span]) else ""
        if told := "，".join(filter(None, (places.name(span.start), generated))):
            self.status_message.emit(f"原文{told}")

    def return_to(self, offset: int) -> None:
        """Brings a place of 原文 back into sight, as it looks now."""
        self._open_source()
        self.source_panel.text.go_to(offset)

    def current_node(self) -> NodeId | None:
        """The current node."""
        return self._current

    def after_edit(self, node_id: NodeId | None) -> None:
        """Brings all up to date after an edit was done, undone or done again, and goes to its node."""
        self._renew()
        if self._is_leaving:
            return
        notice = self._notice
        is_there = notice is not None and node_id is not None and notice.outline.has_node(node_id)
        if is_there and node_id != self._current:
            self.select_node(node_id)

    def set_view(self, name: ViewName) -> None:
        """Shows 对照, 原文 or both; the width of the window no longer decides then."""
        self._view_is_chosen = True
        self._open_view(name)
        if not self.tabs.hasFocus():  # else the reviewer goes from view to view by the arrows
            self._pane().setFocus()

    def set_editable(self, is_editable: bool) -> None:
        """Whether anything can be changed: not in a workspace that is open for reading only."""
        self._is_editable = is_editable
        self.outline_panel.set_editable(is_editable)
        self.source_panel.set_editable(is_editable)
        self.judgement_panel.set_editable(is_editable)

    # Commands on the current node

    def apply_verdict(self, verdict: str) -> None:
        """审核结论 of the problem, at the stage chosen below."""
        if self.judgement_panel.node_id is None:
            self.status_message.emit("请先选择一个问题，再下结论")
        elif self._may_edit():
            self.judgement_panel.apply_verdict(verdict)

    def toggle_doubt(self) -> None:
        """待核实."""
        if self._may_edit():
            self.commands.toggle_doubt()

    def edit_annotation(self) -> None:
        """批注: on the selected words, else the reviewer's last note on the node, else a new one."""
        if not self._may_edit():
            return
        if self._current is None:
            self.status_message.emit("请先选择一条")
            return
        span = self._selected_span()
        notes = self.judgement_panel.notes
        notes.open_note(None if span is not None else notes.latest_own(), span)

    def make_node(self, kind: NodeKind) -> None:
        """标为: makes a node of the words selected in 原文."""
        if not self._may_edit():
            return
        span = self._selected_span()
        if span is None:
            self._open_source()
        self.commands.make_node(span, kind)
        self.source_panel.text.drop_selection()

    def mark_clutter(self) -> None:
        """标为非正文: the words selected in 原文."""
        if not self._may_edit():
            return
        span = self._selected_span()
        if span is None:
            self._open_source()
            self.status_message.emit("请先在原文里选中不是正文的文字")
        else:
            self.source_panel.text.drop_selection()
            self.clutter_wanted.emit((span,), True)

    def restore_text(self) -> None:
        """恢复为正文: what is no part of the notice in the selected words of 原文, else at the caret."""
        if not self._may_edit():
            return
        self._open_source()
        self.restore(self.source_panel.text.clutter_here())

    def restore(self, places: tuple[Span, ...]) -> None:
        """恢复为正文."""
        if places:
            self.source_panel.text.drop_selection()
            self.clutter_wanted.emit(places, False)
        else:
            self.status_message.emit("光标处没有非正文；请在原文里选中划去的文字")

    def edit_words(self) -> None:
        """修改文字."""
        if self._may_edit():
            self.commands.edit_words()

    def change_kind(self, kind: NodeKind) -> None:
        """更改类别."""
        if self._may_edit():
            self.commands.change_kind(kind)

    def correct_status(self, status: Status) -> None:
        """更正识读 of 自报状态."""
        if self._may_edit():
            self.commands.correct_status(status)

    def delete_current(self) -> None:
        """删除."""
        if self._may_edit():
            self.commands.delete()

    def move_current(self, direction: Direction) -> None:
        """上移, 下移, 降一级, 升一级."""
        if self._may_edit():
            self.commands.shift(direction)

    def split_current(self) -> None:
        """拆分: at the caret in 原文 where that stands in the node, else where a dialog says."""
        if self._may_edit():
            in_source = self.source_panel.isVisible() and self.source_panel.text.hasFocus()
            self.commands.split(self.source_panel.text.caret() if in_source else None)

    def merge_with_next(self) -> None:
        """与下一条合并."""
        if self._may_edit():
            self.commands.merge_with_next()

    def edit_links(self) -> None:
        """对应关系."""
        if self._may_edit():
            self.commands.edit_links()

    def go_next_open(self, backwards: bool = False) -> None:  # as the window calls it
        """The next problem (or the one before) without a conclusion."""
        if self._session is None:
            return
        self._leave_fields()
        found = self._session.next_open(self._current, backwards=backwards)
        if found is None:
            self.status_message.emit("没有未审的问题了")
        else:
            self.select_node(found)

    def copy_words(self) -> None:
        """Copies the selected words, else those of the current node."""
        for text in (self.source_panel.text, self.compare_panel.text):
            if text.textCursor().hasSelection() and text.isVisible():
                span = self._selected_span() if text is self.source_panel.text else None
                words = span.of(self._notice.text) if span and self._notice else ""
                QGuiApplication.clipboard().setText(words or text.textCursor().selectedText())
                return
        if self._notice is not None and self._current is not None:
            node = self._notice.outline.node(self._current)
            QGuiApplication.clipboard().setText(plain_words(runs_of(self._notice, node)))

    # Told by the outline

    def before_change(self, change: Change) -> None:
        """Nothing is to be done before."""

    def after_change(self, change: Change) -> None:
        """Brings all up to date once the whole group is through."""
        self._renewal.start()

    # Inside

    @property
    def _notice(self) -> Notice | None:
        return self._session.notice if self._session else None

    def _arrange(self) -> None:
        self._texts.addWidget(self.compare_panel)
        self._texts.addWidget(self.source_panel)
        self._texts.setChildrenCollapsible(False)
        self._texts.setSizes([1000, 1000])
        upper = QWidget(self)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.tabs)
        above.addWidget(self._texts, 1)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(upper, 1)
        column.addWidget(self.judgement_panel)
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._sides.addWidget(self.outline_panel)
        self._sides.addWidget(right)
        self._sides.setStretchFactor(1, 1)
        self._sides.setChildrenCollapsible(False)
        self._sides.setSizes([_TREE_WIDTH, 10 * _TREE_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sides)
        self.setFocusProxy(self.outline_panel.tree)

    def _connect_signals(self) -> None:
        self._renewal.timeout.connect(self._renew)
        self.tabs.currentChanged.connect(self.on_tab_changed)
        self.outline_panel.node_chosen.connect(self.on_node_chosen)
        self.outline_panel.move_requested.connect(self.on_node_dropped)
        self.outline_panel.outline.figures_changed.connect(self.on_figures_changed)
        self.compare_panel.node_chosen.connect(self.on_node_chosen)
        self.compare_panel.span_chosen.connect(self.show_span)
        self.source_panel.text.node_chosen.connect(self.on_node_chosen)
        self.source_panel.kind_chosen.connect(self.make_node)
        self.source_panel.clutter_chosen.connect(self.mark_clutter)
        self.outline_panel.menu_requested.connect(self.on_menu_requested)
        self.compare_panel.menu_requested.connect(self.on_menu_requested)
        self.source_panel.text.menu_requested.connect(self.on_menu_requested)
        for keys in (self.outline_panel.keys, self.compare_panel.keys, self.source_panel.keys):
            keys.reword_asked.connect(self.edit_words)
            keys.delete_asked.connect(self.delete_current)
            keys.move_asked.connect(self.move_current)
            keys.judge_asked.connect(self.judgement_panel.go_in)
            keys.next_asked.connect(self.go_next_open)
        self.commands.edit_made.connect(self.edit_made)
        self.commands.refused.connect(self.status_message)
        self.commands.said.connect(self.status_message)
        self.judgement_panel.edit_made.connect(self.edit_made)
        self.judgement_panel.refused.connect(self.status_message)
        self.judgement_panel.next_asked.connect(self.go_next_open)
        self.judgement_panel.left.connect(self.outline_panel.tree.setFocus)

    @Slot(object)
    def on_node_chosen(self, node_id: NodeId | None) -> None:
        """The reviewer went to a node in one of the panels."""
        if node_id != self._current:
            self.select_node(node_id)

    @Slot(object, object, int)
    def on_node_dropped(self, node_id: NodeId, parent: NodeId | None, row: int) -> None:
        """A row of the tree was dropped elsewhere."""
        if self._may_edit():
            self.commands.move(node_id, parent, row)

    @Slot(object, QPoint)
    def on_menu_requested(self, node_id: NodeId | None, where: QPoint) -> None:
        """Opens the menu of a node."""
        if self._notice is None:
            return
        is_source = self.sender() is self.source_panel.text
        has_words = is_source and self._selected_span() is not None
        clutter = self.source_panel.text.clutter_here() if is_source else ()
        if node_id is not None and not has_words:
            self.on_node_chosen(node_id)
        menu = node_menu(
            self,
            self,
            notice=self._notice,
            node=self.commands.node(),
            has_words=has_words,
            is_editable=self._is_editable,
        )
        if self._is_editable:
            add_clutter_entries(menu, self, has_words=has_words, places=clutter)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    @Slot(int)
    def on_tab_changed(self, at: int) -> None:
        """The reviewer chose a view."""
        self.set_view(self.tabs.view_at(at))

    @Slot()
    def on_figures_changed(self) -> None:
        """Numbers or findings were counted anew."""
        self.compare_panel.renew(self.outline_panel.outline.figures)

    @Slot()
    def _renew(self) -> None:
        self._renewal.stop()
        if self._session is None:
            return
        diagnostics = self._session.diagnostics
        self.outline_panel.outline.show_diagnostics(diagnostics)
        self.source_panel.text.show_diagnostics(diagnostics)
        outline = self._session.notice.outline
        if self._current is not None and not outline.has_node(self._current):
            self.select_node(self.outline_panel.selected())
        self.compare_panel.renew(self.outline_panel.outline.figures)
        self.judgement_panel.renew()
        self.judgement_panel.setVisible(self._has_problems())

    def _leave_fields(self) -> None:
        # The window answers an edit by going to its node; that must not undo where the reviewer is going now.
        self._is_leaving = True
        try:
            self.judgement_panel.flush()
        finally:
            self._is_leaving = False

    def _may_edit(self) -> bool:
        if not self._is_editable:
            self.status_message.emit("项目文件以只读方式打开，不能修改")
        return self._is_editable

    def _selected_span(self) -> Span | None:
        return self.source_panel.text.selected_span() if self.source_panel.isVisible() else None

    def _is_wide(self) -> bool:
        return self.window().width() >= _WIDE

    def _choose_view(self) -> None:
        """Takes the view that fits the window and the notice, until the reviewer chooses one."""
        self.judgement_panel.setVisible(self._has_problems() or self._notice is None)
        if self._view_is_chosen:
            return
        is_split = self._is_wide() or (self._notice is not None and not self._has_problems())
        wanted: ViewName = "split" if is_split else "compare"
        if wanted != self._view:
            self._open_view(wanted)

    def _has_problems(self) -> bool:
        return self._notice is not None and self._notice.outline.child_count(None) > 0

    def _open_source(self) -> None:
        """Opens 原文 where only 对照 is open."""
        if self._view == "compare":
            self._open_view("split" if self._is_wide() else "source")

    def _pane(self) -> QWidget:
        """The text that a view is about."""
        panel = self.source_panel if self._view == "source" else self.compare_panel
        return panel.text

    def _open_view(self, name: ViewName) -> None:
        self._view = name
        self.tabs.show_view(self._view)
        parts = (self.compare_panel, self.source_panel)
        shown, hidden = reversed(parts) if self._view == "source" else parts
        shown.show()
        if self._view != "split" and hidden.isAncestorOf(self.window().focusWidget()):
            self._pane().setFocus()  # Qt would give it to the next field, which is a judgement
        hidden.setVisible(self._view == "split")
        if self._current is not None:
            self.source_panel.text.show_node(self._current)

    # Overridden from Qt

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_view()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave_fields()
