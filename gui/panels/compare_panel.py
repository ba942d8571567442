"""对照: the problem above, measures left, outcomes right, with what answers what and what stays unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from gui.delegates.tints import tints_of
from gui.itemmodels.outline_figures import OutlineFigures
from gui.panels.compare_page import LISTED_AT_MOST, NODE_PROPERTY, ComparePage
from gui.panels.links import read_link
from gui.panels.node_keys import NodeKeys
from gui.panels.problem_strip import ProblemStrip
from models import labels
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind

_NOTHING_OPEN = ("请在材料库中选择一份材料。", "也可以把文件拖进窗口导入。")
_ANSWERED = (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM, NodeKind.RECOMMENDATION)


class ComparePanel(QWidget):
    """Shows the problem that the current node belongs to; writes a new page only for another problem or a change.

    Signals:
        node_chosen: the NodeId whose words were clicked.
        span_chosen: the Span of the source that a link leads to.
        menu_requested: a NodeId or None, and the place on screen.
    """

    node_chosen = Signal(object)
    span_chosen = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = ProblemStrip(self)
        self.text = CompareText(self)
        self.keys = NodeKeys(self.text)
        self._notice: Notice | None = None
        self._figures = OutlineFigures()
        self._shown: NodeId | None = None
        self._current: NodeId | None = None
        self._page: ComparePage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.text)
        self._connect_signals()

    @property
    def shown(self) -> NodeId | None:
        """The problem or heading of the page."""
        return self._shown

    def show_notice(self, notice: Notice | None, figures: OutlineFigures) -> None:
        """Takes up another notice, with nothing chosen."""
        self._notice, self._figures = notice, figures
        self._shown = self._current = None
        self._write()

    def show_node(self, node_id: NodeId | None) -> None:
        """Goes to a node: to its problem, and to its words there."""
        subject = self._subject(node_id)
        self._current = node_id
        if subject != self._shown or self._page is None:
            self._shown = subject
            self._write()
        self._mark()
        self._go_to(node_id)

    def renew(self, figures: OutlineFigures) -> None:
        """Writes the page again after a change; the place on the page stays."""
        self._figures = figures
        if self._notice is None:
            return
        outline = self._notice.outline
        if self._current is not None and not outline.has_node(self._current):
            self._current = None
        if self._shown is not None and not outline.has_node(self._shown):
            self._shown = None
        if self._current is not None:
            self._shown = self._subject(self._current)
        bar = self.text.verticalScrollBar()
        at, caret = bar.value(), self.text.textCursor().position()
        self._write()
        self.text.set_caret(min(caret, self.text.document().characterCount() - 1))
        self._mark()
        bar.setValue(at)

    def _connect_signals(self) -> None:
        self.text.anchorClicked.connect(self.on_anchor_clicked)
        self.text.place_chosen.connect(self.on_place_chosen)
        self.text.menu_requested.connect(self.menu_requested)

    @Slot(QUrl)
    def on_anchor_clicked(self, url: QUrl) -> None:
        """Follows a link."""
        target = read_link(url.toString())
        if isinstance(target, Span):
            self.span_chosen.emit(target)
        elif target is not None:
            self.node_chosen.emit(target)

    @Slot(object)
    def on_place_chosen(self, node_id: NodeId) -> None:
        """Makes the node of the words under the caret current."""
        if self._notice is not None and node_id != self._current:
            self.node_chosen.emit(node_id)

    def _subject(self, node_id: NodeId | None) -> NodeId | None:
        if self._notice is None or node_id is None or not self._notice.outline.has_node(node_id):
            return None
        outline = self._notice.outline
        for node in (outline.node(node_id), *outline.ancestors(node_id)):
            if node.kind in _ANSWERED or node.kind is NodeKind.ASPECT:
                return node.id
        return None

    def _write(self) -> None:
        with QSignalBlocker(self.text):
            page = ComparePage(self.text.document(), tints_of(self.palette()), self.font())
            self._page = page
            with page.writing():
                self._fill(page)
            self.text.set_caret(0)
        self.text.setExtraSelections([])
        self.strip.show_node(self._notice, self._figures, self._shown)

    def _fill(self, page: ComparePage) -> None:
        notice = self._notice
        if notice is None:
            page.write_plain(_NOTHING_OPEN)
            return
        outline = notice.outline
        if self._shown is not None:
            node = outline.node(self._shown)
            findings = self._figures.findings_for_page(node)
            if node.kind is NodeKind.RECOMMENDATION or outline.is_lowest_problem(node.id):
                page.write_problem(notice, node, self._figures.item_no(node.id), findings)
            else:
                self._list(page, notice, node, findings)
        elif next(_lowest_below(notice, None), None) is not None:
            self._list(page, notice, None, self._figures.of_notice)
        else:
            page.write_plain(_no_problems(notice), notice)

    def _list(
        self, page: ComparePage, notice: Notice, node: Node | None, findings: Sequence[Diagnostic]
    ) -> None:
        found = list(islice(_lowest_below(notice, node), LISTED_AT_MOST + 1))
        below = [(self._figures.item_no(one.id), one) for one in found[:LISTED_AT_MOST]]
        has_more = len(found) > len(below)
        page.write_heading(notice, node, below, findings, has_more=has_more)

    def _mark(self) -> None:
        # The problem of the page needs no mark: it stands above all and in the line over it.
        self.text.mark([] if self._current == self._shown else self._places(self._current))

    def _places(self, node_id: NodeId | None) -> list[tuple[int, int]]:
        if self._page is None or node_id is None:
            return []
        return self._page.places.get(node_id, [])

    def _go_to(self, node_id: NodeId | None) -> None:
        places = self._places(node_id)
        if not places or self.text.has_caret_in(places):
            return
        self.text.set_caret(places[0][0])
        if node_id == self._shown:
            self.text.verticalScrollBar().setValue(0)
        else:
            self.text.ensureCursorVisible()

    # Overridden from Qt

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.renew(self._figures)


class CompareText(QTextBrowser):
    """The page: selectable, with links for keyboard and mouse.

    Signals:
        place_chosen: the NodeId of the words where the caret was put.
        menu_requested: the NodeId of the words under the mouse or None, and the place on screen.
    """

    place_chosen = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("对照")
        self.setToolTip("点击文字选中这一条；右键可更正、批注、更改对应关系")
        self.cursorPositionChanged.connect(self.on_cursor_moved)

    def set_caret(self, position: int) -> None:
        """Puts the caret somewhere without choosing what stands there."""
        with QSignalBlocker(self):
            cursor = self.textCursor()
            cursor.setPosition(position)
            self.setTextCursor(cursor)

    def has_caret_in(self, places: Sequence[tuple[int, int]]) -> bool:
        """Whether the caret stands in one of `places`."""
        at = self.textCursor().position()
        return any(start <= at <= end for start, end in places)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Marks words strongly."""
        form = QTextCharFormat()
        tints = tints_of(self.palette())
        form.setBackground(QColor(tints.current))
        form.setForeground(QColor(tints.words))
        selections = []
        for start, end in places:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = form
            selections.append(selection)
        self.setExtraSelections(selections)

    def node_at(self, position: int) -> NodeId | None:
        """The node whose words stand at a position of the document."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position + 1, self.document().characterCount() - 1))
        held = cursor.charFormat().property(NODE_PROPERTY)
        return NodeId(int(held)) if held else None

    @Slot()
    def on_cursor_moved(self) -> None:
        """Tells which words the caret came to; not while words are being selected."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return
        node_id = self.node_at(cursor.position())
        if node_id is not None:
            self.place_chosen.emit(node_id)

    # Overridden from Qt

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.pos()
        node_id = self.node_at(self.cursorForPosition(where).position())
        self.menu_requested.emit(node_id, self.viewport().mapToGlobal(where))


def _lowest_below(notice: Notice, top: Node | None) -> Iterator[Node]:
    nodes = notice.outline.walk(top.id if top else None)
    return (node for node in nodes if notice.outline.is_lowest_problem(node.id))


def _no_problems(notice: Notice) -> tuple[str, ...]:
    kind = labels.NOTICE_KIND[notice.kind]
    if notice.kind is NoticeKind.RECTIFICATION_NOTICE:
        first = "没有读出分条列出的问题。"
    else:
        first = f"这份材料按“{kind}”收存，没有分条列出的问题。"
    reason = notice.reading.kind_reason.rstrip("。")
    return (
        f"{first}{reason}。" if reason else first,
        "需要时可以自己标注：在“原文”中选中文字，再点“标为”，选择主要问题、整改措施或完成情况。",
    )
