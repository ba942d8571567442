"""佐证 and 批注 of a problem, folded away until wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.buttons import push_button
from gui.dialogs.node_words import WordsDialog
from gui.panels.committing import CommittingText
from gui.wording import local_day, shortened, utc_now
from models import labels, operations
from models.annotation import Annotation, Person
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId, new_id
from models.notice import Notice
from models.source import Span

_NOTE_ID = Qt.ItemDataRole.UserRole + 1
_FOLD_HEIGHT = 88


class NotesPanel(QWidget):
    """What is noted on a problem and everything below it; new notes go to the current node.

    Signals:
        edit_made: an EditGroup.
        refused: the Chinese sentence why an edit cannot be made.
    """

    edit_made = Signal(object)
    refused = Signal(str)

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self._notice: Notice | None = None
        self._node: NodeId | None = None
        self._problem: NodeId | None = None
        self._is_editable = True
        self.evidence_fold = _fold(self, "佐证", "展开或收起佐证材料说明")
        self.evidence = CommittingText(self)
        self.evidence.setAccessibleName("佐证")
        self.evidence.setToolTip("佐证材料：文件、照片、票据等，用自己的话写；停顿一秒或离开即保存")
        self.evidence.setPlaceholderText("佐证材料说明")
        self.evidence.setFixedHeight(_FOLD_HEIGHT)
        self.notes_fold = _fold(self, "批注", "展开或收起这个问题及其措施、完成情况的批注")
        self.notes_area = QWidget(self)
        self.list = NotesList(self.notes_area)
        self.list.setAccessibleName("批注")
        self.list.setToolTip("双击或按回车修改批注，Del 删除")
        self.list.setWordWrap(True)
        self.list.setFixedHeight(_FOLD_HEIGHT)
        self.add_button = push_button(self.notes_area, "添加…", "给当前这一条添加批注")
        self.change_button = push_button(self.notes_area, "修改…", "修改选中的批注")
        self.delete_button = push_button(self.notes_area, "删除", "删除选中的批注，可以撤销")
        self._beside = QHBoxLayout()
        self._arrange()
        self._connect_signals()

    def add_beside_folds(self, widget: QWidget) -> None:
        """Puts a widget at the right of the two folds."""
        self._beside.addWidget(widget, 1)

    def show_node(
        self, notice: Notice | None, node_id: NodeId | None, problem: NodeId | None
    ) -> None:
        """Shows the notes around a node."""
        self._notice, self._node, self._problem = notice, node_id, problem
        self._enable()

    def set_editable(self, is_editable: bool) -> None:
        """Whether anything can be noted."""
        self._is_editable = is_editable
        self._enable()

    def renew(self) -> None:
        """Shows the values of the outline; what is being typed stays."""
        words = ""
        if self._notice is not None and self._problem is not None:
            words = self._notice.outline.review(self._problem).evidence
        self.evidence.show_words(words)
        self.evidence_fold.setText("佐证 ●" if words else "佐证")
        self._list_notes()

    def flush(self) -> None:
        """Commits what is being typed."""
        self.evidence.flush()

    def open_note(self, note: Annotation | None, span: Span | None = None) -> None:
        """Opens the dialog for a note, or for a new one on the current node, with words of the source or without."""
        if self._notice is None or not self._is_editable:
            return
        if note is None:
            note = Annotation(new_id(), "", self._person.name, "", self._node, span)
        dialog = NoteDialog(self, self._notice, note)
        dialog.note_written.connect(self.on_note_written)
        dialog.note_withdrawn.connect(self.on_note_withdrawn)
        dialog.open()

    def latest_own(self) -> Annotation | None:
        """The latest note of this person on the current node."""
        if self._notice is None or self._node is None:
            return None
        notes = self._notice.outline.annotations(self._node)
        return next((one for one in reversed(notes) if one.author == self._person.name), None)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._beside.addWidget(self.evidence_fold)
        self._beside.addWidget(self.notes_fold)
        layout.addLayout(self._beside)
        unfolded = QHBoxLayout()
        unfolded.addWidget(self.evidence, 1)
        unfolded.addWidget(self.notes_area, 2)
        layout.addLayout(unfolded)
        inside = QHBoxLayout(self.notes_area)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list, 1)
        buttons = QVBoxLayout()
        for button in (self.add_button, self.change_button, self.delete_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.evidence.hide()
        self.notes_area.hide()

    def _connect_signals(self) -> None:
        self.evidence_fold.toggled.connect(self.on_evidence_folded)
        self.notes_fold.toggled.connect(self.on_notes_folded)
        self.evidence.committed.connect(self.on_evidence_committed)
        self.list.itemActivated.connect(self.on_change_asked)
        self.list.itemSelectionChanged.connect(self._enable)
        self.add_button.clicked.connect(self.on_add_asked)
        self.change_button.clicked.connect(self.on_change_asked)
        self.delete_button.clicked.connect(self.on_delete_asked)
        self.list.delete_asked.connect(self.on_delete_asked)

    def _enable(self) -> None:
        is_open = self._notice is not None and self._node is not None
        self.evidence.setEnabled(self._problem is not None and self._is_editable)
        self.notes_fold.setEnabled(is_open)
        self.evidence_fold.setEnabled(self._problem is not None)
        self.add_button.setEnabled(is_open and self._is_editable)
        has_note = self._selected() is not None and self._is_editable
        self.change_button.setEnabled(has_note)
        self.delete_button.setEnabled(has_note)

    def _list_notes(self) -> None:
        chosen = self._selected()
        notes = self._notes()
        self.list.clear()
        for note in notes:
            item = QListWidgetItem(self._line(note), self.list)
            item.setData(_NOTE_ID, note.id)
            if chosen is not None and note.id == chosen.id:
                self.list.setCurrentItem(item)
        self.notes_fold.setText(f"批注 {len(notes)}" if notes else "批注")
        self._enable()

    def _notes(self) -> list[Annotation]:
        top = self._problem if self._problem is not None else self._node
        if self._notice is None or top is None or not self._notice.outline.has_node(top):
            return []
        outline = self._notice.outline
        inside = {top}
        if self._problem is not None:
            inside |= {node.id for node in outline.walk(top)}
        return [note for note in outline.annotations() if note.node_id in inside]

    def _line(self, note: Annotation) -> str:
        assert self._notice is not None
        about = ""
        if note.node_id is not None and note.node_id != self._problem:
            node = self._notice.outline.node(note.node_id)
            about = f"〔{labels.KIND[node.kind]} {node.number or ''}".strip() + "〕"
        if note.span is not None:
            about += f"“{shortened(note.span.of(self._notice.text), 16)}”"
        return f"{note.author} {local_day(note.written)} {about}{note.words}"

    def _selected(self) -> Annotation | None:
        item = self.list.currentItem()
        if item is None or self._notice is None:
            return None
        found = self._notice.outline.get(("annotation", item.data(_NOTE_ID)))
        return found if isinstance(found, Annotation) else None

    def fields(self) -> tuple[QWidget, ...]:
        """All that takes the focus."""
        buttons = (self.add_button, self.change_button, self.delete_button)
        return (self.evidence_fold, self.notes_fold, self.evidence, self.list, *buttons)

    @Slot(bool)
    def on_evidence_folded(self, is_open: bool) -> None:
        """Shows or hides 佐证."""
        _point(self.evidence_fold)
        self.evidence.setVisible(is_open)
        if is_open:
            self.evidence.setFocus()

    @Slot(bool)
    def on_notes_folded(self, is_open: bool) -> None:
        """Shows or hides 批注."""
        _point(self.notes_fold)
        self.notes_area.setVisible(is_open)

    @Slot(str)
    def on_evidence_committed(self, words: str) -> None:
        """佐证."""
        problem = self._problem
        if problem is not None:
            self._make(lambda notice: operations.set_evidence(notice.outline, problem, words))

    @Slot()
    def on_add_asked(self) -> None:
        """A new note."""
        self.open_note(None)

    @Slot()
    def on_change_asked(self) -> None:
        """Another wording of the selected note."""
        note = self._selected()
        if note is not None:
            self.open_note(note)

    @Slot()
    def on_delete_asked(self) -> None:
        """Takes the selected note away."""
        note = self._selected()
        if note is not None:
            self.on_note_withdrawn(note)

    @Slot(object)
    def on_note_written(self, note: Annotation) -> None:
        """Adds or changes a note; without words it goes."""
        written = replace(note, written=note.written or utc_now())
        if not note.words.strip():
            self.on_note_withdrawn(note)
        elif self._notice is not None and self._notice.outline.get(note.key) is None:
            self._make(lambda notice: operations.annotate(notice.outline, written))
        else:
            self._make(lambda notice: operations.change_annotation(notice.outline, written))

    @Slot(object)
    def on_note_withdrawn(self, note: Annotation) -> None:
        """Takes a note away, if it is there."""
        if self._notice is not None and self._notice.outline.get(note.key) is not None:
            self._make(lambda notice: operations.delete_annotation(notice.outline, note.id))

    def _make(self, make: Callable[[Notice], EditGroup]) -> None:
        if self._notice is None:
            return
        try:
            group = make(self._notice)
        except EditError as error:
            self.refused.emit(str(error))
            return
        if group.edits:
            self.edit_made.emit(group)


class NotesList(QListWidget):
    """The notes.

    Signals:
        delete_asked: Del.
    """

    delete_asked = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
            return
        super().keyPressEvent(event)


class NoteDialog(WordsDialog):
    """Asks for the words of a note.

    Signals:
        note_written: the Annotation with its words.
        note_withdrawn: the Annotation that shall go.
    """

    note_written = Signal(object)
    note_withdrawn = Signal(object)

    def __init__(self, parent: QWidget | None, notice: Notice, note: Annotation) -> None:
        self._note = note
        is_new = notice.outline.get(note.key) is None
        about = note.span.of(notice.text) if note.span else ""
        if not about and note.node_id is not None and notice.outline.has_node(note.node_id):
            about = notice.words(notice.outline.node(note.node_id))
        super().__init__(
            parent,
            "添加批注" if is_new else "修改批注",
            above=about,
            words=note.words,
            withdraw=None if is_new else "删除批注",
        )
        self.words_given.connect(self.on_words_given)
        self.words_withdrawn.connect(self.on_words_withdrawn)

    @Slot(str)
    def on_words_given(self, words: str) -> None:
        """Hands the note over."""
        self.note_written.emit(replace(self._note, words=words))

    @Slot()
    def on_words_withdrawn(self) -> None:
        """Says which note shall go."""
        self.note_withdrawn.emit(self._note)


def _fold(parent: QWidget, title: str, explanation: str) -> QToolButton:
    fold = QToolButton(parent)
    fold.setText(title)
    fold.setToolTip(explanation)
    fold.setAccessibleName(title)
    fold.setCheckable(True)
    fold.setAutoRaise(True)
    fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _point(fold)
    return fold


def _point(fold: QToolButton) -> None:
    arrow = Qt.ArrowType.DownArrow if fold.isChecked() else Qt.ArrowType.RightArrow
    fold.setArrowType(arrow)
