"""The review view with a desk behind it, as the main window would put it together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from gui.panels.review_view import ReviewView
from gui.text.positions import TextPositions
from models.annotation import Person
from models.diagnostics import Diagnostic
from models.edits import EditGroup
from models.ids import NodeId
from models.notice import Notice
from services.review_session import ReviewSession
from tests.gui.review_fixtures import Undoing


class NoStore:
    """A place for findings that keeps none."""

    def __init__(self, found: tuple[Diagnostic, ...] = ()) -> None:
        self._found = found

    read_only = False

    def diagnostics(self, notice_id: int) -> tuple[Diagnostic, ...]:
        return self._found

    def save_diagnostics(self, notice_id: int, found: object) -> None:
        raise AssertionError("the view keeps nothing")


class ReviewWindow:
    """The view, and what it said and asked for."""

    def __init__(self, view: ReviewView) -> None:
        self.view = view
        self.sentences: list[str] = []
        self.selected: list[NodeId | None] = []
        view.edit_made.connect(self.do)
        view.status_message.connect(self.sentences.append)
        view.node_selected.connect(self.selected.append)

    def open(self, notice: Notice, *found: Diagnostic) -> None:
        self.desk = Undoing(notice.outline)
        self.notice = notice
        self.outline = notice.outline
        self.view.show_session(ReviewSession(notice, NoStore(found)))

    def do(self, group: EditGroup) -> None:
        self.desk.do(group)
        self.view.after_edit(group.focus)

    def undo(self, node: int) -> None:
        self.desk.undo()
        self.view.after_edit(NodeId(node))

    def select_source(self, words: str) -> None:
        positions = TextPositions(self.notice.text)
        start = self.notice.text.index(words)
        cursor = self.view.source_panel.text.textCursor()
        cursor.setPosition(positions.to_qt(start))
        cursor.setPosition(positions.to_qt(start + len(words)), QTextCursor.MoveMode.KeepAnchor)
        self.view.source_panel.text.setTextCursor(cursor)

    def page(self) -> str:
        """The words of 对照."""
        return self.view.compare_panel.text.toPlainText()


@contextmanager
def review_window(qtbot: QtBot) -> Iterator[ReviewWindow]:
    """An empty view on the screen; its dialogs and menus are closed at the end."""
    view = ReviewView(Person("乙某", "巡察办"))
    qtbot.addWidget(view)
    view.resize(1366, 640)
    view.show()
    yield ReviewWindow(view)
    for dialog in view.findChildren(QDialog):
        dialog.reject()
    for menu in view.findChildren(QMenu):
        menu.close()
