"""What a careful reader takes from marked notices beside the outline: facts, totals, deadlines, measure or outcome.

It stands in a JSON file beside the notice. `claims` are all totals of aspects, problems, measures and states, in
order, `effects` those of meetings, rules, people and money; `sides` says how many items are measures and outcomes
where labels tell it; `deadlines` and `limits` (时限类别) are those told, `responsible` who answers for a problem.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.facts import ClaimSubject, MentionType
from models.node import Node, NodeKind
from models.notice import Reading
from tests.importers.marked import FOLDER, load
from tests.importers.reading import read

_DOCUMENTS = (MentionType.DOCUMENT, MentionType.DOCUMENT_NUMBER)
_EFFECTS = frozenset(
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
        "claims": _claims(reading, effects=False),
        "effects": _claims(reading, effects=True),
        "deadlines": [f"{node.number} {node.deadline}" for node in reading.nodes if node.deadline],
        "limits": [
            f"{node.number} {node.limit_class}" for node in reading.nodes if node.limit_class
        ],
        "responsible": [_responsible(node) for node in reading.nodes if _answers_for(node)],
        "documents": [mention.value for mention in reading.mentions if mention.type in _DOCUMENTS],
        "sides": {kind.value: kinds[kind] for kind in (NodeKind.MEASURE, NodeKind.OUTCOME)},
    }


def _claims(reading: Reading, *, effects: bool) -> list[str]:
    return [
        f"{claim.subject.value} {claim.value:.12g}"
        for claim in reading.claims
        if (claim.subject in _EFFECTS) is effects
    ]


def _answers_for(node: Node) -> bool:
    return bool(node.lead_person or node.lead_office or node.person)


def _responsible(node: Node) -> str:
    told = (node.lead_person, node.lead_office, node.person)
    return f"{node.number} {' | '.join(name or '-' for name in told)}"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_marked_notice_is_told_as_marked(path: Path) -> None:
    wanted = json.loads(path.read_text(encoding="utf-8"))
    facts = wanted.pop("facts")
    reading = read(load(path.with_suffix(".txt")).text)
    told = _told(reading)
    read_facts = {fact.name.value: fact.value for fact in reading.facts}
    assert {name: read_facts.get(name) for name in facts} == facts
    assert {name: told[name] for name in wanted} == wanted
