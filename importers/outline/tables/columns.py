"""What the columns of a table mean: titles found under title rows, by their words and by what stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from importers.cues import any_of, cues
from importers.outline.tables.fields import state_of
from importers.outline.tables.grids import Grid, Row
from importers.outline.tables.ticks import ticked_states
from importers.outline.text.flow import folded
from importers.outline.words.labels import LabelKind, kind_of
from models.ledger_columns import TITLE, ColumnMapping, LedgerColumn
from models.source import Cell

_TABLE = "ledger_columns"
_HEAD = 40  # rows among which titles are looked for
_LONGEST_TITLE = 24
_SAMPLE = 60  # rows by which a column is judged
_LEAST_SHARE = 0.5  # of the titles must be known
# What stands in brackets behind a title. Samples: "(程序划分,仅供参考)", "【必填】"
_REMARK = re.compile(r"[(\[【〔<《][^)\]】〕>》]{0,100}[)\]】〕>》]")
_NOT_TITLE = re.compile(r"[。;!?]|\d{3}")
_ENDS = ":*、.,/-_·"

_BY_LABEL = {
    LabelKind.MEASURE: LedgerColumn.MEASURES,
    LabelKind.OUTCOME: LedgerColumn.OUTCOMES,
    LabelKind.PROGRESS: LedgerColumn.WHOLE,
    LabelKind.PROBLEM: LedgerColumn.PROBLEM,
    LabelKind.DEADLINE: LedgerColumn.DEADLINE,
    LabelKind.STATUS: LedgerColumn.REPORTED,
    LabelKind.LEAD_PERSON: LedgerColumn.LEAD_PERSON,
    LabelKind.LEAD_OFFICE: LedgerColumn.LEAD_OFFICE,
    LabelKind.PERSON: LedgerColumn.PERSON,
    LabelKind.EVIDENCE: LedgerColumn.EVIDENCE,
}
_ANSWERS = frozenset({LedgerColumn.MEASURES, LedgerColumn.OUTCOMES, LedgerColumn.WHOLE})
_PROBLEMS = frozenset({LedgerColumn.PROBLEM, LedgerColumn.MAIN_PROBLEM})
_FIELDS = frozenset(
    {
        LedgerColumn.DEADLINE,
        LedgerColumn.RESPONSIBLE,
        LedgerColumn.LEAD_PERSON,
        LedgerColumn.LEAD_OFFICE,
        LedgerColumn.PERSON,
        LedgerColumn.REPORTED,
    }
)
# Over words that are both, also where there are columns for each.
_OWN_WHOLE = folded(TITLE[LedgerColumn.WHOLE])


@dataclass(frozen=True, slots=True)
class Titled:
    """What a title means and how sure that is; `known` also where nothing of the tree is made of the column."""

    meaning: LedgerColumn | None
    score: float

    @property
    def known(self) -> bool:
        """Whether it is the title of a ledger at all."""
        return self.score > 0


_UNKNOWN = Titled(None, 0.0)


@cache
def meaning_of(title: str) -> Titled:
    """What a column of that title means; `title` in half width without blanks."""
    plain = _REMARK.sub("", title).strip(_ENDS) or title.strip(_ENDS)
    if not plain or len(plain) > _LONGEST_TITLE or _NOT_TITLE.search(plain):
        return _UNKNOWN
    for words in dict.fromkeys((title.strip(_ENDS), plain)):
        if words in _by_title():
            return Titled(_by_title()[words], 1.0)
    for cut in range(1, len(plain) - 1):
        if plain[cut:] in _by_title() and _only_prefixes().fullmatch(plain[:cut]):
            return Titled(_by_title()[plain[cut:]], 0.9)
    kind = kind_of(plain)
    if kind is None:
        return _UNKNOWN
    return Titled(_BY_LABEL.get(kind), 0.7)


@cache
def _by_title() -> dict[str, LedgerColumn | None]:
    groups = cues(_TABLE)
    found: dict[str, LedgerColumn | None] = {folded(word): None for word in groups["nothing"]}
    for meaning in LedgerColumn:
        found |= {folded(word): meaning for word in groups[meaning.value]}
    return found


@cache
def _only_prefixes() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(map(folded, cues(_TABLE)['prefix']))}){{0,8}}")


def is_header(titles: Sequence[str]) -> bool:
    """Whether a row of words holds the titles of a ledger."""
    found = [meaning_of(folded(words)) for words in titles if words.strip()]
    return _is_ledger(found)


def find_mapping(grid: Grid) -> ColumnMapping | None:
    """What the columns of a table mean, or None where no row holds the titles of a ledger."""
    best: ColumnMapping | None = None
    for header, titles in _candidates(grid):
        if best is not None and best.header[1] < header[0]:
            break
        mapping = _mapping(grid, header, titles)
        if mapping is not None and (best is None or _rank(mapping) > _rank(best)):
            best = mapping
    return best


def _rank(mapping: ColumnMapping) -> tuple[float, int, int]:
    """The surer one is better, then the one that knows more columns, then the one with fewer rows of titles."""
    return mapping.confidence, len(mapping.columns), mapping.header[0] - mapping.header[1]


def titles_of(grid: Grid, mapping: ColumnMapping) -> dict[int, str]:
    """The titles of the columns as they are printed, both rows of them where there are two."""
    rows = [row for row in grid.rows if mapping.header[0] <= row.number <= mapping.header[1]]
    found: dict[int, list[str]] = {}
    for row in rows:
        for column in grid.columns:
            cell = _title_cell(grid, row, column)
            words = cell.span.of(grid.source).replace("\n", "") if cell is not None else ""
            if words and words not in found.setdefault(column, []):
                found[column].append(words)
    return {column: " ".join(words) for column, words in found.items() if words}


def _candidates(grid: Grid) -> Iterator[tuple[tuple[int, int], dict[int, str]]]:
    """Rows, and pairs of rows, that may hold the titles, with the titles by column."""
    head = grid.rows[:_HEAD]
    for at, row in enumerate(head):
        if len(row.cells) < 2:
            continue
        following = grid.rows[at + 1] if at + 1 < len(grid.rows) else None
        if following is not None and _is_double(grid, row, following):
            yield (row.number, following.number), _double_titles(grid, row, following)
        single = {column: grid.words(cell) for column, cell in row.cells.items()}
        yield (row.number, row.number), single


def _is_double(grid: Grid, row: Row, following: Row) -> bool:
    """Whether the row under the titles parts them further."""
    if following.number != row.number + 1:
        return False
    known = [
        meaning_of(words).known
        or meaning_of(grid.words(_title_cell(grid, row, column)) + words).known
        or state_of(words) is not None
        for column, cell in following.cells.items()
        if (words := grid.words(cell))
    ]
    return bool(known) and sum(known) >= 0.6 * len(known)


def _double_titles(grid: Grid, row: Row, following: Row) -> dict[int, str]:
    titles = {}
    for column in sorted({*row.cells, *following.cells}):
        upper = grid.words(_title_cell(grid, row, column))
        lower = grid.words(following.cells.get(column))
        options = [words for words in (lower, upper + lower, upper) if words]
        titles[column] = max(options, key=lambda words: meaning_of(words).score, default="")
    return titles


def _title_cell(grid: Grid, row: Row, column: int) -> Cell | None:
    """The title over a column: its own, or one at the left that reaches over it."""
    own = row.cells.get(column)
    if own is not None:
        return own
    left = max((at for at in row.cells if at < column), default=None)
    if left is None or (row.number, column) in grid.covering:
        return None
    cell = row.cells[left]
    return cell if cell.columns > column - left else None


def _is_ledger(titles: Collection[Titled]) -> bool:
    known = [title for title in titles if title.known]
    meanings = {title.meaning for title in known}
    if len(known) < 3 or len(known) < _LEAST_SHARE * len(titles) or not meanings & _PROBLEMS:
        return False
    return bool(meanings & _ANSWERS) or len(meanings & _FIELDS) >= 2


def _mapping(
    grid: Grid, header: tuple[int, int], titles: Mapping[int, str]
) -> ColumnMapping | None:
    found = {column: meaning_of(words) for column, words in titles.items() if words}
    if not _is_ledger(found.values()):
        return None
    below = [row for row in grid.rows if row.number > header[1]][:_SAMPLE]
    chosen: dict[int, tuple[LedgerColumn, float]] = {}
    for column, title in found.items():
        texts = [grid.words(row.cells[column]) for row in below if column in row.cells]
        meaning = _by_content(title.meaning, texts)
        if meaning is not None:
            chosen[column] = (meaning, title.score * _fitness(meaning, texts))
    settled = _beside_measures(_settle(chosen), titles)
    if LedgerColumn.PROBLEM not in settled.values():
        return None
    settled |= dict.fromkeys(ticked_states(grid, header), LedgerColumn.REPORTED)
    share = sum(title.known for title in found.values()) / len(found)
    fit = fmean(score for _, score in chosen.values())
    confidence = round(min(0.98, fit * (0.6 + 0.4 * share)), 3)
    return ColumnMapping(grid.table, header, tuple(sorted(settled.items())), confidence)


def _beside_measures(
    settled: Mapping[int, LedgerColumn], titles: Mapping[int, str]
) -> dict[int, LedgerColumn]:
    """What columns mean: beside one of measures, 整改情况 holds outcomes; but not in Duizhang's own ledgers."""
    if LedgerColumn.MEASURES not in settled.values():
        return dict(settled)
    return {
        column: LedgerColumn.OUTCOMES
        if meaning is LedgerColumn.WHOLE and titles[column] != _OWN_WHOLE
        else meaning
        for column, meaning in settled.items()
    }


def _by_content(meaning: LedgerColumn | None, texts: Sequence[str]) -> LedgerColumn | None:
    """What a column of that title means for what stands in it."""
    if meaning is LedgerColumn.MAIN_PROBLEM and _share(texts, _is_aspect) >= 0.6:
        return LedgerColumn.ASPECT
    return meaning


def _fitness(meaning: LedgerColumn, texts: Sequence[str]) -> float:
    """How well what stands in a column goes with what it is taken to mean."""
    if not texts:
        return 0.9
    numbers = _share(texts, lambda words: words.replace(".", "").isdecimal())
    if meaning in _PROBLEMS or meaning in _ANSWERS:
        return 1.0 - 0.8 * numbers
    length = fmean(map(len, texts))
    if meaning in _FIELDS and length > 120:
        return 0.5
    return 0.6 if meaning is LedgerColumn.ITEM_NO and length > 12 else 1.0


def _settle(chosen: Mapping[int, tuple[LedgerColumn, float]]) -> dict[int, LedgerColumn]:
    """One column for each meaning, but for answers; 主要问题 alone are the problems."""
    taken: dict[LedgerColumn, int] = {}
    for column, (meaning, score) in chosen.items():
        best = taken.get(meaning)
        if best is None or score > chosen[best][1]:
            taken[meaning] = column
    settled = {
        column: meaning
        for column, (meaning, _) in chosen.items()
        if meaning in _ANSWERS or taken[meaning] == column
    }
    if LedgerColumn.PROBLEM not in taken and LedgerColumn.MAIN_PROBLEM in taken:
        settled[taken[LedgerColumn.MAIN_PROBLEM]] = LedgerColumn.PROBLEM
    return settled


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts) if texts else 0.0


def _is_aspect(words: str) -> bool:
    return words.rstrip("。:;").endswith("方面")
