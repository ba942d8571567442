"""Text to clauses and sentences, quotes and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Signs at which a clause may end, and those that open and close what is kept whole.
_SIGNS = re.compile(r"[,。;!?\n()“”《》〈〉]")
_OPEN, _CLOSE = frozenset("(“《〈"), frozenset(")”》〉")
_SENTENCE_ENDS = frozenset("。;!?\n")
_LONGEST_QUOTE = 120  # what is open for longer has lost its end


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with the sign that ends it; `last` where a sentence ends with it."""

    start: int
    end: int
    last: bool


def clauses_in(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of `text[start:end]`, in order, without gaps."""
    begin, depth, opened = start, 0, start
    for found in _SIGNS.finditer(text, start, end):
        sign, at = found[0], found.start()
        if depth and at - opened > _LONGEST_QUOTE:
            depth = 0
        if sign in _OPEN:
            depth, opened = depth + 1, at
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or (
            sign == "。" and depth == 1 and text[opened] == "“" and _unclosed(text, at, end)
        ):
            depth = 0
            yield Clause(begin, at + 1, sign in _SENTENCE_ENDS)
            begin = at + 1
    if begin < end:
        yield Clause(begin, end, last=True)


def _unclosed(text: str, at: int, end: int) -> bool:
    """Whether a quotation that is open at `at` finds no end within reach."""
    return text.find("”", at, min(end, at + _LONGEST_QUOTE)) < 0
