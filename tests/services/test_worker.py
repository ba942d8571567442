"""What a worker does, seen from inside; in its own process: test_reading.py."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import psutil
import pytest

from models.errors import ImportFailed
from models.ids import NodeId
from models.library import ReadFile
from models.node import Link, Node, NodeKind
from models.progress import NeverCancelled, NoProgress
from services import worker
from services.reading import read_files
from services.worker import Part, in_parts, put_together
from tests.services import reading_fakes
from tests.services.reading_fakes import word_files


def test_serve_answers_until_the_other_end_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "_end_with_parent", lambda: None)  # that of the tests
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


_HANGING = """
from pathlib import Path
from multiprocessing import active_children
from models.progress import NeverCancelled, NoProgress
from services.reading import read_files
from tests.services import reading_fakes

if __name__ == "__main__":
    run = read_files([Path(name) for name in {names}], progress=NoProgress(), cancel=NeverCancelled(),
                     read=reading_fakes.read)
    next(run)
    print(active_children()[0].pid, flush=True)
    next(run)
"""


def test_worker_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    names = [str(path) for path in word_files(tmp_path, "好", "hang")]
    script = tmp_path / "script.py"
    script.write_text(_HANGING.format(names=names), encoding="utf-8")
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=path) as program:
        assert program.stdout is not None
        worker_id = int(program.stdout.readline())
        program.kill()
    assert _ends(worker_id)


def _ends(process_id: int) -> bool:
    # Ended, or a zombie where nobody takes orphans in. A reader that hangs would go on for a minute.
    end = time.monotonic() + 20
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(process_id)
        while time.monotonic() < end:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
            time.sleep(0.1)
        return False
    return True


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


def test_huge_answer_goes_in_parts_and_comes_out_whole() -> None:
    nodes = tuple(Node(NodeId(number), NodeKind.PROBLEM) for number in range(1, 2502))
    links = tuple(Link(NodeId(number), NodeId(number + 1)) for number in range(1, 700))
    found = reading_fakes.read_file("很大")
    huge = replace(found, reading=replace(found.reading, nodes=nodes, links=links))
    *parts, last = in_parts(huge)
    assert all(isinstance(part, Part) and len(part.nodes) <= 1000 for part in parts)
    assert isinstance(last, ReadFile)
    assert not last.reading.nodes
    assert put_together([part for part in parts if isinstance(part, Part)], last) == huge
    refused = ImportFailed("a.txt", "不像通报", "请换一份")
    assert list(in_parts(refused)) == [refused]
    assert put_together([], refused) is refused


def test_huge_readings_come_in_whole_one_after_the_other(tmp_path: Path) -> None:
    paths = word_files(tmp_path, "huge", "huge")
    run = read_files(paths, progress=NoProgress(), cancel=NeverCancelled(), read=reading_fakes.read)
    (first, second) = (outcome.file for outcome in run)
    assert first is not None
    assert second is not None
    assert [node.id for node in first.reading.nodes] == list(range(1, reading_fakes.HUGE + 1))
    assert first.reading.nodes == second.reading.nodes
