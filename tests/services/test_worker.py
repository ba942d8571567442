"""What a worker does, seen from inside; in its own process: test_reading.py."""

from __future__ import annotations

import sys
import threading
from multiprocessing import Pipe
from pathlib import Path

import pytest

from services import worker
from tests.services import reading_fakes
from tests.services.reading_fakes import word_files


def test_serve_answers_until_the_other_end_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "_limit_addresses", lambda _: None)
    monkeypatch.setattr(worker, "_stay_inside", lambda: None)  # there is no way back out
    ours, theirs = Pipe()
    paths = [*word_files(tmp_path, "好", "refuse", "memory", "broken"), tmp_path / "没有.txt"]
    said: list[object] = []

    def ask() -> None:
        said.append(ours.recv())
        for path in paths:
            ours.send((path, None))
            said.append(ours.recv())
        ours.close()

    asking = threading.Thread(target=ask)
    asking.start()
    worker.serve(theirs, reading_fakes.read, 0)
    asking.join()
    theirs.close()
    assert [type(one).__name__ for one in said] == [
        *("Ready", "ReadFile", "ImportFailed", "ImportFailed", "Broken", "Broken"),
    ]


def test_limit_addresses_holds_the_process_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (-1, -1))
    monkeypatch.setattr(resource, "setrlimit", lambda *given: asked.append(given))
    worker._limit_addresses(5)
    assert asked == [(resource.RLIMIT_AS, (5, -1))]


def test_limit_addresses_is_left_out_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)  # importing it would raise
    monkeypatch.setattr(sys, "platform", "win32")
    worker._limit_addresses(5)


def test_refuse_outside_lets_everything_else_pass() -> None:
    worker._refuse_outside("open", ())
    with pytest.raises(PermissionError):
        worker._refuse_outside("socket.connect", ())


def test_stay_inside_watches_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks: list[object] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    worker._stay_inside()
    assert hooks == [worker._refuse_outside]
