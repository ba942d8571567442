"""The worker processes as seen from outside: started, watched, replaced when they die, ended."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from importers.limits import ReadingLimits
from models.errors import Cancelled, ImportFailed
from models.progress import CancelToken
from services.file_source import FileSource
from services.memory_watch import MemoryWatch
from services.worker import Answer, ReadOne, Ready, out_of_memory, serve

_LOG = logging.getLogger(__name__)
# A process that keeps more than this share of its memory after a file is replaced: the next file must not pay for it.
_SWOLLEN = 0.5


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to read, and its place among all files."""

    position: int
    file: FileSource
    password: str | None = None


class Crew:
    """The workers, the files that wait for them, and the answers that wait to be fetched.

    A worker that cannot be started is tried again a few times; if none can be, all files that wait have failed.
    """

    def __init__(self, read: ReadOne, size: int, limits: ReadingLimits) -> None:
        self._read = read
        self._size = size
        self._limits = limits
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._waiting: deque[_Job] = deque()
        self._done: dict[int, Answer] = {}

    def take(self, files: Iterable[FileSource]) -> None:
        """The files to read."""
        self._waiting.extend(_Job(position, file) for position, file in enumerate(files))

    def read_again(self, position: int, file: FileSource, password: str) -> None:
        """Reads a file once more, before those that wait."""
        self._waiting.appendleft(_Job(position, file, password))

    def answer(self, position: int, cancel: CancelToken) -> Answer:
        """Waits for what a worker has to say of a file.

        Raises:
            Cancelled: if the user stopped it.
        """
        while True:
            if cancel.is_cancelled:
                raise Cancelled
            self._hand_out(position + self._limits.ahead * self._size)
            if position in self._done:
                return self._done.pop(position)
            self._wait()
            for worker in tuple(self._workers):
                self._collect(worker)

    def dismiss(self) -> None:
        """Ends all workers."""
        while self._workers:
            self._workers.pop().end()

    def _hand_out(self, before: int) -> None:
        while self._waiting and self._waiting[0].position < before:
            worker = self._free_worker()
            if worker is None:
                break
            worker.give(self._waiting.popleft())
        if self._gives_up and not self._workers:
            self._leave_unread()

    def _free_worker(self) -> _Worker | None:
        for worker in tuple(self._workers):
            if worker.job is not None:
                continue
            if worker.is_alive:
                return worker
            self._drop(worker)
        if len(self._workers) >= self._size or self._gives_up:
            return None
        return self._started()

    def _started(self) -> _Worker | None:
        try:
            self._workers.append(_Worker(self._read, self._limits))
        except OSError as error:  # no more processes, no memory, no program to start
            self._count_failed_start(type(error).__name__)
            return None
        return self._workers[-1]

    @property
    def _gives_up(self) -> bool:
        return self._failed_starts >= self._limits.starts

    def _count_failed_start(self, why: str) -> None:
        self._failed_starts += 1
        _LOG.warning("worker did not start: %s", why)

    def _wait(self) -> None:
        busy = [worker for worker in self._workers if worker.job is not None]
        if busy:
            signs = [sign for worker in busy for sign in (worker.connection, worker.sentinel)]
            wait(signs, self._limits.poll_seconds)
        else:  # none could be started; Windows cannot wait for nothing
            time.sleep(self._limits.poll_seconds)

    def _collect(self, worker: _Worker) -> None:
        if worker.job is None:
            return
        was_ready = worker.is_ready
        said = worker.answer()
        if worker.is_ready and not was_ready:
            self._failed_starts = 0
        if said is None:
            return
        if isinstance(said, _NotStarted):
            self._waiting.appendleft(worker.job)  # the file has no part in it
            self._count_failed_start(said.why)
        else:
            self._done[worker.job.position] = said
        worker.job = None
        if worker.is_lost or worker.is_swollen:
            self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()
        if worker.is_ready and not self._workers:  # it did start once: worth trying again
            self._failed_starts = 0

    def _leave_unread(self) -> None:
        while self._waiting:
            job = self._waiting.popleft()
            self._done[job.position] = ImportFailed(
                job.file.name,
                "没有读取：读取程序无法启动",
                "请关闭一些程序或重新启动电脑后再导入；仍然这样时请重新安装本程序",
            )


@dataclass(frozen=True, slots=True)
class _NotStarted:
    """The process was of no use from the beginning; `why` is for the log."""

    why: str


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """A process that is started in here never sees Ctrl+C, which is its parent's to handle."""
    if sys.platform == "win32":  # it knows no such mask
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


class _Worker:
    """A process that reads one file after the other.

    Attributes:
        job: the file it reads, None while it is free.
        is_ready: it has started.
        is_lost: it has died or hangs and is of no more use.
    """

    def __init__(self, read: ReadOne, limits: ReadingLimits) -> None:
        """Starts the process.

        Raises:
            OSError: if the system starts none.
        """
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._limits = limits
        self._process: BaseProcess = context.Process(
            target=serve, args=(theirs, read, limits.address_bytes), daemon=True
        )
        try:
            with _interrupts_held_back():
                self._process.start()
        except OSError:
            self.connection.close()
            raise
        finally:
            theirs.close()
        self._watch = MemoryWatch(self._process.pid or 0, limits.memory_bytes, limits.poll_seconds)
        self._deadline = 0.0
        self.is_ready = False
        self.is_lost = False
        self.job: _Job | None = None

    @property
    def sentinel(self) -> int:
        """Ready for `wait` once the process has ended."""
        return self._process.sentinel

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    @property
    def is_swollen(self) -> bool:
        """Whether it keeps much memory."""
        return self._watch.is_over(_SWOLLEN)

    def give(self, job: _Job) -> None:
        """Lets it read a file, as soon as it is ready."""
        self.job = job
        if self.is_ready:
            self._send(job)
        else:
            self._deadline = time.monotonic() + self._limits.start_seconds

    def answer(self) -> Answer | _NotStarted | None:
        """What it has to say of its file, None while it reads."""
        try:
            while self.connection.poll():
                said = self.connection.recv()
                if not isinstance(said, Ready):
                    return said  # type: ignore[no-any-return]  # what `serve` gave
                self.is_ready = True
                if self.job is not None:
                    self._send(self.job)
        except (EOFError, OSError):
            return self._died()
        if not self.is_alive and not self.connection.poll():
            return self._died()
        return self._late() if time.monotonic() > self._deadline else None

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._watch.stop()
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _send(self, job: _Job) -> None:
        # Only to one that is ready and takes it at once: sending much waits until it is taken.
        self._deadline = time.monotonic() + self._limits.file_seconds
        with suppress(OSError):  # it has died; `answer` says so
            self.connection.send((job.file, job.password))

    def _died(self) -> ImportFailed | _NotStarted:
        self.is_lost = True
        self._process.join(1)
        _LOG.warning("worker ended by itself, exit code %s", self._process.exitcode)
        if not self.is_ready:
            return _NotStarted(f"exit code {self._process.exitcode}")
        if self._watch.is_exceeded:
            return out_of_memory(self._file_name)
        return ImportFailed(
            self._file_name,
            "使读取程序意外退出",
            "请确认文件能正常打开，另存一份后再导入",
        )

    def _late(self) -> ImportFailed | _NotStarted:
        self.is_lost = True
        if not self.is_ready:
            return _NotStarted("too slow")
        seconds = round(self._limits.file_seconds)
        return ImportFailed(
            self._file_name,
            f"读了{seconds}秒还没有读完，已停止",
            "请确认文件能正常打开，或拆成几份后再导入",
        )

    @property
    def _file_name(self) -> str:
        return "" if self.job is None else self.job.file.name
