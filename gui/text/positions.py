"""Places of a source text in a Qt document: code points here, UTF-16 units there. The one place where they meet."""

from __future__ import annotations

import re
from bisect import bisect_left

from models.source import Span

# Signs that take two UTF-16 units. Sample: "𠮷"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class TextPositions:
    """Converts between offsets into `text` and positions in a document into which `text` was put unchanged.

    Qt turns NBSP, U+2028 and line breaks into other characters when a document is read back, each into one, so
    positions stay true while the words do not: never read a document back, take the words from the source.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_qt = [offset + count for count, offset in enumerate(self._astral)]

    @property
    def qt_length(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._astral)

    def to_qt(self, offset: int) -> int:
        """The document position of the code point at `offset`; offsets outside are taken to the nearest end."""
        offset = min(max(offset, 0), self._length)
        return offset + bisect_left(self._astral, offset)

    def from_qt(self, position: int) -> int:
        """The code point at a document position; one inside a sign belongs to that sign."""
        position = min(max(position, 0), self.qt_length)
        return position - bisect_left(self._astral_qt, position)

    def range_to_qt(self, span: Span) -> tuple[int, int]:
        """First and last position (half-open) of `span`."""
        return self.to_qt(span.start), self.to_qt(span.end)

    def span_from_qt(self, start: int, end: int) -> Span | None:
        """The code points between two positions, or None where there are none; a sign cut in two counts whole."""
        first, last = sorted((start, end))
        begin, stop = self.from_qt(first), self.from_qt(last)
        if self.to_qt(stop) < min(last, self.qt_length):
            stop += 1
        return Span(begin, stop) if begin < stop else None
