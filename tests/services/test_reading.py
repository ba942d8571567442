from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing import active_children, resource_tracker, spawn
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from importers.limits import READING_LIMITS, ReadingLimits
from models.errors import Cancelled, ImportFailed, PasswordNeeded
from models.progress import NeverCancelled, NoProgress, StopSign
from services import reading
from services.file_source import FileSource, HeldFile
from services.reading import ReadOutcome, read_files
from tests.services import reading_fakes
from tests.services.reading_fakes import word_files

QUICK = ReadingLimits(file_seconds=2.0, poll_seconds=0.02)


def outcomes(
    paths: Sequence[FileSource], *, limits: ReadingLimits = READING_LIMITS
) -> list[ReadOutcome]:
    return list(
        read_files(
            paths,
            progress=NoProgress(),
            cancel=NeverCancelled(),
            read=reading_fakes.read,
            limits=limits,
        )
    )


def has_ended(pid: int | None) -> bool:
    assert pid is not None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture(autouse=True)
def _no_worker_left() -> Iterator[None]:
    yield
    assert not active_children()


def test_read_files_in_a_worker_gives_text_and_reading(tmp_path: Path) -> None:
    (path,) = word_files(tmp_path, "好")
    (found,) = outcomes([path])
    assert found == ReadOutcome(path, file=reading_fakes.read(path))


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        pytest.param("die", "“01.txt”使读取程序意外退出。", id="exit"),
        pytest.param("crash", "“01.txt”使读取程序意外退出。", id="abort"),
        pytest.param("hang", "“01.txt”读了2秒还没有读完，已停止。", id="hang"),
        pytest.param("memory", "“01.txt”太大，内存不够。", id="memory"),
        pytest.param("broken", "“01.txt”读取时出错（TypeError）。", id="bug"),
        pytest.param("refuse", "“01.txt”不像通报。请换一份。", id="refused"),
        pytest.param("table", "“01.txt”没有识读：词表 narrative.txt 第 9 行", id="cue table"),
    ],
)
def test_read_files_bad_file_fails_alone(tmp_path: Path, word: str, sentence: str) -> None:
    found = outcomes(word_files(tmp_path, "好", word, "好"), limits=QUICK)
    assert [one.file is not None for one in found] == [True, False, True]
    assert str(found[1].error).startswith(sentence)


def test_read_files_reader_that_eats_memory_fails_alone(tmp_path: Path) -> None:
    # No limit of the system helps here: it is what is watched from outside that ends the reader.
    limits = ReadingLimits(memory_bytes=300_000_000, address_bytes=1 << 50)
    found = outcomes(word_files(tmp_path, "好", "eat", "好"), limits=limits)
    assert [one.file is not None for one in found] == [True, False, True]
    assert str(found[1].error) == "“01.txt”太大，内存不够。请拆成几份后再导入。"


def test_read_files_reader_is_watched_while_nobody_waits_for_it(tmp_path: Path) -> None:
    run = read_files(
        word_files(tmp_path, "好", "eat"),
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
        limits=ReadingLimits(memory_bytes=300_000_000, address_bytes=1 << 50),
    )
    assert next(run).file is not None
    (child,) = active_children()
    child.join(30)  # as long as a question to the user is open, nobody asks for the next file
    assert not child.is_alive()
    assert "内存不够" in str(next(run).error)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[SpawnProcess]:
    """The processes that are started."""
    found: list[SpawnProcess] = []
    real = SpawnProcess.start

    def start(process: SpawnProcess) -> None:
        found.append(process)
        real(process)

    monkeypatch.setattr(SpawnProcess, "start", start)
    return found


def test_read_files_worker_that_keeps_much_memory_is_replaced(
    tmp_path: Path, started: list[SpawnProcess]
) -> None:
    run = read_files(
        word_files(tmp_path, "好", "好", "好"),
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=reading_fakes.read_and_keep,
        limits=ReadingLimits(memory_bytes=400_000_000),
    )
    assert [one.file is not None for one in run] == [True, True, True]
    assert len(started) == 3


_UNREAD = (
    "“{name}”没有读取：读取程序无法启动。"
    "请关闭一些程序或重新启动电脑后再导入；仍然这样时请重新安装本程序。"
)


def test_read_files_without_any_process_says_so_of_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(SpawnProcess, "start", start)
    found = outcomes(word_files(tmp_path, "好", "好"), limits=ReadingLimits(workers=2))
    assert [str(one.error) for one in found] == [
        *(_UNREAD.format(name=name) for name in ("00.txt", "01.txt")),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="starting it fails at once there")
def test_read_files_workers_that_die_at_the_start_are_not_blamed_on_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource_tracker.ensure_running()  # it is started by the same name
    monkeypatch.setattr(spawn, "_python_exe", b"/bin/false")
    found = outcomes(word_files(tmp_path, *["好"] * 30), limits=ReadingLimits(workers=2))
    assert {str(one.error) for one in found} == {
        _UNREAD.format(name=f"{number:02}.txt") for number in range(30)
    }


def test_read_files_worker_that_never_gets_ready_is_not_blamed_on_a_file(tmp_path: Path) -> None:
    limits = ReadingLimits(start_seconds=0.0, starts=2, poll_seconds=0.01)
    (found,) = outcomes(word_files(tmp_path, "好"), limits=limits)
    assert str(found.error) == _UNREAD.format(name="00.txt")


def test_read_files_start_that_fails_once_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [OSError("for a moment"), OSError("for a moment")]
    real = SpawnProcess.start

    def start(process: SpawnProcess) -> None:
        if failing:
            raise failing.pop()
        real(process)

    monkeypatch.setattr(SpawnProcess, "start", start)
    found = outcomes(word_files(tmp_path, "好", "die", "好"))
    assert [one.file is not None for one in found] == [True, False, True]


def test_read_files_goes_on_with_the_processes_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    real = SpawnProcess.start

    def start(process: SpawnProcess) -> None:
        started.append(process)
        if len(started) > 1:
            raise OSError("no more processes")
        real(process)

    monkeypatch.setattr(SpawnProcess, "start", start)
    paths = word_files(tmp_path, "slow", *["好"] * 8)
    limits = ReadingLimits(workers=3, poll_seconds=0.02)
    found = outcomes(paths, limits=limits)
    assert all(one.file is not None for one in found)
    assert len(started) <= 1 + 2 * limits.starts  # before and after the first is ready


def test_read_files_many_deaths_restart_the_worker(tmp_path: Path) -> None:
    found = outcomes(word_files(tmp_path, "die", "crash", "好", "die", "好"))
    assert [one.file is not None for one in found] == [False, False, True, False, True]


def test_read_files_several_workers_keep_the_order(tmp_path: Path) -> None:
    paths = word_files(tmp_path, "slow", *["好"] * 12, "die", "slow", "好")
    found = outcomes(paths, limits=ReadingLimits(workers=2))
    assert [one.path for one in found] == paths
    assert [one.path.name for one in found if one.error] == ["13.txt"]


def test_read_files_idle_worker_that_died_is_replaced(tmp_path: Path) -> None:
    paths = word_files(tmp_path, "好", "好", "好")
    run = read_files(
        paths,
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
        limits=ReadingLimits(ahead=1),
    )
    next(run)
    for child in active_children():
        child.kill()
        child.join()
    assert [one.file is not None for one in run] == [True, True]


def test_read_files_without_files_starts_nothing() -> None:
    assert outcomes([]) == []


def test_read_files_tells_progress_by_file_name(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    paths = word_files(tmp_path, "好", "refuse")
    run = read_files(
        paths,
        progress=lambda done, total, label: told.append((done, total, label)),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
    )
    assert len(list(run)) == 2
    assert told == [(0, 2, "00.txt"), (1, 2, "01.txt"), (2, 2, "")]


def test_read_files_cancelled_ends_a_hanging_worker_at_once(tmp_path: Path) -> None:
    stop = StopSign()
    run = read_files(
        word_files(tmp_path, "好", "hang"),
        progress=NoProgress(),
        cancel=stop,
        read=reading_fakes.read,
    )
    assert next(run).file is not None
    (child,) = active_children()
    pid = child.pid
    time.sleep(0.2)
    began = time.monotonic()
    stop.cancel()
    with pytest.raises(Cancelled):
        next(run)
    assert time.monotonic() - began < 20  # it would sleep for a minute; a busy machine is slow
    assert has_ended(pid)


def test_read_files_abandoned_ends_its_workers(tmp_path: Path) -> None:
    run = read_files(
        word_files(tmp_path, "好", "hang"),
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
    )
    next(run)
    assert active_children()
    run.close()  # type: ignore[attr-defined]  # it is a generator
    assert not active_children()


def test_read_files_bug_is_logged_without_words_of_the_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        outcomes(word_files(tmp_path, "broken"))
    assert "TypeError at" in caplog.text
    assert "reading_fakes.py:" in caplog.text
    assert "秘密" not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="it has no program that only sleeps")
def test_read_files_cancelled_while_a_worker_starts_waits_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More than fits between two processes: sending it would wait until the other one takes it.
    held = HeldFile("甲.txt", b"x" * 10_000_000)
    stop = StopSign()
    resource_tracker.ensure_running()
    monkeypatch.setattr(spawn, "_python_exe", b"/bin/sleep")  # starts, and is never ready
    monkeypatch.setattr(spawn, "get_command_line", lambda **_: ["sleep", "60"])
    threading.Timer(0.5, stop.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(read_files([held], progress=NoProgress(), cancel=stop, read=reading_fakes.read))
    assert time.monotonic() - began < 20


def test_import_failed_travels_between_processes(tmp_path: Path) -> None:
    (found,) = outcomes(word_files(tmp_path, "refuse"))
    assert isinstance(found.error, ImportFailed)
    assert found.error.remedy == "请换一份"


def test_file_reader_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed):
        reading.FileReader()(tmp_path)


def test_read_files_held_file_is_read_as_one_on_disk(tmp_path: Path) -> None:
    (path,) = word_files(tmp_path, "好")
    held = HeldFile(path.name, path.read_bytes())
    (found,) = outcomes([held])
    assert found == ReadOutcome(Path(path.name), file=reading_fakes.read(path))
    assert "好" not in repr(held)


@pytest.mark.parametrize("word", ["connect", "resolve", "start"])
def test_read_files_reader_cannot_reach_outside(tmp_path: Path, word: str) -> None:
    found = outcomes(word_files(tmp_path, word, "好"))
    assert str(found[0].error).startswith("“00.txt”读取时出错（PermissionError）")
    assert found[1].file is not None


def test_read_files_asks_for_passwords_and_tries_those_that_worked(tmp_path: Path) -> None:
    asked: list[tuple[str, bool]] = []
    answers = iter(["错", "甲", None, "乙"])

    def password(needed: PasswordNeeded) -> str | None:
        asked.append((needed.file_name, needed.was_wrong))
        return next(answers)

    run = read_files(
        word_files(tmp_path, "locked 甲", "好", "locked 甲", "locked 乙", "locked 乙", "locked 甲"),
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
        password=password,
        limits=ReadingLimits(workers=2),
    )
    assert [one.file is not None for one in run] == [True, True, True, False, True, True]
    assert asked == [
        *(("00.txt", False), ("00.txt", True), ("03.txt", False), ("04.txt", False)),
    ]


def test_read_files_without_anyone_to_ask_says_that_a_password_is_needed(tmp_path: Path) -> None:
    (found,) = outcomes(word_files(tmp_path, "locked 甲"))
    assert isinstance(found.error, PasswordNeeded)
    assert "需要密码" in str(found.error)
