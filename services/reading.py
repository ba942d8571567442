"""Reading files in worker processes: a file that makes its reader hang or die is one failed file, nothing more."""

from __future__ import annotations

import gc
import logging
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from models.errors import Cancelled, ImportFailed
from models.file_names import shown_name
from models.library import ReadFile
from models.progress import CancelToken, Progress
from models.segment import Segmenter
from services.passwords import AskPassword, Keys

_LOG = logging.getLogger(__name__)


# A reading makes many small records and hardly a cycle: looking for garbage as often as usual only takes time.
_GARBAGE = 100_000


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that is not on disk, such as pasted words, with the name that it goes by."""

    name: str
    data: bytes = field(repr=False)


FileSource = Path | HeldFile


class ReadOne(Protocol):
    """What a worker does with a file; picklable."""

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """Reads it; raises ImportFailed."""


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What workers may take; past it, a worker is ended and its file counts as failed.

    What a file may hold stands in importers.limits.

    Attributes:
        workers: how many processes read at the same time.
        start_seconds: until a new worker is ready; slow disks and virus scanners take their time.
        file_seconds: for one file.
        memory_bytes: of address space, where the system can hold a process to it.
        poll_seconds: how often cancel is asked for.
        ahead: how many files a worker may be ahead of the one that is waited for.
    """

    workers: int = 1
    start_seconds: float = 60.0
    file_seconds: float = 120.0
    memory_bytes: int = 4 * 1024**3
    poll_seconds: float = 0.1
    ahead: int = 4


LIMITS = ReadingLimits()

# What a worker must not do, by the names under which Python tells of it (docs.python.org, "Audit events table").
_OUTSIDE = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
        *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"),
        *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
        *("os.startfile", "webbrowser.open"),
    }
)


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What became of one file: what was read, or why not.

    Attributes:
        path: of a file that is not on disk only its name.
    """

    path: Path
    file: ReadFile | None = None
    error: ImportFailed | None = None


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads one file: bytes, text, outline."""

    segmenter: Segmenter | None = None

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """What is in the file.

        Raises:
            PasswordNeeded: if it is encrypted and `password` does not open it.
            ImportFailed: if it cannot be read.
        """
        # Only the worker needs these; the window starts without them.
        from importers.outline.pipeline import read_notice  # noqa: PLC0415 - see above
        from importers.read import load_bytes, read_source  # noqa: PLC0415 - see above
        from importers.secrecy import find_marking  # noqa: PLC0415 - see above

        data = file.data if isinstance(file, HeldFile) else load_bytes(file)
        source = read_source(data, file.name, password)
        return ReadFile(data, source, read_notice(source, self.segmenter), find_marking(source))


def read_files(
    files: Sequence[FileSource],
    *,
    progress: Progress,
    cancel: CancelToken,
    read: ReadOne | None = None,
    password: AskPassword | None = None,
    limits: ReadingLimits = LIMITS,
) -> Iterator[ReadOutcome]:
    """Reads files in worker processes and gives the outcomes in the order of `files`.

    Args:
        files: on disk or held.
        progress: told the name of the file that is waited for.
        cancel: asked all the while; the workers end within a second.
        read: what a worker does with a file; by default it reads text and outline.
        password: asked for an encrypted file, again where it is wrong; without it such a file has failed.
        limits: what the workers may take.

    Raises:
        Cancelled: if the user stopped it.
    """
    crew = _Crew(read or FileReader(), min(limits.workers, len(files)), limits)
    keys = Keys(password)
    try:
        crew.take(files)
        for position, file in enumerate(files):
            progress(position, len(files), shown_name(file.name))
            keys.next_file()
            outcome = crew.outcome(position, cancel)
            while (key := keys.after(outcome.error)) is not None:
                crew.read_again(position, file, key)
                outcome = crew.outcome(position, cancel)
            yield outcome
        progress(len(files), len(files), "")
    finally:
        crew.dismiss()


def serve(connection: Connection, read: ReadOne, memory_bytes: int) -> None:
    """The life of a worker: reads the files that come in until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle
    gc.set_threshold(_GARBAGE)
    _limit_memory(memory_bytes)
    _stay_inside()
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(_Ready())
        while True:
            connection.send(_attempt(read, *connection.recv()))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A worker has started."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """A reader raised what it should not; `places` are its lines of code, without words of the file."""

    kind: str
    places: tuple[str, ...]


_Answer = ReadFile | ImportFailed | _Broken


def _attempt(read: ReadOne, file: FileSource, password: str | None) -> _Answer:
    try:
        return read(file, password)
    except ImportFailed as error:
        return error
    except MemoryError:
        return ImportFailed(file.name, "太大，内存不够", "请拆成几份后再导入")
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


def _stay_inside() -> None:
    """From here on this process opens no network connection and starts no program, whatever a file makes a reader do."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, _: tuple[object, ...]) -> None:
    if event in _OUTSIDE:
        raise PermissionError(f"a reader must not: {event}")


class _Worker:
    """A process that reads one file after the other.

    Attributes:
        position: of the file it reads among all files, None while it is free.
        file: the file it reads, or read last.
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
        self.file: FileSource = Path()

    @property
    def sentinel(self) -> int:
        """Ready for `wait` once the process has ended."""
        return self._process.sentinel

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def give(self, position: int, file: FileSource, password: str | None) -> None:
        """Lets it read a file."""
        start = 0.0 if self._is_ready else self._limits.start_seconds
        self._deadline = time.monotonic() + start + self._limits.file_seconds
        self.position, self.file = position, file
        with suppress(OSError):  # it has died; `answer` says so
            self.connection.send((file, password))

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
        return ImportFailed(self.file.name, wrong, remedy)


class _Crew:
    """The workers, the files that wait for them, and the outcomes that wait to be fetched."""

    def __init__(self, read: ReadOne, size: int, limits: ReadingLimits) -> None:
        self._read = read
        self._size = size
        self._limits = limits
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[int, FileSource, str | None]] = deque()
        self._done: dict[int, ReadOutcome] = {}

    def take(self, files: Iterable[FileSource]) -> None:
        """The files to read."""
        self._waiting.extend((position, file, None) for position, file in enumerate(files))

    def read_again(self, position: int, file: FileSource, password: str) -> None:
        """Reads a file once more, before those that wait."""
        self._waiting.appendleft((position, file, password))

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
        self._done[worker.position] = _outcome(worker.file, said)
        worker.position = None
        if worker.is_lost:
            self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()


def _outcome(file: FileSource, said: _Answer) -> ReadOutcome:
    path = file if isinstance(file, Path) else Path(file.name)
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
