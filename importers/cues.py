"""Cue tables: the words that tell what a stretch of text is; in files that a domain person can read and extend.

A table is a text file in `resources/cues`. A line is a cue; `[name]` begins a group, `[name = 1.5]` one with a weight;
what follows `#` is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "cues"

# A group heading of a cue table. Samples: "[measure]", "[future = -2.4]"
_GROUP = re.compile(r"\[(\w+)(?:\s*=\s*(-?\d+(?:\.\d+)?))?\]")


@cache
def cues(table: str) -> dict[str, tuple[str, ...]]:
    """The groups of the table of that name, in the order of the file."""
    groups: dict[str, list[str]] = {}
    current: list[str] = groups.setdefault("", [])
    for line in (FOLDER / f"{table}.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].strip()
        heading = _GROUP.fullmatch(words)
        if heading:
            current = groups.setdefault(heading[1], [])
        elif words:
            current.append(words)
    return {name: tuple(found) for name, found in groups.items()}


@cache
def weights(table: str) -> dict[str, float]:
    """The weights of the groups that have one."""
    headings = _GROUP.finditer((FOLDER / f"{table}.txt").read_text(encoding="utf-8"))
    return {found[1]: float(found[2]) for found in headings if found[2]}


@cache
def word_weights(table: str) -> dict[str, float]:
    """The weights of single words, in a table whose lines are `word = weight`."""
    lines = (line.partition("=") for _, words in cues(table).items() for line in words)
    return {word.strip(): float(weight) for word, _, weight in lines}


@cache
def group(table: str, name: str) -> tuple[str, ...]:
    """The cues of one group."""
    return cues(table)[name]


@cache
def pattern(table: str, *names: str) -> re.Pattern[str]:
    """A pattern that finds any cue of these groups, the longest first."""
    return re.compile(any_of(word for name in names for word in group(table, name)))


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern for any of `words`, the longest first; `…` in a cue stands for up to six signs."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("…", r"[^，,。;；:\n]{0,6}?") for word in ordered)
