from dataclasses import replace

import pytest

from checks.runner import run_checks
from models.facts import Section
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind
from services.outline_text import columns, cut, finding_lines, outline_lines
from tests.checks.build import make_notice

OUTLINE = """
aspect (一) 聚焦学习方面
  problem 1 学习不够。
    sub_problem 一是 计划不实。 @done=已完成 #2025-12=2025年12月底前
      measure (1) 制定计划。
      measure (2) 抓落实。
      outcome (1) 2025年3月制定计划。 >(1),(2)
"""


def small() -> Notice:
    return make_notice(
        OUTLINE,
        "{sub_problems=2 lists|2个具体问题}，已完成{done=2|2个}，占{rate_percent=100 of=done|100%}。",
        facts={"title": "某局的通报", "unit": "某局党组"},
    )


def test_metadata_of_the_page_stand_on_a_line_of_their_own() -> None:
    facts = {"unit": "某局党组", "publisher": "县水务局", "index_number": "0001/2025-0002"}
    lines = list(outline_lines(make_notice(OUTLINE, facts=facts)))
    assert "索引号：0001/2025-0002　发布机构：县水务局" in lines


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("money=236000000|2.36亿元", "资金23600万元"),
        ("money=1234567.89|123.456789万元", "资金123.456789万元"),
        ("money=0|0元", "资金0元"),
        ("problems=2 subset_of=34|2个", "其中问题2"),
        ("meetings=10 vague|10余次", "会议约10"),
        ("rate_percent=60 of=done vague|近60%", "已完成占约60%"),
    ],
    ids=["yi", "exact", "zero", "part", "vague", "vague rate"],
)
def test_claims_are_told_with_unit_and_part(claim: str, told: str) -> None:
    assert f"自报：{told}" in list(outline_lines(make_notice(OUTLINE, f"{{{claim}}}。")))


def test_head_says_what_the_notice_is_and_claims() -> None:
    lines = list(outline_lines(small()))
    assert lines[0] == "某局的通报"
    assert lines[1] == "（t.txt，整改通报，把握高）"
    assert "单位：某局党组" in lines
    assert "自报：具体问题2、已完成2、已完成占100%" in lines
    assert "列出：方面1、主要问题1、具体问题1、整改措施2、完成情况1" in lines
    assert "逐条状态：1个问题，已完成1" in lines


def test_tree_is_indented_and_numbers_lowest_problems() -> None:
    lines = list(outline_lines(small()))
    at = lines.index("方面 (一) 聚焦学习方面")
    assert lines[at + 1 :] == [
        "  主要问题 1 学习不够。",
        "    [1] 具体问题 〔已完成，2025年12月底前〕 一是 计划不实。",
        "      整改措施 (1) 制定计划。",
        "      整改措施 (2) 抓落实。",
        "      完成情况 (1) →(1)、(2) 2025年3月制定计划。",
    ]


def test_long_words_are_cut_to_the_width() -> None:
    lines = list(outline_lines(small(), width=30))
    assert max(columns(line) for line in lines[lines.index("") :]) <= 30


def test_document_without_problems_shows_its_sections() -> None:
    notice = make_notice("", "党建\n学习", kind=NoticeKind.WORK_REPORT)
    sections = (Section("党建", Span(0, 2)), Section("学习", Span(3, 5), 2))
    notice = replace(
        notice, reading=replace(notice.reading, sections=sections, kind_reason="没有问题清单")
    )
    lines = list(outline_lines(notice))
    assert lines[2] == "识读为工作报道：没有问题清单"
    assert lines[-2:] == ["党建", "  学习"]


def test_findings_say_how_many_and_where() -> None:
    notice = small()
    lines = list(finding_lines(notice, run_checks(notice)))
    assert lines[0] == "校核结果：1条（不一致1）"
    assert lines[1].startswith("  1. [K1 不一致] 自报2/2，列出1/1（具体问题/已完成）")
    assert lines[2] == "     原文第1、4行"


def test_no_findings_are_said_too() -> None:
    assert list(finding_lines(small(), ())) == ["校核结果：未发现问题"]


def test_many_places_are_cut_short() -> None:
    outline = "\n".join(f"problem {n} 甲。" for n in range(1, 12))
    notice = make_notice(outline, "{problems=12|12个问题}。")
    lines = list(finding_lines(notice, run_checks(notice)))
    assert lines[2] == "     原文第1、2、3、4、5、6、7、8等行"


@pytest.mark.parametrize(
    ("words", "width", "shown"),
    [
        ("短的", 10, "短的"),
        ("两\n行", 10, "两 行"),
        ("一二三四五六七", 12, "一二三四……"),
        ("abcdefghijkl", 8, "abcd……"),
    ],
)
def test_cut(words: str, width: int, shown: str) -> None:
    assert cut(words, width) == shown
