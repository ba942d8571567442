"""Words that come in without a file: pasted, or dragged here from a browser."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from services.file_source import FileSource

_NAME = "粘贴的文字 {:%Y-%m-%d %H%M}"
# The header that Windows puts before copied HTML. Sample: "Version:0.9\r\nStartHTML:0000000105\r\n…"
_WINDOWS_HEADER = re.compile(r"\s*Version:\d.*?(?=<)", re.DOTALL)
# Where the copied part begins and ends. Sample: "<!--StartFragment-->"
_MARKS = re.compile(r"<!--(?:Start|End)Fragment-->")


def files_in(mime: QMimeData | None, now: datetime) -> list[FileSource]:
    """What there is to import: files and folders of this computer, else a web page's words, else plain words."""
    if mime is None:  # an empty clipboard of some systems
        return []
    from services.file_source import HeldFile  # noqa: PLC0415 - not before the first paint

    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return list(paths)
    if mime.hasUrls():  # addresses of the web: nothing is fetched from there
        return []
    name = _NAME.format(now)
    if mime.hasHtml() and mime.text().strip():
        return [HeldFile(f"{name}.html", _page(mime.html()).encode("utf-8", "replace"))]
    if _has_plain_words(mime) and mime.text().strip():
        return [HeldFile(f"{name}.txt", mime.text().encode("utf-8", "replace"))]
    return []


def has_files(mime: QMimeData) -> bool:
    """Whether there may be something to import, told without fetching it."""
    has_words = mime.hasHtml() or _has_plain_words(mime)
    return has_words or any(url.isLocalFile() for url in mime.urls())


def _has_plain_words(mime: QMimeData) -> bool:
    """Whether it has text that is more than the address of a dropped link."""
    return mime.hasText() and not mime.hasUrls()


def _page(html: str) -> str:
    """Copied HTML as a whole page; what the page says of its encoding is outdated by now."""
    plain = _MARKS.sub("", _WINDOWS_HEADER.sub("", html, count=1))
    plain = plain.removeprefix("\ufeff").replace("\x00", "")
    return f'<!DOCTYPE html><meta charset="utf-8">\n{plain}'
