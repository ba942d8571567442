"""备注: doubts and notes of the office, by the row they belong to; none of them leaves the office."""

from __future__ import annotations

from exporters.ledger_words import date_words
from models.annotation import Annotation
from models.ids import NodeId
from models.ledger_columns import DOUBT
from models.node import Node, NodeKind
from models.notice import Notice


class Remarks:
    """The doubts and notes of one notice.

    Attributes:
        loose: notes that are tied to no node and to no words of one.
    """

    def __init__(self, notice: Notice) -> None:
        self._outline = notice.outline
        self._doubted = {review.node_id for review in self._outline.reviews() if review.doubt}
        self._notes: dict[NodeId, list[Annotation]] = {}
        loose: list[str] = []
        for note in self._outline.annotations():
            owner = note.node_id
            if owner is None and note.span is not None:
                owner = self._outline.node_at(note.span.start)
            if owner is None:
                loose.append(f"批注：{_signed(note)}")
            else:
                self._notes.setdefault(owner, []).append(note)
        self.loose = tuple(loose)

    def of_node(self, node: Node) -> list[str]:
        """Doubt and notes of one node alone."""
        found = [DOUBT + self._place(node)] if node.id in self._doubted else []
        notes = self._notes.get(node.id, ())
        return found + [f"批注{self._place(node)}：{_signed(note)}" for note in notes]

    def of_row(self, node: Node) -> list[str]:
        """Those of the node of a row and of all that the row shows of what is below it."""
        if not self._doubted and not self._notes:
            return []
        is_heading = node.kind.is_heading and not self._outline.is_lowest_problem(node.id)
        found = [] if is_heading else self.of_node(node)
        for item in self._outline.children(node.id, NodeKind.MEASURE, NodeKind.OUTCOME):
            for below in (item, *self._outline.walk(item.id)):
                found += self.of_node(below)
        return found

    def _place(self, node: Node) -> str:
        if self._outline.is_lowest_problem(node.id):
            return ""
        match node.kind:
            case NodeKind.ASPECT:
                return "（方面）"
            case NodeKind.PROBLEM:
                return "（主要问题）"
            case NodeKind.MEASURE:
                return f"（措施{node.number or ''}）"
            case NodeKind.OUTCOME:
                return f"（完成情况{node.number or ''}）"
            case _:
                return ""


def _signed(note: Annotation) -> str:
    signed = "，".join(filter(None, [note.author, date_words(note.written[:10])]))
    return note.words + (f"（{signed}）" if signed else "")
