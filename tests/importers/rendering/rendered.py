"""What is rendered: a text with its gold."""

from __future__ import annotations

from dataclasses import dataclass

from tests.importers.rendering.writer import Gold


@dataclass(frozen=True)
class Rendered:
    """A notice with what a careful reader finds in it."""

    name: str
    text: str
    gold: Gold
