"""The dates that the heads of invented notices tell, as a careful reader finds them."""

from __future__ import annotations

import pytest

from importers.outline.facts.inspection_dates import Dated, DateTeller
from tests.importers.reading import flow_of

# start, end, feedback, cut-off
HEADS = {
    "state firm": (
        "2025年2月至4月，市委第三巡察组对公司党委开展巡察，5月9日反馈意见。截至目前，已完成9个。",
        ("2025-02", "2025-04", "2025-05-09", None),
    ),
    "police, the same year": (
        "2024年9月2日至11月1日，区委第三巡察组开展了巡察，同年12月18日反馈了意见。截至2025年6月底，完成9个。",
        ("2024-09-02", "2024-11-01", "2024-12-18", "2025-06"),
    ),
    "university, over new year": (
        "2023年11月5日至1月9日，省委第九巡视组开展了巡视，3月12日反馈意见。",
        ("2023-11-05", "2024-01-09", "2024-03-12", None),
    ),
    "university, next year": (
        "2023年10月至次年1月，省委第九巡视组开展了巡视。2024年3月12日反馈意见。",
        ("2023-10", "2024-01", "2024-03-12", None),
    ),
    "health, in Chinese numerals": (
        "二〇二四年九月十日至十一月十五日，县委第二巡察组开展了巡察，二〇二五年一月八日反馈了意见。截至二〇二五年三月底，完成9个。",
        ("2024-09-10", "2024-11-15", "2025-01-08", "2025-03"),
    ),
    "transport, with points": (
        "市委第五巡察组于2024.03.04-2024.05.10进行了巡察，2024.06.20反馈。截止2025-03-31，完成8个。",
        ("2024-03-04", "2024-05-10", "2024-06-20", "2025-03-31"),
    ),
    "audit, of a budget year": (
        "2024年3月至6月，审计组对财政局2023年度预算执行情况进行了审计，8月5日出具了审计报告。",
        ("2024-03", "2024-06", "2024-08-05", None),
    ),
    "firm, thirds of months": (
        "2024年7月中旬至9月上旬，集团党委第二巡察组开展巡察，11月上旬反馈了意见。",
        ("2024-07", "2024-09", "2024-11", None),
    ),
    "township, only the range": (
        "2024年9月2日至11月1日，县委巡察组对镇党委开展巡察并反馈了意见。",
        ("2024-09-02", "2024-11-01", None, None),
    ),
    "two weeks of a month": (
        "2024年4月8日至19日，县委第一巡察组开展了机动巡察，5月6日反馈意见。",
        ("2024-04-08", "2024-04-19", "2024-05-06", None),
    ),
    "months that share their word": (
        "2024年4至6月，市委第二巡察组开展了巡察，8月1日反馈意见。",
        ("2024-04", "2024-06", "2024-08-01", None),
    ),
    "a year said before": (
        "按照2025年巡察计划，区委第一巡察组于2月24日至4月18日开展了巡察，6月3日反馈意见。",
        ("2025-02-24", "2025-04-18", "2025-06-03", None),
    ),
    "days of the rectification": (
        "2025年5月12日，县委第一巡察组反馈了巡察意见，局党组于5月20日至8月20日开展集中整改。",
        (None, None, "2025-05-12", None),
    ),
    "limit of the rectification": (
        "2025年5月12日，县委第一巡察组反馈了巡察意见。巡察整改期限为2025年5月20日至8月20日。",
        (None, None, "2025-05-12", None),
    ),
    "a figure before the feedback": (
        "截至2024年末，全局共有党员96名。2025年5月12日，县委第一巡察组反馈了巡察意见。",
        (None, None, "2025-05-12", None),
    ),
    "up to a day": (
        "2025年5月12日，县委第一巡察组反馈了意见。到2025年11月20日止，完成9个。",
        (None, None, "2025-05-12", "2025-11-20"),
    ),
    "a meeting is no feedback": (
        "2025年3月5日，局党组召开专题会研究巡察反馈意见。2025年3月8日，印发巡察反馈问题整改方案。",
        (None, None, None, None),
    ),
    "the year of nothing": (
        "今年3月4日，区委第三巡察组反馈意见，截至8月底已完成9个。",
        (None, None, None, None),
    ),
}


def _told(dated: Dated | None) -> str | None:
    return str(dated.candidates[0]) if dated is not None else None


@pytest.mark.parametrize(("head", "dates"), HEADS.values(), ids=HEADS)
def test_dates_of_a_head(head: str, dates: tuple[str | None, ...]) -> None:
    teller = DateTeller(flow_of(head).text)
    start, end = teller.inspection() or (None, None)
    assert tuple(map(_told, (start, end, teller.feedback(), teller.as_of()))) == dates


@pytest.mark.parametrize(
    ("words", "published", "date"),
    [
        ("截至8月31日", "2025-09-12", "2025-08-31"),
        ("截至8月31日", None, "2025-08-31"),
        ("截至1月31日", None, "2026-01-31"),
        ("截至8月31日", "2026-10-01", None),
        ("截至今年8月底", "2025-09-12", "2025-08"),
        ("截至今年8月底", None, None),
        ("截至目前", "2025-09-12", None),
    ],
)
def test_cut_off_without_year_is_settled_by_what_is_known(
    words: str, published: str | None, date: str | None
) -> None:
    head = f"2025年3月4日，区委第三巡察组反馈意见。{words}，已完成9个。"
    assert _told(DateTeller(flow_of(head).text, published).as_of()) == date
