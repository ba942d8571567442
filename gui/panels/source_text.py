"""The source text with the words of the nodes tinted. The truth stays in the notice; the widget only shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget
from typing_extensions import override

from gui.delegates.tints import tints_of
from gui.text.clutter_marks import clutter_format, clutter_in, clutter_tip, shared, show_lines
from gui.text.damage_marks import damage_format, damage_spans, damage_tip, pieces
from gui.text.positions import TextPositions
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.notice import Notice
from models.source import Span

_BESIDE = 1500  # signs before and behind the visible ones that are tinted too, so that scrolling rarely tints anew
_BLANKS = " \t\n\u00a0\u3000\u2028\u2029"


class SourceText(QTextEdit):
    """Reads like paper: selectable, with a caret, never changed.

    Signals:
        node_chosen: the NodeId of the words under the caret.
        words_selected: whether any words are selected.
        menu_requested: the NodeId of the words under the mouse or None, and the place on screen.
    """

    node_chosen = Signal(object)
    words_selected = Signal(bool)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._positions = TextPositions("")
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._current: NodeId | None = None
        self._pointed: Span | None = None
        self._tinted = (0, 0)
        self._is_loaded = True
        self._hides_clutter = False
        # Where the view has only just been opened its width, and so every line, is another one a moment later.
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._settling.timeout.connect(self._bring_caret_into_sight)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("原文")
        self.setToolTip("点击文字选中所属的一条；选中文字后可“标为”问题、措施或完成情况")
        self.verticalScrollBar().valueChanged.connect(self.on_scrolled)
        self.cursorPositionChanged.connect(self.on_cursor_moved)
        self.selectionChanged.connect(self.on_selection_changed)

    def show_notice(self, notice: Notice | None, diagnostics: Sequence[Diagnostic] = ()) -> None:
        """Shows the text of another notice; a new reading of the same text leaves caret and scroll where they are."""
        before, self._notice = self._notice, notice
        self._diagnostics = tuple(diagnostics)
        self._current = self._pointed = None
        if self._is_loaded and _is_same_text(before, notice):
            self._renew_clutter_lines(before)
            self.tint()
            return
        self._is_loaded = False
        if self.isVisible():
            self._load()

    def show_diagnostics(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Underlines the places of other findings."""
        self._diagnostics = tuple(diagnostics)
        self.tint()

    def _load(self) -> None:
        # Not before it is seen: laying a long text out takes longer than all the rest of opening a notice.
        if self._is_loaded:
            return
        text = self._notice.text if self._notice else ""
        self._positions = TextPositions(text)
        with QSignalBlocker(self):
            self.setExtraSelections([])
            self.setPlainText(text)
            self._space_lines()
            if self._hides_clutter:
                self._show_clutter_lines(is_shown=False)
        self._is_loaded = True  # not before: while the text changes the scroll bar asks for tints
        self.words_selected.emit(False)
        self.show_node(self._current)

    def show_node(self, node_id: NodeId | None) -> None:
        """Marks a node strongly and brings its words into sight."""
        self._current = node_id
        self._pointed = None
        if not self._is_loaded:
            return
        spans = list(self._spans_of(node_id))
        if spans and not any(span.contains(self.caret()) for span in spans):
            self._go_to(spans[0].start)
        self.tint()

    def show_span(self, span: Span) -> None:
        """Marks words, whoever they belong to, and brings them into sight."""
        self._load()
        self._pointed = span
        self._go_to(span.start)
        self.tint()

    def go_to(self, offset: int) -> None:
        """Puts the caret before a character and brings it into sight, without marking it."""
        self._load()
        self._go_to(offset)

    def caret(self) -> int:
        """The offset in the source where the caret stands."""
        return self._positions.from_qt(self.textCursor().position())

    def selected_span(self) -> Span | None:
        """The selected words without the blanks around them, or None."""
        cursor = self.textCursor()
        if self._notice is None or not cursor.hasSelection():
            return None
        span = self._positions.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())
        if span is None:
            return None
        words = span.of(self._notice.text)
        start = span.start + len(words) - len(words.lstrip(_BLANKS))
        end = span.end - len(words) + len(words.rstrip(_BLANKS))
        return Span(start, end) if start < end else None

    @property
    def hides_clutter(self) -> bool:
        """Whether lines that are wholly 非正文 are left out of sight."""
        return self._hides_clutter

    def hide_clutter(self, *, is_hidden: bool) -> None:
        """Leaves lines that are wholly 非正文 out of sight, or shows them again."""
        self._hides_clutter = is_hidden
        if self._is_loaded:
            self._show_clutter_lines(is_shown=not is_hidden)
            self.tint()

    def clutter_here(self) -> tuple[Span, ...]:
        """The places that are no part of the notice: in the selected words, else the one at the caret."""
        if self._notice is None or not self._notice.text:
            return ()
        words = self.selected_span()
        caret = self.caret()
        seen = words or Span(max(0, caret - 1), min(len(self._notice.text), caret + 1))
        return tuple(shared(place.span, words) for place in clutter_in(self._notice, seen))

    def drop_selection(self) -> None:
        """Ends a selection; the caret stays."""
        with QSignalBlocker(self):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.words_selected.emit(False)

    def tint(self) -> None:
        """Tints the words in sight anew."""
        if self._notice is None or not self._is_loaded:
            self._tinted = (0, 0)
            return
        start, end = self._visible()
        start, end = max(0, start - _BESIDE), min(len(self._notice.text), end + _BESIDE)
        self._tinted = (start, end)
        marks = list(self._marks(Span(start, end))) if start < end else []
        self.setExtraSelections([self._selection(span, form) for span, form in marks])

    @Slot()
    def on_scrolled(self) -> None:
        """Tints what came into sight."""
        if self._notice is None or not self._is_loaded:
            return
        start, end = self._visible()
        if start < self._tinted[0] or end > self._tinted[1]:
            self.tint()

    @Slot()
    def on_cursor_moved(self) -> None:
        """Tells whose words the caret came to; not while words are being selected."""
        if self.textCursor().hasSelection():
            return
        self._pointed = None
        node_id = self.node_at(self.caret())
        if node_id is not None:
            self.node_chosen.emit(node_id)

    @Slot()
    def on_selection_changed(self) -> None:
        """Tells whether words are selected."""
        self.words_selected.emit(self.selected_span() is not None)

    def node_at(self, offset: int) -> NodeId | None:
        """The node of the words at `offset`; before them, on a number or label, the first one of the rest of the line."""
        if self._notice is None or offset >= len(self._notice.text):
            return None
        found = self._notice.outline.node_at(offset)
        if found is not None:
            return found
        end = self._notice.text.find("\n", offset)
        end = len(self._notice.text) if end < 0 else end
        owners = self._notice.outline.owners(Span(offset, end)) if offset < end else []
        return owners[0] if owners else None

    def _spans_of(self, node_id: NodeId | None) -> Iterator[Span]:
        for one in self._marked(node_id):
            assert self._notice is not None
            yield from self._notice.outline.node(one).body

    def _marked(self, node_id: NodeId | None) -> tuple[NodeId, ...]:
        """The nodes whose words stand for one: itself, or its parts where it has no words of its own."""
        if self._notice is None or node_id is None or not self._notice.outline.has_node(node_id):
            return ()
        outline = self._notice.outline
        node = outline.node(node_id)
        return (node_id,) if node.body else tuple(outline.child_ids(node_id))

    def _tip(self, at: QPoint) -> str:
        if self._notice is None or not self._is_loaded:
            return ""
        offset = self._positions.from_qt(self.cursorForPosition(at).position())
        # The cursor stands between two signs; the mouse may be over the one before it.
        places, outline = (offset, max(0, offset - 1)), self._notice.outline
        tips = [damage_tip(outline, place) for place in places]
        tips += [clutter_tip(self._notice, place) for place in places]
        return next((tip for tip in tips if tip), "")

    def _visible(self) -> tuple[int, int]:
        first = self.cursorForPosition(QPoint(0, 0)).position()
        corner = QPoint(self.viewport().width() - 1, self.viewport().height() - 1)
        last = self.cursorForPosition(corner).position()
        return self._positions.from_qt(first), self._positions.from_qt(last)

    def _show_clutter_lines(self, *, is_shown: bool) -> None:
        places = self._notice.reading.clutter if self._notice is not None else ()
        ranges = (self._positions.range_to_qt(place.span) for place in places)
        show_lines(self.document(), ranges, is_shown=is_shown)

    def _renew_clutter_lines(self, before: Notice | None) -> None:
        """Hides what is clutter now in place of what was clutter in `before`."""
        if self._hides_clutter and before is not None:
            was = (self._positions.range_to_qt(place.span) for place in before.reading.clutter)
            show_lines(self.document(), was, is_shown=True)
            self._show_clutter_lines(is_shown=False)

    def _go_to(self, offset: int) -> None:
        with QSignalBlocker(self):
            cursor = self.textCursor()
            cursor.setPosition(self._positions.to_qt(offset))
            if not cursor.block().isVisible():
                line = (cursor.block().position(), cursor.block().position() + 1)
                show_lines(self.document(), [line], is_shown=True)
            self.setTextCursor(cursor)
        self._bring_caret_into_sight()
        self._settling.start()

    @Slot()
    def _bring_caret_into_sight(self) -> None:
        place, height = self.cursorRect(), self.viewport().height()
        if not 0 <= place.top() <= height * 2 // 3:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 3)

    # What is marked, weakest first: what comes later is laid over it

    def _marks(self, seen: Span) -> Iterator[tuple[Span, QTextCharFormat]]:
        assert self._notice is not None
        tints = tints_of(self.palette())
        for clutter in clutter_in(self._notice, seen):
            yield clutter.span, clutter_format(tints)
        bold = QTextCharFormat()
        bold.setFontUnderline(True)
        for section in self._notice.reading.sections:
            if section.span.overlaps(seen):
                yield section.span, bold
        damaged = list(damage_spans(self._notice.outline, seen))
        yield from ((span, damage_format(tints)) for span in damaged)
        yield from self._node_marks(seen, damaged)
        for found in self._diagnostics:
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(tints.severity(found.severity))
            yield from ((span, form) for span in found.spans if span.overlaps(seen))
        if self._pointed is not None:
            form = QTextCharFormat()
            form.setBackground(QColor(tints.current))
            form.setForeground(QColor(tints.words))
            yield self._pointed, form

    def _node_marks(
        self, seen: Span, damaged: Sequence[Span]
    ) -> Iterator[tuple[Span, QTextCharFormat]]:
        assert self._notice is not None
        tints = tints_of(self.palette())
        outline = self._notice.outline
        current = self._marked(self._current)
        for node_id in outline.owners(seen):
            node = outline.node(node_id)
            form = tints.words_format(node.kind, current=node_id in current)
            # Where two marks lie on the same words Qt shows the colours of one of them only.
            both = QTextCharFormat(form)
            both.merge(damage_format(tints))
            for span in node.body:
                if span.overlaps(seen):
                    for piece, is_damaged in pieces(span, damaged):
                        yield piece, both if is_damaged else form

    def _selection(self, span: Span, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        start, end = self._positions.range_to_qt(span)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = form
        return selection

    def _space_lines(self) -> None:
        form = QTextBlockFormat()
        form.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.document().setDocumentMargin(10)

    # Overridden from Qt

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.on_scrolled()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tip = self._tip(event.pos())
            if tip:
                QToolTip.showText(event.globalPos(), tip, self)
                return True
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.tint()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.cursorForPosition(event.pos())
        if not self.textCursor().hasSelection():
            with QSignalBlocker(self):
                self.setTextCursor(at)
        offset = self._positions.from_qt(at.position())
        self.menu_requested.emit(self.node_at(offset), self.viewport().mapToGlobal(event.pos()))


def _is_same_text(one: Notice | None, other: Notice | None) -> bool:
    """Whether two readings are of one notice, and so of one text."""
    return one is not None and other is not None and (one.id, one.text) == (other.id, other.text)
