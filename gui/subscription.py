"""Listening to an outline for as long as the listener lives."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.outline import Outline, OutlineListener


class Subscription:
    """Keeps one listener at one outline, and takes it off when Qt deletes the listener."""

    def __init__(self, listener: OutlineListener) -> None:
        self._listener = listener
        self._outline: Outline | None = None
        if isinstance(listener, QObject):
            listener.destroyed.connect(self.end)

    def move_to(self, outline: Outline | None) -> None:
        """Leaves the outline it listens to and takes up `outline`."""
        self.end()
        self._outline = outline
        if outline is not None:
            outline.subscribe(self._listener)

    def end(self) -> None:
        """Leaves the outline it listens to."""
        if self._outline is not None:
            self._outline.unsubscribe(self._listener)
            self._outline = None
