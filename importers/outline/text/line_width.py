"""How long a full line is, where a text is broken at a fixed width: a page copied from a PDF viewer, a mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importers.outline.text.flow import Line

# Signs that end a sentence or a heading, with the closing quote, or what stands in brackets behind it.
# Samples: "…不到位。”", "…不到位。(责任人:某某)"
ENDED = re.compile(r"(?:[。;:!?…][”’)》】]?|[。;:!?…,]\([^()。]{2,40}\))$")
# Signs that take half the room of a Chinese one in print. Punctuation is full there, it is only folded here.
_NARROW = re.compile(r"[0-9A-Za-z .%/+\-]")
_SHORT = 20  # a shorter line tells nothing of the width
_FEWEST = 12  # lines
_RAGGED = 3  # by which full lines differ at their ends


@dataclass(frozen=True, slots=True)
class FullLine:
    """A full line of a document that is wrapped at a fixed width.

    Attributes:
        size: how long it is.
        measure: how long words are: in signs as a program counts them, or in the room they take in print.
    """

    size: int
    measure: Callable[[str], int]

    def room_behind(self, line: Line) -> int:
        """What a line leaves free."""
        return self.size - self.measure(line.text)

    def is_filled_by(self, line: Line) -> bool:
        """Whether a line goes to the margin, as far as the next word left it free."""
        return self.room_behind(line) <= _RAGGED


def full_line(lines: Sequence[Line]) -> FullLine | None:
    """A full line, measured in the way in which the lines are more alike; None where the text is not wrapped."""
    found = []
    for measure in (_printed, len):
        sizes = [measure(line.text) for line in lines]
        size = _full_size(lines, sizes)
        if size is not None:
            alike = sum(abs(own - size) <= 1 for own in sizes)
            found.append((alike, FullLine(size, measure)))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _printed(words: str) -> int:
    """The room of folded words in Chinese signs."""
    return len(words) - len(_NARROW.findall(words)) // 2


def _full_size(lines: Sequence[Line], sizes: Sequence[int]) -> int | None:
    counts = Counter(size for size in sizes if size >= _SHORT)
    total = sum(counts.values())
    if total < _FEWEST:
        return None
    size = max(counts, key=lambda size: (_near(counts, size), size))
    longer = sum(count for other, count in counts.items() if other > size + 3)
    if _near(counts, size) < total * 0.5 or longer > total * 0.05:
        return None
    open_ended = sum(
        abs(own - size) <= 2 and not ENDED.search(line.text)
        for line, own in zip(lines, sizes, strict=True)
    )
    return size if open_ended >= total * 0.3 else None


def _near(counts: Counter[int], size: int) -> int:
    return sum(counts[size + step] for step in range(-3, 2))
