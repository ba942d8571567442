"""Twice the text is twice the work: counted line by line, so that no busy machine can tell otherwise."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from checks.runner import run_checks
from exporters.ledger_rows import ledger_table
from importers.outline.pipeline import read_notice
from importers.outline.tree import links
from importers.read import read_source
from models.ledger_columns import LedgerOptions
from models.notice import live_records, unstored_notice
from scripts.bench_shapes import SHAPES, Shape

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(f"{ROOT / name}/" for name in ("importers", "checks", "models", "exporters"))
SIZE = 800
# Lines that one function, loop or generator must run through before its growth is worth a look.
LEAST = 1_000
# Two is fair, a pair of nested loops makes four; in between lie steps that look at the first hundred or so more closely.
MOST = 3.4
# One of each kind of work; `make bench` measures all shapes.
COUNTED = (
    *("problems", "nested", "measures and outcomes", "items in a paragraph"),
    *("one chapter again", "labels in a line", "marks behind labels", "cards", "faults"),
    *("claims", "merged claims", "measures done", "dates", "page numbers"),
    *("html table", "csv rows", "rows of one problem"),
)
CHOSEN = [shape for shape in SHAPES if shape.name in COUNTED]


def work_on(shape: Shape, size: int) -> None:
    """All that is done with a file but for storing and painting it."""
    source = read_source(shape.make(size), shape.file_name)
    reading = read_notice(source)
    notice = unstored_notice(source, reading)
    run_checks(notice)
    ledger_table(notice, LedgerOptions())
    live_records(reading)


def lines_run(shape: Shape, size: int) -> Counter[CodeType]:
    """How many lines each piece of our code runs through; a loop in one line counts each time around."""
    counts: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            counts[frame.f_code] += 1
        return count

    def enter(frame: FrameType, _: str, __: Any) -> Any:
        return count if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work_on(shape, size)
    finally:
        sys.settrace(before)
    return counts


def steep(small: Counter[CodeType], large: Counter[CodeType]) -> list[str]:
    """The pieces of code that grow faster than the text."""
    return [
        f"{Path(code.co_filename).relative_to(ROOT)}:{code.co_firstlineno} {code.co_name}: {small[code]} to {lines}"
        for code, lines in large.items()
        if lines > LEAST and lines > MOST * max(small[code], LEAST / 4)
    ]


@pytest.mark.parametrize("shape", CHOSEN, ids=[shape.name for shape in CHOSEN])
def test_twice_the_text_is_twice_the_work(shape: Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    # Up to so many measures, every outcome is compared with all of them: far more than these short texts have.
    monkeypatch.setattr(links, "_FARTHEST", 5)
    work_on(shape, 4 * SIZE)  # what is kept for later does not count

    counted = [lines_run(shape, size) for size in (2 * SIZE, 4 * SIZE)]

    assert steep(*counted) == []


def test_all_counted_shapes_are_there() -> None:
    assert {shape.name for shape in CHOSEN} == set(COUNTED)
