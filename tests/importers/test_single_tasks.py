"""B18 to B20: one task a page, the opinion of a check on the spot, the totals of a round; no tree to render."""

from __future__ import annotations

import pytest

from importers.outline.pipeline import read_notice
from importers.readers.plain_text import PlainTextReader
from models.facts import ClaimSubject
from models.node import NodeKind
from models.notice import Reading
from models.values import NoticeKind

PROBLEM = "镇污水处理厂配套管网不完善，雨污混流问题突出。"
DONE = (
    "新建污水管网7.1公里，于2025年3月28日通过验收。",
    "完成沿街197户接户改造，污水收集率由52%提高到91%。",
)
TASK = f"""青岩镇中央生态环境保护督察反馈问题整改完成情况公示
整改任务：{PROBLEM}
整改目标：2025年4月底前完成集镇雨污分流改造。
整改时限：2025年4月底前
整改完成情况：
1、{DONE[0]}
2、{DONE[1]}
公示时间：2025年5月6日至5月19日
青岩镇人民政府
2025年5月6日
"""
OPINION = f"""关于青岩镇污水管网问题整改验收销号的意见
一、整改任务
{PROBLEM}
二、整改目标
2025年4月底前完成集镇雨污分流改造。
三、完成情况：
1.{DONE[0]}
2.{DONE[1]}
四、验收意见
已完成整改，同意销号。
验收组组长：赵某某
2025年5月20日
"""
ROUND = """十四届海澜市委第五轮巡察整改情况的通报
2024年9月至11月，市委派出6个巡察组，对12个单位党组织开展了第五轮巡察。现将整改总体情况通报如下。
截至2025年6月底，反馈的326个问题已完成整改301个，基本完成17个，正在整改8个，完成率92.3%。各单位制定完善制度118项，给予党纪政务处分23人，追缴资金146.5万元。
下一步，市委巡察办将加强督促检查，推动未完成问题整改到位。
海澜市委巡察工作领导小组办公室
2025年7月15日
"""


def reading_of(text: str) -> Reading:
    return read_notice(PlainTextReader().read(text.encode(), "公示.txt"))


def words(text: str, *kinds: NodeKind) -> list[str]:
    return [node.text(text) for node in reading_of(text).nodes if node.kind in kinds and node.body]


@pytest.mark.parametrize("text", [TASK, OPINION], ids=["B18", "B19"])
def test_one_task_is_one_problem_with_what_was_done(text: str) -> None:
    assert words(text, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM, NodeKind.ASPECT) == [PROBLEM]
    assert words(text, NodeKind.MEASURE, NodeKind.OUTCOME) == list(DONE)
    numbers = [node.number for node in reading_of(text).nodes if node.kind is NodeKind.MEASURE]
    assert numbers == ["1", "2"]


def test_totals_of_a_round_are_claims_without_a_tree() -> None:
    reading = reading_of(ROUND)
    assert reading.kind is NoticeKind.RECTIFICATION_NOTICE
    assert reading.nodes == ()
    assert reading.confidence <= 0.5
    claims = {claim.subject: claim.value for claim in reading.claims}
    assert claims[ClaimSubject.PROBLEMS] == 326
    states = (ClaimSubject.DONE, ClaimSubject.PHASED, ClaimSubject.ONGOING)
    assert [claims[state] for state in states] == [301, 17, 8]
    assert claims[ClaimSubject.RATE_PERCENT] == 92.3
    assert claims[ClaimSubject.MONEY] == 1_465_000
