"""What a reader of one file format has to do."""

from __future__ import annotations

import hashlib
from typing import Protocol

from models.source import SourceText


class Reader(Protocol):
    """Reads one file format.

    Attributes:
        name: what the JSON calls it, such as `plain_text`.
        version: rises when the text it gives for the same bytes changes.
    """

    name: str
    version: int

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether this is a file of its format, judged by content, not by the ending of the name."""

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The text of the file as a person reads it.

        Raises:
            PasswordNeeded: if it is encrypted and `password` does not open it.
            ImportFailed: if it cannot be read after all.
        """


def hash_of(data: bytes) -> str:
    """The hash that recognises the same file again."""
    return hashlib.sha256(data).hexdigest()
