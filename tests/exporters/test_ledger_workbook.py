"""Finished workbooks, as Excel and WPS get them."""

import html
import re
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from exporters.ledger_xlsx import sheet_names
from models.annotation import Annotation, Person
from models.ids import NodeId
from models.ledger_columns import LedgerForm, LedgerOptions, Paper
from models.notice import Notice
from tests.exporters.builders import change, make_notice
from tests.exporters.golden import EXPECTED, check_golden
from tests.exporters.ledgers import labelled_notice, large_notice, long_notice, mixed_notice
from tests.exporters.workbooks import (
    build,
    column,
    dump,
    filled_cells,
    first_sheet,
    needed_points,
    opened,
    page_points,
    printed_scale,
    sheets,
    texts,
    titles,
    written,
)

A4 = LedgerOptions(paper=Paper.A4)


def both_notices() -> tuple[Notice, Notice]:
    return labelled_notice(), mixed_notice()


BOOKS = {
    "labelled": lambda: written(labelled_notice()),
    "mixed": lambda: written(mixed_notice()),
    "mixed, to be filled in, outside": lambda: written(
        mixed_notice(), options=LedgerOptions(Paper.A4, internal=False, keep_empty=True)
    ),
    "parted": lambda: written(mixed_notice(), options=LedgerOptions(split_mixed=True)),
    "long": lambda: written(long_notice()),
    "long on A4": lambda: written(long_notice(), options=A4),
    "very long": lambda: written(long_notice(40_000)),
    "several": lambda: written(*both_notices()),
    "several on A4": lambda: written(*both_notices(), options=A4),
    "flat": lambda: written(*both_notices(), long_notice(), form=LedgerForm.FLAT),
    "flat on A4": lambda: written(*both_notices(), form=LedgerForm.FLAT, options=A4),
}


@pytest.fixture(scope="module", params=list(BOOKS))
def book(request: pytest.FixtureRequest) -> Workbook:
    return BOOKS[request.param]()


def test_no_cell_is_clipped(book: Workbook) -> None:
    for sheet in sheets(book):
        for cell, width in filled_cells(sheet):
            height = sheet.row_dimensions[cell.row].height
            size = float(cell.font.sz)
            assert needed_points(str(cell.value), width, size) * 1.099 <= height, cell.coordinate
            assert cell.alignment.wrap_text


def test_no_row_is_higher_than_excel_or_a_page_allows(book: Workbook) -> None:
    for sheet in sheets(book):
        heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
        assert max(heights) <= min(409.5, page_points(sheet))


def test_nothing_is_hidden(book: Workbook) -> None:
    assert not book.defined_names
    for sheet in sheets(book):
        assert sheet.sheet_state == "visible"
        assert set(sheet.defined_names) <= {"_xlnm.Print_Titles", "_xlnm.Print_Area"}
        assert not any(part.hidden for part in sheet.row_dimensions.values())
        assert not any(part.hidden for part in sheet.column_dimensions.values())
        assert all(cell.comment is None for cell, _ in filled_cells(sheet))


def test_no_merge_runs_over_more_than_one_row(book: Workbook) -> None:
    for sheet in sheets(book):
        assert all(part.min_row == part.max_row for part in sheet.merged_cells.ranges)


def test_printed_type_is_at_least_9_points(book: Workbook) -> None:
    for sheet in sheets(book):
        smallest = min(float(cell.font.sz) for cell, _ in filled_cells(sheet))
        assert smallest * printed_scale(sheet) >= 9


def test_pages_are_landscape_with_titles_and_numbers(book: Workbook) -> None:
    for sheet in sheets(book):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in (8, 9)
        assert sheet.print_title_rows
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center is not None
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_every_cell_with_words_is_text(book: Workbook) -> None:
    for sheet in sheets(book):
        for cell, _ in filled_cells(sheet):
            assert cell.data_type == ("n" if isinstance(cell.value, int) else "s")


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("make", [labelled_notice, mixed_notice, long_notice])
def test_a_meeting_table_keeps_to_the_width_of_its_paper(
    paper: Paper, make: Callable[[], Notice]
) -> None:
    sheet = first_sheet(written(make(), options=LedgerOptions(paper=paper)))
    total = sum(part.width for part in sheet.column_dimensions.values())
    assert total <= (160 if paper is Paper.A3 else 115)
    assert printed_scale(sheet) == 1


def test_meeting_sheet_has_title_line_and_foot() -> None:
    said = texts(first_sheet(written(labelled_notice())))
    assert said[:3] == [
        "中共云岭县教育局党组落实县委第二巡察组反馈意见整改台账",
        "填报单位：中共云岭县教育局党组",
        "数据截至：2025年8月31日　　第1版",
    ]
    assert (
        re.sub("　+", " ", said[-1])
        == "填报人： 审核人： 单位主要负责人（签字）： （公章） 联系电话： "
    )
    assert said[-2].startswith("自报状态：√已完成，◎阶段性完成，▲正在整改，◆长期坚持。")


def test_meeting_sheet_leaves_a_blank_for_an_open_day() -> None:
    sheet = first_sheet(written(make_notice("P 1.|学习不深入", facts={})))
    assert "数据截至：　　　　年　　月　　日　　第1版" in texts(sheet)


def test_meeting_sheet_numbers_are_numbers() -> None:
    sheet = first_sheet(written(labelled_notice()))
    assert [cell.value for cell in sheet["A"] if isinstance(cell.value, int)] == [1, 2, 3, 4]


def test_mixed_items_stand_in_one_cell_across_two_columns() -> None:
    sheet = first_sheet(written(mixed_notice()))
    assert titles(sheet) == ["序号", "编码", "问题", "整改情况·原文", "自报状态"]
    assert {"D3:E3", "D5:E5", "D6:E6"} <= {str(part) for part in sheet.merged_cells.ranges}
    assert str(sheet["D5"].value).split("\n")[1] == "二是补充体育教师12名，目前已全部到岗。"


def test_mixed_and_separate_rows_of_one_sheet_have_both_titles() -> None:
    notice = make_notice(
        "P 1.|学习不深入\n  I 一是|{m}加强学习。{o}已学习。\nP 2.|作风不实\n  M (1)|精简会议。\n  O (1)|已精简。"
    )
    sheet = first_sheet(written(notice))
    assert titles(sheet) == ["整改情况·原文"]
    assert titles(sheet, 4) == ["序号", "问题", "整改措施", "完成情况", "自报状态"]
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "A5"


def test_parted_items_are_headed_as_the_programs_own() -> None:
    sheet = first_sheet(written(mixed_notice(), options=LedgerOptions(split_mixed=True)))
    assert "整改措施（程序划分，仅供参考）" in titles(sheet)
    assert column(sheet, "完成情况（程序划分，仅供参考）")[1].split("\n")[2] == "三是原文未单列"
    assert column(sheet, "整改措施（程序划分，仅供参考）")[1].split("\n")[0] == (
        "一是加强督导检查，……下一步，将检查结果纳入年度考核。"
    )


def test_pieces_of_continued_rows_joined_are_the_words_of_the_source() -> None:
    notice = long_notice()
    built = build(notice)
    assert built.continued == ("CH-001", "CH-002", "CH-003")
    sheet = first_sheet(opened(built))
    outline = notice.outline
    listed = "".join(
        notice.words(outcome)
        for problem in outline.lowest_problems()
        for outcome in outline.children(problem.id)[1:]
    )
    cells = column(sheet, "完成情况")
    assert re.sub(r"\(\d\)|\n", "", "".join(cells)) == listed
    assert any("（续）" in text for text in column(sheet, "序号"))
    assert "CH-001、CH-002、CH-003" in "".join(texts(opened(built)["说明"]))


def test_words_past_the_limit_of_a_cell_are_not_lost() -> None:
    sheet = first_sheet(written(long_notice(40_000)))
    words = "".join(column(sheet, "完成情况"))
    assert max(len(str(cell.value)) for cell, _ in filled_cells(sheet)) <= 32_767
    assert len(re.sub(r"\(\d\)|\n", "", words)) == sum(
        40_000 // number + 40_000 for number in (1, 2, 3)
    )


def test_headings_are_never_the_last_line_of_a_page() -> None:
    notice = large_notice(120)
    sheet = first_sheet(written(notice, options=A4))
    assert len(sheet.row_breaks.brk) > 0
    page, used = page_points(sheet), 0.0
    head = sheet.row_dimensions[3].height
    breaks = {part.id for part in sheet.row_breaks.brk}
    for row in range(1, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height
        starts = row - 1 in breaks or used + height > page
        used = head + height if starts else used + height
        above = str(sheet.cell(row - 1, 1).value or "") if row > 4 else ""
        assert not (starts and above.startswith(("0.", "1", "2")) and "主要问题" in above)


DANGEROUS = [
    "=1+1",
    "+SUM(A1)",
    "-3",
    "@cmd",
    "'quoted",
    "\t=1",
    "#N/A",
    "TRUE",
    "00123",
    "2025-01-02",
    " 两端有空格 ",
    "_x0041_",
    "<b>&amp;</b>",
    "𠮷野家",
    "a\u00a0b\u200bc",
]


@pytest.mark.parametrize("words", DANGEROUS)
@pytest.mark.parametrize("form", list(LedgerForm))
def test_dangerous_words_come_back_as_they_were(words: str, form: LedgerForm) -> None:
    notice = make_notice("P -|问题\n  M -|措施\n  O -|完成")
    change(notice, 3, wording=words)
    sheet = first_sheet(written(notice, form=form))
    cell = next(cell for cell, _ in filled_cells(sheet) if unescape(str(cell.value)) == words)
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (words[0] in "=+-@\t")


def test_control_characters_are_gone_and_reported() -> None:
    notice = make_notice("P 1.|学\x00习\x02不\ufffe深\x1f入")
    built = build(notice)
    assert built.removed_controls == 4
    assert built.sentences == ("已去除 4 个不可见的控制字符，其余文字未改动",)
    assert "1.学习不深入" in texts(first_sheet(opened(built)))


def test_several_notices_have_an_overview_and_a_sheet_each() -> None:
    workbook = written(*both_notices(), mixed_notice("LX"))
    assert workbook.sheetnames == [
        "总表",
        "中共云岭县教育局党组",
        "中共临湖区教育局党组",
        "中共临湖区教育局党组(2)",
        "说明",
    ]
    rows = [
        [cell.value for cell in row] for row in workbook["总表"].iter_rows(min_row=3, max_row=6)
    ]
    assert rows == [
        [1, "中共云岭县教育局党组", "2025年8月31日", 5, 4, 1, 1, 1, 1, 0, 0],
        [2, "中共临湖区教育局党组", "2025年8月", "—", 2, 0, 0, 0, 0, 0, 2],
        [3, "中共临湖区教育局党组", "2025年8月", "—", 2, 0, 0, 0, 0, 0, 2],
        ["合计", None, None, 5, 8, 1, 1, 1, 1, 0, 4],
    ]


def test_overview_without_any_claim_says_so() -> None:
    workbook = written(mixed_notice("A"), mixed_notice("B"))
    assert [cell.value for cell in workbook["总表"][5]][3:5] == ["—", 4]


def test_flat_sheet_is_one_complete_row_a_problem() -> None:
    sheet = first_sheet(written(*both_notices(), form=LedgerForm.FLAT))
    heads = [str(cell.value) for cell in sheet[1]]
    rows = [
        dict(zip(heads, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]
    assert len(rows) == 6
    for row in rows:
        for head in ("单位", "序号", "编码", "方面", "主要问题", "具体问题", "自报状态"):
            assert row[head] is not None
        assert bool(row["整改情况·原文"]) != bool(row["完成情况"])
    assert rows[0]["审核结论"] == "同意销号"
    assert rows[2]["责任部门"] == "项目股"
    assert not sheet.merged_cells.ranges
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes == "C2"


def test_flat_sheet_wider_than_a_page_is_not_shrunk() -> None:
    sheet = first_sheet(written(*both_notices(), form=LedgerForm.FLAT))
    assert sheet.page_setup.scale == 100
    assert sheet.print_title_cols == "$A:$B"


def test_flat_sheet_that_fits_is_fitted() -> None:
    sheet = first_sheet(written(make_notice("P 1.|学习不深入"), form=LedgerForm.FLAT))
    assert sheet.page_setup.fitToWidth == 1
    assert printed_scale(sheet) * 10.5 >= 9


def test_explanation_says_what_the_workbook_is() -> None:
    note = Annotation(9, "全文待议", "丙某", "2025-09-03")
    notice = labelled_notice()
    notice.outline.put(note)
    person = Person("丙某", "巡察办")
    built = build(notice, options=LedgerOptions(version=3), person=person)
    sheet = opened(built)["说明"]
    said = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows()}
    assert said["台账形式"] == "会议版，内部版（内部资料，注意保管）"
    assert said["版次"] == "第3版"
    assert said["导出日期"] == "2025年9月10日"
    assert said["导出人"] == "丙某（巡察办）"
    assert said["单位及数据截至"] == "中共云岭县教育局党组：2025年8月31日"
    assert said["行数"] == "共 4 个问题，每行一个"
    assert said["其他批注"] == "批注：全文待议（丙某，2025年9月3日）"


def test_person_without_office_is_named_alone() -> None:
    said = texts(opened(build(labelled_notice(), person=Person("丙某")))["说明"])
    assert "丙某" in said


@pytest.mark.parametrize("form", list(LedgerForm))
def test_outside_workbook_names_no_person_note_or_file(form: LedgerForm) -> None:
    options = LedgerOptions(internal=False)
    built = build(*both_notices(), form=form, options=options, person=Person("丙某", "巡察办"))
    with ZipFile(BytesIO(built.content)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
    everything = html.unescape("\n".join(parts))  # lxml, where it is there, writes signs as numbers
    for secret in ("丙某", "巡察办", "批注", "待核实", "材料.txt", "内部资料", str(Path.home())):
        assert secret not in everything
    assert "材料齐全。" in everything


def test_inside_workbook_is_marked_on_every_page() -> None:
    for sheet in sheets(written(*both_notices())):
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.left is not None
        assert sheet.oddHeader.left.text == "内部资料 注意保管"


def test_properties_name_nobody() -> None:
    properties = written(labelled_notice()).properties
    assert (properties.creator, properties.lastModifiedBy) == ("对账", None)


def test_widths_count_in_digits_of_a_chinese_font() -> None:
    with ZipFile(BytesIO(build(labelled_notice()).content)) as archive:
        styles = archive.read("xl/styles.xml").decode("utf-8")
    assert re.search(r'<font><name val="宋体"\s*/><sz val="11"', styles)
    assert '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0"' in styles


def test_no_words_are_left_in_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    assert build(*both_notices()).content[:2] == b"PK"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["某局", "某局"], ["某局", "某局(2)"]),
        (["a", "A"], ["a", "A(2)"]),
        (["总表"], ["总表(2)"]),
        (["甲/乙:丙*[丁]?"], ["甲 乙 丙  丁"]),
        (["局" * 40, "局" * 40], ["局" * 31, "局" * 28 + "(2)"]),
        (["", "''"], ["整改台账", "整改台账(2)"]),
        (["history"], ["history(2)"]),
    ],
)
def test_sheet_names_are_such_as_excel_accepts(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted, ["总表", "说明"]) == names


def test_status_words_of_a_node_that_a_person_corrected_are_printed() -> None:
    notice = labelled_notice()
    change(notice, NodeId(3), status_quote=None)
    assert column(first_sheet(written(notice)), "自报状态")[2] == "√已完成"


@pytest.mark.parametrize(
    ("name", "form"), [("meeting.txt", LedgerForm.MEETING), ("flat.txt", LedgerForm.FLAT)]
)
def test_workbook_is_as_expected(name: str, form: LedgerForm) -> None:
    check_golden(name, dump(written(*both_notices(), form=form)))


def test_every_expected_file_is_used() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {"meeting.txt", "flat.txt"}
