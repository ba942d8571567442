"""Plain text files: UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import re

from importers.base import hash_of
from importers.readers.encoding import Decoded, decode
from importers.refusals import is_refused
from models.errors import ImportFailed
from models.source import SourceText

# How files of other readers begin, whatever their names end in.
OTHER_KINDS = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
# The beginning of a web page. Sample: "<!DOCTYPE html>"
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
# Control characters that text does not hold. Sample: "\x01"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
# More control characters than this share, and it is no text.
_MOST_CONTROLS = 0.02


class PlainTextReader:
    """Reads plain text, by whatever name the file goes."""

    name = "plain_text"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether the bytes are text and not a web page."""
        decoded = _text_of(data)
        return decoded is not None and not _WEB_PAGE.match(decoded.text)

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The text of the file; CRLF and CR become LF, NUL and lone surrogates become U+FFFD, nothing else changes.

        Raises:
            ImportFailed: if it is no text.
        """
        decoded = _text_of(data)
        if decoded is None:
            raise ImportFailed(
                file_name, "不是文本文件", "请用原来的程序打开，另存为纯文本（.txt）后再导入"
            )
        return SourceText(
            text=decoded.text,
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            encoding=decoded.encoding,
            notes=decoded.notes,
        )


def _text_of(data: bytes) -> Decoded | None:
    if data.startswith(OTHER_KINDS) or is_refused(data):
        return None
    decoded = decode(data)
    if decoded is None or not decoded.text.strip():
        return None
    controls, length = len(_CONTROLS.findall(decoded.text)), len(decoded.text)
    return decoded if controls <= max(length * _MOST_CONTROLS, min(3, length / 4)) else None
