from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.db import locking
from models.db.locking import FileLock, WriterQueue

HOLDER = """
import sys, time
from pathlib import Path
from models.db.locking import FileLock
print(FileLock(Path(sys.argv[1])).acquire(), flush=True)
time.sleep(60)
"""


def test_file_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "锁"), FileLock(tmp_path / "锁")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_file_lock_beside_a_workspace_has_its_name() -> None:
    lock = FileLock.beside(Path("/x/项目.duizhang"))
    assert lock._path == Path("/x/项目.duizhang-lock")


def test_file_lock_of_a_program_that_was_killed_is_free(tmp_path: Path) -> None:
    path = tmp_path / "锁"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not FileLock(path).acquire()
        holder.kill()
    lock = FileLock(path)
    assert lock.acquire()
    lock.release()


def test_file_lock_taken_on_a_file_that_went_away_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "锁"
    real = locking._lock
    left = [2]

    def lock_after_removal(handle: int) -> bool:
        if left[0]:
            left[0] -= 1
            path.unlink()
        return real(handle)

    monkeypatch.setattr(locking, "_lock", lock_after_removal)
    lock = FileLock(path)
    assert lock.acquire()
    assert not FileLock(path).acquire()
    lock.release()


def test_file_lock_gives_up_where_its_file_never_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "锁"

    def lock_and_remove(handle: int) -> bool:
        path.unlink()
        return True

    monkeypatch.setattr(locking, "_lock", lock_and_remove)
    assert not FileLock(path).acquire()


def test_file_lock_closes_its_file_when_another_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "锁"
    first = FileLock(path)
    first.acquire()
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    for _ in range(20):
        assert not FileLock(path).acquire()
    after = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    assert after == before
    first.release()


def test_writer_queue_lets_urgent_ones_go_first() -> None:
    queue = WriterQueue()
    order: list[str] = []

    def write(name: str, *, urgent: bool) -> None:
        with queue.turn(urgent=urgent):
            order.append(name)

    with queue.turn(urgent=False):
        imports = [
            threading.Thread(target=write, args=("import",), kwargs={"urgent": False})
            for _ in range(3)
        ]
        edit = threading.Thread(target=write, args=("edit",), kwargs={"urgent": True})
        for thread in (*imports, edit):
            thread.start()
        while queue._urgent == 0:
            edit.join(0.01)
    for thread in (*imports, edit):
        thread.join()
    assert order == ["edit", "import", "import", "import"]


def test_writer_queue_goes_on_after_an_error() -> None:
    queue = WriterQueue()
    with pytest.raises(ValueError, match="x"), queue.turn(urgent=True):
        raise ValueError("x")
    with queue.turn(urgent=False):
        pass
