"""Where a notice speaks of itself: the stretches of text in which totals and states of the whole are looked for."""

from __future__ import annotations

from collections.abc import Sequence

from importers.outline.numbering.segments import Segment
from importers.outline.text.flow import Flow
from importers.outline.tree.chapters import Chapter, ChapterKind
from importers.outline.tree.drafts import Range, add_range
from importers.outline.tree.regions import Region


def preface_of(
    flow: Flow,
    segments: Sequence[Segment],
    chapters: Sequence[Chapter],
    regions: Sequence[Region],
) -> list[Range]:
    """What stands before the first problem, chapters of plans left out."""
    plans = {
        at
        for part in chapters
        if part.kind is ChapterKind.PLAN
        for at in range(part.first, part.end)
    }
    ranges: list[Range] = []
    for at, segment in enumerate(segments[: _first_problem(segments, regions)]):
        if at not in plans:
            add_range(ranges, segment.start, min(segment.end + 1, len(flow.text)))
    return ranges


def _first_problem(segments: Sequence[Segment], regions: Sequence[Region]) -> int:
    """The first number in the first region; words before it introduce all that follow."""
    if not regions:
        return len(segments)
    first = regions[0]
    marked = (at for at in range(first.start, len(segments)) if segments[at].marks)
    return max(first.start, min(next(marked, len(segments)), first.end))
