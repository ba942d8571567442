"""One node into two, two into one."""

from __future__ import annotations

from dataclasses import replace

from models.annotation import Annotation, Review
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId, new_id
from models.node import Link, Node, NodeKind
from models.operations.draft import Draft, name_of, require_node
from models.operations.judging import judgement_notes, judgement_to_notes
from models.operations.making import led_words, skip_blanks
from models.operations.placing import place, start_of
from models.outline import Outline
from models.source import RoleSpan, Span, SpanRole
from models.values import Status

# What belongs to the words themselves; other roles show where a value of the whole node was read.
_WORD_ROLES = (SpanRole.BODY, SpanRole.NUMBER, SpanRole.LABEL)


def split_node(outline: Outline, node_id: NodeId, offset: int) -> EditGroup:
    """Cuts the words of a node at `offset` of the source; what follows becomes a new sibling after it.

    Children and notes that stand after the offset go to the new one. What the notice says of the whole (state,
    limit, responsible) and what an outcome answers holds for both; the judgement stays with the first.

    Raises:
        EditError: if a person typed the words, or there are none on one side.
    """
    node = require_node(outline, node_id)
    if node.wording is not None:
        raise EditError("这一条的文字是手工修改过的，请先恢复原文再拆分")
    offset = skip_blanks(outline.text, offset)
    first, rest = _cut(node, offset)
    if not _has_words(first) or not _has_words(rest):
        raise EditError("请把光标放在这一条文字的中间再拆分")
    draft = Draft(outline)
    draft.touch(node_id, spans=first)
    second = _second_half(outline, node, rest)
    place(draft, [second], node.parent, outline.row_of(node_id) + 1)
    later = [child for child in outline.children(node_id) if _begins_after(outline, child, offset)]
    if later:
        place(draft, later, second.id, 0)
    for measure in outline.answers(node_id):
        draft.put(Link(second.id, measure, 1.0, "person"))
    for note in outline.annotations(node_id):
        if note.span is not None and note.span.start >= offset:
            draft.put(replace(note, node_id=second.id))
    return draft.group(f"拆分：{name_of(outline, node_id)}", second.id)


def merge_nodes(outline: Outline, first: NodeId, second: NodeId) -> EditGroup:
    """Joins two siblings of the same kind into the one that stands first.

    Words, children, links, notes come together; where both have a judgement, the first's stays and the second's
    becomes notes.

    Raises:
        EditError: if they are no siblings of one kind.
    """
    kept, gone = require_node(outline, first), require_node(outline, second)
    if first == second or kept.parent != gone.parent or kept.kind is not gone.kind:
        raise EditError("只有同级、同类的两条才能合并")
    if outline.row_of(first) > outline.row_of(second):
        kept, gone = gone, kept
    draft = Draft(outline)
    children = outline.children(gone.id)
    if children:
        place(draft, children, kept.id, outline.child_count(kept.id))
    links = _joined_links(outline, kept.id, gone.id)
    for link in _links(outline, gone.id):
        draft.remove(link.key)
    for note in outline.annotations(gone.id):
        draft.put(replace(note, node_id=kept.id))
    _join_reviews(draft, kept.id, gone.id)
    draft.remove(gone.key)
    draft.put(_joined(outline, kept, gone))
    for link in links:
        if draft.get(link.key) is None:
            draft.put(link)
    label = f"合并：{name_of(outline, kept.id)}、{name_of(outline, gone.id)}"
    return draft.group(label, kept.id)


def _cut(node: Node, offset: int) -> tuple[tuple[RoleSpan, ...], tuple[RoleSpan, ...]]:
    before: list[RoleSpan] = []
    after: list[RoleSpan] = []
    for part in node.spans:
        if part.role not in _WORD_ROLES:
            before.append(part)
            after.append(part)
            continue
        if part.span.start < offset:
            before.append(replace(part, span=Span(part.span.start, min(offset, part.span.end))))
        if offset < part.span.end:
            after.append(replace(part, span=Span(max(offset, part.span.start), part.span.end)))
    return tuple(before), tuple(after)


def _has_words(spans: tuple[RoleSpan, ...]) -> bool:
    return any(part.role is SpanRole.BODY for part in spans)


def _second_half(outline: Outline, node: Node, rest: tuple[RoleSpan, ...]) -> Node:
    at = next(index for index, part in enumerate(rest) if part.role is SpanRole.BODY)
    led = led_words(outline.text, rest[at].span)
    spans = (*rest[:at], *led.spans, *rest[at + 1 :])
    touched = frozenset({"kind", "parent", "spans"})
    return replace(
        node,
        id=NodeId(new_id()),
        number=led.number,
        number_printed=led.number_printed,
        spans=spans,
        confidence=1.0,
        code=None,
        item_no=None,
        machine_id=None,
        touched=touched,
    )


def _begins_after(outline: Outline, node: Node, offset: int) -> bool:
    start = start_of(outline, node)
    return start is not None and start >= offset


def _joined(outline: Outline, kept: Node, gone: Node) -> Node:
    spans = _joined_spans(outline, kept, gone)
    wording = kept.wording
    if kept.wording is not None or gone.wording is not None:
        wording = kept.text(outline.text) + gone.text(outline.text)
    stated = kept if kept.status is not Status.UNSTATED else gone
    limited = kept if kept.deadline_quote or kept.deadline else gone
    joined = replace(
        kept,
        spans=spans,
        wording=wording,
        status=stated.status,
        status_quote=stated.status_quote,
        deadline=limited.deadline,
        deadline_quote=limited.deadline_quote,
        limit_class=kept.limit_class or gone.limit_class,
        lead_person=kept.lead_person or gone.lead_person,
        lead_office=kept.lead_office or gone.lead_office,
        person=kept.person or gone.person,
    )
    changed = {name for name in _JOINED_FIELDS if getattr(joined, name) != getattr(kept, name)}
    return replace(joined, touched=kept.touched | changed)


_JOINED_FIELDS = (
    "spans",
    "wording",
    "status",
    "deadline",
    "limit_class",
    "lead_person",
    "lead_office",
    "person",
)


def _joined_spans(outline: Outline, kept: Node, gone: Node) -> tuple[RoleSpan, ...]:
    """The spans of both in the order of the document; the second's number is now in the midst of the words.

    Labels stay labels: those of a problem (整改措施：, 完成情况：) stand far behind its words.
    """
    ours = {kept.id, gone.id}
    inner = [
        RoleSpan(part.span)
        if part.role is SpanRole.NUMBER
        and not any(owner not in ours for owner in outline.owners(part.span))
        else part
        for part in gone.spans
    ]
    parts = sorted({*kept.spans, *inner}, key=lambda part: (part.span, part.role.value))
    joined: list[RoleSpan] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.role is last.role is SpanRole.BODY and part.span.start <= last.span.end:
            joined[-1] = RoleSpan(Span(last.span.start, max(last.span.end, part.span.end)))
        else:
            joined.append(part)
    return tuple(joined)


def _links(outline: Outline, node_id: NodeId) -> list[Link]:
    keys = [(node_id, measure) for measure in outline.answers(node_id)]
    keys += [(outcome, node_id) for outcome in outline.answered_by(node_id)]
    found = (outline.link(outcome, measure) for outcome, measure in keys)
    return [link for link in found if link is not None]


def _joined_links(outline: Outline, kept: NodeId, gone: NodeId) -> list[Link]:
    return [
        replace(
            link,
            outcome=kept if link.outcome == gone else link.outcome,
            measure=kept if link.measure == gone else link.measure,
        )
        for link in _links(outline, gone)
    ]


def _join_reviews(draft: Draft, kept: NodeId, gone: NodeId) -> None:
    first, second = draft.review(kept), draft.review(gone)
    judged = bool(first.opinions) or first.assessed_status is not None
    notes: list[Annotation] = judgement_notes(second, kept) if judged else []
    evidence = "\n".join(words for words in (first.evidence, second.evidence) if words)
    base = first if judged else second
    draft.remove(second.key)
    draft.put(
        Review(kept, base.assessed_status, base.opinions, first.doubt or second.doubt, evidence)
    )
    for note in notes:
        draft.put(note)
    if any(child.kind is NodeKind.SUB_PROBLEM for child in draft.children(kept)):
        judgement_to_notes(draft, kept)
