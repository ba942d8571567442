"""The log file and what happens to exceptions nobody caught; neither holds notice text."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from copy import copy
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

logger = logging.getLogger(__name__)

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

# A log larger than this is put aside at the next start, in the place of the one put aside before.
_LARGEST = 1_000_000


class PlainFormatter(logging.Formatter):
    """Formats exceptions by type and place only: their messages may quote a notice."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        fresh = copy(record)
        fresh.exc_text = None  # another handler may have left its own words there
        return super().format(fresh)

    @override
    def formatException(self, ei: tuple[object, ...]) -> str:
        error = ei[1]
        return "" if not isinstance(error, BaseException) else "\n".join(trace_of(error))


class CrashReporter:
    """`sys.excepthook`: writes the place to the log and tells the user, once."""

    def __init__(self, log_file: Path, tell: Callable[[str], None]) -> None:
        self._log_file = log_file
        self._tell = tell
        self._has_told = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Takes an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        logger.error("unexpected error", exc_info=(kind, error, trace))
        if self._has_told:
            return
        self._has_told = True
        self._tell(
            "程序出现意外错误，刚才的操作可能没有完成；已保存的内容不受影响。"
            f"错误位置（不含材料文字）已记入日志：{self._log_file}"
        )


def start_log(log_file: Path) -> None:
    """Sends all log records, and Qt's own messages, to `log_file`; to nowhere if it cannot be written."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        if log_file.exists() and log_file.stat().st_size > _LARGEST:
            log_file.replace(log_file.with_suffix(".1.log"))
        handler: logging.Handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    qInstallMessageHandler(_on_qt_message)


def trace_of(error: BaseException) -> list[str]:
    """The types and places of an exception and of its causes, without their messages."""
    lines: list[str] = []
    at: BaseException | None = error
    while at is not None:
        for frame in traceback.extract_tb(at.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        lines.append(f"{type(at).__module__}.{type(at).__qualname__}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return lines


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.INFO), "%s", text)
