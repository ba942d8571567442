"""The workspace (项目文件): all notices of a user in one file."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from models import labels
from models.codes import free_code, notice_letters
from models.db.engine import Database
from models.db.preparing import Arrival, label_of, now, origin_rows, prepare_notice
from models.db.readings import reading_values
from models.db.repository import NoticeRepository
from models.db.versions import Slot
from models.diagnostics import Diagnostic
from models.edits import Edit, EditGroup
from models.errors import EditError, StorageError
from models.facts import FactName
from models.ids import NoticeId
from models.library import (
    Added,
    FormerVersion,
    Known,
    LogEntry,
    NoticeSummary,
    ReadFile,
)
from models.notice import Notice, Reading
from models.progress import CancelToken, NeverCancelled
from models.values import VersionLabel
from models.versions.carrying import Carried, carry_over
from services.versions import likeness_of, nearest

_LOG = logging.getLogger(__name__)

_NEVER = NeverCancelled()


class Workspace:
    """An open workspace file; may be called from any thread.

    Every method is one short unit of work. Those that write raise `StorageError` where the workspace is read-only.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = threading.Lock()
        self._numbering = threading.Lock()
        self._last_group = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens a workspace, creating it if absent; read-only where another program holds it.

        Raises:
            StorageError: if the file is no workspace, is damaged, or comes from a newer version of the program.
        """
        return cls(Database.open(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, as another program holds the file or it is write-protected."""
        return self._database.read_only

    @property
    def is_protected(self) -> bool:
        """Whether it is read-only as the file or its folder may not be written, not for another program."""
        return self._database.is_protected

    def require_writable(self) -> None:
        """Makes sure that long work will not be in vain.

        Raises:
            StorageError: if the workspace is read-only.
        """
        self._database.require_writable()

    def close(self) -> None:
        """Lets go of the file; nothing else may be called afterwards."""
        self._database.close()

    def library(self) -> tuple[NoticeSummary, ...]:
        """A row for each notice, oldest first.

        Raises:
            StorageError: if the file cannot be read.
        """
        with self._database.reading() as notices:
            return notices.summaries()

    def load(self, notice_id: NoticeId, cancel: CancelToken = _NEVER) -> Notice:
        """A notice with its source, the machine's reading and its live outline.

        Raises:
            Cancelled: if the user stopped it.
            StorageError: if it is gone or cannot be read.
        """
        with self._database.reading() as notices:
            return notices.load(notice_id, cancel)

    def add(self, file: ReadFile) -> Added:
        """Stores a file that was read, unless the workspace has the same bytes or the same words already.

        The same words from another file are kept as another origin of the notice.

        Raises:
            StorageError: if it cannot be stored; nothing has been stored then.
        """
        return self.add_notice(file)[0]

    def add_notice(
        self, file: ReadFile, person: str = "", cancel: CancelToken = _NEVER
    ) -> tuple[Added, Notice | None]:
        """As `add`, and gives the new notice, None where it is known.

        A new version of a notice that is there comes behind it, and takes over what of its review holds; that is a
        change by `person`, stored with the notice or not at all. Nothing of the other notice is changed.

        Raises:
            StorageError: if it cannot be stored; nothing has been stored then.
            Cancelled: if the user stopped it, which a huge notice gives time for; nothing has been stored then.
        """
        with self._adding:
            arrival = Arrival.of(file, cancel)
            known = self._known(arrival)
            return (known, None) if known else self._add_new(arrival, person, cancel)

    def commit(self, entry: LogEntry) -> None:
        """Writes a group of edits to the log and to the live rows, both or neither.

        Raises:
            StorageError: if it cannot be stored; nothing has been stored then.
        """
        with self._database.writing(urgent=True) as notices:
            notices.append(entry)

    def commit_reading(self, entry: LogEntry, reading: Reading, reading_id: int) -> None:
        """As `commit`, and stores a new reading of the notice in the same transaction.

        Raises:
            StorageError: if it cannot be stored; nothing has been stored then.
        """
        values = reading_values(reading, reading_id)
        with self._database.writing(urgent=True) as notices:
            notices.save_reading(entry.notice_id, values)
            notices.append(entry)

    def log(
        self,
        notice_id: NoticeId | None = None,
        *,
        person: str | None = None,
        last: int | None = None,
    ) -> tuple[LogEntry, ...]:
        """修改记录 of a notice, of a person, or of all, oldest first; only the `last` so many where that is given.

        Raises:
            StorageError: if the file cannot be read.
        """
        with self._database.reading() as notices:
            return notices.log(notice_id, person, last)

    def next_group_id(self) -> int:
        """The number that the next group of edits takes; nobody else gets it.

        Raises:
            StorageError: if the file cannot be read.
        """
        with self._numbering, self._database.reading() as notices:
            self._last_group = max(notices.next_group_id(), self._last_group + 1)
            return self._last_group

    def save_diagnostics(self, notice_id: NoticeId, found: Sequence[Diagnostic]) -> None:
        """Keeps the findings of the last run of the checks, waived ones too.

        Raises:
            StorageError: if they cannot be stored.
        """
        with self._database.writing(urgent=True) as notices:
            notices.save_diagnostics(notice_id, found)

    def diagnostics(self, notice_id: NoticeId) -> tuple[Diagnostic, ...]:
        """The findings that were kept last, waived ones too.

        Raises:
            StorageError: if the file cannot be read.
        """
        with self._database.reading() as notices:
            return notices.diagnostics(notice_id)

    def following(self, notice_id: NoticeId, former: NoticeId | None) -> EditGroup:
        """The change that makes a notice, with the versions behind it, the new version of another; None: of none.

        Raises:
            StorageError: if one of them is gone, or both are the same.
        """
        with self._database.reading() as notices:
            edit = notices.following(notice_id, former)
            name = None if former is None else notices.file_name(former)
        return _said(f"设为新版本，上一稿“{name}”" if name else "不是新版本", edit)

    def naming(self, notice_id: NoticeId, label: VersionLabel | None) -> EditGroup:
        """The change that says which 稿 a notice is.

        Raises:
            StorageError: if it is gone.
        """
        with self._database.reading() as notices:
            edit = notices.naming(notice_id, label)
        return _said(f"设为{labels.VERSION[label]}" if label else "不注明稿次", edit)

    def _known(self, arrival: Arrival) -> Added | None:
        with self._database.reading() as notices:
            same_file = notices.notice_with_file(arrival.file.source.sha256)
            if same_file is not None:
                return Added(same_file, notices.name(same_file), Known.SAME_FILE)
            same_body = notices.notice_with_body(arrival.body_hash)
            if same_body is None or not arrival.has_words:
                return None
            name = notices.name(same_body)
        rows = origin_rows(arrival, same_body)
        with self._database.writing() as notices:
            notices.save_origin(same_body, rows)
        return Added(same_body, name, Known.SAME_BODY)

    def _add_new(self, arrival: Arrival, person: str, cancel: CancelToken) -> tuple[Added, Notice]:
        letters = notice_letters(_unit(arrival.file))
        with self._database.reading() as notices:
            code = free_code(letters, notices.codes(letters))
        try:
            prepared, notice = prepare_notice(arrival, code, cancel)
        except (EditError, KeyError) as error:
            raise StorageError(
                f"“{arrival.file.source.file_name}”识读的结果前后不符，没有存入，请反馈给开发者"
            ) from error
        slot, former = self._place(arrival)
        cancel.check()
        carried = self._carried(slot, notice, cancel)
        entry = self._entry(notice.id, carried.group, person) if carried else None

        def store(notices: NoticeRepository, cancel: CancelToken) -> None:
            notices.save(prepared, slot, cancel)
            if entry is not None:
                notices.append(entry, cancel)

        self._database.write_giving_way(store, cancel)
        if entry is not None:
            entry.group.apply(notice.outline)
        if former is not None and carried is not None:
            former = replace(
                former,
                carried=carried.kept,
                to_review=carried.to_review,
                corrected=carried.corrected,
            )
        return Added(notice.id, notice.display_name, former=former), notice

    def _place(self, arrival: Arrival) -> tuple[Slot | None, FormerVersion | None]:
        """Where a new notice comes among the versions of another, and that other."""
        with self._database.reading() as notices:
            likeness = likeness_of(arrival.file, arrival.fingerprint)
            found = nearest(likeness, notices.candidates(arrival.fingerprint))
            if found is None:
                return None, None
            candidate, kin = found
            if not kin.is_sure:
                return None, FormerVersion(candidate.notice_id, candidate.name, is_sure=False)
            slot = notices.slot_behind(candidate.notice_id, label_of(arrival.file.source))
            former = slot.former or slot.latter
            assert former is not None  # the slot is in a chain that has a notice
            name = notices.file_name(former)
        earlier = slot.former is None
        return slot, FormerVersion(former, name, is_sure=True, is_earlier=earlier)

    def _carried(self, slot: Slot | None, notice: Notice, cancel: CancelToken) -> Carried | None:
        if slot is None or slot.former is None or not slot.is_last:
            return None
        try:
            carried = carry_over(self.load(slot.former, cancel), notice, cancel)
        except StorageError:  # an older notice that cannot be read keeps no new one out
            _LOG.warning("nothing carried over to notice %s", notice.id, exc_info=True)
            return None
        return carried if carried.group.edits else None

    def _entry(self, notice_id: NoticeId, group: EditGroup, person: str) -> LogEntry:
        return LogEntry(self.next_group_id(), now(), person, notice_id, group)


def _said(label: str, edit: Edit) -> EditGroup:
    return EditGroup(label, () if edit.before == edit.after else (edit,))


def _unit(file: ReadFile) -> str | None:
    units = (fact.value for fact in file.reading.facts if fact.name is FactName.UNIT)
    return next(units, None)
