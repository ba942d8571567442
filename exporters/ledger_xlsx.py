"""Notices to the bytes of a ledger workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from exporters.flat_sheet import write_flat_sheet
from exporters.ledger_notes import Making, explanation, report_sentences
from exporters.ledger_rows import LedgerTable
from exporters.meeting_sheet import write_meeting_sheet
from exporters.sheet_style import new_workbook
from exporters.side_sheets import EXPLANATION, OVERVIEW, write_explanation, write_overview
from models.ledger_columns import LedgerForm

_LEDGER = "整改台账"
_SHEET_NAME_LENGTH = 31
# What Excel refuses in the name of a sheet.
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class BuiltLedger:
    """A workbook and what there is to say of it.

    Attributes:
        rows: how many lowest problems it lists.
        continued: names of the rows that needed further rows.
        sentences: what a person should know, in Chinese.
    """

    content: bytes
    rows: int
    continued: tuple[str, ...]
    removed_controls: int
    sentences: tuple[str, ...]


def build_ledger(tables: Sequence[LedgerTable], making: Making) -> BuiltLedger:
    """The workbook of `tables`, each of which has rows."""
    workbook = new_workbook()
    if making.form is LedgerForm.FLAT:
        sheet = _add_sheet(workbook, f"{_LEDGER}（平表）")
        continued = write_flat_sheet(sheet, tables, making.options)
    else:
        continued = _write_meeting(workbook, tables, making)
    lines = explanation(tables, continued, making)
    write_explanation(_add_sheet(workbook, EXPLANATION), lines, making.options)
    return BuiltLedger(
        content=workbook_bytes(workbook),
        rows=sum(table.problem_count for table in tables),
        continued=continued,
        removed_controls=sum(table.removed_controls for table in tables),
        sentences=report_sentences(tables, continued, making),
    )


def sheet_names(wanted: Sequence[str], taken: Sequence[str]) -> list[str]:
    """Names that Excel accepts for sheets: short enough, without its signs, each once whatever the case."""
    used = {name.casefold() for name in (*taken, "History")}
    counts: dict[str, int] = {}
    names: list[str] = []
    for raw in wanted:
        plain = _REFUSED.sub(" ", raw).strip().strip("'") or _LEDGER
        name = plain[:_SHEET_NAME_LENGTH]
        while name.casefold() in used:
            counts[plain] = counts.get(plain, 1) + 1
            suffix = f"({counts[plain]})"
            name = plain[: _SHEET_NAME_LENGTH - len(suffix)] + suffix
        used.add(name.casefold())
        names.append(name)
    return names


def workbook_bytes(workbook: Workbook) -> bytes:
    """The file of a workbook, made in memory: openpyxl would leave words of notices in the temporary folder."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _MemoryWriter(workbook, archive).save()
    return target.getvalue()


class _MemoryWriter(ExcelWriter):
    """Writes sheets without temporary files."""

    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self._target = archive

    def write_worksheet(self, ws: Any) -> None:
        """Writes one sheet; what openpyxl does for a sheet in memory, but into memory."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        out = BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._target.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _write_meeting(
    workbook: Workbook, tables: Sequence[LedgerTable], making: Making
) -> tuple[str, ...]:
    if len(tables) == 1:
        return write_meeting_sheet(_add_sheet(workbook, _LEDGER), tables[0], making.options)
    write_overview(_add_sheet(workbook, OVERVIEW), tables, making.options)
    continued: list[str] = []
    names = sheet_names([table.unit for table in tables], [OVERVIEW, EXPLANATION])
    for name, table in zip(names, tables, strict=True):
        continued += write_meeting_sheet(_add_sheet(workbook, name), table, making.options)
    return tuple(continued)


def _add_sheet(workbook: Workbook, name: str) -> Worksheet:
    sheet = workbook.create_sheet(name)
    assert isinstance(sheet, Worksheet)
    return sheet
