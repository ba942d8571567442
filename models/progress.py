"""How long work reports itself and is stopped."""

from __future__ import annotations

from typing import Protocol


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
