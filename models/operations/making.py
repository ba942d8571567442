"""Nodes out of selected words, and nodes taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from models import labels
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId, new_id
from models.node import Node, NodeKind
from models.operations.draft import Draft, name_of, require_node
from models.operations.placing import (
    kind_of,
    may_bear,
    nodes_before,
    outcomes_stand_beside,
    parent_before,
    place,
    refuse_parent,
    row_at,
    start_of,
)
from models.outline import Outline
from models.source import INVISIBLE, RoleSpan, Span, SpanRole

# Blanks and signs without width at the ends of a selection. Sample: "\u3000\u200b"
_BLANK = re.compile(rf"[\s{INVISIBLE}]*")
# A number that words begin with. Sample: "（1）", "1.", "一是", "第二，", "问题3：", "③"
_NUMBER = re.compile(
    r"[（(](?:[〇零一二三四五六七八九十百]{1,4}|\d{1,3})[）)][、.．]?"
    r"|(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[、.．](?!\d)"
    r"|[一二三四五六七八九十]{1,3}是"
    r"|第[一二三四五六七八九十\d]{1,3}[，、,]"
    r"|问题[一二三四五六七八九十\d]{1,3}[：:、]"
    r"|[①-⑳]"
)
# What ends a printed number and is no part of it.
_NUMBER_END = "、.．，,：:"
# Roles of characters that belong to one node: taken from it with the words.
_OWN_ROLES = (SpanRole.BODY, SpanRole.NUMBER, SpanRole.LABEL)


@dataclass(frozen=True, slots=True)
class Words:
    """The words a node gets: its spans in order, and the number they begin with."""

    spans: tuple[RoleSpan, ...]
    number: str | None = None
    number_printed: str | None = None

    @property
    def place(self) -> Span:
        """From the first character to the last."""
        return Span(self.spans[0].span.start, self.spans[-1].span.end)


def make_node(
    outline: Outline, span: Span, kind: NodeKind, parent: NodeId | None = None
) -> EditGroup:
    """Makes a node of selected words; those who owned them give them up in the same group.

    Blanks at the ends are left out, and a number that the words begin with becomes the number of the node. What
    follows a new heading in the document and belongs under it comes under it. Without `parent` the place is found by
    the position in the document.

    Raises:
        EditError: if the selection is blank or outside the source, or nothing there may bear the kind.
    """
    words = _selected_words(outline, span, kind)
    owners = [node for node in outline.walk() if _without(node.spans, words.place) != node.spans]
    if parent is None:
        parent = _parent_for(outline, kind, words.place, owners)
    elif not may_bear(require_node(outline, parent).kind, kind):
        raise refuse_parent(kind, kind_of(outline, parent))
    draft = Draft(outline)
    for owner in owners:
        _take_words(draft, owner, words.place)
    node = Node(
        NodeId(new_id()),
        kind,
        number=words.number,
        number_printed=words.number_printed,
        spans=words.spans,
        touched=frozenset({"kind", "parent", "spans"}),
    )
    start = words.place.start
    place(draft, [node], parent, row_at(outline, outline.children(parent), start))
    if kind.is_heading:
        _adopt(draft, draft.node(node.id), start)
    return draft.group(f"标为{labels.KIND[kind]}{_context(outline, parent)}", node.id)


def delete_node(outline: Outline, node_id: NodeId) -> EditGroup:
    """Takes a node away with all below it and all that is attached: links, judgements, notes.

    Raises:
        EditError: if there is no such node.
    """
    node = require_node(outline, node_id)
    draft = Draft(outline)
    below = list(outline.walk(node_id))
    for gone in (*reversed(below), node):
        detach(draft, gone.id)
        draft.remove(gone.key)
    more = f"（含下级 {len(below)} 条）" if below else ""
    return draft.group(f"删除：{name_of(outline, node_id)}{more}", node_id)


def detach(draft: Draft, node_id: NodeId) -> None:
    """Takes away the links, the judgement and the notes of a node."""
    outline = draft.outline
    for measure in outline.answers(node_id):
        draft.remove(("link", node_id, measure))
    for outcome in outline.answered_by(node_id):
        draft.remove(("link", outcome, node_id))
    draft.remove(("review", node_id))
    for note in outline.annotations(node_id):
        draft.remove(note.key)


def leading_number(text: str, start: int, end: int) -> Span | None:
    """The number that the words from `start` to `end` begin with, if words follow it."""
    match = _NUMBER.match(text, start, end)
    if match is None or skip_blanks(text, match.end()) >= end:
        return None
    return Span(start, match.end())


def number_value(printed: str) -> str:
    """A printed number as it is kept: half width, end punctuation dropped."""
    return unicodedata.normalize("NFKC", printed).strip().rstrip(_NUMBER_END)


def led_words(text: str, place: Span) -> Words:
    """The words at `place`; a number they begin with is told from the rest."""
    number = leading_number(text, place.start, place.end)
    if number is None:
        return Words((RoleSpan(place),))
    body = Span(skip_blanks(text, number.end), place.end)
    printed = number.of(text)
    spans = (RoleSpan(number, SpanRole.NUMBER), RoleSpan(body))
    return Words(spans, number_value(printed), printed)


def _selected_words(outline: Outline, span: Span, kind: NodeKind) -> Words:
    """What of a selection becomes the words of a node of `kind`.

    The number of an item stays with it where outcomes stand below items (DESIGN, "Items").
    """
    if span.end > outline.length:
        raise EditError("所指位置超出原文")
    text = outline.text
    selected = _trimmed(text, span)
    at = selected.start
    taken: list[RoleSpan] = []
    number: Node | None = None
    marks = _marks_in(outline, selected)
    leaves_number = kind is NodeKind.OUTCOME and not outcomes_stand_beside(outline)
    while at in marks and marks[at][0].span.end < selected.end:
        part, owner = marks[at]
        if taken or not leaves_number or owner.kind is not NodeKind.MEASURE:
            taken.append(part)
            number = owner if part.role is SpanRole.NUMBER else number
        at = skip_blanks(text, part.span.end)
    rest = led_words(text, Span(at, selected.end))
    if number is None:
        return replace(rest, spans=(*taken, *rest.spans))
    body = RoleSpan(Span(at, selected.end))
    return Words((*taken, body), number.number, number.number_printed)


def _marks_in(outline: Outline, selected: Span) -> dict[int, tuple[RoleSpan, Node]]:
    return {
        part.span.start: (part, node)
        for node in outline.walk()
        for part in node.spans
        if part.role in (SpanRole.NUMBER, SpanRole.LABEL) and selected.contains(part.span.start)
    }


def _trimmed(text: str, span: Span) -> Span:
    if not text:
        return span
    words = span.of(text)
    start = skip_blanks(words, 0)
    end = len(words) - skip_blanks(words[::-1], 0)
    if start >= end:
        raise EditError("所选文字是空白，请重新选择")
    return Span(span.start + start, span.start + end)


def skip_blanks(text: str, at: int) -> int:
    """The first place from `at` on that is not blank."""
    match = _BLANK.match(text, at)
    return max(at, match.end()) if match else at


def _take_words(draft: Draft, owner: Node, place: Span) -> None:
    spans = _without(owner.spans, place)
    draft.touch(owner.id, spans=spans)
    had_number = bool(owner.spans_of(SpanRole.NUMBER))
    if had_number and not any(part.role is SpanRole.NUMBER for part in spans):
        draft.touch(owner.id, number=None, number_printed=None)


def _without(spans: tuple[RoleSpan, ...], place: Span) -> tuple[RoleSpan, ...]:
    left: list[RoleSpan] = []
    for part in spans:
        if part.role not in _OWN_ROLES or not part.span.overlaps(place):
            left.append(part)
            continue
        if part.span.start < place.start:
            left.append(replace(part, span=Span(part.span.start, place.start)))
        if place.end < part.span.end:
            left.append(replace(part, span=Span(place.end, part.span.end)))
    return tuple(left)


def _parent_for(outline: Outline, kind: NodeKind, words: Span, owners: list[Node]) -> NodeId | None:
    if kind is NodeKind.OUTCOME and not outcomes_stand_beside(outline):
        for owner in owners:
            start = start_of(outline, owner)
            if owner.kind is NodeKind.MEASURE and start is not None and start <= words.start:
                return owner.id
    return parent_before(outline, kind, nodes_before(outline, words.start))


def _adopt(draft: Draft, node: Node, start: int) -> None:
    """Brings under a new heading what follows it in the document and belongs under it."""
    siblings = draft.children(node.parent)
    row = siblings.index(node)
    found: list[Node] = []
    if row:
        found += _later_below(draft.outline, siblings[row - 1].id, node.kind, start)
    for later in siblings[row + 1 :]:
        if later.kind is NodeKind.RECOMMENDATION or not may_bear(node.kind, later.kind):
            break
        found.append(later)
    if found:
        place(draft, [draft.node(later.id) for later in found], node.id, 0)


def _later_below(outline: Outline, top: NodeId, kind: NodeKind, start: int) -> list[Node]:
    found: list[Node] = []
    for node in outline.walk(top):
        above = kind_of(outline, node.parent)
        begins = start_of(outline, node)
        is_later = begins is not None and begins > start
        under_heading = above is not None and above.is_heading
        if is_later and under_heading and may_bear(kind, node.kind):
            found.append(node)
    taken = {node.id for node in found}
    return [node for node in found if node.parent not in taken]


def _context(outline: Outline, parent: NodeId | None) -> str:
    if parent is None:
        return ""
    above = outline.lowest_problem_of(parent) or outline.node(parent)
    return f"：{name_of(outline, above.id)}"
