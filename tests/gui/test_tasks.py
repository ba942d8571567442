from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.tasks import UNEXPECTED, TaskRunner
from models.errors import StorageError
from models.progress import CancelToken, Progress


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    assert made.close()
    made.deleteLater()


def test_result_and_progress_arrive_in_the_main_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[str] = []
    told: list[tuple[int, int, str]] = []

    def work(progress: Progress, cancel: CancelToken) -> int:
        threads.append(threading.current_thread().name)
        progress(1, 2, "甲.txt")
        return 42

    task = runner.start(work)
    results: list[int] = []
    task.progressed.connect(lambda *step: told.append(step))
    task.finished.connect(results.append)
    with qtbot.waitSignals([task.finished, task.ended], order="strict"):
        assert runner.is_busy
    assert results == [42]
    assert told == [(1, 2, "甲.txt")]
    assert threads != [threading.main_thread().name]
    assert not runner.is_busy


def test_cancelled_work_ends_without_a_result(runner: TaskRunner, qtbot: QtBot) -> None:
    started = threading.Event()

    def work(progress: Progress, cancel: CancelToken) -> None:
        started.set()
        while True:
            cancel.check()

    task = runner.start(work)
    assert started.wait(5)
    with qtbot.waitSignal(task.cancelled):
        task.cancel()


def test_error_of_the_user_is_passed_on_as_its_sentence(runner: TaskRunner, qtbot: QtBot) -> None:
    def work(progress: Progress, cancel: CancelToken) -> None:
        raise StorageError("磁盘已满")

    task = runner.start(work)
    with qtbot.waitSignal(task.failed) as waiting:
        pass
    assert waiting.args == ["磁盘已满"]


def test_bug_is_logged_and_told_without_its_words(
    runner: TaskRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work(progress: Progress, cancel: CancelToken) -> None:
        raise KeyError("某局党组")

    with caplog.at_level(logging.ERROR):
        task = runner.start(work)
        with qtbot.waitSignal(task.failed) as waiting:
            pass
    assert waiting.args == [UNEXPECTED]
    assert caplog.records[0].exc_info is not None


def test_closed_runner_cancels_and_takes_no_more(qtbot: QtBot) -> None:
    runner = TaskRunner()
    stopped = threading.Event()

    def work(progress: Progress, cancel: CancelToken) -> None:
        while not cancel.is_cancelled:
            pass
        stopped.set()

    runner.start(work)
    assert runner.close()
    assert stopped.is_set()
    with pytest.raises(RuntimeError):
        runner.start(work)
    runner.deleteLater()
