"""K15: places where characters were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.base import CheckContext, Finding, diagnostic
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, Damage, FactName
from models.labels import CLAIM, FACT
from models.notice import Notice
from models.source import Span

# As many places as a message names.
_NAMED = 3


def check_damage(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K15: dates and figures that lost characters, with the reading that is proposed.

    Why: a date or total that is quoted wrongly in an opinion comes back to the reviewer. Those of the notice as a
    whole are told one by one; those inside items in one line, as they all come from one faulty copy.

    When it is wrong: where an author writes so (2023.8.31 without points). Nothing is ever replaced; what a person
    has decided is not told again.
    """
    del context
    open_places = [place for place in notice.outline.damage() if place.accepted is None]
    told: set[Span] = set()
    for name, span, printed, readings in _main_places(notice, open_places):
        told.add(span)
        params = (("name", name), ("printed", printed), ("readings", "、".join(readings)))
        template = "damaged_unsure" if len(readings) != 1 else "damaged"
        yield diagnostic(notice, Finding("K15", Severity.HINT, template, params, [span]))
    rest = [place for place in open_places if not any(place.span.overlaps(span) for span in told)]
    if rest:
        yield diagnostic(notice, _rest(rest))


def _main_places(
    notice: Notice, places: Sequence[Damage]
) -> Iterator[tuple[str, Span, str, tuple[str, ...]]]:
    """Damaged facts and claims: what they are, where, as printed, and what they may mean."""
    for fact in (notice.outline.fact(name) for name in FactName):
        if fact is not None and fact.span is not None and not fact.confirmed:
            found = fact.candidates or _readings_at(fact.span, places)
            if found:
                readings = (fact.value,) if fact.value else found
                yield FACT[fact.name], fact.span, fact.span.of(notice.text), readings
    for claim in notice.outline.claims():
        if claim.damaged and not claim.confirmed:
            yield f"自报{CLAIM[claim.subject]}", claim.span, claim.quote, _values(claim)


def _readings_at(span: Span, places: Sequence[Damage]) -> tuple[str, ...]:
    return next(
        (place.candidates or (place.reading,) for place in places if place.span.overlaps(span)), ()
    )


def _values(claim: Claim) -> tuple[str, ...]:
    return tuple(f"{value:g}" for value in claim.candidates or (claim.value,))


def _rest(places: Sequence[Damage]) -> Finding:
    named = places[:_NAMED]
    quotes = "；".join(f"“{place.printed}”可读作“{place.reading}”" for place in named)
    quotes += "等" if len(places) > _NAMED else ""
    params = (("count", str(len(places))), ("quotes", quotes))
    return Finding("K15", Severity.HINT, "damaged_rest", params, [place.span for place in places])
