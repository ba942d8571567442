"""意见建议: what an inspection recommends, where a document lists it in a chapter of its own."""

from __future__ import annotations

from collections.abc import Sequence

from importers.cues import pattern
from importers.outline.chapters import Chapter, ChapterKind
from importers.outline.drafts import Draft
from importers.outline.flow import Flow
from importers.outline.segments import Segment, SegmentKind
from models.node import NodeKind


def recommendations(
    flow: Flow, segments: Sequence[Segment], chapters: Sequence[Chapter]
) -> list[Draft]:
    """The numbered recommendations of chapters whose title calls them so, in order."""
    found: list[Draft] = []
    for part in chapters:
        listing = pattern("chapters", "recommended").search(part.title)
        if listing is None or part.kind in (ChapterKind.ACCOUNT, ChapterKind.ASPECT):
            continue
        found += _of_chapter(segments[part.first + 1 : part.end])
    return [draft for draft in found if flow.spans(draft.body[0][0], draft.body[-1][1])]


def _of_chapter(segments: Sequence[Segment]) -> list[Draft]:
    heads = [part for part in segments if part.kind is SegmentKind.MARK and part.at_start]
    form = heads[0].mark.form if heads and heads[0].mark is not None else None
    return [
        Draft(NodeKind.RECOMMENDATION, part.marks, [(part.body, part.end)])
        for part in heads
        if part.mark is not None and part.mark.form is form and part.body < part.end
    ]
