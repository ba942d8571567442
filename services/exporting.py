"""Notices to ledger files: written beside the target and moved into place, never over a file unasked."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exporters.ledger_notes import Making
from exporters.ledger_rows import ledger_table, unit_name
from exporters.ledger_xlsx import build_ledger
from models.annotation import Person
from models.errors import ExportError
from models.facts import FactName
from models.ledger_columns import LedgerForm, LedgerOptions, Paper
from models.notice import Notice

__all__ = [
    "ExportReport",
    "LedgerForm",
    "LedgerOptions",
    "Paper",
    "check_target",
    "export_ledger",
    "suggested_file_name",
    "write_into_place",
]

_ENDING = ".xlsx"
# What file systems of Windows, Linux and WebDAV shares refuse.
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
# Names that Windows keeps for devices.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_NAME_LENGTH = 60
# The files that Excel and WPS, WPS on Linux, and LibreOffice put beside a workbook while it is open.
_LOCKS = ("~${}", ".~{}", ".~lock.{}#")
_WRITE_ERRORS = {
    errno.ENOSPC: "磁盘空间不足，请清理后再导出",
    errno.EDQUOT: "磁盘配额已用完，请清理后再导出",
    errno.ENAMETOOLONG: "文件名过长，请换一个短些的名字",
    errno.EROFS: "所在磁盘为只读，请换一个位置",
}


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export has written.

    Attributes:
        rows: how many lowest problems are listed.
        continued: 编码 (else 序号) of the rows that take further rows.
        removed_controls: how many control characters were taken out.
        sentences: what a person should know of it, in Chinese.
    """

    target: Path
    rows: int
    continued: tuple[str, ...] = ()
    removed_controls: int = 0
    sentences: tuple[str, ...] = ()


def export_ledger(
    notices: Sequence[Notice],
    target: Path,
    *,
    form: LedgerForm = LedgerForm.MEETING,
    person: Person | None = None,
    options: LedgerOptions | None = None,
    overwrite: bool = False,
) -> ExportReport:
    """Writes the ledger of `notices`; those with nothing to list are left out and named in the report.

    Raises:
        ExportError: if there is nothing to list, or the file cannot be written; nothing is left behind then.
    """
    chosen = options or LedgerOptions()
    check_target(target, overwrite=overwrite)
    tables = [ledger_table(notice, chosen) for notice in notices]
    listed = [table for table in tables if table.rows]
    left_out = tuple(table.unit for table in tables if not table.rows)
    if not listed:
        raise ExportError(_nothing_to_list(left_out))
    making = Making(form, chosen, date.today(), person, left_out)
    built = build_ledger(listed, making)
    write_into_place(built.content, target, overwrite=overwrite)
    return ExportReport(
        target, built.rows, built.continued, built.removed_controls, built.sentences
    )


def suggested_file_name(notices: Sequence[Notice], options: LedgerOptions | None = None) -> str:
    """The name offered for a ledger: 单位_整改台账_数据截至20250831_第2版.xlsx."""
    chosen = options or LedgerOptions()
    units = [_unit_in_name(notice, chosen) for notice in notices]
    unit = units[0] if units else ""
    if len(units) > 1:
        unit = f"{unit}等{len(units)}个单位"
    days = {notice.fact(FactName.AS_OF) for notice in notices}
    as_of = chosen.as_of or (days.pop() if len(days) == 1 else None)
    digits = "".join(f"{part:0>2}" for part in re.findall(r"\d+", as_of or ""))
    parts = [unit[:_NAME_LENGTH], "整改台账"]
    parts += [f"数据截至{digits}"] if digits else []
    parts.append(f"第{chosen.version}版")
    name = _REFUSED.sub("_", "_".join(filter(None, parts))).strip(" .")
    return (f"_{name}" if _DEVICE.fullmatch(name) else name) + _ENDING


def _unit_in_name(notice: Notice, options: LedgerOptions) -> str:
    """The unit, or what stands for it; the name of a file without its ending, which would stand in the middle."""
    unit = unit_name(notice, internal=options.internal)
    return Path(unit).stem if unit == notice.source.file_name else unit


def check_target(target: Path, *, overwrite: bool) -> None:
    """Says at once, before any work, why a ledger could not be written there.

    Raises:
        ExportError: if so.
    """
    try:
        _check_target(target, overwrite=overwrite)
    except OSError as error:
        raise ExportError(_failed(target, error)) from error


def write_into_place(content: bytes, target: Path, *, overwrite: bool) -> None:
    """Writes a file beside `target` and moves it there, so that no half file is ever seen.

    Raises:
        ExportError: if it cannot be written; nothing is left behind then.
    """
    check_target(target, overwrite=overwrite)
    beside = target.with_name(f".duizhang-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        raise ExportError(_failed(target, error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _check_target(target: Path, *, overwrite: bool) -> None:
    name = target.name
    if target.suffix.lower() != _ENDING:
        raise ExportError(f"台账文件名须以 {_ENDING} 结尾：“{name}”。请改名后再导出。")
    if target.is_dir():
        raise ExportError(f"“{name}”是一个文件夹，不能写成台账。请换一个文件名。")
    if not target.parent.is_dir():
        raise ExportError(f"无法写入“{name}”：文件夹“{target.parent}”不存在。请换一个位置。")
    if not target.exists():
        return
    if not overwrite:
        raise ExportError(f"“{name}”已经存在，没有覆盖。请换一个文件名，或确认覆盖。")
    if not target.stat().st_mode & stat.S_IWUSR:
        raise ExportError(f"“{name}”是只读文件，没有覆盖。请换一个文件名，或取消它的只读属性。")
    for lock in (target.with_name(form.format(name)) for form in _LOCKS):
        if lock.exists():
            raise ExportError(
                f"“{name}”正在 Excel 或 WPS 中打开，未能写入。请先关闭它再导出；"
                f"如确认没有打开，请删除同一文件夹中的“{lock.name}”。"
            )


def _failed(target: Path, error: OSError) -> str:
    if error.errno in _WRITE_ERRORS:
        return f"无法写入“{target.name}”：{_WRITE_ERRORS[error.errno]}。"
    if not isinstance(error, PermissionError):
        return f"无法写入“{target.name}”：磁盘或网络位置出错。请换一个位置再导出。"
    if target.exists() and os.access(target.parent, os.W_OK):
        return f"“{target.name}”可能正在 Excel 或 WPS 中打开，未能写入。请先关闭它再导出。"
    return f"没有权限写入“{target.name}”：文件夹“{target.parent}”为只读。请换一个位置。"


def _nothing_to_list(names: tuple[str, ...]) -> str:
    if not names:
        return "没有选择要导出的材料。"
    return f"没有可列入台账的问题：{'、'.join(names)}。请先核对材料是否为整改通报。"
