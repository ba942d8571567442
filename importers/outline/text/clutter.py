"""Lines to clutter: what is on the page but not of the notice (menus, share bars, page numbers). Marked, never cut."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from importers.cues import any_word, group, pattern
from importers.outline.text.flow import Line, folded
from importers.outline.text.line_width import full_line
from importers.outline.words.labels import BODY_LABELS, LabelKind, label_at
from importers.outline.words.marks import mark_at
from models.guidance import united, without
from models.source import Clutter, Span

# Page numbers on a line of their own. Samples: "—3—", "-3-", "第3页共9页", "3/12"
_PAGE_NUMBER = re.compile(
    r"[—–\-_·~]{1,3}\d{1,3}[—–\-_·~]{1,3}|第\d{1,3}页[,/]?(?:共\d{1,3}页)?|\d{1,3}/\d{1,3}|P\d{1,3}"
)
# The page behind a heading in a table of contents, and the dots before it. Samples: "......3", "…… 12", "(4)"
_PAGE_BEHIND = re.compile(r"[.…·_\-]{0,200}+\(?\d{1,3}\)?$")
_LEADERS = re.compile(r"[.…·_\-]{3,200}+\(?\d{1,3}\)?$")
# What is left of buttons whose words a script puts in. Sample: ":,,,,,,,,,。视频小程序赞,轻点两下取消赞"
_BARE_SIGNS = re.compile(r",{4}")
_BRACKETS = "【】[]()<>|"
# A sentence that a notice is made of. Sample: "……予以公布。"
_SENTENCE = re.compile(r"[。；;！!？?]")

# Labels that only the account of a problem has.
_ACCOUNT = BODY_LABELS | {LabelKind.STATUS}
_LONGEST = 60  # a longer line is no menu
_SPEAKING = 40  # a line of this length with a full stop is the notice itself
BY_HAND = "人工标出"  # why, where a person said it
_NAMES = {
    "menu": "菜单",
    "meta": "发布信息",
    "share": "打印分享栏",
    "related": "相关链接",
    "foot": "页脚",
}


def find_clutter(lines: Sequence[Line]) -> tuple[Clutter, ...]:
    """The lines of the page that are no part of the notice, in order."""
    first, last = speaking_range(lines)
    headers = (
        _repeated(lines)
        if any(_PAGE_NUMBER.fullmatch(line.text) for line in lines)
        else frozenset()
    )
    contents = _contents(lines)
    found = []
    for at, line in enumerate(lines):
        if at in contents:
            found.append(Clutter(Span(line.start, line.end), "目录"))
            continue
        why = _page_reason(line, headers) or (_why(line) if at < first or at > last else None)
        if why is None and 0 <= last < at and _related().fullmatch(line.text):
            why = _NAMES["related"]
        if why:
            found.append(Clutter(Span(line.start, line.end), why))
    return tuple(found)


def outside(source: str, lines: Sequence[Line], clutter: Iterable[Clutter]) -> list[Line]:
    """What is left of the lines outside `clutter`; lines wholly inside are gone."""
    places = united(place.span for place in clutter)
    starts = [place.start for place in places]
    found = []
    for line in lines:
        first = max(0, bisect_right(starts, line.start) - 1)
        touched = places[first : bisect_left(starts, line.end)]
        left = _left_of(source, line, touched) if touched else line
        if left is not None:
            found.append(left)
    return found


def _left_of(source: str, line: Line, places: Sequence[Span]) -> Line | None:
    whole = Span(line.start, line.end)
    if not any(place.overlaps(whole) for place in places):
        return line
    left = [piece for piece in without((whole,), places) if folded(piece.of(source))]
    if not left:
        return None
    first, last = left[0].of(source), left[-1].of(source)
    start = left[0].start + len(first) - len(first.lstrip())
    end = left[-1].end - len(last) + len(last.rstrip())
    text = folded("".join(piece.of(source) for piece in left))
    return replace(line, start=start, end=end, text=text)


def unrestored(clutter: Iterable[Clutter], restored: Sequence[Span]) -> list[Clutter]:
    """`clutter` without the places that a person restored."""
    return [
        replace(place, span=piece)
        for place in clutter
        for piece in (without((place.span,), restored) if restored else (place.span,))
    ]


def _page_reason(line: Line, headers: frozenset[str]) -> str | None:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "页码"
    return "页眉页脚" if line.text in headers else None


def _contents(lines: Sequence[Line]) -> range:
    """The table of contents that was typed: its title, and lines that come again or end in dots and a page."""
    titles = group("clutter", "contents_title")
    first = next((at for at, line in enumerate(lines) if line.text in titles), None)
    if first is None:
        return range(0)
    counts = Counter(line.text for line in lines[first + 1 :])
    end = first + 1
    while end < len(lines):
        plain = _PAGE_BEHIND.sub("", lines[end].text)
        is_named = len(plain) < len(lines[end].text)
        if not (counts[plain] >= 1 + (not is_named) or _LEADERS.search(lines[end].text)):
            break
        end += 1
    return range(first, end) if end - first > 2 else range(0)


def _why(line: Line) -> str | None:
    if _BARE_SIGNS.search(line.text):
        return _NAMES["menu"]
    if len(line.text) > _LONGEST or "。" in line.text:
        return None
    if line.text.strip(_BRACKETS) in group("clutter", "menu_word"):
        return _NAMES["menu"]
    for kind, name in _NAMES.items():
        if pattern("clutter", kind).search(line.text):
            return name
    return None


@cache
def _related() -> re.Pattern[str]:
    # The title of another document behind the notice. Samples: "·某局关于巡察整改情况的通报2024-10-11", "关于……的公告"
    title = rf"[·•▪►»>*\-]?.{{0,40}}关于.{{2,60}}{any_word('clutter', 'related_genre')}"
    dated = r"(?:[\[(]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?)?"
    return re.compile(rf"(?!附件)(?![(\d]){title}{dated}")


def speaks_of_page(words: str) -> bool:
    """Whether some words are such as a page has around a notice."""
    return pattern("clutter", *_NAMES).search(words) is not None


def speaking_range(lines: Sequence[Line]) -> tuple[int, int]:
    """The first and the last line that speak as a notice does; page furniture stands outside only."""
    full = full_line(lines)
    speaking = [
        at
        for at, line in enumerate(lines)
        if (len(line.text) >= _SPEAKING or (full is not None and full.is_filled_by(line)))
        and _SENTENCE.search(line.text)
        and _why(line) is None
    ]
    return (speaking[0], _last_told(lines, speaking[-1])) if speaking else (len(lines), -1)


def _last_told(lines: Sequence[Line], last: int) -> int:
    """The last line of the account, not before `last`: a label, however short, and the numbered lines behind it."""
    labels = (at for at in range(len(lines) - 1, last, -1) if _is_labelled(lines[at]))
    last = next(labels, last)
    while last + 1 < len(lines) and _is_listed(lines[last + 1]):
        last += 1
    return last


def _is_labelled(line: Line) -> bool:
    label = label_at(line.text, 0, len(line.text), set())
    return label is not None and label.kind in _ACCOUNT


def _is_listed(line: Line) -> bool:
    return _SENTENCE.match(line.text[-1:]) is not None and mark_at(line.text, 0, set()) is not None


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
