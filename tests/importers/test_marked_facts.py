"""What a careful reader takes from marked notices beside the outline: facts, totals, deadlines, measure or outcome.

It stands in a JSON file beside the notice. `claims` are all totals of aspects, problems, measures and states, in
order; `sides` says how many items are measures and outcomes where labels tell it; `deadlines` are those told.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.facts import ClaimSubject
from models.node import NodeKind
from models.notice import Reading
from tests.importers.marked import FOLDER, load
from tests.importers.reading import read

# Totals of what was handed over, spent or held are told by tests of their own.
_OTHER = frozenset(
    {
        ClaimSubject.MEETINGS,
        ClaimSubject.ISSUED_RULES,
        ClaimSubject.MONEY,
        ClaimSubject.PEOPLE,
    }
)


def _told(reading: Reading) -> dict[str, Any]:
    kinds = Counter(node.kind for node in reading.nodes)
    return {
        "claims": [
            f"{claim.subject.value} {claim.value:g}"
            for claim in reading.claims
            if claim.subject not in _OTHER
        ],
        "deadlines": [
            f"{node.number} {node.deadline}" for node in reading.nodes if node.deadline is not None
        ],
        "sides": {kind.value: kinds[kind] for kind in (NodeKind.MEASURE, NodeKind.OUTCOME)},
    }


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_marked_notice_is_told_as_marked(path: Path) -> None:
    wanted = json.loads(path.read_text(encoding="utf-8"))
    facts = wanted.pop("facts")
    reading = read(load(path.with_suffix(".txt")).text)
    told = _told(reading)
    read_facts = {fact.name.value: fact.value for fact in reading.facts}
    assert {name: read_facts.get(name) for name in facts} == facts
    assert {name: told[name] for name in wanted} == wanted
