"""Tables inside web pages and Word files: ledgers and record cards give nodes, ordinary tables do not."""

from __future__ import annotations

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.node import NodeKind
from models.notice import Reading
from models.values import NoticeKind
from tests.importers.readers.docx_files import WordFile, cell, p, row, table
from tests.importers.tables.sheets import lines, problems, said, sheet, tree

NOTICE = "青禾县水务局党组关于巡察整改进展情况的通报"


def page(*body: str) -> bytes:
    return f"<html><body>{''.join(f'{part}' for part in body)}</body></html>".encode()


def html_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{words}</td>" for words in one) for one in rows)
    return "<table>" + "".join(f"<tr>{one}</tr>" for one in cells) + "</table>"


def reading_of(data: bytes, name: str) -> Reading:
    return read_notice(read_source(data, name))


CARDS = (
    (("反馈问题", "学习不深入"), ("整改措施", "（1）制定计划。<br>（2）抓好落实。"), ("整改时限", "2025年6月"), ("整改情况", "已落实。")),
    (("反馈问题", "调研不够"), ("整改措施", "开展调研。"), ("责任领导", "周一凡"), ("整改情况", "正在整改。")),
)  # fmt: skip


def test_record_cards_under_headings_of_a_page() -> None:
    data = page(
        f"<p>{NOTICE}</p><p>（一）聚焦学习贯彻方面</p>",
        html_table(*CARDS[0]),
        "<p>（二）聚焦供水保障方面</p>",
        html_table(*CARDS[1]),
    )
    source = read_source(data, "通报.html")
    reading = read_notice(source)
    assert reading.kind is NoticeKind.RECTIFICATION_NOTICE
    assert lines(source, reading) == [
        "方面[(一)] 聚焦学习贯彻方面",
        "  问题 学习不深入",
        "    措施[(1)] 制定计划。",
        "    措施[(2)] 抓好落实。",
        "    完成 已落实。",
        "方面[(二)] 聚焦供水保障方面",
        "  问题 调研不够",
        "    措施 开展调研。",
    ]
    assert [said(node)[0] for node in problems(reading)] == [None, "ongoing"]


def test_record_cards_of_a_word_file() -> None:
    card = table(
        row("问题1", "学习不深入"),
        row("整改措施", cell(p("1.制定计划。"), p("2.抓好落实。"))),
        row("责任领导", "周一凡", "责任科室", "办公室"),
        row("整改情况", "已全部落实。已完成整改。"),
    )
    source = read_source(WordFile((p(NOTICE), card)).data(), "通报.docx")
    reading = read_notice(source)
    assert lines(source, reading) == [
        "问题 学习不深入",
        "  措施[1] 制定计划。",
        "  措施[2] 抓好落实。",
        "  完成 已全部落实。",
    ]
    assert said(reading.nodes[0]) == ("done", "已完成整改。", None, "周一凡", "办公室", None)


def test_ledger_table_of_a_word_file() -> None:
    ledger = table(
        row("序号", "问题", "整改措施", "完成情况"),
        row(cell("聚焦学习贯彻方面", span=4)),
        row("1", "学习不深入", "制定计划。", "已制定。"),
        row("2", "调研不够", "开展调研。", "已开展。"),
    )
    source = read_source(WordFile((p("青禾县水务局党组整改台账"), ledger)).data(), "台账.docx")
    reading = read_notice(source)
    assert reading.kind is NoticeKind.LEDGER
    assert lines(source, reading)[:3] == [
        "方面 聚焦学习贯彻方面",
        "  问题[1] 学习不深入",
        "    措施 制定计划。",
    ]
    assert len(problems(reading)) == 2


def _notice_with(extra: str) -> bytes:
    parts = (
        f"<p>{NOTICE}</p>",
        "<p>根据县委统一部署，县委第一巡察组对县水务局党组开展了巡察，并反馈了巡察意见。现将整改进展情况予以公布。</p>",
        "<p>（一）聚焦学习贯彻方面</p>",
        "<p>1.学习不深入的问题。</p><p>整改措施：制定学习计划，集中学习。</p><p>完成情况：已制定学习计划1份，集中学习6次。</p>",
        "<p>2.调研不够的问题。</p><p>整改措施：开展专题调研。</p><p>完成情况：已开展专题调研3次。</p>",
        extra,
        "<p>（二）聚焦供水保障方面</p>",
        "<p>1.规划迟缓的问题。</p><p>整改措施：编制供水规划。</p><p>完成情况：已编制供水规划1份。</p>",
    )
    return page(*parts)


@pytest.mark.parametrize(
    "extra",
    [
        html_table(("序号", "单位", "次数"), *((str(at), "某镇供水站", "3") for at in range(1, 9))),
        html_table(("项目", "金额", "比例"), ("供水", "1.2万元", "50%"), ("河道", "3万元", "80%")),
        html_table(
            ("序号", "问题", "整改措施", "完成情况"),
            ("1", "学习不深入的问题", "制定学习计划，集中学习。", "已制定学习计划1份。"),
        ),
    ],
    ids=["figures", "money", "the same as a ledger"],
)
def test_tables_in_a_notice_change_nothing(extra: str) -> None:
    plain, with_table = (
        reading_of(_notice_with(""), "a.html"),
        reading_of(_notice_with(extra), "a.html"),
    )
    assert with_table.kind is plain.kind is NoticeKind.RECTIFICATION_NOTICE
    shape = [(node.kind, node.number) for node in plain.nodes]
    assert [(node.kind, node.number) for node in with_table.nodes] == shape
    assert sum(node.kind is NodeKind.PROBLEM for node in plain.nodes) == 3
    assert all(place.why != "表格" for place in with_table.clutter)


def test_card_in_a_workbook() -> None:
    data = sheet(
        ["反馈问题", "学习不深入"],
        ["整改措施", "制定计划。"],
        ["整改时限", "2025年6月", "责任领导", "张三"],
        ["整改情况", "已制定。"],
        ["反馈问题", "调研不够"],
        ["整改措施", "开展调研。"],
        ["整改时限", "2025年6月", "责任领导", "李四"],
        ["整改情况", "已开展。"],
    )
    assert [line for line in tree(data) if line.startswith("问题")] == [
        "问题 学习不深入",
        "问题 调研不够",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("标题", "某通报"), ("来源", "某网"), ("日期", "2025年"), ("问题", "无")),
        (("问题", "怎么办"), ("答复", "去窗口")),
        (("整改措施", "改"), ("整改情况", "已改"), ("整改时限", "2025年")),
    ],
    ids=["about a page", "question", "no problem"],
)
def test_other_pairs_are_no_cards(rows: tuple[tuple[str, ...], ...]) -> None:
    assert tree(sheet(*rows)) == []


def test_titles_of_a_table_under_a_problem_are_no_measure_of_it() -> None:
    body = [
        p(NOTICE),
        p("（一）聚焦供水保障方面"),
        p("1.供水管网老化。"),
        p("整改措施："),
        p("改造管网。"),
        p("完成情况：已完成。"),
    ]
    body += [
        p("2.水质检测不及时。"),
        table(row("整改措施", "整改情况"), row("委托检测。", "检测水样12份。")),
    ]
    source = read_source(WordFile(body).data(), "通报.docx")
    reading = read_notice(source)
    words = [node.text(source.text) for node in reading.nodes]
    assert any("检测水样12份" in text for text in words)
    assert not any("整改情况" in text for text in words)
