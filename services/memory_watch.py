"""Ends a process that takes too much memory; Windows and macOS hold none to a limit themselves."""

from __future__ import annotations

import threading

import psutil


class MemoryWatch:
    """Looks at the memory of a process, from a thread of its own, until it is stopped or the process ends."""

    def __init__(self, pid: int, most_bytes: int, every_seconds: float) -> None:
        self._pid = pid
        self._most_bytes = most_bytes
        self._every_seconds = every_seconds
        self._stopped = threading.Event()
        self._is_exceeded = False
        self._thread = threading.Thread(target=self._watch, name="memory watch", daemon=True)
        self._thread.start()

    @property
    def is_exceeded(self) -> bool:
        """Whether the process was ended for its memory."""
        return self._is_exceeded

    def is_over(self, share: float) -> bool:
        """Whether the process now holds more than a share of what it may hold."""
        try:
            return held_bytes(psutil.Process(self._pid)) > self._most_bytes * share
        except psutil.Error:  # it has ended
            return False

    def stop(self) -> None:
        """Lets the process be; to be called before its number may go to another."""
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        try:
            process = psutil.Process(self._pid)
            while not self._stopped.wait(self._every_seconds):
                if held_bytes(process) > self._most_bytes:
                    self._is_exceeded = True
                    process.kill()
                    return
        except psutil.Error:
            return  # it has ended; whoever waits for its answer sees that


def held_bytes(process: psutil.Process) -> int:
    """The memory that a process holds; on Windows also what was moved out to disk."""
    memory = process.memory_info()
    return max(memory.rss, getattr(memory, "private", 0))
