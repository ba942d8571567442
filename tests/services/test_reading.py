from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing import Pipe, active_children
from pathlib import Path

import pytest

from models.errors import Cancelled, ImportFailed, PasswordNeeded
from models.progress import NeverCancelled, NoProgress
from services import reading
from services.reading import FileSource, HeldFile, ReadingLimits, ReadOutcome, read_files
from tests.services import reading_fakes

QUICK = ReadingLimits(file_seconds=2.0, poll_seconds=0.02)


class Stop:
    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        if self.is_cancelled:
            raise Cancelled

    def set(self) -> None:
        self._event.set()


def files(folder: Path, *words: str) -> list[Path]:
    paths = []
    for number, word in enumerate(words):
        path = folder / f"{number:02}.txt"
        path.write_text(f"{word} 第{number}份", encoding="utf-8")
        paths.append(path)
    return paths


def outcomes(
    paths: Sequence[FileSource], *, limits: ReadingLimits = reading.LIMITS
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
    (path,) = files(tmp_path, "好")
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
    ],
)
def test_read_files_bad_file_fails_alone(tmp_path: Path, word: str, sentence: str) -> None:
    found = outcomes(files(tmp_path, "好", word, "好"), limits=QUICK)
    assert [one.file is not None for one in found] == [True, False, True]
    assert str(found[1].error).startswith(sentence)


def test_read_files_many_deaths_restart_the_worker(tmp_path: Path) -> None:
    found = outcomes(files(tmp_path, "die", "crash", "好", "die", "好"))
    assert [one.file is not None for one in found] == [False, False, True, False, True]


def test_read_files_several_workers_keep_the_order(tmp_path: Path) -> None:
    paths = files(tmp_path, "slow", *["好"] * 12, "die", "slow", "好")
    found = outcomes(paths, limits=ReadingLimits(workers=2))
    assert [one.path for one in found] == paths
    assert [one.path.name for one in found if one.error] == ["13.txt"]


def test_read_files_idle_worker_that_died_is_replaced(tmp_path: Path) -> None:
    paths = files(tmp_path, "好", "好", "好")
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
    paths = files(tmp_path, "好", "refuse")
    run = read_files(
        paths,
        progress=lambda done, total, label: told.append((done, total, label)),
        cancel=NeverCancelled(),
        read=reading_fakes.read,
    )
    assert len(list(run)) == 2
    assert told == [(0, 2, "00.txt"), (1, 2, "01.txt"), (2, 2, "")]


def test_read_files_cancelled_ends_a_hanging_worker_at_once(tmp_path: Path) -> None:
    stop = Stop()
    run = read_files(
        files(tmp_path, "好", "hang"),
        progress=NoProgress(),
        cancel=stop,
        read=reading_fakes.read,
    )
    assert next(run).file is not None
    (child,) = active_children()
    pid = child.pid
    time.sleep(0.2)
    began = time.monotonic()
    stop.set()
    with pytest.raises(Cancelled):
        next(run)
    assert time.monotonic() - began < 5  # it would sleep for a minute; a busy machine is slow
    assert has_ended(pid)


def test_read_files_abandoned_ends_its_workers(tmp_path: Path) -> None:
    run = read_files(
        files(tmp_path, "好", "hang"),
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
        outcomes(files(tmp_path, "broken"))
    assert "TypeError at" in caplog.text
    assert "reading_fakes.py:" in caplog.text
    assert "秘密" not in caplog.text


def test_serve_answers_until_the_other_end_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.signal, "signal", lambda *_: None)
    monkeypatch.setattr(reading, "_limit_memory", lambda _: None)
    monkeypatch.setattr(reading, "_stay_inside", lambda: None)  # there is no way back out
    ours, theirs = Pipe()
    paths = [*files(tmp_path, "好", "refuse", "memory", "broken"), tmp_path / "没有.txt"]
    said: list[object] = []

    def ask() -> None:
        said.append(ours.recv())
        for path in paths:
            ours.send((path, None))
            said.append(ours.recv())
        ours.close()

    asking = threading.Thread(target=ask)
    asking.start()
    reading.serve(theirs, reading_fakes.read, 0)
    asking.join()
    theirs.close()
    assert [type(one).__name__ for one in said] == [
        *("_Ready", "ReadFile", "ImportFailed", "ImportFailed", "_Broken", "_Broken"),
    ]


def test_import_failed_travels_between_processes(tmp_path: Path) -> None:
    (found,) = outcomes(files(tmp_path, "refuse"))
    assert isinstance(found.error, ImportFailed)
    assert found.error.remedy == "请换一份"


def test_limit_memory_holds_the_process_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (-1, -1))
    monkeypatch.setattr(resource, "setrlimit", lambda *given: asked.append(given))
    reading._limit_memory(5)
    assert asked == [(resource.RLIMIT_AS, (5, -1))]


def test_limit_memory_is_left_out_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)  # importing it would raise
    monkeypatch.setattr(sys, "platform", "win32")
    reading._limit_memory(5)


def test_file_reader_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed):
        reading.FileReader()(tmp_path)


def test_read_files_held_file_is_read_as_one_on_disk(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "好")
    held = HeldFile(path.name, path.read_bytes())
    (found,) = outcomes([held])
    assert found == ReadOutcome(Path(path.name), file=reading_fakes.read(path))
    assert "好" not in repr(held)


@pytest.mark.parametrize("word", ["connect", "resolve", "start"])
def test_read_files_reader_cannot_reach_outside(tmp_path: Path, word: str) -> None:
    found = outcomes(files(tmp_path, word, "好"))
    assert str(found[0].error).startswith("“00.txt”读取时出错（PermissionError）")
    assert found[1].file is not None


def test_refuse_outside_lets_everything_else_pass() -> None:
    reading._refuse_outside("open", ())
    with pytest.raises(PermissionError):
        reading._refuse_outside("socket.connect", ())


def test_stay_inside_watches_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks: list[object] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    reading._stay_inside()
    assert hooks == [reading._refuse_outside]


def test_read_files_asks_for_passwords_and_tries_those_that_worked(tmp_path: Path) -> None:
    asked: list[tuple[str, bool]] = []
    answers = iter(["错", "甲", None, "乙"])

    def password(needed: PasswordNeeded) -> str | None:
        asked.append((needed.file_name, needed.was_wrong))
        return next(answers)

    run = read_files(
        files(tmp_path, "locked 甲", "好", "locked 甲", "locked 乙", "locked 乙", "locked 甲"),
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
    (found,) = outcomes(files(tmp_path, "locked 甲"))
    assert isinstance(found.error, PasswordNeeded)
    assert "需要密码" in str(found.error)
