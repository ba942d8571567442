"""Segments to the headings that a reader finds outside the tree of problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.layout import Layout
from importers.outline.tree.chapters import Chapter
from importers.outline.tree.regions import Region
from importers.outline.words.forms import Form
from importers.outline.words.traits import title_end
from models.facts import Section

_LONGEST = 60
_SHORT = 40  # a paragraph of so many signs is a heading as a whole
_LEVELS = {
    Form.FORMAL: 1,
    Form.CHINESE_COMMA: 1,
    Form.CHINESE_PAREN: 2,
    Form.ARABIC_DOT: 3,
    Form.ARABIC_COMMA: 3,
}


def find_sections(
    layout: Layout,
    segments: Sequence[Segment],
    chapters: Sequence[Chapter],
    regions: Sequence[Region],
) -> tuple[Section, ...]:
    """The titles of chapters, and below them the headings that stand outside the regions with problems."""
    titles = {part.first for part in chapters}
    told = titles.union(*(range(part.start, part.end) for part in regions))
    found = [_section(layout, segments[at], 1) for at in sorted(titles)]
    found += [
        _section(layout, segment, level)
        for at, segment, level in _headings(layout, segments)
        if at not in told
    ]
    return tuple(sorted((part for part in found if part is not None), key=lambda part: part.span))


def _headings(layout: Layout, segments: Sequence[Segment]) -> Iterator[tuple[int, Segment, int]]:
    for at, segment in enumerate(segments):
        if segment.kind is SegmentKind.MARK and segment.at_start and segment.mark is not None:
            level = _LEVELS.get(segment.mark.form)
            if level is not None:
                yield at, segment, level
        elif segment.kind is SegmentKind.PLAIN and segment.paragraph in layout.headings:
            yield at, segment, 1


def _section(layout: Layout, segment: Segment, level: int) -> Section | None:
    flow = layout.flow
    words = flow.text[segment.body : segment.end]
    whole = len(words) <= _SHORT and "。" not in words[:-1]
    end = segment.body + (len(words) if whole else min(title_end(words), len(words)))
    span = flow.span(segment.body, end)
    if span is None or end - segment.body > _LONGEST:
        return None
    return Section(span.of(flow.source).rstrip("。"), span, level)
