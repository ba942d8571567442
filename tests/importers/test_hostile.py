"""No pattern of the reader or the checks takes longer than in step with the length of the text."""

from __future__ import annotations

import random
import re

import pytest

from tests.importers.hostile import Found, all_patterns, slow_texts

UNBOUNDED = [found for found in all_patterns() if found.is_unbounded]


@pytest.mark.parametrize("found", UNBOUNDED, ids=[found.name for found in UNBOUNDED])
def test_a_pattern_stays_in_step_with_texts_of_its_own_signs(found: Found) -> None:
    assert list(slow_texts(found, random.Random(7), samples=2)) == []


def test_all_patterns_holds_those_of_modules_and_of_cached_functions() -> None:
    names = {found.name for found in all_patterns()}

    assert "importers.outline.facts.mentions._DOCUMENT" in names
    assert "importers.outline.words.statuses._sentence" in names
    assert "checks.status._TO_DO" in names


@pytest.mark.parametrize(
    "source",
    [r"(?:a|a)*b", r"\s+$", r"[\w.]+@", r"“[^”]*”"],
)
def test_a_careless_pattern_is_found_out(source: str) -> None:
    found = Found("careless", re.compile(source, re.DOTALL), is_searched=True)

    assert list(slow_texts(found, random.Random(7))) != []
