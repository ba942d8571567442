"""Forms of ledgers that offices draw: ticks under states, a sheet an aspect, further words for titles."""

from __future__ import annotations

import pytest

from models.node import NodeKind
from models.values import Status
from tests.importers.tables.sheets import problems, read, said, sheet, tree, workbook

_TICKED = (
    (1, "供水保障站位不高。", "编制规划。", "已编制规划1份。"),
    (2, "水质检测频次不够。", "每季度检测。", "已检测2次。"),
    (3, "管网改造进度滞后。", "倒排工期。", "因征地未开工。"),
)
_STATES = ("已完成", "正在整改", "未完成")


@pytest.mark.parametrize("tick", ["√", "✓", "✔"])
@pytest.mark.parametrize("heads", [1, 2])
def test_tick_under_a_state_says_that_state(tick: str, heads: int) -> None:
    titles = ("序号", "存在问题", "整改措施", "整改成效")
    over = [(*titles, "整改状态", None, None), (*[None] * 4, *_STATES)]
    rows = [
        (*row, *(tick if at == place else None for at in range(3)))
        for place, row in enumerate(_TICKED)
    ]
    if heads == 2:
        merges = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1")
        data = sheet(*over, *rows, merges=merges)
    else:
        data = sheet((*titles, *_STATES), *rows)
    _, reading = read(data)
    found = [(node.status, node.status_quote) for node in problems(reading)]
    assert found == [(Status.DONE, tick), (Status.ONGOING, tick), (Status.NOT_DONE, tick)]


def test_columns_of_figures_under_states_are_no_ticks() -> None:
    data = sheet(
        ("序号", "存在问题", "整改措施", "整改成效", *_STATES),
        *((*row, 3, 1, 0) for row in _TICKED),
    )
    assert {node.status for node in problems(read(data)[1])} == {Status.UNSTATED}


def test_sheet_that_is_named_for_an_aspect_holds_its_problems() -> None:
    titles = ("序号", "问题", "整改措施", "完成情况")
    data = workbook(
        ("填表说明", [["1.本表由各单位填写，每月报送。"]], ()),
        ("政治建设方面", [[None], [None, "某局台账"], titles, (1, "学习不深", "改", "已改")], ()),
        ("工作作风方面", [titles, (1, "调研不实", "改", "已调研3次")], ()),
    )
    source, reading = read(data)
    assert tree(data) == [
        *("方面 政治建设方面", "  问题[1] 学习不深", "    措施 改", "    完成 已改"),
        *("方面 工作作风方面", "  问题[1] 调研不实", "    措施 改", "    完成 已调研3次"),
    ]
    assert [place.span.of(source.text) for place in reading.clutter] == ["填表说明"]


def test_rows_that_name_their_aspect_go_before_the_name_of_the_sheet() -> None:
    titles = ("序号", "方面", "问题", "整改措施", "完成情况")
    data = workbook(("全部方面", [titles, (1, "作风方面", "调研不实", "改", "已改")], ()))
    assert tree(data)[0] == "方面 作风方面"


@pytest.mark.parametrize(
    "titles",
    [
        ("编号", "大类", "反馈意见内容", "整改举措", "落实情况", "整改期限", "包案领导"),
        ("序号", "大类", "问题清单", "任务清单", "成效清单", "时间节点", "责任领导"),
    ],
)
def test_further_titles_of_ledgers(titles: tuple[str, ...]) -> None:
    row = (1, "党建方面", "学习不深", "补课。", "已补课2次。", "2025年6月", "周一凡")
    _, reading = read(sheet(titles, row))
    assert [node.kind for node in reading.nodes] == [
        NodeKind.ASPECT,
        NodeKind.PROBLEM,
        NodeKind.MEASURE,
        NodeKind.OUTCOME,
    ]
    assert said(reading.nodes[1])[2:4] == ("2025年6月", "周一凡")
