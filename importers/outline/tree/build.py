"""Headings with what stands below them to the tree of drafts, and drafts to nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.outline.text.flow import Flow
from importers.outline.tree.body import BodyReader
from importers.outline.tree.drafts import Draft, Range
from importers.outline.tree.headings import Heading
from importers.outline.tree.hypotheses import Role
from importers.outline.tree.problem_states import closes_with_status
from importers.outline.words.marks import Mark
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import spaced_rank
from models.source import RoleSpan, SpanRole, own_words

_KINDS = {
    Role.ASPECT: NodeKind.ASPECT,
    Role.PROBLEM: NodeKind.PROBLEM,
    Role.SUB_PROBLEM: NodeKind.SUB_PROBLEM,
}


def build_tree(
    flow: Flow, headings: Sequence[Heading], *, separates: bool, confidence: float
) -> list[Draft]:
    """The drafts at the top, each with what stands below it."""
    problems = [heading.content for heading in headings if heading.role is not Role.ASPECT]
    reader = BodyReader(flow, separates, closes_with_status(flow, problems))
    tops: list[Draft] = []
    path: list[tuple[Role, Draft]] = []
    for heading in headings:
        while path and path[-1][0] >= heading.role:
            path.pop()
        role = _possible_role(heading.role, path)
        draft = _heading_draft(heading, role, confidence)
        (path[-1][1].children if path else tops).append(draft)
        path.append((heading.role, draft))
        if role is Role.ASPECT:
            continue
        reader.fill(draft, heading.content)
    return tops


def _possible_role(role: Role, path: Sequence[tuple[Role, Draft]]) -> Role:
    """A specific problem without a problem above it is a problem."""
    under_problem = bool(path) and path[-1][1].kind is NodeKind.PROBLEM
    return Role.PROBLEM if role is Role.SUB_PROBLEM and not under_problem else role


def _heading_draft(heading: Heading, role: Role, confidence: float) -> Draft:
    draft = Draft(_KINDS[role], heading.segment.marks, list(heading.words))
    draft.other = [(place, SpanRole.LABEL) for place in heading.labels]
    draft.confidence = confidence * heading.sure
    if heading.status is not None:
        draft.status = heading.status.status
        draft.status_range = (heading.status.start, heading.status.end)
        draft.limit_class = heading.status.limit
    return draft


def nodes_of(flow: Flow, tops: Sequence[Draft]) -> tuple[Node, ...]:
    """The nodes of a tree of drafts, parents before children."""
    walk = enumerate(_walk(tops), 1)
    return tuple(
        _node(flow, draft, NodeId(at), parent, position) for at, (draft, parent, position) in walk
    )


def marks_of(tops: Sequence[Draft]) -> list[Mark]:
    """The enumerators of all drafts."""
    return [mark for draft, _, _ in _walk(tops) for mark in draft.marks]


def _walk(tops: Sequence[Draft]) -> Iterator[tuple[Draft, NodeId | None, int]]:
    count = 0
    waiting: list[tuple[Draft, NodeId | None, int]] = [
        (draft, None, at) for at, draft in reversed(list(enumerate(tops)))
    ]
    while waiting:
        draft, parent, position = waiting.pop()
        count += 1
        yield draft, parent, position
        below = sorted(draft.children, key=lambda child: child.start)
        waiting.extend((child, NodeId(count), at) for at, child in reversed(list(enumerate(below))))


def _node(flow: Flow, draft: Draft, node_id: NodeId, parent: NodeId | None, position: int) -> Node:
    parts = [RoleSpan(span, role) for place, role in _places(draft) for span in flow.spans(*place)]
    printed = [flow.span(mark.start, mark.end) for mark in draft.marks[:1]]
    return Node(
        id=node_id,
        kind=draft.kind,
        parent=parent,
        rank=spaced_rank(position),
        number=draft.number,
        number_printed=printed[0].of(flow.source) if printed and printed[0] else None,
        spans=tuple(sorted(parts, key=lambda part: (part.span.start, part.span.end))),
        status=draft.status,
        status_quote=_quote(flow, draft.status_range or draft.told_range),
        limit_class=draft.limit_class,
        deadline=draft.deadline,
        deadline_quote=_quote(flow, draft.deadline_range),
        lead_person=draft.lead_person,
        lead_office=draft.lead_office,
        person=draft.person,
        confidence=round(draft.confidence, 3),
    )


def _places(draft: Draft) -> Iterator[tuple[Range, SpanRole]]:
    for mark in draft.marks:
        yield (mark.start, mark.end), SpanRole.NUMBER
    for part in draft.body:
        yield part, SpanRole.BODY
    yield from draft.other
    if draft.status_range is not None and draft.kind is not NodeKind.MEASURE:
        yield draft.status_range, SpanRole.STATUS


def _quote(flow: Flow, place: Range | None) -> str | None:
    spans = flow.spans(*place) if place is not None else ()
    return own_words(flow.source, spans) if spans else None
