from dataclasses import replace

import pytest

from exporters.ledger_rows import (
    Heading,
    LedgerRow,
    LedgerTable,
    claimed_problems,
    ledger_table,
    ledger_title,
    unit_name,
)
from models.annotation import Annotation, Opinion, Review
from models.facts import Claim, ClaimSubject
from models.ids import NodeId
from models.ledger_columns import LedgerColumn, LedgerOptions
from models.node import NodeKind
from models.notice import Notice
from models.outline import Record
from models.source import RoleSpan, Span, SpanRole
from models.values import LimitClass, PartialDate, Stage, Status
from tests.exporters.builders import change, make_notice

LABELLED = """\
A （一）|聚焦政治建设方面
  P 1.|理论学习不深入
    S 一是|学习计划不落实。@done:已整改完成。
      M (1)|制定学习计划。
      M (2)|丰富学习形式。
      O (1)|已制定学习计划。
    S 二是|调查研究不够。@ongoing:正在整改 #2025年12月底前
      M (1)|开展调研。
A （二）|聚焦作风建设方面
  P 1.|文风会风不实@done:已完成
    O -|精简会议12次。
"""
MIXED = """\
P 1.|理论学习不深入
  I 一是|{m}加强学习。{o}开展学习5次。
  I 二是|{m}压实责任。
"""


def table_of(notice: Notice, **options: object) -> LedgerTable:
    return ledger_table(notice, LedgerOptions(**options))


def cells(notice: Notice, column: LedgerColumn, **options: object) -> list[str]:
    return [row.cells.get(column, "") for row in table_of(notice, **options).rows]


def test_table_lists_headings_and_one_row_for_each_lowest_problem() -> None:
    lines = [
        line.text if isinstance(line, Heading) else line.cells[LedgerColumn.ITEM_NO]
        for line in table_of(make_notice(LABELLED)).lines
    ]
    assert lines == [
        "（一）聚焦政治建设方面",
        "1.理论学习不深入",
        "1",
        "2",
        "（二）聚焦作风建设方面",
        "3",
    ]


def test_row_holds_its_items_as_lines() -> None:
    notice = make_notice(LABELLED)
    assert cells(notice, LedgerColumn.MEASURES)[0] == "(1)制定学习计划。\n(2)丰富学习形式。"
    assert cells(notice, LedgerColumn.OUTCOMES) == ["(1)已制定学习计划。", "", "精简会议12次。"]


def test_row_repeats_what_stands_above_it() -> None:
    row = table_of(make_notice(LABELLED)).rows[1]
    assert row.cells[LedgerColumn.UNIT] == "中共云岭县教育局党组"
    assert row.cells[LedgerColumn.ASPECT] == "（一）聚焦政治建设方面"
    assert row.cells[LedgerColumn.MAIN_PROBLEM] == "1.理论学习不深入"
    assert row.cells[LedgerColumn.PROBLEM] == "二是调查研究不够。"


def test_row_without_specific_problems_names_its_problem_twice() -> None:
    row = table_of(make_notice(LABELLED)).rows[2]
    assert row.cells[LedgerColumn.MAIN_PROBLEM] == row.cells[LedgerColumn.PROBLEM]


def test_reported_status_shows_symbol_word_and_printed_words() -> None:
    assert cells(make_notice(LABELLED), LedgerColumn.REPORTED) == [
        "√已完成\n“已整改完成”",
        "▲正在整改",
        "√已完成",
    ]


def test_deadline_is_printed_with_that_of_measures_and_the_limit_class() -> None:
    notice = make_notice(LABELLED)
    problems = notice.outline.lowest_problems()
    change(notice, problems[0].id, limit_class=LimitClass.AT_ONCE)
    change(notice, problems[1].id, limit_class=LimitClass.BY_DATE)
    change(notice, problems[2].id, deadline_quote="立行立改", limit_class=LimitClass.AT_ONCE)
    measure = notice.outline.children(problems[1].id, NodeKind.MEASURE)[0]
    change(notice, measure.id, deadline=PartialDate(2025, 9))
    assert cells(notice, LedgerColumn.DEADLINE) == [
        "立行立改",
        "2025年12月底前（限期整改）\n(1)2025年9月",
        "立行立改",
    ]


def test_responsible_fields_stand_together_and_apart() -> None:
    notice = make_notice(LABELLED)
    change(notice, notice.outline.lowest_problems()[0].id, lead_person="甲某", lead_office="人事股")
    change(notice, notice.outline.lowest_problems()[1].id, person="乙某")
    assert cells(notice, LedgerColumn.RESPONSIBLE, office_word="股室")[:2] == [
        "领导：甲某\n股室：人事股",
        "责任人：乙某",
    ]
    assert cells(notice, LedgerColumn.LEAD_OFFICE)[0] == "人事股"


def test_opinions_of_all_stages_are_signed() -> None:
    notice = make_notice(LABELLED)
    first = Opinion(Stage.FIRST, "暂缓销号（补充佐证）", "缺签到表。", "丙某", "2025-09-03")
    meeting = Opinion(Stage.MEETING, "同意销号", "", "丁某", "2025-09-10")
    problem = notice.outline.lowest_problems()[0].id
    notice.outline.put(Review(problem, Status.PHASED, (first, meeting), evidence="签到表"))
    row = table_of(notice).rows[0]
    assert row.cells[LedgerColumn.OPINIONS] == (
        "初审：暂缓销号（补充佐证）；缺签到表。（丙某，2025年9月3日）\n会议审定：同意销号（丁某，2025年9月10日）"
    )
    assert row.cells[LedgerColumn.VERDICT] == "同意销号"
    assert row.cells[LedgerColumn.ASSESSED] == "◎阶段性完成"
    assert row.cells[LedgerColumn.EVIDENCE] == "签到表"


def reviewed_notice() -> Notice:
    notice = make_notice(LABELLED)
    outline = notice.outline
    aspect, main = outline.children(None)[0], outline.children(outline.child_ids(None)[0])[0]
    problem = outline.lowest_problems()[0].id
    measure = outline.children(problem, NodeKind.MEASURE)[1].id
    opinion = Opinion(Stage.FIRST, "同意销号", "", "丙某", "2025-09-03")
    when = "2025-09-03T02:00:00+00:00"
    records: list[Record] = [
        Review(problem, None, (opinion,), doubt=True),
        Review(measure, doubt=True),
        Annotation(1, "与去年重复", "丙某", when, problem),
        Annotation(2, "看会议记录", "", when, None, outline.node(measure).body[0]),
        Annotation(3, "问组织部", "丙某", when, aspect.id),
        Annotation(4, "合并讨论", "丙某", when, main.id),
        Annotation(5, "整篇待议", "丙某", when),
    ]
    for record in records:
        outline.put(record)
    return notice


def test_internal_ledger_carries_doubts_and_notes() -> None:
    table = table_of(reviewed_notice())
    assert table.rows[0].cells[LedgerColumn.REMARKS].split("\n") == [
        "批注（方面）：问组织部（丙某，2025年9月3日）",
        "批注（主要问题）：合并讨论（丙某，2025年9月3日）",
        "※待核实",
        "批注：与去年重复（丙某，2025年9月3日）",
        "※待核实（措施(2)）",
        "批注（措施(2)）：看会议记录（2025年9月3日）",
    ]
    assert table.loose_notes == ("批注：整篇待议（丙某，2025年9月3日）",)
    assert LedgerColumn.REMARKS not in table.rows[1].cells


def test_outside_ledger_carries_no_note_doubt_author_or_file() -> None:
    notice = reviewed_notice()
    table = table_of(notice, internal=False)
    said = "\n".join(words for row in table.rows for words in row.cells.values())
    assert "同意销号（2025年9月3日）" in said
    for secret in ("丙某", "批注", "待核实"):
        assert secret not in said
    assert table.loose_notes == ()
    assert unit_name(make_notice("", facts={}), internal=False) == "（未写明单位）"
    assert unit_name(make_notice("", facts={}), internal=True) == "材料.txt"


def test_mixed_items_stand_whole() -> None:
    row = table_of(make_notice(MIXED)).rows[0]
    assert row.is_whole
    assert row.cells[LedgerColumn.WHOLE] == "一是加强学习。开展学习5次。\n二是压实责任。"
    assert LedgerColumn.MEASURES not in row.cells


def test_mixed_items_are_parted_when_asked() -> None:
    row = table_of(make_notice(MIXED), split_mixed=True).rows[0]
    assert row.is_parted
    assert not row.is_whole
    assert row.cells[LedgerColumn.MEASURES] == "一是加强学习。\n二是压实责任。"
    assert row.cells[LedgerColumn.OUTCOMES] == "一是开展学习5次。\n二是原文未单列"


def test_items_of_a_notice_that_never_separates_stand_whole() -> None:
    rows = table_of(make_notice(MIXED + "P 2.|作风不实\n  I 一是|{m}压实责任。\n")).rows
    assert [row.is_whole for row in rows] == [True, True]


def test_measures_nothing_answers_stay_measures_where_the_notice_separates() -> None:
    rows = table_of(make_notice(LABELLED)).rows
    assert [row.is_whole for row in rows] == [False, False, False]


def test_label_says_that_items_are_measures() -> None:
    notice = make_notice("P 1.|学习不深入\n  M (1)|整改措施：加强学习。")
    measure = notice.outline.node(NodeId(2))
    start = measure.body[0].start
    parts = (
        RoleSpan(Span(start, start + 5), SpanRole.LABEL),
        RoleSpan(Span(start + 5, start + 10)),
    )
    notice.outline.put(replace(measure, spans=(measure.spans[0], *parts)))
    row = table_of(notice).rows[0]
    assert not row.is_whole
    assert row.cells[LedgerColumn.MEASURES] == "(1)加强学习。"


def test_recommendation_is_a_row_that_is_no_problem() -> None:
    table = table_of(
        make_notice("P 1.|学习不深入\nR 1.|建议加强培训\n  M (1)|举办培训班。\n  O (1)|已举办。")
    )
    assert [row.cells[LedgerColumn.ITEM_NO] for row in table.rows] == ["1", "建议"]
    assert table.rows[1].status is None
    assert table.problem_count == 1
    assert table.rows[1].cells[LedgerColumn.OUTCOMES] == "(1)已举办。"


def test_items_of_a_main_problem_itself_are_not_lost() -> None:
    notice = make_notice(
        "P 1.|学习不深入\n  S 一是|计划不实。\n  M -|总体压实责任。\n  O -|已压实。"
    )
    notice.outline.put(Review(NodeId(3), doubt=True))
    rows = table_of(notice).rows
    assert rows[0].cells[LedgerColumn.PROBLEM] == "（针对整个主要问题）"
    assert rows[0].cells[LedgerColumn.MEASURES] == "总体压实责任。"
    assert rows[0].cells[LedgerColumn.REMARKS] == "※待核实（措施）"
    assert rows[0].status is None
    assert rows[0].name == "序号"


def test_name_of_a_row_is_its_code_else_its_number() -> None:
    coded = table_of(make_notice(LABELLED, codes="YL")).rows[0]
    assert (coded.name, table_of(make_notice(LABELLED)).rows[0].name) == ("YL-001", "序号1")


def test_control_characters_are_removed_and_counted_once() -> None:
    table = table_of(make_notice("A 一、|方面\x07\n  P 1.|学\x00习\ud800\n  P 2.|作\x1b风"))
    assert table.removed_controls == 4
    assert table.rows[0].cells[LedgerColumn.PROBLEM] == "1.学习"
    assert table.rows[1].cells[LedgerColumn.ASPECT] == "一、方面"


def test_line_breaks_of_windows_become_plain() -> None:
    notice = make_notice("P 1.|学习不深入")
    change(notice, 1, wording="学习\r\n不深入")
    assert table_of(notice).rows[0].cells[LedgerColumn.PROBLEM] == "1.学习\n不深入"


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        (
            {"unit": "某局党组", "inspection_level": "县委", "inspection_team": "县委第二巡察组"},
            "某局党组落实县委第二巡察组反馈意见整改台账",
        ),
        (
            {"unit": "某局党组", "inspection_level": "县委", "inspection_team": "第二巡察组"},
            "某局党组落实县委第二巡察组反馈意见整改台账",
        ),
        ({"unit": "某局党组", "inspection_level": "县委"}, "某局党组落实县委反馈意见整改台账"),
        ({"inspection_team": "省委巡视组"}, "落实省委巡视组反馈意见整改台账"),
        ({}, "落实反馈意见整改台账"),
    ],
)
def test_title_says_what_the_notice_says(facts: dict[str, str], title: str) -> None:
    assert ledger_title(make_notice("P 1.|学习不深入", facts=facts)) == title


def claim(number: int, subject: ClaimSubject, value: float, **more: object) -> Claim:
    return Claim(number, subject, value, "…", Span(0, 1), **more)


@pytest.mark.parametrize(
    ("claims", "count"),
    [
        ([], None),
        ([claim(1, ClaimSubject.PROBLEMS, 13)], 13),
        ([claim(1, ClaimSubject.PROBLEMS, 13), claim(2, ClaimSubject.SUB_PROBLEMS, 44)], 44),
        (
            [
                claim(1, ClaimSubject.SUB_PROBLEMS, 27),
                claim(2, ClaimSubject.SUB_PROBLEMS, 44, lists=True),
                claim(3, ClaimSubject.SUB_PROBLEMS, 2, subset_of=44, lists=True),
            ],
            44,
        ),
    ],
    ids=["none", "problems", "the finest", "what it lists"],
)
def test_claimed_problems(claims: list[Claim], count: int | None) -> None:
    assert claimed_problems(make_notice("P 1.|学习不深入", records=claims)) == count


def test_notice_without_problems_has_no_rows() -> None:
    table = table_of(make_notice("A 一、|方面"))
    assert table.rows == ()
    assert [type(line) for line in table.lines] == [Heading]


def test_notes_on_a_heading_without_rows_are_loose() -> None:
    note = Annotation(1, "空的", "", "2025-09-03", NodeId(1))
    table = table_of(make_notice("A 一、|方面", records=[note]))
    assert table.loose_notes == ("批注（方面）：空的（2025年9月3日）",)


def test_frozen_numbers_are_kept() -> None:
    notice = make_notice(LABELLED)
    for number, problem in zip(("5", "6"), notice.outline.lowest_problems(), strict=False):
        change(notice, problem.id, item_no=number)
    rows: tuple[LedgerRow, ...] = table_of(notice).rows
    assert [row.cells[LedgerColumn.ITEM_NO] for row in rows] == ["5", "6", "6-1"]


def test_as_of_of_the_options_goes_first() -> None:
    notice = make_notice(LABELLED)
    assert table_of(notice).as_of == "2025年8月31日"
    assert table_of(notice, as_of="2025年10月底").as_of == "2025年10月底"
