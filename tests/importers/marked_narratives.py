"""Mixed narratives marked by hand, and how much of them a reading tells right.

In `tests/data/narratives` the sign `[m]` or `[o]` says that what follows, up to the next such sign or the end of the
line, is measure or outcome; what stands before the first one of a line (a number, a label) is neither. Where an item
begins in the middle of a line its number is left to neither side by the reading as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.node import NodeKind
from models.notice import Reading
from models.values import ConfidenceLevel, confidence_level

FOLDER = Path(__file__).resolve().parents[1] / "data" / "narratives"

_SIGN = re.compile(r"\[([mo])\]")
# An item that begins behind another one in its line. Samples: "二是", "（3）"
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]是|（\d+）)\Z")
_KINDS = {NodeKind.MEASURE: "m", NodeKind.OUTCOME: "o"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A notice with the side of every sign: m, o or blank for neither."""

    name: str
    text: str
    sides: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a reading says of the signs that have a side: the wanted side, the side read and how sure it is."""

    wanted: str
    read: str
    levels: tuple[ConfidenceLevel | None, ...]

    def share_right(self) -> float:
        """The share of signs on the right side."""
        return _share([a == b for a, b in zip(self.wanted, self.read, strict=True)])

    def share_right_at(self, level: ConfidenceLevel) -> float | None:
        """The share on the right side among the signs of this confidence; None where there are none."""
        signs = zip(self.wanted, self.read, self.levels, strict=True)
        found = [a == b for a, b, own in signs if own is level]
        return _share(found) if found else None

    def share_at(self, level: ConfidenceLevel) -> float:
        """The share of signs that have this confidence."""
        return _share([own is level for own in self.levels])


def marked(path: Path) -> Marked:
    """The notice of a file, without the signs."""
    text: list[str] = []
    sides: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        side = " "
        for at, part in enumerate(_SIGN.split(line)):
            if at % 2:
                side = part
                continue
            number = _NUMBER.search(part)
            own = number.start() if number else len(part)
            text.append(part)
            sides.append(side * own + " " * (len(part) - own))
        text.append("\n")
        sides.append(" ")
    return Marked(path.stem, "".join(text), "".join(sides))


def all_marked(folder: str) -> list[Marked]:
    """The notices of a folder, by name."""
    return [marked(path) for path in sorted((FOLDER / folder).glob("*.txt"))]


def told(notices: list[Marked]) -> Told:
    """What the reader says of these notices, one after another."""
    found = [_told(notice) for notice in notices]
    return Told(
        "".join(one.wanted for one in found),
        "".join(one.read for one in found),
        tuple(level for one in found for level in one.levels),
    )


def _told(notice: Marked) -> Told:
    reading = read_notice(read_source(notice.text.encode(), "notice.txt"))
    sides, levels = _sides(reading, len(notice.text))
    places = [at for at, side in enumerate(notice.sides) if side != " "]
    return Told(
        "".join(notice.sides[at] for at in places),
        "".join(sides[at] for at in places),
        tuple(levels[at] for at in places),
    )


def _sides(reading: Reading, size: int) -> tuple[list[str], list[ConfidenceLevel | None]]:
    sides = [" "] * size
    levels: list[ConfidenceLevel | None] = [None] * size
    for node in reading.nodes:
        for span in node.body:
            length = span.end - span.start
            sides[span.start : span.end] = [_KINDS.get(node.kind, " ")] * length
            levels[span.start : span.end] = [confidence_level(node.confidence)] * length
    return sides, levels


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
