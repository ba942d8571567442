"""Tables as text files: cells parted by comma, semicolon or TAB."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from importers.base import hash_of
from importers.outline.tables.columns import is_header
from importers.readers.encoding import Decoded, decode
from importers.readers.plain_text import PlainTextReader
from importers.readers.table_text import SheetCell, TableText
from models.errors import ImportFailed
from models.source import SourceText

_DELIMITERS = (",", "\t", ";")
_ENDINGS = (".csv", ".tsv", ".tab")
_SAMPLE = 60_000  # signs by which the delimiter is judged
_HEAD = 30  # rows among which the titles of the columns stand


@dataclass(frozen=True, slots=True)
class _Table:
    """A decoded file with the sign that parts its cells."""

    decoded: Decoded
    delimiter: str


class CsvReader:
    """Reads CSV and TSV files that hold a table, by whatever name they go."""

    name = "csv"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether it is text whose lines are cut into the same number of cells.

        Under another name than that of a table, the titles of a ledger must stand in it too.
        """
        return _table_of(data, file_name) is not None

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The rows of the table.

        Raises:
            ImportFailed: if it is no table, or past a limit.
        """
        table = _table_of(data, file_name)
        if table is None:
            raise ImportFailed(file_name, "不是表格文件", "请另存为 .xlsx 后再导入")
        text = TableText(file_name)
        text.begin_sheet()
        try:
            for row, cells in enumerate(_rows(table.decoded.text, table.delimiter)):
                text.add_row(SheetCell(row, at, words) for at, words in enumerate(cells) if words)
        except csv.Error as error:
            raise ImportFailed(
                file_name,
                "的引号不成对，分不清单元格",
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
            ) from error
        return SourceText(
            text=text.text(),
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            encoding=table.decoded.encoding,
            notes=(*table.decoded.notes, *text.notes()),
            evidence=text.evidence(),
        )


def _table_of(data: bytes, file_name: str) -> _Table | None:
    is_named = file_name.lower().endswith(_ENDINGS)
    if not PlainTextReader().claims(data, ""):
        return None
    decoded = decode(data)
    if decoded is None:
        return None
    found = [
        (score, -at, sign)
        for at, sign in enumerate(_DELIMITERS)
        if (score := _regularity(decoded.text, sign, is_named=is_named))
    ]
    return _Table(decoded, max(found)[2]) if found else None


def _regularity(text: str, delimiter: str, *, is_named: bool) -> float:
    """How many cells the sign parts, 0 where rows come out of different lengths."""
    sample = text[:_SAMPLE]
    if delimiter not in sample:
        return 0.0
    try:
        rows = [row for row in _rows(sample, delimiter) if any(map(str.strip, row))]
    except csv.Error:
        return 0.0
    if len(sample) < len(text):
        rows = rows[:-1]
    lengths = Counter(len(row) for row in rows)
    if not lengths:
        return 0.0
    width, count = max(lengths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
    if width < 2 or count < 2:
        return 0.0
    has_titles = any(is_header(row) for row in rows[:_HEAD])
    fits = count >= 0.6 * len(rows)
    return float(width) if has_titles or (is_named and fits) else 0.0


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
