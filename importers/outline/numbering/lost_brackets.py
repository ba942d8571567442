"""Enumerators of which a paste has eaten brackets or blanks: found again by their sequence.

`整改情况:13月份……;(2419-20日……` is (1) 3月份 and (2) 4月19-20日. Nothing of the text is changed: the marks get their true
number, and every place is reported as damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from importers.cues import any_word
from importers.outline.text.flow import Flow, Stretch
from importers.outline.words.forms import Form
from importers.outline.words.labels import BODY_LABELS, labels_in
from importers.outline.words.marks import Edge, Mark, mark_at

# Where an item of a list may begin: behind the end of a sentence or label.
_BEGINNING = re.compile(r"(?<=[;。:])")
# A list number without its right or its left bracket. Samples: "(54月份", "(3针对"; "2)制定"
_LEFT_ONLY = re.compile(r"(?:^|[;。:])\(\d{1,2}(?:[一-鿿“《]|\d[^)]{0,6}?(?:月|日))", re.MULTILINE)
_RIGHT_ONLY = re.compile(r"(?:^|[;。:])\d{1,2}\)(?=[一-鿿“《])", re.MULTILINE)
# A whole list number. Sample: "(3)"
_WHOLE = re.compile(r"\((\d{1,2})\)")
# A date behind a number that lost its brackets. Samples: "419-20日", "2023626日", "5月至6月初"
_DATE_RUN = re.compile(
    r"\d{1,2}月|\d{2,4}日|\d{1,3}-\d{1,2}(?:日|月)|20\d\d(?:年|\d{2,4}日|\d{1,2}月)|\d{2,4}日?至"
)
_FARTHEST = 40  # no list is longer


@dataclass(frozen=True, slots=True)
class _Place:
    mark: Mark
    certain: bool


def lost_marks(flow: Flow) -> list[Mark]:
    """The list numbers that lost a bracket or both, with their true number, in order."""
    left, right = len(_LEFT_ONLY.findall(flow.text)), len(_RIGHT_ONLY.findall(flow.text))
    whole = len(_WHOLE.findall(flow.text))
    lists = list(_lists(flow)) if left or right else []
    if not left and (right > 2 * whole or _are_nested(lists)):
        return []
    bare = left + right >= 4 or (left + right >= 2 and whole > 0)
    return [mark for places in lists for mark in _believed(places, bare=bare)]


def _are_nested(lists: Sequence[Sequence[_Place]]) -> bool:
    """Whether `1)` is a style of its own, below `(1)`: it begins anew inside a list of the other, or never counts on from it."""
    anew = any(
        place.mark.damaged and place.mark.value == 1 for places in lists for place in places[1:]
    )
    steps = [
        (after.mark.value or 0) - (before.mark.value or 0)
        for places in lists
        for before, after in pairwise(places)
        if before.mark.damaged != after.mark.damaged
    ]
    return anew or sum(step != 1 for step in steps) > len(steps) / 2


def _lists(flow: Flow) -> Iterator[list[_Place]]:
    """Runs of list numbers, whole and damaged; a label or a heading begins a new one."""
    places: list[_Place] = []
    for stretch in flow.paragraphs:
        labels = [
            label.end
            for label in labels_in(flow.text, stretch.start, stretch.end, flow.gaps)
            if label.kind in BODY_LABELS
        ]
        if labels or _is_heading(flow, stretch):
            yield places
            places = []
        _collect(flow, stretch, labels, places)
    yield places


def _is_heading(flow: Flow, stretch: Stretch) -> bool:
    mark = mark_at(flow.text, stretch.start, flow.gaps)
    return (
        mark is not None
        and not mark.damaged
        and mark.form in (Form.CHINESE_COMMA, Form.CHINESE_PAREN, Form.ARABIC_DOT, Form.COUNTED)
    )


def _collect(flow: Flow, stretch: Stretch, labels: list[int], places: list[_Place]) -> None:
    starts = [
        stretch.start,
        *(
            found.start()
            for found in _BEGINNING.finditer(flow.text, stretch.start + 1, stretch.end)
        ),
    ]
    for at in starts:
        if at in labels:
            places.clear()
        expected = (places[-1].mark.value or 0) + 1 if places else 1
        place = _place_at(flow.text, at, stretch, expected)
        if place is not None:
            places.append(place)


def _place_at(text: str, at: int, stretch: Stretch, expected: int) -> _Place | None:
    """The list number at a place: whole, with one bracket, or without any where it is the one that is expected."""
    whole = _WHOLE.match(text, at)
    half = None if whole else _half().match(text, at)
    value = int(whole[1]) if whole else int(half[1] or half[2]) if half else 0
    found = whole or half
    if found is None or (half and value > _FARTHEST):
        return _bare_place(text, at, stretch, expected)
    if value > _FARTHEST:
        return None
    return _Place(_mark(at, found.end(), value, stretch, damaged=whole is None), certain=True)


def _bare_place(text: str, at: int, stretch: Stretch, expected: int) -> _Place | None:
    """The expected number without its right bracket or without both, where no figure may stand instead."""
    digits = str(expected)
    bracket = text.startswith("(", at)
    begin = at + bracket
    if not text.startswith(digits, begin):
        return None
    end = begin + len(digits)
    if text.startswith(")", end):
        return _Place(_mark(at, end + 1, expected, stretch, damaged=True), certain=True)
    follows = _words().match(text, end) or _DATE_RUN.match(text, end)
    if not follows:
        return None
    return _Place(_mark(at, end, expected, stretch, damaged=True), certain=bracket)


@cache
def _half() -> re.Pattern[str]:
    # One bracket lost, where the number cannot be another one. Samples: "(3针对", "3)制定"
    figure = any_word("marks", "half_bracket_unit")
    return re.compile(rf"\((\d{{1,2}})(?=[一-鿿“《])(?!{figure})|(\d{{1,2}})\)(?=[一-鿿“《])")


@cache
def _words() -> re.Pattern[str]:
    # Words behind a number that lost its brackets. Sample: "已根据"
    return re.compile(rf"(?!{any_word('marks', 'counting')})[一-鿿“《]")


def _mark(start: int, end: int, value: int, stretch: Stretch, *, damaged: bool) -> Mark:
    edge = Edge.START if start == stretch.start else Edge.STRONG
    return Mark(Form.ARABIC_PAREN, start, end, value, f"({value})", edge, damaged)


def _believed(places: list[_Place], *, bare: bool) -> list[Mark]:
    """The damaged marks of a list; those without any bracket only beside others, in a document that shows the fault."""
    if len(places) < 2 and not any(place.certain for place in places):
        return []
    return [place.mark for place in places if place.mark.damaged and (bare or place.certain)]
