"""Measure or outcome, clause by clause."""

from __future__ import annotations

import pytest

from importers.outline.clauses import clauses_in
from importers.outline.narrative import best_sides, split_narrative


def _sides(text: str) -> tuple[str, str]:
    parts = split_narrative(text, [(0, len(text))])
    return "".join(text[s:e] for s, e in parts.measure), "".join(
        text[s:e] for s, e in parts.outcome
    )


@pytest.mark.parametrize(
    "text",
    [
        "加强党组理论学习中心组学习,完善学习制度。",
        "压实责任。",
        "要求各学校每月报送检查情况。",
        "拟于2025年4月召开全市工作会议。",
        "将进一步健全长效机制,确保整改取得实效。",
        "每季度开展一次专项检查。",
        "计划2026年底前全部完成消防验收。",
    ],
)
def test_narrative_of_what_is_to_be_done_is_measure(text: str) -> None:
    assert _sides(text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "3月15日召开警示教育大会,通报典型案例5起。",
        "印发《公务接待管理办法》,清退超标准费用1.96万元。",
        "已完成12家单位的检查,发现问题43个。",
        "建立了问题隐患台账。",
        "群众满意度由91.2%提升至97.8%。",
        "成立工作专班。",
    ],
)
def test_narrative_of_what_was_done_is_outcome(text: str) -> None:
    assert _sides(text) == ("", text)


def test_narrative_is_cut_where_its_kind_changes() -> None:
    text = "健全内部控制制度。2024年3月修订《财务报销管理规定》,组织培训2次。下一步,将严格执行。"
    measure, outcome = _sides(text)
    assert measure == "健全内部控制制度。下一步,将严格执行。"
    assert outcome == "2024年3月修订《财务报销管理规定》,组织培训2次。"


def test_narrative_demand_behind_a_fact_is_measure() -> None:
    measure, outcome = _sides("4月2日下发了《工作通知》,要求各单位逐项对照整改。")
    assert outcome == "4月2日下发了《工作通知》,"
    assert measure == "要求各单位逐项对照整改。"


def test_narrative_ba_is_no_future() -> None:
    _, outcome = _sides("3月20日,将结余资金87万元全部收回财政。")
    assert outcome


def test_narrative_purpose_stays_with_its_head() -> None:
    text = "4月举办培训班2期,提升了干部能力,进一步夯实工作基础。"
    assert _sides(text) == ("", text)


def test_narrative_confidence_is_higher_for_clear_words() -> None:
    clear = "3月15日已召开会议5次,印发《办法》。"
    open_ = "相关工作。"
    sure = split_narrative(clear, [(0, len(clear))]).confidence
    unsure = split_narrative(open_, [(0, len(open_))]).confidence
    assert sure > unsure


def test_narrative_of_nothing() -> None:
    assert split_narrative("", []).confidence == 0.0


def test_best_sides_pays_for_changing() -> None:
    assert best_sides([2.0, -0.5, 2.0], [0.0, 1.0, 1.0]) == [True, True, True]
    assert best_sides([2.0, -5.0, 2.0], [0.0, 1.0, 1.0]) == [True, False, True]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("甲,乙。丙;", 3),
        ("召开会议(甲,乙)。", 1),
        ("印发《关于甲,乙的通知》,丙。", 2),
        ("学习“甲。乙”精神。", 1),
        ("学习“甲。乙丙丁", 2),
        ("没有标点", 1),
    ],
)
def test_clauses_keep_quotes_and_brackets_whole(text: str, count: int) -> None:
    found = list(clauses_in(text, 0, len(text)))
    assert len(found) == count
    assert "".join(text[part.start : part.end] for part in found) == text


def test_clauses_of_a_lost_bracket_go_on() -> None:
    text = "会议(" + "甲乙丙丁,戊己庚辛。" * 30
    assert len(list(clauses_in(text, 0, len(text)))) > 20
