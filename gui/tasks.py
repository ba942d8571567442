"""Long work beside the window: plain functions on a thread pool, with progress and cancel."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot
from typing_extensions import override

from models.errors import AppError, Cancelled
from models.progress import CancelToken, Progress, StopSign

logger = logging.getLogger(__name__)

Work = Callable[[Progress, CancelToken], Any]

UNEXPECTED = "程序出现意外错误，这项工作没有完成；其他内容不受影响。错误位置已记入日志。"


class Task(QObject):
    """Work that was handed to the runner.

    Signals:
        progressed: done, total, label of what comes now.
        finished: the result.
        failed: the sentence to show.
        cancelled: it was stopped and has no result.
        ended: after one of the three above.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stop_sign = StopSign()

    def cancel(self) -> None:
        """Asks the work to stop; the signals tell when it has."""
        self.stop_sign.cancel()


class TaskRunner(QObject):
    """Runs work on a thread pool of its own; lives as long as the application.

    It owns the signals that workers emit, so that none is emitted by a deleted object.
    """

    _progressed = Signal(int, int, int, str)
    _finished = Signal(int, object)
    _failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._tasks: dict[int, Task] = {}
        self._numbers = count(1)
        self._is_closed = False
        self._progressed.connect(self._on_progressed)
        self._finished.connect(self._on_finished)
        self._failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether some work has not ended yet."""
        return bool(self._tasks)

    def start(self, work: Work) -> Task:
        """Runs `work(progress, cancel)` beside the window; connect to the task before returning to the event loop.

        Raises:
            RuntimeError: after `close`.
        """
        if self._is_closed:
            raise RuntimeError("the task runner is closed")
        number = next(self._numbers)
        task = Task(self)
        self._tasks[number] = task
        signals = (self._progressed, self._finished, self._failed)
        self._pool.start(_Job(number, work, task.stop_sign, signals))
        return task

    def close(self, limit_ms: int = 5000) -> bool:
        """Refuses new work, cancels what runs and waits for it.

        Returns:
            Whether all of it ended within `limit_ms`.
        """
        self._is_closed = True
        for task in self._tasks.values():
            task.cancel()
        return self._pool.waitForDone(limit_ms)

    @Slot(int, int, int, str)
    def _on_progressed(self, number: int, done: int, total: int, label: str) -> None:
        if number in self._tasks:
            self._tasks[number].progressed.emit(done, total, label)

    @Slot(int, object)
    def _on_finished(self, number: int, result: object) -> None:
        task = self._tasks.pop(number)
        task.finished.emit(result)
        self._dismiss(task)

    @Slot(int, str)
    def _on_failed(self, number: int, sentence: str) -> None:
        task = self._tasks.pop(number)
        if sentence:
            task.failed.emit(sentence)
        else:
            task.cancelled.emit()
        self._dismiss(task)

    def _dismiss(self, task: Task) -> None:
        task.ended.emit()
        task.deleteLater()


class _Job(QRunnable):
    """Holds plain data and bound signals only."""

    def __init__(
        self,
        number: int,
        work: Work,
        stop_sign: StopSign,
        signals: tuple[SignalInstance, SignalInstance, SignalInstance],
    ) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._stop_sign = stop_sign
        self._progressed, self._finished, self._failed = signals

    @override
    def run(self) -> None:
        try:
            result = self._work(self._tell, self._stop_sign)
        except Cancelled:
            self._failed.emit(self._number, "")
        except AppError as error:
            self._failed.emit(self._number, str(error))
        except Exception:  # one of the three borders of STYLE 20
            logger.exception("background work failed")
            self._failed.emit(self._number, UNEXPECTED)
        else:
            self._finished.emit(self._number, result)

    def _tell(self, done: int, total: int, label: str) -> None:
        self._progressed.emit(self._number, done, total, label)
