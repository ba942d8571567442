"""Damages files of every format and looks whether reading them ends in a text or a refusal, and in nothing else.

    python -m tests.importers.fuzz_files [--seconds 600] [--seed 1]

What a reader breaks down, dies or hangs on is kept in `tests/data/files/crashes`, where a test reads it ever after.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl

from importers.limits import ReadingLimits
from importers.read import read_source
from importers.secrecy import find_marking
from models.library import ReadFile
from models.notice import Reading
from models.progress import NeverCancelled, NoProgress
from models.values import NoticeKind
from services.file_source import FileSource, HeldFile
from services.reading import FileReader, ReadOutcome, read_files
from services.worker import ReadOne
from tests.importers.readers.docx_files import docx, zipped
from tests.importers.readers.encrypted_files import PASSWORD, encrypted

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
FILES = ROOT / "tests" / "data" / "files"
CRASHES = FILES / "crashes"

_LIMITS = ReadingLimits(workers=2, file_seconds=20.0, address_bytes=2 * 1024**3)
# What an outcome says where a reader broke down, died, hung, or took all memory; anything else is a refusal.
_FINDINGS = ("读取时出错", "使读取程序意外退出", "秒还没有读完", "内存不够")
_ODD_BYTES = (
    b"\x00",
    b"\xff",
    b"\x80",
    b"<",
    b">",
    b"&",
    b"\n",
    b"\t",
    b"(",
    b'"',
    b"-1",
    b"9" * 12,
)
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"")


@cache
def seeds() -> dict[str, bytes]:
    """Sound files, by the ending of their names; a number tells those of one format apart."""
    notice = (SAMPLES / "lanchuan.txt").read_text(encoding="utf-8")[:6000]
    lines = notice.split("\n")
    found = {
        "1.txt": notice.encode(),
        "2.txt": notice.encode("gb18030"),
        "3.txt": b"\xff\xfe" + notice.encode("utf-16-le"),
        "1.html": _page(lines).encode(),
        "2.html": _page(lines).encode("gb18030"),
        "1.csv": "\n".join(f"{number},{line}" for number, line in enumerate(lines)).encode(
            "gb18030"
        ),
        "1.xlsx": _workbook(lines),
        "1.docx": docx(*lines),
        "9.docx": encrypted(),
    }
    kept = (path for path in sorted(FILES.glob("*")) if path.is_file())
    return found | {path.name: path.read_bytes() for path in kept}


def cases(seed: int) -> Iterator[HeldFile]:
    """Damaged files without end, the same for the same seed."""
    chosen = random.Random(seed)
    names = list(seeds())
    for number in range(sys.maxsize):
        name = names[number % len(names)]
        other = seeds()[chosen.choice(names)]
        yield HeldFile(f"{seed}-{number}-{name}", damaged(seeds()[name], other, chosen))


def damaged(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    """`data` with one to four damages; now and then a part of `other` in it."""
    if data.startswith(b"PK\x03\x04") and chosen.random() < 0.8:
        return _damaged_archive(data, other, chosen)
    for _ in range(chosen.randint(1, 4)):
        data = chosen.choice(_DAMAGES)(data, other, chosen)
    return data


@dataclass(frozen=True, slots=True)
class QuickReader:
    """Reads the text of every file and the outline, which takes longest, of every fourth."""

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """What is in the file."""
        assert isinstance(file, HeldFile)
        if hashlib.sha256(file.data).digest()[0] % 4 == 0:
            return FileReader()(file, password)
        source = read_source(file.data, file.name, password)
        return ReadFile(file.data, source, Reading(0, NoticeKind.OTHER, ""), find_marking(source))


def findings(
    files: Iterable[HeldFile], read: ReadOne | None = None
) -> Iterator[tuple[HeldFile, ReadOutcome]]:
    """The files that a reader broke down on, with what became of them."""
    given = list(files)
    outcomes = read_files(
        given,
        progress=NoProgress(),
        cancel=NeverCancelled(),
        read=read or QuickReader(),
        password=lambda needed: None if needed.was_wrong else PASSWORD,
        limits=_LIMITS,
    )
    for file, outcome in zip(given, outcomes, strict=True):
        if outcome.error is not None and any(words in outcome.error.wrong for words in _FINDINGS):
            yield file, outcome


def keep(file: HeldFile, folder: Path = CRASHES) -> Path:
    """Writes a file that a reader broke down on where the tests find it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(file.data).hexdigest()[:12]}{Path(file.name).suffix}"
    path.write_bytes(file.data)
    return path


def _page(lines: Iterable[str]) -> str:
    body = "".join(f"<p style='margin:0'><span>{line}</span></p>" for line in lines)
    table = (
        "<table><tr><td rowspan=2>甲</td><td colspan='3'>乙</td></tr><tr><td>丙</td></tr></table>"
    )
    return f"<html><head><meta charset='gbk'><title>通报</title></head><body>{body}{table}</body></html>"


def _workbook(lines: Iterable[str]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["整改台账"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "问题", "整改措施", "完成情况"])
    for number, line in enumerate(lines):
        sheet.append([number, line[:40], line, "已完成"])
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _damaged_archive(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    """An archive that opens, with damage inside."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chosen.randint(1, 3)):
        name = chosen.choice(list(entries))
        entries[name] = chosen.choice(_DAMAGES)(entries[name], other, chosen)
    if chosen.random() < 0.1:
        entries.pop(chosen.choice(list(entries)))
    return zipped(entries)


Damage = Callable[[bytes, bytes, random.Random], bytes]


def _place(data: bytes, chosen: random.Random) -> int:
    return chosen.randint(0, len(data))


def _cut_end(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    return data[: _place(data, chosen)]


def _cut_out(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    at = _place(data, chosen)
    return data[:at] + data[at + chosen.randint(1, 200) :]


def _repeat(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    at = _place(data, chosen)
    return (
        data[:at] + data[at : at + chosen.randint(1, 60)] * chosen.choice((2, 50, 2000)) + data[at:]
    )


def _flip(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chosen.randint(1, 8)):
        if changed:
            changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def _insert(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    at = _place(data, chosen)
    return data[:at] + chosen.choice(_ODD_BYTES) * chosen.choice((1, 3, 3000)) + data[at:]


def _splice(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    at, start = _place(data, chosen), _place(other, chosen)
    return data[:at] + other[start : start + chosen.randint(1, 4000)] + data[at:]


def _renumber(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    """Another number in the place of one."""
    at = _place(data, chosen)
    while at < len(data) and not data[at : at + 1].isdigit():
        at += 1
    end = at
    while end < len(data) and data[end : end + 1].isdigit():
        end += 1
    return data[:at] + chosen.choice(_ODD_NUMBERS) + data[end:]


def _move(data: bytes, other: bytes, chosen: random.Random) -> bytes:
    """Pieces between angle brackets in another order, so that elements no longer close."""
    pieces = data.split(b"<")
    if len(pieces) > 3:
        first, second = chosen.randrange(1, len(pieces)), chosen.randrange(1, len(pieces))
        pieces[first], pieces[second] = pieces[second], pieces[first]
    return b"<".join(pieces)


_DAMAGES: tuple[Damage, ...] = (
    *(_cut_end, _cut_out, _repeat, _flip, _insert, _splice, _renumber, _renumber, _move),
)


def main() -> int:
    """Fuzzes for a while and keeps what it finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    end, done, found = time.monotonic() + chosen.seconds, 0, 0
    stream = cases(chosen.seed)
    while time.monotonic() < end:
        batch = [next(stream) for _ in range(200)]
        done += len(batch)
        for file, outcome in findings(batch):
            found += 1
            print(f"{file.name}: {outcome.error} -> {keep(file).name}", flush=True)
    print(f"seed {chosen.seed}: {done} files, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
