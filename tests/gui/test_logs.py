from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from gui.logs import CrashReporter, start_log, trace_of

SECRET = "某某局党组书记张三"


def failing() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = tmp_path / "logs" / "duizhang.log"
    start_log(path)
    yield path
    qInstallMessageHandler(None)
    root.setLevel(level)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def test_log_holds_places_but_no_words_of_the_notice(log_file: Path) -> None:
    try:
        failing()
    except KeyError:
        logging.getLogger("x").exception("background work failed")
    written = log_file.read_text(encoding="utf-8")
    assert "test_logs.py" in written
    assert "builtins.ValueError" in written
    assert SECRET not in written


def test_crash_is_told_once_and_written_each_time(log_file: Path) -> None:
    told: list[str] = []
    report = CrashReporter(log_file, told.append)
    for _ in range(2):
        try:
            failing()
        except KeyError:
            kind, error, trace = sys.exc_info()
            assert kind is not None
            assert error is not None
            report(kind, error, trace)
    assert len(told) == 1
    assert str(log_file) in told[0]
    assert log_file.read_text(encoding="utf-8").count("unexpected error") == 2
    with pytest.raises(SystemExit):
        report(KeyboardInterrupt, KeyboardInterrupt(), None)


@pytest.mark.qt_no_exception_capture
def test_messages_of_qt_go_to_the_log(log_file: Path) -> None:
    qWarning("a painter was not ended")
    assert "WARNING qt a painter was not ended" in log_file.read_text(encoding="utf-8")


def test_large_log_is_put_aside(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    path = tmp_path / "duizhang.log"
    path.write_text("x" * 1_000_001)
    start_log(path)
    assert not path.exists()
    assert (tmp_path / "duizhang.1.log").stat().st_size == 1_000_001
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
    qInstallMessageHandler(None)


def test_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    (tmp_path / "file").write_text("")
    start_log(tmp_path / "file" / "duizhang.log")
    added = [handler for handler in root.handlers if handler not in before]
    assert not any(isinstance(handler, logging.FileHandler) for handler in added)
    for handler in added:
        root.removeHandler(handler)
    qInstallMessageHandler(None)


def test_context_that_was_suppressed_is_left_out() -> None:
    def wrapping() -> None:
        try:
            failing()
        except KeyError:
            raise RuntimeError(SECRET) from None

    with pytest.raises(RuntimeError) as caught:
        wrapping()
    assert trace_of(caught.value)[-1] == "builtins.RuntimeError"
