"""The regions of a document to one tree of drafts, read in the one dialect of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from importers.outline.numbering.segments import Segment
from importers.outline.text.flow import Flow
from importers.outline.tree.build import build_tree
from importers.outline.tree.dialect import Dialect, infer
from importers.outline.tree.drafts import Draft
from importers.outline.tree.features import features_of
from importers.outline.tree.headings import headings_of
from importers.outline.tree.numbers_by_place import renumber
from importers.outline.tree.regions import Region
from importers.outline.words.forms import Form
from importers.outline.words.labels import LabelKind


@dataclass(frozen=True, slots=True)
class Tree:
    """The drafts of a document with how sure their reading is."""

    tops: list[Draft]
    confidence: float


def no_tree() -> Tree:
    """The tree of a document that lists no problems."""
    return Tree([], 1.0)


def read_tree(flow: Flow, segments: Sequence[Segment], regions: Sequence[Region]) -> Tree:
    """The drafts of all regions."""
    parts = [segments[region.start : region.end] for region in regions]
    dialect = infer(features_of(flow, [segment for part in parts for segment in part]))
    if dialect is None:
        return no_tree()
    return Tree([*_tops(flow, parts, dialect)], dialect.confidence)


def _tops(flow: Flow, parts: Sequence[Sequence[Segment]], dialect: Dialect) -> Iterator[Draft]:
    start = 0
    for part in parts:
        headings = headings_of(flow, part, dialect.part(start, start + len(part)))
        renumber(flow, headings)
        start += len(part)
        yield from build_tree(
            flow, headings, separates=separates(part), confidence=dialect.confidence
        )


def separates(segments: Iterable[Segment]) -> bool:
    """Whether measures have a label of their own, so that what stands under another one are outcomes."""
    return any(_names_measure(segment) for segment in segments)


def _names_measure(segment: Segment) -> bool:
    """Whether a segment begins with 整改措施： or 措施1：."""
    if segment.label is not None:
        return segment.label.kind is LabelKind.MEASURE
    return segment.mark is not None and segment.mark.form is Form.MEASURE
