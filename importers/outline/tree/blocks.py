"""What stands under a problem to blocks: the pieces behind one label, or without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.outline.text.flow import Flow
from importers.outline.tree.headings import Piece
from importers.outline.tree.hypotheses import Role
from importers.outline.words.labels import LabelKind
from models.source import SpanRole

# Labels of fields, each of one value, with the role of its place.
FIELDS = {
    LabelKind.DEADLINE: SpanRole.DEADLINE,
    LabelKind.STATUS: SpanRole.STATUS,
    LabelKind.LEAD_PERSON: SpanRole.PERSON,
    LabelKind.PERSON: SpanRole.PERSON,
    LabelKind.LEAD_OFFICE: SpanRole.OFFICE,
}


@dataclass(slots=True)
class Block:
    """The pieces behind one label, or without any label."""

    kind: LabelKind | None
    label: tuple[int, int] | None
    pieces: list[Piece] = field(default_factory=list)

    def label_words(self, flow: Flow) -> str:
        """The words of its label, empty without one."""
        return flow.text[slice(*self.label)] if self.label else ""


def blocks_of(content: Sequence[Piece]) -> list[Block]:
    """The blocks, in order; behind the value of a field a new one begins."""
    blocks = [Block(None, None)]
    for piece in content:
        label = piece.segment.label if piece.role is Role.LABEL else None
        if label is not None:
            blocks.append(Block(label.kind, (piece.start, piece.body)))
            text = Piece(Role.TEXT, piece.body, piece.body, piece.end, piece.segment)
            if text.body < text.end:
                blocks[-1].pieces.append(text)
            continue
        if blocks[-1].kind in FIELDS and blocks[-1].pieces:
            blocks.append(Block(None, None))
        blocks[-1].pieces.append(piece)
    return [block for block in blocks if block.pieces or block.label]
