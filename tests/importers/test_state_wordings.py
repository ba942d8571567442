"""States, limits and 时限类别 of a problem in the many wordings of the offices, as marked before any reading."""

from __future__ import annotations

import pytest

from models.node import Node, NodeKind
from tests.importers.reading import nodes, read

HEAD = "中共青川县水务局党组关于巡察整改进展情况的通报\n2025年5月20日，县委第二巡察组反馈了意见，现将整改情况予以公布。\n一、反馈问题整改落实情况\n（一）党的建设方面\n"
NEXT = "\n2.监督执纪不到位\n整改情况：一是约谈3人。二是印发通报2期。\n二、下一步打算\n持续抓好整改。\n中共青川县水务局党组\n2025年12月10日\n"

STATES = [
    ("整改情况：已基本完成整改。一是开展学习5次。二是印发通报2期。", "phased"),
    ("整改情况：已整改到位，销号。一是开展学习5次。", "done"),
    ("整改情况：已立行立改到位。一是开展学习5次。", "done"),
    ("整改情况：正在持续整改。一是开展学习5次。", "ongoing"),
    ("整改情况：部分完成。一是开展学习5次。", "phased"),
    ("整改情况：达到序时进度要求。一是开展学习5次。", "ongoing"),
    ("整改情况：已全部整改到位。一是开展学习5次。", "done"),
    ("整改情况：（已完成）一是开展学习5次。二是印发通报2期。", "done"),
    ("整改情况【正在整改】：一是开展学习5次。二是印发通报2期。", "ongoing"),
    (
        "整改情况：一是开展学习5次。二是印发通报2期。目前，该问题已整改到位，后续将长期坚持。",
        "done",
    ),
    ("整改情况：一是开展学习5次。二是印发通报2期。本项整改任务需长期坚持。", "long_term"),
    ("整改情况：一是开展学习5次。二是印发通报2期。\n是否销号：否", "unstated"),
    ("整改措施：一是开展学习。\n整改进展：已完成整改。开展学习5次。", "done"),
    ("整改措施：一是开展学习。\n整改状态：已完成（持续巩固）\n整改成效：开展学习5次。", "done"),
    ("整改情况：一是开展学习5次，全部完成年度学习任务。二是完成通报2期。", "unstated"),
    ("整改情况：一是开展学习5次。二是督促3个站所整改问题12个，均已整改到位。", "unstated"),
    ("整改情况：一是持续整改隐患，开展检查5次。二是印发通报2期。", "unstated"),
    ("整改情况：尚未整改到位。一是开展学习5次。", "not_done"),
    ("整改情况：正在整改（已完成80%）。一是开展学习5次。", "ongoing"),
    ("整改情况：√已完成 □正在整改。一是开展学习5次。", "done"),
    ("完成情况：100%\n整改情况：一是开展学习5次。二是印发通报2期。", "unstated"),
    (
        "整改情况：一是开展学习5次。二是印发通报2期。\n（该问题为长期整改问题，已取得阶段性成效）",
        "phased",
    ),
    ("整改情况：已整改并长期坚持。一是开展学习5次。", "done"),
]
LIMITS = [
    ("整改期限：2025年12月31日\n整改情况：一是开展学习5次。", "2025-12-31", None),
    ("完成时间：2025.9.30\n整改情况：一是开展学习5次。", "2025-09-30", None),
    ("整改时限：2025年第三季度\n整改情况：一是开展学习5次。", "2025-09", None),
    ("整改时限：2025年上半年\n整改情况：一是开展学习5次。", "2025-06", None),
    ("整改时限：2025年6月至2026年3月\n整改情况：一是开展学习5次。", "2026-03", None),
    ("整改时限：立行立改，2025年7月底前\n整改情况：一是开展学习5次。", "2025-07", "at_once"),
    ("整改时限：立行立改、持续坚持\n整改情况：一是开展学习5次。", None, "at_once"),
    ("整改时限：持续推进\n整改情况：一是开展学习5次。", None, "long_term"),
    (
        "整改类型：限期整改（2025年10月30日前）\n整改情况：一是开展学习5次。",
        "2025-10-30",
        "by_date",
    ),
    ("整改情况：正在整改。预计2026年6月底前完成。一是开展学习5次。", "2026-06", None),
    (
        "整改情况：一是开展学习5次。二是印发通报2期。该问题正在整改，预计2026年1月底前整改到位。",
        "2026-01",
        None,
    ),
    ("整改情况：已完成。2025年9月30日印发通报。一是开展学习5次。", None, None),
    ("整改措施：一是开展学习，2025年8月底前完成。\n完成情况：开展学习5次。", None, None),
    ("整改时限：已完成\n整改情况：一是开展学习5次。", None, None),
]


def first(body: str) -> Node:
    return nodes(read(f"{HEAD}1.理论学习不深入\n{body}{NEXT}"), NodeKind.PROBLEM)[0]


@pytest.mark.parametrize(("body", "status"), STATES)
def test_state_of_a_problem(body: str, status: str) -> None:
    assert first(body).status.value == status


@pytest.mark.parametrize(("body", "deadline", "limit"), LIMITS)
def test_limit_of_a_problem(body: str, deadline: str | None, limit: str | None) -> None:
    problem = first(body)
    assert (str(problem.deadline) if problem.deadline else None) == deadline
    assert (problem.limit_class.value if problem.limit_class else None) == limit
