"""Reading files in worker processes: a file that makes its reader hang or die is one failed file, nothing more."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from models.errors import Cancelled, ImportFailed
from models.library import ReadFile
from models.progress import CancelToken, Progress
from models.segment import Segmenter

_LOG = logging.getLogger(__name__)

# Picklable; runs in the worker; raises ImportFailed.
ReadOne = Callable[[Path], ReadFile]

# What programs leave in folders and nobody means to import. Sample: "~$通报.docx", ".DS_Store"
_LITTER_STARTS = (".", "~$")
_LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_WORKSPACE_ENDING = ".duizhang"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What a worker may take; past it, it is ended and the file counts as failed.

    Attributes:
        start_seconds: until a new worker is ready; slow disks and virus scanners take their time.
        file_seconds: for one file.
        memory_bytes: of address space, where the system can hold a process to it.
        poll_seconds: how often cancel is asked for.
        ahead: how many files a worker may be ahead of the one that is waited for.
    """

    start_seconds: float = 60.0
    file_seconds: float = 120.0
    memory_bytes: int = 4 * 1024**3
    poll_seconds: float = 0.1
    ahead: int = 4


LIMITS = ReadingLimits()


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What became of one file: what was read, or why not."""

    path: Path
    file: ReadFile | None = None
    error: ImportFailed | None = None


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads one file: bytes, text, outline."""

    segmenter: Segmenter | None = None

    def __call__(self, path: Path) -> ReadFile:
        """What is in the file at `path`.

        Raises:
            ImportFailed: if it cannot be read.
        """
        # Only the worker needs these; the window starts without them.
        from importers.outline.pipeline import read_notice  # noqa: PLC0415
        from importers.read import load_bytes, read_source  # noqa: PLC0415

        data = load_bytes(path)
        source = read_source(data, path.name)
        return ReadFile(data, source, read_notice(source, self.segmenter))


def read_files(
    paths: Sequence[Path],
    *,
    progress: Progress,
    cancel: CancelToken,
    workers: int = 1,
    read: ReadOne | None = None,
    limits: ReadingLimits = LIMITS,
) -> Iterator[ReadOutcome]:
    """Reads files in worker processes and gives the outcomes in the order of `paths`.

    Args:
        paths: the files.
        progress: told the name of the file that is waited for.
        cancel: asked all the while; the workers end within a second.
        workers: how many processes read at the same time.
        read: what a worker does with a file; by default it reads text and outline.
        limits: what a worker may take.

    Raises:
        Cancelled: if the user stopped it.
    """
    crew = _Crew(read or FileReader(), min(workers, len(paths)), limits)
    try:
        crew.take(paths)
        for position, path in enumerate(paths):
            progress(position, len(paths), path.name)
            yield crew.outcome(position, cancel)
        progress(len(paths), len(paths), "")
    finally:
        crew.dismiss()


def expand_paths(paths: Iterable[Path]) -> list[Path]:
    """The files to read: folders give all files in them and below, sorted; each file comes once.

    Files that are named stay, also where they cannot be read, and so do folders that cannot be read or have
    nothing in them: reading them says what is wrong.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_files_in(path) if path.is_dir() else (path,)))
    return list(found)


def serve(connection: Connection, read: ReadOne, memory_bytes: int) -> None:
    """The life of a worker: reads the files whose paths come in until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle
    _limit_memory(memory_bytes)
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(_Ready())
        while True:
            connection.send(_attempt(read, connection.recv()))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A worker has started."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """A reader raised what it should not; `places` are its lines of code, without words of the file."""

    kind: str
    places: tuple[str, ...]


_Answer = ReadFile | ImportFailed | _Broken


def _attempt(read: ReadOne, path: Path) -> _Answer:
    try:
        return read(path)
    except ImportFailed as error:
        return error
    except MemoryError:
        return ImportFailed(path.name, "太大，内存不够", "请拆成几份后再导入")
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        places = tuple(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        return _Broken(type(error).__name__, places)


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":  # it has no such limit
        return
    import resource  # noqa: PLC0415 - absent on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # macOS refuses some values
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))


class _Worker:
    """A process that reads one file after the other.

    Attributes:
        position: of the file it reads among all files, None while it is free.
        path: the file it reads, or read last.
        is_lost: it has died or hangs and is of no more use.
    """

    def __init__(self, read: ReadOne, limits: ReadingLimits) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._limits = limits
        self._process: BaseProcess = context.Process(
            target=serve, args=(theirs, read, limits.memory_bytes), daemon=True
        )
        self._process.start()
        theirs.close()
        self._is_ready = False
        self._deadline = 0.0
        self.is_lost = False
        self.position: int | None = None
        self.path = Path()

    @property
    def sentinel(self) -> int:
        """Ready for `wait` once the process has ended."""
        return self._process.sentinel

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def give(self, position: int, path: Path) -> None:
        """Lets it read a file."""
        start = 0.0 if self._is_ready else self._limits.start_seconds
        self._deadline = time.monotonic() + start + self._limits.file_seconds
        self.position, self.path = position, path
        with suppress(OSError):  # it has died; `answer` says so
            self.connection.send(path)

    def answer(self) -> _Answer | None:
        """What it has to say of its file, None while it reads."""
        try:
            while self.connection.poll():
                said = self.connection.recv()
                if not isinstance(said, _Ready):
                    return said  # type: ignore[no-any-return]  # what `_attempt` gave
                self._is_ready = True
                self._deadline = time.monotonic() + self._limits.file_seconds
        except (EOFError, OSError):
            return self._died()
        if not self.is_alive and not self.connection.poll():
            return self._died()
        if time.monotonic() > self._deadline:
            seconds = round(self._limits.file_seconds)
            return self._lost(
                f"读了{seconds}秒还没有读完，已停止", "请确认文件能正常打开，或拆成几份后再导入"
            )
        return None

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _died(self) -> ImportFailed:
        self._process.join(1)
        _LOG.error("worker ended by itself, exit code %s", self._process.exitcode)
        return self._lost("使读取程序意外退出", "请确认文件能正常打开，另存一份后再导入")

    def _lost(self, wrong: str, remedy: str) -> ImportFailed:
        self.is_lost = True
        return ImportFailed(self.path.name, wrong, remedy)


class _Crew:
    """The workers, the files that wait for them, and the outcomes that wait to be fetched."""

    def __init__(self, read: ReadOne, size: int, limits: ReadingLimits) -> None:
        self._read = read
        self._size = size
        self._limits = limits
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[int, Path]] = deque()
        self._done: dict[int, ReadOutcome] = {}

    def take(self, paths: Iterable[Path]) -> None:
        """The files to read."""
        self._waiting.extend(enumerate(paths))

    def outcome(self, position: int, cancel: CancelToken) -> ReadOutcome:
        """Waits for the outcome of a file.

        Raises:
            Cancelled: if the user stopped it.
        """
        while True:
            if cancel.is_cancelled:
                raise Cancelled
            self._hand_out(position + self._limits.ahead * self._size)
            if position in self._done:
                return self._done.pop(position)
            busy = [worker for worker in self._workers if worker.position is not None]
            signs = [sign for worker in busy for sign in (worker.connection, worker.sentinel)]
            wait(signs, self._limits.poll_seconds)
            for worker in busy:
                self._collect(worker)

    def dismiss(self) -> None:
        """Ends all workers."""
        while self._workers:
            self._workers.pop().end()

    def _hand_out(self, before: int) -> None:
        while self._waiting and self._waiting[0][0] < before:
            worker = self._free_worker()
            if worker is None:
                return
            worker.give(*self._waiting.popleft())

    def _free_worker(self) -> _Worker | None:
        for worker in tuple(self._workers):
            if worker.position is not None:
                continue
            if worker.is_alive:
                return worker
            self._drop(worker)
        if len(self._workers) == self._size:
            return None
        self._workers.append(_Worker(self._read, self._limits))
        return self._workers[-1]

    def _collect(self, worker: _Worker) -> None:
        said = worker.answer()
        if said is None or worker.position is None:
            return
        self._done[worker.position] = _outcome(worker.path, said)
        worker.position = None
        if worker.is_lost:
            self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()


def _outcome(path: Path, said: _Answer) -> ReadOutcome:
    match said:
        case ReadFile():
            return ReadOutcome(path, file=said)
        case ImportFailed():
            return ReadOutcome(path, error=said)
        case _Broken():
            _LOG.error("reader broke down: %s at %s", said.kind, " ".join(said.places))
            remedy = "这是程序的错误，请把这份文件反馈给开发者"
            return ReadOutcome(
                path, error=ImportFailed(path.name, f"读取时出错（{said.kind}）", remedy)
            )


def _files_in(folder: Path) -> list[Path]:
    closed: list[Path] = []

    def on_error(error: OSError) -> None:
        closed.append(Path(error.filename))

    walked = os.walk(folder, onerror=on_error)
    inside = (Path(top) / name for top, _, names in walked for name in names)
    found = [path for path in inside if not _is_litter(path)]
    return sorted([*found, *closed]) or [folder]


def _is_litter(path: Path) -> bool:
    name = path.name.lower()
    return (
        name.startswith(_LITTER_STARTS)
        or name in _LITTER_NAMES
        or path.suffix.startswith(_WORKSPACE_ENDING)
    )
