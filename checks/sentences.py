"""The sentences and clauses of nodes, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.node import Node
from models.notice import Notice
from models.source import Span

# A sentence without its end. Sample: "已完成验收" of "已完成验收；下一步将……"
_SENTENCE = re.compile(r"[^。；;！？]+")
_CLAUSE_ENDS = "，,。；;！？：:\n"


def sentences(notice: Notice, node: Node) -> Iterator[Span]:
    """The sentences of a node's own words; semicolons part them too."""
    for span in node.body:
        for found in _SENTENCE.finditer(notice.text, span.start, span.end):
            if found.group().strip():
                yield Span(*found.span())


def clause_around(notice: Notice, within: Span, place: Span) -> Span:
    """The clause that holds `place`, as far as it lies inside `within`; a line that print carries on does not end it."""
    text, wrapped = notice.text, frozenset(notice.source.evidence.wrapped)
    start, end = place.start, place.end
    while start > within.start and (text[start - 1] not in _CLAUSE_ENDS or start in wrapped):
        start -= 1
    while end < within.end and (text[end] not in _CLAUSE_ENDS or end + 1 in wrapped):
        end += 1
    return Span(start, end)
