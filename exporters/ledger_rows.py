"""A notice as the lines of a ledger: headings and one row for each lowest problem. Pure; knows no workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from exporters.ledger_remarks import Remarks
from exporters.ledger_words import (
    as_of_words,
    date_words,
    measure_part,
    number_words,
    numbered_words,
    outcome_part,
    whole_words,
)
from models.annotation import Opinion
from models.facts import ClaimSubject, FactName
from models.ids import NodeId
from models.labels import LIMIT_CLASS, STAGE, STATUS
from models.ledger_columns import (
    RECOMMENDATION_NO,
    STATUS_SYMBOL,
    WHOLE_PROBLEM,
    LedgerColumn,
    LedgerOptions,
)
from models.narrative import separates_outcomes
from models.node import Node, NodeKind
from models.notice import Notice
from models.values import Status

# Signs that no cell may hold, or that no one can see there: Excel refuses some, and some break the file.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Columns whose words stand nowhere else in the row or above it, so that what is taken out is counted once.
_SAID_ONCE = frozenset(LedgerColumn) - {
    LedgerColumn.UNIT,
    LedgerColumn.ASPECT,
    LedgerColumn.MAIN_PROBLEM,
    LedgerColumn.LEAD_PERSON,
    LedgerColumn.LEAD_OFFICE,
    LedgerColumn.PERSON,
    LedgerColumn.VERDICT,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a 方面 or a 主要问题 for all rows below it.

    Attributes:
        level: 1 for the topmost.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What a ledger says of one lowest problem.

    Attributes:
        cells: the words of every column that has any.
        status: 自报状态 of a lowest problem; None for a row that is none, such as a recommendation.
        is_whole: whether the items stand whole, as written, in `LedgerColumn.WHOLE`.
        is_parted: whether the program parted measures from outcomes, which the notice does not.
    """

    node_id: NodeId
    cells: Mapping[LedgerColumn, str]
    status: Status | None
    is_whole: bool = False
    is_parted: bool = False

    @property
    def name(self) -> str:
        """What a person calls it: 编码, else 序号."""
        return (
            self.cells.get(LedgerColumn.CODE) or f"序号{self.cells.get(LedgerColumn.ITEM_NO, '')}"
        )


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The ledger of one notice.

    Attributes:
        unit: the unit by name; what stands for it where the notice names none.
        title: the title of the ledger.
        as_of: 数据截至 in words, empty where it is open.
        claimed: how many lowest problems the notice says it has, or None.
        loose_notes: notes that belong to no row.
        removed_controls: how many control characters were taken out of its words.
    """

    unit: str
    title: str
    as_of: str
    lines: tuple[Heading | LedgerRow, ...]
    claimed: int | None = None
    loose_notes: tuple[str, ...] = ()
    removed_controls: int = 0

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        """The lines without headings."""
        return tuple(line for line in self.lines if isinstance(line, LedgerRow))

    @property
    def problem_count(self) -> int:
        """How many lowest problems it lists."""
        return sum(row.status is not None for row in self.rows)

    def status_count(self, status: Status) -> int:
        """How many lowest problems say that of themselves."""
        return sum(row.status is status for row in self.rows)


def ledger_table(notice: Notice, options: LedgerOptions) -> LedgerTable:
    """The ledger of `notice`; without rows where it has neither problems nor recommendations."""
    return _Builder(notice, options).table()


def unit_name(notice: Notice, *, internal: bool) -> str:
    """The unit, else what stands for it; the name of the file only inside the office."""
    named = notice.fact(FactName.UNIT) or notice.fact(FactName.TITLE)
    return named or (notice.source.file_name if internal else "（未写明单位）")


def ledger_title(notice: Notice) -> str:
    """〈单位〉落实〈区委第三巡察组〉反馈意见整改台账, as far as the notice says who and whose."""
    unit = notice.fact(FactName.UNIT) or ""
    level = notice.fact(FactName.INSPECTION_LEVEL) or ""
    team = notice.fact(FactName.INSPECTION_TEAM) or ""
    inspected_by = team if not team or team.startswith(level) else level + team
    return f"{unit}落实{inspected_by or level}反馈意见整改台账"


def is_mixed(notice: Notice, problem: NodeId, *, separates: bool = True) -> bool:
    """Whether the items below a problem do not separate measure and outcome.

    Where the notice `separates` them elsewhere, items without outcomes are measures that nothing answers.
    """
    children = notice.outline.children
    items = children(problem, NodeKind.MEASURE)
    if items and not separates:
        return True
    return any(children(item.id, NodeKind.OUTCOME) for item in items)


class _Builder:
    """Builds the table of one notice, top to bottom."""

    def __init__(self, notice: Notice, options: LedgerOptions) -> None:
        self._notice = notice
        self._outline = notice.outline
        self._options = options
        self._numbers = notice.outline.item_numbers()
        self._separates = separates_outcomes(notice)
        self._removed = 0
        self._waiting: list[str] = []  # notes on headings, for the next row
        self._remarks = Remarks(notice) if options.internal else None

    def table(self) -> LedgerTable:
        unit = self._clean(unit_name(self._notice, internal=self._options.internal))
        lines = tuple(self._lines(None, {LedgerColumn.UNIT: unit}))
        return LedgerTable(
            unit=unit,
            title=_CONTROL.sub("", ledger_title(self._notice)),
            as_of=self._clean(self._options.as_of or as_of_words(self._notice)),
            lines=lines,
            claimed=claimed_problems(self._notice),
            loose_notes=tuple(map(self._clean, [*self._waiting, *self._loose_notes()])),
            removed_controls=self._removed,
        )

    def _lines(
        self, parent: NodeId | None, above: Mapping[LedgerColumn, str]
    ) -> Iterator[Heading | LedgerRow]:
        for node in self._outline.children(parent):
            if node.kind is NodeKind.RECOMMENDATION or self._outline.is_lowest_problem(node.id):
                yield self._row(node, above)
            elif node.kind.is_heading:
                yield from self._headed(node, above)

    def _headed(
        self, node: Node, above: Mapping[LedgerColumn, str]
    ) -> Iterator[Heading | LedgerRow]:
        words = self._clean(numbered_words(self._notice, node))
        is_aspect = node.kind is NodeKind.ASPECT
        column = LedgerColumn.ASPECT if is_aspect else LedgerColumn.MAIN_PROBLEM
        below = {**above, column: words}
        if self._remarks:
            self._waiting += self._remarks.of_node(node)
        yield Heading(1 if is_aspect else 2, words)
        if self._outline.children(node.id, NodeKind.MEASURE, NodeKind.OUTCOME):
            yield self._row(node, below)
        yield from self._lines(node.id, below)

    def _row(self, node: Node, above: Mapping[LedgerColumn, str]) -> LedgerRow:
        is_problem = node.id in self._numbers
        mixed = is_mixed(self._notice, node.id, separates=self._separates)
        is_whole = mixed and not self._options.split_mixed
        cells = {**above, **self._identity(node), **self._answers(node, mixed=mixed)}
        cells |= self._fields(node)
        if is_problem:
            cells |= self._judgement(node)
        cells[LedgerColumn.EVIDENCE] = self._outline.review(node.id).evidence
        cells[LedgerColumn.REMARKS] = "\n".join(self._row_remarks(node))
        said = {
            column: self._clean(words) if column in _SAID_ONCE else _CONTROL.sub("", words)
            for column, words in cells.items()
            if words
        }
        return LedgerRow(
            node.id, said, node.status if is_problem else None, is_whole, mixed and not is_whole
        )

    def _identity(self, node: Node) -> dict[LedgerColumn, str]:
        words = numbered_words(self._notice, node)
        found = {LedgerColumn.CODE: node.code or "", LedgerColumn.PROBLEM: words}
        found[LedgerColumn.ITEM_NO] = self._numbers.get(node.id, "")
        if node.kind is NodeKind.PROBLEM:
            found[LedgerColumn.MAIN_PROBLEM] = words
        if node.kind is NodeKind.RECOMMENDATION:
            found[LedgerColumn.ITEM_NO] = RECOMMENDATION_NO
        elif node.id not in self._numbers:
            found[LedgerColumn.PROBLEM] = WHOLE_PROBLEM
        return found

    def _answers(self, node: Node, *, mixed: bool) -> dict[LedgerColumn, str]:
        notice, children = self._notice, self._outline.children
        measures = children(node.id, NodeKind.MEASURE)
        if mixed and not self._options.split_mixed:
            items = children(node.id, NodeKind.MEASURE, NodeKind.OUTCOME)
            return {LedgerColumn.WHOLE: "\n".join(whole_words(notice, item) for item in items)}
        promised = [(measure_part if mixed else numbered_words)(notice, item) for item in measures]
        done = [outcome_part(notice, item) for item in measures] if mixed else []
        done += [numbered_words(notice, each) for each in children(node.id, NodeKind.OUTCOME)]
        return {
            LedgerColumn.MEASURES: "\n".join(promised),
            LedgerColumn.OUTCOMES: "\n".join(done),
        }

    def _fields(self, node: Node) -> dict[LedgerColumn, str]:
        """What is said in each field of the problem and of its measures."""
        items = self._outline.children(node.id, NodeKind.MEASURE)
        found = {column: self._field(read, node, items) for column, read in _FIELDS.items()}
        titles = {
            LedgerColumn.LEAD_PERSON: "领导",
            LedgerColumn.LEAD_OFFICE: self._options.office_word,
            LedgerColumn.PERSON: "责任人",
        }
        said = [f"{title}：{found[column]}" for column, title in titles.items() if found[column]]
        return {**found, LedgerColumn.RESPONSIBLE: "\n".join(said)}

    def _field(self, read: Callable[[Node], str], node: Node, items: Iterable[Node]) -> str:
        of_items = ((item, read(item)) for item in items)
        lines = [number_words(self._notice, item) + said for item, said in of_items if said]
        return "\n".join(filter(None, [read(node), *lines]))

    def _judgement(self, node: Node) -> dict[LedgerColumn, str]:
        review = self._outline.review(node.id)
        assessed = status_words(review.assessed_status) if review.assessed_status else ""
        opinions = [self._opinion(opinion) for opinion in review.opinions]
        quote = (node.status_quote or "").rstrip("。，；.,;")
        reported = status_words(node.status)
        return {
            LedgerColumn.REPORTED: f"{reported}\n“{quote}”"
            if quote not in ("", STATUS[node.status])
            else reported,
            LedgerColumn.ASSESSED: assessed,
            LedgerColumn.VERDICT: review.verdict or "",
            LedgerColumn.OPINIONS: "\n".join(opinions),
        }

    def _opinion(self, opinion: Opinion) -> str:
        said = "；".join(filter(None, [opinion.verdict, opinion.words]))
        author = opinion.author if self._options.internal else ""
        signed = "，".join(filter(None, [author, date_words(opinion.written)]))
        return f"{STAGE[opinion.stage]}：{said}" + (f"（{signed}）" if signed else "")

    def _row_remarks(self, node: Node) -> list[str]:
        """Notes on the headings above that no row has shown yet, then its own."""
        if self._remarks is None:
            return []
        found = [*self._waiting, *self._remarks.of_row(node)]
        self._waiting.clear()
        return found

    def _loose_notes(self) -> tuple[str, ...]:
        return self._remarks.loose if self._remarks else ()

    def _clean(self, text: str) -> str:
        clean, removed = _CONTROL.subn("", text)
        self._removed += removed
        return clean


def claimed_problems(notice: Notice) -> int | None:
    """How many lowest problems the notice says it lists, or None where it does not say."""
    for subject in (ClaimSubject.SUB_PROBLEMS, ClaimSubject.PROBLEMS):
        claims = [
            claim
            for claim in notice.outline.claims()
            if claim.subject is subject and claim.subset_of is None
        ]
        claims.sort(key=lambda claim: not claim.lists)
        if claims:
            return round(claims[0].value)
    return None


def status_words(status: Status) -> str:
    """A state as symbol and word, so that it is read without colour."""
    return f"{STATUS_SYMBOL[status]}{STATUS[status]}"


def _deadline(node: Node) -> str:
    said = node.deadline_quote or (date_words(str(node.deadline)) if node.deadline else "")
    if node.limit_class is None:
        return said
    limit = LIMIT_CLASS[node.limit_class]
    if limit in said:
        return said
    return f"{said}（{limit}）" if said else limit


_FIELDS: dict[LedgerColumn, Callable[[Node], str]] = {
    LedgerColumn.DEADLINE: _deadline,
    LedgerColumn.LEAD_PERSON: lambda node: node.lead_person or "",
    LedgerColumn.LEAD_OFFICE: lambda node: node.lead_office or "",
    LedgerColumn.PERSON: lambda node: node.person or "",
}
