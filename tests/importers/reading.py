"""Short ways to read invented text in tests."""

from __future__ import annotations

from importers.outline.numbering.segments import Segment, cut
from importers.outline.pipeline import read_notice
from importers.outline.text.flow import Flow
from importers.outline.text.layout import lay_out
from models.node import Node, NodeKind
from models.notice import Reading
from models.source import SourceText


def source_of(text: str) -> SourceText:
    """A source text as a reader would give it."""
    return SourceText(text=text, file_name="a.txt", sha256="0" * 64, reader="plain_text")


def read(text: str) -> Reading:
    """The reading of a text."""
    return read_notice(source_of(text))


def flow_of(text: str) -> Flow:
    """The flow of a text."""
    return lay_out(text).flow


def segments_of(text: str) -> list[Segment]:
    """The segments of a text."""
    return cut(flow_of(text))


def words(reading: Reading, text: str, *kinds: NodeKind) -> list[str]:
    """The words of the nodes of these kinds, in document order."""
    return [node.text(text) for node in reading.nodes if node.kind in kinds]


def nodes(reading: Reading, *kinds: NodeKind) -> list[Node]:
    """The nodes of these kinds."""
    return [node for node in reading.nodes if node.kind in kinds]


def tree(reading: Reading, text: str) -> str:
    """The tree in indented lines: kind, number, words."""
    depth: dict[int, int] = {}
    lines = []
    for node in reading.nodes:
        depth[node.id] = 0 if node.parent is None else depth[node.parent] + 1
        lines.append(
            f"{'  ' * depth[node.id]}{node.kind.value} {node.number or '-'} {node.text(text)}"
        )
    return "\n".join(lines)
