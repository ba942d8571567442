"""Records of the domain to table rows and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from models.annotation import Annotation, Opinion, Review, Waiver
from models.codec import decode, decode_record, encode, encode_record
from models.db.inserting import Values
from models.db.tables import (
    AnnotationRow,
    Base,
    ClaimRow,
    DamageRow,
    FactRow,
    LinkRow,
    NodeRow,
    NodeSpanRow,
    OpinionRow,
    ReviewRow,
    WaiverRow,
)
from models.diagnostics import Diagnostic
from models.edits import Edit
from models.facts import Claim, Damage, Fact
from models.ids import NodeId, NoticeId
from models.node import Link, Node
from models.outline import Record
from models.source import Evidence, RoleSpan, SourceText, Span
from models.values import PartialDate

# How `before` and `after` of an edit are written; a later form gets the next number.
PAYLOAD_VERSION = 1

AnyRow = Row[Any]


def table_rows(records: Iterable[Record], notice_id: NoticeId) -> dict[type[Base], list[Values]]:
    """The rows of records, by table."""
    rows: dict[type[Base], list[Values]] = defaultdict(list)
    for record in records:
        table, make = _MAKERS[type(record)]
        rows[table].append(make(record, notice_id))
        if isinstance(record, Node):
            rows[NodeSpanRow].extend(_span_values(record))
        elif isinstance(record, Review):
            rows[OpinionRow].extend(_opinion_values(record))
    return rows


def table_keys(records: Iterable[Record], notice_id: NoticeId) -> dict[type[Base], list[Values]]:
    """The primary keys of the main rows of records, by table."""
    keys: dict[type[Base], list[Values]] = defaultdict(list)
    for record in records:
        table, make = _MAKERS[type(record)]
        values = make(record, notice_id)
        names = (column.name for column in table.__table__.primary_key)
        keys[table].append({name: values[name] for name in names})
    return keys


def records_of(rows: Mapping[type[Base], Iterable[AnyRow]]) -> Iterator[Record]:
    """The records that rows stand for, by table."""
    spans: dict[int, list[RoleSpan]] = defaultdict(list)
    for row in rows[NodeSpanRow]:
        spans[row.node_id].append(RoleSpan(Span(row.span_start, row.span_end), row.role))
    opinions: dict[int, list[Opinion]] = defaultdict(list)
    for row in rows[OpinionRow]:
        opinions[row.node_id].append(
            Opinion(row.stage, row.verdict, row.words, row.author, row.written)
        )
    for row in rows[NodeRow]:
        yield _node(row, tuple(spans[row.id]))
    for row in rows[ReviewRow]:
        yield _review(row, opinions[row.node_id])
    for table, read in _READERS.items():
        yield from map(read, rows[table])


def diagnostic_values(found: Diagnostic, notice_id: NoticeId, position: int) -> Values:
    """The row of a finding."""
    return {
        "notice_id": notice_id,
        "position": position,
        "fingerprint": found.fingerprint,
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "payload": encode(found),
    }


def diagnostic_of(row: AnyRow) -> Diagnostic:
    """The finding that a row stands for."""
    return decode(Diagnostic, row.payload)


def edit_values(edit: Edit, group_id: int, position: int) -> Values:
    """The row of an edit in the log."""
    return {
        "group_id": group_id,
        "position": position,
        "record_type": str(edit.key[0]),
        "payload_version": PAYLOAD_VERSION,
        "before": encode_record(edit.before),
        "after": encode_record(edit.after),
    }


def edit_of(row: AnyRow) -> Edit:
    """The edit that a row of the log stands for."""
    return Edit(decode_record(row.before), decode_record(row.after))


def source_of(row: AnyRow) -> SourceText:
    """The source text of a row that joins text, file and origin."""
    return SourceText(
        text=row.text,
        file_name=row.file_name,
        sha256=row.sha256,
        reader=row.reader,
        reader_version=row.reader_version,
        encoding=row.encoding,
        generated=tuple(decode(Span, span) for span in row.generated),
        notes=tuple(row.notes),
        evidence=decode(Evidence, row.evidence),
    )


def _node_values(node: Node, notice_id: NoticeId) -> Values:
    return {
        "id": node.id,
        "notice_id": notice_id,
        "kind": node.kind,
        "parent_id": node.parent,
        "rank": node.rank,
        "number": node.number,
        "number_printed": node.number_printed,
        "wording": node.wording,
        "status": node.status,
        "status_quote": node.status_quote,
        "limit_class": node.limit_class,
        "deadline": None if node.deadline is None else str(node.deadline),
        "deadline_quote": node.deadline_quote,
        "lead_person": node.lead_person,
        "lead_office": node.lead_office,
        "person": node.person,
        "confidence": node.confidence,
        "page": node.page,
        "code": node.code,
        "item_no": node.item_no,
        "machine_id": node.machine_id,
        "touched": sorted(node.touched),
    }


def _span_values(node: Node) -> Iterator[Values]:
    for position, part in enumerate(node.spans):
        yield {
            "node_id": node.id,
            "position": position,
            "span_start": part.span.start,
            "span_end": part.span.end,
            "role": part.role,
        }


def _node(row: AnyRow, spans: tuple[RoleSpan, ...]) -> Node:
    return Node(
        id=NodeId(row.id),
        kind=row.kind,
        parent=None if row.parent_id is None else NodeId(row.parent_id),
        rank=row.rank,
        number=row.number,
        number_printed=row.number_printed,
        spans=spans,
        wording=row.wording,
        status=row.status,
        status_quote=row.status_quote,
        limit_class=row.limit_class,
        deadline=None if row.deadline is None else PartialDate.parse(row.deadline),
        deadline_quote=row.deadline_quote,
        lead_person=row.lead_person,
        lead_office=row.lead_office,
        person=row.person,
        confidence=row.confidence,
        page=row.page,
        code=row.code,
        item_no=row.item_no,
        machine_id=row.machine_id,
        touched=frozenset(row.touched),
    )


def _link_values(link: Link, notice_id: NoticeId) -> Values:
    return {
        "outcome_id": link.outcome,
        "measure_id": link.measure,
        "notice_id": notice_id,
        "confidence": link.confidence,
        "made_by": link.by,
    }


def _link(row: AnyRow) -> Link:
    return Link(NodeId(row.outcome_id), NodeId(row.measure_id), row.confidence, row.made_by)


def _fact_values(fact: Fact, notice_id: NoticeId) -> Values:
    return {
        "notice_id": notice_id,
        "name": fact.name,
        "value": fact.value,
        "printed": fact.printed,
        **_span_columns(fact.span),
        "candidates": list(fact.candidates),
        "confirmed": fact.confirmed,
    }


def _fact(row: AnyRow) -> Fact:
    return Fact(row.name, row.value, row.printed, _span(row), tuple(row.candidates), row.confirmed)


def _claim_values(claim: Claim, notice_id: NoticeId) -> Values:
    return {
        "id": claim.id,
        "notice_id": notice_id,
        "subject": claim.subject,
        "value": claim.value,
        "quote": claim.quote,
        **_span_columns(claim.span),
        "subset_of": claim.subset_of,
        "rate_of": claim.of,
        "vague": claim.vague,
        "damaged": claim.damaged,
        "candidates": list(claim.candidates),
        "lists": claim.lists,
        "confirmed": claim.confirmed,
    }


def _claim(row: AnyRow) -> Claim:
    return Claim(
        id=row.id,
        subject=row.subject,
        value=row.value,
        quote=row.quote,
        span=Span(row.span_start, row.span_end),
        subset_of=row.subset_of,
        of=row.rate_of,
        vague=row.vague,
        damaged=row.damaged,
        candidates=tuple(float(value) for value in row.candidates),
        lists=row.lists,
        confirmed=row.confirmed,
    )


def _damage_values(damage: Damage, notice_id: NoticeId) -> Values:
    return {
        "id": damage.id,
        "notice_id": notice_id,
        **_span_columns(damage.span),
        "printed": damage.printed,
        "reading": damage.reading,
        "candidates": list(damage.candidates),
        "confidence": damage.confidence,
        "accepted": damage.accepted,
    }


def _damage(row: AnyRow) -> Damage:
    return Damage(
        id=row.id,
        span=Span(row.span_start, row.span_end),
        printed=row.printed,
        reading=row.reading,
        candidates=tuple(row.candidates),
        confidence=row.confidence,
        accepted=row.accepted,
    )


def _review_values(review: Review, notice_id: NoticeId) -> Values:
    return {
        "node_id": review.node_id,
        "notice_id": notice_id,
        "assessed_status": review.assessed_status,
        "doubt": review.doubt,
        "evidence": review.evidence,
    }


def _opinion_values(review: Review) -> Iterator[Values]:
    for position, opinion in enumerate(review.opinions):
        yield {
            "node_id": review.node_id,
            "position": position,
            "stage": opinion.stage,
            "verdict": opinion.verdict,
            "words": opinion.words,
            "author": opinion.author,
            "written": opinion.written,
        }


def _review(row: AnyRow, opinions: list[Opinion]) -> Review:
    return Review(
        NodeId(row.node_id), row.assessed_status, tuple(opinions), row.doubt, row.evidence
    )


def _annotation_values(note: Annotation, notice_id: NoticeId) -> Values:
    return {
        "id": note.id,
        "notice_id": notice_id,
        "node_id": note.node_id,
        "words": note.words,
        "author": note.author,
        "written": note.written,
        **_span_columns(note.span),
    }


def _annotation(row: AnyRow) -> Annotation:
    node_id = None if row.node_id is None else NodeId(row.node_id)
    return Annotation(row.id, row.words, row.author, row.written, node_id, _span(row))


def _waiver_values(waiver: Waiver, notice_id: NoticeId) -> Values:
    return {
        "notice_id": notice_id,
        "fingerprint": waiver.fingerprint,
        "reason": waiver.reason,
        "author": waiver.author,
        "written": waiver.written,
    }


def _waiver(row: AnyRow) -> Waiver:
    return Waiver(row.fingerprint, row.reason, row.author, row.written)


def _span_columns(span: Span | None) -> Values:
    if span is None:
        return {"span_start": None, "span_end": None}
    return {"span_start": span.start, "span_end": span.end}


def _span(row: AnyRow) -> Span | None:
    return None if row.span_start is None else Span(row.span_start, row.span_end)


_MAKERS: dict[type, tuple[type[Base], Callable[[Any, NoticeId], Values]]] = {
    Node: (NodeRow, _node_values),
    Link: (LinkRow, _link_values),
    Fact: (FactRow, _fact_values),
    Claim: (ClaimRow, _claim_values),
    Damage: (DamageRow, _damage_values),
    Review: (ReviewRow, _review_values),
    Annotation: (AnnotationRow, _annotation_values),
    Waiver: (WaiverRow, _waiver_values),
}

_READERS: dict[type[Base], Callable[[AnyRow], Record]] = {
    LinkRow: _link,
    FactRow: _fact,
    ClaimRow: _claim,
    DamageRow: _damage,
    AnnotationRow: _annotation,
    WaiverRow: _waiver,
}
