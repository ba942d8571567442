"""All that can be worked out about a new notice before the workspace is held for writing."""

from __future__ import annotations

from dataclasses import dataclass

from models.codec import encode
from models.codes import coded_nodes
from models.db.inserting import BoundRows, Rows, Values, bind
from models.db.mapping import table_rows
from models.db.tables import (
    NoticeOriginRow,
    NoticeRow,
    ReadingRow,
    SourceFileRow,
    SourceTextRow,
)
from models.facts import FactName
from models.ids import NoticeId, new_id
from models.library import CaseRole, ReadFile
from models.notice import Notice, live_records
from models.outline import Outline
from models.source import squeeze
from models.values import NoticeKind

_ROLES = {
    NoticeKind.FEEDBACK_NOTICE: CaseRole.FEEDBACK,
    NoticeKind.WORK_REPORT: CaseRole.REPORT,
}


@dataclass(frozen=True, slots=True)
class PreparedNotice:
    """A new notice as rows.

    Attributes:
        unit: its unit and its `round`, which make its 案卷.
        case: the row of a new 案卷, should there be none yet.
        version: the row of its version but for the 案卷 and its place there.
    """

    notice_id: NoticeId
    rows: tuple[BoundRows, ...]
    unit: str | None
    round: str | None
    case: Values
    version: Values


def body_hash(file: ReadFile) -> str | None:
    """The hash of its words, None where it has none: empty texts are not the same notice."""
    return file.source.body_hash if squeeze(file.source.text) else None


def prepare_notice(file: ReadFile, code: str, time: str) -> tuple[PreparedNotice, Notice]:
    """Makes the rows of a new notice, and the notice.

    Args:
        file: what was read.
        code: the 编码 it gets.
        time: when it is imported, UTC.

    Raises:
        EditError: if the reading makes no sound outline.
    """
    notice_id = NoticeId(new_id())
    outline = Outline(len(file.source.text), live_records(file.reading))
    for node in tuple(coded_nodes(outline, code)):
        outline.put(node)
    notice = Notice(notice_id, file.source, file.reading, outline, code)
    rows = origin_rows(file, notice_id, time)
    (text,) = rows[SourceTextRow]
    reading: Values = {
        "id": new_id(),
        "source_text_id": text["id"],
        "parser_version": file.reading.parser_version,
        "created": time,
        "outline": encode(file.reading),
    }
    head: Values = {
        "id": notice_id,
        "code": code,
        "reading_id": reading["id"],
        "kind": file.reading.kind,
        "imported": time,
        "name": notice.display_name,
        "title": notice.fact(FactName.TITLE) or "",
        **dict.fromkeys(("problems", "done", "reviewed", "doubts", "findings"), 0),
    }
    rows |= {ReadingRow: [reading], NoticeRow: [head]}
    rows |= table_rows(outline.records(), notice_id)
    unit, term = notice.fact(FactName.UNIT), notice.fact(FactName.ROUND)
    role = _ROLES.get(file.reading.kind, CaseRole.NOTICE)
    prepared = PreparedNotice(
        notice_id,
        bind(rows),
        unit,
        term,
        case={"id": new_id(), "unit": unit, "round": term, "created": time},
        version={"notice_id": notice_id, "role": role, "label": None},
    )
    return prepared, notice


def origin_rows(file: ReadFile, notice_id: NoticeId, time: str) -> Rows:
    """The rows of a file, its text, and of a notice's coming from it."""
    source = file.source
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
        "body_hash": source.body_hash,
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
        "added": time,
    }
    return {SourceFileRow: [stored], SourceTextRow: [text], NoticeOriginRow: [origin]}
