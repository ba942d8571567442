"""Cue tables: the words that tell what a stretch of text is; in files that a domain person can read and extend.

A table is a text file in `resources/cues`. A line holds cues, parted by blanks; `[name]` begins a group, `[name = 1.5]` one with a weight,
`[name = 1.5, first = 2]` one with another weight where a cue begins its clause; what follows `#` is a remark. A line
that is none of this is refused with its number: a table that is half read would change readings silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.errors import AppError

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "cues"

# A group heading of a cue table. Samples: "[measure]", "[future = -2.4]", "[issue = 0.7, first = 2.7]"
_NUMBER = r"-?\d+(?:\.\d+)?"
_GROUP = re.compile(rf"\[(\w+)(?:\s*=\s*({_NUMBER})(?:,\s*first\s*=\s*({_NUMBER}))?)?\]")

# A line of a table of words with weights. Sample: "召开 = 2.5"
_WEIGHED = re.compile(rf"(\S+)\s*=\s*({_NUMBER})")


class CueTableError(AppError):
    """A line of a cue table that cannot be read; the message names the file, the line and what it should look like."""

    def __init__(self, table: str, line: int, words: str, wanted: str) -> None:
        super().__init__(f"词表 {table}.txt 第 {line} 行“{words}”看不懂：{wanted}。")
        self._parts = (table, line, words, wanted)

    def __reduce__(self) -> tuple[type[CueTableError], tuple[str, int, str, str]]:
        return CueTableError, self._parts


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of a table: its cues and its weights."""

    cues: list[str]
    weight: str | None = None
    first: str | None = None


@cache
def cues(table: str) -> dict[str, tuple[str, ...]]:
    """The groups of the table of that name, in the order of the file.

    Raises:
        CueTableError: if a line of it cannot be read.
    """
    return {name: tuple(group.cues) for name, group in _groups(table).items()}


@cache
def weights(table: str) -> dict[str, float]:
    """The weights of the groups that have one."""
    return {name: float(found.weight) for name, found in _groups(table).items() if found.weight}


def weights_of(table: str, names: Iterable[str]) -> dict[str, float]:
    """The weights of the groups `names`, each of which must have one.

    Raises:
        CueTableError: if a group has none, or is not there.
    """
    given = weights(table)
    for name in names:
        if name not in given:
            line = _heading_line(table, name)
            raise CueTableError(table, line, f"[{name}]", f"这一组要有分，例如“[{name} = -1.5]”")
    return given


@cache
def firsts(table: str) -> dict[str, float]:
    """The weights of the groups that have another one for cues at the beginning of a clause."""
    return {name: float(found.first) for name, found in _groups(table).items() if found.first}


@cache
def word_weights(table: str) -> dict[str, float]:
    """The weights of single words, in a table whose lines are `word = weight`.

    Raises:
        CueTableError: if a line of it cannot be read.
    """
    found = {}
    for number, words in _lines(table):
        match = _WEIGHED.fullmatch(words)
        if match is None:
            raise CueTableError(table, number, words, "应写成“词 = 分”，例如“召开 = 2.5”")
        found[match[1]] = float(match[2])
    return found


def _groups(table: str) -> dict[str, _Group]:
    groups = {"": _Group([])}
    current = groups[""]
    for number, words in _lines(table):
        if words.startswith("["):
            name, group = _heading(table, number, words)
            current = groups.setdefault(name, group)
        elif words.endswith("]"):
            raise CueTableError(table, number, words, "组名前面少了“[”")
        else:
            current.cues.extend(words.split())
    return groups


def _heading_line(table: str, name: str) -> int:
    """The line of a group's heading; the end of the table where there is none."""
    lines = [*_lines(table)]
    heads = (number for number, words in lines if re.match(rf"\[{name}\b", words))
    return next(heads, lines[-1][0] if lines else 0)


def _heading(table: str, number: int, words: str) -> tuple[str, _Group]:
    match = _GROUP.fullmatch(words)
    if match is None:
        wanted = (
            "组名应写成“[组名]”、“[组名 = 分]”或“[组名 = 分, first = 分]”，例如“[future = -2.8]”"
        )
        raise CueTableError(table, number, words, wanted)
    return match[1], _Group([], match[2], match[3])


def _lines(table: str) -> Iterator[tuple[int, str]]:
    """The lines of a table that are not only remarks, with their numbers."""
    text = (FOLDER / f"{table}.txt").read_text(encoding="utf-8-sig")
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].strip()
        if words:
            yield number, words


@cache
def group(table: str, name: str) -> tuple[str, ...]:
    """The cues of one group."""
    return cues(table)[name]


@cache
def pattern(table: str, *names: str) -> re.Pattern[str]:
    """A pattern that finds any cue of these groups, the longest first."""
    return re.compile(any_of(word for name in names for word in group(table, name)))


@cache
def any_word(table: str, *names: str) -> str:
    """The source of a pattern, in brackets, that finds any cue of these groups, the longest first."""
    return f"(?:{any_of(word for name in names for word in group(table, name))})"


def not_behind(words: Iterable[str]) -> str:
    """The source of a pattern that holds where none of `words` stands right before."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(re.escape(word))
    return "".join(f"(?<!{'|'.join(alike)})" for alike in by_length.values())


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern for any of `words`, the longest first; `…` in a cue stands for up to six signs."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("…", r"[^，,。;；:\n]{0,6}?") for word in ordered)
