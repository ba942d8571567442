"""撤销 and 重做: one linear history a person over all notices, kept in the append-only log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId, NoticeId
from models.library import LogEntry
from models.node import Node
from models.notice import Notice
from models.operations.coding import changes_tree, codes_in, missing_codes
from models.outline import Outline
from services.history_steps import Steps, as_numbered, taken_back

_LOG = logging.getLogger(__name__)

# How far back the log is read at first; a year of work holds many thousands of changes.
_FIRST_READ = 400

Commit = Callable[[LogEntry], None]


class EditLog(Protocol):
    """Where groups of edits are kept: a workspace."""

    def commit(self, entry: LogEntry) -> None:
        """Writes a group to the log and to what is stored, both or neither."""

    def log(
        self,
        notice_id: NoticeId | None = None,
        *,
        person: str | None = None,
        last: int | None = None,
    ) -> tuple[LogEntry, ...]:
        """The groups of a notice or a person, oldest first; the `last` so many where that is given."""

    def next_group_id(self) -> int:
        """The number of the next group."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window goes after 撤销 or 重做.

    Attributes:
        label: what was undone or done again.
    """

    notice_id: NoticeId
    node_id: NodeId | None
    label: str


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class History:
    """Does, undoes and does again; nothing changes in the outline before it is committed.

    The log of before is read when it is first asked for: its end, and more of it where that is all undone.
    """

    def __init__(
        self,
        log: EditLog,
        person: str,
        notice_of: Callable[[NoticeId], Notice],
        clock: Callable[[], datetime] = utc_now,
        first_read: int = _FIRST_READ,
    ) -> None:
        """Makes the history of `person`; `notice_of` gives the one live notice of an id."""
        self._log = log
        self._person = person
        self._notice_of = notice_of
        self._clock = clock
        self._first_read = first_read
        self._steps: Steps | None = None

    @property
    def undo_label(self) -> str | None:
        """What 撤销 would take back, or None."""
        done = self._read().done
        return done[-1].group.label if done else None

    @property
    def redo_label(self) -> str | None:
        """What 重做 would do again, or None."""
        undone = self._read().undone
        return undone[-1].group.label if undone else None

    def do(self, notice_id: NoticeId, group: EditGroup, commit: Commit | None = None) -> None:
        """Makes a change; a group without edits changes nothing and is not kept.

        Args:
            notice_id: the notice.
            group: the change.
            commit: writes the entry, where more than the entry is to be stored.

        Raises:
            EditError: if it does not hold; nothing has changed.
            StorageError: if it cannot be stored; nothing has changed.
        """
        if not group.edits:
            return
        notice = self._notice_of(notice_id)
        whole = self._with_codes(notice, group)
        steps = self._read()
        steps.add(self._commit(notice, whole, undoes=None, commit=commit))

    def reread(self) -> None:
        """Reads the log anew when it is asked for: something else than this history wrote to it."""
        self._steps = None

    def undo(self) -> Place | None:
        """Takes the last step back; typing into one field is one step.

        Returns:
            Where that was, or None where there is nothing to take back.

        Raises:
            EditError: if what it changed has changed since; the step is then left out of the history.
            StorageError: if it cannot be stored; nothing has changed.
        """
        steps = self._read()
        if not steps.done:
            return None
        step = steps.last_step()
        group = taken_back(step)
        try:
            entry = self._take_back(step[-1].notice_id, group, undoes=step[0].group_id)
        except EditError as error:
            del steps.done[-len(step) :]
            raise EditError(f"“{group.label}”之后这里又有别的改动，不能撤销") from error
        steps.add(entry)
        return self._place(entry)

    def redo(self) -> Place | None:
        """Does the step again that was undone last.

        Returns:
            Where that was, or None where there is nothing to do again.

        Raises:
            EditError: if the place has changed since; the step is then left out of the history.
            StorageError: if it cannot be stored; nothing has changed.
        """
        steps = self._read()
        if not steps.undone:
            return None
        last = steps.undone[-1]
        try:
            entry = self._take_back(last.notice_id, last.group.inverse, undoes=last.group_id)
        except EditError as error:
            steps.undone.clear()
            raise EditError(f"“{last.group.label}”之后这里又有别的改动，不能重做") from error
        steps.add(entry)
        return self._place(entry)

    def _read(self) -> Steps:
        if self._steps is None:
            self._steps = self._read_last(self._first_read)
        while not self._steps.done and not self._steps.is_whole:
            self._steps = self._read_last(4 * self._steps.read)
        return self._steps

    def _read_last(self, count: int) -> Steps:
        """What the end of the log holds; as much of it as all that was undone there goes back to."""
        while True:
            entries = self._log.log(person=self._person, last=count)
            known = {entry.group_id for entry in entries}
            is_whole = len(entries) < count
            if is_whole or all(one.undoes is None or one.undoes in known for one in entries):
                return Steps(entries, read=count, is_whole=is_whole)
            count *= 4

    def _commit(
        self,
        notice: Notice,
        group: EditGroup,
        *,
        undoes: int | None,
        commit: Commit | None = None,
    ) -> LogEntry:
        group.check(notice.outline)
        time = self._clock().isoformat(timespec="milliseconds")
        number = self._log.next_group_id()
        entry = LogEntry(number, time, self._person, notice.id, group, undoes)
        (commit or self._log.commit)(entry)
        group.apply(notice.outline)
        _LOG.info("group %s: %s edits in notice %s", number, len(group.edits), notice.id)
        return entry

    def _take_back(self, notice_id: NoticeId, group: EditGroup, *, undoes: int) -> LogEntry:
        notice = self._notice_of(notice_id)
        return self._commit(notice, as_numbered(group, notice.outline), undoes=undoes)

    def _with_codes(self, notice: Notice, group: EditGroup) -> EditGroup:
        """The group, with 编码 for what it brings into the ledger."""
        if not notice.code or not changes_tree(group):
            return group
        used = codes_in([entry.group for entry in self._log.log(notice.id)])
        with notice.outline.muted():
            inverse = group.apply(notice.outline)
            coded = missing_codes(notice.outline, notice.code, used)
            inverse.apply(notice.outline)
        return replace(group, edits=(*group.edits, *coded))

    def _place(self, entry: LogEntry) -> Place:
        outline = self._notice_of(entry.notice_id).outline
        return Place(entry.notice_id, _focus(entry.group, outline), entry.group.label)


def _focus(group: EditGroup, outline: Outline) -> NodeId | None:
    """The node to show: the group's own, else one it changed, else what stood above one it took away."""
    nodes = [record for edit in group.edits for record in (edit.after, edit.before)]
    chosen = [group.focus, *(node.id for node in nodes if isinstance(node, Node))]
    chosen += [node.parent for node in nodes if isinstance(node, Node)]
    return next((one for one in chosen if one is not None and outline.has_node(one)), None)
