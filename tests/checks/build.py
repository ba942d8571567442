"""Notices for check tests, written as an outline: no reader or parser takes part.

A preface marks its claims in braces: `细化为{sub_problems=3 lists|3个具体问题}，完成率{rate_percent=66.7 of=done|66.7%}`.
An outline has one node a line, two spaces deeper than its parent:

    aspect (一) 抓学习方面
      problem 1 学习不够。
        sub_problem 一是 计划不实。 @done=已整改完成
          measure (1) 制定计划。
          outcome (1) 2025年3月制定计划。 >(1)

`-` stands for no number and for no words, `@status=words` for the printed status, `#2025-12=words` for the limit,
`>(1),(2)` for the measures of the same problem that an outcome answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from models.facts import Claim, ClaimSubject, Damage, Fact, FactName, Mention, MentionType
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.notice import Notice, Reading, spaced_rank, unstored_notice
from models.source import RoleSpan, SourceText, Span, SpanRole
from models.values import NoticeKind, PartialDate, Status

_CLAIM = re.compile(r"\{(\w+)=([\d.]+)((?: [\w=.]+)*)\|([^}]*)\}")
_LINE = re.compile(
    r"( *)(\w+) (\S+) (.*?)(?: @(\w+)=(\S+))?(?: #([\d-]+)=(\S+))?(?: >(\S+))?(?: !([\d.]+))?$"
)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")


@dataclass
class _Draft:
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    children: dict[NodeId | None, int] = field(default_factory=dict)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def make_notice(
    outline: str = "",
    preface: str = "",
    *,
    facts: dict[str, str] | None = None,
    damage: tuple[tuple[str, str], ...] = (),
    confidence: float = 1.0,
    kind: NoticeKind = NoticeKind.RECTIFICATION_NOTICE,
) -> Notice:
    """The notice of a preface and an outline; `damage` are pairs of printed words and their reading."""
    draft = _Draft()
    _write_preface(draft, preface)
    above: list[Node] = []
    for line in filter(None, outline.split("\n")):
        _write_node(draft, line, above)
    text = draft.text
    source = SourceText(text, "t.txt", "0" * 64, "plain_text")
    reading = Reading(
        1,
        kind,
        "",
        facts=tuple(Fact(FactName(name), value) for name, value in (facts or {}).items()),
        claims=tuple(draft.claims),
        mentions=_dates(text),
        damage=tuple(
            Damage(
                number, Span(text.index(printed), text.index(printed) + len(printed)), printed, r
            )
            for number, (printed, r) in enumerate(damage, 1)
        ),
        nodes=tuple(draft.nodes),
        links=tuple(draft.links),
        confidence=confidence,
    )
    return unstored_notice(source, reading)


def _write_preface(draft: _Draft, preface: str) -> None:
    last = 0
    for found in _CLAIM.finditer(preface):
        draft.text += preface[last : found.start()]
        last = found.end()
        subject, value, flags, words = found.groups()
        named = dict(flag.partition("=")[::2] for flag in flags.split())
        draft.claims.append(
            Claim(
                len(draft.claims) + 1,
                ClaimSubject(subject),
                float(value),
                words,
                draft.write(words),
                subset_of=int(named["subset_of"]) if "subset_of" in named else None,
                of=ClaimSubject(named["of"]) if "of" in named else None,
                vague="vague" in named,
                damaged="damaged" in named,
                candidates=tuple(float(c) for c in [named.get("or")] if c),
                lists="lists" in named,
            )
        )
    draft.text += preface[last:] + "\n"


def _write_node(draft: _Draft, line: str, above: list[Node]) -> None:
    found = _LINE.fullmatch(line)
    assert found, line
    indent, kind, number, words, status, printed, deadline, limit, answers, sure = found.groups()
    del above[len(indent) // 2 :]
    parent = above[-1].id if above else None
    row = draft.children.get(parent, 0)
    draft.children[parent] = row + 1
    spans = []
    if number != "-":
        spans.append(RoleSpan(draft.write(number), SpanRole.NUMBER))
    if words != "-":
        spans.append(RoleSpan(draft.write(words)))
    if printed:
        draft.write("\n完成情况：")
        spans.append(RoleSpan(draft.write(printed), SpanRole.STATUS))
    if limit:
        draft.write("\n整改时限：")
        spans.append(RoleSpan(draft.write(limit), SpanRole.DEADLINE))
    draft.write("\n")
    node = Node(
        NodeId(len(draft.nodes) + 1),
        NodeKind(kind),
        parent,
        spaced_rank(row),
        None if number == "-" else number,
        None if number == "-" else number,
        tuple(spans),
        status=Status(status) if status else Status.UNSTATED,
        status_quote=printed,
        deadline=PartialDate.parse(deadline) if deadline else None,
        deadline_quote=limit,
        confidence=float(sure) if sure else 1.0,
    )
    draft.nodes.append(node)
    above.append(node)
    for wanted in (answers or "").split(","):
        draft.links += [Link(node.id, measure.id) for measure in _measures(draft, node, wanted)]


def _measures(draft: _Draft, outcome: Node, number: str) -> list[Node]:
    return [
        node
        for node in draft.nodes
        if node.kind is NodeKind.MEASURE
        and node.parent == outcome.parent
        and (node.number or "-") == number
    ]


def _dates(text: str) -> tuple[Mention, ...]:
    found = []
    for match in _DATE.finditer(text):
        parts = [int(part) for part in match.groups() if part]
        date = PartialDate(*parts)
        found.append(Mention(MentionType.DATE, str(date), Span(*match.span())))
    return tuple(found)


def with_confirmed_claims(notice: Notice) -> Notice:
    """The same notice after a person has confirmed all its claims."""
    for claim in notice.outline.claims():
        notice.outline.put(replace(claim, confirmed=True))
    return notice
