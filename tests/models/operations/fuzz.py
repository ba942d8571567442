"""Random outlines and random actions of a reviewer, and what must hold after each of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from models import operations
from models.annotation import Annotation, Opinion
from models.edits import EditGroup
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId, NoticeId, new_id
from models.node import ALLOWED_PARENTS, Link, Node, NodeKind
from models.notice import Notice, Reading, spaced_rank
from models.outline import Outline, Record
from models.source import RoleSpan, SourceText, Span, SpanRole
from models.values import LimitClass, NoticeKind, Stage, Status

_WORDS = ("学习", "整改", "　", "落实", "。", "\n", "（2）", "会议5次", "AB", "，")
_OWN = (SpanRole.BODY, SpanRole.NUMBER, SpanRole.LABEL)

Action = Callable[[random.Random, Outline], EditGroup]

_LIMITS = ("2025年12月底前", "立行立改", "长期坚持", "")


def random_notice(chance: random.Random, code: str = "") -> Notice:
    """A small notice with all kinds of records; some characters belong to nobody."""
    text, nodes = "前言有3个问题。", [*_random_nodes(chance)]
    placed: list[Node] = []
    for node in nodes:
        spans = []
        if chance.random() < 0.7:
            spans.append(RoleSpan(Span(len(text), len(text) + 3), SpanRole.NUMBER))
            text += f"（{chance.randint(1, 9)}）"
        for _ in range(chance.randint(0, 2)):
            words = "".join(chance.choices(_WORDS, k=chance.randint(1, 5)))
            spans.append(RoleSpan(Span(len(text), len(text) + len(words))))
            text += words + chance.choice(("", "空", "\n"))
        number = "1" if spans and spans[0].role is SpanRole.NUMBER else None
        placed.append(replace(node, spans=tuple(spans), number=number))
    records = (*placed, *_random_links(chance, placed), *_FACTS)
    source = SourceText(text, "随机.txt", "0" * 64, "plain_text")
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "随机")
    return Notice(_NOTICE_ID, source, reading, Outline(len(text), records), code)


def random_group(chance: random.Random, outline: Outline) -> tuple[str, EditGroup]:
    """One action, with its name; may raise `EditError` where it does not fit."""
    name = chance.choice(sorted(ACTIONS))
    return name, ACTIONS[name](chance, outline)


def assert_sound(outline: Outline) -> None:
    """The invariants of an outline, looked at afresh."""
    nodes = [record for record in outline.records() if isinstance(record, Node)]
    by_id = {node.id: node for node in nodes}
    owned: list[int] = []
    for node in nodes:
        above = None if node.parent is None else by_id[node.parent].kind
        assert above in ALLOWED_PARENTS[node.kind]
        assert all(part.span.end <= outline.length for part in node.spans)
        for span in node.body:
            owned.extend(range(span.start, span.end))
    assert len(owned) == len(set(owned)), "a character belongs to two nodes"
    assert [node.id for node in outline.walk()] == _walked(nodes), "the tree is not the ranks"
    for node in nodes:
        judged = outline.review(node.id)
        if judged.opinions or judged.assessed_status:
            assert outline.is_lowest_problem(node.id), "a judgement above the lowest problem"


def owned_signs(outline: Outline) -> set[int]:
    """The places of all characters that belong to nodes, blanks left out."""
    return {
        at
        for node in outline.walk()
        for part in node.spans
        if part.role in _OWN
        for at in range(part.span.start, part.span.end)
        if not outline.text[at].isspace()
    }


def _random_nodes(chance: random.Random) -> list[Node]:
    nodes: list[Node] = []
    for number in range(1, chance.randint(3, 16)):
        above: list[Node | None] = [None, *nodes[-4:]]
        parent = chance.choice(above)
        kind = None if parent is None else parent.kind
        kinds = [one for one in NodeKind if kind in ALLOWED_PARENTS[one]]
        if not kinds:
            continue
        row = sum(node.parent == (parent and parent.id) for node in nodes)
        rank = spaced_rank(row) if chance.random() < 0.8 else row + 1
        nodes.append(Node(NodeId(number), chance.choice(kinds), parent and parent.id, rank))
    return nodes


def _random_links(chance: random.Random, nodes: list[Node]) -> list[Link]:
    measures = [node.id for node in nodes if node.kind is NodeKind.MEASURE]
    outcomes = [node.id for node in nodes if node.kind is NodeKind.OUTCOME]
    return [Link(one, chance.choice(measures)) for one in outcomes if measures]


def _walked(nodes: list[Node]) -> list[NodeId]:
    found: list[NodeId] = []

    def below(parent: NodeId | None) -> None:
        children = [node for node in nodes if node.parent == parent]
        for node in sorted(children, key=lambda one: (one.rank, one.id)):
            found.append(node.id)
            below(node.id)

    below(None)
    return found


def _any(chance: random.Random, outline: Outline) -> NodeId:
    nodes = [node.id for node in outline.walk()]
    return chance.choice(nodes) if nodes else NodeId(1)


def _span(chance: random.Random, outline: Outline) -> Span:
    start = chance.randrange(outline.length)
    return Span(start, min(outline.length, start + chance.randint(1, 12)))


def _parent(chance: random.Random, outline: Outline) -> NodeId | None:
    return None if chance.random() < 0.3 else _any(chance, outline)


def _sibling(chance: random.Random, outline: Outline, node_id: NodeId) -> NodeId:
    if not outline.has_node(node_id):
        return node_id
    return chance.choice(outline.child_ids(outline.node(node_id).parent))


def _merge(chance: random.Random, outline: Outline) -> EditGroup:
    first = _any(chance, outline)
    return operations.merge_nodes(outline, first, _sibling(chance, outline, first))


def _relink(chance: random.Random, outline: Outline) -> EditGroup:
    outcomes = [node.id for node in outline.walk() if node.kind is NodeKind.OUTCOME]
    measures = [node.id for node in outline.walk() if node.kind is NodeKind.MEASURE]
    chosen = chance.sample(measures, min(len(measures), chance.randint(0, 2)))
    return operations.relink(outline, chance.choice(outcomes or [NodeId(1)]), chosen)


def _note(chance: random.Random, outline: Outline) -> EditGroup:
    span = _span(chance, outline) if chance.random() < 0.5 else None
    note = Annotation(new_id(), "记一笔", "甲", "2026-01-02", _any(chance, outline), span)
    return operations.annotate(outline, note)


def _opinion(chance: random.Random, outline: Outline) -> EditGroup:
    verdict = chance.choice((None, "同意销号", "转持续整改"))
    opinion = Opinion(chance.choice(list(Stage)), verdict, chance.choice(("", "可")), "甲", _DAY)
    return operations.write_opinion(outline, _any(chance, outline), opinion)


ACTIONS: dict[str, Action] = {
    "annotate": _note,
    "assess": lambda c, o: operations.assess(o, _any(c, o), c.choice([None, *Status])),
    "change_kind": lambda c, o: operations.change_kind(o, _any(c, o), c.choice(list(NodeKind))),
    "correct_claim": lambda c, o: operations.correct_claim(o, 1, c.randint(0, 5)),
    "correct_fact": lambda c, o: operations.correct_fact(o, FactName.UNIT, c.choice("甲乙")),
    "correct_status": lambda c, o: operations.correct_status(o, _any(c, o), c.choice([*Status])),
    "decide_damage": lambda c, o: operations.decide_damage(o, 1, c.choice([True, False, None])),
    "delete_node": lambda c, o: operations.delete_node(o, _any(c, o)),
    "freeze": lambda c, o: operations.freeze_item_numbers(o),
    "make_node": lambda c, o: operations.make_node(o, _span(c, o), c.choice(list(NodeKind))),
    "make_there": lambda c, o: operations.make_node(
        o, _span(c, o), c.choice(list(NodeKind)), _any(c, o)
    ),
    "mark_doubt": lambda c, o: operations.mark_doubt(o, _any(c, o), c.random() < 0.5),
    "merge_nodes": _merge,
    "move_node": lambda c, o: operations.move_node(o, _any(c, o), _parent(c, o), c.randint(0, 4)),
    "relink": _relink,
    "reword": lambda c, o: operations.reword(o, _any(c, o), c.choice(("", "新的说法"))),
    "set_deadline": lambda c, o: operations.set_deadline(o, _any(c, o), c.choice(_LIMITS)),
    "set_evidence": lambda c, o: operations.set_evidence(o, _any(c, o), c.choice(("", "照片"))),
    "set_limit_class": lambda c, o: operations.set_limit_class(
        o, _any(c, o), c.choice([None, *LimitClass])
    ),
    "set_responsible": lambda c, o: operations.set_responsible(
        o, _any(c, o), person=c.choice(("", "赵一"))
    ),
    "shift_node": lambda c, o: operations.shift_node(
        o, _any(c, o), c.choice(("up", "down", "in", "out"))
    ),
    "split_node": lambda c, o: operations.split_node(o, _any(c, o), c.randrange(o.length)),
    "write_opinion": _opinion,
}

_DAY = "2026-01-09"
_NOTICE_ID = NoticeId(1)
_FACTS: tuple[Record, ...] = (
    Fact(FactName.UNIT, "某局党组", "某局党组", Span(0, 2)),
    Claim(1, ClaimSubject.PROBLEMS, 3.0, "3个问题", Span(3, 7)),
    Damage(1, Span(0, 1), "前", "前"),
)
