"""States that are told elsewhere than at the problem."""

from __future__ import annotations

import pytest

from models.node import NodeKind
from tests.importers.reading import nodes, read

HEAD = "中共青川县卫生健康局党组关于巡察整改进展情况的通报\n2025年3月10日，县委第五巡察组反馈了意见，现将整改情况予以公布。\n"
EARLIER = """（一）聚焦政治责任方面
1.问题1:上轮巡察整改不彻底。
整改情况：上轮巡察反馈的5个问题，
(1)已完成整改{done}个，分别是：
1-2,会风不实。整改情况：精简会议12次。
1-5,公务接待不规范。整改情况：清退1.2万元。
2-1,值班制度不落实。整改情况：开展抽查6次。
(2)正在整改2个，分别是：
3-1,土地出让金征收不力。整改情况：追缴120万元。
3-4,项目进展缓慢。整改情况：开工2个项目。
2.问题2:理论学习不深入。
整改情况：一是开展学习5次。二是印发通报2期。
"""
NAMED = """一、整改组织情况
目前，{names}已整改完成，“窗口服务不优”1个问题需长期坚持。
二、反馈问题整改落实情况
（一）党的建设方面
1.关于“理论学习不深入”的问题
整改情况：一是开展学习5次。二是印发通报2期。
2.关于“监督执纪不到位”的问题
整改情况：一是约谈3人。二是印发通报2期。
3.关于“窗口服务不优”的问题
整改情况：一是增设窗口2个。二是开展培训3次。
"""


def states(text: str, *kinds: NodeKind) -> list[tuple[str | None, str, str | None]]:
    found = nodes(read(HEAD + text), *kinds)
    return [(node.number, node.status.value, node.status_quote) for node in found]


def test_items_of_an_earlier_round_keep_their_ids_and_have_the_state_of_their_list() -> None:
    done, ongoing = "已完成整改3个，分别是：", "正在整改2个，分别是："
    assert states(EARLIER.format(done=3), NodeKind.SUB_PROBLEM) == [
        ("1-2", "done", done),
        ("1-5", "done", done),
        ("2-1", "done", done),
        ("3-1", "ongoing", ongoing),
        ("3-4", "ongoing", ongoing),
    ]


def test_list_with_another_number_says_nothing() -> None:
    found = states(EARLIER.format(done=4), NodeKind.SUB_PROBLEM)
    assert [state for _, state, _ in found] == [*["unstated"] * 3, *["ongoing"] * 2]


def test_names_in_the_preface_give_their_problems_the_state() -> None:
    text = NAMED.format(names="“理论学习不深入”“监督执纪不到位”2个问题")
    assert states(text, NodeKind.PROBLEM) == [
        ("1", "done", "已整改完成"),
        ("2", "done", "已整改完成"),
        ("3", "long_term", "需长期坚持"),
    ]


@pytest.mark.parametrize(
    "names",
    [
        "“理论学习不深入”“监督执纪不到位”3个问题",
        "“理论学习不深入”“会风不实”2个问题",
        "“不”“不到位”2个问题",
    ],
    ids=["number", "unknown name", "too short"],
)
def test_names_that_do_not_fit_say_nothing(names: str) -> None:
    found = states(NAMED.format(names=names), NodeKind.PROBLEM)
    assert [state for _, state, _ in found] == ["unstated", "unstated", "long_term"]
