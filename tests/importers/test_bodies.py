"""Bodies of invented problems: the state, the 时限类别 and the limit that a careful reader finds, wherever they stand."""

from __future__ import annotations

import pytest

from models.node import Node, NodeKind
from tests.importers.reading import nodes, read, words

HEAD = "中共青川县卫生健康局党组关于巡察整改进展情况的通报\n2025年3月10日，县委第五巡察组反馈了意见，现将整改情况予以公布。\n二、反馈问题整改落实情况\n（一）党的建设方面\n"
NEXT = "\n2.监督不到位。\n整改情况：一是约谈3人。二是印发通报2期。\n"
NONE = ("unstated", None, None)


def first(body: str) -> Node:
    return nodes(read(f"{HEAD}1.学习不深入{body}{NEXT}"), NodeKind.PROBLEM)[0]


# The body behind the words of the problem: state, printed words, 时限类别.
STATES = {
    "first word": ("。\n整改情况：已完成。学习5次。", ("done", "已完成。", None)),
    "audit, last sentence": (
        "。\n整改情况：清退3.2万元。该问题分阶段整改。",
        ("phased", "该问题分阶段整改。", None),
    ),
    "audit, going on": (
        "。\n整改情况：清退3.2万元。该问题持续整改。",
        ("long_term", "该问题持续整改。", None),
    ),
    "parts of one problem": (
        "。\n整改情况：已完成3项，正在整改1项。学习5次。",
        ("ongoing", "已完成3项，正在整改1项。", None),
    ),
    "verdict and state": (
        "。\n整改情况：视同完成，持续整改。学习5次。",
        ("long_term", "视同完成，持续整改。", None),
    ),
    "state and verdict": (
        "。\n整改情况：已完成，同意销号。学习5次。",
        ("done", "已完成，同意销号。", None),
    ),
    "verdict alone": ("。\n整改情况：学习5次。同意销号。", NONE),
    "verdict as state": (
        "。\n整改措施：\n（1）学习。\n整改状态：视同完成\n完成情况：\n（1）学习5次。",
        ("unstated", "视同完成", None),
    ),
    "something is done": ("。\n整改情况：已完成平台建设，学习5次。", NONE),
    "something of the problem is done": (
        "。\n整改情况：该问题已完成平台建设，正在组织验收。",
        NONE,
    ),
    "a rate": ("。\n整改情况：该问题整改完成率达到80%，其余加快办理。", NONE),
    "not all done": (
        "。\n整改情况：该问题尚未全部完成整改。学习5次。",
        ("not_done", "该问题尚未全部完成整改。", None),
    ),
    "late": ("。\n整改情况：未能按期完成。学习5次。", ("not_done", "未能按期完成。", None)),
    "brackets": ("（已完成）\n整改情况：学习5次。", ("done", "（已完成）", None)),
    "brackets with class": (
        "【立行立改，已完成】\n整改情况：学习5次。",
        ("done", "【立行立改，已完成】", "at_once"),
    ),
    "brackets with label": (
        "（整改状态：基本完成）。\n整改情况：学习5次。",
        ("phased", "（整改状态：基本完成）", None),
    ),
    "class in brackets": ("（立行立改）\n整改情况：学习5次。", ("unstated", None, "at_once")),
    "dash": ("——已完成\n整改情况：学习5次。", ("done", "——已完成", None)),
    "own line before": ("。\n【已完成】\n整改情况：学习5次。", ("done", "【已完成】", None)),
    "own line behind": ("。\n整改情况：学习5次。\n【已完成】", ("done", "【已完成】", None)),
    "label behind": (
        "。\n整改情况：学习5次。\n整改状态：已完成，长期坚持",
        ("done", "已完成，长期坚持", "long_term"),
    ),
    "label of the class": (
        "。\n整改情况：学习5次。\n整改类别：长期坚持",
        ("unstated", None, "long_term"),
    ),
    "label that asks": ("。\n整改情况：学习5次。\n是否完成：是", ("done", "是", None)),
    "last clauses": (
        "。\n整改情况：学习5次，已整改到位，并长期坚持。",
        ("done", "已整改到位，并长期坚持。", "long_term"),
    ),
    "rhetoric": ("。\n整改情况：学习5次，强化监督，长期坚持。", NONE),
    "more rhetoric": ("。\n整改情况：学习5次，强化监督，持续推进。", NONE),
    "under way": (
        "。\n整改情况：正在整改，尚未完成。学习5次。",
        ("ongoing", "正在整改，尚未完成。", None),
    ),
    "in time": (
        "。\n整改情况：已按时限要求完成整改。学习5次。",
        ("done", "已按时限要求完成整改。", None),
    ),
    "future": ("。\n整改情况：将于2025年12月底前完成整改。", NONE),
}


@pytest.mark.parametrize(("body", "said"), STATES.values(), ids=STATES)
def test_state_of_a_problem(body: str, said: tuple[str, str | None, str | None]) -> None:
    node = first(body)
    limit = node.limit_class.value if node.limit_class else None
    assert (node.status.value, node.status_quote, limit) == said


@pytest.mark.parametrize(
    ("limit", "date"),
    [
        ("2024年6月底前", "2024-06"),
        ("2025.6.30", "2025-06-30"),
        ("2025年6月至12月", "2025-12"),
        ("2024年11月—次年3月底", "2025-03"),
        ("2025年第三季度", "2025-09"),
        ("2025年上半年", "2025-06"),
        ("2025年底前，持续推进", "2025-12"),
        ("2025年4月底前完成清查，2025年10月底前完成整改", "2025-10"),
        ("三个月内", None),
        ("年底前", None),
        ("第三季度", None),
        ("立行立改，长期坚持", None),
    ],
)
def test_limit_is_kept_as_printed_with_its_date_where_that_is_certain(
    limit: str, date: str | None
) -> None:
    node = first(f"。\n整改措施：\n（1）学习。\n整改时限：{limit}\n完成情况：\n（1）学习5次。")
    assert node.deadline_quote == limit
    assert (str(node.deadline) if node.deadline else None) == date


def test_class_of_the_limit_stands_apart_from_the_state() -> None:
    node = first(
        "。\n整改措施：\n（1）学习。\n整改时限：立行立改，长期坚持\n责任领导：张某　责任科室：办公室、人事科\n完成情况：已完成。\n（1）学习5次。"
    )
    assert (node.status.value, node.limit_class) == ("done", "at_once")
    assert (node.lead_person, node.lead_office) == ("张某", "办公室、人事科")


def test_state_in_brackets_is_no_word_of_the_problem() -> None:
    text = f"{HEAD}1.学习不深入（已完成）\n整改情况：学习5次。{NEXT}"
    assert words(read(text), text, NodeKind.PROBLEM)[0] == "学习不深入"
