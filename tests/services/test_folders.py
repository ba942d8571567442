"""Files and folders that somebody chose, and the files behind them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from models.errors import Cancelled
from services.file_source import HeldFile
from services.folders import expand_paths


def test_expand_paths_goes_through_folders_in_order(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        ".DS_Store",
        "b/~$1.docx",
        "x.duizhang-wal",
        "__MACOSX/a.txt",
    ):
        path = tmp_path / "资料" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("好", encoding="utf-8")
    alone = tmp_path / "单份.txt"
    found = expand_paths([alone, tmp_path / "资料", alone])
    below = tmp_path / "资料"
    assert found == [alone, below / "a.txt", below / "b/1.txt", below / "b/2.txt"]


def test_expand_paths_keeps_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "空"
    closed = tmp_path / "锁"
    for folder in (empty, closed):
        folder.mkdir()
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "denied", str(closed))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    gone = tmp_path / "没有.txt"
    assert expand_paths([empty, closed, gone]) == [empty, closed, gone]


def test_expand_paths_held_files_stay_as_they_are(tmp_path: Path) -> None:
    held = HeldFile("粘贴的文字.txt", b"x")
    (tmp_path / "a.txt").touch()
    assert expand_paths([held, tmp_path]) == [held, tmp_path / "a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_expand_paths_links_in_a_circle_end(tmp_path: Path) -> None:
    inner = tmp_path / "资料" / "下级"
    inner.mkdir(parents=True)
    (inner / "a.txt").touch()
    (inner / "回到上级").symlink_to(tmp_path / "资料")
    (inner / "自己").symlink_to(inner / "自己")
    assert expand_paths([tmp_path / "资料"]) == [inner / "a.txt", inner / "自己"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_expand_paths_linked_folder_is_gone_through_once(tmp_path: Path) -> None:
    real = tmp_path / "别处"
    real.mkdir()
    (real / "a.txt").touch()
    chosen = tmp_path / "资料"
    chosen.mkdir()
    for name in ("甲", "乙"):
        (chosen / name).symlink_to(real)
    assert len(expand_paths([chosen])) == 1


def test_expand_paths_link_that_cannot_be_followed_counts_as_a_file() -> None:
    from services import folders  # noqa: PLC0415 - its inside

    class Broken:
        def is_dir(self) -> bool:
            raise OSError("loop")

    assert folders._is_folder(Broken()) is False


def test_expand_paths_can_be_cancelled(tmp_path: Path) -> None:
    class Stopped:
        is_cancelled = True

        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        expand_paths([tmp_path], Stopped())
