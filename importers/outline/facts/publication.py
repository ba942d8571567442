"""The day a notice was published: behind its label, alone on a line, or the day it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from importers.cues import any_of, group
from importers.outline.text.flow import Line
from importers.outline.text.layout import Layout
from importers.outline.words.dates import DateFound, dates_in
from models.facts import Fact, FactName
from models.source import Span

_HEAD, _TAIL = 40, 15  # lines at the beginning and at the end in which it stands
_ALONE = 20  # lines at the beginning in which a date alone on its line counts
_ROOM = 20  # signs behind a label in which its date stands
_LONGEST = 120
_LONGEST_ALONE = 16

# Below the title of a report to an assembly. Sample: "——2025年12月24日在县第十八届人大常委会第三十一次会议上"
_GIVEN = re.compile(
    r"[-—(]*(?:20\d\d|[二一][〇零○O0九])[^,。]{4,12}日在[^,。]{4,60}(?:会议|全会|大会|会)上[)]?$"
)

_Dated = tuple[Line, DateFound]


def find_publication(layout: Layout, written: Fact | None) -> Fact | None:
    """The day of publication; `written` stands in where nothing else dates the notice."""
    lines = layout.lines
    labelled = (_labelled_date(line) for line in (*lines[:_HEAD], *lines[-_TAIL:]))
    alone = (_lone_date(line) for line in (*reversed(lines[-_TAIL:]), *lines[:_ALONE]))
    spoken = (_spoken_date(line) for line in lines[:_ALONE])
    found = _first(labelled) or _first(alone) or _first(spoken)
    if found is None:
        return replace(written, name=FactName.PUBLISHED) if written is not None else None
    line, date = found
    span = Span(line.start, line.end)
    names = tuple(str(option) for option in date.candidates)
    value = names[0] if len(names) == 1 else None
    others = names if len(names) > 1 else ()
    return Fact(FactName.PUBLISHED, value, span.of(layout.flow.source), span, others)


def _first(found: Iterable[_Dated | None]) -> _Dated | None:
    return next((dated for dated in found if dated is not None), None)


def _labelled_date(line: Line) -> _Dated | None:
    if len(line.text) > _LONGEST:
        return None
    for label in _label().finditer(line.text):
        date = next(dates_in(line.text, label.end(), label.end() + _ROOM), None)
        if date is not None and date.start == label.end() and date.date.day is not None:
            return line, date
    return None


def _lone_date(line: Line) -> _Dated | None:
    date = next(dates_in(line.text), None) if len(line.text) <= _LONGEST_ALONE else None
    if date is None or date.end - date.start < len(line.text) - 2 or not date.date.month:
        return None
    return line, date


def _spoken_date(line: Line) -> _Dated | None:
    """The day of the meeting at which a report was given."""
    found = _GIVEN.match(line.text)
    date = next(dates_in(line.text), None) if found else None
    return (line, date) if date is not None and date.date.day and not date.damaged else None


@cache
def _label() -> re.Pattern[str]:
    # 时间 alone is a label of its own; 成文时间 is another one. Samples: "发布时间:", "时间:", "【发布时间】"
    words = group("facts", "published")
    whole = any_of(word for word in words if len(word) > 2)
    plain = any_of(word for word in words if len(word) <= 2)
    return re.compile(rf"(?:{whole}|(?<![一-鿿])(?:{plain}))[】|]?:?")
