"""What stands at the foot of a notice is no part of its last problem."""

from __future__ import annotations

import pytest

from models.node import NodeKind
from tests.importers.reading import read, words

NOTICE = """某县体育局党组关于巡察整改情况的通报
　　2024年10月15日，县委第二巡察组反馈了巡察意见。现将整改情况通报如下。
（一）关于场地建设方面
1.健身设施不足的问题。
整改措施：新建健身点36处。
完成情况：覆盖率由71%提升至94%。
2.现金支付超限额的问题。
整改措施：核查支付凭证280份。
完成情况：全年无超限额支付。
"""
CONTACT = "监督电话：0000-1234567　地址：某县某路8号\n"
SIGNED = "中共某县体育局党组\n2025年6月30日\n"


def last_words(text: str) -> str:
    """What the last problem is said to have done."""
    return words(read(text), text, NodeKind.OUTCOME)[-1]


@pytest.mark.parametrize(
    "foot",
    [
        CONTACT + SIGNED,
        CONTACT + "中共某县体育局党组\n2025-06-30\n",
        CONTACT + "中共某县体育局党组\n2025.6.30\n",
        CONTACT + SIGNED + "（此件公开发布）\n",
        CONTACT + SIGNED + "抄送：县委巡察办\n",
        CONTACT + SIGNED + "附件：1.整改台账\n2.制度汇编\n",
        "下一步工作打算\n1.巩固成果。\n2.建章立制。\n" + CONTACT + SIGNED,
        "下一步打算：\n1.巩固成果。\n2.建章立制。\n" + CONTACT + SIGNED,
        "下一步，我们将做好以下工作：\n（1）巩固成果。\n（2）建章立制。\n" + SIGNED,
    ],
)
def test_the_foot_belongs_to_no_problem(foot: str) -> None:
    assert last_words(NOTICE + foot) == "全年无超限额支付。"


def test_plans_of_each_problem_stay_with_it() -> None:
    plan = "下一步打算：\n（1）巩固成果。\n（2）建章立制。\n"
    first, last = NOTICE.split("2.现金", 1)
    text = first + plan + "2.现金" + last + plan + SIGNED
    assert words(read(text), text, *NodeKind).count("建章立制。") == 2
