"""A file to its source text: picks the one reader that claims it."""

from __future__ import annotations

from pathlib import Path

from importers.base import Reader
from importers.limits import LIMITS
from importers.readers.docx import DocxReader
from importers.readers.html import HtmlReader
from importers.readers.plain_text import PlainTextReader
from models.errors import ImportFailed
from models.source import SourceText

READERS: tuple[Reader, ...] = (DocxReader(), HtmlReader(), PlainTextReader())

# How files of other kinds begin, and what to tell the person who dropped one.
_KNOWN_KINDS = (
    (
        b"%PDF",
        "是 PDF 文件，目前还不能读取",
        "请在 PDF 阅读器中全选复制到记事本，存为 .txt 后再导入",
    ),
    (
        b"PK\x03\x04",
        "是 Word、Excel、WPS 或压缩文件，目前还不能读取",
        "请用原来的程序打开，另存为纯文本（.txt）后再导入",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "是旧版 Word、Excel 或 WPS 文件，目前还不能读取",
        "请用原来的程序打开，另存为纯文本（.txt）后再导入",
    ),
    (b"\x89PNG", "是图片，不是文本", "请导入文字材料"),
    (b"\xff\xd8\xff", "是图片，不是文本", "请导入文字材料"),
    (b"GIF8", "是图片，不是文本", "请导入文字材料"),
)


def load_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ImportFailed: if it is a folder, has vanished, is empty, too large, or cannot be read.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ImportFailed(name, "是文件夹，不是文件", "请选择其中的文件，或导入整个文件夹")
        size = path.stat().st_size
        if size > LIMITS.file_bytes:
            raise ImportFailed(name, "太大，不像一份通报", "请确认选对了文件")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ImportFailed(name, "已不存在", "请确认文件没有被移动、改名或删除") from error
    except PermissionError as error:
        raise ImportFailed(
            name, "没有读取权限，或正被其他程序占用", "请关闭占用它的程序，或复制一份后再导入"
        ) from error
    except (OSError, ValueError) as error:
        raise ImportFailed(name, "读取失败", "请确认磁盘或网络位置可用，再试一次") from error
    if not data:
        raise ImportFailed(name, "是空文件", "请确认文件内容已保存")
    return data


def read_source(data: bytes, file_name: str, password: str | None = None) -> SourceText:
    """The source text of a file.

    Raises:
        PasswordNeeded: if it is encrypted and `password` does not open it.
        ImportFailed: if no reader knows its format.
    """
    if not data:
        raise ImportFailed(file_name, "是空文件", "请确认文件内容已保存")
    for reader in READERS:
        if reader.claims(data, file_name):
            return reader.read(data, file_name, password)
    raise _unknown(data, file_name)


def _unknown(data: bytes, file_name: str) -> ImportFailed:
    for beginning, wrong, remedy in _KNOWN_KINDS:
        if data.startswith(beginning):
            return ImportFailed(file_name, wrong, remedy)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x0c\x00"):
        return ImportFailed(file_name, "里没有文字", "请确认文件内容已保存")
    return ImportFailed(
        file_name,
        "不是文本文件，或编码无法识别",
        "请用原来的程序打开，另存为 UTF-8 编码的纯文本（.txt）后再导入",
    )
