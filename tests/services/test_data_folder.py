from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from services import data_folder as folders


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders.Path, "home", lambda: tmp_path / "家")
    for name in ("LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("platform", "told", "expected"),
    [
        ("linux", {}, "家/.local/share/duizhang"),
        ("linux", {"XDG_DATA_HOME": "数据"}, "数据/duizhang"),
        ("darwin", {}, "家/Library/Application Support/Duizhang"),
        ("win32", {}, "家/AppData/Local/Duizhang"),
        ("win32", {"LOCALAPPDATA": "本地"}, "本地/Duizhang"),
    ],
)
def test_data_folder_is_where_the_system_keeps_such(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    told: dict[str, str],
    expected: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in told.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    assert folders.data_folder() == tmp_path / expected


def test_data_folder_takes_no_relative_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "此处")
    assert folders.data_folder() == tmp_path / "家/.local/share/duizhang"


def test_terms_folder_is_made_for_the_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "data_folder", lambda: tmp_path / "甲" / "乙")
    made = folders.terms_folder()
    assert made == folders.terms_folder() == tmp_path / "甲" / "乙" / "terms"
    if sys.platform != "win32":
        modes = {stat.S_IMODE(folder.stat().st_mode) for folder in (made, made.parent)}
        assert modes == {0o700}


def test_terms_folder_that_cannot_be_made_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    monkeypatch.setattr(folders, "data_folder", lambda: tmp_path / "文件")
    assert folders.terms_folder() is None


def test_terms_folder_that_cannot_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(folders.os, "access", lambda *_: False)
    assert folders.terms_folder() is None
