import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import openpyxl
import pytest

import cli
from services.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "resources" / "samples"
LINLAN = SAMPLES / "linlan.txt"


def run(*arguments: str | Path) -> int:
    return cli.run([str(argument) for argument in arguments])


def started(
    *arguments: str | Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(PROJECT / "main.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, **(environment or {})}
    )


@pytest.fixture(scope="module", autouse=True)
def _without_jieba() -> Iterator[None]:
    # It takes each worker a second to load; the tests that start a program of their own have it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "JiebaSegmenter", lambda _: None)
        yield


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the samples in it."""
    path = tmp_path_factory.mktemp("filled") / "项目.duizhang"
    assert run("import", path, *sorted(SAMPLES.glob("*.txt"))) == 0
    return path


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    """A file of each kind that cannot be read."""
    empty, binary = tmp_path / "空.txt", tmp_path / "图片.txt"
    empty.write_bytes(b"")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    folder = tmp_path / "文件夹.txt"
    folder.mkdir()
    return {
        "empty": empty,
        "binary": binary,
        "folder": folder,
        "vanished": tmp_path / "不见了.txt",
    }


# parse and check


def test_parse_prints_the_tree_and_the_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", LINLAN) == 0
    shown = capsys.readouterr()
    assert "  主要问题 1 学习贯彻治水思路不够深入。" in shown.out
    assert "自报17/15/2，列出16/14/2（具体问题/已完成/正在整改）" in shown.out
    assert shown.err == ""


def test_parse_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", LINLAN, SAMPLES / "lanchuan.txt", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["schema"] == "duizhang.outline/1"
    assert [Path(each["file"]).name for each in made["notices"]] == ["linlan.txt", "lanchuan.txt"]
    assert made["notices"][0]["nodes"][0]["id"] == "n1"
    assert made["notices"][0]["diagnostics"][0]["code"] == "K1"
    assert made["failures"] == []


def test_check_prints_findings_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", SAMPLES / "lanchuan.txt") == 0
    shown = capsys.readouterr().out
    assert "[K4 不一致] 自报14/11/2/1，列出14/10/2/2" in shown
    assert "整改措施 (1)" not in shown


def test_check_json_quotes_the_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", LINLAN, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    first = made["notices"][0]["diagnostics"][0]
    assert (made["schema"], first["quotes"][0]) == ("duizhang.check/1", "17个具体问题")


@pytest.mark.parametrize("kind", ["empty", "binary", "folder", "vanished"])
def test_bad_file_is_named_and_the_rest_done(
    kind: str, bad_files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", bad_files[kind], LINLAN) == 1
    shown = capsys.readouterr()
    assert bad_files[kind].name in shown.err
    assert "Traceback" not in shown.err
    assert "K1" in shown.out


def test_bad_file_stands_among_the_failures_of_the_json(
    bad_files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("parse", "--json", bad_files["empty"]) == 1
    shown = capsys.readouterr()
    made = json.loads(shown.out)
    assert made["notices"] == []
    assert made["failures"][0]["file"] == str(bad_files["empty"])
    assert "空.txt" in made["failures"][0]["error"]
    assert "空.txt" in shown.err


# import


def test_import_says_what_is_new_and_what_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "新.duizhang"
    assert run("import", workspace, LINLAN) == 0
    assert "新导入1份" in capsys.readouterr().out
    assert run("import", workspace, LINLAN) == 0
    assert "已有1份" in capsys.readouterr().out


def test_import_takes_folders(tmp_path: Path) -> None:
    folder = tmp_path / "第一轮" / "水务局"
    folder.mkdir(parents=True)
    shutil.copy(LINLAN, folder)
    assert run("import", tmp_path / "新.duizhang", tmp_path / "第一轮") == 0
    with Workspace.open(tmp_path / "新.duizhang") as workspace:
        assert [row.file_name for row in workspace.library()] == ["linlan.txt"]


def test_import_names_failures_and_goes_on(
    tmp_path: Path, bad_files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", tmp_path / "新.duizhang", bad_files["empty"], LINLAN) == 1
    shown = capsys.readouterr()
    assert "空.txt" in shown.err
    assert "新导入1份，失败1份" in shown.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("笔记.duizhang", "不是项目文件"),
        ("空.txt", ""),
        ("没有.txt", None),
        ("", None),
        ("没有/本轮.duizhang", None),
        ("半截.duizhang", "SQLite format 3\0" + "x" * 5000),
    ],
    ids=["other", "empty-notice", "absent-notice", "folder", "absent-folder", "no-database"],
)
def test_import_into_what_is_no_workspace_is_wrong_use(
    name: str, content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    if content is not None:
        target.write_text(content, encoding="utf-8")
    assert run("import", target, LINLAN) == 2
    assert target.name in capsys.readouterr().err
    assert content is None or target.read_text(encoding="utf-8") == content


@pytest.mark.skipif(sys.platform == "win32", reason="it sends no signal to one program")
def test_import_interrupted_says_what_was_done(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    for number in range(60):
        words = LINLAN.read_text(encoding="utf-8") + f"附注{number}"
        (folder / f"{number:02}.txt").write_text(words, encoding="utf-8")
    workspace = tmp_path / "项目.duizhang"
    command = [sys.executable, str(PROJECT / "main.py"), "import", str(workspace), str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as program:
        _wait_for_notices(workspace)
        os.killpg(program.pid, signal.SIGINT)  # as a terminal does: the workers too
        said, complained = program.communicate(timeout=60)
    assert program.returncode == 1
    assert complained.decode() == "已取消，以上材料已经处理完\n"
    done = said.decode().splitlines()
    with Workspace.open(workspace) as opened:
        assert len(opened.library()) == len(done) - 1
    assert done[-1].startswith(f"新导入{len(done) - 1}份")


def _wait_for_notices(workspace: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if workspace.exists():
            looking = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
            with closing(looking), suppress(sqlite3.Error):
                if looking.execute("SELECT count(*) FROM notice").fetchone()[0]:
                    return
        time.sleep(0.1)
    pytest.fail("nothing was imported")


def test_import_into_a_database_of_another_program_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "别的.db"
    with closing(sqlite3.connect(target)) as other:
        other.execute("CREATE TABLE x (a)")
    before = target.read_bytes()
    assert run("import", target, LINLAN) == 2
    assert capsys.readouterr().err == "“别的.db”不是对账的项目文件\n"
    assert target.read_bytes() == before


def test_import_into_a_workspace_of_other_tables_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "旧.duizhang"
    Workspace.open(target).close()
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("ALTER TABLE notice RENAME COLUMN code TO abbreviation")
        connection.commit()
    before = target.read_bytes()
    assert run("import", target, LINLAN) == 2
    assert run("export", target, "-o", tmp_path / "台账.xlsx") == 2
    assert capsys.readouterr().err.count("“旧.duizhang”的结构与本程序不符") == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [("parse", ""), ("check", LINLAN, " "), ("import", "", LINLAN), ("export", LINLAN, "-o", "")],
    ids=lambda given: given[0],
)
def test_empty_file_name_is_wrong_use(
    arguments: tuple[str | Path, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert "是空的，请写出文件名\n用法：" in capsys.readouterr().err


def test_import_into_a_workspace_held_by_another_program_fails(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(filled):
        assert run("import", filled, LINLAN) == 1
    assert filled.name in capsys.readouterr().err


# export


def rows_of(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def test_export_of_files_writes_a_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "台账.xlsx"
    assert run("export", LINLAN, "-o", target, "--form", "平表") == 0
    assert "已导出16行" in capsys.readouterr().out
    assert any("理论学习联系实际不紧" in cell for cell in rows_of(target))


def test_export_replaces_the_file_that_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    assert run("export", LINLAN, "-o", target) == 0
    assert target.read_bytes()[:2] == b"PK"


def test_export_over_a_read_only_file_leaves_it_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert run("export", LINLAN, "-o", target) == 1
    assert "只读" in capsys.readouterr().err
    assert target.read_bytes() == b"old"


def test_export_of_a_workspace_freezes_the_item_numbers(filled: Path, tmp_path: Path) -> None:
    assert run("export", filled, "-o", tmp_path / "台账.xlsx") == 0
    with Workspace.open(filled) as workspace:
        row = next(row for row in workspace.library() if row.file_name == "linlan.txt")
        problems = workspace.load(row.id).outline.lowest_problems()
        log = workspace.log(row.id)
    assert [node.item_no for node in problems] == [str(n) for n in range(1, 17)]
    assert [entry.person for entry in log] == ["命令行"]


def test_export_twice_freezes_once(filled: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("export", filled, "-o", tmp_path / "台账.xlsx") == 0
    with Workspace.open(filled) as workspace:
        assert len(workspace.log()) == len(workspace.library())


def test_export_of_a_held_workspace_says_that_numbers_stay_open(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(filled):
        assert run("export", filled, "-o", tmp_path / "台账.xlsx") == 0
    assert "序号没有固定" in capsys.readouterr().err


def test_export_does_what_it_can(
    tmp_path: Path, bad_files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "台账.xlsx"
    assert run("export", bad_files["empty"], LINLAN, "-o", target) == 1
    assert "空.txt" in capsys.readouterr().err
    assert target.exists()


def test_export_of_nothing_readable_writes_nothing(
    tmp_path: Path, bad_files: dict[str, Path]
) -> None:
    target = tmp_path / "台账.xlsx"
    assert run("export", bad_files["empty"], "-o", target) == 1
    assert not target.exists()


def test_export_into_a_missing_folder_fails_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", LINLAN, "-o", tmp_path / "没有" / "台账.xlsx") == 1
    assert "台账.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{linlan}", "-o", "{folder}/台账.txt"], ".xlsx"),
        (["{copy}", "-o", "{copy}"], "同一个"),
        (["{workspace}", "{linlan}", "-o", "{folder}/台账.xlsx"], "一次只能导出一个项目文件"),
        (["{linlan}", "-o", "{folder}/台账.xlsx", "--form", "彩页"], "--form 不能是"),
        (["{linlan}"], "-o/--output"),
    ],
    ids=["ending", "itself", "mixed", "form", "no-target"],
)
def test_export_wrong_use(
    arguments: Sequence[str],
    told: str,
    filled: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = tmp_path / "复制.xlsx"
    copy.write_bytes(b"x")
    places = {"linlan": LINLAN, "folder": tmp_path, "workspace": filled, "copy": copy}
    assert run("export", *(argument.format(**places) for argument in arguments)) == 2
    assert told in capsys.readouterr().err


# Wrong use, and talking


@pytest.mark.parametrize("command", ["merge", "backup", "restore", "doctor"])
def test_later_commands_say_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "项目.duizhang", "--dry-run") == 2
    assert "后续版本" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "缺少参数：命令"),
        (["parse"], "缺少参数：材料"),
        (["parse", "--快", "x.txt"], "不认识的参数：--快"),
        (["读"], "命令 不能是 '读'"),
        (["export", "x.txt", "-o"], "-o/--output 后面缺少内容"),
    ],
    ids=["nothing", "no-file", "option", "command", "no-value"],
)
def test_wrong_use_is_explained_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr().err
    assert told in shown
    assert "用法：main.py" in shown


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert "用法：main.py" in shown
    assert "读出各级内容和校核结果，不保存" in shown
    assert "positional" not in shown


def test_open_is_for_the_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("open", "项目.duizhang") == 2
    assert "main.py open 项目.duizhang" in capsys.readouterr().err


def test_cancel_ends_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "parse_files", interrupted)
    assert run("parse", LINLAN) == 1
    assert "已取消" in capsys.readouterr().err


def test_output_is_utf8_in_any_locale() -> None:
    done = started("check", LINLAN, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert "校核结果" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, str(PROJECT / "main.py"), "parse", str(LINLAN)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_whole_run_loads_no_qt() -> None:
    probe = (
        "import sys, main\n"
        "if __name__ == '__main__':\n"
        f"    assert main.main(['check', {str(LINLAN)!r}]) == 0\n"
        "    print({'PySide6', 'shiboken6', 'qtawesome', 'qtpy'} & set(sys.modules) or 'none')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("none\n")
