"""A Word file with a password."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO
from typing import Any

from tests.importers.readers.docx_files import docx_entries, zipped

WORDS = "关于巡察整改进展情况的通报"
PASSWORD = "整改 2025"


@cache
def encrypted() -> bytes:
    """The file; `PASSWORD` opens it, and `WORDS` stand in it."""
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - slow to load, and few tests need it

    # Smaller ones are encrypted wrongly by the library, which writes no short streams.
    picture = random.Random(1).randbytes(5000)
    entries = {**docx_entries(WORDS), "word/media/image1.png": picture}
    file: Any = OOXMLFile(BytesIO(zipped(entries)))
    made = BytesIO()
    file.encrypt(PASSWORD, made)
    return made.getvalue()
