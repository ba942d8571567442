"""How a ledger looks: type, lines, paper; and the one way in which words get into a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.xlsx_layout import MAX_ROW_POINTS, text_height
from models.ledger_columns import LedgerOptions, Paper

TITLE_SIZE = 22.0
LINE_SIZE = 12.0  # the line under the title, and the foot
HEADER_SIZE = 11.0
BODY_SIZE = 10.5
NOTE_SIZE = 10.0

# GB/T 9704 and the habits of the offices (LEDGER.md 3); a machine without them takes others of the same widths.
_TITLE_FONT, _HEAD_FONT, _BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"

_INTERNAL = "内部资料 注意保管"
_POINTS_PER_INCH = 72.0
# The widest a unit of width gets: a digit of 宋体 11 is 5.5 to 6 pt, of the fonts that stand in for it up to 6.1.
UNIT_POINTS = 6.11
# Text that a program might take for a formula when it is typed again.
_FORMULA = re.compile(r"[=+\-@\t\r]")
# What Excel reads as a sign by its number. Sample: "_x0041_"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_THIN = Side("thin", "000000")
_GREY, _LIGHT = PatternFill("solid", "D9D9D9"), PatternFill("solid", "F2F2F2")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper, landscape; lengths in points.

    Attributes:
        code: Excel's number of the paper.
        units: how wide a table may be so that it prints at full size whatever font stands in for 宋体.
    """

    code: int
    width: float
    height: float
    units: float
    margin_side: float = 36.0
    margin_end: float = 43.2
    margin_note: float = 21.6

    @property
    def body_width(self) -> float:
        """What a table may take across."""
        return self.width - 2 * self.margin_side

    @property
    def body_height(self) -> float:
        """What rows may take on one page."""
        return self.height - 2 * self.margin_end

    def scale(self, units: float) -> float:
        """The scale at which a table so wide is printed when it is fitted to one page across; never above 1."""
        return min(1.0, self.body_width / (units * UNIT_POINTS))


PAGES = {
    Paper.A3: Page(code=8, width=1190.55, height=841.89, units=160.0),
    Paper.A4: Page(code=9, width=841.89, height=595.28, units=115.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class CellStyle:
    """A look that cells share; told from others by which object it is."""

    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None
    number_format: str = "General"

    @property
    def size(self) -> float:
        """Size of its type in points."""
        assert self.font.sz is not None
        return float(self.font.sz)


_ALIGNED: dict[str, Alignment] = {
    across: Alignment(horizontal=across, vertical="center", wrap_text=True)
    for across in ("left", "center", "right")
}
_LINED = Border(_THIN, _THIN, _THIN, _THIN)

TITLE = CellStyle(Font(name=_TITLE_FONT, sz=TITLE_SIZE), _ALIGNED["center"])
LINE_LEFT = CellStyle(Font(name=_BODY_FONT, sz=LINE_SIZE), _ALIGNED["left"])
LINE_RIGHT = CellStyle(Font(name=_BODY_FONT, sz=LINE_SIZE), _ALIGNED["right"])
HEADER = CellStyle(Font(name=_HEAD_FONT, sz=HEADER_SIZE), _ALIGNED["center"], _LINED, _GREY)
BANDS = {
    1: CellStyle(Font(name=_HEAD_FONT, sz=BODY_SIZE, b=True), _ALIGNED["left"], _LINED, _LIGHT),
    2: CellStyle(Font(name=_HEAD_FONT, sz=BODY_SIZE), _ALIGNED["left"], _LINED),
}
BODY = CellStyle(Font(name=_BODY_FONT, sz=BODY_SIZE), _ALIGNED["left"], _LINED)
CENTERED = CellStyle(Font(name=_BODY_FONT, sz=BODY_SIZE), _ALIGNED["center"], _LINED)
KEY = CellStyle(Font(name=_BODY_FONT, sz=BODY_SIZE), _ALIGNED["center"], _LINED, number_format="@")
TOTAL = CellStyle(Font(name=_HEAD_FONT, sz=BODY_SIZE), _ALIGNED["center"], _LINED)
NOTE = CellStyle(Font(name=_BODY_FONT, sz=NOTE_SIZE), _ALIGNED["left"])


class LedgerBook(Workbook):
    """A workbook that knows the looks of its cells.

    Attributes:
        looks: what openpyxl keeps of a look, by the look and whether its words are quoted; cells share it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[tuple[CellStyle, bool], StyleArray] = {}


def new_workbook() -> LedgerBook:
    """An empty workbook whose widths count in digits of 宋体 11, and which names nobody."""
    workbook = LedgerBook()
    for sheet in workbook.worksheets:
        workbook.remove(sheet)
    normal = Font(name="宋体", sz=11)
    # The first font, and the one of the style Normal, is what Excel and LibreOffice measure widths in.
    workbook._fonts = IndexedList([normal])  # type: ignore[attr-defined]  # the stubs leave it out
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined]  # the stubs leave it out
    workbook.properties.creator = "对账"
    workbook.properties.lastModifiedBy = None
    return workbook


def set_page(
    sheet: Worksheet, options: LedgerOptions, *, title_rows: tuple[int, int], last: tuple[int, int]
) -> None:
    """Landscape, one page across, title rows and page numbers on every page; prints up to the cell `last`."""
    page = PAGES[options.paper]
    mark = _INTERNAL if options.internal else ""
    sheet.page_setup.paperSize = page.code
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=page.margin_side / _POINTS_PER_INCH,
        right=page.margin_side / _POINTS_PER_INCH,
        top=page.margin_end / _POINTS_PER_INCH,
        bottom=page.margin_end / _POINTS_PER_INCH,
        header=page.margin_note / _POINTS_PER_INCH,
        footer=page.margin_note / _POINTS_PER_INCH,
    )
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{title_rows[0]}:{title_rows[1]}"
    sheet.print_area = f"A1:{get_column_letter(last[1])}{last[0]}"
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = "第 &P 页 共 &N 页"
    if mark:
        header = sheet.oddHeader
        assert header is not None
        assert header.left is not None
        header.left.text = mark


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Sets the widths of the columns from the first on."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def fitted_height(texts: Sequence[tuple[str, float, CellStyle]], least: float = 0.0) -> float:
    """The height at which words are seen in cells of these widths and looks."""
    heights = [text_height(text, width=width, size=style.size) for text, width, style in texts]
    return min(max([least, *heights]), MAX_ROW_POINTS)


class Pen:
    """Writes into the cells of one sheet of a `LedgerBook`; each look is made once, so that large books stay quick."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        assert isinstance(sheet.parent, LedgerBook)
        self._looks = sheet.parent.looks

    def put(self, row: int, column: int, value: str | int, style: CellStyle) -> None:
        """Writes words, or a number, with a look; words stay words whatever they begin with."""
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        quoted = isinstance(value, str) and _FORMULA.match(value) is not None
        cell._style = self._look(cell, style, quoted=quoted)  # type: ignore[attr-defined]  # the stubs leave it out
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = _ESCAPED.sub("_x005F_", value)
            cell.data_type = "s"

    def put_row(self, row: int, values: Sequence[str | int], styles: Sequence[CellStyle]) -> None:
        """Writes a row from the first column on."""
        for column, (value, style) in enumerate(zip(values, styles, strict=True), 1):
            self.put(row, column, value, style)

    def put_across(self, row: int, columns: tuple[int, int], value: str, style: CellStyle) -> None:
        """Writes words into one cell that runs from one column to another, on one row."""
        first, last = columns
        for column in range(first, last + 1):
            self.put(row, column, value if column == first else "", style)
        if first < last:
            self.join(row, columns)

    def set_height(self, row: int, points: float) -> None:
        """Sets the height of a row."""
        self.sheet.row_dimensions[row].height = points

    def join(self, row: int, columns: tuple[int, int]) -> None:
        """Makes one cell of several on one row; `merge_cells` would compare with every one made before."""
        cells = CellRange(min_col=columns[0], max_col=columns[1], min_row=row, max_row=row)
        self.sheet.merged_cells.ranges.add(cells)

    def _look(self, cell: Cell, style: CellStyle, *, quoted: bool) -> StyleArray:
        key = (style, quoted)
        if key not in self._looks:
            cell.font = style.font
            cell.alignment = style.alignment
            if style.border is not None:
                cell.border = style.border
            cell.number_format = style.number_format
            if style.fill is not None:
                cell.fill = style.fill
            cell.quotePrefix = quoted
            self._looks[key] = cell._style  # type: ignore[attr-defined]  # the stubs leave it out
        return self._looks[key]
