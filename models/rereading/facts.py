"""Facts, stated totals and damaged places after a new reading: what a person confirmed stays, the rest follows."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from models.facts import Claim, Damage, Fact
from models.ids import new_id
from models.notice import Reading
from models.outline import Outline, Record

Place = TypeVar("Place", Claim, Damage)


def facts_to_be(outline: Outline, new: Reading) -> list[Record]:
    """The facts, claims and damaged places."""
    confirmed = {
        record.name: record
        for record in outline.records()
        if isinstance(record, Fact) and record.confirmed
    }
    facts = {fact.name: fact for fact in new.facts} | confirmed
    claims = _places_to_be(
        outline.claims(), new.claims, lambda claim: claim.confirmed, lambda claim: claim.subject
    )
    damage = _places_to_be(
        outline.damage(), new.damage, lambda place: place.accepted is not None, lambda _: None
    )
    return [*facts.values(), *claims, *damage]


def _places_to_be(
    live: Sequence[Place],
    new: Sequence[Place],
    is_decided: Callable[[Place], bool],
    sort_of: Callable[[Place], object],
) -> list[Place]:
    """The live ones, each as the new one at its place, decided ones as they are; then those that come."""
    found: list[Place] = []
    come: list[Place] = []
    pairs = _matched(live, new, sort_of)
    for after, before in pairs:
        if before is None:
            come.append(replace(after, id=new_id()))
        elif not is_decided(before):
            found.append(replace(after, id=before.id))
    found += [place for place in live if is_decided(place)]
    return found + come


def _matched(
    live: Iterable[Place], new: Sequence[Place], sort_of: Callable[[Place], object]
) -> list[tuple[Place, Place | None]]:
    """Each new one with the live one that says the same, else with a live one of its sort at the same place."""
    same: dict[Place, list[Place]] = defaultdict(list)
    for place in live:
        same[replace(place, id=0)].append(place)
    pairs: list[tuple[Place, Place | None]] = []
    rest: list[Place] = []
    used: set[int] = set()
    for place in new:
        twins = same[replace(place, id=0)]
        if twins:
            twin = twins.pop(0)
            used.add(twin.id)
            pairs.append((place, twin))
        else:
            rest.append(place)
    by_sort: dict[object, list[Place]] = defaultdict(list)
    for place in sorted(live, key=lambda one: one.span):
        if place.id not in used:
            by_sort[sort_of(place)].append(place)
    for place in sorted(rest, key=lambda one: one.span):
        pairs.append((place, _take_at(by_sort[sort_of(place)], place)))
    return pairs


def _take_at(waiting: list[Place], place: Place) -> Place | None:
    at = max(0, bisect_left(waiting, place.span.start, key=lambda one: one.span.start) - 1)
    for row in range(at, min(at + 3, len(waiting))):
        if waiting[row].span.overlaps(place.span):
            return waiting.pop(row)
    return None
