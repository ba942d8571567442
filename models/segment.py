"""Cutting Chinese text into words, behind a port: jieba stays out of everything but its one wrapper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Segmenter(Protocol):
    """Cuts text into words."""

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; joined they give `text` again."""

    def terms(self, text: str) -> Iterable[str]:
        """The words of `text` that carry meaning: no particles, punctuation or single characters."""
