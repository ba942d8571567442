import errno
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.annotation import Person
from models.errors import ExportError
from services.exporting import (
    ExportReport,
    LedgerForm,
    LedgerOptions,
    check_target,
    export_ledger,
    suggested_file_name,
    write_into_place,
)
from tests.exporters.builders import make_notice
from tests.exporters.ledgers import labelled_notice, long_notice, mixed_notice


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def error_of(target: Path, *, overwrite: bool = True) -> str:
    with pytest.raises(ExportError) as caught:
        export_ledger([labelled_notice()], target, overwrite=overwrite)
    return str(caught.value)


def test_export_writes_a_workbook_and_reports_it(target: Path) -> None:
    report = export_ledger([labelled_notice()], target)
    assert report == ExportReport(target, rows=4)
    assert load_workbook(target).sheetnames == ["整改台账", "说明"]
    assert names_in(target.parent) == ["台账.xlsx"]


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (LedgerForm.MEETING, ["总表", "中共云岭县教育局党组", "中共临湖区教育局党组", "说明"]),
        (LedgerForm.FLAT, ["整改台账（平表）", "说明"]),
    ],
)
def test_export_of_several_notices(target: Path, form: LedgerForm, names: list[str]) -> None:
    report = export_ledger([labelled_notice(), mixed_notice()], target, form=form)
    assert report.rows == 6
    assert load_workbook(target).sheetnames == names


def test_report_names_rows_that_continue_and_materials_left_out(target: Path) -> None:
    empty = make_notice("A 一、|方面", facts={"unit": "某镇党委"})
    report = export_ledger([long_notice(), empty], target)
    assert report.continued == ("CH-001", "CH-002", "CH-003")
    assert report.sentences == (
        "3 行文字超过单行可用的高度，已在下一行接续，接续行序号注明“（续）”：CH-001、CH-002、CH-003",
        "下列材料没有可列入台账的问题，未列入：某镇党委",
    )


def test_report_counts_control_characters(target: Path) -> None:
    assert export_ledger([make_notice("P 1.|学\x00习")], target).removed_controls == 1


def test_person_and_options_reach_the_workbook(target: Path) -> None:
    options = LedgerOptions(version=2)
    export_ledger([labelled_notice()], target, person=Person("丙某"), options=options)
    said = {str(cell.value) for row in load_workbook(target)["说明"].iter_rows() for cell in row}
    assert {"第2版", "丙某"} <= said


def test_nothing_to_list_is_said(target: Path) -> None:
    notice = make_notice("A 一、|方面", facts={"unit": "某镇党委"})
    with pytest.raises(ExportError, match="没有可列入台账的问题：某镇党委"):
        export_ledger([notice], target)
    with pytest.raises(ExportError, match="没有选择要导出的材料"):
        export_ledger([], target)
    assert names_in(target.parent) == []


def test_a_file_that_is_there_is_not_overwritten_unasked(target: Path) -> None:
    target.write_bytes(b"old")
    assert "“台账.xlsx”已经存在" in error_of(target, overwrite=False)
    assert target.read_bytes() == b"old"
    export_ledger([labelled_notice()], target, overwrite=True)
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("lock", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_a_target_open_in_an_office_program_is_refused(target: Path, lock: str) -> None:
    target.write_bytes(b"old")
    (target.parent / lock).write_bytes(b"")
    sentence = error_of(target)
    assert "“台账.xlsx”正在 Excel 或 WPS 中打开" in sentence
    assert lock in sentence
    assert target.read_bytes() == b"old"


def test_a_lock_left_beside_a_file_that_is_gone_does_not_matter(target: Path) -> None:
    (target.parent / "~$台账.xlsx").write_bytes(b"")
    assert export_ledger([labelled_notice()], target).rows == 4


def failing(error: OSError) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_target_held_by_another_program_leaves_nothing_behind(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", failing(PermissionError(errno.EACCES, "in use")))
    assert "“台账.xlsx”可能正在 Excel 或 WPS 中打开" in error_of(target)
    assert names_in(target.parent) == ["台账.xlsx"]
    assert target.read_bytes() == b"old"


def test_a_folder_that_may_not_be_written_is_said(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", failing(PermissionError(errno.EACCES, "denied")))
    assert f"没有权限写入“台账.xlsx”：文件夹“{target.parent}”为只读" in error_of(target)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "所在磁盘为只读"),
        (errno.EIO, "磁盘或网络位置出错"),
    ],
)
def test_a_failing_disk_is_said_in_chinese(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    monkeypatch.setattr(os, "fsync", failing(OSError(number, "no")))
    sentence = error_of(target)
    assert sentence.startswith("无法写入“台账.xlsx”：")
    assert said in sentence
    assert names_in(target.parent) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights bind no administrator")
def test_a_read_only_folder_is_said(target: Path) -> None:
    target.parent.chmod(0o555)
    assert "为只读" in error_of(target)


def test_a_read_only_file_is_not_overwritten(target: Path) -> None:
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert "“台账.xlsx”是只读文件" in error_of(target)
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "不存在" in error_of(tmp_path / "没有" / "台账.xlsx")


def test_a_folder_as_target_is_said(target: Path) -> None:
    target.mkdir()
    assert "“台账.xlsx”是一个文件夹" in error_of(target)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    assert "须以 .xlsx 结尾：“台账.xls”" in error_of(tmp_path / "台账.xls")


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="文件名过长"):
        check_target(tmp_path / ("账" * 200 + ".xlsx"), overwrite=True)


def test_written_files_have_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_into_place(b"x", tmp_path / "a.xlsx", overwrite=False)
    assert (tmp_path / "a.xlsx").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    ("facts", "options", "name"),
    [
        (
            {"unit": "某局党组", "as_of": "2025-08-31"},
            LedgerOptions(version=2),
            "某局党组_整改台账_数据截至20250831_第2版.xlsx",
        ),
        ({"unit": "某局党组"}, None, "某局党组_整改台账_第1版.xlsx"),
        ({"unit": "甲/乙:丙*\x00"}, None, "甲_乙_丙___整改台账_第1版.xlsx"),
        (
            {"unit": "某局党组"},
            LedgerOptions(as_of="2025年9月"),
            "某局党组_整改台账_数据截至202509_第1版.xlsx",
        ),
        ({"unit": "局" * 100}, None, "局" * 60 + "_整改台账_第1版.xlsx"),
        ({}, LedgerOptions(internal=False), "（未写明单位）_整改台账_第1版.xlsx"),
        ({}, None, "材料_整改台账_第1版.xlsx"),
    ],
    ids=["all", "open day", "signs", "own day", "long", "unknown", "file"],
)
def test_suggested_file_name(
    facts: dict[str, str], options: LedgerOptions | None, name: str
) -> None:
    assert suggested_file_name([make_notice("P 1.|学习", facts=facts)], options) == name


def test_suggested_file_name_of_several_names_the_first() -> None:
    notices = [labelled_notice(), mixed_notice()]
    assert suggested_file_name(notices) == "中共云岭县教育局党组等2个单位_整改台账_第1版.xlsx"
    assert suggested_file_name(notices[:1] * 2).startswith(
        "中共云岭县教育局党组等2个单位_整改台账_数据截至20250831"
    )


def test_suggested_file_name_of_nothing_is_still_a_name() -> None:
    assert suggested_file_name([]) == "整改台账_第1版.xlsx"
