"""What 重新识读 does in the cases a reviewer meets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import operations
from models.annotation import Opinion
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.notice import Notice, Reading
from models.outline import Outline
from models.rereading import DifferenceSort, Rereading, reread
from models.rereading.matching import match_nodes
from models.source import RoleSpan, Span
from models.values import Stage, Status
from tests.models.outlines import notice_of, place_of, shape
from tests.models.readings import live_notice

WRITTEN = """
    problem 1 学习不够。
      measure (1) 制定计划。
      outcome (1) 已制定计划。
    problem 2 管理不严。
      measure (1) 加强检查，已检查五次。
"""
SIGNED = Opinion(Stage.FIRST, "同意销号", "措施到位。", "甲", "2026-01-09")


def read(*more: Fact | Claim | Damage) -> Notice:
    stored = notice_of(WRITTEN, links="3>2")
    reading = replace(
        stored.reading,
        links=tuple(one for one in stored.outline.records() if isinstance(one, Link)),
        facts=tuple(one for one in more if isinstance(one, Fact)),
        claims=tuple(one for one in more if isinstance(one, Claim)),
        damage=tuple(one for one in more if isinstance(one, Damage)),
    )
    return live_notice(stored, reading)


def live(notice: Notice, machine_id: int) -> Node:
    return next(node for node in notice.outline.walk() if node.machine_id == machine_id)


def other(reading: Reading, machine_id: int, **changes: object) -> Reading:
    nodes = tuple(
        replace(node, **changes) if node.id == machine_id else node for node in reading.nodes
    )
    return replace(reading, nodes=nodes)


def without(reading: Reading, machine_id: int) -> Reading:
    nodes = tuple(node for node in reading.nodes if node.id != machine_id)
    links = tuple(one for one in reading.links if machine_id not in (one.outcome, one.measure))
    return replace(reading, nodes=nodes, links=links)


def applied(notice: Notice, new: Reading) -> Rereading:
    found = reread(notice.outline, notice.reading, new)
    found.group.apply(notice.outline)
    return found


def said(found: Rereading, sort: DifferenceSort) -> list[tuple[str, str, str, str]]:
    return [(d.subject, d.what, d.before, d.after) for d in found.differences if d.sort is sort]


def split_reading(notice: Notice) -> Reading:
    """The last measure is read as a measure and an outcome below it."""
    measure = notice.reading.nodes[-1]
    whole = measure.body[0]
    cut = notice.text.index("已检查")
    first = replace(measure, spans=(*measure.spans[:1], RoleSpan(Span(whole.start, cut))))
    second = Node(
        NodeId(6), NodeKind.OUTCOME, measure.id, 1024, spans=(RoleSpan(Span(cut, whole.end)),)
    )
    return replace(notice.reading, nodes=(*notice.reading.nodes[:-1], first, second))


def test_reread_adds_node_and_shrinks_the_one_it_came_from() -> None:
    notice = read()
    found = applied(notice, split_reading(notice))
    assert shape(notice.outline)[-2:] == [
        "  measure (1) 加强检查，",
        "    outcome - 已检查五次。",
    ]
    assert said(found, DifferenceSort.ADDED) == [
        ("主要问题 2·整改措施 (1)·完成情况", "", "", "已检查五次。")
    ]
    assert said(found, DifferenceSort.CHANGED) == [
        ("主要问题 2·整改措施 (1)", "文字范围", "加强检查，已检查五次。", "加强检查，")
    ]
    assert all(one.span is not None for one in found.differences)


def test_reread_leaves_words_of_noted_node_alone() -> None:
    notice = read()
    node = live(notice, 5)
    operations.mark_doubt(notice.outline, node.id, True).apply(notice.outline)
    found = applied(notice, split_reading(notice))
    assert shape(notice.outline)[-1] == "  measure (1) 加强检查，已检查五次。"
    assert found.count(DifferenceSort.ADDED) == 0
    assert said(found, DifferenceSort.KEPT) == [
        ("主要问题 2·整改措施 (1)", "待核实", "加强检查，已检查五次。", "文字范围：加强检查，")
    ]


def test_reread_removes_untouched_node_that_is_read_no_more() -> None:
    notice = read()
    found = applied(notice, without(notice.reading, 3))
    assert "outcome" not in "".join(shape(notice.outline))
    assert said(found, DifferenceSort.REMOVED) == [
        ("主要问题 1·完成情况 (1)", "", "已制定计划。", "")
    ]


def test_reread_keeps_judged_problem_that_is_read_no_more_with_its_code() -> None:
    notice = read()
    problem = live(notice, 4)
    operations.write_opinion(notice.outline, problem.id, SIGNED).apply(notice.outline)
    operations.freeze_item_numbers(notice.outline).apply(notice.outline)
    new = without(without(notice.reading, 5), 4)
    found = applied(notice, new)
    kept = notice.outline.node(problem.id)
    assert (kept.item_no, kept.machine_id) == ("2", None)
    assert notice.outline.review(problem.id).verdict == "同意销号"
    ((subject, done, _, instead),) = said(found, DifferenceSort.KEPT)
    assert (subject, done, instead) == ("主要问题 2", "有审核意见", "这次没有识读出这一条")


def test_reread_follows_untouched_fields_of_touched_node() -> None:
    notice = read()
    node = live(notice, 1)
    operations.correct_status(notice.outline, node.id, Status.ONGOING).apply(notice.outline)
    new = other(notice.reading, 1, status=Status.DONE, deadline_quote="2025年12月底前")
    found = applied(notice, new)
    after = notice.outline.node(node.id)
    assert (after.status, after.deadline_quote) == (Status.ONGOING, "2025年12月底前")
    ((_, done, _, instead),) = said(found, DifferenceSort.KEPT)
    assert (done, instead) == ("改过自报状态", "自报状态：已完成")


def test_reread_turns_judgement_into_note_where_specific_problems_come() -> None:
    notice = read()
    problem = live(notice, 4)
    operations.write_opinion(notice.outline, problem.id, SIGNED).apply(notice.outline)
    new = other(notice.reading, 5, kind=NodeKind.SUB_PROBLEM)
    applied(notice, new)
    assert notice.outline.review(problem.id).is_empty
    (note,) = notice.outline.annotations(problem.id)
    assert note.words == "原初审：同意销号，措施到位。"


def test_reread_does_not_bring_deleted_branch_back_nor_add_below_it() -> None:
    notice = read()
    operations.delete_node(notice.outline, live(notice, 4).id).apply(notice.outline)
    found = applied(notice, split_reading(notice))
    assert found.is_empty
    assert len(shape(notice.outline)) == 3


def test_reread_puts_what_was_below_merged_problem_under_the_whole() -> None:
    notice = read()
    outline = notice.outline
    operations.merge_nodes(outline, live(notice, 1).id, live(notice, 4).id).apply(outline)
    before = shape(outline)
    free = notice.text.index("\n")  # nobody's yet
    spans = (RoleSpan(Span(free, free + 1)),)
    more = Node(NodeId(6), NodeKind.MEASURE, NodeId(4), 5000, number="(2)", spans=spans)
    new = replace(notice.reading, nodes=(*notice.reading.nodes, more))
    applied(notice, new)
    assert [line for line in shape(outline) if line not in before] == ["  measure (2) -"]


def test_reread_keeps_links_of_persons_and_follows_those_of_the_machine() -> None:
    notice = read()
    outcome, measure = live(notice, 3).id, live(notice, 5).id
    operations.relink(notice.outline, outcome, [measure]).apply(notice.outline)
    applied(notice, replace(notice.reading, parser_version=2))
    assert notice.outline.answers(outcome) == [measure]
    fresh = read()
    found = applied(fresh, replace(fresh.reading, links=()))
    assert said(found, DifferenceSort.CHANGED) == [
        ("主要问题 1·完成情况 (1)", "对应关系", "整改措施 (1)", "（无）")
    ]


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_reread_follows_facts_and_figures_unless_confirmed(is_confirmed: bool) -> None:
    place = Span(0, 1)
    notice = read(
        Fact(FactName.PUBLISHED, "2025-01", "2025年1月", place),
        Claim(1, ClaimSubject.PROBLEMS, 3.0, "3", place),
        Damage(1, place, "1", "(1)"),
    )
    outline = notice.outline
    if is_confirmed:
        operations.correct_fact(outline, FactName.PUBLISHED, "2025-02").apply(outline)
        operations.correct_claim(outline, outline.claims()[0].id, 4).apply(outline)
        operations.decide_damage(outline, outline.damage()[0].id, False).apply(outline)
    new = replace(
        notice.reading,
        facts=(Fact(FactName.PUBLISHED, "2025-03", "2025年3月", place),),
        claims=(Claim(1, ClaimSubject.PROBLEMS, 5.0, "5", Span(0, 2)),),
        damage=(Damage(1, Span(0, 2), "1", "(7)"),),
    )
    found = applied(notice, new)
    values = (
        notice.fact(FactName.PUBLISHED),
        [claim.value for claim in outline.claims()],
        [damage.reading for damage in outline.damage()],
    )
    if is_confirmed:
        assert values == ("2025-02", [4.0], ["(1)"])
        assert found.count(DifferenceSort.KEPT) == 3
        assert found.count(DifferenceSort.CHANGED) == 0
    else:
        assert values == ("2025-03", [5.0], ["(7)"])
        assert found.count(DifferenceSort.CHANGED) == 3


def test_reread_keeps_order_that_a_person_gave_and_places_new_node_by_the_document() -> None:
    notice = read()
    outline = notice.outline
    operations.shift_node(outline, live(notice, 4).id, "up").apply(outline)
    assert reread(outline, notice.reading, notice.reading).is_empty
    swapped = live(notice, 2)
    assert outline.children(swapped.parent)[0].id == swapped.id


def test_reread_tells_changed_order() -> None:
    notice = read()
    problems = {1: replace(notice.reading.nodes[0], rank=9000)}
    nodes = tuple(problems.get(node.id, node) for node in notice.reading.nodes)
    order = (*nodes[3:], *nodes[:3])
    found = applied(notice, replace(notice.reading, nodes=order))
    assert [node.number for node in notice.outline.children(None)] == ["2", "1"]
    assert ("最上层", "下级的顺序", "", "按新的识读排列") in said(found, DifferenceSort.CHANGED)


def test_match_prefers_kind_over_words_and_finds_changed_kind() -> None:
    old = [_node(1, NodeKind.MEASURE, 0, 10), _node(2, NodeKind.OUTCOME, 20, 30)]
    new = [
        _node(1, NodeKind.OUTCOME, 0, 6),
        _node(2, NodeKind.MEASURE, 6, 10),
        _node(3, NodeKind.MEASURE, 20, 29),
    ]
    assert match_nodes(old, new) == {1: 2, 2: 3}


def test_match_takes_time_in_proportion() -> None:
    old = [_node(i + 1, NodeKind.PROBLEM, 10 * i, 10 * i + 9) for i in range(20_000)]
    new = [_node(i + 1, NodeKind.PROBLEM, 10 * i, 10 * i + 8) for i in range(1, 20_000)]
    assert len(match_nodes(old, new)) == 19_999


def _node(node_id: int, kind: NodeKind, start: int, end: int) -> Node:
    return Node(NodeId(node_id), kind, spans=(RoleSpan(Span(start, end)),))


def test_reread_keeps_made_node_below_problem_that_went() -> None:
    notice = read()
    outline = notice.outline
    span = place_of(outline, "已检查五次。")
    made = operations.make_node(outline, span, NodeKind.OUTCOME)
    made.apply(outline)
    assert made.focus is not None
    nothing = replace(notice.reading, nodes=(), links=())
    applied(notice, nothing)
    assert outline.has_node(made.focus)
    assert outline.node(made.focus).text(outline.text) == "已检查五次。"
    assert isinstance(outline, Outline)
