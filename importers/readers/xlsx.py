"""Excel workbooks (.xlsx, .xlsm, .et saved as OOXML): the sheets one after another, as they are displayed."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from importers.archive import SafeArchive, open_archive
from importers.base import hash_of
from importers.limits import LIMITS
from importers.readers.cell_values import displayed
from importers.readers.table_text import SheetCell, TableText
from models.errors import ImportFailed
from models.source import HIDDEN_SHEET, Aside, SourceText

_ZIP = b"PK\x03\x04"
_MAIN = "xl/workbook.xml"
_BINARY = "xl/workbook.bin"
_DAMAGED = ("已损坏，打不开", "请用 Excel 或 WPS 打开后另存一份，再导入")
_OTHER = (
    "是二进制格式的 Excel 工作簿（.xlsb），不能读取",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
)
_FIRST_ROWS = 40  # of a hidden sheet
_MOST_ROWS = 1_048_576  # of a sheet, as Excel has it
# What openpyxl raises for files that are not what they should be.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,  # the XML parser's ParseError is one
    AssertionError,
    OSError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
# A cell with a formula and without the value it had, as scripts and exports of other systems write it.
# Sample: `<f>ROW()-3</f><v></v></c>`
_UNSAVED = re.compile(rb"<f\b[^<>]*+(?:(?<=/)>|>[^<]*+</f>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?+\s*+</c>")
# Signs that the XML of a workbook writes by their number. Sample: "_x000D_"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Names that Excel and WPS give to sheets by themselves. Samples: "Sheet1", "工作表2"
_NO_NAME = re.compile(r"(?:sheet|工作表|表)\s*\(?\d*\)?", re.IGNORECASE)


class XlsxReader:
    """Reads workbooks: values as displayed, formulas by the value they had, merged cells at their first place."""

    name = "xlsx"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether it is a workbook, a broken one too."""
        if not data.startswith(_ZIP):
            return False
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                names = set(archive.namelist())
        except _BROKEN:
            return b"xl/workbook." in data
        return _MAIN in names or _BINARY in names

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The sheets of the workbook that are shown, one after another.

        Raises:
            ImportFailed: if it is broken, of a binary format, past a limit or without words.
        """
        archive = open_archive(data, file_name)
        if _MAIN not in archive:
            raise ImportFailed(file_name, *_OTHER)
        archive.check()
        _refuse_entities(archive, file_name)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
                text, notes, asides = _read(data, file_name)
        except _BROKEN as error:
            raise ImportFailed(file_name, *_DAMAGED) from error
        if not text.text():
            raise ImportFailed(file_name, "里没有文字", "请确认文件内容已保存")
        return SourceText(
            text=text.text(),
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            notes=(*text.notes(), *notes),
            evidence=text.evidence(),
            asides=tuple(asides),
        )


def _refuse_entities(archive: SafeArchive, file_name: str) -> None:
    for name in archive.names:
        if not name.endswith((".xml", ".rels")):
            continue
        content = archive.read(name)
        if b"<!DOCTYPE" in content or b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise ImportFailed(
                file_name, "含有不安全的内容（自定义实体）", "请用原来的程序打开后另存一份，再导入"
            )


def _read(data: bytes, file_name: str) -> tuple[TableText, list[str], list[Aside]]:
    workbook: Any = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    text, notes, asides = TableText(file_name), [], []
    sheets = [_Sheet(workbook, sheet) for sheet in workbook.worksheets]
    try:
        for sheet in sheets:
            asides.append(Aside("工作表名", sheet.name))
            if sheet.is_hidden:
                asides += sheet.beginning()
                notes.append(f"工作表“{sheet.name}”是隐藏的，没有读入")
                continue
            rows = list(sheet.rows())
            text.begin_sheet(sheet.name, is_shown=not _NO_NAME.fullmatch(sheet.name))
            for row in _with_merges(rows, sheet.merges()):
                text.add_row(row)
            notes += sheet.notes()
            asides += sheet.margins()
    finally:
        workbook.close()
    return text, notes, asides


class _Sheet:
    """One worksheet of a workbook that was opened for reading only.

    Attributes:
        name: on its tab.
        is_hidden: whether the workbook hides it.
    """

    def __init__(self, workbook: Any, sheet: Any) -> None:
        self.name = str(sheet.title)
        self.is_hidden = sheet.sheet_state != "visible"
        self._workbook = workbook
        self._sheet = sheet
        self._parser: Any = None
        self._hidden_rows = 0
        self._unsaved = 0
        self._hidden_columns: set[int] = set()

    def rows(self) -> Iterator[list[SheetCell]]:
        """The rows that are shown and have words, with places from 0."""
        book = self._workbook
        filled = length = 0
        with self._sheet._get_source() as stream:
            # What openpyxl's own read-only sheets are made of; they do not tell of merged and hidden cells.
            self._parser = WorkSheetParser(
                stream,
                self._sheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            self._unsaved = len(_UNSAVED.findall(stream.read()))
            stream.seek(0)
            for number, row in self._parser.parse():
                if number > _MOST_ROWS:
                    raise ValueError("more rows than a sheet can have")
                if not filled:
                    self._hidden_columns = self._columns_out_of_sight()
                cells = list(self._cells(row))
                if cells and self._is_row_hidden(number):
                    self._hidden_rows += 1
                elif cells:
                    filled += 1
                    length += sum(len(cell.words) for cell in cells)
                    yield cells
                if filled > LIMITS.rows or length > LIMITS.text_characters:
                    return  # adding them to the text says so

    def merges(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns cells cover, by their place; after `rows`."""
        merged = getattr(self._parser, "merged_cells", None)
        found = {}
        for part in getattr(merged, "mergeCell", None) or ():
            first, last = (part.min_row, part.min_col), (part.max_row, part.max_col)
            place = (first[0] - 1, first[1] - 1)
            found[place] = (last[0] - first[0] + 1, last[1] - first[1] + 1)
        return found

    def beginning(self) -> Iterator[Aside]:
        """The first rows of a sheet that is not read: it may carry a marking."""
        for row in islice(self.rows(), _FIRST_ROWS):
            yield Aside(HIDDEN_SHEET, "\t".join(" ".join(cell.words.split()) for cell in row))

    def margins(self) -> Iterator[Aside]:
        """The lines that stand above and below the rows in print; after `rows`."""
        margins = getattr(self._parser, "HeaderFooter", None)
        for kind, place in (("Header", "打印页眉"), ("Footer", "打印页脚")):
            for page in ("odd", "even", "first"):
                part = getattr(margins, f"{page}{kind}", None)
                for side in ("left", "center", "right"):
                    words = getattr(getattr(part, side, None), "text", None) or ""
                    yield from (Aside(place, line) for line in words.splitlines())

    def notes(self) -> list[str]:
        """What is not shown, in Chinese; after `rows`."""
        found = []
        if self._unsaved:
            found.append(
                f"工作表“{self.name}”有{self._unsaved}个单元格是公式，文件里没有算出的值，没有读入；"
                "请用 Excel 或 WPS 打开后保存一次，再导入"
            )
        if self._hidden_rows:
            found.append(f"工作表“{self.name}”有{self._hidden_rows}行是隐藏的，没有读入")
        if self._hidden_columns:
            letters = "、".join(
                get_column_letter(at + 1) for at in sorted(self._hidden_columns)[:20]
            )
            found.append(f"工作表“{self.name}”的{letters}列是隐藏的，没有读入")
        return found

    def _cells(self, row: list[dict[str, Any]]) -> Iterator[SheetCell]:
        for cell in sorted(row, key=lambda cell: int(cell["column"])):
            value = cell["value"]
            column = cell["column"] - 1
            if value is None or column in self._hidden_columns:
                continue
            words = _unescaped(displayed(value, self._format(cell["style_id"])))
            if words.strip():
                yield SheetCell(cell["row"] - 1, column, words)

    def _format(self, style_id: int) -> str:
        book = self._workbook
        number = book._cell_styles[style_id].numFmtId
        if number in BUILTIN_FORMATS:
            return str(BUILTIN_FORMATS[number])
        at = number - 164
        return str(book._number_formats[at]) if 0 <= at < len(book._number_formats) else ""

    def _is_row_hidden(self, number: int) -> bool:
        found = self._parser.row_dimensions.pop(str(number), {})
        return found.get("hidden") in ("1", "true") or found.get("ht") == "0"

    def _columns_out_of_sight(self) -> set[int]:
        found: set[int] = set()
        for column in self._parser.column_dimensions.values():
            if column.get("hidden") in ("1", "true"):
                first, last = int(column.get("min", 1)), int(column.get("max", 1))
                found.update(range(first - 1, min(last, LIMITS.columns)))
        return found


def _with_merges(
    rows: list[list[SheetCell]], merges: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[list[SheetCell]]:
    for row in rows:
        yield [
            SheetCell(cell.row, cell.column, cell.words, *merges[cell.row, cell.column])
            if (cell.row, cell.column) in merges
            else cell
            for cell in row
        ]


def _unescaped(words: str) -> str:
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), words) if "_x" in words else words
