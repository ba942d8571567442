"""Workbooks as text: what a person sees in the sheets, cell by cell."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from importers.limits import LIMITS
from importers.outline.pipeline import read_notice
from importers.readers.cell_values import displayed
from importers.readers.xlsx import XlsxReader
from models.errors import ImportFailed
from models.source import SourceText
from tests.importers.tables.sheets import sheet, workbook

LEDGER = (
    ("整改台账",),
    ("序号", "问题", "整改措施", "整改时限", "完成情况"),
    (1, "学习少", "(1)定计划。\n(2)抓落实。", date(2025, 6, 30), "已完成"),
    (2, "调研少", "多调研", "2025年底", "正在整改"),
)


def read(data: bytes) -> SourceText:
    return XlsxReader().read(data, "台账.xlsx")


def cells(source: SourceText) -> list[tuple[int, int, str]]:
    return [(one.row, one.column, one.span.of(source.text)) for one in source.evidence.cells]


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with another content for one entry."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return target.getvalue()


def test_rows_are_lines_and_cells_are_parted_by_tab() -> None:
    source = read(sheet(("序号", None, "问题"), (1, "a\tb", "两\r\n行"), (), (None, "末")))
    assert source.text == "序号\t\t问题\n1\ta b\t两\n行\n\t末"
    assert cells(source) == [
        (0, 0, "序号"),
        (0, 2, "问题"),
        (1, 0, "1"),
        (1, 1, "a b"),
        (1, 2, "两\n行"),
        (3, 1, "末"),
    ]


def test_sheets_follow_each_other_with_their_names_as_clutter() -> None:
    source = read(
        workbook(("甲局", [["一"]], []), ("Sheet2", [["二"]], []), ("乙局", [["三"]], []))
    )
    assert source.text == "甲局\n一\n二\n乙局\n三"
    assert [place.span.of(source.text) for place in source.evidence.clutter] == ["甲局", "乙局"]
    assert [cell.table for cell in source.evidence.cells] == [0, 1, 2]


def test_merged_cells_stand_at_their_first_place() -> None:
    source = read(sheet(("甲", None, "丙"), (None, None, "丁"), merges=("A1:B2",)))
    assert source.text == "甲\t\t丙\n\t\t丁"
    first = source.evidence.cells[0]
    assert (first.rows, first.columns) == (2, 2)


def test_hidden_sheets_rows_and_columns_are_left_out_and_named() -> None:
    def hide(book: Workbook) -> None:
        book["底稿"].sheet_state = "hidden"
        book["台账"].row_dimensions[2].hidden = True
        book["台账"].column_dimensions["B"].hidden = True

    rows = [["一", "秘", "二"], ["三", "四", "五"], ["六", "七", "八"]]
    source = read(workbook(("台账", rows, []), ("底稿", [["内"]], []), change=hide))
    assert source.text == "台账\n一\t\t二\n六\t\t八"
    assert source.notes == (
        "工作表“台账”有1行是隐藏的，没有读入",
        "工作表“台账”的B列是隐藏的，没有读入",
        "工作表“底稿”是隐藏的，没有读入",
    )


def test_formulas_without_the_value_they_had_are_named() -> None:
    source = read(sheet(("问题", "状态"), ("甲", '=IF(TRUE,"已完成","")'), ("乙", "=1+1")))
    assert source.text == "问题\t状态\n甲\n乙"
    assert source.notes == (
        "工作表“Sheet1”有2个单元格是公式，文件里没有算出的值，没有读入；"
        "请用 Excel 或 WPS 打开后保存一次，再导入",
    )


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (b"<c><f>A1</f></c>", 1),
        (b"<c><f>A1</f><v/></c>", 1),
        (b'<c><f t="shared" si="0"/><v></v></c>', 1),
        (b'<c><f t="shared" si="0"/><v>3</v></c>', 0),
        (b"<c><f>A1</f><v>3</v></c>", 0),
        (b"<c><v>3</v></c>", 0),
    ],
)
def test_formulas_without_value_are_told_from_others(cell: bytes, count: int) -> None:
    data = sheet(("问题", "状态"), ("甲", "乙"))
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(name).replace(b"</row>", cell + b"</row>", 1)
    notes = read(replaced(data, name, xml)).notes
    assert [note[:12] for note in notes] == ["工作表“Sheet1”有1个"[:12]] * count


def test_formulas_give_the_value_they_had() -> None:
    data = sheet(("合计", 1), ("又", 2))
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(name)
    formula = xml.replace(b"<v>2</v>", b"<f>B1+1</f><v>2</v>").replace(
        b'<c r="B1" t="n"><v>1</v>', b'<c r="B1" t="n"><f>1+0</f>'
    )
    assert read(replaced(data, name, formula)).text == "合计\n又\t2"


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (date(2025, 6, 30), "yyyy-mm-dd", "2025-06-30"),
        (datetime(2025, 6, 30), 'yyyy"年"m"月"d"日"', "2025年6月30日"),
        (datetime(2025, 6, 1), 'yyyy"年"m"月"', "2025年6月"),
        (datetime(2025, 6, 1), "mmm-yy", "2025年6月"),
        (datetime(2025, 6, 30, 9, 5), "General", "2025-06-30 09:05"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        (0.977, "0.0%", "97.7%"),
        (1, "0%", "100%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (2, "0.00", "2.00"),
        (12, '0"个"', "12"),
        (float("inf"), "General", "inf"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        ("文字", "@", "文字"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_values_are_shown_as_their_cells_show_them(
    value: object, number_format: str, words: str
) -> None:
    assert displayed(value, number_format) == words


def test_formats_of_cells_are_looked_up() -> None:
    def dress(book: Workbook) -> None:
        book["Sheet1"]["A1"].number_format = "0.0%"
        book["Sheet1"]["B1"].number_format = 'yyyy"年"m"月"'
        book["Sheet1"]["C1"].number_format = "0%"

    data = workbook(("Sheet1", [[0.5, date(2025, 6, 1), 0.25]], []), change=dress)
    assert read(data).text == "50.0%\t2025年6月\t25%"


def test_signs_written_by_their_number_are_read() -> None:
    assert read(sheet(("一_x000D_\n二_x0009_三_x0001_四",))).text == "一\n二 三\ufffd四"


def test_claims_by_content_not_by_name() -> None:
    claims = XlsxReader().claims
    data = sheet(*LEDGER)
    assert claims(data, "台账.txt")
    assert claims(data[: len(data) - 30], "台账.xlsx") is (b"xl/workbook." in data[:-30])
    assert not claims("序号,问题".encode(), "台账.xlsx")
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert not claims(other.getvalue(), "台账.xlsx")


def test_binary_workbooks_are_refused_with_a_sentence() -> None:
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    assert XlsxReader().claims(other.getvalue(), "a.xlsb")
    with pytest.raises(ImportFailed, match=r"xlsb.*另存为 \.xlsx"):
        read(other.getvalue())


def test_workbook_without_words_is_refused() -> None:
    with pytest.raises(ImportFailed, match="里没有文字"):
        read(sheet((None,)))


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(ImportFailed, match="不安全"):
        read(replaced(sheet(*LEDGER), "xl/workbook.xml", bomb))
    wide = bomb.decode().encode("utf-16")
    with pytest.raises(ImportFailed, match="不安全"):
        read(replaced(sheet(*LEDGER), "xl/worksheets/sheet1.xml", wide))


@pytest.mark.parametrize(
    "content",
    [b"", b"<a/>", b"<worksheet", b"\xff" * 50, b'<sst xmlns="x"><si><t>' + b"a" * 9],
)
@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"],
)
def test_broken_parts_are_refused_or_read(name: str, content: bytes) -> None:
    try:
        source = read(replaced(sheet(*LEDGER), name, content))
    except ImportFailed as error:
        assert str(error).startswith("“台账.xlsx”")  # noqa: PT017 - either outcome is right
    else:
        assert read_notice(source).nodes is not None


def test_rows_without_end_are_refused() -> None:
    row = b'<row r="9999999"><c r="A9999999" t="str"><v>a</v></c></row>'
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    sheet_xml = xml + row + b"</sheetData></worksheet>"
    with pytest.raises(ImportFailed, match="已损坏"):
        read(replaced(sheet(*LEDGER), "xl/worksheets/sheet1.xml", sheet_xml))


def test_far_columns_are_refused() -> None:
    far: list[object] = [None] * (LIMITS.columns + 1)
    far[-1] = "远"
    with pytest.raises(ImportFailed, match="太大"):
        read(sheet(far))


WHOLE = sheet(*LEDGER, merges=("A1:E1",))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12
    )
)
def test_damaged_workbooks_fail_only_with_a_sentence(changes: list[tuple[float, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[int(place * len(data))] = value
    try:
        source = XlsxReader().read(bytes(data), "a.xlsx")
    except ImportFailed:
        return
    read_notice(source)


XML_PIECES = st.sampled_from(
    [
        *(
            '<row r="1">',
            "<row>",
            "</row>",
            '<c r="A1" t="s"><v>0</v></c>',
            '<c r="B1"><v>1e999</v></c>',
        ),
        *('<c t="s"><v>99</v></c>', '<c r="ZZZZ1"><v>1</v></c>', '<c r="C2" s="77"><v>1</v></c>'),
        *('<c r="D1" t="inlineStr"><is><t>问题</t></is></c>', '<c r="E1" t="b"><v>x</v></c>'),
        *('<c r="F1" t="d"><v>2025-13-45</v></c>', '<c r="G1" t="e"><v>#N/A</v></c>', "<c/>"),
        *('<row r="-1">', '<row r="x">', '<row r="2" hidden="1">', '<c r="1A"><v>1</v></c>'),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(XML_PIECES, max_size=12), st.lists(st.text("AZ:19-x", max_size=6), max_size=3))
def test_odd_cells_fail_only_with_a_sentence(pieces: list[str], merges: list[str]) -> None:
    merged = "".join(f'<mergeCell ref="{words}"/>' for words in merges)
    opened = sum(piece.startswith("<row") for piece in pieces) - pieces.count("</row>")
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(pieces)
        + "</row>" * max(0, opened)
        + f"</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    )
    data = replaced(sheet(*LEDGER), "xl/worksheets/sheet1.xml", xml.encode())
    try:
        source = XlsxReader().read(data, "a.xlsx")
    except ImportFailed:
        return
    read_notice(source)
