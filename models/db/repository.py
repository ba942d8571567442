"""Notices in the tables of a workspace; takes and returns domain types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from models.annotation import Review
from models.db import readings, versions
from models.db.counting import recount, recount_findings
from models.db.inserting import BoundRows, Rows, Values, bind, table_of
from models.db.mapping import (
    AnyRow,
    diagnostic_of,
    diagnostic_values,
    edit_of,
    edit_values,
    records_of,
    source_of,
    table_keys,
    table_rows,
)
from models.db.preparing import PreparedNotice
from models.db.tables import (
    AnnotationRow,
    Base,
    ClaimRow,
    DamageRow,
    DiagnosticRow,
    EditGroupRow,
    EditRow,
    FactRow,
    LinkRow,
    NodeRow,
    NodeSpanRow,
    NoticeOriginRow,
    NoticeRow,
    OpinionRow,
    ReadingRow,
    ReviewRow,
    SourceFileRow,
    SourceTextRow,
    WaiverRow,
)
from models.db.versions import Candidate, Slot
from models.diagnostics import Diagnostic
from models.edits import Edit, EditGroup
from models.errors import EditError, StorageError
from models.ids import NodeId, NoticeId, RecordKey
from models.library import LogEntry, NoticeSummary, VersionPlace
from models.node import Node
from models.notice import Notice
from models.outline import Outline, Record
from models.progress import CancelToken, NeverCancelled, asked
from models.reading_choice import READING_KEY
from models.values import VersionLabel
from models.version_order import LABEL_KEY, ORDER_KEY
from models.versions.fingerprint import Fingerprint

_NEVER = NeverCancelled()
_OF_NOTICE = (NodeRow, LinkRow, FactRow, ClaimRow, DamageRow, ReviewRow, AnnotationRow, WaiverRow)


class NoticeRepository:
    """The notices of a workspace within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def summaries(self) -> tuple[NoticeSummary, ...]:
        """The rows of the library, oldest first."""
        origins: dict[int, list[str]] = defaultdict(list)
        named = select(NoticeOriginRow.notice_id, NoticeOriginRow.file_name)
        for notice_id, file_name in self._session.execute(
            named.order_by(NoticeOriginRow.notice_id, NoticeOriginRow.position)
        ):
            origins[notice_id].append(file_name)
        rows = self._session.execute(
            select(table_of(NoticeRow)).order_by(NoticeRow.imported, NoticeRow.id)
        )
        places = versions.places(self._session)
        return tuple(_summary(row, tuple(origins[row.id]), places.get(row.id)) for row in rows)

    def load(self, notice_id: NoticeId, cancel: CancelToken = _NEVER) -> Notice:
        """A notice with its source, the machine's reading and the live outline.

        Raises:
            Cancelled: if the user stopped it.
            StorageError: if it is not there, or its rows make no sound outline.
        """
        with _sound("这份材料"):
            found = self._session.execute(_whole(notice_id)).first()
            if found is None:
                raise StorageError("这份材料已不在项目文件中")
            source = source_of(found)
            rows = {table: asked(self._rows(table, notice_id), cancel) for table in _LOADED}
            choice = readings.choice_of(self._session, notice_id)
            outline = Outline(len(source.text), (*records_of(rows), *choice), cancel)
            reading = readings.reading_of(found.outline, cancel)
        return Notice(notice_id, source, reading, outline, found.code)

    def notice_with_file(self, sha256: str) -> NoticeId | None:
        """The notice that came from a file with these bytes."""
        return self._one_id(
            select(NoticeOriginRow.notice_id)
            .join(SourceFileRow, SourceFileRow.id == NoticeOriginRow.source_file_id)
            .where(SourceFileRow.sha256 == sha256)
        )

    def notice_with_body(self, body_hash: str) -> NoticeId | None:
        """The notice whose text has these words."""
        return self._one_id(
            select(NoticeOriginRow.notice_id)
            .join(SourceTextRow, SourceTextRow.source_file_id == NoticeOriginRow.source_file_id)
            .where(SourceTextRow.body_hash == body_hash)
            .order_by(NoticeOriginRow.added)
            .limit(1)
        )

    def name(self, notice_id: NoticeId) -> str:
        """What lists call a notice."""
        return self._session.execute(
            select(NoticeRow.name).where(NoticeRow.id == notice_id)
        ).scalar_one()

    def codes(self, letters: str) -> frozenset[str]:
        """The codes of notices that begin with `letters`."""
        found = select(NoticeRow.code).where(NoticeRow.code.startswith(letters, autoescape=True))
        return frozenset(self._session.scalars(found))

    def save(self, prepared: PreparedNotice, slot: Slot | None, cancel: CancelToken) -> None:
        """Stores a new notice with its file, text, reading, live rows and version.

        Args:
            prepared: the notice.
            slot: its place among versions; None for one of its own in the 案卷 of its unit and round.
            cancel: asked while the rows are written.

        Raises:
            Cancelled: if the user stopped it.
        """
        self._write(prepared.rows, cancel)
        if slot is None:
            slot = versions.place_by_unit(self._session, prepared.unit, prepared.round)
        versions.put_in(self._session, slot, prepared.version)
        recount(self._session, prepared.notice_id)

    def candidates(self, fingerprint: Fingerprint) -> list[Candidate]:
        """The notices with most sentences in common with a text."""
        with _sound("文本指纹"):
            return versions.candidates(self._session, fingerprint)

    def file_name(self, notice_id: NoticeId) -> str:
        """What a sentence calls a notice among its versions."""
        return versions.file_name(self._session, notice_id)

    def slot_behind(self, notice_id: NoticeId, label: VersionLabel | None) -> Slot:
        """The place of a new version of a notice."""
        return versions.slot_behind(self._session, notice_id, label)

    def following(self, notice_id: NoticeId, former: NoticeId | None) -> Edit:
        """The edit that makes a notice a new version of another, or none of any."""
        if former is None:
            return versions.parted(self._session, notice_id)
        return versions.joined(self._session, notice_id, former)

    def naming(self, notice_id: NoticeId, label: VersionLabel | None) -> Edit:
        """The edit that says which 稿 a notice is."""
        return versions.named(self._session, notice_id, label)

    def save_origin(self, notice_id: NoticeId, rows: Rows) -> None:
        """Stores another file of a notice that is there already."""
        position = self._session.scalar(
            select(func.count()).where(NoticeOriginRow.notice_id == notice_id)
        )
        (origin,) = rows[NoticeOriginRow]
        origin["notice_id"], origin["position"] = notice_id, position
        self._insert(rows)

    def append(self, entry: LogEntry, cancel: CancelToken = _NEVER) -> None:
        """Writes a group of edits to the log and to the live rows.

        Raises:
            StorageError: if the live rows are not what the edits say they were.
            EditError: if the versions are not.
            Cancelled: if the user stopped it.
        """
        group = entry.group
        head: Values = {
            "id": entry.group_id,
            "notice_id": entry.notice_id,
            "time": entry.time,
            "person": entry.person,
            "label": group.label,
            "focus": group.focus,
            "merge_key": group.merge_key,
            "undoes": entry.undoes,
        }
        edits = [edit_values(edit, entry.group_id, at) for at, edit in enumerate(group.edits)]
        self._insert({EditGroupRow: [head], EditRow: edits}, cancel)
        for edit in group.edits:
            if edit.key in _NO_RECORD:
                _NO_RECORD[edit.key](self._session, entry.notice_id, edit)
        gone, come = _net([edit for edit in group.edits if edit.key not in _NO_RECORD])
        self._delete(gone, entry.notice_id)
        self._insert(table_rows(come, entry.notice_id), cancel)
        recount(self._session, entry.notice_id)

    def save_reading(self, notice_id: NoticeId, reading: Values) -> None:
        """Stores another reading of the text of a notice; which one the notice follows is an edit."""
        self._insert({ReadingRow: [readings.with_text(self._session, notice_id, reading)]})

    def log(
        self, notice_id: NoticeId | None, person: str | None = None, last: int | None = None
    ) -> tuple[LogEntry, ...]:
        """The groups of edits, oldest first; of one notice or person, or of all; only so many at the end."""
        chosen = select(EditGroupRow.id).order_by(EditGroupRow.id.desc()).limit(last)
        if notice_id is not None:
            chosen = chosen.where(EditGroupRow.notice_id == notice_id)
        if person is not None:
            chosen = chosen.where(EditGroupRow.person == person)
        heads = (
            select(table_of(EditGroupRow))
            .where(EditGroupRow.id.in_(chosen))
            .order_by(EditGroupRow.id)
        )
        edits = (
            select(table_of(EditRow))
            .where(EditRow.group_id.in_(chosen))
            .order_by(EditRow.group_id, EditRow.position)
        )
        made: dict[int, list[Edit]] = defaultdict(list)
        with _sound("修改记录"):
            for row in self._session.execute(edits):
                made[row.group_id].append(edit_of(row))
        return tuple(_entry(row, tuple(made[row.id])) for row in self._session.execute(heads))

    def next_group_id(self) -> int:
        """The number of the next group of edits."""
        return (self._session.scalar(select(func.max(EditGroupRow.id))) or 0) + 1

    def save_diagnostics(self, notice_id: NoticeId, found: Sequence[Diagnostic]) -> None:
        """Puts the findings of the last run in the place of those before."""
        self._session.execute(delete(DiagnosticRow).where(DiagnosticRow.notice_id == notice_id))
        rows = [diagnostic_values(one, notice_id, at) for at, one in enumerate(found)]
        self._insert({DiagnosticRow: rows})
        recount_findings(self._session, notice_id)

    def diagnostics(self, notice_id: NoticeId) -> tuple[Diagnostic, ...]:
        """The findings of the last run, waived ones too."""
        rows = self._session.execute(
            select(table_of(DiagnosticRow))
            .where(DiagnosticRow.notice_id == notice_id)
            .order_by(DiagnosticRow.position)
        )
        with _sound("校核结果"):
            return tuple(diagnostic_of(row) for row in rows)

    def _one_id(self, query: Any) -> NoticeId | None:
        found = self._session.scalar(query)
        return None if found is None else NoticeId(found)

    def _rows(self, table: type[Base], notice_id: NoticeId) -> Iterable[AnyRow]:
        query = select(table_of(table))
        if table is NodeSpanRow:
            query = query.join(NodeRow, NodeRow.id == NodeSpanRow.node_id)
            query = query.where(NodeRow.notice_id == notice_id)
            query = query.order_by(NodeSpanRow.node_id, NodeSpanRow.position)
        elif table is OpinionRow:
            query = query.join(ReviewRow, ReviewRow.node_id == OpinionRow.node_id)
            query = query.where(ReviewRow.notice_id == notice_id)
            query = query.order_by(OpinionRow.node_id, OpinionRow.position)
        else:
            query = query.where(table_of(table).c.notice_id == notice_id)
        return self._session.execute(query)

    def _insert(self, rows: Rows, cancel: CancelToken = _NEVER) -> None:
        self._write(bind(rows, cancel), cancel)

    def _write(self, bound: Iterable[BoundRows], cancel: CancelToken) -> None:
        connection = self._session.connection()
        for rows in bound:
            rows.write(connection, cancel)

    def _delete(self, records: Iterable[Record], notice_id: NoticeId) -> None:
        gone = list(records)
        connection = self._session.connection()
        for table, owned in ((NodeSpanRow, Node), (OpinionRow, Review)):
            ids = [{"gone": one.key[1]} for one in gone if isinstance(one, owned)]
            if ids:
                column = table_of(table).c.node_id
                connection.execute(delete(table_of(table)).where(column == bindparam("gone")), ids)
        for table_, keys in table_keys(gone, notice_id).items():
            columns = table_of(table_).primary_key.columns
            query = delete(table_of(table_)).where(
                *(column == bindparam(f"gone_{column.name}") for column in columns)
            )
            named = [{f"gone_{name}": value for name, value in key.items()} for key in keys]
            if connection.execute(query, named).rowcount != len(keys):
                raise StorageError("所存内容与这处改动之前的不符，没有保存")


# What an edit says beside the records of an outline, and who writes it.
_NO_RECORD: Mapping[RecordKey, Callable[[Session, NoticeId, Edit], None]] = {
    READING_KEY: readings.choose,
    ORDER_KEY: versions.arrange,
    LABEL_KEY: versions.choose_label,
}
_NOT_LOADED = {"id", "fingerprint"}
_LOADED: tuple[type[Base], ...] = (*_OF_NOTICE, NodeSpanRow, OpinionRow)


@contextmanager
def _sound(what: str) -> Iterator[None]:
    """Turns what decoding raises over damaged rows into a sentence."""
    try:
        yield
    except (AttributeError, EditError, LookupError, TypeError, ValueError) as error:
        raise StorageError(f"{what}的内容已被破坏，请用备份恢复") from error


def _whole(notice_id: NoticeId) -> Any:
    columns = (
        NoticeRow.code,
        NoticeOriginRow.file_name,
        SourceFileRow.sha256,
        *(column for column in table_of(SourceTextRow).c if column.name not in _NOT_LOADED),
        ReadingRow.outline,
    )
    return (
        select(*columns)
        .join(ReadingRow, ReadingRow.id == NoticeRow.reading_id)
        .join(SourceTextRow, SourceTextRow.id == ReadingRow.source_text_id)
        .join(SourceFileRow, SourceFileRow.id == SourceTextRow.source_file_id)
        .join(NoticeOriginRow, NoticeOriginRow.source_file_id == SourceFileRow.id)
        .where(NoticeRow.id == notice_id)
    )


def _net(edits: Sequence[Edit]) -> tuple[list[Record], list[Record]]:
    """The records that edits take away and put there, all in all; what comes out unchanged is in neither."""
    first: dict[RecordKey, Record | None] = {}
    last: dict[RecordKey, Record | None] = {}
    for edit in edits:
        first.setdefault(edit.key, edit.before)
        last[edit.key] = edit.after
    changed = [key for key in first if first[key] != last[key]]
    gone = [record for key in changed if (record := first[key]) is not None]
    come = [record for key in changed if (record := last[key]) is not None]
    return gone, come


def _entry(row: AnyRow, edits: tuple[Edit, ...]) -> LogEntry:
    focus = None if row.focus is None else NodeId(row.focus)
    group = EditGroup(row.label, edits, focus, row.merge_key)
    return LogEntry(row.id, row.time, row.person, NoticeId(row.notice_id), group, undoes=row.undoes)


def _summary(row: AnyRow, origins: tuple[str, ...], place: VersionPlace | None) -> NoticeSummary:
    return NoticeSummary(
        id=NoticeId(row.id),
        code=row.code,
        name=row.name,
        title=row.title,
        file_name=origins[0] if origins else "",
        kind=row.kind,
        imported=row.imported,
        problems=row.problems,
        done=row.done,
        stated=row.stated,
        reviewed=row.reviewed,
        doubts=row.doubts,
        findings=row.findings,
        claimed_problems=row.claimed_problems,
        origins=origins,
        version=place or VersionPlace(),
    )
