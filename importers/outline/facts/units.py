"""Whose document it is, where neither title nor signature names a body: the speaker, the inspected, the publisher."""

from __future__ import annotations

import re
from functools import cache

from importers.cues import any_word, group, pattern
from importers.outline.text.flow import Flow
from importers.outline.text.layout import Layout
from models.facts import Fact, FactName
from models.source import Span

_HEAD = 1500  # signs of the flow in which a body is introduced
_FIRST_LINES = 20
_LONGEST = 24


def told_unit(layout: Layout, publisher: Fact | None) -> Fact | None:
    """The body that a document speaks for by its own words, else its publisher, or None."""
    return _named(layout) or _told(layout.flow) or _published(publisher)


def _named(layout: Layout) -> Fact | None:
    """The body of the line that names the speaker of a report."""
    for line in layout.lines[:_FIRST_LINES]:
        found = _speaker().fullmatch(line.text)
        if found is not None:
            span = Span(line.start, line.end)
            return Fact(FactName.UNIT, found["unit"], span.of(layout.flow.source), span)
    return None


def _told(flow: Flow) -> Fact | None:
    head = flow.text[:_HEAD]
    for wanted in (_sender(), _inspected()):
        for found in wanted.finditer(head):
            span = flow.span(*found.span("unit"))
            if span is not None and not pattern("facts", "no_name").search(found["unit"]):
                return Fact(FactName.UNIT, found["unit"], span.of(flow.source), span)
    return None


def _published(publisher: Fact | None) -> Fact | None:
    if publisher is None or publisher.value is None or _speaks_for_others(publisher.value):
        return None
    return Fact(FactName.UNIT, publisher.value, publisher.printed, publisher.span)


def _speaks_for_others(name: str) -> bool:
    """Whether a body publishes what others wrote, or is none. Samples: "县纪委监委", "融媒体中心", "本站"."""
    is_body = re.fullmatch(rf"[一-鿿]{{2,}}{_any('unit_end')}", name)
    return is_body is None or any(word in name for word in group("facts", "press"))


@cache
def _speaker() -> re.Pattern[str]:
    # A line that names who reports. Samples: "县审计局局长林若川", "市审计局党组书记、局长 张三"
    head = rf"{_any('speaker_office')}?{_any('speaker_head')}[一-鿿]{{2,4}}"
    return re.compile(rf"(?P<unit>[一-鿿]{{1,{_LONGEST}}}?{_any('speaker_unit')}){head}")


@cache
def _sender() -> re.Pattern[str]:
    # Sample: "受县人民政府委托,我向县人大常委会报告"
    return re.compile(rf"受(?P<unit>[一-鿿]{{2,{_LONGEST}}}?政府)(?:的)?委托")


@cache
def _inspected() -> re.Pattern[str]:
    # Samples: "对县水务局党组开展了常规巡察", "向县水务局党组反馈了巡察意见"
    unit = rf"(?P<unit>[一-鿿]{{2,{_LONGEST}}}?{_any('inspected_party')})"
    return re.compile(rf"[对向]{unit}(?:领导班子)?(?:集中|专题)?{_any('inspecting')}")


def _any(name: str) -> str:
    return any_word("facts", name)
