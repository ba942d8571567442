"""Notices with the reading of a careful person marked in their own text (`tests/data/notices`).

`{A 一}` begins the heading of an aspect with number 一, `{P 1}` of a problem, `{S 1}` of a specific problem, `{R 1}` of a
recommendation; `{/}` ends it. `{I 2}` begins an item (measure or outcome) with number 2, `{I}` one without a number.
`{T done}` gives the problem before it its status. The rest is the text as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.node import Node, NodeKind
from models.notice import Reading
from models.source import squeeze
from models.values import Status

FOLDER = Path(__file__).resolve().parents[1] / "data" / "notices"

_MARK = re.compile(r"\{([APSRIT/])(?: ([^}]+))?\}")
_LEVELS = "APS"
_RECOMMENDATION = "意见建议"
_ITEMS = (NodeKind.MEASURE, NodeKind.OUTCOME)
# So many characters of an item tell which one it is; where it ends is measured elsewhere.
_ITEM_WORDS = 12


@dataclass(frozen=True)
class Marked:
    """A notice and the outline that a careful reader finds in it, a line a heading or item."""

    text: str
    outline: str


def load(path: Path) -> Marked:
    """The notice of a marked file."""
    parts = _MARK.split(path.read_text(encoding="utf-8"))
    text = "".join(parts[::3])
    at = len(parts[0])
    lines: list[str] = []
    heading = -1
    depth = 0
    for mark, value, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        match mark:
            case "A" | "P" | "S":
                depth = _LEVELS.index(mark)
                heading = len(lines)
                lines.append(f"{'  ' * depth}{squeeze(value or '-')} {squeeze(words)}")
            case "R":
                depth = 0
                lines.append(f"{_RECOMMENDATION} {squeeze(value or '-')} {squeeze(words)}")
            case "I":
                lines.append(f"{'  ' * depth}    · {squeeze(value or '-')} {_begin(text[at:])}")
            case "T":
                lines[heading] += f" [{value}]"
        at += len(words)
    return Marked(text, "\n".join(lines))


def outline_of(reading: Reading, text: str) -> str:
    """The outline of a reading, written in the same way."""
    return "\n".join(_lines(reading, text))


def _lines(reading: Reading, text: str) -> Iterator[str]:
    by_id = {node.id: node for node in reading.nodes}
    depth = 0
    for node in reading.nodes:
        above = None if node.parent is None else by_id[node.parent]
        if node.kind in _ITEMS:
            if above is None or above.kind not in _ITEMS:
                words = _begin(text[_start(reading, node) :])
                yield f"{'  ' * depth}    · {_number(node)} {words}"
            continue
        if node.kind is NodeKind.RECOMMENDATION:
            depth = 0
            yield f"{_RECOMMENDATION} {_number(node)} {squeeze(node.text(text))}"
            continue
        depth = _depth(node)
        status = "" if node.status is Status.UNSTATED else f" [{node.status.value}]"
        yield f"{'  ' * depth}{_number(node)} {squeeze(node.text(text))}{status}"


def _depth(node: Node) -> int:
    return (NodeKind.ASPECT, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM).index(node.kind)


def _number(node: Node) -> str:
    return squeeze(node.number or "-").strip("()")


def _start(reading: Reading, item: Node) -> int:
    """Where the words of an item begin, its own or those of what hangs under it."""
    parts = [item, *(node for node in reading.nodes if node.parent == item.id)]
    return min(span.start for part in parts for span in part.body)


def _begin(text: str) -> str:
    return squeeze(text[: 2 * _ITEM_WORDS])[:_ITEM_WORDS]
