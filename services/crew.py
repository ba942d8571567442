"""The worker processes together: files are handed out to them, those that die are replaced."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable
from multiprocessing.connection import wait

from importers.limits import ReadingLimits
from models.errors import Cancelled, ImportFailed
from models.progress import CancelToken
from services.file_source import FileSource
from services.worker import Answer, ReadOne
from services.worker_process import Job, NotStarted, WorkerProcess

_LOG = logging.getLogger(__name__)


class Crew:
    """The workers, the files that wait for them, and the answers that wait to be fetched.

    A worker that cannot be started is tried again a few times; if none can be, all files that wait have failed.
    """

    def __init__(self, read: ReadOne, size: int, limits: ReadingLimits) -> None:
        self._read = read
        self._size = size
        self._limits = limits
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0
        self._waiting: deque[Job] = deque()
        self._done: dict[int, Answer] = {}

    def take(self, files: Iterable[FileSource]) -> None:
        """The files to read."""
        self._waiting.extend(Job(position, file) for position, file in enumerate(files))

    def read_again(self, position: int, file: FileSource, password: str) -> None:
        """Reads a file once more, before those that wait."""
        self._waiting.appendleft(Job(position, file, password))

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

    def _free_worker(self) -> WorkerProcess | None:
        for worker in tuple(self._workers):
            if worker.job is not None:
                continue
            if worker.is_alive:
                return worker
            self._drop(worker)
        if len(self._workers) >= self._size or self._gives_up:
            return None
        return self._started()

    def _started(self) -> WorkerProcess | None:
        try:
            self._workers.append(WorkerProcess(self._read, self._limits))
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

    def _collect(self, worker: WorkerProcess) -> None:
        if worker.job is None:
            return
        was_ready = worker.is_ready
        said = worker.answer()
        if worker.is_ready and not was_ready:
            self._failed_starts = 0
        if said is None:
            return
        if isinstance(said, NotStarted):
            self._waiting.appendleft(worker.job)  # the file has no part in it
            self._count_failed_start(said.why)
        else:
            self._done[worker.job.position] = said
        worker.job = None
        if worker.is_lost or worker.is_swollen:
            self._drop(worker)

    def _drop(self, worker: WorkerProcess) -> None:
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
