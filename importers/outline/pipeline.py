"""A source text to what the machine reads in it: marks, dialect, outline, facts, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.outline.facts.claims import Outlined, find_claims
from importers.outline.facts.document_kind import judge, said_by_person
from importers.outline.facts.mentions import find_mentions
from importers.outline.facts.notice_facts import FactReader
from importers.outline.facts.states_elsewhere import settle_states
from importers.outline.narrative.split_items import split_items
from importers.outline.numbering.damage import find_damage
from importers.outline.numbering.lost_brackets import lost_marks
from importers.outline.numbering.lost_inside import marks_lost_inside
from importers.outline.numbering.lost_openings import missing_marks
from importers.outline.numbering.mixed_forms import settle_forms
from importers.outline.numbering.segments import Segment, cut, cut_again
from importers.outline.tables.readings import UNSURE, sheet_reading, with_tables, without_tables
from importers.outline.tables.tree import SHEET_READERS, read_tables
from importers.outline.text.first_notice import first_notice_end
from importers.outline.text.flow import Flow
from importers.outline.text.guided import guided
from importers.outline.text.layout import lay_out
from importers.outline.tree.build import build_tree, marks_of, nodes_of
from importers.outline.tree.chapters import Chapter, ChapterKind, find_chapters
from importers.outline.tree.dialect import infer
from importers.outline.tree.drafts import Draft, Range, add_range
from importers.outline.tree.features import features_of
from importers.outline.tree.headings import headings_of
from importers.outline.tree.label_use import settle_labels
from importers.outline.tree.links import find_links
from importers.outline.tree.numbers_by_place import renumber
from importers.outline.tree.pages import with_pages
from importers.outline.tree.recommended import recommendations, settle_followed
from importers.outline.tree.regions import Region, find_regions
from importers.outline.tree.sections import find_sections
from importers.outline.version import PARSER_VERSION
from importers.outline.words.labels import LabelKind
from importers.outline.words.marks import Mark
from models.facts import METADATA_FACTS, FactName
from models.guidance import NO_GUIDANCE, Guidance
from models.node import Node, NodeKind
from models.notice import Reading
from models.segment import Segmenter
from models.source import Evidence, SourceText, Span
from models.values import NoticeKind

__all__ = ["PARSER_VERSION", "read_notice"]

# Facts that any document may have.
_ANY_DOCUMENT = METADATA_FACTS | {FactName.TITLE, FactName.UNIT, FactName.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Tree:
    """The drafts of a document with how sure their reading is."""

    tops: list[Draft]
    confidence: float


def read_notice(
    source: SourceText,
    segmenter: Segmenter | None = None,
    guidance: Guidance = NO_GUIDANCE,
) -> Reading:
    """What the machine reads in a source text; pure, and never fails on content.

    Args:
        source: the text with what its format tells of it.
        segmenter: cuts words for the links; pairs of signs stand in for them without one.
        guidance: how persons want it read; the reading keeps it.
    """
    return replace(_read(guided(source, guidance), segmenter, guidance), guidance=guidance)


def _read(source: SourceText, segmenter: Segmenter | None, guidance: Guidance) -> Reading:
    end = first_notice_end(source.text)
    if end < len(source.text) and not source.evidence.cells:
        return _first_of_several(source, end, segmenter, guidance)
    tables = read_tables(source, guidance.columns) if source.evidence.cells else None
    if source.reader in SHEET_READERS:
        return sheet_reading(source, tables, segmenter, version=PARSER_VERSION, guidance=guidance)
    reading = _read_text(source, without_tables(source, tables), segmenter, guidance)
    return with_tables(reading, source, tables, segmenter, guidance)


def _first_of_several(
    source: SourceText, end: int, segmenter: Segmenter | None, guidance: Guidance
) -> Reading:
    """The reading of the first of several notices in one file, which says that the others are not read."""
    known = source.evidence
    evidence = Evidence(
        pages=tuple(start for start in known.pages if start < end),
        headings=tuple(mark for mark in known.headings if mark.span.end <= end),
        clutter=tuple(
            replace(part, span=Span(part.span.start, min(part.span.end, end)))
            for part in known.clutter
            if part.span.start < end
        ),
        wrapped=tuple(start for start in known.wrapped if start < end),
    )
    first = replace(source, text=source.text[:end], evidence=evidence)
    reading = _read_text(first, evidence, segmenter, guidance)
    return replace(
        reading,
        kind_reason=f"{reading.kind_reason}；后文另有一份通报，未识读，请拆成两个文件分别导入",
        confidence=min(reading.confidence, UNSURE),
    )


def _read_text(
    source: SourceText, evidence: Evidence, segmenter: Segmenter | None, guidance: Guidance
) -> Reading:
    layout = lay_out(source.text, evidence, guidance.restored)
    flow = layout.flow
    segments = settle_labels(flow, settle_forms(_segments(flow)))
    chapters = find_chapters(flow, segments)
    regions = find_regions(flow, segments, chapters)
    tree = _read_tree(flow, segments, regions)
    settle_followed(flow, segments, chapters, tree.tops)
    facts = FactReader(layout).facts()
    title = next((fact.value for fact in facts if fact.name is FactName.TITLE), None)
    judged = said_by_person(guidance.kind) or judge(flow, title, chapters, tree.tops)
    if not judged.has_problems:
        tree, regions, facts = (
            Tree([], 1.0),
            [],
            tuple(fact for fact in facts if fact.name in _ANY_DOCUMENT),
        )
    else:
        tree.tops.extend(recommendations(flow, segments, chapters))
    outside = _outside(flow, segments, chapters, regions)
    settle_states(flow, outside, tree.tops)
    split_items(flow, tree.tops)
    nodes, _ = nodes_of(flow, tree.tops)
    nodes = with_pages(nodes, source.evidence.pages)
    return Reading(
        parser_version=PARSER_VERSION,
        kind=judged.kind,
        kind_reason=judged.reason,
        facts=facts,
        claims=find_claims(flow, outside, _outlined(nodes)),
        mentions=find_mentions(flow),
        damage=find_damage(flow, _all_marks(segments, tree.tops)),
        clutter=layout.clutter,
        sections=find_sections(layout, segments, chapters, regions),
        nodes=nodes,
        links=find_links(nodes, source.text, segmenter),
        confidence=_confidence(judged.kind, tree, run_together=layout.run_together),
    )


def _segments(flow: Flow) -> list[Segment]:
    """The document cut at its enumerators and labels, those included that lost signs."""
    lost = lost_marks(flow)
    segments = cut(flow, lost)
    missing = missing_marks(flow, segments)
    if missing:
        segments = cut_again(flow, segments, lost, missing)
    inside = marks_lost_inside(flow, segments)
    return cut_again(flow, segments, [*lost, *missing], inside) if inside else segments


def _all_marks(segments: Sequence[Segment], tops: Sequence[Draft]) -> list[Mark]:
    """The enumerators that are printed, and those that nodes have although nothing of them is left."""
    printed = [mark for segment in segments for mark in segment.marks if mark.start < mark.end]
    return printed + [mark for mark in marks_of(tops) if mark.start == mark.end]


def _confidence(kind: NoticeKind, tree: Tree, *, run_together: bool) -> float:
    """How sure the reading is; not very, where nothing was recognised, no problem is listed or all breaks are lost."""
    is_empty = kind is NoticeKind.RECTIFICATION_NOTICE and not tree.tops
    is_unsure = is_empty or run_together or kind is NoticeKind.OTHER
    return min(tree.confidence, UNSURE) if is_unsure else tree.confidence


def _read_tree(flow: Flow, segments: list[Segment], regions: list[Region]) -> Tree:
    """The drafts of all regions; one dialect for the whole document."""
    parts = [segments[region.start : region.end] for region in regions]
    dialect = infer(features_of(flow, [segment for part in parts for segment in part]))
    if dialect is None:
        return Tree([], 1.0)
    tops: list[Draft] = []
    start = 0
    for part in parts:
        _, headings = headings_of(flow, part, dialect.part(start, start + len(part)))
        renumber(flow, headings)
        start += len(part)
        separates = any(
            segment.label is not None and segment.label.kind is LabelKind.MEASURE
            for segment in part
        )
        tops += build_tree(flow, headings, separates=separates, confidence=dialect.confidence)
    return Tree(tops, dialect.confidence)


def _outside(
    flow: Flow, segments: list[Segment], chapters: list[Chapter], regions: list[Region]
) -> list[Range]:
    """The text in which a notice speaks of itself: what stands before its first problem, chapters of plans left out."""
    first = regions[0].start if regions else len(segments)
    plans = {
        at
        for part in chapters
        if part.kind is ChapterKind.PLAN
        for at in range(part.first, part.end)
    }
    marked = next((at for at in range(first, len(segments)) if segments[at].marks), len(segments))
    end = max(first, min(marked, regions[0].end)) if regions else first
    ranges: list[Range] = []
    for at, segment in enumerate(segments[:end]):
        if at not in plans:
            add_range(ranges, segment.start, min(segment.end + 1, len(flow.text)))
    return ranges


def _outlined(nodes: tuple[Node, ...]) -> Outlined:
    kinds = Counter(node.kind for node in nodes)
    above = {node.parent for node in nodes if node.kind is NodeKind.SUB_PROBLEM}
    lowest = kinds[NodeKind.SUB_PROBLEM] + sum(
        node.kind is NodeKind.PROBLEM and node.id not in above for node in nodes
    )
    return Outlined(kinds[NodeKind.ASPECT], kinds[NodeKind.PROBLEM], lowest)
