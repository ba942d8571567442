"""The desk: an open workspace, a person, one history, and the notices that are open."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from models.annotation import Annotation, Person, Review, Waiver
from models.edits import Edit, EditGroup
from models.errors import EditError, StorageError
from models.guidance import Guidance
from models.ids import NoticeId, new_id
from models.notice import Reading
from models.reading_choice import READING_KEY, ReadingChoice
from models.rereading import Difference, Rereading, reread
from models.segment import Segmenter
from models.values import VersionLabel
from models.version_order import VersionName, VersionOrder
from models.versions.carrying import Carried, carry_over
from models.versions.changes import changes
from services.history import History, Place
from services.history_steps import gives_numbers_only
from services.review_session import ReviewSession
from services.workspace import Workspace

_LOG = logging.getLogger(__name__)

_READ_SINCE = "这份材料的识读要求（列对应、非正文或材料类型）后来改过，没有应用；请再识读一次"
# What a reviewer adds: the checks read the notice, not its judgement, nor what it is a version of.
_ADDED = (Review, Annotation, Waiver, VersionOrder, VersionName)


class Desk:
    """What the window works with.

    Attributes:
        workspace: the open workspace; the desk closes it.
        person: who works.
        history: the history of that person over all notices.
    """

    def __init__(
        self, workspace: Workspace, person: Person, segmenter: Segmenter | None = None
    ) -> None:
        self.workspace = workspace
        self.person = person
        self.history = History(workspace, person.name, lambda which: self.session(which).notice)
        self._segmenter = segmenter
        self._sessions: dict[NoticeId, ReviewSession] = {}

    def session(self, notice_id: NoticeId) -> ReviewSession:
        """The open notice of that id; opens it where it is not yet.

        Raises:
            StorageError: if it is gone or cannot be read.
        """
        found = self._sessions.get(notice_id)
        if found is None:
            notice = self.workspace.load(notice_id)
            found = ReviewSession(notice, self.workspace, self._segmenter)
            self._sessions[notice_id] = found
        return found

    def do(self, notice_id: NoticeId, group: EditGroup) -> None:
        """Makes a change and runs the checks where it concerns what they read.

        Raises:
            EditError: if it does not hold; nothing has changed.
            StorageError: if it cannot be stored; nothing has changed.
        """
        self.history.do(notice_id, group)
        if _concerns_checks(group):
            self._refresh(notice_id)

    def adopt(
        self,
        notice_id: NoticeId,
        reading: Reading,
        label: str | None = None,
        *,
        before: Guidance | None = None,
    ) -> Rereading:
        """Brings a notice to a new reading of its text, as one change; what persons did stays.

        The session of the notice is another one afterwards.

        Args:
            notice_id: the notice.
            reading: the new reading.
            label: what the change goes by, else 重新识读.
            before: the guidance that the notice followed when the new reading was made, where that counts.

        Raises:
            EditError: if the new reading makes no sound outline, or the notice follows other guidance than `before`
                since; nothing has changed.
            StorageError: if it cannot be stored; nothing has changed.
        """
        notice = self.session(notice_id).notice
        if before is not None and notice.reading.guidance != before:
            raise EditError(_READ_SINCE)
        found = reread(notice.outline, notice.reading, reading)
        reading_id = new_id()
        choice = Edit(notice.outline.get(READING_KEY), ReadingChoice(reading_id))
        edits = (*found.group.edits, choice)
        group = replace(found.group, label=label or found.group.label, edits=edits)
        store = partial(self.workspace.commit_reading, reading=reading, reading_id=reading_id)
        self.history.do(notice_id, group, store)
        self._refresh(notice_id)
        return replace(found, group=group)

    def take_over(self, notice_id: NoticeId, former: NoticeId) -> Carried:
        """Takes over into a notice what of the review of a former version holds, as one change.

        Raises:
            StorageError: if one of them is gone, or it cannot be stored; nothing has changed then.
        """
        carried = carry_over(self.session(former).notice, self.session(notice_id).notice)
        self.history.do(notice_id, carried.group)
        if carried.corrected:
            self._refresh(notice_id)
        return carried

    def follow(self, notice_id: NoticeId, former: NoticeId | None) -> None:
        """Makes a notice, with the versions behind it, the new version of another; None: of none.

        Raises:
            EditError: if the versions have changed meanwhile; nothing has changed.
            StorageError: if one of them is gone, both are the same, or it cannot be stored; nothing has changed.
        """
        self.do(notice_id, self.workspace.following(notice_id, former))

    def set_version_label(self, notice_id: NoticeId, label: VersionLabel | None) -> None:
        """Says which 稿 a notice is.

        Raises:
            EditError: if somebody else has said meanwhile; nothing has changed.
            StorageError: if it is gone, or it cannot be stored; nothing has changed.
        """
        self.do(notice_id, self.workspace.naming(notice_id, label))

    def changes(self, notice_id: NoticeId, former: NoticeId) -> tuple[Difference, ...]:
        """变化: what is different in a notice from a former version.

        Raises:
            StorageError: if one of them is gone or cannot be read.
        """
        return changes(self.session(former).notice, self.session(notice_id).notice)

    def undo(self) -> Place | None:
        """Takes the last step back, in whichever notice it was.

        Raises:
            EditError: if what it changed has changed since; the step before it comes next.
            StorageError: if it cannot be stored; nothing has changed.
        """
        return self._refreshed(self.history.undo())

    def redo(self) -> Place | None:
        """Does the step again that was undone last, in whichever notice it was.

        Raises:
            EditError: if the place has changed since.
            StorageError: if it cannot be stored; nothing has changed.
        """
        return self._refreshed(self.history.redo())

    def forget(self, notice_id: NoticeId) -> None:
        """Lets go of an open notice; it is loaded anew when it is asked for again."""
        self._sessions.pop(notice_id, None)

    def close(self) -> None:
        """Lets go of all notices and closes the workspace."""
        self._sessions.clear()
        self.workspace.close()

    def _refreshed(self, place: Place | None) -> Place | None:
        if place is not None:
            self._refresh(place.notice_id)
        return place

    def _refresh(self, notice_id: NoticeId) -> None:
        try:
            if self.session(notice_id).is_outdated:
                self.forget(notice_id)
            self.session(notice_id).refresh()
        except StorageError:
            # The change itself is safe; the findings are only kept for the next start.
            _LOG.warning("findings of notice %s could not be kept", notice_id, exc_info=True)


def _concerns_checks(group: EditGroup) -> bool:
    read = (edit for edit in group.edits if not isinstance(edit.after or edit.before, _ADDED))
    return any(read) and not gives_numbers_only(group)
