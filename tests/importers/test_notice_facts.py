"""What a notice says once: title, unit, inspection, dates."""

from __future__ import annotations

import pytest

from models.facts import Fact, FactName
from tests.importers.reading import read

INTRO = "根据县委统一部署，2024年9月10日至11月15日，县委第二巡察组对县水务局党组开展了常规巡察。2025年1月8日，县委巡察组反馈了巡察意见。现将整改进展情况予以公布。"
BODY = "一、整改落实情况\n（一）党的建设方面\n1.学习不够深入。\n整改情况：一是开展学习5次。\n2.监督不到位。\n整改情况：一是约谈3人。\n"
TITLE = "中共青川县水务局党组关于十四届县委第五轮巡察整改进展情况的通报"


def _facts(text: str) -> dict[FactName, Fact]:
    return {fact.name: fact for fact in read(text).facts}


def _value(text: str, name: FactName) -> str | None:
    fact = _facts(text).get(name)
    return fact.value if fact else None


def test_facts_of_a_plain_notice() -> None:
    text = f"{TITLE}\n{INTRO}\n{BODY}中共青川县水务局党组\n2025年8月20日"
    facts = {name: fact.value for name, fact in _facts(text).items()}
    assert facts == {
        FactName.TITLE: TITLE,
        FactName.UNIT: "中共青川县水务局党组",
        FactName.INSPECTION_TEAM: "县委第二巡察组",
        FactName.INSPECTION_LEVEL: "县委",
        FactName.INSPECTION_TYPE: "常规巡察",
        FactName.ROUND: "十四届县委第五轮巡察",
        FactName.INSPECTION_START: "2024-09-10",
        FactName.INSPECTION_END: "2024-11-15",
        FactName.FEEDBACK_DATE: "2025-01-08",
        FactName.PUBLISHED: "2025-08-20",
    }


def test_facts_keep_the_printed_words() -> None:
    text = f"{TITLE}\n{INTRO}\n{BODY}"
    fact = _facts(text)[FactName.FEEDBACK_DATE]
    assert fact.printed == "2025年1月8日"
    assert fact.span is not None
    assert fact.span.of(text) == "2025年1月8日"


@pytest.mark.parametrize(
    "head",
    [
        "中共青川县水务局党组\n关于巡察整改进展情况的通报",
        "中共青川县水务局党组关于\n巡察整改进展情况的通报",
        "中共青川县水务局党组 关于巡察整改进展情况的通报\n\n中共青川县水务局党组\n\n关于巡察整改进展情况的通报",
        "【巡察整改】中共青川县水务局党组关于巡察整改进展情况的通报",
    ],
    ids=["two lines", "broken", "twice", "tag"],
)
def test_title_however_it_is_printed(head: str) -> None:
    text = f"{head}\n{INTRO}\n{BODY}"
    title = _value(text, FactName.TITLE)
    assert title is not None
    assert title.replace(" ", "") == "中共青川县水务局党组关于巡察整改进展情况的通报"
    assert _value(text, FactName.UNIT) == "中共青川县水务局党组"


def test_unit_is_the_longest_printed_name() -> None:
    text = f"青川县水务局关于巡察整改进展情况的通报\n{INTRO}\n{BODY}中共青川县水务局党组\n2025年8月20日"
    assert _value(text, FactName.UNIT) == "中共青川县水务局党组"


@pytest.mark.parametrize(
    ("intro", "level"),
    [
        ("根据省委统一部署，省委第九巡视组对学校党委进行了巡视。", "省委"),
        ("按照中央统一部署，中央第七巡视组对集团党组进行了巡视。", "中央"),
        ("按照安排，市国资委党委第二巡察组对集团党委开展了巡察。", "市国资委党委"),
        ("根据区委统一部署，区委派出5个巡察组开展巡察。", "区委"),
    ],
)
def test_level_is_the_word_printed(intro: str, level: str) -> None:
    text = f"关于巡察整改进展情况的通报\n{intro}\n{BODY}"
    assert _value(text, FactName.INSPECTION_LEVEL) == level


def test_feedback_date_without_year_takes_that_of_the_inspection() -> None:
    intro = "县委第一巡察组于2023年9月4日至10月27日对县医院党委开展了巡察，12月6日反馈了巡察意见。"
    assert (
        _value(f"关于巡察整改情况的通报\n{intro}\n{BODY}", FactName.FEEDBACK_DATE) == "2023-12-06"
    )


def test_damaged_feedback_date_is_the_candidate_before_the_publication() -> None:
    intro = "县委第一巡察组开展了巡察。2025114日，县委第一巡察组反馈了巡察意见。"
    fact = _facts(f"关于巡察整改情况的通报\n{intro}\n{BODY}2025年6月24日")[FactName.FEEDBACK_DATE]
    assert fact.value == "2025-01-14"
    assert fact.candidates == ("2025-01-14", "2025-11-04")


def test_damaged_date_that_stays_doubtful_has_no_value() -> None:
    intro = "县委第一巡察组开展了巡察。2025114日，县委第一巡察组反馈了巡察意见。"
    fact = _facts(f"关于巡察整改情况的通报\n{intro}\n{BODY}")[FactName.FEEDBACK_DATE]
    assert fact.value is None
    assert len(fact.candidates) == 2


def test_publication_label_comes_before_the_signature() -> None:
    text = f"{TITLE}\n发布时间：2025-09-01 来源：县水务局\n{INTRO}\n{BODY}2025年8月20日"
    assert _value(text, FactName.PUBLISHED) == "2025-09-01"


def test_as_of_date() -> None:
    text = f"{TITLE}\n{INTRO}\n截至2025年7月底，已整改完成2个。\n{BODY}"
    assert _value(text, FactName.AS_OF) == "2025-07"


def test_numbered_team_goes_before_the_one_of_the_title() -> None:
    text = "关于市委巡察组反馈意见整改落实情况的报告\n2024年5月15日，市委第六巡察组向市供销社党委反馈了巡察意见。\n"
    assert _value(text, FactName.INSPECTION_TEAM) == "市委第六巡察组"


def test_days_on_show_are_no_inspection() -> None:
    text = "关于督察反馈问题整改情况的公示\n现将市督察反馈的两项问题整改情况予以公示，公示时间：2025年10月8日至10月14日。\n"
    assert _value(text, FactName.INSPECTION_START) is None


_BODY = "2025年3月至5月，县委第二巡察组对县水务局党组开展了巡察，2025年6月20日反馈了巡察意见，现予公布。"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "某县水务局党组关于县委第二巡察组反馈问题整改情况\n的通报",
            "某县水务局党组关于县委第二巡察组反馈问题整改情况的通报",
        ),
        ("中共某县水务局党组\n关于巡察整改情况的通报", "中共某县水务局党组关于巡察整改情况的通报"),
        (
            "某县水务局\n您的位置：首页 >> 新闻中心 >> 正文\n关于巡察整改情况的通报",
            "关于巡察整改情况的通报",
        ),
    ],
    ids=["tail", "unit", "page between"],
)
def test_title_goes_over_lines_that_follow_each_other(head: str, title: str) -> None:
    facts = {fact.name: fact.value for fact in read(f"{head}\n{_BODY}\n一、总体情况\n").facts}
    assert facts[FactName.TITLE] == title
