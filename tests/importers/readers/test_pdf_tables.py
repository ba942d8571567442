"""Tables of PDF files: cells found by their rules, their lines put together by print, pages put together by columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from importers.outline.pipeline import read_notice
from importers.readers.pdf import PdfReader
from importers.readers.pdf_lines import units_of
from models.source import SourceText
from models.values import NoticeKind
from tests.importers.readers.pdf_pages import PageDraft, pdf_of
from tests.importers.tables.sheets import lines, problems

_SIZE, _LEADING, _PADDING = 10.0, 14.0, 5.0
_EDGES = (40.0, 70.0, 190.0, 340.0, 480.0, 550.0)
_HEADER = ("序号", "反馈问题", "整改措施", "整改情况", "状态")
_ROWS = (
    ("1", "党组理论学习不够深入，专题研讨次数少", "（1）健全党组学习制度，每季度安排一次专题研讨。\n（2）开展督查。", "（1）修订学习制度1项，开展专题研讨4次。\n（2）督查单位6个。", "已完成"),
    ("2", "预算绩效管理不到位，7个项目未开展绩效自评", "督促项目单位按时开展绩效自评。", "7个项目已全部补做绩效自评，评价结果抄送主管部门。", "已完成"),
    ("3", "存量资金清理不及时", "建立存量资金定期清理机制。", "已收回240万元统筹使用。", "正在整改"),
)  # fmt: skip


def draw(
    page: PageDraft, rows: Sequence[Sequence[str]], top: float, *, ruled: bool = True
) -> float:
    """Draws a table with all its rules, its words broken where a cell is full; gives the height of its foot."""
    heights = [top]
    for row in rows:
        wrapped = [_wrapped(words, _EDGES[at + 1] - _EDGES[at]) for at, words in enumerate(row)]
        for at, cell in enumerate(wrapped):
            for number, line in enumerate(cell):
                base = heights[-1] - _LEADING * (number + 1) + 3
                page.put(line, _EDGES[at] + _PADDING, base, _SIZE)
        heights.append(heights[-1] - _LEADING * max(map(len, wrapped)) - 4)
    for height in heights if ruled else ():
        page.rule((_EDGES[0], height), (_EDGES[-1], height))
    for edge in _EDGES if ruled else ():
        page.rule((edge, top), (edge, heights[-1]))
    return heights[-1]


def _wrapped(words: str, width: float) -> list[str]:
    found = [""]
    for sign in words:
        if sign == "\n":
            found.append("")
        elif units_of(found[-1] + sign) * _SIZE > width - 2 * _PADDING and sign not in "，。；":
            found.append(sign)
        else:
            found[-1] += sign
    return found


def source_of(*pages: PageDraft) -> SourceText:
    return PdfReader().read(pdf_of(*pages), "台账.pdf")


def words_of(source: SourceText) -> list[tuple[int, int, int, str]]:
    return [
        (cell.table, cell.row, cell.column, cell.span.of(source.text).replace("\n", ""))
        for cell in source.evidence.cells
    ]


@pytest.fixture
def ledger() -> SourceText:
    page = PageDraft().put("云溪县财政局巡察反馈意见整改台账", 120, 790, 18)
    page.put("填报单位：云溪县财政局", 40, 760, _SIZE)
    foot = draw(page, [_HEADER, *_ROWS], 740)
    return source_of(page.put("填报人：张某某", 40, foot - 30, _SIZE))


def test_words_stand_in_the_cells_they_are_printed_in(ledger: SourceText) -> None:
    expected = [
        (0, number, column, words.replace("\n", ""))
        for number, row in enumerate([_HEADER, *_ROWS])
        for column, words in enumerate(row)
    ]
    assert words_of(ledger) == expected
    assert ledger.text.startswith(
        "云溪县财政局巡察反馈意见整改台账\n填报单位：云溪县财政局\n序号\t反馈问题\t"
    )
    assert ledger.text.endswith("\n填报人：张某某")


def test_lines_that_a_cell_was_too_narrow_for_are_told(ledger: SourceText) -> None:
    carried = [ledger.text[at : at + 3] for at in ledger.evidence.wrapped]
    assert carried == ["专题研", "度安排", "专题研", "个项目", "评价结"]


def test_ledger_reads_as_its_rows_say(ledger: SourceText) -> None:
    reading = read_notice(ledger)
    assert reading.kind is NoticeKind.LEDGER
    assert [node.status.value for node in problems(reading)] == ["done", "done", "ongoing"]
    assert lines(ledger, reading)[:5] == [
        "问题[1] 党组理论学习不够深入，专题研讨次数少",
        "  措施[(1)] 健全党组学习制度，每季度安排一次专题研讨。",
        "  措施[(2)] 开展督查。",
        "  完成[(1)] 修订学习制度1项，开展专题研讨4次。",
        "  完成[(2)] 督查单位6个。",
    ]


def test_table_that_goes_on_with_its_titles_on_the_next_page_is_one() -> None:
    first, second = PageDraft(), PageDraft()
    first.put("云溪县财政局巡察反馈意见整改台账", 120, 790, 18).put("— 1 —", 280, 30, 9)
    draw(first, [_HEADER, *_ROWS[:2]], 740)
    draw(second.put("— 2 —", 280, 30, 9), [_HEADER, _ROWS[2]], 790)
    source = source_of(first, second)
    assert {cell.table for cell in source.evidence.cells} == {0}
    reading = read_notice(source)
    assert [node.number for node in problems(reading)] == ["1", "2", "3"]
    assert [node.page for node in problems(reading)] == [1, 1, 2]


def test_row_that_the_end_of_a_page_cuts_is_one_problem() -> None:
    first, second = PageDraft(), PageDraft()
    number, problem, measure, outcome, state = _ROWS[1]
    parts = (
        (number, problem[:14], measure, outcome[:14], state),
        ("", problem[14:], "", outcome[14:], ""),
    )
    draw(first, [_HEADER, _ROWS[0], parts[0]], 740)
    draw(second, [_HEADER, parts[1], _ROWS[2]], 740)
    whole = PageDraft()
    draw(whole, [_HEADER, *_ROWS], 740)
    cut, uncut = source_of(first, second), source_of(whole)
    assert lines(cut, read_notice(cut)) == lines(uncut, read_notice(uncut))


def test_row_without_a_number_is_a_problem_of_its_own_where_few_rows_have_one() -> None:
    first, second = PageDraft(), PageDraft()
    rows = [("", *row[1:]) for row in _ROWS]
    draw(first, [_HEADER, *rows[:2]], 740)
    draw(second, [_HEADER, rows[2]], 740)
    assert len(problems(read_notice(source_of(first, second)))) == 3


def test_head_and_address_that_a_browser_prints_do_not_part_a_table() -> None:
    pages = [PageDraft().put("2025/9/10 09:30 整改台账", 40, 800, 8) for _ in range(3)]
    address = "https://example.invalid/art/2025/9/10/art_1234_56789.html {}/3"
    for number, page in enumerate(pages, 1):
        page.put(address.format(number), 40, 20, 8)
        draw(page, [*([_HEADER] if number == 1 else []), *_ROWS], 770)
    source = source_of(*pages)
    assert {cell.table for cell in source.evidence.cells} == {0}
    assert {part.why for part in source.evidence.clutter} == {"页眉", "页脚"}


def test_table_behind_other_words_is_another_one() -> None:
    page = PageDraft()
    foot = draw(page, [_HEADER, *_ROWS[:1]], 790)
    page.put("另表如下。", 40, foot - 30, _SIZE)
    draw(page, [_HEADER, *_ROWS[1:]], foot - 60)
    source = source_of(page)
    assert {cell.table for cell in source.evidence.cells} == {0, 1}
    assert "已完成\n另表如下。\n序号\t" in source.text


def test_merged_cell_covers_what_no_rule_parts() -> None:
    page = PageDraft()
    for height in (700, 680, 640):
        page.rule((40, height), (440, height))
    page.rule((140, 660), (440, 660))
    for edge in (40, 140, 440):
        page.rule((edge, 700), (edge, 640))
    page.rule((240, 680), (240, 640))
    page.put("方面", 45, 686, 10).put("问题与措施", 145, 686, 10).put("学习", 45, 655, 10)
    page.put("问题一", 145, 666, 10).put("措施一", 245, 666, 10)
    page.put("问题二", 145, 646, 10).put("措施二", 245, 646, 10)
    cells = {
        cell.span.of(source.text): (cell.row, cell.column, cell.rows, cell.columns)
        for source in [source_of(page)]
        for cell in source.evidence.cells
    }
    assert cells["问题与措施"] == (0, 1, 1, 2)
    assert cells["学习"] == (1, 0, 2, 1)
    assert cells["措施二"] == (2, 2, 1, 1)


def test_frame_around_words_is_no_table() -> None:
    page = PageDraft().lines(
        ["一个框里的通知，请各单位认真抓好落实。", "第二行也在框里，请各单位遵照执行。"]
    )
    for start, end in (((60, 780), (560, 780)), ((60, 600), (560, 600))):
        page.rule(start, end)
    for left in (60.0, 560.0):
        page.rule((left, 780), (left, 600))
    assert not source_of(page).evidence.cells


def test_turned_page_with_a_table_is_read_as_it_is_seen() -> None:
    page = PageDraft(rotation=90)
    for at, words in enumerate(["反馈问题", "整改措施"]):
        page.put(words, 100 + at * 20, 100, 10, 90).put(f"学习{words}", 100 + at * 20, 300, 10, 90)
    for x in (88.0, 104.0, 124.0):
        page.rule((x, 90), (x, 500))
    for y in (90.0, 290.0, 500.0):
        page.rule((88, y), (124, y))
    source = source_of(page)
    assert [(cell.row, cell.column) for cell in source.evidence.cells] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]
    assert source.text == "反馈问题\t学习反馈问题\n整改措施\t学习整改措施"


def test_columns_without_rules_are_said_to_be_mixed() -> None:
    page = PageDraft().put("云溪县财政局巡察反馈意见整改台账", 120, 790, 18)
    draw(page, [_HEADER, *_ROWS], 740, ruled=False)
    source = source_of(page)
    assert not source.evidence.cells
    assert any(note.startswith("第1页像是没有框线的表格") for note in source.notes)


def _half(aspect: str, problems: Sequence[str]) -> PageDraft:
    """A page with a merged cell at the left of its rows."""
    page = PageDraft()
    top, foot = 700, 700 - 20 * len(problems)
    for at, words in enumerate(problems):
        page.rule((140, top - 20 * at), (440, top - 20 * at))
        page.put(words, 145, top - 20 * at - 14, 10).put("已落实", 345, top - 20 * at - 14, 10)
    for height in (top, foot):
        page.rule((40, height), (440, height))
    for edge in (40, 140, 340, 440):
        page.rule((edge, top), (edge, foot))
    return page.put(aspect, 45, top - 14, 10) if aspect else page


@pytest.mark.parametrize("aspects", [("学习方面", ""), ("", "学习方面")], ids=["above", "below"])
def test_merged_cell_that_the_end_of_a_page_parts_is_one(aspects: tuple[str, str]) -> None:
    source = source_of(
        _half(aspects[0], ["问题一", "问题二"]), _half(aspects[1], ["问题三", "问题四"])
    )
    (cell,) = [cell for cell in source.evidence.cells if cell.column == 0]
    assert (cell.table, cell.row, cell.rows) == (0, 0, 4)


def test_cell_that_is_empty_on_the_next_page_is_not_filled_from_above() -> None:
    first = PageDraft()
    draw(first, [_HEADER, *_ROWS[:2]], 790)
    second = PageDraft()
    draw(second, [("3", "存量资金清理不及时", "", "已收回。", "")], 790)
    source = source_of(first, second)
    assert {cell.rows for cell in source.evidence.cells} == {1}


def _card(page: PageDraft, rows: Sequence[tuple[str, str]], top: float) -> None:
    """A record card: labels at the left, values at the right."""
    foot = top - 20 * len(rows)
    for at in range(len(rows) + 1):
        page.rule((40, top - 20 * at), (540, top - 20 * at))
    for edge in (40, 140, 540):
        page.rule((edge, top), (edge, foot))
    for at, words in enumerate(rows):
        for left, cell in zip((45, 145), words, strict=True):
            page.put(cell, left, top - 20 * at - 14, 10)


def test_last_row_of_a_card_alone_on_the_next_page_belongs_to_it() -> None:
    card = [
        ("反馈问题", "水质检测不及时"),
        ("整改措施", "委托检测。"),
        ("整改时限", "2024年6月"),
        ("整改情况", "已完成。检测水样12份。"),
    ]
    first = (
        PageDraft()
        .put("某局关于巡察整改进展情况的通报", 80, 800)
        .put("（一）聚焦供水保障方面", 80, 770)
    )
    second = PageDraft().put("某局", 400, 500)
    _card(first, card[:3], 740)
    _card(second, card[3:], 780)
    source = source_of(first, second)
    assert [(cell.table, cell.row) for cell in source.evidence.cells][-1] == (0, 3)
    assert lines(source, read_notice(source)) == [
        "方面[(一)] 聚焦供水保障方面",
        "  问题 水质检测不及时",
        "    措施 委托检测。",
        "    完成 检测水样12份。",
    ]


def test_lines_that_are_all_short_do_not_carry_on_a_title() -> None:
    page = PageDraft().lines(
        ["某局关于巡察整改进展情况的通报", "根据县委统一部署，县委第二巡察组对某局开展了巡察。"],
        size=12,
    )
    page.lines(["（一）聚焦学习贯彻方面", "（二）聚焦供水保障方面"], top=690, size=12)
    source = source_of(page)
    assert source.evidence.wrapped == ()
