"""K15: places where characters were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.base import CheckContext, Finding, diagnostic, said_once
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, Damage, FactName
from models.labels import CLAIM, FACT
from models.notice import Notice
from models.source import Span
from models.taken import Taken

# As many places as a message names.
_NAMED = 3
# More headings and items without their numbers than this are no slips of an author but a faulty copy.
_FEW_LOST = 3


def check_damage(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K15: dates and figures that lost characters, with the reading that is proposed.

    Why: a date or total that is quoted wrongly in an opinion comes back to the reviewer. Those of the notice as a
    whole are told one by one; those inside items in one line, as they all come from one faulty copy.

    When it is wrong: where an author writes so (2023.8.31 without points). Nothing is ever replaced; what a person
    has decided is not told again.
    """
    del context
    open_places = [place for place in notice.outline.damage() if place.accepted is None]
    main = [*_facts(notice, open_places), *_claims(notice)]
    told = Taken(0, len(notice.text))
    for span in (span for finding in main for span in finding.spans):
        told.add(span.start, span.end)
    rest = [place for place in open_places if not told.holds(place.span.start, place.span.end)]
    lost = [place for place in rest if _is_number_lost(place)]
    if len(lost) <= _FEW_LOST:  # K7 tells of these
        rest = [place for place in rest if place not in lost]
    for finding in (*said_once(main), *([_rest(rest)] if rest else [])):
        yield diagnostic(notice, finding)


def _facts(notice: Notice, places: Sequence[Damage]) -> Iterator[Finding]:
    for fact in (notice.outline.fact(name) for name in FactName):
        if fact is None or fact.span is None or fact.confirmed:
            continue
        readings = fact.candidates or _readings_at(fact.span, places)
        if readings:
            readings = (fact.value,) if fact.value else readings
            yield _finding(FACT[fact.name], fact.span.of(notice.text), readings, [fact.span])


def _claims(notice: Notice) -> Iterator[Finding]:
    """Damaged totals; those that have run together in one place are one finding (216个方面 is 2 and 16)."""
    run: list[Claim] = []
    for claim in notice.outline.claims():
        if not claim.damaged or claim.confirmed:
            continue
        if run and run[-1].span.end != claim.span.start:
            yield _run_together(notice, run)
            run = []
        run.append(claim)
    if run:
        yield _run_together(notice, run)


def _run_together(notice: Notice, run: Sequence[Claim]) -> Finding:
    printed = Span(run[0].span.start, run[-1].span.end).of(notice.text)
    readings = [f"{CLAIM[claim.subject]}{claim.value:g}" for claim in run]
    return _finding("自报数字", printed, ["、".join(readings)], [claim.span for claim in run])


def _finding(name: str, printed: str, readings: Sequence[str], spans: Sequence[Span]) -> Finding:
    params = (("name", name), ("printed", printed), ("readings", "、".join(readings)))
    template = "damaged" if len(readings) == 1 else "damaged_unsure"
    return Finding("K15", Severity.HINT, template, params, spans)


def _readings_at(span: Span, places: Sequence[Damage]) -> tuple[str, ...]:
    return next(
        (place.candidates or (place.reading,) for place in places if place.span.overlaps(span)), ()
    )


def _is_number_lost(place: Damage) -> bool:
    """Whether a whole number is missing before words that are sound."""
    return place.reading.endswith(place.printed) and place.reading != place.printed


def _rest(places: Sequence[Damage]) -> Finding:
    named = places[:_NAMED]
    quotes = "；".join(f"“{place.printed}”可读作“{place.reading}”" for place in named)
    quotes += "等" if len(places) > _NAMED else ""
    params = (("count", str(len(places))), ("quotes", quotes))
    return Finding("K15", Severity.HINT, "damaged_rest", params, [place.span for place in places])
