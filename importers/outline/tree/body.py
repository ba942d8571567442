"""What stands under a problem: its blocks of measures and outcomes, its items, and the fields of its record card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from importers.cues import pattern
from importers.outline.text.flow import Flow
from importers.outline.tree.drafts import Draft, Range, add_range
from importers.outline.tree.headings import Piece
from importers.outline.tree.hypotheses import Role
from importers.outline.words.dates import dates_in
from importers.outline.words.deadlines import deadline_in, promised_beside
from importers.outline.words.labels import BODY_LABELS, LabelKind
from importers.outline.words.statuses import (
    StatusSaid,
    bracketed_limit,
    bracketed_status,
    is_verdict,
    last_clause_status,
    last_status,
    leading_status,
    limit_class_in,
    limit_class_of_field,
    names_problem,
    said_of_problem,
    status_at,
)
from models.node import NodeKind
from models.source import SpanRole
from models.values import LimitClass, Status

_FIELDS = {
    LabelKind.DEADLINE: SpanRole.DEADLINE,
    LabelKind.STATUS: SpanRole.STATUS,
    LabelKind.LEAD_PERSON: SpanRole.PERSON,
    LabelKind.PERSON: SpanRole.PERSON,
    LabelKind.LEAD_OFFICE: SpanRole.OFFICE,
}
# The end of a value behind a label. Sample: "张三。"
_VALUE_END = re.compile(r"(?<![。;,、\s])[。;,、\s]++$")
# From this share of the problems on, and this number of them, a notice ends its problems with their state.
_CLOSING_SHARE = 0.6
_CLOSING_LEAST = 3
# Items in the middle that end so, for each one at the end; a heading that was not seen makes one.
_INSIDE_SHARE = 0.2


# Labels behind which the first clause may say the state alone. Sample: "整改情况:已整改完成,举一反三……"
_TELLING = frozenset({LabelKind.OUTCOME, LabelKind.PROGRESS})
# A label that asks for the 时限类别. Sample: "整改类别:"
_CLASS = re.compile(r"类别|类型")


@dataclass(slots=True)
class Block:
    """The pieces behind one label, or without any label."""

    kind: LabelKind | None
    label: tuple[int, int] | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads what stands under problems, with what is known of the document.

    Attributes:
        separates: whether the notice has labels for measures, so that 整改情况 means outcomes.
        closes: whether the notice ends its problems with a sentence that says their state (……。已完成。), so that such
            a sentence behind the last item is said of the problem.
    """

    flow: Flow
    separates: bool
    closes: bool = False

    def fill(self, problem: Draft, content: Sequence[Piece]) -> None:
        """Adds measures, outcomes, status and fields to the draft of a problem."""
        for block in _blocks(content):
            kind = block.kind
            if kind is None or kind in BODY_LABELS:
                self._fill_body(problem, block)
            elif kind is LabelKind.VERDICT:
                self._verdict(problem, block)
            elif kind in _FIELDS:
                self._fill_field(problem, block, kind)
            if block.label is not None:
                problem.other.append((block.label, SpanRole.LABEL))
        if problem.status is Status.UNSTATED:
            self._status_inside(problem)
        if problem.limit_class is None and problem.body:
            problem.limit_class = bracketed_limit(self.flow.text, *problem.body[-1])

    def _fill_body(self, problem: Draft, block: Block) -> None:
        kind = self._node_kind(block.kind)
        item: Draft | None = None
        made: list[Draft] = []
        for piece in self._without_status(problem, block):
            if piece.role is Role.ITEM or item is None or not _continues(item, piece, block):
                item = self._item(
                    piece, kind, separate=block.kind is not None and self._is_separate(block.kind)
                )
                made.append(item)
            else:
                add_range(item.body, piece.start, piece.end)
        problem.children += [draft for draft in made if draft.body or draft.marks]

    def _is_separate(self, kind: LabelKind) -> bool:
        return kind is LabelKind.MEASURE or self.separates

    def _node_kind(self, kind: LabelKind | None) -> NodeKind:
        outcome = kind is not None and kind is not LabelKind.MEASURE and self.separates
        return NodeKind.OUTCOME if outcome else NodeKind.MEASURE

    def _item(self, piece: Piece, kind: NodeKind, *, separate: bool) -> Draft:
        draft = Draft(kind, separate=separate)
        if piece.role is Role.ITEM:
            draft.marks = piece.segment.marks
        add_range(draft.body, piece.body, piece.end)
        return draft

    # Status

    def _without_status(self, problem: Draft, block: Block) -> Iterator[Piece]:
        """The pieces of a block; sentences at its beginning and end that say the state go to the problem."""
        pieces = list(block.pieces)
        if pieces and pieces[0].role is Role.TEXT:
            pieces[:1] = self._cut_first(problem, pieces[0], block.kind)
        if pieces:
            pieces[-1:] = self._cut_last(problem, pieces[-1], alone=len(pieces) == 1)
        yield from pieces

    def _status_inside(self, problem: Draft) -> None:
        """A state that a narrative says of 该问题, or as its last clause, stays where it is and counts for the problem."""
        places = [place for item in problem.children for place in item.body]
        found = [said_of_problem(self.flow.text, *place) for place in places]
        if len(problem.children) == 1 and not problem.children[0].marks and places:
            found.append(last_clause_status(self.flow.text, *places[-1]))
        said = next((said for said in found if said is not None), None)
        if said is not None:
            _set_status(problem, said)
            self._date_in_status(problem)

    def _cut_first(self, problem: Draft, piece: Piece, label: LabelKind | None) -> list[Piece]:
        said = status_at(self.flow.text, piece.body, piece.end)
        if said is None and label in _TELLING and problem.status is Status.UNSTATED:
            said = leading_status(self.flow.text, piece.body, piece.end)
        if said is None:
            return [piece] if piece.body < piece.end else []
        _set_status(problem, said)
        self._date_in_status(problem)
        rest = Piece(Role.TEXT, said.end, said.end, piece.end, piece.segment)
        return [rest] if rest.body < rest.end else []

    def _cut_last(self, problem: Draft, piece: Piece, *, alone: bool) -> list[Piece]:
        said = last_status(self.flow.text, piece.body, piece.end)
        if said is None:
            return [piece]
        whole = said.start <= piece.body
        text = piece.role is Role.TEXT and (whole or alone)
        of_problem = (
            text
            or self.closes
            or names_problem(self.flow.text, said.start)
            or self.flow.text[said.start] in "(【[〔"
        )
        if not of_problem:
            return [piece]
        _set_status(problem, said)
        self._date_in_status(problem)
        return (
            [] if whole else [Piece(piece.role, piece.start, piece.body, said.start, piece.segment)]
        )

    def _date_in_status(self, problem: Draft) -> None:
        if (
            problem.status is Status.DONE
            or problem.status_range is None
            or problem.deadline is not None
        ):
            return
        found = next(dates_in(self.flow.text, *problem.status_range), None)
        if found is not None:
            said = deadline_in(self.flow.text[slice(*problem.status_range)])
            problem.deadline = said or found.date
            problem.deadline_range = (found.start, found.end)
            return
        beside = promised_beside(self.flow.text, *problem.status_range)
        if beside is not None:
            problem.deadline, problem.deadline_range = beside

    # Fields

    def _verdict(self, problem: Draft, block: Block) -> None:
        """What the office that accepts the work says of its state, where the notice says nothing itself."""
        said = [said_of_problem(self.flow.text, piece.body, piece.end) for piece in block.pieces]
        if problem.status is Status.UNSTATED and any(said):
            first = next(found for found in said if found is not None)
            _set_status(problem, first)

    def _fill_field(self, problem: Draft, block: Block, kind: LabelKind) -> None:
        if not block.pieces:
            return
        start, end = block.pieces[0].body, block.pieces[0].end
        if kind is not LabelKind.STATUS:
            end = self._without_state(problem, start, end)
        value = _VALUE_END.sub("", self.flow.text[start:end])
        end = start + len(value)
        if not value:
            return
        problem.other.append(((start, end), _FIELDS[kind]))
        if kind is LabelKind.DEADLINE:
            problem.deadline_range = (start, end)
            problem.deadline = deadline_in(value)
            problem.limit_class = problem.limit_class or limit_class_of_field(value)
        elif kind is LabelKind.STATUS:
            self._fill_status(problem, block, (start, end))
        elif getattr(problem, kind.value) is None or not self._assists(block):
            setattr(problem, kind.value, value)

    def _assists(self, block: Block) -> bool:
        """Whether a label names who only helps. Sample: "配合部门:"."""
        label = self.flow.text[slice(*block.label)] if block.label else ""
        return pattern("labels", "assisting").search(label) is not None

    def _without_state(self, problem: Draft, start: int, end: int) -> int:
        """Where the words of a field end, without the state in brackets behind them (2025年9月底前（已完成）)."""
        said = bracketed_status(self.flow.text, start, end)
        if said is None or said.start <= start or problem.status is not Status.UNSTATED:
            return end
        _set_status(problem, said)
        return said.start

    def _fill_status(self, problem: Draft, block: Block, place: Range) -> None:
        """The state behind its label, and the 时限类别, which behind 整改类别 is all that is said."""
        value = self.flow.text[slice(*place)]
        label = self.flow.text[slice(*block.label)] if block.label else ""
        problem.limit_class = problem.limit_class or limit_class_in(value)
        if _CLASS.search(label):
            self._date_of_class(problem, place)
            return
        said = status_at(self.flow.text, *place)
        answered = _answered(label, value)
        if said is not None:
            _set_status(problem, replace(said, start=place[0], end=place[1]))
            self._date_in_status(problem)
        elif answered is not None or is_verdict(value):
            problem.status, problem.status_range = answered or problem.status, place

    def _date_of_class(self, problem: Draft, place: Range) -> None:
        """The date beside a 时限类别. Sample: "限期整改(2025年10月30日前)"."""
        date = deadline_in(self.flow.text[slice(*place)])
        if date is not None and problem.deadline is None:
            problem.deadline, problem.deadline_range = date, place


def closes_with_status(flow: Flow, contents: Sequence[Sequence[Piece]]) -> bool:
    """Whether problems end with a sentence that says their state, and their items but the last do not.

    `contents` holds what stands under each problem of a notice.
    """
    filled = [content for content in contents if content]
    ends = [_says_status(flow, content[-1]) for content in filled]
    inside = sum(
        piece.role is Role.ITEM and _says_status(flow, piece)
        for content in filled
        for piece in content[:-1]
    )
    count = sum(ends)
    is_rule = count >= max(_CLOSING_LEAST, _CLOSING_SHARE * len(filled))
    return is_rule and inside <= _INSIDE_SHARE * count


def _says_status(flow: Flow, piece: Piece) -> bool:
    return last_status(flow.text, piece.body, piece.end) is not None


def _answered(label: str, value: str) -> Status | None:
    """The state that a plain yes or no means behind its question. Sample: "是否完成:是"."""
    if not label.startswith("是否"):
        return None
    return {"是": Status.DONE, "否": Status.NOT_DONE}.get(value)


def _set_status(problem: Draft, said: StatusSaid) -> None:
    if problem.status is Status.LONG_TERM and said.status is not Status.LONG_TERM:
        problem.limit_class = LimitClass.LONG_TERM  # (长期坚持) at the heading was no state
    problem.status, problem.status_range = said.status, (said.start, said.end)
    problem.limit_class = problem.limit_class or said.limit


def _blocks(content: Sequence[Piece]) -> list[Block]:
    blocks = [Block(None, None)]
    for piece in content:
        label = piece.segment.label if piece.role is Role.LABEL else None
        if label is not None:
            blocks.append(Block(label.kind, (piece.start, piece.body)))
            text = Piece(Role.TEXT, piece.body, piece.body, piece.end, piece.segment)
            if text.body < text.end:
                blocks[-1].pieces.append(text)
            continue
        if blocks[-1].kind in _FIELDS and blocks[-1].pieces:
            blocks.append(Block(None, None))
        blocks[-1].pieces.append(piece)
    return [block for block in blocks if block.pieces or block.label]


def _continues(item: Draft, piece: Piece, block: Block) -> bool:
    """Whether text goes on with the item before it: details always, paragraphs behind a numbered item."""
    return (
        piece.role is Role.DETAIL
        or (piece.role is Role.TEXT and bool(item.marks))
        or piece.start == item.end
    )
