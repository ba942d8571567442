"""How the work on one file grows with its length (`make bench`): twice the text at most 2.2 times the time.

    python -m scripts.bench_growth [--largest SIGNS] [SHAPE…]

Every shape of `scripts.bench_shapes` goes through all steps from its bytes to the ledger's rows and the
workspace, from 40,000 signs to `--largest`, twice as many each time. What counts is the time of this
process alone, the best of a few runs where one looks slow: a busy machine is not the program's fault.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from checks.runner import run_checks
from exporters.ledger_rows import ledger_table
from importers.outline.pipeline import read_notice
from importers.read import read_source
from importers.secrecy import find_marking
from models.ledger_columns import LedgerOptions
from models.library import ReadFile
from models.notice import unstored_notice
from scripts.bench_shapes import SHAPES, Shape
from services.outline_json import outline_json
from services.workspace import Workspace

SMALLEST, LARGEST = 40_000, 160_000
LIMIT = 2.2
AGAIN = 3  # runs of what looks too slow
_SHORT = 0.02  # seconds; a shorter step says nothing

Times = dict[str, float]
Result = TypeVar("Result")


def main(arguments: list[str]) -> int:
    """Measures and prints a line a shape; always 0, as a busy machine is no failure."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_growth")
    parser.add_argument("--largest", type=int, default=LARGEST)
    parser.add_argument("shapes", nargs="*")
    chosen = parser.parse_args(arguments)
    say(
        f"{'shape':<26} {'signs':>9} {'s':>8} {'us a sign':>10} {'growth':>7}  steps that grow faster\n"
    )
    for shape in SHAPES:
        if not chosen.shapes or shape.name in chosen.shapes:
            grow(shape, chosen.largest)
    return 0


def grow(shape: Shape, largest: int) -> None:
    """Prints how a shape fares from size to size."""
    size, before = SMALLEST, measure(shape, SMALLEST)
    while 2 * size <= largest:
        after = measure(shape, 2 * size)
        if too_steep(before, after):
            before, after = (best(shape, part, AGAIN) for part in (size, 2 * size))
        size *= 2
        growth = sum(after.values()) / sum(before.values())
        steps = ", ".join(
            f"{name} {after[name] / before[name]:.1f}" for name in too_steep(before, after)
        )
        total = sum(after.values())
        over = "  over" if growth > LIMIT else ""
        say(
            f"{shape.name:<26} {size:>9} {total:8.2f} {total / size * 1e6:10.1f} {growth:7.2f}{over}  {steps}\n"
        )
        before = after


def too_steep(before: Times, after: Times) -> list[str]:
    """The steps that take more than in step with the length."""
    return [name for name in after if before[name] > _SHORT and after[name] > LIMIT * before[name]]


def best(shape: Shape, size: int, times: int) -> Times:
    """The best time of each step."""
    rounds = [measure(shape, size) for _ in range(times)]
    return {name: min(times[name] for times in rounds) for name in rounds[0]}


def measure(shape: Shape, size: int) -> Times:
    """How long each step takes for a file of so many signs."""
    times: Times = {}

    def step(name: str, work: Callable[[], Result]) -> Result:
        gc.collect()
        begun = time.process_time()
        done = work()
        times[name] = time.process_time() - begun
        return done

    data = shape.make(size)
    source = step("source", lambda: read_source(data, shape.file_name))
    step("marking", lambda: find_marking(source))
    reading = step("reading", lambda: read_notice(source))
    notice = step("outline", lambda: unstored_notice(source, reading))
    step("checks", lambda: run_checks(notice))
    step("ledger", lambda: ledger_table(notice, LedgerOptions()))
    step("json", lambda: outline_json(notice, ()))
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.open(Path(folder) / "growth.duizhang") as workspace,
    ):
        step("store", lambda: workspace.add(ReadFile(data, source, reading)))
    return times


def say(words: str) -> None:
    """Writes at once: the whole takes minutes."""
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
