"""A source text to its reading: calls the steps in order, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.outline.facts.claims import Outlined, find_claims
from importers.outline.facts.document_kind import Judged, judge, said_by_person
from importers.outline.facts.mentions import find_mentions
from importers.outline.facts.notice_facts import FactReader
from importers.outline.facts.preface import preface_of
from importers.outline.facts.states_elsewhere import settle_states
from importers.outline.narrative.split_items import split_items
from importers.outline.numbering.damage import find_damage
from importers.outline.numbering.restored import restored_segments
from importers.outline.numbering.segments import Segment
from importers.outline.tables.readings import UNSURE, sheet_reading, with_tables, without_tables
from importers.outline.tables.tree import SHEET_READERS, read_tables
from importers.outline.text.first_notice import first_notice_end, first_of
from importers.outline.text.flow import Flow
from importers.outline.text.guided import guided
from importers.outline.text.layout import Layout, lay_out
from importers.outline.tree.build import marks_of, nodes_of
from importers.outline.tree.chapters import Chapter, find_chapters
from importers.outline.tree.drafts import Draft
from importers.outline.tree.label_use import settle_labels
from importers.outline.tree.links import find_links
from importers.outline.tree.own_labels import settle_own_labels
from importers.outline.tree.pages import with_pages
from importers.outline.tree.reading import Tree, no_tree, read_tree
from importers.outline.tree.recommended import recommendations, settle_followed
from importers.outline.tree.regions import Region, find_regions
from importers.outline.tree.sections import find_sections
from importers.outline.version import PARSER_VERSION
from importers.outline.words.marks import Mark
from models.facts import METADATA_FACTS, Fact, FactName
from models.guidance import NO_GUIDANCE, Guidance
from models.notice import Reading
from models.segment import Segmenter
from models.source import Evidence, SourceText
from models.values import NoticeKind

__all__ = ["PARSER_VERSION", "read_notice"]

# Facts that any document may have.
_ANY_DOCUMENT = METADATA_FACTS | {FactName.TITLE, FactName.UNIT, FactName.PUBLISHED}


@dataclass(frozen=True, slots=True)
class _Parts:
    """A text taken apart: where its chapters are, where problems are listed, and their tree."""

    layout: Layout
    segments: list[Segment]
    chapters: list[Chapter]
    regions: list[Region]
    tree: Tree

    @property
    def flow(self) -> Flow:
        """The text as it was read."""
        return self.layout.flow


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
    first = first_of(source, end)
    reading = _read_text(first, first.evidence, segmenter, guidance)
    return replace(
        reading,
        kind_reason=f"{reading.kind_reason}；后文另有一份通报，未识读，请拆成两个文件分别导入",
        confidence=min(reading.confidence, UNSURE),
    )


def _read_text(
    source: SourceText, evidence: Evidence, segmenter: Segmenter | None, guidance: Guidance
) -> Reading:
    parts = _parts_of(lay_out(source.text, evidence, guidance.restored))
    facts = FactReader(parts.layout).facts()
    title = next((fact.value for fact in facts if fact.name is FactName.TITLE), None)
    judged = said_by_person(guidance.kind) or judge(
        parts.flow, title, parts.chapters, parts.tree.tops
    )
    if judged.has_problems:
        parts.tree.tops.extend(recommendations(parts.flow, parts.segments, parts.chapters))
    else:
        parts = replace(parts, regions=[], tree=no_tree())
        facts = tuple(fact for fact in facts if fact.name in _ANY_DOCUMENT)
    return _reading(source, parts, judged, facts, segmenter)


def _parts_of(layout: Layout) -> _Parts:
    flow = layout.flow
    segments = settle_own_labels(flow, settle_labels(flow, restored_segments(flow)))
    chapters = find_chapters(flow, segments)
    regions = find_regions(flow, segments, chapters)
    tree = read_tree(flow, segments, regions)
    settle_followed(flow, segments, chapters, tree.tops)
    return _Parts(layout, segments, chapters, regions, tree)


def _reading(
    source: SourceText,
    parts: _Parts,
    judged: Judged,
    facts: tuple[Fact, ...],
    segmenter: Segmenter | None,
) -> Reading:
    """The reading of a text of which it is known what it is."""
    flow, segments, tops = parts.flow, parts.segments, parts.tree.tops
    preface = preface_of(flow, segments, parts.chapters, parts.regions)
    settle_states(flow, preface, tops)
    split_items(flow, tops)
    nodes = with_pages(nodes_of(flow, tops), source.evidence.pages)
    return Reading(
        parser_version=PARSER_VERSION,
        kind=judged.kind,
        kind_reason=judged.reason,
        facts=facts,
        claims=find_claims(flow, preface, Outlined.of(nodes)),
        mentions=find_mentions(flow),
        damage=find_damage(flow, _all_marks(segments, tops)),
        clutter=parts.layout.clutter,
        sections=find_sections(parts.layout, segments, parts.chapters, parts.regions),
        nodes=nodes,
        links=find_links(nodes, source.text, segmenter),
        confidence=_confidence(judged.kind, parts),
    )


def _all_marks(segments: Sequence[Segment], tops: Sequence[Draft]) -> list[Mark]:
    """The enumerators that are printed, and those that nodes have although nothing of them is left."""
    printed = [mark for segment in segments for mark in segment.marks if mark.start < mark.end]
    return printed + [mark for mark in marks_of(tops) if mark.start == mark.end]


def _confidence(kind: NoticeKind, parts: _Parts) -> float:
    """How sure the reading is; not very, where nothing was recognised, no problem is listed or all breaks are lost."""
    tree = parts.tree
    is_empty = kind is NoticeKind.RECTIFICATION_NOTICE and not tree.tops
    is_unsure = is_empty or parts.layout.run_together or kind is NoticeKind.OTHER
    return min(tree.confidence, UNSURE) if is_unsure else tree.confidence
