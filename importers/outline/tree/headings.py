"""Segments with roles to headings, each with the segments that stand under it, and where its own words end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.tree.dialect import Dialect
from importers.outline.tree.hypotheses import HEADINGS, Role
from importers.outline.words.labels import BODY_LABELS, LabelKind
from importers.outline.words.statuses import StatusSaid, bracketed_status, status_at
from importers.outline.words.traits import title_end, topic_end, traits_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment in its role, or the rest of a heading's paragraph as text."""

    role: Role
    start: int
    body: int
    end: int
    segment: Segment


@dataclass(slots=True)
class Heading:
    """A heading with what follows it up to the next one.

    Attributes:
        sure: how sure its role is.
        words: ranges of its own words.
        labels: ranges of labels that stand before its words (反馈问题：).
        status: what brackets at its end say of its state.
    """

    role: Role
    segment: Segment
    sure: float = 1.0
    content: list[Piece] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)
    labels: list[tuple[int, int]] = field(default_factory=list)
    status: StatusSaid | None = None


def headings_of(flow: Flow, segments: Sequence[Segment], dialect: Dialect) -> list[Heading]:
    """The headings, in order; what stands before the first one belongs to none."""
    found: list[Heading] = []
    for segment, role, sure in zip(segments, dialect.roles, dialect.sure, strict=True):
        if role in HEADINGS:
            found.append(Heading(role, segment, sure))
            continue
        if found:
            piece = Piece(role, segment.start, segment.body, segment.end, segment)
            found[-1].content.append(piece)
    for heading, following in zip_longest(found, found[1:]):
        lowest = (
            following is None or following.role <= heading.role or heading.role is Role.SUB_PROBLEM
        )
        _settle_words(flow, heading, lowest=lowest)
    return found


def _settle_words(flow: Flow, heading: Heading, *, lowest: bool) -> None:
    """Decides which of the words behind a heading's mark are its own; the rest becomes content."""
    segment = heading.segment
    if segment.kind is SegmentKind.LABEL:
        heading.labels.append((segment.start, segment.body))
    start, end = segment.body, segment.end
    taken = _leading_text(flow, heading) if lowest else _labelled_name(heading)
    stop = end if taken else _own_end(flow, heading, start, end)
    if heading.role is not Role.ASPECT or stop > start:
        heading.words.append((start, stop))
    for piece in heading.content[:taken]:
        if piece.segment.kind is SegmentKind.LABEL:
            heading.labels.append((piece.start, piece.body))
        heading.words.append((piece.body, piece.end))
    del heading.content[:taken]
    if stop < end:
        rest = Piece(Role.TEXT, stop, stop, end, segment)
        heading.content.insert(0, rest)
    heading.words = [part for part in heading.words if part[0] < part[1]]
    _take_status(flow, heading)


def _take_status(flow: Flow, heading: Heading) -> None:
    """Takes a status in brackets out of the words of a problem."""
    if not heading.words or heading.role is Role.ASPECT:
        return
    start, end = heading.words[-1]
    said = bracketed_status(flow.text, start, end)
    if said is not None and said.start > start:
        heading.status = said
        heading.words[-1] = (start, said.start)
    elif said is not None and len(heading.words) > 1:
        heading.status = said
        heading.words.pop()


def _leading_text(flow: Flow, heading: Heading) -> int:
    """How many pieces of content still describe the problem: text, or a 反馈问题 label, before the body or its state."""
    for at, piece in enumerate(heading.content):
        label = piece.segment.label
        if piece.role is Role.LABEL and label is not None:
            if label.kind is LabelKind.PROBLEM:
                continue
            return at if label.kind in BODY_LABELS or _labels_follow(heading, at) else 0
        if piece.role is not Role.TEXT:
            return 0
        if at and _says_state(flow, piece) and _lists(heading, at + 1):
            return at
    return 0


def _labelled_name(heading: Heading) -> int:
    """One piece where a heading has no words but those behind a label. Sample: "(一)存在问题:养护不到位"."""
    if heading.segment.body < heading.segment.end or not heading.content:
        return 0
    label = heading.content[0].segment.label
    return int(label is not None and label.kind is LabelKind.PROBLEM)


def _says_state(flow: Flow, piece: Piece) -> bool:
    said = status_at(flow.text, piece.body, piece.end)
    return said is not None and said.end >= piece.end


def _lists(heading: Heading, at: int) -> bool:
    return at < len(heading.content) and heading.content[at].role is Role.ITEM


def _labels_follow(heading: Heading, at: int) -> bool:
    for piece in heading.content[at:]:
        if (
            piece.role is Role.LABEL
            and piece.segment.label is not None
            and piece.segment.label.kind in BODY_LABELS
        ):
            return True
    return False


def _own_end(flow: Flow, heading: Heading, start: int, end: int) -> int:
    words = flow.text[start:end]
    first = heading.content[0] if heading.content else None
    if first is not None and first.role is Role.LABEL:
        return end
    title = start + title_end(words)
    if title >= end:
        return end
    topic = topic_end(words) is not None
    if heading.role is Role.ASPECT:
        return title
    return _split_point(flow, start, title, end, alone=first is None, topic=topic)


def _split_point(flow: Flow, start: int, title: int, end: int, *, alone: bool, topic: bool) -> int:
    """Behind the title and the sentences that still describe the problem."""
    stop = title
    while stop < end:
        sentence = min(end, stop + _sentence_length(flow.text, stop, end))
        if status_at(flow.text, stop, end) is not None:
            return stop
        traits = traits_of(flow.text, stop, sentence)
        describes = traits.problem > 0.4 and traits.problem > traits.action
        if not describes or (topic and traits.action > -0.8):
            break
        stop = sentence
    if stop >= end or (not alone and not topic and _describes_on(flow, stop, end)):
        return title if alone and stop >= end and topic else end
    return stop


def _describes_on(flow: Flow, start: int, end: int) -> bool:
    return traits_of(flow.text, start, end).action <= 0.0


def _sentence_length(text: str, start: int, end: int) -> int:
    return title_end(text[start:end]) or end - start
