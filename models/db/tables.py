"""The tables of a workspace as typed ORM rows.

Ids are BIGINT, enums and times (UTC, ISO 8601) are strings, constraints have names, and foreign keys are checked at
the end of a transaction, so that the same tables run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Double,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.diagnostics import Severity
from models.facts import ClaimSubject, FactName
from models.library import CaseRole
from models.node import NodeKind
from models.source import SpanRole
from models.values import LimitClass, NoticeKind, Stage, Status, VersionLabel

_ENUMS = (
    CaseRole,
    ClaimSubject,
    FactName,
    LimitClass,
    NodeKind,
    NoticeKind,
    Severity,
    SpanRole,
    Stage,
    Status,
    VersionLabel,
)


def _as_string(kind: Any) -> Enum:
    # No CHECK constraint: a new value must not need a rebuilt table.
    return Enum(
        kind, native_enum=False, length=32, values_callable=lambda k: [part.value for part in k]
    )


class Base(DeclarativeBase):
    """What all rows share."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer(), "sqlite"),
        str: Text(),
        float: Double(),
        bytes: LargeBinary(),
        list[Any]: JSON(none_as_null=True),
        dict[str, Any]: JSON(none_as_null=True),
        **{kind: _as_string(kind) for kind in _ENUMS},
    }


def _refers(target: str, **options: Any) -> Any:
    return mapped_column(ForeignKey(target, deferrable=True, initially="DEFERRED"), **options)


class SourceFileRow(Base):
    """The bytes of a file as they came."""

    __tablename__ = "source_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    data: Mapped[bytes]


class SourceTextRow(Base):
    """What a reader made of a file; never changed."""

    __tablename__ = "source_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_file_id: Mapped[int] = _refers("source_file.id", index=True)
    body_hash: Mapped[str] = mapped_column(index=True)
    reader: Mapped[str]
    reader_version: Mapped[int]
    encoding: Mapped[str]
    generated: Mapped[list[Any]]
    notes: Mapped[list[Any]]
    evidence: Mapped[dict[str, Any]]
    fingerprint: Mapped[bytes]
    text: Mapped[str]


class TextSketchRow(Base):
    """Hashes of a few sentences of a text, by which those with many common ones are found."""

    __tablename__ = "text_sketch"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: Mapped[int] = mapped_column(primary_key=True)
    source_text_id: Mapped[int] = _refers("source_text.id", primary_key=True)


class ReadingRow(Base):
    """The machine's outline of a text by one version of the parser; never changed."""

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_text_id: Mapped[int] = _refers("source_text.id", index=True)
    parser_version: Mapped[int]
    created: Mapped[str]
    outline: Mapped[dict[str, Any]]


class NoticeRow(Base):
    """A notice, with the figures that lists show; they are counted anew with every change of its live rows."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    reading_id: Mapped[int] = _refers("reading.id", index=True)
    kind: Mapped[NoticeKind]
    imported: Mapped[str]
    name: Mapped[str]
    title: Mapped[str]
    problems: Mapped[int]
    done: Mapped[int]
    stated: Mapped[int]
    reviewed: Mapped[int]
    doubts: Mapped[int]
    findings: Mapped[int]
    claimed_problems: Mapped[int | None]


class NoticeOriginRow(Base):
    """A file that a notice came from; the first one is the one that was read."""

    __tablename__ = "notice_origin"

    notice_id: Mapped[int] = _refers("notice.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_file_id: Mapped[int] = _refers("source_file.id", unique=True)
    file_name: Mapped[str]
    added: Mapped[str]


class CaseRow(Base):
    """案卷: a unit in a round."""

    __tablename__ = "inspection_case"  # "case" alone is a word of SQL
    __table_args__ = (Index(None, "unit", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str | None]
    round: Mapped[str | None]
    created: Mapped[str]


class NoticeVersionRow(Base):
    """The place of a notice in its 案卷: its role, and which 稿 it is (None: nobody has said).

    Versions of one notice have the same `chain` and stand there by `position`, with gaps.
    """

    __tablename__ = "notice_version"

    notice_id: Mapped[int] = _refers("notice.id", primary_key=True)
    case_id: Mapped[int] = _refers("inspection_case.id", index=True)
    role: Mapped[CaseRole]
    label: Mapped[VersionLabel | None]
    chain: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]


class NodeRow(Base):
    """A live node."""

    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    kind: Mapped[NodeKind]
    parent_id: Mapped[int | None] = _refers("node.id", index=True)
    rank: Mapped[int]
    number: Mapped[str | None]
    number_printed: Mapped[str | None]
    wording: Mapped[str | None]
    status: Mapped[Status]
    status_quote: Mapped[str | None]
    limit_class: Mapped[LimitClass | None]
    deadline: Mapped[str | None]
    deadline_quote: Mapped[str | None]
    lead_person: Mapped[str | None]
    lead_office: Mapped[str | None]
    person: Mapped[str | None]
    confidence: Mapped[float]
    page: Mapped[int | None]
    code: Mapped[str | None] = mapped_column(unique=True)
    item_no: Mapped[str | None]
    machine_id: Mapped[int | None]
    touched: Mapped[list[Any]]


class NodeSpanRow(Base):
    """A place in the source that belongs to a node."""

    __tablename__ = "node_span"
    __table_args__ = (
        CheckConstraint("span_start < span_end", name="span_order"),
        {"sqlite_with_rowid": False},
    )

    node_id: Mapped[int] = _refers("node.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    span_start: Mapped[int]
    span_end: Mapped[int]
    role: Mapped[SpanRole]


class LinkRow(Base):
    """An outcome answers a measure."""

    __tablename__ = "link"

    outcome_id: Mapped[int] = _refers("node.id", primary_key=True)
    measure_id: Mapped[int] = _refers("node.id", primary_key=True, index=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    confidence: Mapped[float]
    made_by: Mapped[str]


class FactRow(Base):
    """A fact of the whole notice."""

    __tablename__ = "fact"

    notice_id: Mapped[int] = _refers("notice.id", primary_key=True)
    name: Mapped[FactName] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    printed: Mapped[str | None]
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    candidates: Mapped[list[Any]]
    confirmed: Mapped[bool]


class ClaimRow(Base):
    """A total that the notice states."""

    __tablename__ = "claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    subject: Mapped[ClaimSubject]
    value: Mapped[float]
    quote: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]
    subset_of: Mapped[int | None]
    rate_of: Mapped[ClaimSubject | None]
    vague: Mapped[bool]
    damaged: Mapped[bool]
    candidates: Mapped[list[Any]]
    lists: Mapped[bool]
    confirmed: Mapped[bool]


class DamageRow(Base):
    """A place where characters were lost."""

    __tablename__ = "damage"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    span_start: Mapped[int]
    span_end: Mapped[int]
    printed: Mapped[str]
    reading: Mapped[str]
    candidates: Mapped[list[Any]]
    confidence: Mapped[float]
    accepted: Mapped[bool | None]


class ReviewRow(Base):
    """The reviewer's judgement of a node."""

    __tablename__ = "review"

    node_id: Mapped[int] = _refers("node.id", primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    assessed_status: Mapped[Status | None]
    doubt: Mapped[bool]
    evidence: Mapped[str]


class OpinionRow(Base):
    """审核意见 of one stage."""

    __tablename__ = "opinion"
    __table_args__ = (UniqueConstraint("node_id", "stage"),)

    node_id: Mapped[int] = _refers("review.node_id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[Stage]
    verdict: Mapped[str | None]
    words: Mapped[str]
    author: Mapped[str]
    written: Mapped[str]


class AnnotationRow(Base):
    """批注."""

    __tablename__ = "annotation"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    node_id: Mapped[int | None] = _refers("node.id", index=True)
    words: Mapped[str]
    author: Mapped[str]
    written: Mapped[str]
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]


class WaiverRow(Base):
    """经核无误."""

    __tablename__ = "waiver"

    notice_id: Mapped[int] = _refers("notice.id", primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    author: Mapped[str]
    written: Mapped[str]


class EditGroupRow(Base):
    """修改记录: edits that were made together; only ever appended."""

    __tablename__ = "edit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = _refers("notice.id", index=True)
    time: Mapped[str]
    person: Mapped[str]
    label: Mapped[str]
    focus: Mapped[int | None]  # no foreign key: the node may be gone since
    merge_key: Mapped[str | None]
    undoes: Mapped[int | None] = _refers("edit_group.id", index=True)


class EditRow(Base):
    """One edit of a group: a record before and after, as JSON of `payload_version`; only ever appended."""

    __tablename__ = "edit"

    group_id: Mapped[int] = _refers("edit_group.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str]
    payload_version: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class DiagnosticRow(Base):
    """A finding of the last run of the checks; a cache."""

    __tablename__ = "diagnostic"

    notice_id: Mapped[int] = _refers("notice.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    code: Mapped[str]
    severity: Mapped[Severity]
    message: Mapped[str]
    payload: Mapped[dict[str, Any]]
