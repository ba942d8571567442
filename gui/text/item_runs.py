"""The words of an item as they are shown: whole, in the order of the source, with the kind each part belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span, own_words

# Signs that would break a row of a tree in two. Sample: "一是\u2028抓"
_BREAKS = re.compile(r"[\n\t\u2028\u2029]+")
_BLANKS = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and belong to one node.

    Attributes:
        kind: None for words between the parts of an item that belong to no node (a label, a status).
        node_id: the node whose words they are; for words of no node, the item they stand in.
    """

    words: str
    kind: NodeKind | None
    node_id: NodeId


def is_mixed(notice: Notice, node: Node) -> bool:
    """Whether a node is an item in which measure and outcome are not separated in print."""
    return node.kind is NodeKind.MEASURE and notice.outline.child_count(node.id) > 0


def runs_of(notice: Notice, node: Node, *, limit: int | None = None) -> tuple[Run, ...]:
    """The words of `node`, for a mixed item those of its outcomes too, in the order of the source.

    Where a `limit` is given, about that many signs of the source at most.
    """
    if not is_mixed(notice, node):
        return own_runs(notice, node, limit=limit)
    parts = [node, *notice.outline.children(node.id)]
    if any(part.wording is not None for part in parts):
        return tuple(run for part in parts for run in own_runs(notice, part, limit=limit))
    return tuple(_joined(_printed_runs(notice, node, _clipped(parts, limit))))


def own_runs(notice: Notice, node: Node, *, limit: int | None = None) -> tuple[Run, ...]:
    """The words of `node` alone as one run, none where it has no words."""
    words = _words(notice, node, limit)
    return (Run(words, node.kind, node.id),) if words else ()


def plain_words(runs: Iterable[Run]) -> str:
    """The words of `runs` in one line."""
    return _BREAKS.sub(" ", "".join(run.words for run in runs))


def one_line(run: Run) -> Run:
    """The same run without anything that breaks a line."""
    return replace(run, words=_BREAKS.sub(" ", run.words))


def _words(notice: Notice, node: Node, limit: int | None) -> str:
    if node.wording is not None:
        return node.wording[:limit]
    return own_words(notice.text, tuple(span for span, _ in _clipped([node], limit)))


def _clipped(parts: Iterable[Node], limit: int | None) -> list[tuple[Span, Node]]:
    placed = sorted(
        ((span, part) for part in parts for span in part.body), key=lambda place: place[0]
    )
    if limit is None:
        return placed
    kept: list[tuple[Span, Node]] = []
    left = limit
    for span, part in placed:
        if left <= 0:
            break
        kept.append((Span(span.start, min(span.end, span.start + left)), part))
        left -= len(span)
    return kept


def _printed_runs(notice: Notice, item: Node, placed: list[tuple[Span, Node]]) -> Iterator[Run]:
    last: int | None = None
    for span, part in placed:
        if last is not None and last < span.start:
            gap = Span(last, span.start)
            if not notice.outline.owners(gap):
                yield Run(_spaced(notice.text, gap), None, item.id)
        words = own_words(notice.text, (span,)) if last is None else _spaced(notice.text, span)
        yield Run(words, part.kind, part.id)
        last = span.end


def _spaced(text: str, span: Span) -> str:
    words = own_words(text, (span,))
    return f" {words}" if words and text[span.start] in _BLANKS else words


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if not run.words:
            continue
        if held is not None and (held.kind, held.node_id) == (run.kind, run.node_id):
            held = replace(held, words=held.words + run.words)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
