"""What a reviewer corrected in one version, as far as it holds for the next: the same words, read the same way."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace

from models.facts import Claim, Damage, Fact
from models.node import Node
from models.outline import Outline, Record
from models.source import squeeze

# What 更正识读 changes of a node without changing the tree.
_FIELDS = (
    *("wording", "status", "status_quote", "limit_class"),
    *("deadline", "deadline_quote", "lead_person", "lead_office", "person"),
)


def corrected_node(old: Node, new: Node) -> Node | None:
    """`new` with what a person corrected in `old`; None where there is nothing of that."""
    names = [name for name in _FIELDS if name in old.touched and name not in new.touched]
    values = {name: getattr(old, name) for name in names}
    if all(getattr(new, name) == value for name, value in values.items()):
        return None
    return replace(new, **values, touched=new.touched | set(names))


def corrected_facts(old: Outline, new: Outline) -> Iterator[Record]:
    """Facts, totals and damaged places of `new` that print what a person decided in `old`."""
    yield from _facts(old, new)
    yield from _claims(old, new)
    yield from _damage(old, new)


def _facts(old: Outline, new: Outline) -> Iterator[Fact]:
    for record in old.records():
        if not isinstance(record, Fact) or not record.confirmed:
            continue
        after = new.fact(record.name)
        printed = squeeze(record.printed or "")
        if after is None:
            if not printed:  # typed by a person: no words of the notice speak against it
                yield replace(record, span=None)
        elif not after.confirmed and squeeze(after.printed or "") == printed:
            yield replace(after, value=record.value, confirmed=True)


def _claims(old: Outline, new: Outline) -> Iterator[Claim]:
    open_claims: dict[object, deque[Claim]] = defaultdict(deque)
    for claim in new.claims():
        if not claim.confirmed:
            open_claims[claim.subject, squeeze(claim.quote)].append(claim)
    for claim in old.claims():
        found = open_claims[claim.subject, squeeze(claim.quote)]
        if found:
            after = found.popleft()
            if claim.confirmed:
                yield replace(after, value=claim.value, confirmed=True)


def _damage(old: Outline, new: Outline) -> Iterator[Damage]:
    open_places: dict[object, deque[Damage]] = defaultdict(deque)
    for place in new.damage():
        if place.accepted is None:
            open_places[place.printed, place.candidates].append(place)
    for place in old.damage():
        found = open_places[place.printed, place.candidates]
        if found:
            after = found.popleft()
            if place.accepted is not None:
                yield replace(after, accepted=place.accepted, reading=place.reading)
