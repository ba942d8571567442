"""Finding words in a notice, whatever the width of its signs and wherever its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

from models.source import INVISIBLE, Span

_NEGLIGIBLE = re.compile(rf"[\s{INVISIBLE}*#]")


class TextIndex:
    """A text prepared for finding: half width, lower case, without blanks, line breaks and markdown residue."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        offsets: list[int] = []
        for offset, sign in enumerate(text):
            for plain in _plain(sign):
                signs.append(plain)
                offsets.append(offset)
        self._plain = "".join(signs)
        self._offsets = offsets

    def find(self, words: str, limit: int | None = None) -> list[Span]:
        """The places of `words` in order, each from its first to its last sign; at most `limit` of them."""
        return list(islice(self._places("".join(map(_plain, words))), limit))

    def _places(self, wanted: str) -> Iterator[Span]:
        at = self._plain.find(wanted) if wanted else -1
        while at >= 0:
            last = at + len(wanted) - 1
            yield Span(self._offsets[at], self._offsets[last] + 1)
            at = self._plain.find(wanted, last + 1)


@cache
def _plain(sign: str) -> str:
    if _NEGLIGIBLE.match(sign):
        return ""
    return unicodedata.normalize("NFKC", sign).lower().strip()
