from __future__ import annotations

import pytest

from models import operations
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.outline import Outline
from models.source import Span
from tests.models.outlines import state_of

PLACE = Span(2, 8)
TWO_DATES = ("2025-01-14", "2025-11-04")


def outline(reading: str, *records: Fact | Claim) -> Outline:
    return Outline(20, (Damage(1, PLACE, "2025114日", reading), *records))


def date(value: str | None, *candidates: str, span: Span | None = PLACE) -> Fact:
    return Fact(FactName.FEEDBACK_DATE, value, "2025114日", span, candidates)


def total(*candidates: float, is_damaged: bool = True, value: float = 2.0) -> Claim:
    subject = ClaimSubject.SUB_PROBLEMS
    return Claim(1, subject, value, "216", PLACE, damaged=is_damaged, candidates=candidates)


@pytest.mark.parametrize(
    ("reading", "fact", "value", "is_confirmed"),
    [
        ("2025年11月4日", date("2025-01-14", *TWO_DATES), "2025-11-04", True),
        ("11月4日", date(None, *TWO_DATES), "2025-11-04", True),
        ("2025年1月14日", date("2025-01-14"), "2025-01-14", True),
        ("2025年3月3日", date("2025-01-14", *TWO_DATES), "2025-01-14", False),
        ("(1)制定", date("2025-01-14", *TWO_DATES), "2025-01-14", False),
        ("2025年11月4日", date("2025-01-14", *TWO_DATES, span=Span(9, 12)), "2025-01-14", False),
        ("2025年11月4日", date("2025-01-14", *TWO_DATES, span=None), "2025-01-14", False),
    ],
    ids=["full", "day", "only", "other date", "no date", "elsewhere", "nowhere"],
)
def test_accepting_reading_confirms_date_at_its_place(
    reading: str, fact: Fact, value: str, is_confirmed: bool
) -> None:
    live = outline(reading, fact)
    before = state_of(live)
    inverse = operations.decide_damage(live, 1, True).apply(live)
    found = live.fact(FactName.FEEDBACK_DATE)
    assert found is not None
    assert (found.value, found.confirmed) == (value, is_confirmed)
    inverse.apply(live)
    assert state_of(live) == before


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        (total(16.0, 216.0), 16.0),
        (total(value=16.0), 16.0),
        (total(3.0, 4.0), None),
        (total(2.0, 16.0), None),
        (total(16.0, is_damaged=False), None),
    ],
    ids=["candidate", "value", "neither", "both", "sound"],
)
def test_accepting_reading_confirms_total_at_its_place(claim: Claim, value: float | None) -> None:
    live = outline("2个方面16个问题", claim)
    operations.decide_damage(live, 1, True).apply(live)
    (found,) = live.claims()
    assert found.confirmed == (value is not None)
    assert value is None or found.value == value


def test_refusing_reading_confirms_nothing() -> None:
    live = outline("2025年11月4日", date("2025-01-14", *TWO_DATES))
    operations.decide_damage(live, 1, False).apply(live)
    found = live.fact(FactName.FEEDBACK_DATE)
    assert found is not None
    assert not found.confirmed


def test_accepting_another_reading_keeps_its_words() -> None:
    live = outline("2025年1月14日", date("2025-01-14", *TWO_DATES))
    operations.decide_damage(live, 1, True, "2025年11月4日").apply(live)
    (place,) = live.damage()
    assert (place.reading, place.accepted, place.printed) == ("2025年11月4日", True, "2025114日")
    found = live.fact(FactName.FEEDBACK_DATE)
    assert found is not None
    assert found.value == "2025-11-04"
