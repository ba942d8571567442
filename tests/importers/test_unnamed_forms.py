"""Forms that no catalogue of dialects names: adorned lines, words with numbers, states in brackets, labels in 【】."""

from __future__ import annotations

import pytest

from importers.outline.pipeline import read_notice
from importers.readers.plain_text import PlainTextReader
from models.node import NodeKind
from models.notice import Reading
from models.values import Status

HEAD = "海澜集团党委关于巡察整改进展情况的通报\n2025年5月9日，市委第三巡察组反馈了巡察意见，现将整改情况通报如下。\n"

ADORNED = (
    HEAD
    + """（一）在推动企业改革方面
★问题：1.管网更新改造进度滞后。
◆整改措施：
①成立专班，倒排工期；②争取专项资金。
◆整改成效：
①完成改造21.4公里；②到位资金1.2亿元。
◆整改状态：基本完成
★问题：2.安全责任压得不实。
◆整改措施：
①修订安全责任制；②开展入户安检。
◆整改成效：
①印发责任制文件7个；②入户安检8.6万户。
◆整改状态：完成
"""
)
COUNTED = (
    HEAD
    + """二、反馈问题整改落实情况
问题一　创新理论学习不够深入
整改进展：已完成
制定学习规则，2024年开展集体学习14次，形成调研报告9篇。
问题二　服务发展能力不强
整改进展：阶段性完成
撤销专业3个，新增智能建造等专业4个。
问题三　成果转化率偏低
整改进展：正在推进
出台成果转化管理办法，成立技术转移中心。
"""
)
BRACKETED = (
    HEAD
    + """【问题1】政治建警作用发挥不足
【整改措施】一是完善学习制度；二是开展警示教育。
【整改情况】召开会议传达学习9次；组织参观教育基地2批次。
【整改结果】已完成
【问题2】执法监督存在薄弱环节
【整改措施】一是推行案件评查；二是规范涉案财物管理。
【整改情况】评查案件420起；建成涉案财物管理中心。
【整改结果】已完成
"""
)
ASPECTS = (
    HEAD
    + """二、逐项对照反馈，全面推进整改
第一方面  党委领导作用发挥不够充分
1、议事规则执行不严格（已完成）
整改情况：修订议事规则，明确事项清单26项；召开培训会1次。
2、阵地管理有疏漏（已完成）
整改情况：清查公众号、工作群83个，关停账号9个。
第二方面  医德医风建设抓得不实
3、合理用药监管不到位（长期坚持）
整改情况：开展处方点评6期，约谈医师14人。
"""
)


def reading_of(text: str) -> Reading:
    return read_notice(PlainTextReader().read(text.encode(), "通报.txt"))


def numbered(reading: Reading, *kinds: NodeKind) -> list[tuple[str | None, Status]]:
    return [(node.number, node.status) for node in reading.nodes if node.kind in kinds]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (ADORNED, [("1", Status.PHASED), ("2", Status.DONE)]),
        (
            COUNTED,
            [("问题一", Status.DONE), ("问题二", Status.PHASED), ("问题三", Status.ONGOING)],
        ),
        (BRACKETED, [("问题1", Status.DONE), ("问题2", Status.DONE)]),
        (ASPECTS, [("1", Status.DONE), ("2", Status.DONE), ("3", Status.LONG_TERM)]),
    ],
    ids=["adorned", "counted", "bracketed", "aspects"],
)
def test_problems_have_their_numbers_and_states(
    text: str, problems: list[tuple[str, Status]]
) -> None:
    reading = reading_of(text)
    assert numbered(reading, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM) == problems


def test_numbers_under_labels_of_adorned_lines_are_items() -> None:
    reading = reading_of(ADORNED)
    for kind in (NodeKind.MEASURE, NodeKind.OUTCOME):
        numbers = [node.number for node in reading.nodes if node.kind is kind]
        assert numbers == ["①", "②", "①", "②"]


def test_ordinals_of_aspects_make_a_level_of_their_own() -> None:
    reading = reading_of(ASPECTS)
    assert numbered(reading, NodeKind.ASPECT) == [
        ("第一", Status.UNSTATED),
        ("第二", Status.UNSTATED),
    ]


@pytest.mark.parametrize("text", [ADORNED, COUNTED, BRACKETED, ASPECTS])
def test_no_adornment_or_title_gets_into_the_words(text: str) -> None:
    words = [node.text(text) for node in reading_of(text).nodes]
    assert not any(sign in said for said in words for sign in ("★", "◆", "【", "通报", "整改状态"))


UNNUMBERED = (
    HEAD
    + """二、反馈问题整改落实情况
推动企业改革方面
1.管网更新改造进度滞后。
整改情况：完成改造21.4公里，到位资金1.2亿元。
2.安全责任压得不实。
整改情况：印发责任制文件7个，入户安检8.6万户。
选人用人方面
3.干部交流不经常。
整改情况：交流干部3人，制定计划1份。
4.年轻干部偏少。
整改情况：招录专业干部4名，均已到岗。
"""
)
QUOTED = (
    HEAD
    + """二、反馈问题整改落实情况
（一）推动企业改革方面
1.“管网更新改造进度滞后”问题一是完成改造21.4公里。二是到位资金1.2亿元。
2.“安全责任压得不实”问题一是印发责任制文件7个。二是入户安检8.6万户。
"""
)


def test_aspects_without_numbers_stand_above_problems_that_run_on() -> None:
    reading = reading_of(UNNUMBERED)
    kinds = [node.kind for node in reading.nodes if node.number is None and node.parent is None]
    assert kinds == [NodeKind.ASPECT, NodeKind.ASPECT]
    numbers = [node.number for node in reading.nodes if node.kind is NodeKind.PROBLEM]
    assert numbers == ["1", "2", "3", "4"]


def test_quoted_problem_ends_where_the_list_begins_behind_it() -> None:
    reading = reading_of(QUOTED)
    words = [node.text(QUOTED) for node in reading.nodes if node.kind is NodeKind.PROBLEM]
    assert words == ["“管网更新改造进度滞后”问题", "“安全责任压得不实”问题"]
