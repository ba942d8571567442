"""Items of mixed narratives, each given its measure and its outcome words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.outline.narrative.parting import split_narrative
from importers.outline.text.flow import Flow
from importers.outline.tree.drafts import Draft
from models.node import NodeKind


def split_items(flow: Flow, tops: Sequence[Draft]) -> None:
    """Cuts every item that no label calls measure or outcome; the number stays with the measure."""
    for draft in list(_walk(tops)):
        if draft.kind is not NodeKind.MEASURE or draft.separate or not draft.body:
            continue
        parts = split_narrative(flow.text, draft.body)
        measure = round(draft.confidence * parts.measure_confidence, 3)
        outcome = round(draft.confidence * parts.outcome_confidence, 3)
        draft.confidence = measure if parts.measure else outcome
        draft.body = parts.measure
        if not parts.outcome:
            continue
        if not parts.measure and not draft.marks:
            draft.kind, draft.body = NodeKind.OUTCOME, parts.outcome
            continue
        draft.children.append(Draft(NodeKind.OUTCOME, body=parts.outcome, confidence=outcome))


def _walk(tops: Sequence[Draft]) -> Iterator[Draft]:
    waiting = list(reversed(tops))
    while waiting:
        draft = waiting.pop()
        yield draft
        waiting.extend(reversed(draft.children))
