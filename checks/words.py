"""Words of a notice as one run: without the line ends and the page furniture that print put between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.node import Node
from models.notice import Notice
from models.source import Clutter, Span, own_words

# A sentence without its end. Sample: "已完成验收" of "已完成验收；下一步将……"
_SENTENCE = re.compile(r"[^。；;！？]+")
_CLAUSE_ENDS = "，,。；;！？：:\n"


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the way back to the source.

    Attributes:
        text: what patterns are looked for in.
        origins: where each sign stands in the source.
        cuts: places in `text` before which something of the page stands between.
    """

    text: str
    origins: Sequence[int]
    cuts: Sequence[int] = ()

    def places(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The places of `text[start:end]` in the source: one, but for what stands between."""
        end = len(self.text) if end is None else end
        edges = [start, *self._cuts_inside(start, end), end]
        return tuple(
            Span(self.origins[first], self.origins[last - 1] + 1)
            for first, last in pairwise(edges)
            if first < last
        )

    def part(self, start: int, end: int) -> Words:
        """The words of `text[start:end]`."""
        cuts = [cut - start for cut in self._cuts_inside(start, end)]
        return Words(self.text[start:end], self.origins[start:end], cuts)

    def _cuts_inside(self, start: int, end: int) -> Sequence[int]:
        return self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]

    def clause_around(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause begins and ends that holds `text[start:end]`."""
        while start > 0 and self.text[start - 1] not in _CLAUSE_ENDS:
            start -= 1
        while end < len(self.text) and self.text[end] not in _CLAUSE_ENDS:
            end += 1
        return start, end


def sentences(notice: Notice, node: Node) -> Iterator[Words]:
    """The sentences of a node's own words; semicolons part them too, the end of a page does not."""
    for run in _runs(notice, node.body):
        words = _joined(notice, run)
        for found in _SENTENCE.finditer(words.text):
            if found.group().strip():
                yield words.part(*found.span())


def paragraph_words(notice: Notice, paragraph: Span) -> Words:
    """The words of a paragraph of the source, what is no part of the notice left out."""
    start, parts = paragraph.start, []
    for span in (place.span for place in notice.reading.clutter):
        if span.start >= start and span.end <= paragraph.end:
            parts.append((start, span.start))
            start = span.end
    parts.append((start, paragraph.end))
    return _joined(notice, [place for part in parts if (place := _stripped(notice.text, *part))])


def quoted(notice: Notice, places: Sequence[Span]) -> str:
    """The words at places, as one run."""
    return own_words(notice.text, tuple(places))


def _runs(notice: Notice, spans: Sequence[Span]) -> list[list[Span]]:
    """Places with nothing but page furniture between them, put together."""
    clutter = notice.reading.clutter
    runs: list[list[Span]] = []
    for span in spans:
        if runs and _is_page_break(notice.text, runs[-1][-1].end, span.start, clutter):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _is_page_break(text: str, at: int, end: int, clutter: Sequence[Clutter]) -> bool:
    first = bisect_left(clutter, at, key=lambda place: place.span.start)
    behind = bisect_right(clutter, end, first, key=lambda place: place.span.end)
    for place in clutter[first:behind]:
        if text[at : place.span.start].strip():
            return False
        at = place.span.end
    return behind > first and not text[at:end].strip()


def _joined(notice: Notice, spans: Sequence[Span]) -> Words:
    text, known = notice.text, notice.source.evidence.wrapped
    origins: list[int] = []
    cuts: list[int] = []
    for span in spans:
        cuts += [len(origins)] if origins else []
        wrapped = set(known[bisect_left(known, span.start) : bisect_right(known, span.end)])
        origins += [
            at for at in range(span.start, span.end) if text[at] != "\n" or at + 1 not in wrapped
        ]
    return Words("".join(text[at] for at in origins), origins, cuts)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """A place without the line ends around it."""
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    return Span(start, end) if start < end else None
