"""Bytes of a file, or a sentence why there are none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from importers import loading
from importers.limits import FileLimits
from importers.loading import load_bytes
from models.errors import ImportFailed


def test_load_bytes_gives_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert load_bytes(path) == b"abc"


def _said(path: Path) -> str:
    with pytest.raises(ImportFailed) as failed:
        load_bytes(path)
    assert path.name in str(failed.value)
    return str(failed.value)


def test_load_bytes_empty_file_fails(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.touch()
    assert "空文件" in _said(path)


def test_load_bytes_folder_fails(tmp_path: Path) -> None:
    path = tmp_path / "材料"
    path.mkdir()
    assert "文件夹" in _said(path)


def test_load_bytes_vanished_file_fails(tmp_path: Path) -> None:
    assert "不存在" in _said(tmp_path / "没有.txt")


def test_load_bytes_too_large_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LIMITS", FileLimits(file_bytes=10))
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 11)
    assert "太大" in _said(path)


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError("no"), "权限"), (OSError("gone"), "读取失败")]
)
def test_load_bytes_unreadable_file_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    path = tmp_path / "锁.txt"
    path.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(loading.os, "open", refuse)
    assert words in _said(path)


def test_load_bytes_200_megabytes_are_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    monkeypatch.setattr(loading.os, "open", None)
    assert "太大（超过64MB）" in _said(path)


def test_load_bytes_file_that_grows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LIMITS", FileLimits(file_bytes=10))
    monkeypatch.setattr(loading, "_require_file", lambda *_: None)
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 11)
    assert "太大" in _said(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_load_bytes_pipe_does_not_wait_for_its_other_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "管道.txt"
    os.mkfifo(path)
    assert "不是文件" in _said(path)
    # the same where it took the place of a file between the look and the opening
    looks = [loading._require_file, lambda *_: None]

    def look(found: os.stat_result, name: str) -> None:
        looks.pop()(found, name)

    monkeypatch.setattr(loading, "_require_file", look)
    assert "不是文件" in _said(path)
    assert not looks


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_load_bytes_device_fails() -> None:
    assert "设备" in _said(Path("/dev/zero"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_load_bytes_link_to_itself_fails(tmp_path: Path) -> None:
    path = tmp_path / "绕圈.txt"
    path.symlink_to(path)
    assert "绕圈的链接" in _said(path)


@pytest.mark.parametrize(
    "name", ["甲\n乙.txt", "长" * 83 + ".txt", "\u202etxt.exe", "\udcff.txt"],
    ids=["newline", "long", "reversed", "surrogate"],
)  # fmt: skip
def test_load_bytes_strange_names_give_one_writable_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(b"abc")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    assert load_bytes(path) == b"abc"
    path.write_bytes(b"")
    with pytest.raises(ImportFailed, match="空文件") as failed:
        load_bytes(path)
    assert str(failed.value).encode("utf-8").isascii() is False
    assert len(str(failed.value).splitlines()) == 1
