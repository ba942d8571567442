"""Where a heading ends and its body begins; levels; status and fields of a problem."""

from __future__ import annotations

import pytest

from importers.outline.words.traits import names_topic, title_end, topic_end, traits_of
from models.node import NodeKind
from models.source import SpanRole
from models.values import LimitClass, Status
from tests.importers.reading import nodes, read, tree, words

HEAD = "某局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n一、反馈问题整改落实情况\n（一）聚焦党的建设方面\n"
SECOND = "\n2.监督执纪不严。\n整改情况：一是约谈3人。"


def _problem(words_: str) -> str:
    text = HEAD + words_
    return words(read(text), text, NodeKind.PROBLEM)[0]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1.学习不够深入。\n整改情况：一是学习5次。", "学习不够深入。"),
        ("1.关于“学习不够”的问题。一是学习5次。二是检查3次。", "关于“学习不够”的问题。"),
        ("1.针对学习不够问题一是学习5次。二是检查3次。", "针对学习不够问题"),
        (
            "1.关于“学习不够。以读文件为主，结合实际少”问题\n一是学习5次。",
            "关于“学习不够。以读文件为主，结合实际少”问题",
        ),
        (
            "1.学习不够深入。研讨仅2次，覆盖面不足。\n整改情况：一是学习5次。",
            "学习不够深入。研讨仅2次，覆盖面不足。",
        ),
        (
            "1.学习不够深入。研讨覆盖面不足。一是学习5次。二是检查3次。",
            "学习不够深入。研讨覆盖面不足。",
        ),
        ("1.关于学习不够的问题。开展学习5次，印发《学习办法》。", "关于学习不够的问题。"),
        ("1.反馈问题：学习不够深入。\n整改情况：一是学习5次。", "学习不够深入。"),
    ],
)
def test_heading_ends_before_its_body(line: str, heading: str) -> None:
    assert _problem(line + SECOND) == heading


def test_specific_problem_without_a_problem_above_is_a_problem() -> None:
    text = (
        HEAD
        + "1.学习不够深入。\n一是研讨少。\n整改措施：\n（1）加强研讨。\n完成情况：已整改完成。\n（1）研讨4次。\n"
    )
    text += "二是检查少。\n整改措施：\n（1）加强检查。\n完成情况：已整改完成。\n（1）检查4次。\n"
    text += "（二）聚焦监督方面\n一是约谈少。\n整改措施：\n（1）加强约谈。\n完成情况：正在整改。\n（1）约谈4人。"
    assert tree(read(text), text).splitlines()[-3:] == [
        "  problem 一是 约谈少。",
        "    measure (1) 加强约谈。",
        "    outcome (1) 约谈4人。",
    ]


def test_problem_that_lost_its_number_is_found_between_its_neighbours() -> None:
    record = "整改措施：\n（1）加强研讨。\n完成情况：已整改完成。\n（1）研讨4次。\n"
    text = HEAD + f"1.学习不够深入。\n一是研讨少。\n{record}二是检查少。\n{record}"
    text += f"（二）聚焦监督方面\n巡视巡察发现问题整改不到位。\n一是约谈少。\n{record}二是通报少。\n{record}"
    found = nodes(read(text), NodeKind.PROBLEM)
    assert [(node.number, node.number_printed) for node in found] == [("1", "1."), ("1", None)]
    assert found[1].text(text) == "巡视巡察发现问题整改不到位。"
    assert found[1].confidence < found[0].confidence


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("整改情况：已完成。一是学习5次。", Status.DONE),
        ("整改情况：一是学习5次。\n完成情况：正在整改", Status.ONGOING),
        ("该问题已完成整改。一是学习5次。", Status.DONE),
        ("整改情况：一是学习5次。二是检查2次。该问题已整改完成。", Status.DONE),
        ("整改情况：退回费用1.9万元，已整改到位。", Status.DONE),
        ("整改情况：一是学习5次。目前该问题正在整改中，计划2025年6月完成。", Status.ONGOING),
        ("整改情况：一是学习5次，已完成整改。二是检查2次。", Status.UNSTATED),
        ("整改情况：一是学习5次。", Status.UNSTATED),
        ("整改措施：一是学习。\n整改成效：一是学习5次。\n整改状态：阶段性完成", Status.PHASED),
    ],
)
def test_status_wherever_it_stands(body: str, status: Status) -> None:
    text = HEAD + f"1.学习不够深入。\n{body}{SECOND}"
    problem = nodes(read(text), NodeKind.PROBLEM)[0]
    assert problem.status is status
    assert (problem.status_quote is not None) == (status is not Status.UNSTATED)


def test_record_card_fields() -> None:
    text = HEAD + (
        "1.学习不够深入。\n整改措施：加强学习。\n整改时限：2025年6月底前，并长期坚持\n"
        "责任领导：周某    责任科室：办公室\n责任人：吴某\n整改类别：立行立改\n整改情况：学习5次。"
        + SECOND
    )
    problem = nodes(read(text), NodeKind.PROBLEM)[0]
    assert str(problem.deadline) == "2025-06"
    assert problem.deadline_quote == "2025年6月底前，并长期坚持"
    assert (problem.lead_person, problem.lead_office, problem.person) == ("周某", "办公室", "吴某")
    assert problem.limit_class is LimitClass.LONG_TERM
    (place,) = problem.spans_of(SpanRole.DEADLINE)
    assert place.of(text) == "2025年6月底前，并长期坚持"
    labels = [span.of(text) for span in problem.spans_of(SpanRole.LABEL)]
    assert labels[:2] == ["整改措施：", "整改时限："]


def test_deadline_in_the_status_sentence() -> None:
    text = (
        HEAD
        + "1.学习不够深入。\n整改情况：正在整改中，将于2025年12月底前整改完成。一是学习5次。"
        + SECOND
    )
    problem = nodes(read(text), NodeKind.PROBLEM)[0]
    assert str(problem.deadline) == "2025-12"


def test_mixed_item_is_a_measure_with_its_outcome() -> None:
    text = (
        HEAD
        + "1.学习不够深入。\n整改情况：一是加强学习。3月开展学习5次。二是3月检查4家单位。"
        + SECOND
    )
    reading = read(text)
    first, second, *_ = nodes(reading, NodeKind.MEASURE)
    assert (first.number, first.text(text)) == ("一是", "加强学习。")
    assert (second.number, second.body) == ("二是", ())
    outcomes = nodes(reading, NodeKind.OUTCOME)
    assert [node.parent for node in outcomes[:2]] == [first.id, second.id]
    assert {(link.outcome, link.measure) for link in reading.links} >= {(outcomes[0].id, first.id)}


def test_lead_before_the_items_is_an_item_without_number() -> None:
    text = (
        HEAD
        + "1.学习不够深入。\n整改措施：\n健全学习制度，丰富学习形式。一是加强研讨。二是加强检查。\n完成情况：已整改完成。\n研讨4次。"
    )
    text += SECOND
    assert [node.number for node in nodes(read(text), NodeKind.MEASURE)[:3]] == [
        None,
        "一是",
        "二是",
    ]


def test_detail_inside_a_numbered_item_stays_in_it() -> None:
    text = (
        HEAD
        + "1.学习不够深入。\n整改措施：\n（1）加强学习。①学习文件。②开展研讨。\n（2）加强检查。\n完成情况：已整改完成。\n（1）学习4次。\n（2）检查2次。"
    )
    text += SECOND
    assert [node.number for node in nodes(read(text), NodeKind.MEASURE)[:2]] == ["(1)", "(2)"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("关于“甲”的问题。乙", 9),
        ("针对“甲。乙‘丙’”问题一是", 12),
        ("学习不够。乙", 5),
        ("关于甲方面乙", 5),
        ("没有句号", 4),
    ],
)
def test_title_end(text: str, end: int) -> None:
    assert title_end(text) == end


def test_topic_end_needs_a_topic() -> None:
    assert topic_end("学习不够。") is None


@pytest.mark.parametrize(
    ("words_", "named"),
    [
        ("关于甲的问题。乙", True),
        ("针对反馈的13个问题，甲", False),
        ("甲乙。", False),
        ("关于这些问题，甲", False),
    ],
)
def test_names_topic(words_: str, named: bool) -> None:
    assert names_topic(words_) is named


def test_traits_tell_aspects_problems_and_actions_apart() -> None:
    aspect, problem, action = (
        traits_of(text, 0, len(text))
        for text in ("聚焦党的建设方面", "学习制度落实不到位。", "召开会议5次。")
    )
    assert aspect.aspect > 1 > aspect.problem
    assert problem.problem > problem.action
    assert action.action > action.problem


def test_heading_whose_only_words_stand_behind_a_label_keeps_them() -> None:
    text = (
        HEAD.rsplit("（一）", 1)[0]
        + "（一）存在问题：公路养护不到位\n1.具体表现：道路破损未修复。\n整改措施：组织修复。\n整改结果：已修复10公里。\n"
        + "2.具体表现：资金拨付滞后。\n整改措施：沟通协调。\n整改结果：已拨付85万元。\n"
        + "（二）存在问题：安全监管缺位\n1.具体表现：检查流于形式。\n整改措施：开展检查。\n整改结果：检查31次。\n"
    )
    reading = read(text)
    assert words(reading, text, NodeKind.ASPECT) == ["公路养护不到位", "安全监管缺位"]
    assert len(nodes(reading, NodeKind.PROBLEM)) == 3
