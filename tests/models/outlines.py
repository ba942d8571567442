"""Small outlines for tests, written as indented text.

    aspect (一) 思想方面
      problem 1 学习不够。
        measure (1) 制定计划。
          outcome - 已制定计划。

Two blanks deeper is one level below; `-` stands for no number and for no words. Ids count from 1 in this order.
"""

from __future__ import annotations

from models.codec import encode_record
from models.ids import NodeId, NoticeId
from models.node import Link, Node, NodeKind
from models.notice import Notice, Reading, spaced_rank
from models.outline import Outline, Record
from models.source import RoleSpan, SourceText, Span, SpanRole
from models.values import NoticeKind


class Written:
    """A source text and its records, grown line by line."""

    def __init__(self) -> None:
        self.text = ""
        self.nodes: list[Node] = []
        self.depths: dict[NodeId, int] = {}

    def line(self, line: str) -> None:
        """Adds a node at the end."""
        depth = (len(line) - len(line.lstrip())) // 2
        kind, number, *rest = line.split(maxsplit=2)
        printed = None if number == "-" else number
        spans = [RoleSpan(self.say(printed), SpanRole.NUMBER)] if printed else []
        if rest and rest[0] != "-":
            spans.append(RoleSpan(self.say(rest[0])))
        self.say("\n")
        parent = self._last_at(depth - 1) if depth else None
        row = sum(node.parent == parent for node in self.nodes)
        node_id = NodeId(len(self.nodes) + 1)
        node = Node(
            node_id, NodeKind(kind), parent, spaced_rank(row), printed, printed, tuple(spans)
        )
        self.nodes.append(node)
        self.depths[node_id] = depth

    def say(self, words: str) -> Span:
        """Adds words at the end of the source."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def _last_at(self, depth: int) -> NodeId:
        return next(node.id for node in reversed(self.nodes) if self.depths[node.id] == depth)


def notice_of(written: str, *more: Record, links: str = "", code: str = "") -> Notice:
    """The notice of an outline; `links` are pairs outcome>measure, as `4>3 6>5`."""
    draft = Written()
    for line in lines(written):
        draft.line(line)
    pairs = (pair.split(">") for pair in links.split())
    joined = [Link(NodeId(int(outcome)), NodeId(int(measure))) for outcome, measure in pairs]
    records = (*draft.nodes, *joined, *more)
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "测试", nodes=tuple(draft.nodes))
    source = SourceText(draft.text, "测试.txt", "0" * 64, "plain_text")
    return Notice(NoticeId(1), source, reading, Outline(len(draft.text), records), code)


def outline_of(written: str, *more: Record, links: str = "") -> Outline:
    """The outline alone, with its text."""
    return notice_of(written, *more, links=links).outline


def shape(outline: Outline) -> list[str]:
    """The tree as `notice_of` takes it: what two trees are compared by."""
    lines = []
    for node in outline.walk():
        depth = sum(1 for _ in outline.ancestors(node.id))
        words = node.text(outline.text) or "-"
        lines.append(f"{'  ' * depth}{node.kind.value} {node.number or '-'} {words}")
    return lines


def lines(written: str) -> list[str]:
    """The lines of an outline without the margin."""
    rows = [row for row in written.splitlines() if row.strip()]
    margin = min(len(row) - len(row.lstrip()) for row in rows)
    return [row[margin:].rstrip() for row in rows]


def place_of(outline: Outline, words: str) -> Span:
    """Where `words` stand in the source; they stand there once."""
    start = outline.text.index(words)
    assert outline.text.count(words) == 1, words
    return Span(start, start + len(words))


def state_of(outline: Outline) -> list[str]:
    """All records in a form that can be compared."""
    return sorted(repr(encode_record(record)) for record in outline.records())
