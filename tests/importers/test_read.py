"""Bytes of a file, or a sentence why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import read
from importers.limits import FileLimits
from importers.read import load_bytes
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
    monkeypatch.setattr(read, "LIMITS", FileLimits(file_bytes=10))
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

    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert words in _said(path)
