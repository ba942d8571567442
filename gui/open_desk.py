"""The open 项目文件 as the window sees it: which notice is open, what was changed, what is shown of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.wording import utc_now
from models.edits import EditGroup
from models.errors import AppError
from models.ids import NoticeId
from models.library import NoticeSummary
from models.notice import Notice
from models.outline import Outline
from models.values import VersionLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rereading import Rereading
    from models.versions.carrying import Carried
    from services.desk import Desk
    from services.history import Place
    from services.rereading import Proposal
    from services.review_session import ReviewSession

# How long after the last change the figures of the library are read again.
_PAUSE_MS = 300


class OpenDesk(QObject):
    """Holds the desk and passes every change on; knows no widget.

    Signals:
        desk_changed: another workspace, or none, is open.
        leaving: what is being typed in the open notice must be committed now.
        notice_opened: the open notice is another one, or none.
        edited: the open notice was changed; the NodeId | None concerned.
        place_reached: the Place an undo (True) or redo took effect at; its notice is open.
        findings_changed: the open findings of the open notice may be others.
        library_changed: the list of notices or its figures.
        failed: the sentence to show.
    """

    desk_changed = Signal()
    leaving = Signal()
    notice_opened = Signal()
    edited = Signal(object)
    place_reached = Signal(object, bool)
    findings_changed = Signal()
    library_changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._session: ReviewSession | None = None
        self._summaries: tuple[NoticeSummary, ...] = ()
        self._saved_at: str | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh_library)

    @property
    def desk(self) -> Desk | None:
        """The desk, or None while no workspace is open."""
        return self._desk

    @property
    def path(self) -> Path | None:
        """The file of the open workspace."""
        return self._desk.workspace.path if self._desk else None

    @property
    def is_writable(self) -> bool:
        """Whether a workspace is open and may be changed."""
        return self._desk is not None and not self._desk.workspace.read_only

    @property
    def session(self) -> ReviewSession | None:
        """The open notice."""
        return self._session

    @property
    def notice(self) -> Notice | None:
        """The open notice."""
        return self._session.notice if self._session else None

    @property
    def outline(self) -> Outline | None:
        """The outline of the open notice."""
        return self._session.notice.outline if self._session else None

    @property
    def summaries(self) -> tuple[NoticeSummary, ...]:
        """The notices of the workspace with their figures."""
        return self._summaries

    @property
    def saved_at(self) -> str | None:
        """UTC time of the last change since the workspace was opened, or None."""
        return self._saved_at

    @property
    def undo_label(self) -> str | None:
        """What 撤销 would take back, or None."""
        return self._desk.history.undo_label if self._desk and self.is_writable else None

    @property
    def redo_label(self) -> str | None:
        """What 重做 would do again, or None."""
        return self._desk.history.redo_label if self._desk and self.is_writable else None

    def summary(self, notice_id: NoticeId | None) -> NoticeSummary | None:
        """The figures of a notice."""
        return next((found for found in self._summaries if found.id == notice_id), None)

    def use(self, desk: Desk | None) -> None:
        """Puts `desk` in the place of the one before, which is closed."""
        self.leaving.emit()
        self._pause.stop()
        before, self._desk = self._desk, desk
        self._session, self._saved_at, self._summaries = None, None, ()
        self.notice_opened.emit()
        if before is not None:
            before.close()
        self.refresh_library()
        self.desk_changed.emit()

    def open_notice(self, notice_id: NoticeId | None) -> bool:
        """Opens a notice, or none.

        Returns:
            Whether it is open now; if not, `failed` has said why.
        """
        if self._desk is None or notice_id is None:
            self.leaving.emit()
            self._session = None
            self.notice_opened.emit()
            return False
        try:
            session = self._desk.session(notice_id)
        except AppError as error:
            self.failed.emit(str(error))
            return False
        if session is self._session:
            return True
        self.leaving.emit()
        self._session = session
        self.notice_opened.emit()
        return True

    @Slot(object)
    def do(self, group: EditGroup) -> bool:
        """Makes a change of the open notice.

        Returns:
            Whether it was made; if not, nothing has changed and `failed` has said why.
        """
        if self._desk is None or self._session is None or not group.edits:
            return False
        try:
            self._desk.do(self._session.notice.id, group)
        except AppError as error:
            self.failed.emit(str(error))
            self.edited.emit(None)
            return False
        self._note_change()
        self.edited.emit(group.focus)
        self.findings_changed.emit()
        return True

    def adopt(self, proposal: Proposal, label: str | None = None) -> Rereading | None:
        """Brings a notice, open or not, to the reading that was proposed; the change goes by `label`, else by 重新识读.

        Returns:
            What is different now; None where nothing has changed and `failed` has said why.
        """
        if self._desk is None or proposal.reading is None:
            return None
        notice_id = proposal.notice_id
        self.leaving.emit()
        try:
            found = self._desk.adopt(notice_id, proposal.reading, label, before=proposal.before)
        except AppError as error:
            self.failed.emit(str(error))
            return None
        self._note_change()
        if self._session is not None and self._session.notice.id == notice_id:
            self.open_notice(notice_id)
            self.findings_changed.emit()
        return found

    def take_over(self, former: NoticeId) -> Carried | None:
        """Takes over into the open notice what of the review of a former version holds.

        Returns:
            What was taken over; None where nothing has changed and `failed` has said why.
        """
        if self._desk is None or self._session is None:
            return None
        self.leaving.emit()
        try:
            carried = self._desk.take_over(self._session.notice.id, former)
        except AppError as error:
            self.failed.emit(str(error))
            return None
        self._note_change()
        self.edited.emit(None)
        self.findings_changed.emit()
        return carried

    def follow(self, former: NoticeId | None) -> None:
        """Makes the open notice, with the versions behind it, the new version of another; None: of none."""
        self._say(lambda desk, notice_id: desk.follow(notice_id, former))

    def set_version_label(self, label: VersionLabel | None) -> None:
        """Says which 稿 the open notice is."""
        self._say(lambda desk, notice_id: desk.set_version_label(notice_id, label))

    def undo(self) -> None:
        """Takes the last change back, in whichever notice it was made."""
        if self._desk is not None:
            self._travel(is_undo=True)

    def redo(self) -> None:
        """Makes the change again that was taken back last."""
        if self._desk is not None:
            self._travel(is_undo=False)

    def recheck(self) -> None:
        """Runs the checks of the open notice again."""
        if self._session is None:
            return
        try:
            self._session.refresh()
        except AppError as error:
            self.failed.emit(str(error))
        self.findings_changed.emit()
        self.refresh_library()

    @Slot()
    def refresh_library(self) -> None:
        """Reads the list of notices again."""
        try:
            self._summaries = self._desk.workspace.library() if self._desk else ()
        except AppError as error:
            self.failed.emit(str(error))
        self.library_changed.emit()

    def note_import(self) -> None:
        """Files have come in: the list is another one, and new versions may have taken over reviews."""
        if self._desk is not None:
            self._desk.history.reread()
        self.refresh_library()

    def close(self) -> None:
        """Lets go of the workspace."""
        self.use(None)

    def _say(self, what: Callable[[Desk, NoticeId], None]) -> None:
        """Stores what a person says about versions; where it cannot be, `failed` says why."""
        if self._desk is None or self._session is None:
            return
        self.leaving.emit()
        try:
            what(self._desk, self._session.notice.id)
        except AppError as error:
            self.failed.emit(str(error))
        else:
            self._note_change()
            self.edited.emit(None)
        self.refresh_library()

    def _travel(self, *, is_undo: bool) -> None:
        assert self._desk is not None
        self.leaving.emit()
        try:
            place: Place | None = self._desk.undo() if is_undo else self._desk.redo()
        except AppError as error:
            self.failed.emit(str(error))
            return
        if place is None:
            return
        self._note_change()
        before = self._session
        if self.open_notice(place.notice_id):
            if _is_read_anew(before, self._session):
                place = replace(place, node_id=None)  # many nodes are others: the reader stays
            self.edited.emit(place.node_id)
            self.findings_changed.emit()
            self.place_reached.emit(place, is_undo)

    def _note_change(self) -> None:
        self._saved_at = utc_now()
        self._pause.start()


def _is_read_anew(before: ReviewSession | None, now: ReviewSession | None) -> bool:
    """Whether the notice that was open has another reading now."""
    is_same = before is not None and now is not None and before.notice.id == now.notice.id
    return is_same and before is not now
