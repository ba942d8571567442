"""The first notice of a text, where somebody put several into one file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from importers.cues import any_word
from models.source import Evidence, SourceText, Span

# A date that ends a notice. Samples: "2025年9月10日", "2023 831"
_DATE = re.compile(r"^[ \t\u3000\u00a0]*20\d\d[ 年\d月日.\-/]{2,12}[ \t\u3000]*$", re.MULTILINE)
# A notice is not shorter than this, and its signature not further from the next title.
_SHORTEST = 600
_FOOT = 400


def first_notice_end(text: str) -> int:
    """The offset at which another notice begins, or the length of the text.

    Another one begins at a title of its own, behind the signed date of a notice and with enough words to be one;
    titles that are printed again and links at the foot are none.
    """
    for title in _title().finditer(text):
        start = title.start()
        if start < _SHORTEST:
            continue
        if len(text) - title.end() < _SHORTEST:
            break
        if _DATE.search(text, max(0, start - _FOOT), start):
            return start
    return len(text)


def first_of(source: SourceText, end: int) -> SourceText:
    """The notice that ends at `end`, with what its format tells of it; its places stay what they were."""
    known = source.evidence
    evidence = Evidence(
        pages=tuple(start for start in known.pages if start < end),
        headings=tuple(mark for mark in known.headings if mark.span.end <= end),
        clutter=tuple(
            replace(part, span=Span(part.span.start, min(part.span.end, end)))
            for part in known.clutter
            if part.span.start < end
        ),
        wrapped=tuple(start for start in known.wrapped if start < end),
    )
    return replace(source, text=source.text[:end], evidence=evidence)


@cache
def _title() -> re.Pattern[str]:
    # The title of another notice on a line of its own. Sample: "中共云州市水务局党组关于巡察整改进展情况的通报"
    blank, sign = r"[ \t\u3000]*", r"[^\n。；;：:]"
    about = rf"(?=[^\n]{{0,80}}{any_word('facts', 'next_title')})"
    title = rf"{sign}{{0,40}}关于{sign}{{4,70}}{any_word('facts', 'genre')}"
    return re.compile(rf"^{blank}(?![（(〔【“《\d]){about}{title}{blank}$", re.MULTILINE)
