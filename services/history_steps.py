"""Steps of a history: what of the log can be taken back and done again, and by which edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from models.edits import Edit, EditGroup
from models.ids import NodeId
from models.library import LogEntry
from models.node import Node
from models.outline import Outline

# Typing into one field counts as one step while no pause is longer than this.
_TYPING_PAUSE = timedelta(seconds=30)


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


class Steps:
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


def taken_back(step: Sequence[LogEntry]) -> EditGroup:
    """The group that takes a step back; what was typed in one record goes back in one edit."""
    last = step[-1].group
    edits = [edit for entry in reversed(step) for edit in entry.group.inverse.edits]
    if len(edits) == len(step) and len({edit.key for edit in edits}) == 1:
        before, after = edits[0].before, edits[-1].after
        edits = [Edit(before, after)] if before != after else []
    return EditGroup(last.label, tuple(edits), last.focus)


def as_numbered(group: EditGroup, outline: Outline) -> EditGroup:
    """The group as it holds after 序号 were given out in between; they stay."""
    numbers: dict[NodeId, str | None] = {}
    for edit in group.edits:
        node = outline.get(edit.key)
        if isinstance(node, Node):
            numbers[node.id] = node.item_no
    return replace(group, edits=tuple(_numbered(edit, numbers) for edit in group.edits))


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
