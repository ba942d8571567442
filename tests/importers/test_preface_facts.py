"""Facts of prefaces in many ways of writing, as marked before any reading; None is what nobody wrote."""

from __future__ import annotations

import pytest

from tests.importers.reading import read

TITLE = "中共青川县水务局党组关于巡察整改进展情况的通报\n"
BODY = "现将整改进展情况予以公布。\n一、反馈问题整改落实情况\n（一）党的建设方面\n1.理论学习不深入\n整改情况：一是学习5次。\n2.监督不到位\n整改情况：一是约谈3人。\n中共青川县水务局党组\n2025年12月10日\n"

PREFACES = [
    (
        "2024年3月5日—5月20日，市委第三巡察组对局党组开展巡察，7月1日反馈意见。",
        {
            "inspection_start": "2024-03-05",
            "inspection_end": "2024-05-20",
            "feedback_date": "2024-07-01",
            "inspection_team": "市委第三巡察组",
            "inspection_level": "市委",
        },
    ),
    (
        "2024年11月5日至次年1月17日，县委第一巡察组对局党组开展巡察。2025年3月3日反馈意见。",
        {
            "inspection_start": "2024-11-05",
            "inspection_end": "2025-01-17",
            "feedback_date": "2025-03-03",
        },
    ),
    (
        "2024.3.5-2024.5.20，县委第一巡察组对局党组开展巡察。2024.6.30，县委第一巡察组反馈意见。",
        {
            "inspection_start": "2024-03-05",
            "inspection_end": "2024-05-20",
            "feedback_date": "2024-06-30",
        },
    ),
    (
        "2024年10月中旬至2025年1月上旬，县委第一巡察组对局党组开展巡察，2025年2月25日下午反馈意见。",
        {"inspection_start": "2024-10", "inspection_end": "2025-01", "feedback_date": "2025-02-25"},
    ),
    (
        "二〇二四年九月至十一月，省委第七巡视组对局党组开展巡视。二〇二五年一月九日，省委第七巡视组反馈意见。",
        {
            "inspection_start": "2024-09",
            "inspection_end": "2024-11",
            "feedback_date": "2025-01-09",
            "inspection_level": "省委",
            "inspection_team": "省委第七巡视组",
        },
    ),
    (
        "2025年上半年，县委第一巡察组对局党组开展巡察，6月30日反馈意见。",
        {"feedback_date": "2025-06-30", "inspection_start": None},
    ),
    (
        "2025年3月3日至4月25日，县委交叉巡察组对局党组开展交叉巡察，县委巡察办于5月20日向局党组反馈了意见。",
        {
            "inspection_team": "县委交叉巡察组",
            "inspection_start": "2025-03-03",
            "inspection_end": "2025-04-25",
            "feedback_date": "2025-05-20",
            "inspection_type": "交叉巡察",
        },
    ),
    (
        "按照十五届市委第三轮巡察统一部署，市委巡察三组对局党组开展了政治巡察。2025年5月20日，市委巡察三组反馈了意见。",
        {
            "inspection_team": "市委巡察三组",
            "inspection_level": "市委",
            "round": "十五届市委第三轮巡察",
            "feedback_date": "2025-05-20",
        },
    ),
    (
        "按照市委第十轮巡察安排，市委提级巡察组对局党组进行了提级巡察，2025年5月20日反馈了意见。",
        {"inspection_team": "市委提级巡察组", "round": "第十轮巡察", "inspection_type": "提级巡察"},
    ),
    (
        "2025年3月至4月，县委对局党组开展了涉粮问题专项巡察“回头看”，5月20日反馈意见。",
        {
            "inspection_level": "县委",
            "inspection_start": "2025-03",
            "inspection_end": "2025-04",
            "feedback_date": "2025-05-20",
        },
    ),
    (
        "2025年5月20日上午，县委第一巡察组召开向局党组反馈巡察情况会议。",
        {"feedback_date": "2025-05-20", "inspection_team": "县委第一巡察组"},
    ),
    (
        "县委第一巡察组于2025年5月20日向我局党组反馈了巡察意见（青巡一组〔2025〕4号）。截至2025年11月底，整改工作取得阶段性成效。",
        {"feedback_date": "2025-05-20", "as_of": "2025-11"},
    ),
    (
        "2025年5月20日，收到县委第一巡察组反馈意见，反馈后局党组立即部署，5月26日召开整改动员会，6月10日召开专题民主生活会。",
        {"feedback_date": "2025-05-20"},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。截至11月底，整改基本完成。",
        {"feedback_date": "2025-05-20", "as_of": "2025-11"},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。到2025年11月20日止，整改任务按期完成。",
        {"feedback_date": "2025-05-20", "as_of": "2025-11-20"},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。截止2025年11月30日，整改任务完成。",
        {"feedback_date": "2025-05-20", "as_of": "2025-11-30"},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。截至目前，整改任务完成。",
        {"feedback_date": "2025-05-20", "as_of": None},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。截至2024年末，全局共有党员96名。",
        {"feedback_date": "2025-05-20", "as_of": None},
    ),
    (
        "2025年5月20日，县委第一巡察组反馈了意见。集中整改期（2025年5月20日至8月20日）内，局党组扎实整改。",
        {"feedback_date": "2025-05-20", "inspection_start": None, "inspection_end": None},
    ),
    (
        "根据省委巡视工作领导小组统一安排，省委第一巡视组于2024年4月18日至7月19日对局党组进行了常规巡视，同步开展选人用人专项检查。2024年9月6日，巡视组反馈意见。",
        {
            "inspection_start": "2024-04-18",
            "inspection_end": "2024-07-19",
            "feedback_date": "2024-09-06",
            "inspection_type": "常规巡视",
        },
    ),
    (
        "集团公司党委第二巡察组于2025年3月3日—4月25日，对公司党委开展为期54天的巡察。5月20日，集团公司党委第二巡察组反馈巡察情况。",
        {
            "inspection_level": "集团公司党委",
            "inspection_team": "集团公司党委第二巡察组",
            "inspection_start": "2025-03-03",
            "inspection_end": "2025-04-25",
            "feedback_date": "2025-05-20",
        },
    ),
    (
        "按照中央统一部署，2024年9月12日至11月30日，中央第十一巡视组对局党组开展了巡视，2025年2月20日反馈了意见。",
        {
            "inspection_level": "中央",
            "inspection_team": "中央第十一巡视组",
            "inspection_start": "2024-09-12",
            "inspection_end": "2024-11-30",
            "feedback_date": "2025-02-20",
        },
    ),
    (
        "2024年12月至2025年2月，县审计局对局2024年度预算执行情况进行了审计，2025年5月20日出具审计报告。",
        {"inspection_start": "2024-12", "inspection_end": "2025-02"},
    ),
    (
        "2024年4月8日至2024年6月14日，市委第二巡察组对局党组进行了巡察。2024年8月1日上午，市委第二巡察组召开反馈会。",
        {
            "inspection_start": "2024-04-08",
            "inspection_end": "2024-06-14",
            "feedback_date": "2024-08-01",
        },
    ),
    (
        "2024年4月8日到6月14日，市委巡察二组对局党组进行了巡察。8月1日，市委巡察二组反馈了意见。",
        {
            "inspection_start": "2024-04-08",
            "inspection_end": "2024-06-14",
            "feedback_date": "2024-08-01",
            "inspection_team": "市委巡察二组",
        },
    ),
    (
        "2024年4月8日~6月14日，市委第二巡察组巡察了局党组，于8月1日反馈巡察意见。",
        {
            "inspection_start": "2024-04-08",
            "inspection_end": "2024-06-14",
            "feedback_date": "2024-08-01",
        },
    ),
    (
        "2024年4至6月，市委第二巡察组对局党组进行了巡察，8月1日反馈了巡察意见。",
        {"inspection_start": "2024-04", "inspection_end": "2024-06", "feedback_date": "2024-08-01"},
    ),
    (
        "2024年4月8日至19日，县委第一巡察组对局党组进行了机动式巡察。2024年5月6日，反馈了巡察意见。",
        {
            "inspection_start": "2024-04-08",
            "inspection_end": "2024-04-19",
            "feedback_date": "2024-05-06",
        },
    ),
    (
        "2024年11月18日-2025年1月17日，县委第一巡察组对局党组进行了巡察。2025年3月4日，县委第一巡察组组长代表巡察组向局党组主要负责人反馈了巡察意见。",
        {
            "inspection_start": "2024-11-18",
            "inspection_end": "2025-01-17",
            "feedback_date": "2025-03-04",
        },
    ),
    (
        "按照市委统一安排，市委巡察组（第五组）于2024年4月8日至6月14日对局党组进行了巡察。",
        {
            "inspection_level": "市委",
            "inspection_start": "2024-04-08",
            "inspection_end": "2024-06-14",
        },
    ),
    (
        "2024年4月8日至6月14日，市委对局党组开展“政治监督谈话+提级巡察”，由市委第二巡察组实施，7月30日反馈意见。",
        {
            "inspection_team": "市委第二巡察组",
            "inspection_type": "提级巡察",
            "feedback_date": "2024-07-30",
        },
    ),
    (
        "2025年8月27日，中共青川县委第三轮巡察第二巡察组向局党组反馈了意见。",
        {"feedback_date": "2025-08-27", "inspection_level": "县委"},
    ),
    (
        "2025年3月3日至4月25日，县委第二巡察组开展了巡察；5月20日，反馈意见；6月3日，局党组印发整改方案；截至11月30日，集中整改任务完成。",
        {
            "inspection_start": "2025-03-03",
            "inspection_end": "2025-04-25",
            "feedback_date": "2025-05-20",
            "as_of": "2025-11-30",
        },
    ),
    (
        "2025年3月3日至4月25日，县委第二巡察组开展了巡察，5月20日反馈意见。截至10月31日24时，全部完成。",
        {"as_of": "2025-10-31"},
    ),
    (
        "2025年3月3日至4月25日，县委第二巡察组开展了巡察，5月20日反馈意见。截至今年10月底，全部完成。",
        {"as_of": "2025-10"},
    ),
    (
        "2025年3月3日至4月25日，县委第二巡察组开展了巡察，5月20日反馈意见。整改期限为2025年5月21日至8月20日。",
        {"inspection_start": "2025-03-03", "inspection_end": "2025-04-25", "as_of": None},
    ),
    (
        "局党组坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神。2025年3月3日—2025年4月25日，县委第二巡察组开展巡察。",
        {"inspection_start": "2025-03-03", "inspection_end": "2025-04-25", "feedback_date": None},
    ),
]


@pytest.mark.parametrize(("preface", "told"), PREFACES)
def test_facts_of_a_preface(preface: str, told: dict[str, str | None]) -> None:
    facts = {fact.name.value: fact.value for fact in read(TITLE + preface + BODY).facts}
    assert {name: facts.get(name) for name in told} == told
