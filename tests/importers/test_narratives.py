"""How much of whole notices of many kinds of bodies is told right, against marks made by hand before any reading.

`mended` are notices the cue tables were mended by; nothing was ever changed for the sake of one in `kept`.
"""

from __future__ import annotations

from functools import cache

import pytest

from models.values import ConfidenceLevel
from tests.importers.marked_narratives import Told, all_marked, told


@cache
def _told(folder: str) -> Told:
    return told(all_marked(folder))


@pytest.mark.parametrize(("folder", "least"), [("mended", 0.95), ("kept", 0.92)])
def test_marked_notices_are_told_right(folder: str, least: float) -> None:
    assert _told(folder).share_right() >= least


@pytest.mark.parametrize("folder", ["mended", "kept"])
def test_every_marked_notice_is_told_mostly_right(folder: str) -> None:
    shares = {notice.name: told([notice]).share_right() for notice in all_marked(folder)}
    assert min(shares.values()) >= 0.8, shares


def test_high_confidence_is_right() -> None:
    kept = _told("kept")
    high = kept.share_right_at(ConfidenceLevel.HIGH)
    assert high is not None
    assert high >= 0.97
    assert kept.share_at(ConfidenceLevel.HIGH) >= 0.5


def test_lower_confidence_is_right_less_often() -> None:
    both = told([*all_marked("mended"), *all_marked("kept")])
    high, medium, low = (both.share_right_at(level) for level in ConfidenceLevel)
    assert high is not None
    assert medium is not None
    assert low is not None
    assert high > medium + 0.05
    assert high > low + 0.1


def test_marks_leave_the_text_and_its_numbers() -> None:
    notice = next(one for one in all_marked("mended") if one.name == "college")
    assert "[" not in notice.text
    assert len(notice.text) == len(notice.sides)
    at = notice.text.index("二是")
    assert notice.sides[at : at + 2] == "  "
    assert notice.sides[at - 1] in "mo"
