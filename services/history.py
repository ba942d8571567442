"""撤销 and 重做: one linear history a person over all notices, kept in the append-only log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from models.edits import Edit, EditGroup
from models.errors import EditError
from models.ids import NodeId, NoticeId
from models.library import LogEntry
from models.node import Node
from models.notice import Notice
from models.operations.coding import changes_tree, codes_in, missing_codes
from models.outline import Outline

_LOG = logging.getLogger(__name__)

# Typing into one field counts as one step while no pause is longer than this.
_TYPING_PAUSE = timedelta(seconds=30)
# How far back the log is read at first; a year of work holds many thousands of changes.
_FIRST_READ = 400


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
        self._stacks: _Stacks | None = None

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

    def do(self, notice_id: NoticeId, group: EditGroup) -> None:
        """Makes a change; a group without edits changes nothing and is not kept.

        Raises:
            EditError: if it does not hold; nothing has changed.
            StorageError: if it cannot be stored; nothing has changed.
        """
        if not group.edits:
            return
        notice = self._notice_of(notice_id)
        whole = self._with_codes(notice, group)
        stacks = self._read()
        stacks.add(self._commit(notice, whole, undoes=None))

    def undo(self) -> Place | None:
        """Takes the last step back; typing into one field is one step.

        Returns:
            Where that was, or None where there is nothing to take back.

        Raises:
            EditError: if what it changed has changed since; the step is then left out of the history.
            StorageError: if it cannot be stored; nothing has changed.
        """
        stacks = self._read()
        if not stacks.done:
            return None
        step = stacks.last_step()
        group = _taken_back(step)
        try:
            entry = self._take_back(step[-1].notice_id, group, undoes=step[0].group_id)
        except EditError as error:
            del stacks.done[-len(step) :]
            raise EditError(f"“{group.label}”之后这里又有别的改动，不能撤销") from error
        del stacks.done[-len(step) :]
        stacks.undone.append(entry)
        return self._place(entry)

    def redo(self) -> Place | None:
        """Does the step again that was undone last.

        Returns:
            Where that was, or None where there is nothing to do again.

        Raises:
            EditError: if the place has changed since; the step is then left out of the history.
            StorageError: if it cannot be stored; nothing has changed.
        """
        stacks = self._read()
        if not stacks.undone:
            return None
        last = stacks.undone[-1]
        try:
            entry = self._take_back(last.notice_id, last.group.inverse, undoes=last.group_id)
        except EditError as error:
            stacks.undone.clear()
            raise EditError(f"“{last.group.label}”之后这里又有别的改动，不能重做") from error
        stacks.undone.pop()
        stacks.done.append(entry)
        return self._place(entry)

    def _read(self) -> _Stacks:
        if self._stacks is None:
            self._stacks = self._read_last(self._first_read)
        while not self._stacks.done and not self._stacks.is_whole:
            self._stacks = self._read_last(4 * self._stacks.read)
        return self._stacks

    def _read_last(self, count: int) -> _Stacks:
        """What the end of the log holds; as much of it as all that was undone there goes back to."""
        while True:
            entries = self._log.log(person=self._person, last=count)
            known = {entry.group_id for entry in entries}
            is_whole = len(entries) < count
            if is_whole or all(one.undoes is None or one.undoes in known for one in entries):
                return _Stacks(entries, read=count, is_whole=is_whole)
            count *= 4

    def _commit(self, notice: Notice, group: EditGroup, *, undoes: int | None) -> LogEntry:
        group.check(notice.outline)
        time = self._clock().isoformat(timespec="milliseconds")
        number = self._log.next_group_id()
        entry = LogEntry(number, time, self._person, notice.id, group, undoes)
        self._log.commit(entry)
        group.apply(notice.outline)
        _LOG.info("group %s: %s edits in notice %s", number, len(group.edits), notice.id)
        return entry

    def _take_back(self, notice_id: NoticeId, group: EditGroup, *, undoes: int) -> LogEntry:
        notice = self._notice_of(notice_id)
        return self._commit(notice, _as_numbered(group, notice.outline), undoes=undoes)

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


def gives_numbers_only(group: EditGroup) -> bool:
    """Whether a group only gives out 序号: numbers that were printed are not taken back."""
    return bool(group.edits) and all(
        isinstance(edit.before, Node)
        and isinstance(edit.after, Node)
        and edit.before.item_no is None
        and edit.after.item_no is not None
        and replace(edit.before, item_no=edit.after.item_no) == edit.after
        for edit in group.edits
    )


class _Stacks:
    """What can be undone and done again, last at the end.

    Attributes:
        read: how many entries of the log were asked for.
        is_whole: whether the log holds none before them.
    """

    def __init__(self, entries: Sequence[LogEntry], *, read: int, is_whole: bool) -> None:
        self.done: list[LogEntry] = []
        self.undone: list[LogEntry] = []
        self.read = read
        self.is_whole = is_whole
        for entry in entries:
            self.add(entry)

    def add(self, entry: LogEntry) -> None:
        """Takes up an entry of the log."""
        if gives_numbers_only(entry.group):
            return
        if entry.undoes is None:
            self.done.append(entry)
            self.undone.clear()
        elif self.undone and self.undone[-1].group_id == entry.undoes:
            self.undone.pop()
            self.done.append(entry)
        else:
            self._add_undo(entry)

    def last_step(self) -> list[LogEntry]:
        """The entries that are undone together: one, or what was typed into one field without a pause."""
        step = [self.done[-1]]
        for entry in reversed(self.done[:-1]):
            if not _is_same_typing(entry, step[0]):
                break
            step.insert(0, entry)
        return step

    def _add_undo(self, entry: LogEntry) -> None:
        at = next((at for at, one in enumerate(self.done) if one.group_id == entry.undoes), None)
        if at is not None:
            del self.done[at:]
            self.undone.append(entry)


def _is_same_typing(earlier: LogEntry, later: LogEntry) -> bool:
    key = later.group.merge_key
    return (
        key is not None
        and earlier.group.merge_key == key
        and earlier.notice_id == later.notice_id
        and later.undoes is None
        and earlier.undoes is None
        and _time(later) - _time(earlier) <= _TYPING_PAUSE
    )


def _time(entry: LogEntry) -> datetime:
    return datetime.fromisoformat(entry.time)


def _taken_back(step: Sequence[LogEntry]) -> EditGroup:
    """The group that takes a step back; what was typed in one record goes back in one edit."""
    last = step[-1].group
    edits = [edit for entry in reversed(step) for edit in entry.group.inverse.edits]
    if len(edits) == len(step) and len({edit.key for edit in edits}) == 1:
        edits = (
            [Edit(edits[0].before, edits[-1].after)] if edits[0].before != edits[-1].after else []
        )
    return EditGroup(last.label, tuple(edits), last.focus)


def _as_numbered(group: EditGroup, outline: Outline) -> EditGroup:
    """The group as it holds after 序号 were given out in between; they stay."""
    numbers: dict[NodeId, str | None] = {}
    for edit in group.edits:
        node = outline.get(edit.key)
        if isinstance(node, Node):
            numbers[node.id] = node.item_no
    return replace(group, edits=tuple(_numbered(edit, numbers) for edit in group.edits))


def _numbered(edit: Edit, numbers: dict[NodeId, str | None]) -> Edit:
    record = edit.before or edit.after
    if not isinstance(record, Node) or numbers.get(record.id) is None:
        return edit
    item_no = numbers[record.id]
    before, after = (
        replace(side, item_no=item_no) if isinstance(side, Node) else side
        for side in (edit.before, edit.after)
    )
    return Edit(before, after)


def _focus(group: EditGroup, outline: Outline) -> NodeId | None:
    """The node to show: the group's own, else one it changed, else what stood above one it took away."""
    nodes = [record for edit in group.edits for record in (edit.after, edit.before)]
    chosen = [group.focus, *(node.id for node in nodes if isinstance(node, Node))]
    chosen += [node.parent for node in nodes if isinstance(node, Node)]
    return next((one for one in chosen if one is not None and outline.has_node(one)), None)
