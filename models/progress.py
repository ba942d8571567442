"""How long work reports itself and is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from models.errors import Cancelled

T = TypeVar("T")

# How many things are gone through between two questions; a few milliseconds.
_BETWEEN = 100


class Progress(Protocol):
    """Told by long work how far it is."""

    def __call__(self, done: int, total: int, label: str) -> None:
        """`done` of `total` steps are finished; `label` is a Chinese word for what comes now."""


class CancelToken(Protocol):
    """Asked by long work whether to go on."""

    @property
    def is_cancelled(self) -> bool:
        """Whether the user wants it to stop."""

    def check(self) -> None:
        """Raises `models.errors.Cancelled` if the user wants it to stop."""


class NoProgress:
    """Progress that nobody watches."""

    def __call__(self, done: int, total: int, label: str) -> None:
        """Does nothing."""


class NeverCancelled:
    """A token that never stops the work."""

    @property
    def is_cancelled(self) -> bool:
        """Always False."""
        return False

    def check(self) -> None:
        """Does nothing."""


class StopSign:
    """A token that one thread sets and another asks."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was set."""
        return self._event.is_set()

    def check(self) -> None:
        """Raises `models.errors.Cancelled` once it was set."""
        if self.is_cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Asks the work to stop."""
        self._event.set()


def asked(things: Iterable[T], cancel: CancelToken) -> Iterator[T]:
    """The things one by one; `cancel` is asked in between, so that going through thousands can be stopped.

    Raises:
        Cancelled: if the user stopped it.
    """
    for count, thing in enumerate(things, 1):
        if count % _BETWEEN == 0:
            cancel.check()
        yield thing
