"""Notices for ledger tests, written as an outline; no reader or parser takes part.

One node a line, two blanks deeper than its parent: a letter for its kind, the number as printed, `|`, the words.

    A （一）|聚焦政治建设方面
      P 1.|理论学习不深入
        S 一是|学习计划不落实。@done:已整改完成
          M (1)|制定学习计划。
          O (1)|已制定学习计划。
        S 二是|调查研究不够。
          I (1)|{m}加强调研。{o}开展调研5次。{m}下一步继续坚持。

`I` is an item of a mixed narrative: a measure with the words after `{m}` and an outcome below it with those after
`{o}`. `-` stands for no number. `@status:words` is the status as printed, `#words` the limit as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.facts import Claim, ClaimSubject, Fact, FactName
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice, Reading, spaced_rank, unstored_notice
from models.outline import Record
from models.source import Clutter, RoleSpan, SourceText, Span, SpanRole
from models.values import NoticeKind, Status

_KINDS = {
    "A": NodeKind.ASPECT,
    "P": NodeKind.PROBLEM,
    "S": NodeKind.SUB_PROBLEM,
    "M": NodeKind.MEASURE,
    "O": NodeKind.OUTCOME,
    "I": NodeKind.MEASURE,
    "R": NodeKind.RECOMMENDATION,
}
_LINE = re.compile(r"( *)([APSMOIR]) ([^|]*)\|(.*?)(?:@(\w+):(\S+))?(?: #(\S+))?")
_PART = re.compile(r"\{([mo])\}([^{]*)")

FACTS = {
    "unit": "中共云岭县教育局党组",
    "inspection_level": "县委",
    "inspection_team": "县委第二巡察组",
    "as_of": "2025-08-31",
}


class _Draft:
    def __init__(self) -> None:
        self.text = ""
        self.nodes: list[Node] = []

    def say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def add(self, kind: NodeKind, parent: NodeId | None, spans: Sequence[RoleSpan]) -> Node:
        row = sum(node.parent == parent for node in self.nodes)
        node = Node(NodeId(len(self.nodes) + 1), kind, parent, spaced_rank(row), spans=tuple(spans))
        self.nodes.append(node)
        return node


def make_notice(
    outline: str,
    *,
    facts: Mapping[str, str] = FACTS,
    records: Sequence[Record] = (),
    clutter: Sequence[str] = (),
    claimed: int | None = None,
    codes: str = "",
) -> Notice:
    """The notice of an outline; `codes` is the prefix of the 编码 of its lowest problems."""
    draft = _Draft()
    above: list[Node] = []
    for line in filter(None, outline.split("\n")):
        _add_line(draft, line, above)
    text = draft.text or "\n"
    claims = []
    if claimed is not None:
        claims.append(Claim(1, ClaimSubject.SUB_PROBLEMS, claimed, "…", Span(0, 1), lists=True))
    reading = Reading(
        1,
        NoticeKind.RECTIFICATION_NOTICE,
        "",
        facts=tuple(Fact(FactName(name), value) for name, value in facts.items()),
        claims=tuple(claims),
        clutter=tuple(
            Clutter(Span(text.index(words), text.index(words) + len(words)), "页码")
            for words in clutter
        ),
        nodes=tuple(draft.nodes),
    )
    notice = unstored_notice(SourceText(text, "材料.txt", "0" * 64, "plain_text"), reading)
    for number, problem in enumerate(notice.outline.lowest_problems() if codes else (), 1):
        notice.outline.put(replace(problem, code=f"{codes}-{number:03}"))
    for record in records:
        notice.outline.put(record)
    return notice


def change(notice: Notice, node_id: int, **fields: object) -> None:
    """Changes fields of a node."""
    node = notice.outline.node(NodeId(node_id))
    notice.outline.put(replace(node, **fields))  # type: ignore[arg-type]  # fields by name


def _add_line(draft: _Draft, line: str, above: list[Node]) -> None:
    match = _LINE.fullmatch(line)
    assert match, line
    indent, letter, number, words, status, quote, limit = match.groups()
    del above[len(indent) // 2 :]
    parent = above[-1].id if above else None
    spans = [RoleSpan(draft.say(number), SpanRole.NUMBER)] if number != "-" else []
    if letter == "I":
        node = _add_item(draft, parent, spans, words)
    else:
        spans += [RoleSpan(draft.say(part)) for part in filter(None, [words])]
        node = draft.add(_KINDS[letter], parent, spans)
    printed = None if number == "-" else number
    plain = printed.rstrip(".、") if printed else None
    node = replace(node, number=plain, number_printed=printed)
    if status:
        node = replace(node, status=Status(status), status_quote=quote)
    if limit:
        node = replace(node, deadline_quote=limit)
    draft.nodes[node.id - 1] = node
    above.append(node)
    draft.say("\n")


def _add_item(draft: _Draft, parent: NodeId | None, spans: list[RoleSpan], words: str) -> Node:
    item = draft.add(NodeKind.MEASURE, parent, ())
    done: list[RoleSpan] = []
    for kind, part in _PART.findall(words):
        (spans if kind == "m" else done).append(RoleSpan(draft.say(part.replace("⏎", "\n"))))
    if done:
        draft.add(NodeKind.OUTCOME, item.id, done)
    return replace(item, spans=tuple(spans))
