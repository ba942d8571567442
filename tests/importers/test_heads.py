"""Whose inspection it was: heads of invented notices of many kinds of bodies."""

from __future__ import annotations

import pytest

from models.facts import FactName
from tests.importers.reading import read

BODY = "\n一、整改落实情况\n1.学习不够深入。\n整改情况：一是开展学习5次。\n2.监督不到位。\n整改情况：一是约谈3人。\n"
ASKED = (
    *(FactName.UNIT, FactName.INSPECTION_TEAM, FactName.INSPECTION_LEVEL),
    *(FactName.INSPECTION_TYPE, FactName.ROUND),
)
# title, head, signature: unit, team, level, type, round
HEADS = {
    "police": (
        "中共云陂市公安局委员会关于市委巡察整改进展情况的通报",
        "按照市委统一部署，市委第五巡察组对市公安局党委进行了常规巡察。",
        "中共云陂市公安局委员会",
        ("中共云陂市公安局委员会", "市委第五巡察组", "市委", "常规巡察", None),
    ),
    "health": (
        "滨江市妇幼保健院党委关于巡察整改情况的通报",
        "根据市卫生健康委党委安排，市卫生健康委党委第二巡察组对院党委开展了巡察。",
        "滨江市妇幼保健院党委",
        (
            *("滨江市妇幼保健院党委", "市卫生健康委党委第二巡察组", "市卫生健康委党委"),
            *(None, None),
        ),
    ),
    "university": (
        "中共滨澜大学委员会关于十二届省委第五轮巡视整改进展情况的通报",
        "省委巡视十一组对滨澜大学党委进行了常规巡视。",
        "中共滨澜大学委员会",
        ("中共滨澜大学委员会", "省委巡视十一组", "省委", "常规巡视", "十二届省委第五轮巡视"),
    ),
    "township": (
        "中共青岩镇委员会关于县委提级巡察整改进展情况的通报",
        "根据县委部署，县委提级巡察第一组对青岩镇党委开展提级巡察。",
        "中共青岩镇委员会",
        ("中共青岩镇委员会", "县委提级巡察第一组", "县委", "提级巡察", None),
    ),
    "finance, look back": (
        "中共滨江市财政局党组关于巡察“回头看”整改情况的通报",
        "市委巡察组对市财政局党组开展巡察“回头看”。",
        "中共滨江市财政局党组",
        ("中共滨江市财政局党组", "市委巡察组", "市委", "巡察“回头看”", None),
    ),
    "environment": (
        "关于中央生态环境保护督察反馈问题整改情况的公示",
        "中央第七生态环境保护督察组对我省开展督察。",
        "青岩镇人民政府",
        ("青岩镇人民政府", "中央第七生态环境保护督察组", "中央", None, None),
    ),
    "taxes, a long name": (
        "中共海澜市税务局委员会关于联动巡察整改进展的通报",
        "按照部署，国家税务总局海澜省税务局党委第二巡察组对市局党委开展了联动巡察。",
        "中共海澜市税务局委员会",
        (
            "中共海澜市税务局委员会",
            "国家税务总局海澜省税务局党委第二巡察组",
            "国家税务总局海澜省税务局党委",
            *("联动巡察", None),
        ),
    ),
    "school": (
        "滨江市第三中学党总支关于巡察整改情况的通报",
        "3月，区委教育工委第一巡察组对学校党总支开展巡察。",
        "滨江市第三中学党总支",
        ("滨江市第三中学党总支", "区委教育工委第一巡察组", "区委教育工委", None, None),
    ),
    "audit": (
        "关于2024年度县级预算执行审计查出问题整改情况的报告",
        "受县人民政府委托，我报告审计查出问题的整改情况。",
        "",
        ("县人民政府", None, None, None, None),
    ),
}


@pytest.mark.parametrize(("title", "head", "sign", "told"), HEADS.values(), ids=HEADS)
def test_inspection_of_a_head(
    title: str, head: str, sign: str, told: tuple[str | None, ...]
) -> None:
    facts = {fact.name: fact.value for fact in read(f"{title}\n{head}{BODY}{sign}\n").facts}
    assert tuple(map(facts.get, ASKED)) == told
