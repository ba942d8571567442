"""Measure or outcome, clause by clause."""

from __future__ import annotations

import math
import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import cues
from importers.outline.narrative import clause_cues
from importers.outline.narrative.clauses import clauses_in
from importers.outline.narrative.parting import (
    SHARPNESS,
    best_sides,
    outcome_chances,
    split_narrative,
)


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


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3月20日,将结余资金87万元全部收回财政。", ""),
        ("将违规列支的2.3万元原渠道退回。", ""),
        ("将学习情况纳入年度考核。", "将学习情况纳入年度考核。"),
        ("将于2026年3月完成验收。", "将于2026年3月完成验收。"),
        ("将尽快收回结余资金87万元。", "将尽快收回结余资金87万元。"),
    ],
)
def test_narrative_jiang_is_ba_or_future(text: str, measure: str) -> None:
    assert _sides(text)[0] == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("每户补助5000元以上的须公示。", "每户补助5000元以上的须公示。"),
        ("已补助5000元以上的农户36户。", ""),
        (
            "对未办结的38件案件,逐件明确包案领导。",
            "对未办结的38件案件,逐件明确包案领导。",
        ),
        ("实行专项督办,目前已完成验收。", "实行专项督办,"),
    ],
)
def test_narrative_figures_may_be_a_line_that_is_drawn(text: str, measure: str) -> None:
    assert _sides(text)[0] == measure


def test_narrative_confidence_is_higher_for_clear_words() -> None:
    clear = "3月15日已召开会议5次,印发《办法》。"
    open_ = "相关工作。"
    assert split_narrative(clear, [(0, len(clear))]).outcome_confidence > 0.9
    assert split_narrative(open_, [(0, len(open_))]).measure_confidence < 0.85


def test_narrative_confidence_is_told_of_each_side() -> None:
    text = "加强内部管理,健全长效机制。相关人员到场。"
    parts = split_narrative(text, [(0, len(text))])
    assert parts.measure_confidence > 0.9
    assert parts.outcome_confidence < 0.6
    clear = text.index("。") + 1
    assert split_narrative(text, [(0, clear)]).outcome_confidence == 0.0


def test_narrative_of_nothing() -> None:
    parts = split_narrative("", [])
    assert (parts.measure, parts.outcome) == ([], [])
    assert (parts.measure_confidence, parts.outcome_confidence) == (0.0, 0.0)


@given(st.lists(st.tuples(st.floats(-6, 6), st.floats(0, 4)), min_size=1, max_size=12))
def test_outcome_chances_are_those_of_all_ways_counted_one_by_one(
    clauses: list[tuple[float, float]],
) -> None:
    gains, prices = [gain for gain, _ in clauses], [price for _, price in clauses]
    clauses_outcome = [0.0] * len(gains)
    total = 0.0
    for sides in product((False, True), repeat=len(gains)):
        worth = sum(gain for gain, outcome in zip(gains, sides, strict=True) if outcome)
        worth -= sum(prices[at] for at in range(1, len(sides)) if sides[at] is not sides[at - 1])
        weight = math.exp(worth * SHARPNESS)
        total += weight
        for at, outcome in enumerate(sides):
            clauses_outcome[at] += weight * outcome
    expected = [worth / total for worth in clauses_outcome]
    assert outcome_chances(gains, prices) == pytest.approx(expected, abs=1e-9)


def test_cue_that_is_added_takes_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "甲乙丙丁全县各村。"
    assert _sides(text)[1] == ""
    for path in cues.FOLDER.glob("*.txt"):
        shutil.copy(path, tmp_path)
    table = tmp_path / "narrative.txt"
    lines = table.read_text(encoding="utf-8").splitlines()
    heading = next(at for at, line in enumerate(lines) if line.startswith("[done"))
    table.write_text(
        "\n".join([*lines[: heading + 1], "甲乙丙丁", *lines[heading + 1 :]]), encoding="utf-8"
    )
    monkeypatch.setattr(cues, "FOLDER", tmp_path)
    _forget_tables()
    try:
        assert _sides(text)[1] == text
    finally:
        monkeypatch.undo()
        _forget_tables()


def _forget_tables() -> None:
    """What a new start of the program does."""
    for module in (cues, clause_cues):
        for loaded in vars(module).values():
            if hasattr(loaded, "cache_clear"):
                loaded.cache_clear()


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
