"""Tables to readings: of workbooks, and of documents whose problems stand in tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from importers.outline.facts.document_kind import Judged, said_by_person
from importers.outline.narrative.split_items import split_items
from importers.outline.tables.columns import meaning_of
from importers.outline.tables.grids import Grid, grids_of
from importers.outline.tables.ledgers import is_ledger, is_notice_title, judge_sheets, sheet_facts
from importers.outline.tables.tree import TableTree
from importers.outline.text.clutter import speaks_of_page
from importers.outline.text.flow import folded
from importers.outline.tree.build import nodes_of
from importers.outline.tree.links import find_links
from importers.outline.tree.pages import with_pages
from models.facts import FactName
from models.guidance import Guidance
from models.node import Link, Node, NodeKind
from models.notice import Reading
from models.segment import Segmenter
from models.source import Clutter, Evidence, SourceText, Span
from models.values import NoticeKind

# How sure a reading is of a file that holds more than one notice, or nothing that was recognised.
UNSURE = 0.5
_TABLE = "表格"  # only between laying out and reading; no clutter for the reviewer
_LONGEST_FIGURE = 40  # signs in a cell of a table of figures
_LEAST_ROWS = 2


def sheet_reading(
    source: SourceText,
    tree: TableTree | None,
    segmenter: Segmenter | None,
    *,
    version: int,
    guidance: Guidance,
) -> Reading:
    """What the machine reads in a workbook or CSV file."""
    said = said_by_person(guidance.kind)
    judged = said or judge_sheets(tree)
    nodes, links = _nodes(source, tree, segmenter) if tree is not None else ((), ())
    lists = said.has_problems if said else judged.kind is NoticeKind.LEDGER
    named = {span.start for node in nodes for span in node.body} if lists else set()
    return Reading(
        parser_version=version,
        kind=judged.kind,
        kind_reason=judged.reason,
        facts=sheet_facts(source, guidance.columns),
        clutter=tuple(place for place in source.evidence.clutter if place.span.start not in named),
        nodes=nodes if lists else (),
        links=links if lists else (),
        confidence=_sheet_confidence(tree),
    )


def _sheet_confidence(tree: TableTree | None) -> float:
    """How sure the reading of a workbook is; low where no header told what its columns are."""
    if tree is None:
        return UNSURE
    return tree.confidence if tree.problems else min(tree.confidence, UNSURE)


def without_tables(source: SourceText, tree: TableTree | None) -> Evidence:
    """The evidence of a document whose text is to be read without the tables that are no running text."""
    evidence = source.evidence
    if not evidence.cells:
        return evidence
    spans = {grid.span for grid in grids_of(source) if _is_figures(grid)}
    spans |= set(tree.spans) if tree is not None else set()
    spans |= {span for grid in grids_of(source) for span in _title_rows(grid)}
    tables = [Clutter(span, _TABLE) for span in sorted(spans)]
    return replace(evidence, clutter=(*evidence.clutter, *tables))


def with_tables(
    reading: Reading,
    source: SourceText,
    tree: TableTree | None,
    segmenter: Segmenter | None,
    guidance: Guidance,
) -> Reading:
    """A reading of the text of a document with what its tables list, where the text itself lists no problems.

    Args:
        reading: of the text without its tables.
        source: the text with its cells.
        tree: what its tables list.
        segmenter: cuts words for the links.
        guidance: how persons want it read.
    """
    kept = tuple(place for place in reading.clutter if place.why != _TABLE)
    reading = replace(reading, clutter=kept)
    said = said_by_person(guidance.kind)
    is_wanted = said is None or said.has_problems
    if tree is None or not is_wanted or _lists_itself(reading, tree):
        return reading
    judged = said or _judged(reading, source, tree)
    is_sheet = judged.kind is NoticeKind.LEDGER
    nodes, links = _nodes(source, tree, segmenter)
    return replace(
        reading,
        facts=sheet_facts(source, guidance.columns) if is_sheet else reading.facts,
        kind=judged.kind,
        kind_reason=judged.reason,
        nodes=nodes,
        links=links,
        confidence=tree.confidence,
    )


def _judged(reading: Reading, source: SourceText, tree: TableTree) -> Judged:
    title = next((fact.value for fact in reading.facts if fact.name is FactName.TITLE), None)
    is_notice = not is_ledger(source, tree) and (
        reading.kind is NoticeKind.RECTIFICATION_NOTICE or is_notice_title(title or "")
    )
    kind = NoticeKind.RECTIFICATION_NOTICE if is_notice else NoticeKind.LEDGER
    return Judged(kind, f"文中的表格列出{tree.problems}个问题及其整改内容")


def _nodes(
    source: SourceText, tree: TableTree, segmenter: Segmenter | None
) -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    split_items(tree.flow, tree.tops)
    nodes = nodes_of(tree.flow, tree.tops)
    nodes = with_pages(nodes, source.evidence.pages)
    return nodes, find_links(nodes, source.text, segmenter)


def _lists_itself(reading: Reading, tree: TableTree) -> bool:
    """Whether the text of a document lists problems with their answers, or its tables list none."""
    return not tree.problems or _answered(reading) >= min(2, tree.problems)


def _answered(reading: Reading) -> int:
    """How many lowest problems of a reading have measures or outcomes."""
    parents = {
        node.parent for node in reading.nodes if node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME)
    }
    return sum(node.kind.is_heading and node.id in parents for node in reading.nodes)


def _title_rows(grid: Grid) -> Iterator[Span]:
    """The rows of a table that only say what stands below them: they are no label of it."""
    for row in grid.rows[:-1]:
        cells = list(row.cells.values())
        if len(cells) > 1 and all(meaning_of(grid.words(cell)).known for cell in cells):
            yield Span(cells[0].span.start, cells[-1].span.end)


def _is_figures(grid: Grid) -> bool:
    """Whether a table of a document holds words and figures, no sentences."""
    if len(grid.rows) < _LEAST_ROWS or len(grid.columns) < 2:
        return False
    words = [folded(cell.span.of(grid.source)) for row in grid.rows for cell in row.cells.values()]
    if any(speaks_of_page(text) for text in words):
        return False  # what a page says of itself is clutter, and facts are read in it
    return all(len(text) <= _LONGEST_FIGURE and "。" not in text for text in words)
