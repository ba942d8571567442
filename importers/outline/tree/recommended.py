"""意见建议: what an inspection recommends, listed in a chapter of its own, or answered there like the problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.cues import pattern
from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.tree.chapters import Chapter, ChapterKind
from importers.outline.tree.drafts import Draft
from models.node import NodeKind

# Titles of chapters that tell how recommendations were followed. Samples: "意见建议落实情况", "对4条意见建议的落实"
_FOLLOWED = re.compile(r"建议")
_PROBLEMS = re.compile(r"问题")


def settle_followed(
    flow: Flow, segments: Sequence[Segment], chapters: Sequence[Chapter], tops: Sequence[Draft]
) -> None:
    """Makes recommendations of what was read as problems under a heading that speaks of recommendations alone."""
    places = [
        (segments[part.first].start, segments[part.end - 1].end)
        for part in chapters
        if _speaks_of_recommendations(part.title)
    ]
    for draft in tops:
        told = any(start <= draft.start < end for start, end in places)
        words = "".join(flow.text[slice(*part)] for part in draft.body)
        is_aspect = draft.kind is NodeKind.ASPECT
        if told or (is_aspect and _speaks_of_recommendations(words)):
            for problem in _lowest(draft):
                problem.kind = NodeKind.RECOMMENDATION


def _speaks_of_recommendations(title: str) -> bool:
    return bool(_FOLLOWED.search(title)) and not _PROBLEMS.search(title)


def _lowest(draft: Draft) -> Iterator[Draft]:
    """The problems without specific ones, at the top or right below an aspect: only there recommendations may stand."""
    below = draft.children if draft.kind is NodeKind.ASPECT else [draft]
    for problem in below:
        is_lowest = not any(child.kind is NodeKind.SUB_PROBLEM for child in problem.children)
        if problem.kind is NodeKind.PROBLEM and is_lowest:
            yield problem


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
