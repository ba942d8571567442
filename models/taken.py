"""Which signs of a text are spoken for, asked and said in time that does not grow with how many are."""

from __future__ import annotations


class Taken:
    """The signs of `text[start:end]` that something was read from."""

    def __init__(self, start: int, end: int) -> None:
        """A stretch of which nothing is taken yet."""
        self._start = start
        self._signs = bytearray(end - start)

    def holds(self, start: int, end: int) -> bool:
        """Whether any sign of a range inside the stretch is taken."""
        return self._signs.find(1, start - self._start, end - self._start) >= 0

    def add(self, start: int, end: int) -> None:
        """Takes a range inside the stretch."""
        self._signs[start - self._start : end - self._start] = b"\x01" * (end - start)
