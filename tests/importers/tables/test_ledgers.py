"""Ledgers of many shapes give the tree that text notices give, and tables of other kinds give none."""

from __future__ import annotations

import pytest

from importers.outline.tables.tree import read_tables
from models.facts import FactName
from models.ids import NodeId
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.source import SpanRole
from models.values import LimitClass, NoticeKind, Status
from tests.importers.tables.sheets import problems, read, said, sheet, tree, workbook

TITLES = ("序号", "存在问题", "整改措施", "完成时限", "责任领导", "责任科室", "整改情况")


def test_plain_ledger_under_title_rows() -> None:
    source, reading = read(
        sheet(
            ["青禾县水务局党组巡察整改台账"],
            ["填报单位：青禾县水务局党组", None, None, None, "截至2025年8月31日"],
            TITLES,
            [
                1,
                "供水保障站位不高。",
                "编制规划。",
                "2025年12月底前",
                "周一凡",
                "规划科",
                "已编制规划1份。已完成。",
            ],
            [
                2,
                "水质检测频次不够。",
                "每季度检测。",
                "长期坚持",
                "吴二、郑三",
                "供水股",
                "正在整改",
            ],
            merges=("A1:G1", "A2:D2"),
        )
    )
    assert reading.kind is NoticeKind.LEDGER
    first, second = problems(reading)
    assert said(first) == ("done", "已完成。", "2025年12月底前", "周一凡", "规划科", None)
    assert said(second) == ("ongoing", "正在整改", "长期坚持", "吴二、郑三", "供水股", None)
    assert (str(first.deadline), second.limit_class) == ("2025-12", LimitClass.LONG_TERM)
    facts = {fact.name: fact.value for fact in reading.facts}
    assert facts == {
        FactName.TITLE: "青禾县水务局党组巡察整改台账",
        FactName.UNIT: "青禾县水务局党组",
        FactName.AS_OF: "2025-08-31",
    }
    for fact in reading.facts:
        assert fact.span is not None
        assert fact.span.of(source.text) == fact.printed


def test_lines_of_a_cell_become_items_and_keep_their_places() -> None:
    source, reading = read(
        sheet(
            TITLES,
            [
                1,
                "甲不到位",
                "(1)制定甲。\n(2)落实乙。",
                None,
                None,
                None,
                "(1)已定甲。(2)已落实乙。",
            ],
        )
    )
    items = [node for node in reading.nodes if node.kind is not NodeKind.PROBLEM]
    assert [(node.kind.value, node.number, node.text(source.text)) for node in items] == [
        ("measure", "(1)", "制定甲。"),
        ("measure", "(2)", "落实乙。"),
        ("outcome", "(1)", "已定甲。"),
        ("outcome", "(2)", "已落实乙。"),
    ]
    assert [(link.outcome, link.measure) for link in reading.links] == [(4, 2), (5, 3)]


def test_fields_lie_in_their_cells_with_roles() -> None:
    source, reading = read(
        sheet(TITLES, [7, "甲不到位", "改", "2025年6月", "周一凡", "办公室", "已完成"])
    )
    problem = reading.nodes[0]
    words = {part.role: part.span.of(source.text) for part in problem.spans}
    assert words == {
        SpanRole.NUMBER: "7",
        SpanRole.BODY: "甲不到位",
        SpanRole.DEADLINE: "2025年6月",
        SpanRole.PERSON: "周一凡",
        SpanRole.OFFICE: "办公室",
        SpanRole.STATUS: "已完成",
    }
    cells = {cell.span.of(source.text): (cell.row, cell.column) for cell in source.evidence.cells}
    assert cells["甲不到位"] == (1, 1)


def test_two_rows_of_titles_and_merged_categories() -> None:
    data = sheet(
        ["某局台账"],
        ["序号", "问题", None, "整改", None, "责任", None, "时限"],
        [None, "类别", "具体内容", "措施", "成效", "领导", "部门", None],
        [1, "党的建设", "组织生活不规范", "规范。", "已规范。", "周一凡", "办公室", "2025年6月"],
        [2, None, "发展党员把关不严", "严格。", "已严格。", "周一凡", "人事科", "2025年6月"],
        [3, "工作作风", "调研不深", "深入。", "正在推进", "吴二", "办公室", "2025年6月"],
        merges=("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:H3", "B4:B5"),
    )
    assert tree(data) == [
        "问题 党的建设",
        "  具体[1] 组织生活不规范",
        "    措施 规范。",
        "    完成 已规范。",
        "  具体[2] 发展党员把关不严",
        "    措施 严格。",
        "    完成 已严格。",
        "问题 工作作风",
        "  具体[3] 调研不深",
        "    措施 深入。",
    ]
    found = [node for node in problems(read(data)[1]) if node.kind is NodeKind.SUB_PROBLEM]
    assert [node.lead_office for node in found] == ["办公室", "人事科", "办公室"]


@pytest.mark.parametrize("merges", [(), ("A2:A3", "B2:B3", "C2:C3")], ids=["blank", "merged"])
def test_one_row_a_measure(merges: tuple[str, ...]) -> None:
    data = sheet(
        ["序号", "方面", "问题", "编号", "整改措施", "责任人", "完成时间", "完成情况"],
        [1, "学习方面", "学习不深入", 1, "制定计划", "张三", "2025-03", "已制定"],
        [None, None, None, 2, "集中学习", "李四", "2025-04", "已学习3次"],
        [2, "党建方面", "组织生活不规范", 1, "规范记录", "王五", "2025-05", "已规范"],
        merges=merges,
    )
    source, reading = read(data)
    assert tree(data) == [
        "方面 学习方面",
        "  问题[1] 学习不深入",
        "    措施 制定计划",
        "    完成 已制定",
        "    措施 集中学习",
        "    完成 已学习3次",
        "方面 党建方面",
        "  问题[2] 组织生活不规范",
        "    措施 规范记录",
        "    完成 已规范",
    ]
    who = {node.text(source.text): node.person for node in reading.nodes if node.person}
    assert who == {"制定计划": "张三", "集中学习": "李四", "组织生活不规范": "王五"}


def test_bands_are_aspects_and_problems() -> None:
    data = sheet(
        ["序号", "问题", "整改措施", "完成情况"],
        ["一、聚焦学习贯彻方面"],
        ["（一）学习贯彻不深入"],
        [1, "一是计划没落实", "落实计划", "已落实，整改完成。"],
        [2, "二是调研少", "多调研", "已完成"],
        ["（二）供水保障不力"],
        [3, "一是规划迟缓", "编规划", "正在推进"],
        ["二、聚焦基层党建方面"],
        ["（一）组织弱化"],
        [4, "一是换届迟", "按期换届", "已完成"],
        ["填报人：周一凡　审核人：吴二"],
        merges=("A2:D2", "A3:D3", "A11:D11"),
    )
    assert tree(data) == [
        "方面[一] 聚焦学习贯彻方面",
        "  问题[(一)] 学习贯彻不深入",
        "    具体[一是] 计划没落实",
        "      措施 落实计划",
        "      完成 已落实，整改完成。",
        "    具体[二是] 调研少",
        "      措施 多调研",
        "  问题[(二)] 供水保障不力",
        "    具体[一是] 规划迟缓",
        "      措施 编规划",
        "方面[二] 聚焦基层党建方面",
        "  问题[(一)] 组织弱化",
        "    具体[一是] 换届迟",
        "      措施 按期换届",
    ]


def test_a_sheet_a_unit_and_one_of_figures() -> None:
    def unit(name: str) -> list[list[object]]:
        return [
            [f"{name}整改台账"],
            ["问题", "整改措施", "完成情况"],
            [f"（一）{name}方面"],
            [f"{name}学习少", "学", "已学习"],
        ]

    figures = [["单位", "问题数", "完成数"], ["甲局", 1, 1], ["乙局", 1, 1]]
    data = workbook(("甲局", unit("甲局"), []), ("乙局", unit("乙局"), []), ("汇总", figures, []))
    assert [line for line in tree(data) if "措施" not in line and "完成" not in line] == [
        "方面[(一)] 甲局方面",
        "  问题 甲局学习少",
        "方面[(一)] 乙局方面",
        "  问题 乙局学习少",
    ]


def test_sheet_that_lists_the_same_again_is_left_out() -> None:
    rows = [["序号", "问题", "整改措施", "完成情况"], [1, "学习少", "多学", "已学"]]
    again = [["序号", "问题", "责任领导", "整改时限"], [1, "学习少", "周一凡", "2025年"]]
    _, reading = read(workbook(("整改清单", rows, []), ("责任清单", again, [])))
    assert len(problems(reading)) == 1
    assert "另有1张表" in reading.kind_reason


def test_narrative_column_is_split_as_in_mixed_notices() -> None:
    data = sheet(
        ["序号", "问题", "整改落实情况"],
        [1, "学习不深入", "（1）制定学习计划。已开展集中学习6次。\n（2）建立督查制度。已督查2次。"],
    )
    _, reading = read(data)
    assert [node.number for node in reading.nodes if node.kind is NodeKind.MEASURE] == [
        "(1)",
        "(2)",
    ]
    assert {node.parent for node in reading.nodes if node.kind is NodeKind.OUTCOME} == {2, 4}


def test_labels_inside_a_cell_part_it() -> None:
    data = sheet(
        ["序号", "问题", "整改情况"],
        [1, "学习不深入", "整改措施：制定计划。\n完成情况：已制定。\n整改时限：2025年6月"],
    )
    assert tree(data) == ["问题[1] 学习不深入", "  措施 制定计划。", "  完成 已制定。"]
    assert problems(read(data)[1])[0].deadline_quote == "2025年6月"


def test_repeated_titles_column_numbers_and_totals_are_no_rows() -> None:
    titles = ["序号", "问题", "整改措施", "完成情况"]
    data = sheet(
        titles,
        [1, 2, 3, 4],
        [1, "学习少", "多学", "已学"],
        titles,
        [2, "调研少", "多调研", "已调研"],
        ["合计", "2个", None, "完成2个"],
    )
    assert [node.kind for node in problems(read(data)[1])] == [NodeKind.PROBLEM] * 2


@pytest.mark.parametrize(
    ("words", "status", "quote"),
    [
        ("√", Status.DONE, "√"),
        ("是", Status.DONE, "是"),
        ("否", Status.NOT_DONE, "否"),
        ("√已完成", Status.DONE, "已完成"),
        ("◎阶段性完成\n“基本完成”", Status.PHASED, "基本完成"),
        ("□未写明", Status.UNSTATED, None),
        ("整改中", Status.ONGOING, "整改中"),
        ("正在整改（预计2025年12月完成）", Status.ONGOING, "正在整改（预计2025年12月完成）"),
        ("立行立改", Status.UNSTATED, None),
        ("见附件", Status.UNSTATED, None),
    ],
)
def test_column_of_states(words: str, status: Status, quote: str | None) -> None:
    data = sheet(["问题", "整改措施", "是否完成"], ["学习少", "多学", words])
    problem = read(data)[1].nodes[0]
    assert (problem.status, problem.status_quote) == (status, quote)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("领导：周一凡\n部门：办公室\n责任人：吴二", ("周一凡", "办公室", "吴二")),
        ("责任领导：周一凡；责任科室：办公室", ("周一凡", "办公室", None)),
        ("周一凡", ("周一凡", None, None)),
        ("规划建设科", (None, "规划建设科", None)),
        ("周一凡\n吴二", ("周一凡、吴二", None, None)),
    ],
)
def test_column_of_who_is_responsible(words: str, fields: tuple[str | None, ...]) -> None:
    data = sheet(["问题", "整改措施", "责任领导/部门"], ["学习少", "多学", words])
    problem = read(data)[1].nodes[0]
    assert (problem.lead_person, problem.lead_office, problem.person) == fields


def test_numbered_lines_of_a_field_belong_to_their_measures() -> None:
    data = sheet(
        ["问题", "整改措施", "整改时限"],
        ["学习少", "(1)定计划。\n(2)抓落实。", "(1)2025年3月\n(2)2025年6月（限期整改）"],
    )
    nodes = read(data)[1].nodes
    assert [node.deadline_quote for node in nodes] == [None, "2025年3月", "2025年6月"]
    assert nodes[2].limit_class is LimitClass.BY_DATE


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "部门", "电话"], ["张三", "办公室", "123"], ["李四", "人事科", "456"]],
        [["问题", "答复"], ["怎么报名", "到窗口报名"], ["要带什么", "身份证"]],
        [["序号", "问题数", "完成数", "完成率"], [1, 12, 11, 0.9], [2, 8, 8, 1]],
        [["只有一格"]],
        [["序号", "项目", "措施", "责任人"], [1, "绿化", "植树", "张三"]],
    ],
    ids=["people", "questions", "figures", "one cell", "plan"],
)
def test_other_tables_invent_no_problems(rows: list[list[object]]) -> None:
    _, reading = read(sheet(*rows))
    assert (reading.kind, reading.nodes) == (NoticeKind.OTHER, ())
    assert "没有认出表头" in reading.kind_reason
    assert "可用“列对应”指定各列" in reading.kind_reason
    assert reading.confidence <= 0.5


def test_chosen_mapping_goes_before_the_guess() -> None:
    data = sheet(["序号", "甲", "乙", "丙"], [1, "学习少", "多学", "已学6次。已完成。"])
    columns = (
        (0, LedgerColumn.ITEM_NO),
        (1, LedgerColumn.PROBLEM),
        (2, LedgerColumn.MEASURES),
        (3, LedgerColumn.OUTCOMES),
    )
    mapping = ColumnMapping(0, (0, 0), columns)
    source, reading = read(data, mappings=[mapping])
    assert [node.text(source.text) for node in reading.nodes] == ["学习少", "多学", "已学6次。"]
    assert reading.nodes[0].id == NodeId(1)
    tables = read_tables(source, [mapping])
    assert tables is not None
    assert tables.mappings == (mapping,)


def test_mapping_without_a_column_of_problems_gives_nothing() -> None:
    data = sheet(["序号", "问题", "整改措施"], [1, "学习少", "多学"])
    mapping = ColumnMapping(0, (0, 0), ((0, LedgerColumn.ITEM_NO),))
    assert read(data, mappings=[mapping])[1].nodes == ()


def test_rows_that_continue_are_joined_as_duizhang_cuts_them() -> None:
    data = sheet(
        ["序号", "编码", "问题", "整改措施", "完成情况", "自报状态"],
        [1, "QH-001", "1.学习少", "(1)定计划，并在会上", "(1)已定", "√已完成\n“已整改完成”"],
        ["1（续）", "QH-001", None, "传达。\n(2)抓落实。", "计划。", None],
        [2, "QH-002", "2.调研少", "多调研。", "已调研。", "□未写明"],
    )
    assert tree(data) == [
        "问题[1] 学习少",
        "  措施[(1)] 定计划，并在会上传达。",
        "  完成[(1)] 已定计划。",
        "  措施[(2)] 抓落实。",
        "问题[2] 调研少",
        "  措施 多调研。",
        "  完成 已调研。",
    ]
    assert [node.status_quote for node in problems(read(data)[1])] == ["已整改完成", None]


def test_mixed_rows_of_own_ledgers_stand_across_two_columns() -> None:
    data = sheet(
        ["序号", "问题", "整改情况·原文", None, "自报状态"],
        [None, None, "整改措施", "完成情况", None],
        [1, "1.学习少", "(1)制定学习计划。已学习6次。", None, "□未写明"],
        [2, "2.调研少", "开展调研。", "已调研3次。", "√已完成"],
        merges=("C1:D1", "C3:D3"),
    )
    _, reading = read(data)
    parents = {node.id: node for node in reading.nodes}
    kinds = [
        parents[node.parent].kind
        for node in reading.nodes
        if node.kind is NodeKind.OUTCOME and node.parent
    ]
    assert kinds == [NodeKind.MEASURE, NodeKind.PROBLEM]


def test_notes_on_the_whole_problem_and_recommendations() -> None:
    data = sheet(
        ["序号", "方面", "主要问题", "具体问题", "整改措施", "完成情况", "自报状态"],
        [
            None,
            "一、甲方面",
            "（一）学习少",
            "（针对整个主要问题）",
            "总体措施。",
            "已落实。",
            None,
        ],
        [1, "一、甲方面", "（一）学习少", "一是计划没落实", "落实计划。", "已落实。", "√已完成"],
        [2, "一、甲方面", "（二）调研少", "（二）调研少", "多调研。", "已调研。", "√已完成"],
        ["建议", "一、甲方面", None, "加强督查", "督查。", "已督查。", None],
    )
    assert [line for line in tree(data) if "措施" not in line and "完成" not in line] == [
        "方面[一] 甲方面",
        "  问题[(一)] 学习少",
        "    具体[一是] 计划没落实",
        "  问题[(二)] 调研少",
        "  建议 加强督查",
    ]


@pytest.mark.parametrize(
    ("head", "unit", "as_of"),
    [
        ("青禾县教育局党组落实县委第一巡察组反馈意见整改台账", "青禾县教育局党组", None),
        ("填报单位（盖章）：青禾县水务局 截至日期：2025年8月", "青禾县水务局", "2025-08"),
        ("表一", None, None),
    ],
)
def test_facts_above_the_table(head: str, unit: str | None, as_of: str | None) -> None:
    _, reading = read(
        sheet([head], ["序号", "问题", "整改措施", "完成情况"], [1, "学习少", "学", "已学"])
    )
    facts = {fact.name: fact.value for fact in reading.facts}
    assert (facts.get(FactName.UNIT), facts.get(FactName.AS_OF)) == (unit, as_of)


def test_unit_of_a_flat_table_stands_in_its_rows() -> None:
    titles = ["单位", "问题", "整改措施", "完成情况"]
    one = sheet(titles, ["甲局", "学习少", "学", "已学"], ["甲局", "调研少", "研", "已研"])
    two = sheet(titles, ["甲局", "学习少", "学", "已学"], ["乙局", "调研少", "研", "已研"])
    assert [fact.value for fact in read(one)[1].facts] == ["甲局"]
    assert read(two)[1].facts == ()


def test_cells_of_nothing_but_signs_that_are_dropped() -> None:
    data = sheet(
        ["一、"],
        ["**"],
        ["问题", "整改措施", "完成情况"],
        ["**", "**", "学"],
        ["学习少", "**", "**\n已学"],
    )
    assert tree(data) == ["问题 学习少", "  完成 已学"]
