"""The first and last lines of a document to its title and the body that issues it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from importers.cues import any_word, group, pattern
from importers.outline.text.clutter import outside
from importers.outline.text.flow import Line
from importers.outline.text.layout import Layout
from importers.outline.text.line_width import full_line
from models.source import Span, own_words

_LONGEST = 80
_UNIT_LONGEST = 45
_TAIL = 12  # lines at the end among which the signature stands
# A sentence or a label, which no title is. Samples: "……予以公布。", "来源:"
_NO_TITLE = re.compile(r"[。;:]|https?|\d{4}-\d{1,2}-\d{1,2}")
# A tag before a title. Sample: "【巡察整改】"
_TAG = re.compile(r"^[【\[(][一-鿿]{2,8}[】\])]")


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of the source with their place."""

    value: str
    span: Span
    printed: str


@dataclass(frozen=True, slots=True)
class Titled:
    """Title and issuing body, where they were found."""

    title: Printed | None
    unit: Printed | None


def find_title(layout: Layout) -> Titled:
    """The title, printed in one line or over several, and the longest printed name of the issuing body."""
    source = layout.flow.source
    lines = outside(source, layout.lines, layout.clutter)
    head = _head(lines)
    found = [_joined(source, part) for part in _titles(source, head)]
    title = max(
        found,
        key=lambda printed: (len(_squeezed(printed.value)), printed.value.count(" ") * -1),
        default=None,
    )
    if title is None:
        title = _headline(source, layout, head or lines)
    return Titled(title, _unit(source, lines, found, title))


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines before the first sentence."""
    full = full_line(lines)
    for at, line in enumerate(lines):
        is_long = len(line.text) > 40 or (full is not None and full.is_filled_by(line))
        if (is_long and "。" in line.text) or len(line.text) > 2 * _LONGEST:
            return list(lines[:at])
    return list(lines[:40])


def _titles(source: str, head: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for at, line in enumerate(head):
        if not _ends_title(line.text):
            continue
        start = at
        while start > 0 and at - start < 3 and _is_begun(source, head[start - 1], head[start]):
            start -= 1
        part = head[start : at + 1]
        if pattern("facts", "title_topic").search("".join(found.text for found in part)):
            yield part


def _ends_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not _NO_TITLE.search(text)
        and text.endswith(group("facts", "title_end"))
    )


def _is_begun(source: str, line: Line, following: Line) -> bool:
    """Whether a line begins the title that the next one goes on with; nothing of the page stands between."""
    between = source[line.end : following.start]
    return not between.strip() and _goes_before(line.text, following.text)


def _goes_before(text: str, following: str) -> bool:
    """Whether a title line goes on with `following`."""
    if _NO_TITLE.search(text) or len(text) > _LONGEST:
        return False
    if following.startswith("的"):
        return True
    if _ends_title(text):
        return False
    if following.startswith("关于"):
        return text.endswith(group("facts", "unit_end")) and len(text) <= _UNIT_LONGEST
    if "关于" in following or _is_unit(following):
        return False
    return "关于" in text or (text.startswith("中共") and not _is_unit(text))


def _joined(source: str, lines: Sequence[Line]) -> Printed:
    span = Span(lines[0].start, lines[-1].end)
    value = own_words(source, (span,))
    return Printed(_TAG.sub("", value), span, span.of(source))


def _headline(source: str, layout: Layout, head: Sequence[Line]) -> Printed | None:
    for line in (*(line for line in layout.lines if line.heading), *head):
        if 6 <= len(line.text) <= _LONGEST and not _NO_TITLE.search(line.text):
            return _joined(source, [line])
    return None


def _unit(
    source: str, lines: Sequence[Line], titles: Sequence[Printed], title: Printed | None
) -> Printed | None:
    options = [found for printed in titles for found in _unit_of_title(printed)]
    options += [
        _joined(source, [line]) for line in (*lines[-_TAIL:], *_head(lines)) if _is_unit(line.text)
    ]
    if not options and title is not None:
        found = _headline_unit().search(title.value)
        if found:
            start = title.span.start + title.printed.find(found["unit"])
            options = [
                Printed(found["unit"], Span(start, start + len(found["unit"])), found["unit"])
            ]
    return max(options, key=lambda found: len(_squeezed(found.value)), default=None)


def _unit_of_title(title: Printed) -> Iterator[Printed]:
    for about in pattern("facts", "about").finditer(title.value):
        name = title.value[: about.start()].strip()
        if _is_unit(_squeezed(name)):
            lead = title.printed.find(name[:2])
            yield Printed(name, Span(title.span.start + max(lead, 0), title.span.end), name)
            return


def _is_unit(text: str) -> bool:
    return _unit_name().fullmatch(text) is not None


@cache
def _unit_name() -> re.Pattern[str]:
    # Sample: "中共某某县水务局党组"
    return re.compile(
        rf"(?!关于|.*向)[一-鿿·()A-Za-z×○]{{2,{_UNIT_LONGEST}}}?{any_word('facts', 'unit_end')}"
    )


@cache
def _headline_unit() -> re.Pattern[str]:
    # A body that a headline begins with, or that an inspection speaks to. Samples: "某某区教体局努力办好……", "向某局反馈"
    sign = "(?:(?!向)[一-鿿])"
    place = rf"{sign}{{2,8}}?{any_word('facts', 'headline_place')}"
    no_end = any_word("facts", "no_headline_unit")
    ends = rf"(?!{no_end}){any_word('facts', 'headline_unit')}(?:党组|党委)?"
    return re.compile(rf"(?:^|(?<=[\s向]))(?P<unit>{place}{sign}{{1,12}}?{ends})(?!.*向)")


def _squeezed(text: str) -> str:
    return "".join(text.split())
