"""A file to its source text: picks the one reader that claims it."""

from __future__ import annotations

from dataclasses import replace

from importers.base import Reader, hash_of
from importers.encryption import decrypted, is_encrypted
from importers.limits import LIMITS
from importers.loading import load_bytes, require_size
from importers.readers.csv_table import CsvReader
from importers.readers.docx import DocxReader
from importers.readers.html import HtmlReader
from importers.readers.pdf import PdfReader
from importers.readers.plain_text import PlainTextReader
from importers.readers.xlsx import XlsxReader
from importers.refusals import is_refused, refusal
from models.errors import ImportFailed
from models.file_names import shown_name
from models.source import SourceText

__all__ = ["READERS", "load_bytes", "read_source"]

READERS: tuple[Reader, ...] = (
    DocxReader(),
    XlsxReader(),
    PdfReader(),
    HtmlReader(),
    CsvReader(),
    PlainTextReader(),
)


def read_source(data: bytes, file_name: str, password: str | None = None) -> SourceText:
    """The source text of a file.

    Raises:
        PasswordNeeded: if it is encrypted and `password` does not open it.
        ImportFailed: if no reader knows its format, or it is past a limit.
    """
    name = shown_name(file_name)
    if not data:
        raise ImportFailed(name, "是空文件", "请确认文件内容已保存")
    require_size(data, name)
    plain = decrypted(data, name, password) if is_encrypted(data) else data
    source = _read(plain, name, password)
    if len(source.text) > LIMITS.text_characters:
        raise ImportFailed(name, "文字太多，不像一份通报", "请确认选对了文件，或拆成几份后再导入")
    return source if plain is data else replace(source, sha256=hash_of(data))


def _read(data: bytes, name: str, password: str | None) -> SourceText:
    if is_refused(data):
        raise refusal(data, name)
    for reader in READERS:
        if reader.claims(data, name):
            return reader.read(data, name, password)
    raise refusal(data, name)
