"""A text to its segments, cut at the numbers that are printed and at those that were lost."""

from __future__ import annotations

from importers.outline.numbering.lost_brackets import lost_marks
from importers.outline.numbering.lost_inside import marks_lost_inside
from importers.outline.numbering.lost_openings import missing_marks
from importers.outline.numbering.mixed_forms import settle_forms
from importers.outline.numbering.segments import Segment, cut, cut_again
from importers.outline.text.flow import Flow


def restored_segments(flow: Flow) -> list[Segment]:
    """The segments of a document; each search for lost numbers sees what the one before it found."""
    lost = lost_marks(flow)
    segments = cut(flow, lost)
    missing = missing_marks(flow, segments)
    if missing:
        segments = cut_again(flow, segments, lost, missing)
    inside = marks_lost_inside(flow, segments)
    if inside:
        segments = cut_again(flow, segments, [*lost, *missing], inside)
    return settle_forms(segments)
