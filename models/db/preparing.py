"""All that can be worked out about a new notice before the workspace is held for writing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from models.codec import encode
from models.codes import codes_of
from models.db.inserting import BoundRows, Rows, Values, bind
from models.db.mapping import table_rows
from models.db.readings import json_of
from models.db.tables import (
    NoticeOriginRow,
    NoticeRow,
    ReadingRow,
    SourceFileRow,
    SourceTextRow,
    TextSketchRow,
)
from models.facts import FactName
from models.ids import NoticeId, new_id
from models.library import CaseRole, ReadFile
from models.notice import Notice, body_words, hash_of, live_records
from models.outline import Outline
from models.progress import CancelToken, asked
from models.source import SourceText
from models.values import NoticeKind, VersionLabel
from models.versions.fingerprint import Fingerprint, fingerprint_of
from models.versions.naming import version_label

_ROLES = {
    NoticeKind.FEEDBACK_NOTICE: CaseRole.FEEDBACK,
    NoticeKind.WORK_REPORT: CaseRole.REPORT,
}


_NO_WORDS = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read and now comes in.

    Attributes:
        time: when, UTC.
        body_hash: the hash of its words without what is clutter.
        fingerprint: the sentences of the same words.
    """

    file: ReadFile
    time: str
    body_hash: str
    fingerprint: Fingerprint

    @classmethod
    def of(cls, file: ReadFile, cancel: CancelToken) -> Arrival:
        """A file that comes in now.

        Raises:
            Cancelled: if the user stopped it.
        """
        body = body_words(file.source, file.reading, cancel)
        return cls(file, now(), hash_of(body), fingerprint_of(body, cancel))

    @property
    def has_words(self) -> bool:
        """Whether there is anything in it; empty texts are not the same notice."""
        return self.body_hash != _NO_WORDS


@dataclass(frozen=True, slots=True)
class PreparedNotice:
    """A new notice as rows.

    Attributes:
        unit: its unit and its `round`, which make its 案卷.
        version: the row of its version but for the 案卷 and its place there.
    """

    notice_id: NoticeId
    rows: tuple[BoundRows, ...]
    unit: str | None
    round: str | None
    version: Values


def prepare_notice(
    arrival: Arrival, code: str, cancel: CancelToken
) -> tuple[PreparedNotice, Notice]:
    """Makes the rows of a new notice, which gets the 编码 `code`, and the notice.

    Raises:
        EditError: if the reading makes no sound outline.
        Cancelled: if the user stopped it; a huge reading takes seconds.
    """
    file, time = arrival.file, arrival.time
    notice_id = NoticeId(new_id())
    codes = codes_of(file.reading.nodes, code, cancel)
    records = live_records(file.reading, codes, cancel)
    outline = Outline(len(file.source.text), records, cancel)
    notice = Notice(notice_id, file.source, file.reading, outline, code)
    rows = origin_rows(arrival, notice_id)
    (text,) = rows[SourceTextRow]
    reading: Values = {
        "id": new_id(),
        "source_text_id": text["id"],
        "parser_version": file.reading.parser_version,
        "created": time,
        "outline": json_of(file.reading, cancel),
    }
    head: Values = {
        "id": notice_id,
        "code": code,
        "reading_id": reading["id"],
        "kind": file.reading.kind,
        "imported": time,
        "name": notice.display_name,
        "title": notice.fact(FactName.TITLE) or "",
        **dict.fromkeys(("problems", "done", "stated", "reviewed", "doubts", "findings"), 0),
    }
    sketch = [{"hash": one, "source_text_id": text["id"]} for one in arrival.fingerprint.sketch]
    rows |= {TextSketchRow: sketch, ReadingRow: [reading], NoticeRow: [head]}
    rows |= table_rows(asked(records, cancel), notice_id)
    unit, term = notice.fact(FactName.UNIT), notice.fact(FactName.ROUND)
    role = _ROLES.get(file.reading.kind, CaseRole.NOTICE)
    prepared = PreparedNotice(
        notice_id,
        bind(rows, cancel),
        unit,
        term,
        version={"notice_id": notice_id, "role": role, "label": label_of(file.source)},
    )
    return prepared, notice


def label_of(source: SourceText) -> VersionLabel | None:
    """Which 稿 a text is, as it says itself."""
    return version_label(source.file_name, source.text)


def now() -> str:
    """The time as the workspace keeps it: UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def origin_rows(arrival: Arrival, notice_id: NoticeId) -> Rows:
    """The rows of a file, its text, and of a notice's coming from it."""
    file, source = arrival.file, arrival.file.source
    file_id = new_id()
    stored: Values = {
        "id": file_id,
        "sha256": source.sha256,
        "size": len(file.data),
        "data": file.data,
    }
    text: Values = {
        "id": new_id(),
        "source_file_id": file_id,
        "body_hash": arrival.body_hash,
        "fingerprint": arrival.fingerprint.packed(),
        "reader": source.reader,
        "reader_version": source.reader_version,
        "encoding": source.encoding,
        "generated": encode(source.generated),
        "notes": list(source.notes),
        "evidence": encode(source.evidence),
        "text": source.text,
    }
    origin: Values = {
        "notice_id": notice_id,
        "position": 0,
        "source_file_id": file_id,
        "file_name": source.file_name,
        "added": arrival.time,
    }
    return {SourceFileRow: [stored], SourceTextRow: [text], NoticeOriginRow: [origin]}
