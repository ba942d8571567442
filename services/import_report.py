"""The summary of an import: its totals in one line, a row for each file, and the workbook of both."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models import labels
from models.file_names import shown_name
from models.library import Known
from services.version_words import former_words

if TYPE_CHECKING:
    from services.importing import ImportResult, ImportSummary

DECLINED = "未导入（按您的选择）"
_KNOWN = {Known.SAME_FILE: "已有（同一文件）", Known.SAME_BODY: "正文相同（另一来源）"}


def totals_of(summary: ImportSummary) -> str:
    """新导入 3 · 其中新版本 1 · 其中不是整改通报 1 · 已有 1 · 失败 1."""
    counted = (
        ("新导入", len(summary.new)),
        ("其中新版本", len(summary.new_versions)),
        ("可能是新版本", len(summary.maybe_versions)),
        ("其中不是整改通报", len(summary.no_notices)),
        ("已有", _known(summary, Known.SAME_FILE)),
        ("正文相同", _known(summary, Known.SAME_BODY)),
        ("未导入", len(summary.declined)),
        ("失败", len(summary.failed)),
    )
    words = [f"{name} {count}" for name, count in counted if count or name == "新导入"]
    return " · ".join([*words, "已按要求停止"] if summary.cancelled else words)


def folders_of(summary: ImportSummary) -> tuple[str, ...]:
    """For each file its folder, as far as it tells files of one name apart; empty for a name that is alone."""
    named: dict[str, list[str]] = defaultdict(list)
    for result in summary.results:
        named[result.path.name].append(str(result.path.parent))
    return tuple(
        _told_apart(str(result.path.parent), named[result.path.name]) for result in summary.results
    )


def _told_apart(folder: str, folders: Sequence[str]) -> str:
    """A folder from the last one on that all of `folders` lie in."""
    if len(set(folders)) < 2:
        return ""
    try:
        start = os.path.dirname(os.path.commonpath(folders))
        return shown_name(os.path.relpath(folder, start or os.curdir))
    except ValueError:  # on different drives
        return shown_name(folder)


def row_of(result: ImportResult) -> tuple[str, str, str, str]:
    """File, result, kind of material and explanation, as they stand in a table."""
    name = shown_name(result.path.name)
    if result.added is None:
        return name, DECLINED if result.is_declined else "失败", "", result.error or ""
    kind = "" if result.kind is None else labels.NOTICE_KIND[result.kind]
    known = result.added.known
    words = "新版本" if result.is_new_version else "新导入" if known is None else _KNOWN[known]
    explanation = result.added.name
    if result.former is not None:
        explanation += f"；{former_words(result.former)}"
    return name, words, kind, explanation


def export_summary(summary: ImportSummary, target: Path, *, overwrite: bool = False) -> None:
    """Writes the summary as a workbook.

    Raises:
        ExportError: if it cannot be written; nothing is left behind then.
    """
    # A workbook is wanted for few imports; the rows above for each.
    from exporters.import_sheet import build_import_sheet  # noqa: PLC0415 - openpyxl, only for this
    from services.exporting import write_into_place  # noqa: PLC0415 - as above

    rows = [(*row_of(result), _folder(result.path)) for result in summary.results]
    write_into_place(build_import_sheet(totals_of(summary), rows), target, overwrite=overwrite)


def _folder(path: Path) -> str:
    """Where a file lies; names may repeat in the folders below one that was imported. Nothing for pasted words."""
    return "" if str(path) == path.name else shown_name(str(path.parent))


def suggested_summary_name(now: datetime) -> str:
    """The name offered for the workbook."""
    return f"材料导入情况_{now:%Y%m%d_%H%M}.xlsx"


def _known(summary: ImportSummary, known: Known) -> int:
    return sum(one.added is not None and one.added.known is known for one in summary.results)
