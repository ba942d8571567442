"""Ledgers of the real notices: every word of theirs, whatever dialect they are in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from importers.outline.pipeline import read_notice
from importers.read import load_bytes, read_source
from models.node import NodeKind
from models.notice import Notice, unstored_notice
from models.source import squeeze
from services.exporting import LedgerForm, export_ledger
from tests.exporters.workbooks import column, first_sheet

pytestmark = pytest.mark.real

LISTED = {"zhangqiu": 43, "kenli": 11, "zaozhuang": 29, "qinzhou": 16}


def notice_of(folder: Path, name: str) -> Notice:
    path = folder / "notices" / f"{name}.txt"
    source = read_source(load_bytes(path), path.name)
    return unstored_notice(source, read_notice(source))


def numbers(cells: list[str]) -> list[str]:
    return [cell for cell in cells if cell.isdecimal()]


@pytest.mark.parametrize("name", list(LISTED))
def test_meeting_ledger_lists_every_lowest_problem(
    shared_folder: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "台账.xlsx"
    report = export_ledger([notice_of(shared_folder, name)], target)
    found = numbers(column(first_sheet(load_workbook(target)), "序号"))
    assert found == [str(number) for number in range(1, LISTED[name] + 1)]
    assert report.rows == LISTED[name]


@pytest.mark.parametrize("name", list(LISTED))
def test_every_word_of_the_items_stands_in_the_ledger(
    shared_folder: Path, tmp_path: Path, name: str
) -> None:
    notice = notice_of(shared_folder, name)
    target = tmp_path / "台账.xlsx"
    export_ledger([notice], target)
    cells = [
        str(cell.value or "")
        for row in first_sheet(load_workbook(target)).iter_rows()
        for cell in row
    ]
    printed = squeeze("".join(cells))
    for node in notice.outline.walk():
        for span in node.body:
            for sentence in re.findall(r"[^。；;\n]{6,}", span.of(notice.text)):
                assert squeeze(sentence) in printed


@pytest.mark.parametrize("name", ["kenli", "zaozhuang", "qinzhou"])
def test_mixed_items_stand_as_they_are_written(
    shared_folder: Path, tmp_path: Path, name: str
) -> None:
    notice = notice_of(shared_folder, name)
    target = tmp_path / "台账.xlsx"
    export_ledger([notice], target)
    written = squeeze(notice.text)
    items = [cell for cell in column(first_sheet(load_workbook(target)), "整改情况·原文") if cell]
    lines = [line for cell in items for line in cell.split("\n")]
    assert len(lines) >= LISTED[name]
    whole = [line for line in lines if squeeze(line) in written]
    # Page numbers inside an item, and headings and foot below the column, are not in the text as one run.
    assert len(whole) >= 0.95 * len(lines)


def test_flat_ledger_of_all_has_one_row_a_problem(shared_folder: Path, tmp_path: Path) -> None:
    notices = [notice_of(shared_folder, name) for name in LISTED]
    target = tmp_path / "台账.xlsx"
    report = export_ledger(notices, target, form=LedgerForm.FLAT)
    sheet = first_sheet(load_workbook(target))
    assert report.rows == sum(LISTED.values())
    assert len(numbers(column(sheet, "序号"))) == report.rows
    kinds = {node.kind for notice in notices for node in notice.outline.walk()}
    assert NodeKind.OUTCOME in kinds
