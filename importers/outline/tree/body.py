"""What stands under a problem to its measures and outcomes, and to what its labels and sentences say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.outline.text.flow import Flow
from importers.outline.tree.blocks import FIELDS, Block, blocks_of
from importers.outline.tree.drafts import Draft, add_range
from importers.outline.tree.headings import Piece
from importers.outline.tree.hypotheses import Role
from importers.outline.tree.problem_fields import fill_field
from importers.outline.tree.problem_states import (
    take_status_inside,
    take_verdict,
    without_status,
)
from importers.outline.words.labels import BODY_LABELS, LabelKind
from importers.outline.words.statuses import bracketed_limit
from models.node import NodeKind
from models.source import SpanRole
from models.values import Status


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
        for block in blocks_of(content):
            kind = block.kind
            if kind is None or kind in BODY_LABELS:
                self._fill_body(problem, block)
            elif kind is LabelKind.VERDICT:
                take_verdict(self.flow, problem, block)
            elif kind in FIELDS:
                fill_field(self.flow, problem, block, kind)
            if block.label is not None:
                problem.other.append((block.label, SpanRole.LABEL))
        if problem.status is Status.UNSTATED:
            take_status_inside(self.flow, problem)
        if problem.limit_class is None and problem.body:
            problem.limit_class = bracketed_limit(self.flow.text, *problem.body[-1])

    def _fill_body(self, problem: Draft, block: Block) -> None:
        kind = self._node_kind(block.kind)
        item: Draft | None = None
        made: list[Draft] = []
        for piece in without_status(self.flow, problem, block, closes=self.closes):
            if piece.role is Role.ITEM or item is None or not _continues(item, piece, block):
                item = self._item(piece, kind, separate=self._is_separate(block.kind))
                made.append(item)
            else:
                add_range(item.body, piece.start, piece.end)
        problem.children += [draft for draft in made if draft.body or draft.marks]

    def _is_separate(self, kind: LabelKind | None) -> bool:
        return kind is not None and (kind is LabelKind.MEASURE or self.separates)

    def _node_kind(self, kind: LabelKind | None) -> NodeKind:
        outcome = kind is not None and kind is not LabelKind.MEASURE and self.separates
        return NodeKind.OUTCOME if outcome else NodeKind.MEASURE

    def _item(self, piece: Piece, kind: NodeKind, *, separate: bool) -> Draft:
        draft = Draft(kind, separate=separate)
        if piece.role is Role.ITEM:
            draft.marks = piece.segment.marks
        add_range(draft.body, piece.body, piece.end)
        return draft


def _continues(item: Draft, piece: Piece, block: Block) -> bool:
    """Whether text goes on with the item before it: details always, paragraphs behind a numbered item."""
    return (
        piece.role is Role.DETAIL
        or (piece.role is Role.TEXT and bool(item.marks))
        or piece.start == item.end
    )
