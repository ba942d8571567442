"""Labels that only one notice has: words before a colon that come back problem by problem (存在短板：, 工作实效：)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.words.labels import BODY_LABELS, Label, LabelKind

# Words before a colon at the beginning of a paragraph. Sample: "工作实效:"
_WORDS = re.compile(r"[一-鿿]{3,8}:")
_LEAST = 3  # so often words come back that are a label
_FARTHEST = 40  # segments that are looked at on each side
_FIELD = 16  # signs behind a label that names a person, an office or a date


def settle_own_labels(flow: Flow, segments: Sequence[Segment]) -> list[Segment]:
    """The segments, with paragraphs that begin with words of the notice's own before a colon as labels."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, segment in enumerate(segments):
        words = _own_words(flow, segment)
        if words is not None:
            places[words].append(at)
    kinds = {
        at: _kind(flow, segments, found)
        for found in places.values()
        if len(found) >= _LEAST
        for at in found
    }
    return [
        _labelled(flow, segment, kinds[at]) if at in kinds else segment
        for at, segment in enumerate(segments)
    ]


def _own_words(flow: Flow, segment: Segment) -> str | None:
    is_begun = segment.start == flow.paragraphs[segment.paragraph].start
    if segment.kind is not SegmentKind.PLAIN or not is_begun:
        return None
    found = _WORDS.match(flow.text, segment.start, segment.end)
    return found[0] if found else None


def _kind(flow: Flow, segments: Sequence[Segment], places: Sequence[int]) -> LabelKind:
    """What a label is for: what stands before the measures explains the problem, what is short is a field."""
    lengths = [segments[at].end - segments[at].start for at in places]
    if median(lengths) <= _FIELD:
        return LabelKind.OTHER
    explaining = sum(
        _labels_to_heading(segments, at, 1) and not _labels_to_heading(segments, at, -1)
        for at in places
    )
    return LabelKind.OTHER if explaining > len(places) / 2 else LabelKind.PROGRESS


def _labels_to_heading(segments: Sequence[Segment], at: int, step: int) -> bool:
    """Whether a label of measures or outcomes stands between a segment and the next heading on one side."""
    stop = max(-1, at - _FARTHEST) if step < 0 else min(len(segments), at + _FARTHEST)
    for near in range(at + step, stop, step):
        segment = segments[near]
        if segment.label is not None and segment.label.kind in BODY_LABELS:
            return True
        if segment.mark is not None and segment.at_start:
            return False
    return False


def _labelled(flow: Flow, segment: Segment, kind: LabelKind) -> Segment:
    words = _own_words(flow, segment) or ""
    body = segment.start + len(words)
    label = Label(kind, segment.start, body, words.rstrip(":"))
    return replace(segment, kind=SegmentKind.LABEL, body=body, label=label)
