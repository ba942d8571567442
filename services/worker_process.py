"""One worker process as seen from outside: started, given files, listened to, found dead or late, ended."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from importers.limits import ReadingLimits
from models.errors import ImportFailed
from services.file_source import FileSource
from services.memory_watch import MemoryWatch
from services.worker import Answer, Part, ReadOne, Ready, out_of_memory, put_together, serve

_LOG = logging.getLogger(__name__)
# A process that keeps more than this share of its memory after a file is replaced: the next file must not pay for it.
_SWOLLEN = 0.5


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, and its place among all files."""

    position: int
    file: FileSource
    password: str | None = None


@dataclass(frozen=True, slots=True)
class NotStarted:
    """The process was of no use from the beginning; `why` is for the log."""

    why: str


class WorkerProcess:
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
        self.job: Job | None = None
        self._parts: list[Part] = []

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

    def give(self, job: Job) -> None:
        """Lets it read a file, as soon as it is ready."""
        self.job = job
        if self.is_ready:
            self._send(job)
        else:
            self._deadline = time.monotonic() + self._limits.start_seconds

    def answer(self) -> Answer | NotStarted | None:
        """What it has to say of its file, None while it reads."""
        try:
            while self.connection.poll():
                said = self.connection.recv()
                if isinstance(said, Part):
                    self._parts.append(said)
                    return None
                if not isinstance(said, Ready):
                    return put_together(self._parts, said)
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

    def _send(self, job: Job) -> None:
        # Only to one that is ready and takes it at once: sending much waits until it is taken.
        self._deadline = time.monotonic() + self._limits.file_seconds
        self._parts = []
        with suppress(OSError):  # it has died; `answer` says so
            self.connection.send((job.file, job.password))

    def _died(self) -> ImportFailed | NotStarted:
        self.is_lost = True
        self._process.join(1)
        _LOG.warning("worker ended by itself, exit code %s", self._process.exitcode)
        if not self.is_ready:
            return NotStarted(f"exit code {self._process.exitcode}")
        if self._watch.is_exceeded:
            return out_of_memory(self._file_name)
        return ImportFailed(
            self._file_name,
            "使读取程序意外退出",
            "请确认文件能正常打开，另存一份后再导入",
        )

    def _late(self) -> ImportFailed | NotStarted:
        self.is_lost = True
        if not self.is_ready:
            return NotStarted("too slow")
        seconds = round(self._limits.file_seconds)
        return ImportFailed(
            self._file_name,
            f"读了{seconds}秒还没有读完，已停止",
            "请确认文件能正常打开，或拆成几份后再导入",
        )

    @property
    def _file_name(self) -> str:
        return "" if self.job is None else self.job.file.name


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
