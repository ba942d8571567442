"""Ctrl+C at a terminal: stops long work as the window's button does. For the main thread only."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

from models.errors import Cancelled


class Interrupt:
    """A cancel token that Ctrl+C sets; a second one ends the program on the spot."""

    def __init__(self) -> None:
        self._is_cancelled = False

    def __enter__(self) -> Self:
        self._former = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._former)

    @property
    def is_cancelled(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._is_cancelled

    def check(self) -> None:
        """Raises `models.errors.Cancelled` after Ctrl+C."""
        if self._is_cancelled:
            raise Cancelled

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        self._is_cancelled = True
        signal.signal(signal.SIGINT, self._former)


@contextmanager
def cancelled_at_once() -> Iterator[None]:
    """For a question that waits for an answer.

    Raises:
        Cancelled: if it is answered with Ctrl+C.
    """
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt as error:
        raise Cancelled from error
    finally:
        signal.signal(signal.SIGINT, former)
