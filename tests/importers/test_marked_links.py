"""How many links of whole notices are right where the numbers of measures and outcomes disagree.

`mended` and `library` are notices that the rules were mended by; nothing was ever changed for the sake of the others.
"""

from __future__ import annotations

import pytest

from tests.importers.marked_links import links_of


@pytest.mark.parametrize("name", ["mended", "kept", "library", "ecology"])
def test_links_of_marked_notices_are_right(name: str) -> None:
    found = links_of(name)
    assert found.precision >= 0.95
    assert found.recall >= 0.9


@pytest.mark.parametrize("name", ["mended", "kept", "library", "ecology"])
def test_wrong_links_are_not_sure(name: str) -> None:
    found = links_of(name)
    wrong = [sure for link, sure in found.confidence.items() if link not in found.wanted]
    right = [sure for link, sure in found.confidence.items() if link in found.wanted]
    assert max(wrong, default=0.0) < 0.6
    assert sum(right) / len(right) > 0.75


def test_one_outcome_answers_several_measures() -> None:
    found = links_of("mended")
    answered: dict[str, set[str]] = {}
    for outcome, measure in found.confidence:
        answered.setdefault(outcome, set()).add(measure)
    assert answered["争取资金160万元，东桥"] == {"1", "2"}
    assert answered["全区8个镇街共配备专职人"] == {"1", "2"}
