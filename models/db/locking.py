"""Who may write: one program a workspace, one writer at a time within it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TRIES = 5


class FileLock:
    """A lock that the operating system holds on a small file beside the workspace, and drops if the program dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @classmethod
    def beside(cls, workspace: Path) -> FileLock:
        """The lock of a workspace file."""
        return cls(workspace.with_name(workspace.name + "-lock"))

    def acquire(self) -> bool:
        """Takes the lock if nobody has it.

        Returns:
            Whether it is held now.

        Raises:
            OSError: if the lock file cannot be made.
        """
        for _ in range(_TRIES):
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _lock(handle):
                os.close(handle)
                return False
            if self._is_still_there(handle):
                self._handle = handle
                return True
            os.close(handle)  # the holder before us has taken the file away in between
        return False

    def release(self) -> None:
        """Gives the lock up and takes its file away."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":  # an open file cannot be deleted there
            os.close(handle)
            with suppress(OSError):
                self._path.unlink()
        else:
            with suppress(OSError):
                self._path.unlink()
            os.close(handle)

    def _is_still_there(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False


class WriterQueue:
    """Lets one thread write at a time; urgent ones go before all others that wait.

    SQLite's own waiting polls with growing pauses, so that an edit could starve beside an import.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._urgent = 0

    @property
    def is_urgent(self) -> bool:
        """Whether somebody waits whom others should give way to."""
        return self._urgent > 0

    @contextmanager
    def turn(self, *, urgent: bool) -> Iterator[None]:
        """Waits for this thread's turn and holds it."""
        with self._changed:
            self._urgent += urgent
            try:
                while self._busy or (self._urgent and not urgent):
                    self._changed.wait()
                self._busy = True
            finally:
                self._urgent -= urgent
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(handle: int) -> bool:
        # flock, not lockf: it tells two handles of one process apart.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
