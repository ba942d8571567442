"""How fast: ratios against yardsticks that are measured in the same run (`make bench`).

Seconds differ from machine to machine; a ratio tells whether the program got slower. Each side runs a few
times in turn and the best run counts. An argument names the notices to parse and store (300 unless told).
"""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jieba
import openpyxl
from openpyxl import Workbook

import cli
from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.library import ReadFile
from models.notice import Notice, unstored_notice
from scripts.bench_notices import copies
from services.exporting import export_ledger
from services.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[1]
NOTICES = 300
LISTED = 100
LEDGER_ROWS = 5_000
ROUNDS = 3
PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what was timed, against what, and how much slower it may be."""

    work: str
    ours: float
    against: str
    yardstick: float
    limit: float

    @property
    def value(self) -> float:
        """Ours by the yardstick."""
        return self.ours / self.yardstick


def main(arguments: list[str]) -> int:
    """Measures and prints the table, line by line; always 0, as a busy machine is no failure."""
    count = int(arguments[0]) if arguments else NOTICES
    say(f"{'work':<44} {'s':>8}  {'against':<38} {'s':>8} {'ratio':>7} {'limit':>6}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures: tuple[Callable[[], list[Ratio]], ...] = (
            lambda: starting(folder),
            trees,
            lambda: storing(folder, count),
            lambda: doubling(folder, count),
            lambda: ledger(folder),
        )
        for measure in measures:
            for ratio in measure():
                say(line(ratio))
    return 0


def line(ratio: Ratio) -> str:
    """A row of the table; what is over its limit says so."""
    over = "" if ratio.value <= ratio.limit else "  over"
    return (
        f"{ratio.work:<44} {ratio.ours:8.3f}  {ratio.against:<38} {ratio.yardstick:8.3f}"
        f" {ratio.value:7.3f} {ratio.limit:6.2f}{over}\n"
    )


# Windows, each in a process of its own


def starting(folder: Path) -> list[Ratio]:
    """From the start of the process to the painted window and to the filled list of notices."""
    workspace = folder / "start.duizhang"
    notices = folder / "notices"
    notices.mkdir()
    for name, data in copies(LISTED):
        (notices / name).write_bytes(data)
    with contextlib.redirect_stdout(io.StringIO()):
        cli.run(["import", str(workspace), str(notices)])
    empty, paint, filled = best_of(
        lambda: in_process("empty"),
        lambda: in_process("paint", workspace),
        lambda: in_process("list", workspace),
    )
    return [
        Ratio("start to first painted window", paint, "an empty PySide6 window", empty, 3.0),
        Ratio(f"start to filled list ({LISTED} notices)", filled, "the same", empty, 7.0),
    ]


def trees() -> list[Ratio]:
    """First paint of a large tree."""
    ours, standard = best_of(lambda: in_process("tree"), lambda: in_process("yardstick"))
    return [Ratio("first paint of 100,000 nodes", ours, "QStandardItemModel", standard, 0.05)]


def in_process(*arguments: str | Path) -> float:
    """What `scripts.bench_window` says."""
    command = [sys.executable, "-m", "scripts.bench_window", *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BENCH_STARTED": str(time.time())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as on a user's machine
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    return float(done.stdout.splitlines()[-1])


# Reading and storing, in this process


def storing(folder: Path, count: int) -> list[Ratio]:
    """Parse and store, against cutting the same text into words."""
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(folder)
    jieba.initialize()
    files = copies(count)
    texts = [data.decode("utf-8") for _, data in files]
    ours, cutting = best_of(
        lambda: timed(lambda: parse_and_store(folder, files)),
        lambda: timed(lambda: [jieba.lcut(text) for text in texts]),
    )
    return [Ratio(f"parse and store {count} notices", ours, "jieba on the same text", cutting, 1.5)]


def doubling(folder: Path, count: int) -> list[Ratio]:
    """Twice the notices, and notices of twice the length."""
    half, whole = copies(count // 2), copies(count)
    short, long = copies(count // 10, times=4), copies(count // 10, times=8)
    fewer, more, shorter, longer = best_of(
        lambda: timed(lambda: parse_and_store(folder, half)),
        lambda: timed(lambda: parse_and_store(folder, whole)),
        lambda: timed(lambda: parse_and_store(folder, short)),
        lambda: timed(lambda: parse_and_store(folder, long)),
    )
    return [
        Ratio("twice as many notices", more, f"{len(half)} notices", fewer, 2.2),
        Ratio("notices twice as long", longer, f"{len(short)} long notices", shorter, 2.2),
    ]


def parse_and_store(folder: Path, files: list[tuple[str, bytes]]) -> None:
    """Reads the files and puts them into a new workspace."""
    inner = tempfile.mkdtemp(dir=folder)
    with Workspace.open(Path(inner) / "bench.duizhang") as workspace:
        for name, data in files:
            source = read_source(data, name)
            workspace.add(ReadFile(data, source, read_notice(source)))


# The ledger


def ledger(folder: Path) -> list[Ratio]:
    """The full form, against writing the same bare values."""
    notices = notices_with(LEDGER_ROWS)
    target, bare = folder / "ledger.xlsx", folder / "bare.xlsx"
    export_ledger(notices, target, overwrite=True)
    values = [
        list(row)
        for sheet in openpyxl.load_workbook(target)
        for row in sheet.iter_rows(values_only=True)
    ]
    ours, plain = best_of(
        lambda: timed(lambda: export_ledger(notices, target, overwrite=True)),
        lambda: timed(lambda: write_bare(values, bare)),
    )
    return [
        Ratio(f"ledger of {LEDGER_ROWS} rows", ours, "openpyxl, the same bare values", plain, 3.0)
    ]


def notices_with(problems: int) -> list[Notice]:
    """Notices that list at least that many lowest problems together."""
    made: list[Notice] = []
    listed = 0
    for name, data in copies(problems):
        source = read_source(data, name)
        notice = unstored_notice(source, read_notice(source))
        made.append(notice)
        listed += len(notice.outline.lowest_problems())
        if listed >= problems:
            break
    return made


def write_bare(rows: Sequence[list[Any]], target: Path) -> None:
    """The values without any form."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(target)


# Timing


def timed(work: Callable[[], object]) -> float:
    """How many seconds of this process `work` takes, whatever else the machine does."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def best_of(*works: Callable[[], float]) -> list[float]:
    """The best time of each, run in turn so that a busy moment hits all of them."""
    rounds = [[work() for work in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def say(words: str) -> None:
    """Writes at once: the whole takes minutes."""
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
