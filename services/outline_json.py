"""A notice as JSON, schema `duizhang.outline/1` (DESIGN, "The command line"): stable, scripts read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from models.diagnostics import Diagnostic
from models.facts import METADATA_FACTS, Claim, Damage, FactName, Mention, Section
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.places import Places
from models.source import Span, SpanRole
from services.parsing import ParsedFile

SCHEMA = "duizhang.outline/1"
CHECK_SCHEMA = "duizhang.check/1"

JsonObject = dict[str, Any]


def outline_document(files: Iterable[ParsedFile]) -> JsonObject:
    """The whole document that `parse --json` prints: what was read, and what could not be."""
    return _document(SCHEMA, files, outline_json)


def check_document(files: Iterable[ParsedFile]) -> JsonObject:
    """The document that `check --json` prints: the findings alone, with the words at their places."""
    return _document(CHECK_SCHEMA, files, _findings_json)


def outline_json(notice: Notice, diagnostics: Sequence[Diagnostic]) -> JsonObject:
    """One entry of "notices"."""
    source, reading, outline = notice.source, notice.reading, notice.outline
    places = Places(source)
    return {
        "file": source.file_name,
        "reader": source.reader,
        "encoding": source.encoding,
        "sha256": source.sha256,
        "kind": notice.kind.value,
        "kind_reason": reading.kind_reason,
        **{name.value: notice.fact(name) for name in FactName if name not in METADATA_FACTS},
        "text": source.text,
        "generated": [_pair(span) for span in source.generated],
        "clutter": [{"span": _pair(part.span), "why": part.why} for part in reading.clutter],
        "sections": [_section(part) for part in reading.sections],
        "claims": [_claim(claim) for claim in outline.claims()],
        "facts": [*_metadata(notice), *map(_mention, reading.mentions)],
        "damage": [_damage(place) for place in outline.damage()],
        "nodes": [_node(notice, node, places) for node in outline.walk()],
        "diagnostics": [diagnostic_json(notice, each) for each in diagnostics],
        "notes": list(source.notes),
    }


def diagnostic_json(notice: Notice, found: Diagnostic) -> JsonObject:
    """One entry of "diagnostics"."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "spans": [_pair(span) for span in found.spans],
        "nodes": [_id(notice, node_id) for node_id in found.nodes],
    }


def _document(
    schema: str,
    files: Iterable[ParsedFile],
    entry: Callable[[Notice, Sequence[Diagnostic]], JsonObject],
) -> JsonObject:
    notices: list[JsonObject] = []
    failures: list[JsonObject] = []
    for file in files:
        name = str(file.path)
        if file.notice is None:
            failures.append({"file": name, "error": file.error})
        else:
            # Names may repeat in other folders, so the path stands as it was given.
            notices.append({**entry(file.notice, file.diagnostics), "file": name})
    return {"schema": schema, "notices": notices, "failures": failures}


def _findings_json(notice: Notice, diagnostics: Sequence[Diagnostic]) -> JsonObject:
    found = [{**diagnostic_json(notice, each), "quotes": list(each.quotes)} for each in diagnostics]
    return {"file": notice.source.file_name, "name": notice.display_name, "diagnostics": found}


def _node(notice: Notice, node: Node, places: Places) -> JsonObject:
    return {
        "id": _id(notice, node.id),
        "parent": None if node.parent is None else _id(notice, node.parent),
        "kind": node.kind.value,
        "number": node.number,
        "number_printed": node.number_printed,
        "text": notice.words(node),
        "spans": [_pair(span) for span in node.body],
        "number_span": _first(node, SpanRole.NUMBER),
        "status": node.status.value,
        "status_quote": node.status_quote,
        "status_span": _first(node, SpanRole.STATUS),
        "limit_class": node.limit_class.value if node.limit_class else None,
        "deadline": str(node.deadline) if node.deadline else None,
        "deadline_quote": node.deadline_quote,
        "lead_person": node.lead_person,
        "lead_office": node.lead_office,
        "person": node.person,
        "answers": [_id(notice, measure) for measure in _answered(notice, node)],
        "page": node.page,
        "confidence": round(node.confidence, 3),
        "place": places.name(node.spans[0].span.start) or None if node.spans else None,
        "number_generated": places.is_generated(node.spans_of(SpanRole.NUMBER)),
    }


def _answered(notice: Notice, node: Node) -> list[NodeId]:
    """Every measure that an outcome answers; the one it stands under, too."""
    if node.kind is not NodeKind.OUTCOME:
        return []
    answered = notice.outline.answers(node.id)
    parent = node.parent
    if parent is None or parent in answered:
        return answered
    is_measure = notice.outline.node(parent).kind is NodeKind.MEASURE
    return [parent, *answered] if is_measure else answered


def _metadata(notice: Notice) -> Iterator[JsonObject]:
    """What the page says of the notice: 索引号, 发布机构 and the like."""
    for name in FactName:
        fact = notice.outline.fact(name) if name in METADATA_FACTS else None
        if fact is not None and fact.value is not None:
            span = _pair(fact.span) if fact.span is not None else None
            yield {"type": name.value, "value": fact.value, "span": span}


def _mention(mention: Mention) -> JsonObject:
    return {"type": mention.type.value, "value": mention.value, "span": _pair(mention.span)}


def _section(section: Section) -> JsonObject:
    return {"title": section.title, "span": _pair(section.span), "level": section.level}


def _damage(place: Damage) -> JsonObject:
    return {
        "span": _pair(place.span),
        "printed": place.printed,
        "reading": place.reading,
        "candidates": list(place.candidates),
        "confidence": place.confidence,
    }


def _claim(claim: Claim) -> JsonObject:
    return {
        "subject": claim.subject.value,
        "value": _figure(claim.value),
        "quote": claim.quote,
        "span": _pair(claim.span),
        "subset_of": claim.subset_of,
        "vague": claim.vague,
        "damaged": claim.damaged,
        "candidates": [_figure(value) for value in claim.candidates],
    }


def _id(notice: Notice, node_id: NodeId) -> str:
    """The id of a stored node as text; n1, n2 … where nothing is stored."""
    return f"n{node_id}" if notice.id == 0 else str(node_id)


def _figure(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _first(node: Node, role: SpanRole) -> list[int] | None:
    found = node.spans_of(role)
    return _pair(found[0]) if found else None


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
