"""What is on the page but not of the notice: menus, share bars, page numbers. Marked, never cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.cues import pattern
from importers.outline.flow import Line
from models.source import Clutter, Span

# Page numbers on a line of their own. Samples: "—3—", "-3-", "第3页共9页", "3/12"
_PAGE_NUMBER = re.compile(
    r"[—–\-_·~]{1,3}\d{1,3}[—–\-_·~]{1,3}|第\d{1,3}页[,/]?(?:共\d{1,3}页)?|\d{1,3}/\d{1,3}|P\d{1,3}"
)
# A number alone on a line, a page number where others are near.
_LONE_NUMBER = re.compile(r"\d{1,3}")
# A word of a menu that says nothing by itself, so it counts where it is the whole line.
_MENU_WORD = re.compile(r"首页|主页|返回|关闭|顶部")
# A sentence that a notice is made of. Sample: "……予以公布。"
_SENTENCE = re.compile(r"[。；;！!？?]")

_LONGEST = 60  # a longer line is no menu
_SPEAKING = 40  # a line of this length with a full stop is the notice itself
_NAMES = {"menu": "菜单", "meta": "发布信息", "share": "打印分享栏", "foot": "页脚"}


def find_clutter(lines: Sequence[Line]) -> tuple[Clutter, ...]:
    """The lines of the page that are no part of the notice, in order."""
    first, last = speaking_range(lines)
    headers = (
        _repeated(lines)
        if any(_PAGE_NUMBER.fullmatch(line.text) for line in lines)
        else frozenset()
    )
    found = []
    for at, line in enumerate(lines):
        why = _page_reason(line, headers) or (_why(line) if at < first or at > last else None)
        if why:
            found.append(Clutter(Span(line.start, line.end), why))
    return tuple(found)


def outside(lines: Sequence[Line], clutter: Sequence[Clutter]) -> list[Line]:
    """The lines that are not wholly inside the places that a file itself shows to be clutter."""
    places = sorted(place.span for place in clutter)
    starts = [place.start for place in places]
    found = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        if at < 0 or places[at].end < line.end:
            found.append(line)
    return found


def _page_reason(line: Line, headers: frozenset[str]) -> str | None:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "页码"
    return "页眉页脚" if line.text in headers else None


def _why(line: Line) -> str | None:
    if len(line.text) > _LONGEST or "。" in line.text:
        return None
    if _MENU_WORD.fullmatch(line.text):
        return _NAMES["menu"]
    for group, name in _NAMES.items():
        if pattern("clutter", group).search(line.text):
            return name
    return None


def speaking_range(lines: Sequence[Line]) -> tuple[int, int]:
    """The first and the last line that speak as a notice does; page furniture stands outside only."""
    speaking = [
        at
        for at, line in enumerate(lines)
        if len(line.text) >= _SPEAKING and _SENTENCE.search(line.text) and _why(line) is None
    ]
    return (speaking[0], speaking[-1]) if speaking else (len(lines), -1)


def _repeated(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that come back beside the page numbers: printed headers."""
    counts = Counter(line.text for line in lines if 4 <= len(line.text) <= 40)
    beside: Counter[str] = Counter()
    for line, following in pairwise(lines):
        if _PAGE_NUMBER.fullmatch(line.text):
            beside[following.text] += 1
        if _PAGE_NUMBER.fullmatch(following.text):
            beside[line.text] += 1
    return frozenset(
        text for text, count in counts.items() if count >= 3 and beside[text] >= 0.7 * count
    )
