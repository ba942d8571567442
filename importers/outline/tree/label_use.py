"""Labels whose words leave open what stands behind them, settled by how this document uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.words.labels import LabelKind
from importers.outline.words.statuses import status_at

_MOSTLY = 0.7


def settle_labels(flow: Flow, segments: Sequence[Segment]) -> list[Segment]:
    """The segments, with labels such as 整改结果： as states where they only ever say a state and end a problem."""
    seen: Counter[str] = Counter()
    ending: Counter[str] = Counter()
    for at, segment in enumerate(segments):
        label = segment.label
        if label is not None and label.kind in (LabelKind.OUTCOME, LabelKind.PROGRESS):
            seen[label.words] += 1
            ending[label.words] += _ends_problem(flow, segments, at)
    states = {words for words, count in seen.items() if ending[words] >= _MOSTLY * count}
    return [_as_state(segment, states) for segment in segments] if states else list(segments)


def _ends_problem(flow: Flow, segments: Sequence[Segment], at: int) -> bool:
    """Whether only a state stands behind a label, and then another problem begins or the text ends."""
    segment = segments[at]
    said = status_at(flow.text, segment.body, segment.end)
    if said is None or said.end < segment.end:
        return False
    following = segments[at + 1] if at + 1 < len(segments) else None
    if following is None or following.kind is SegmentKind.LABEL:
        return True
    return following.mark is not None and following.mark.value != 1


def _as_state(segment: Segment, states: set[str]) -> Segment:
    if segment.label is None or segment.label.words not in states:
        return segment
    return replace(segment, label=replace(segment.label, kind=LabelKind.STATUS))
