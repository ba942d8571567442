"""发布信息: what the block around a published notice says of it."""

from __future__ import annotations

import pytest

from importers.outline.pipeline import read_notice
from importers.readers.html import HtmlReader
from models.facts import METADATA_FACTS, FactName
from tests.importers.reading import read

TITLE = "中共青川县水务局党组关于巡察整改进展情况的通报\n"
BODY = """根据县委统一部署，2024年9月10日至11月15日，县委第二巡察组对县水务局党组开展了常规巡察。现将整改进展情况予以公布。
一、整改落实情况
（一）党的建设方面
1.学习不够深入。
整改情况：一是开展学习5次。来源：各科室台账。
2.监督不到位。
整改情况：一是约谈3人。
"""
INDEX = "000014349/2025-00012"


def facts_of(head: str, tail: str = "") -> dict[str, str | None]:
    reading = read(f"{TITLE}{head}\n{BODY}{tail}")
    return {fact.name.value: fact.value for fact in reading.facts if fact.name in METADATA_FACTS}


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("来源：县水务局　发布时间：2025-09-02　浏览量：0", {"source": "县水务局"}),
        ("来源:县水务局发布时间:2025-09-02浏览量:0", {"source": "县水务局"}),
        ("来源：县水务局 发布时间：2025-09-02 10:00 浏览量：0", {"source": "县水务局"}),
        ("【来源】县水务局　【字号：大 中 小】", {"source": "县水务局"}),
        (
            f"- 索引号：{INDEX}\n- 信息来源：县水务局\n- 成文日期：2025年8月20日\n- 公开方式：主动公开\n- 文号：无",
            {
                "index_number": INDEX,
                "source": "县水务局",
                "written": "2025-08-20",
                "disclosure": "主动公开",
            },
        ),
        (
            f"| 索引号 | {INDEX} | 发布机构 | 县水务局 |\n| --- | --- | --- | --- |\n| 成文日期 | 2025-08-20 | 文号 | |",
            {"index_number": INDEX, "publisher": "县水务局", "written": "2025-08-20"},
        ),
        (
            f"索 引 号：{INDEX}\t主题分类：农业、林业、水利\n发布机构：县水务局\t成文日期：2025-08-20",
            {
                "index_number": INDEX,
                "category": "农业、林业、水利",
                "publisher": "县水务局",
                "written": "2025-08-20",
            },
        ),
        (
            f"索引号\t{INDEX}\t组配分类\t公告公示\n发布机构\t县水务局\t生成日期\t2025-08-20",
            {
                "index_number": INDEX,
                "category": "公告公示",
                "publisher": "县水务局",
                "written": "2025-08-20",
            },
        ),
        (
            f"索引号\t发布机构\t成文日期\n{INDEX}\t县水务局\t2025-08-20",
            {"index_number": INDEX, "publisher": "县水务局", "written": "2025-08-20"},
        ),
        (
            f"索引号：\n{INDEX}\n发布机构：\n县水务局\n文 号：\n青水党〔2025〕3号",
            {
                "index_number": INDEX,
                "publisher": "县水务局",
                "document_number": "青水党〔2025〕3号",
            },
        ),
        (f"{INDEX}\n县水务局\n2025-09-02", {"index_number": INDEX, "publisher": "县水务局"}),
        ("青水党〔2025〕3号", {"document_number": "青水党〔2025〕3号"}),
    ],
    ids=[
        *("in a row", "glued", "clock", "brackets", "bullets", "pipes"),
        *("tabs", "cells", "head row", "own lines", "bare", "bare number"),
    ],
)
def test_block_however_it_is_laid_out(block: str, found: dict[str, str]) -> None:
    assert facts_of(block) == found


@pytest.mark.parametrize(
    "block",
    [
        "来源：　　时间：2025-09-02　　作者：张三",
        "信息来源：\n浏览量：12",
        "索引号：无　发布机构：—",
        "文号：暂无",
        "咨询电话：0000-7654321",
    ],
)
def test_empty_fields_say_nothing(block: str) -> None:
    assert facts_of(block) == {}


def test_labels_inside_the_notice_are_no_metadata() -> None:
    assert facts_of("") == {}


def test_block_below_the_notice_counts_too() -> None:
    assert facts_of("", "信息来源：县水务局\n一审：李四　二审：王五\n") == {"source": "县水务局"}


def test_block_stays_clutter() -> None:
    text = f"{TITLE}来源：县水务局　发布时间：2025-09-02　浏览量：0\n{BODY}"
    reading = read(text)
    (source,) = (fact for fact in reading.facts if fact.name is FactName.SOURCE)
    assert source.span is not None
    assert source.span.of(text) == "县水务局"
    assert any(part.span.overlaps(source.span) for part in reading.clutter)


def published(block: str, tail: str = "") -> str | None:
    reading = read(f"{TITLE}{block}\n{BODY}{tail}")
    return next((fact.value for fact in reading.facts if fact.name is FactName.PUBLISHED), None)


@pytest.mark.parametrize(
    ("block", "tail", "day"),
    [
        ("成文日期：2025-08-20　发布日期：2025-09-02", "", "2025-09-02"),
        ("发布时间：2025-09-02 16:30　点击：5", "2025年8月20日", "2025-09-02"),
        ("| 成文日期 | 2025-08-20 | 发布日期 | 2025-09-02 |", "", "2025-09-02"),
        ("成文日期：2025-08-20", "2025年8月22日", "2025-08-22"),
        ("成文日期：2025-08-20", "", "2025-08-20"),
    ],
    ids=["both", "clock", "pipes", "signature", "written only"],
)
def test_day_of_publication_is_not_the_day_of_writing(block: str, tail: str, day: str) -> None:
    assert published(block, tail) == day


UNTITLED = "关于巡察整改进展情况的通报\n{}\n根据安排，县委第二巡察组开展了常规巡察。{}现将整改进展情况予以公布。\n一、整改落实情况\n1.学习不够深入。\n整改情况：学习5次。\n2.监督不到位。\n整改情况：约谈3人。\n"


@pytest.mark.parametrize(
    ("block", "words", "unit"),
    [
        ("发布机构：县水务局", "", "县水务局"),
        ("发布机构：县纪委监委", "", None),
        ("发布机构：县融媒体中心", "", None),
        ("发布机构：县政府", "3月5日向县水务局党组反馈了意见。", "县水务局党组"),
        ("", "3月5日向各单位党组反馈了意见。", None),
        ("县水务局局长　林若川", "受县人民政府委托，我作如下报告。", "县水务局"),
        ("", "受县人民政府委托，我作如下报告。", "县人民政府"),
    ],
    ids=["publisher", "inspector", "press", "inspected", "several", "speaker", "sender"],
)
def test_unit_where_no_title_names_it(block: str, words: str, unit: str | None) -> None:
    reading = read(UNTITLED.format(block, words))
    assert {fact.name: fact.value for fact in reading.facts}.get(FactName.UNIT) == unit


def test_block_of_a_web_page_in_a_table() -> None:
    cells = (("索引号", INDEX), ("发布机构", "县水务局"), ("成文日期", "2025-08-20"))
    row = "".join(f"<td>{label}</td><td>{value}</td>" for label, value in cells)
    body = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
    page = f"<html><body><h1>{TITLE}</h1><table><tr>{row}</tr></table>{body}</body></html>"
    reading = read_notice(HtmlReader().read(page.encode(), "页.html"))
    found = {fact.name.value: fact.value for fact in reading.facts if fact.name in METADATA_FACTS}
    assert found == {"index_number": INDEX, "publisher": "县水务局", "written": "2025-08-20"}
