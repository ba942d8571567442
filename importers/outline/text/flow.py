"""Lines to the flow, the text that the outline reads: half width, no blanks, no wraps, with the way back to the source."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from models.source import INVISIBLE, LINE_ENDS, Span

# What is dropped: white space, zero-width signs, markdown emphasis. Sample: "**四是** 抓"
_DROPPED = re.compile(rf"[\s{INVISIBLE}]+|\*\*+|__+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_LINE_END = re.compile(f"[{LINE_ENDS}]")
# Leading markdown, or signs that only adorn a line. Samples: "## 一、", "> 一、", "★问题：", "◆整改措施：", "—制定"
_BLANK = r"[\s\u00a0\u3000]"
_LEAD = re.compile(
    rf"[\s{INVISIBLE}]*(?:#{{1,6}}(?=[\s\u00a0])|>(?=\s)"
    rf"|[★☆◆◇●○◎•■□▪▲△▼※►▶➤❖✓√]+(?={_BLANK}*[\w一-鿿【（(《“])|[—–-](?={_BLANK}*[一-鿿【（(《“]))?"
)
# Presentation forms that are written with one sign of half width or one common sign.
_FOLDED_RANGES = (
    (0xFF01, 0xFF5E),
    (0x2F00, 0x2FD5),
    (0x2E80, 0x2EF3),
    (0xFE50, 0xFE6B),
    (0xFF61, 0xFF65),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the blanks around it; `start` and `end` count in the source."""

    start: int
    end: int
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a flow; half-open."""

    start: int
    end: int


class Flow:
    """The folded text of a document: paragraphs parted by LF, blanks and wraps gone, every sign with its origin.

    Attributes:
        text: the folded text; positions in it are what marks, segments and clauses count in.
        paragraphs: the stretches of `text` between the line feeds, in order.
        gaps: positions in `text` before which the source has blanks inside a line.
    """

    def __init__(
        self, source: str, paragraphs: Sequence[Sequence[Line]], left_out: Sequence[Span] = ()
    ) -> None:
        """Makes the flow of lines that were grouped into paragraphs; `left_out` is clutter of the source."""
        self.source = source
        self.gaps: set[int] = set()
        self._left_out = [(span.start, span.end) for span in left_out]
        self._origin = array("l")
        parts: list[str] = []
        found: list[Stretch] = []
        self._length = 0
        for lines in paragraphs:
            start = self._length
            for line in lines:
                parts.extend(self._add_line(line))
            found.append(Stretch(start, self._length))
            parts.append("\n")
            self._origin.append(lines[-1].end if lines else 0)
            self._length += 1
        self.paragraphs = tuple(found)
        self.text = "".join(parts).translate(folding())

    def _add_line(self, line: Line) -> list[str]:
        parts: list[str] = []
        for piece in self._without_clutter(line.start, line.end):
            if parts:
                self.gaps.add(self._length)
            parts += self._add_piece(piece)
        return parts

    def _add_piece(self, piece: Span) -> Iterator[str]:
        at = piece.start
        for gap in _DROPPED.finditer(self.source, piece.start, piece.end):
            yield self._add_run(at, gap.start())
            at = gap.end()
            if not _INVISIBLE.fullmatch(gap[0]):
                self.gaps.add(self._length)
        yield self._add_run(at, piece.end)

    def _add_run(self, start: int, end: int) -> str:
        self._origin.extend(range(start, end))
        self._length += end - start
        return self.source[start:end]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of the source that hold `text[start:end]`, line feeds at the ends and clutter left out."""
        while start < end and self.text[start] == "\n":
            start += 1
        while start < end and self.text[end - 1] == "\n":
            end -= 1
        if start >= end:
            return ()
        return self._without_clutter(self._origin[start], self._origin[end - 1] + 1)

    def span(self, start: int, end: int) -> Span | None:
        """The one place of the source from the first to the last sign of `text[start:end]`, or None."""
        found = self.spans(start, end)
        return Span(found[0].start, found[-1].end) if found else None

    def place(self, source_offset: int) -> int:
        """The position in `text` of the first sign at or after `source_offset`."""
        return bisect_left(self._origin, source_offset)

    def origin(self, position: int) -> int:
        """The offset in the source of the sign at `position`."""
        return self._origin[position]

    def paragraph_at(self, position: int) -> int:
        """The index of the paragraph that holds `position`."""
        return max(0, bisect_right(self.paragraphs, position, key=lambda part: part.start) - 1)

    def _without_clutter(self, start: int, end: int) -> tuple[Span, ...]:
        at = bisect_right(self._left_out, (start, start))
        if at >= len(self._left_out) or self._left_out[at][0] >= end:
            return (Span(start, end),)
        found = []
        while at < len(self._left_out) and self._left_out[at][0] < end:
            cut, after = self._left_out[at]
            if cut > start:
                found.append(Span(start, cut))
            start = max(start, after)
            at += 1
        if start < end:
            found.append(Span(start, end))
        return tuple(
            _trimmed(self.source, span)
            for span in found
            if self.source[span.start : span.end].strip()
        )


def lines_of(source: str) -> list[Line]:
    """The lines of the source that hold more than blanks."""
    found, start = [], 0
    for raw in _LINE_END.split(source):
        end = start + len(raw)
        lead = _LEAD.match(raw)
        begin = start + (lead.end() if lead else 0)
        stripped = raw[begin - start :].strip()
        words = folded(stripped)
        if words:
            begin += raw[begin - start :].index(stripped[0])
            heading = bool(lead and "#" in lead[0])
            found.append(Line(begin, begin + len(stripped), words, heading))
        start = end + 1
    return found


def folded(words: str) -> str:
    """`words` in half width without blanks."""
    return _DROPPED.sub("", words).translate(folding())


@cache
def folding() -> dict[int, str]:
    """Signs that are read as another sign, one for one."""
    table = {}
    for low, high in _FOLDED_RANGES:
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table.update({ord("｡"): "。", ord("．"): ".", ord("﹒"): ".", ord("〝"): "“", ord("〞"): "”"})
    table.update({ord("「"): "“", ord("」"): "”", ord("『"): "“", ord("』"): "”"})
    return table


def _trimmed(source: str, span: Span) -> Span:
    words = source[span.start : span.end]
    left = len(words) - len(words.lstrip())
    right = len(words) - len(words.rstrip())
    return Span(span.start + left, span.end - right)
