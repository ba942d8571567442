"""`make run` without a display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from scripts import demo, picture


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demo, "RUNS", tmp_path / "demo")
    return tmp_path / "demo"


def no_picture(_workspace: Path, _target: Path) -> picture.Drawn:
    return picture.Drawn(None, ("缺少系统库 libEGL.so.1。请安装软件包 libegl1。",))


def test_demo_without_picture_does_the_rest(
    runs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(picture, "draw", no_picture)
    assert demo.main() == 0
    printed = capsys.readouterr().out
    assert "libegl1" in printed
    assert str(runs / "1" / "示例.duizhang") in printed
    assert all(sample.stem in printed for sample in demo.sample_files())
    assert "不一致" in printed
    book = openpyxl.load_workbook(runs / "1" / "整改台账.xlsx")
    assert sum(sheet.max_row for sheet in book.worksheets) > 40


def test_demo_each_run_has_a_folder_of_its_own(tmp_path: Path) -> None:
    assert [demo.new_folder(tmp_path).name for _ in range(3)] == ["1", "2", "3"]


def test_demo_failed_step_is_its_status(
    runs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(picture, "draw", no_picture)
    monkeypatch.setattr("cli.run", lambda arguments: 1 if arguments[0] == "export" else 0)
    assert demo.main() == 1
    assert "整改台账" not in capsys.readouterr().out
    assert runs.is_dir()


def test_picture_is_drawn_of_a_workspace(tmp_path: Path) -> None:
    workspace = tmp_path / "示例.duizhang"
    assert demo.run("import", workspace, demo.sample_files()[0]) == 0
    drawn = picture.draw(workspace, tmp_path / "窗口.png")
    assert drawn.reasons == ()
    assert (tmp_path / "窗口.png").read_bytes().startswith(b"\x89PNG")


def test_picture_without_libraries_starts_no_qt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.preflight.missing_for_picture", lambda: ["缺少系统库"])
    monkeypatch.setattr(subprocess, "run", None)
    assert picture.draw(tmp_path / "w", tmp_path / "p.png").reasons == ("缺少系统库",)


def test_picture_process_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = subprocess.CompletedProcess([sys.executable], -6, "", "")
    monkeypatch.setattr("gui.preflight.missing_for_picture", lambda: [])
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: dead)
    drawn = picture.draw(tmp_path / "w", tmp_path / "p.png")
    assert drawn.path is None
    assert "-6" in drawn.reasons[0]


def test_picture_process_that_hangs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_arguments: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr("gui.preflight.missing_for_picture", lambda: [])
    monkeypatch.setattr(subprocess, "run", hang)
    drawn = picture.draw(tmp_path / "w", tmp_path / "p.png")
    assert "停止" in drawn.reasons[0]
