"""What can be read: a file on disk, or bytes that somebody holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that is not on disk, such as pasted words, with the name that it goes by."""

    name: str
    data: bytes = field(repr=False)


FileSource = Path | HeldFile
