"""The summary of an import, as rows and as a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from models.errors import ExportError
from models.ids import NoticeId
from models.library import Added, FormerVersion, Known
from models.values import NoticeKind
from services.import_report import (
    export_summary,
    folders_of,
    row_of,
    suggested_summary_name,
    totals_of,
)
from services.importing import ImportResult, ImportSummary


def result(
    name: str, known: Known | None = None, kind: NoticeKind = NoticeKind.RECTIFICATION_NOTICE
) -> ImportResult:
    return ImportResult(Path(name), Added(NoticeId(7), "某局党组", known), kind=kind)


MIXED = ImportSummary(
    (
        result("/资料/一/甲.txt"),
        result("乙.txt", kind=NoticeKind.WORK_REPORT),
        result("丙.txt", Known.SAME_FILE),
        result("丁.txt", Known.SAME_BODY, NoticeKind.FEEDBACK_NOTICE),
        ImportResult(Path("=1+1\n\udcff.txt"), error="“戊.txt”是空文件。请确认文件内容已保存。"),
    )
)


def test_totals_count_what_came_of_the_files() -> None:
    assert totals_of(MIXED) == ("新导入 2 · 其中不是整改通报 1 · 已有 1 · 正文相同 1 · 失败 1")
    assert totals_of(ImportSummary((), cancelled=True)) == "新导入 0 · 已按要求停止"


def test_totals_count_what_may_be_a_version() -> None:
    maybe = FormerVersion(NoticeId(1), "CZ 送审稿.txt", is_sure=False)
    added = Added(NoticeId(8), "某局党组", former=maybe)
    unsure = ImportResult(Path("修改.txt"), added, kind=NoticeKind.RECTIFICATION_NOTICE)
    summary = ImportSummary((result("甲.txt"), unsure, unsure))
    assert totals_of(summary) == "新导入 3 · 可能是新版本 2"


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (("/资料/一/甲.txt", "/资料/二/乙.txt"), ("", "")),
        (("/资料/甲.txt", "/资料/一/甲.txt", "/资料/乙.txt"), ("资料", "资料/一", "")),
        (("/资料/一/上/甲.txt", "/资料/二/上/甲.txt"), ("资料/一/上", "资料/二/上")),
        (("/甲.txt", "/一/甲.txt"), (".", "一")),
        (("甲.txt", "/一/甲.txt"), (".", "/一")),
        (("甲.txt", "一/甲.txt"), (".", "一")),
    ],
)
def test_files_of_one_name_are_told_apart_by_their_folders(
    paths: tuple[str, ...], folders: tuple[str, ...]
) -> None:
    summary = ImportSummary(tuple(result(path) for path in paths))
    assert folders_of(summary) == tuple(str(Path(folder)) if folder else "" for folder in folders)


def test_export_summary_writes_every_file(tmp_path: Path) -> None:
    target = tmp_path / suggested_summary_name(datetime(2025, 8, 9, 10, 5))
    export_summary(MIXED, target)
    assert target.name == "材料导入情况_20250809_1005.xlsx"
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[1][0] == totals_of(MIXED)
    assert rows[2] == ["序号", "文件", "结果", "材料类型", "说明", "所在文件夹"]
    assert rows[3] == [1, "甲.txt", "新导入", "整改通报", "某局党组", str(Path("/资料/一"))]
    assert rows[4][2:4] == ["新导入", "工作报道"]
    assert [row[2] for row in rows[5:7]] == ["已有（同一文件）", "正文相同（另一来源）"]
    assert rows[7] == [
        5,
        "=1+1\ufffd\ufffd.txt",
        "失败",
        "",
        "“戊.txt”是空文件。请确认文件内容已保存。",
        "",
    ]
    assert sheet.cell(8, 2).data_type == "s"


def test_export_summary_does_not_overwrite_unasked(tmp_path: Path) -> None:
    target = tmp_path / "汇总.xlsx"
    target.write_bytes(b"x")
    with pytest.raises(ExportError):
        export_summary(MIXED, target)
    export_summary(MIXED, target, overwrite=True)
    assert target.read_bytes().startswith(b"PK")


def test_row_of_failure_says_why() -> None:
    assert row_of(MIXED.results[-1])[1:] == (
        "失败", "", "“戊.txt”是空文件。请确认文件内容已保存。",
    )  # fmt: skip
