"""Where in the source a finding about a node leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.node import Node
from models.notice import Notice
from models.source import Span, SpanRole

# As much of a heading as tells which one it is.
_LONGEST_HEAD = 40
# The end of a sentence. Sample: "政治理论学习不扎实。党组……"
_SENTENCE_END = re.compile(r"[。；;！？\n]")


def head_span(notice: Notice, node: Node) -> Span | None:
    """The beginning of a node's own words (its first sentence, cut short), else its number; None if it has neither."""
    body = node.body or node.spans_of(SpanRole.NUMBER)
    if not body:
        return None
    first = body[0]
    stop = _SENTENCE_END.search(notice.text, first.start, first.end)
    end = stop.start() if stop and stop.start() > first.start else first.end
    return Span(first.start, min(end, first.start + _LONGEST_HEAD))


def head_spans(notice: Notice, nodes: Iterable[Node]) -> list[Span]:
    """The `head_span` of each node that has one."""
    return [span for node in nodes if (span := head_span(notice, node)) is not None]


def status_span(notice: Notice, node: Node) -> Span | None:
    """Where the notice states the status of a problem, else the beginning of the problem."""
    stated = node.spans_of(SpanRole.STATUS)
    return stated[0] if stated else head_span(notice, node)


def label_of(notice: Notice, node: Node) -> str:
    """How a message calls a node: its number and its first words."""
    head = head_span(notice, node) if node.body else None
    words = head.of(notice.text) if head else ""
    return f"{node.number or ''} {words}".strip()
