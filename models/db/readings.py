"""The readings of a text: the first, later ones, and which of them a notice follows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.codec import decode, encode
from models.db.inserting import JsonText, Values
from models.db.tables import NoticeRow, ReadingRow
from models.edits import Edit
from models.errors import StorageError
from models.ids import NoticeId
from models.node import Link, Node
from models.notice import Reading
from models.outline import Record
from models.progress import CancelToken, NeverCancelled, asked
from models.reading_choice import ReadingChoice
from models.values import NoticeKind

_NEVER = NeverCancelled()


def reading_values(reading: Reading, reading_id: int) -> Values:
    """The row of a later reading, without its text.

    Its time has microseconds, the first one's only milliseconds, so that it sorts behind that within one too.
    """
    return {
        "id": reading_id,
        "parser_version": reading.parser_version,
        "created": datetime.now(UTC).isoformat(timespec="microseconds"),
        "outline": json_of(reading),
    }


def json_of(reading: Reading, cancel: CancelToken = _NEVER) -> JsonText:
    """A reading as it is stored; written part by part, as thousands of nodes take seconds.

    Raises:
        Cancelled: if the user stopped it.
    """
    rest = encode(replace(reading, nodes=(), links=()))
    parts = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in rest.items()]
    for name, records in (("nodes", reading.nodes), ("links", reading.links)):
        written = (json.dumps(encode(record)) for record in asked(records, cancel))
        parts.append(f'"{name}": [{", ".join(written)}]')
    return JsonText(f"{{{', '.join(parts)}}}")


def reading_of(stored: dict[str, Any], cancel: CancelToken = _NEVER) -> Reading:
    """The reading that was stored.

    Raises:
        ValueError, TypeError, KeyError: if it is none.
        Cancelled: if the user stopped it.
    """
    rest = {name: value for name, value in stored.items() if name not in {"nodes", "links"}}
    nodes = tuple(decode(Node, one) for one in asked(stored.get("nodes", ()), cancel))
    links = tuple(decode(Link, one) for one in asked(stored.get("links", ()), cancel))
    return replace(decode(Reading, rest), nodes=nodes, links=links)


def with_text(session: Session, notice_id: NoticeId, reading: Values) -> Values:
    """The row of another reading, of the text that a notice has.

    Raises:
        StorageError: if the notice is gone.
    """
    return {**reading, "source_text_id": _followed(session, notice_id)[1]}


def choice_of(session: Session, notice_id: NoticeId) -> tuple[ReadingChoice, ...]:
    """Which reading a notice follows, where that is not the first."""
    current, text_id = _followed(session, notice_id)
    return () if current == _first(session, text_id) else (ReadingChoice(current),)


def choose(session: Session, notice_id: NoticeId, edit: Edit) -> None:
    """Lets a notice follow another of its readings; an absent choice stands for the first.

    Raises:
        StorageError: if it does not follow the one it should have before, or the other is not there.
    """
    current, text_id = _followed(session, notice_id)
    first = _first(session, text_id)
    wanted = _chosen(edit.after, first)
    columns = (ReadingRow.source_text_id, ReadingRow.outline)
    found = session.execute(select(*columns).where(ReadingRow.id == wanted)).first()
    if _chosen(edit.before, first) != current or found is None or found[0] != text_id:
        raise StorageError("所存内容与这处改动之前的不符，没有保存")
    kind = NoticeKind(found[1]["kind"])
    session.execute(
        update(NoticeRow).where(NoticeRow.id == notice_id).values(reading_id=wanted, kind=kind)
    )


def _followed(session: Session, notice_id: NoticeId) -> tuple[int, int]:
    """The reading that a notice follows, and its text."""
    query = (
        select(ReadingRow.id, ReadingRow.source_text_id)
        .join(NoticeRow, NoticeRow.reading_id == ReadingRow.id)
        .where(NoticeRow.id == notice_id)
    )
    found = session.execute(query).first()
    if found is None:
        raise StorageError("这份材料已不在项目文件中")
    return found[0], found[1]


def _first(session: Session, text_id: int) -> int | None:
    query = select(ReadingRow.id).where(ReadingRow.source_text_id == text_id)
    return session.scalar(query.order_by(ReadingRow.created, ReadingRow.id).limit(1))


def _chosen(choice: Record | None, first: int | None) -> int | None:
    return choice.reading_id if isinstance(choice, ReadingChoice) else first
