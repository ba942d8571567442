"""What stands under a problem to its state: in sentences of its own, which are taken out, or inside the narrative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.outline.text.flow import Flow
from importers.outline.tree.blocks import Block
from importers.outline.tree.drafts import Draft
from importers.outline.tree.headings import Piece
from importers.outline.tree.hypotheses import Role
from importers.outline.words.dates import dates_in
from importers.outline.words.deadlines import deadline_in, promised_beside
from importers.outline.words.labels import LabelKind
from importers.outline.words.statuses import (
    StatusSaid,
    last_clause_status,
    last_status,
    leading_status,
    names_problem,
    said_of_problem,
    status_at,
)
from models.values import LimitClass, Status

# From this share of the problems on, and this number of them, a notice ends its problems with their state.
_CLOSING_SHARE = 0.6
_CLOSING_LEAST = 3
# Items in the middle that end so, for each one at the end; a heading that was not seen makes one.
_INSIDE_SHARE = 0.2
# Labels behind which the first clause may say the state alone. Sample: "整改情况:已整改完成,举一反三……"
_TELLING = frozenset({LabelKind.OUTCOME, LabelKind.PROGRESS})


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


def without_status(flow: Flow, problem: Draft, block: Block, *, closes: bool) -> Iterator[Piece]:
    """The pieces of a block; sentences at its beginning and end that say the state go to the problem."""
    pieces = list(block.pieces)
    if pieces and pieces[0].role is Role.TEXT:
        pieces[:1] = _cut_first(flow, problem, pieces[0], block.kind)
    if pieces:
        ends = closes or _ends_in_bracket(flow, pieces)
        pieces[-1:] = _cut_last(flow, problem, pieces[-1], alone=len(pieces) == 1, closes=ends)
    yield from pieces


def _ends_in_bracket(flow: Flow, pieces: Sequence[Piece]) -> bool:
    """Whether a state in brackets stands behind the last piece, and none behind the others."""
    said = last_status(flow.text, pieces[-1].body, pieces[-1].end)
    if said is None or flow.text[said.start] not in "(【[〔":
        return False
    return not any(_says_status(flow, piece) for piece in pieces[:-1])


def take_status_inside(flow: Flow, problem: Draft) -> None:
    """A state that a narrative says of 该问题, or as its last clause, stays where it is and counts for the problem."""
    places = [place for item in problem.children for place in item.body]
    found = [said_of_problem(flow.text, *place) for place in places]
    if len(problem.children) == 1 and not problem.children[0].marks and places:
        found.append(last_clause_status(flow.text, *places[-1]))
    said = next((said for said in found if said is not None), None)
    if said is not None:
        set_status(problem, said)
        take_date_in_status(flow, problem)


def take_verdict(flow: Flow, problem: Draft, block: Block) -> None:
    """What the office that accepts the work says of its state, where the notice says nothing itself."""
    said = [said_of_problem(flow.text, piece.body, piece.end) for piece in block.pieces]
    if problem.status is Status.UNSTATED and any(said):
        first = next(found for found in said if found is not None)
        set_status(problem, first)


def set_status(problem: Draft, said: StatusSaid) -> None:
    """Gives a problem the state that is said of it."""
    if problem.status is Status.LONG_TERM and said.status is not Status.LONG_TERM:
        problem.limit_class = LimitClass.LONG_TERM  # (长期坚持) at the heading was no state
    problem.status, problem.status_range = said.status, (said.start, said.end)
    problem.limit_class = problem.limit_class or said.limit


def take_date_in_status(flow: Flow, problem: Draft) -> None:
    """Gives a problem that is not done the date that is said with its state, in it or in the clause beside it."""
    if (
        problem.status is Status.DONE
        or problem.status_range is None
        or problem.deadline is not None
    ):
        return
    found = next(dates_in(flow.text, *problem.status_range), None)
    if found is not None:
        said = deadline_in(flow.text[slice(*problem.status_range)])
        problem.deadline = said or found.date
        problem.deadline_range = (found.start, found.end)
        return
    beside = promised_beside(flow.text, *problem.status_range)
    if beside is not None:
        problem.deadline, problem.deadline_range = beside


def _cut_first(flow: Flow, problem: Draft, piece: Piece, label: LabelKind | None) -> list[Piece]:
    said = status_at(flow.text, piece.body, piece.end)
    if said is None and label in _TELLING and problem.status is Status.UNSTATED:
        said = leading_status(flow.text, piece.body, piece.end)
    if said is None:
        return [piece] if piece.body < piece.end else []
    set_status(problem, said)
    take_date_in_status(flow, problem)
    rest = Piece(Role.TEXT, said.end, said.end, piece.end, piece.segment)
    return [rest] if rest.body < rest.end else []


def _cut_last(
    flow: Flow, problem: Draft, piece: Piece, *, alone: bool, closes: bool
) -> list[Piece]:
    said = last_status(flow.text, piece.body, piece.end)
    if said is None:
        return [piece]
    whole = said.start <= piece.body
    text = piece.role is Role.TEXT and (whole or alone)
    if not (text or closes or names_problem(flow.text, said.start)):
        return [piece]
    set_status(problem, said)
    take_date_in_status(flow, problem)
    return [] if whole else [Piece(piece.role, piece.start, piece.body, said.start, piece.segment)]
