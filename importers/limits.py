"""What a file may cost: sizes, counts and depths past which it is refused. Time and memory: services.reading."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds for one file; no notice comes near them.

    Attributes:
        file_bytes: of the file as it lies on disk.
        unpacked_bytes: of all that is unpacked from an archive (docx, xlsx).
        entry_bytes: of one entry of an archive.
        entries: how many entries an archive may have.
        ratio: how many times larger an entry may be than it is packed, from `ratio_floor` bytes on.
        xml_depth: how deep elements may be nested.
        text_characters: of the text a reader gives.
        pages: of a PDF.
        rows: of a sheet, as far as they hold words.
        columns: the same.
    """

    file_bytes: int = 64 * _MEGABYTE
    unpacked_bytes: int = 256 * _MEGABYTE
    entry_bytes: int = 128 * _MEGABYTE
    entries: int = 10_000
    ratio: int = 200
    ratio_floor: int = 4 * _MEGABYTE
    xml_depth: int = 200
    text_characters: int = 8_000_000
    pages: int = 5_000
    rows: int = 100_000
    columns: int = 500


LIMITS = FileLimits()
