"""What a file may cost: sizes, counts, depths, time and memory past which it is refused or its reading is ended."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024
_GIGABYTE = 1024 * _MEGABYTE


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


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What the processes that read files may take; past it one is ended and its file has failed.

    Attributes:
        workers: how many of them read at the same time.
        start_seconds: until a new one is ready; slow disks and virus scanners take their time.
        starts: how often a start may fail in a row before the rest is left unread.
        file_seconds: for one file.
        memory_bytes: held in memory by one process; watched from outside, on every system.
        address_bytes: of address space, where the system can hold a process to it: memory that is asked for
            faster than anybody can watch.
        poll_seconds: how often cancel is asked for and memory is looked at.
        ahead: how many files a process may be ahead of the one that is waited for.
    """

    workers: int = 1
    start_seconds: float = 60.0
    starts: int = 3
    file_seconds: float = 120.0
    memory_bytes: int = 2 * _GIGABYTE
    address_bytes: int = 4 * _GIGABYTE
    poll_seconds: float = 0.1
    ahead: int = 4


LIMITS = FileLimits()
READING_LIMITS = ReadingLimits()
