"""Words that come in without a file: pasted, or dragged here from a browser."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from services.file_source import FileSource

_ADDRESS_ONLY = (
    "这是网页地址，不是材料。本程序不连接网络：请在浏览器中打开网页，全选复制，再用“粘贴文字导入”。"
)
_PICTURE_ONLY = "这是图片，没有文字。请先用文字识别（OCR）软件转成文字，再复制、粘贴。"
_NOTHING = "没有复制过文字。请先在网页或文档中全选复制，再粘贴。"
_NAME = "粘贴的文字 {:%Y-%m-%d %H%M}"
# An address of the web. Sample: "https://www.example.gov.cn/art/2025/1.html"
_WEB_ADDRESS = re.compile(r"(?:https?|ftps?)://\S+", re.IGNORECASE)
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
    text = mime.text()
    if not text.strip() or _is_address(text, mime):  # nothing is fetched from the web
        return []
    name = _NAME.format(now)
    if mime.hasHtml():
        return [HeldFile(f"{name}.html", _page(mime.html()).encode("utf-8", "replace"))]
    return [HeldFile(f"{name}.txt", text.encode("utf-8", "replace"))]


def why_nothing(mime: QMimeData | None) -> str:
    """Why `files_in` found nothing, and what to do."""
    if mime is not None and _is_address(mime.text(), mime):
        return _ADDRESS_ONLY
    if mime is not None and mime.hasImage():
        return _PICTURE_ONLY
    return _NOTHING


def may_have_files(mime: QMimeData) -> bool:
    """Whether there may be something to import, or to say, told without fetching it."""
    return mime.hasHtml() or mime.hasText() or mime.hasUrls() or mime.hasImage()


def _is_address(text: str, mime: QMimeData) -> bool:
    """Whether the words are nothing but addresses of the web: a link that was dragged or copied."""
    named = {url.toString() for url in mime.urls()}
    lines = text.split()
    return bool(lines) and all(line in named or _WEB_ADDRESS.fullmatch(line) for line in lines)


def _page(html: str) -> str:
    """Copied HTML as a whole page; what the page says of its encoding is outdated by now."""
    plain = _MARKS.sub("", _WINDOWS_HEADER.sub("", html, count=1))
    plain = plain.removeprefix("\ufeff").replace("\x00", "")
    return f'<!DOCTYPE html><meta charset="utf-8">\n{plain}'
