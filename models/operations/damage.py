"""Deciding on 缺字错漏: the proposed reading, another one, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.edits import EditGroup
from models.errors import EditError
from models.facts import DATE_FACTS, Claim, Damage, Fact
from models.limits import read_date
from models.operations.draft import Draft, clean_words
from models.outline import Outline
from models.source import Span

# A number as it stands in a reading. Sample: "16" of "2个方面16个问题"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A day without its year. Sample: "1月26日"
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日?\Z")
_VERBS = {True: "采纳缺字错漏的读法", False: "不采纳缺字错漏的读法", None: "重新考虑缺字错漏"}


def decide_damage(
    outline: Outline, damage_id: int, accepted: bool | None, reading: str | None = None
) -> EditGroup:
    """Takes the proposed reading of a damaged place, refuses it, or (None) leaves it open again.

    A date or total of the notice that stands at the place and that the reading names is confirmed with it. The source
    stays as it is.

    Args:
        outline: the outline.
        damage_id: the place.
        accepted: what the reviewer decides.
        reading: the words that the reviewer takes it for, None for those proposed.

    Raises:
        EditError: if there is no such place.
    """
    place = outline.get(("damage", damage_id))
    if not isinstance(place, Damage):
        raise EditError("这处缺字错漏已不存在")
    draft = Draft(outline)
    decided = replace(place, accepted=accepted, reading=clean_words(reading or "") or place.reading)
    draft.put(decided)
    if accepted:
        for record in _confirmed(outline, decided):
            draft.put(record)
    return draft.group(_VERBS[accepted], outline.node_at(place.span.start))


def _confirmed(outline: Outline, place: Damage) -> Iterator[Fact | Claim]:
    """The dates and totals at the place, as the accepted reading has them."""
    for name in DATE_FACTS:
        fact = outline.fact(name)
        value = _date_named(fact, place) if fact is not None else None
        if fact is not None and value is not None:
            yield replace(fact, value=value, confirmed=True)
    for claim in outline.claims():
        figure = _figure_named(claim, place)
        if figure is not None:
            yield replace(claim, value=figure, confirmed=True)


def _date_named(fact: Fact, place: Damage) -> str | None:
    if fact.confirmed or not _is_there(fact.span, place):
        return None
    possible = fact.candidates or ((fact.value,) if fact.value else ())
    try:
        named = [str(read_date(place.reading))]
    except ValueError:
        day = _DAY.search(place.reading)
        ending = f"-{int(day[1]):02}-{int(day[2]):02}" if day else None
        named = [value for value in possible if ending and value.endswith(ending)]
    return named[0] if len(named) == 1 and (named[0] in possible or not possible) else None


def _figure_named(claim: Claim, place: Damage) -> float | None:
    if claim.confirmed or not claim.damaged or not _is_there(claim.span, place):
        return None
    possible = set(claim.candidates or (claim.value,))
    named = {float(number) for number in _NUMBER.findall(place.reading)} & possible
    return named.pop() if len(named) == 1 else None


def _is_there(span: Span | None, place: Damage) -> bool:
    return span is not None and span.overlaps(place.span)
