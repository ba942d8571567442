"""Workbooks and CSV files: what such a file is, and the facts that stand above its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from importers.cues import any_word, group
from importers.outline.facts.document_kind import Judged
from importers.outline.facts.notice_facts import FactReader
from importers.outline.tables.columns import find_mapping
from importers.outline.tables.grids import grids_of
from importers.outline.tables.tree import TableTree
from importers.outline.text.flow import folded
from importers.outline.text.layout import lay_out
from importers.outline.words.dates import dates_in
from models.facts import Fact, FactName
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.source import SourceText, Span
from models.values import NoticeKind

_HEAD = 2_000  # signs before the titles of the columns in which facts are looked for
# Up to when the figures hold. Samples: "数据截至：2025年8月31日", "截至2025年8月底"
_AS_OF = re.compile(r"截[至止](?:日期)?[：:]?[ \u3000]*")
_BESIDE = 400  # signs that may stand beside the tables of a ledger
_FACTS = (
    FactName.INSPECTION_TEAM,
    FactName.INSPECTION_LEVEL,
    FactName.INSPECTION_TYPE,
    FactName.ROUND,
    FactName.FEEDBACK_DATE,
)


def judge_sheets(tree: TableTree | None) -> Judged:
    """What a workbook or CSV file is."""
    if tree is None or not tree.problems:
        return Judged(
            NoticeKind.OTHER,
            "是表格，但没有认出表头（问题、整改措施、完成情况等栏），没有列出问题；可用“列对应”指定各列",
        )
    reason = f"是台账，按表头认出各栏，列出{tree.problems}个问题"
    if tree.repeated:
        reason += f"；另有{tree.repeated}张表列的是同样的问题，没有重复列入"
    return Judged(NoticeKind.LEDGER, reason)


def sheet_facts(source: SourceText, chosen: Sequence[ColumnMapping] = ()) -> tuple[Fact, ...]:
    """Title, unit and dates that stand above the first table of a workbook, in the order of their names.

    Args:
        source: the text with its cells.
        chosen: what a person says the columns of tables mean.
    """
    head = Span(0, max(1, min(_HEAD, _end_of_head(source))))
    found = {fact.name: fact for fact in _told(source, head)}
    found |= {fact.name: fact for fact in _head_facts(source, head)}
    unit, level = found.get(FactName.UNIT), found.get(FactName.INSPECTION_LEVEL)
    if unit is None:
        found |= {fact.name: fact for fact in _unit_of_rows(source, chosen)}
    elif level is not None and level.value == unit.value:
        del found[FactName.INSPECTION_LEVEL]
    order = list(FactName)
    return tuple(sorted(found.values(), key=lambda fact: order.index(fact.name)))


def _end_of_head(source: SourceText) -> int:
    """Where the first row of more than three cells begins."""
    for grid in grids_of(source):
        for row in grid.rows:
            if len(row.cells) > 3:
                return next(iter(row.cells.values())).span.start
        break
    return len(source.text)


def _told(source: SourceText, head: Span) -> Iterator[Fact]:
    words = head.of(source.text)
    layout = lay_out(words)
    for fact in FactReader(layout).facts():
        if fact.name in _FACTS:
            yield fact


def _head_facts(source: SourceText, head: Span) -> Iterator[Fact]:
    words = head.of(source.text)
    names = {place.span.start for place in source.evidence.clutter}
    titles = [found for found in _title().finditer(words) if found.start() not in names]
    title = max(titles, key=lambda found: len(found[0]), default=None)
    if title is not None:
        printed = title[0].strip()
        start = title.start() + title[0].index(printed[0])
        yield _fact(FactName.TITLE, printed, Span(start, start + len(printed)))
        named = _title_unit().match(printed)
        if named is not None and named["unit"].endswith(group("tables", "unit_end")):
            yield _fact(FactName.UNIT, named["unit"], Span(start, start + named.end("unit")))
    unit = _unit().search(words)
    if unit is not None:
        yield _fact(FactName.UNIT, unit["unit"], Span(*unit.span("unit")))
    as_of = _AS_OF.search(words)
    if as_of is not None:
        end = min(len(words), as_of.end() + 16)
        date = next(dates_in(words, as_of.end(), end), None)
        if date is not None and date.start == as_of.end():
            span = Span(date.start, date.end)
            yield replace(_fact(FactName.AS_OF, str(date.date), span), printed=span.of(words))


def _unit_of_rows(source: SourceText, chosen: Sequence[ColumnMapping]) -> Iterator[Fact]:
    """The unit that stands in every row of a flat table."""
    by_table = {mapping.table: mapping for mapping in chosen}
    for grid in grids_of(source):
        mapping = by_table.get(grid.table) or find_mapping(grid)
        columns = mapping.columns_of(LedgerColumn.UNIT) if mapping is not None else ()
        if mapping is None or not columns:
            continue
        below = [row for row in grid.rows if row.number > mapping.header[1]]
        cells = [row.cells[columns[0]] for row in below if columns[0] in row.cells]
        if cells and len({cell.span.of(source.text) for cell in cells}) == 1:
            yield _fact(FactName.UNIT, cells[0].span.of(source.text), cells[0].span)
        return


def _fact(name: FactName, value: str, span: Span) -> Fact:
    return Fact(name, "".join(value.split()) if name is FactName.UNIT else value, value, span)


def is_ledger(source: SourceText, tree: TableTree) -> bool:
    """Whether a document is a ledger: nothing stands beside its tables but what a workbook has there too."""
    grids = grids_of(source)
    head = source.text[: min(grid.span.start for grid in grids)] if grids else source.text
    margins = {place.span.start for place in source.evidence.clutter}
    titles = (found for found in _genre().finditer(head) if found.start() not in margins)
    if any(titles):
        return False
    clutter = sum(len(place.span) for place in source.evidence.clutter)
    beside = len(source.text) - sum(map(len, tree.spans)) - clutter
    return beside <= _BESIDE or _title().search(head) is not None


def is_notice_title(title: str) -> bool:
    """Whether a document with tables is titled as a notice, not as a ledger."""
    words = folded(title)
    return bool(words) and not _title().search(words)


# Patterns


@cache
def _unit() -> re.Pattern[str]:
    # The line under the title of a ledger. Samples: "填报单位：某县教育局党组", "单位：某局", "被巡察单位：某镇党委"
    label = rf"{any_word('tables', 'unit_label')}(?:（盖章）|\(盖章\))?[：:]"
    return re.compile(rf"{label}[ \u3000]*(?P<unit>[一-鿿（）()]{{3,40}})")


@cache
def _title() -> re.Pattern[str]:
    # The title of a ledger. Sample: "某县教育局党组落实县委第一巡察组反馈意见整改台账"
    return re.compile(rf"[^\n\t]{{2,80}}?{any_word('tables', 'title')}(?=[\n\t（(]|$)")


@cache
def _title_unit() -> re.Pattern[str]:
    # The unit that a title begins with.
    return re.compile(rf"(?P<unit>[一-鿿]{{3,40}}?)(?={any_word('tables', 'title_about')})")


@cache
def _genre() -> re.Pattern[str]:
    # How the title of a notice ends. Samples: "……整改进展情况的通报", "……整改情况的公示"
    genre = any_word("facts", "genre")
    return re.compile(rf"^[^\n\t]*{genre}[ \u3000]*$", re.MULTILINE)
