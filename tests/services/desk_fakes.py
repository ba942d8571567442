"""A workspace in memory: what history and desk need of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.diagnostics import Diagnostic
from models.errors import StorageError
from models.ids import NoticeId
from models.library import LogEntry
from models.notice import Notice
from models.outline import Outline


class MemoryStore:
    """Keeps notices, the log and findings; fails where it is told to."""

    def __init__(self, *notices: Notice) -> None:
        self._stored = {notice.id: copied(notice) for notice in notices}
        self.entries: list[LogEntry] = []
        self.saved: dict[NoticeId, tuple[Diagnostic, ...]] = {}
        self.saves = 0
        self.fails = False
        self.read_only = False
        self.closed = False

    def load(self, notice_id: NoticeId) -> Notice:
        if notice_id not in self._stored:
            raise StorageError("这份材料已不在项目文件中")
        return copied(self._stored[notice_id])

    def commit(self, entry: LogEntry) -> None:
        if self.fails or self.read_only:
            raise StorageError("磁盘已满，没有保存")
        assert not self.entries or entry.group_id > self.entries[-1].group_id
        entry.group.apply(self._stored[entry.notice_id].outline)
        self.entries.append(entry)

    def log(
        self,
        notice_id: NoticeId | None = None,
        *,
        person: str | None = None,
        last: int | None = None,
    ) -> tuple[LogEntry, ...]:
        chosen = [
            one
            for one in self.entries
            if notice_id in (None, one.notice_id) and person in (None, one.person)
        ]
        return tuple(chosen if last is None else chosen[-last:])

    def next_group_id(self) -> int:
        return len(self.entries) + 1

    def diagnostics(self, notice_id: NoticeId) -> tuple[Diagnostic, ...]:
        return self.saved.get(notice_id, ())

    def save_diagnostics(self, notice_id: NoticeId, found: Sequence[Diagnostic]) -> None:
        if self.fails or self.read_only:
            raise StorageError("磁盘已满，没有保存")
        self.saved[notice_id] = tuple(found)
        self.saves += 1

    def close(self) -> None:
        self.closed = True


class Clock:
    """A clock that goes on by the second at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 9, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


def copied(notice: Notice) -> Notice:
    """The same with an outline of its own, as one that was loaded."""
    return replace(notice, outline=Outline(notice.outline.length, notice.outline.records()))
