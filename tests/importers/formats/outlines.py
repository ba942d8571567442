"""Readings as plain data, so that one can be held against another."""

from __future__ import annotations

from models.facts import METADATA_FACTS
from models.notice import Reading
from models.source import SourceText, own_words, squeeze


def outline(source: SourceText, reading: Reading) -> list[tuple[object, ...]]:
    """Every node with its place, number, words and state, then what the notice tells of itself."""
    places = {node.id: at for at, node in enumerate(reading.nodes)}
    nodes: list[tuple[object, ...]] = [
        (
            None if node.parent is None else places[node.parent],
            node.kind,
            node.number,
            squeeze(own_words(source.text, tuple(part.span for part in node.spans))),
            node.status,
            node.deadline,
        )
        for node in reading.nodes
    ]
    # What a page says of the notice stands on the page only.
    told = [fact for fact in reading.facts if fact.name not in METADATA_FACTS]
    return [*nodes, *((fact.name, fact.value) for fact in told)]
