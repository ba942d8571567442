"""Tables of Word files: cells parted by TAB, rows by LF, every cell with words known by its row and column."""

from __future__ import annotations

from importers.readers.docx import DocxReader
from models.source import SourceText
from tests.importers.readers.docx_files import WordFile, box, cell, p, row, t, table


def read(*body: str) -> SourceText:
    return DocxReader().read(WordFile(body).data(), "x.docx")


def cells(source: SourceText) -> list[tuple[int, int, int, str]]:
    return [
        (one.table, one.row, one.column, one.span.of(source.text)) for one in source.evidence.cells
    ]


def test_cells_are_parted_by_tab_and_rows_by_lf() -> None:
    source = read(p("前"), table(row("序号", "问题"), row("1", "学习不深")), p("后"))
    assert source.text == "前\n序号\t问题\n1\t学习不深\n后\n"
    assert cells(source) == [
        (0, 0, 0, "序号"),
        (0, 0, 1, "问题"),
        (0, 1, 0, "1"),
        (0, 1, 1, "学习不深"),
    ]


def test_paragraphs_of_a_cell_are_lines_without_empty_ones() -> None:
    source = read(table(row(cell(p(), p("（1）学"), p(), p("（2）改"), p()), "完")))
    assert source.text == "（1）学\n（2）改\t完\n"
    assert cells(source) == [(0, 0, 0, "（1）学\n（2）改"), (0, 0, 1, "完")]


def test_tab_in_a_cell_is_a_blank() -> None:
    assert (
        read(table(row(cell(p("<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t></w:r>"))))).text == "左 右\n"
    )


def test_wide_cells_count_their_columns() -> None:
    source = read(
        table(row(cell("台账", span=3)), row("1", cell("二三", span=2)), row("1", "2", "3"))
    )
    assert source.text == "台账\n1\t二三\n1\t2\t3\n"
    assert [one[1:3] for one in cells(source)] == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]


def test_cell_behind_a_wide_one_stands_in_its_column() -> None:
    source = read(table(row(cell("宽", span=2), "后")))
    assert source.text == "宽\t\t后\n"
    assert cells(source) == [(0, 0, 0, "宽"), (0, 0, 2, "后")]
    assert [one.columns for one in source.evidence.cells] == [2, 1]


def test_columns_left_free_before_a_row_count() -> None:
    source = read(table(row("后", properties='<w:gridBefore w:val="2"/>')))
    assert cells(source) == [(0, 0, 2, "后")]
    assert source.text == "\t\t后\n"


def test_cell_that_hangs_down_is_empty_below() -> None:
    source = read(
        table(
            row(cell("方面", merge="restart"), "甲"),
            row(cell("方面", merge="continue"), "乙"),
            row(cell("重", merge="restart"), "丙"),
        )
    )
    assert source.text == "方面\t甲\n\t乙\n重\t丙\n"
    assert [one.rows for one in source.evidence.cells] == [2, 1, 1, 1, 1]


def test_cell_that_hangs_from_nothing_keeps_its_words() -> None:
    assert read(table(row(cell("留", merge="continue"), "甲"))).text == "留\t甲\n"


def test_cell_merged_to_its_neighbour_in_the_old_way_is_empty() -> None:
    merged = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>' + p("文") + "</w:tc>"
    assert (
        read(table(row(merged.format("restart"), merged.format("continue"), "后"))).text
        == "文\t\t后\n"
    )


def test_deleted_and_hidden_rows_and_deleted_cells_are_out() -> None:
    deleted_cell = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删')}</w:tc>"
    source = read(
        table(
            row("删", properties="<w:del/>"),
            row("隐", properties="<w:hidden/>"),
            row("插", deleted_cell, "列", properties="<w:ins/>"),
        )
    )
    assert source.text == "插\t列\n"
    assert [one[1:3] for one in cells(source)] == [(0, 0), (0, 1)]


def test_table_without_rows_left_leaves_no_line() -> None:
    assert read(p("前"), table(row("删", properties="<w:del/>")), p("后")).text == "前\n后\n"


def test_rows_and_cells_in_content_controls_are_read() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    source = read(table(control(row("1", control(cell("甲")))), row("2", "乙")))
    assert source.text == "1\t甲\n2\t乙\n"


def test_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table(row("里一", "里二"), row("", "里三"))
    source = read(table(row(cell(p("外"), inner, p()), "旁"), row("下", "末")))
    assert source.text == "外\n里一\t里二\n\t里三\t旁\n下\t末\n"
    assert cells(source) == [
        (0, 0, 0, "外\n里一\t里二\n\t里三"),
        (0, 0, 1, "旁"),
        (0, 1, 0, "下"),
        (0, 1, 1, "末"),
        (1, 0, 0, "里一"),
        (1, 0, 1, "里二"),
        (1, 1, 1, "里三"),
    ]


def test_text_box_in_a_cell_belongs_to_the_cell() -> None:
    source = read(table(row(cell(p("格", box(p("框")))), "旁")))
    assert source.text == "格\n框\t旁\n"
    assert cells(source)[0] == (0, 0, 0, "格\n框")


def test_two_tables_are_numbered_in_order() -> None:
    source = read(table(row("甲")), p(), table(row("乙")))
    assert [one[0] for one in cells(source)] == [0, 1]


def test_absurd_spans_are_bounded() -> None:
    source = read(table(row(cell("宽", span=999_999_999), cell("后", span=999_999_999), "末")))
    assert len(source.text) < 2_000


def test_deleted_paragraph_before_a_table_leaves_no_line() -> None:
    gone = p(f"<w:del>{t('旧')}</w:del>", mark="<w:del/>")
    assert read(gone, table(row("甲"))).text == "甲\n"
