"""Archives and XML from files that nobody vouches for: opened within limits, never unpacked to disk."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import IO, TYPE_CHECKING

from lxml import etree

from importers.limits import LIMITS, FileLimits
from models.errors import ImportFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAMAGED = ("已损坏，打不开", "请用原来的程序打开后另存一份，再导入")
_TOO_LARGE = ("解开后太大，不像一份通报", "请确认选对了文件，或复制其中文字另存为纯文本（.txt）")
_CHUNK = 1 << 16
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # office files know no other way
# RuntimeError: the entry is encrypted; ValueError, struct.error: it is said to lie outside the file.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class SafeArchive:
    """A zip archive whose entries are read within limits.

    Attributes:
        names: of its entries, in order.
    """

    def __init__(self, data: bytes, file_name: str, limits: FileLimits = LIMITS) -> None:
        """Opens the archive.

        Raises:
            ImportFailed: if it is broken or past a limit.
        """
        self._file_name = file_name
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise ImportFailed(file_name, *_DAMAGED) from error
        entries = self._archive.infolist()
        if len(entries) > limits.entries or _stated_size(entries) > limits.unpacked_bytes:
            raise ImportFailed(file_name, *_TOO_LARGE)
        self.names = tuple(entry.filename for entry in entries)
        self._left = limits.unpacked_bytes

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of an entry.

        Raises:
            ImportFailed: if there is none of that name, or it is broken, encrypted or past a limit.
        """
        try:
            entry = self._archive.getinfo(name)
            if entry.compress_type not in _PACKED:
                raise zipfile.BadZipFile(name)
            with self._archive.open(entry) as packed:
                return self._unpack(packed, max(1, entry.compress_size))
        except KeyError as error:
            raise ImportFailed(self._file_name, *_DAMAGED) from error
        except _BROKEN as error:
            raise ImportFailed(self._file_name, *_DAMAGED) from error

    def check(self) -> None:
        """Unpacks every entry once, so that a library may be trusted with the bytes.

        Raises:
            ImportFailed: if an entry is broken or past a limit.
        """
        for name in dict.fromkeys(self.names):
            if not name.endswith("/"):
                self.read(name)
        self._left = self._limits.unpacked_bytes

    def _unpack(self, packed: IO[bytes], packed_size: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := packed.read(_CHUNK):
            size += len(part)
            self._left -= len(part)
            swollen = size > self._limits.ratio_floor and size > packed_size * self._limits.ratio
            if swollen or self._left < 0 or size > self._limits.entry_bytes:
                raise ImportFailed(self._file_name, *_TOO_LARGE)
            parts.append(part)
        return b"".join(parts)


def open_archive(data: bytes, file_name: str) -> SafeArchive:
    """The zip archive in `data`.

    Raises:
        ImportFailed: if it is broken or past a limit.
    """
    return SafeArchive(data, file_name)


def parse_xml(data: bytes, file_name: str) -> etree._Element:
    """The root of an XML document; entities are not expanded, nothing outside is loaded.

    Raises:
        ImportFailed: if it is broken, declares entities, or is nested too deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportFailed(file_name, *_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImportFailed(
            file_name, "含有不安全的内容（自定义实体）", "请用原来的程序打开后另存一份，再导入"
        )
    return root


def _stated_size(entries: Iterable[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries)
