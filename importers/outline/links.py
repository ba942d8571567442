"""Which outcome answers which measure: by number where the meaning agrees, else by weighted overlap of terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.segment import Segmenter

# What is cut into pairs of signs where no segmenter is at hand. Sample: "健全制度"
_HAN = re.compile(r"[一-鿿A-Za-z0-9]+")

_NUMBER_GAIN = 0.16  # what the same number is worth, in overlap
_LEAST = 0.07  # overlap below which two texts speak of different things
_SECOND = 0.62  # share of the best overlap that a second measure must have to be answered as well
_SECOND_LEAST = 0.2
_FARTHEST = 100  # so many measures before and behind its place are compared with an outcome; no real list is longer

Terms = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Side:
    """A measure or outcome with its terms and the weight of all of them."""

    node: Node
    terms: frozenset[str]
    weight: float


def find_links(
    nodes: Sequence[Node], source: str, segmenter: Segmenter | None = None
) -> tuple[Link, ...]:
    """The links between the outcomes and measures of each problem, and from every item to its own outcome."""
    below: dict[NodeId, list[Node]] = {}
    for node in nodes:
        if node.parent is not None and node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME):
            below.setdefault(node.parent, []).append(node)
    kinds = {node.id: node.kind for node in nodes}
    cut = segmenter.terms if segmenter is not None else pairs
    weigh = _Weights(cut, [node for group in below.values() for node in group], source)
    found: list[Link] = []
    for parent, group in below.items():
        if kinds[parent] is NodeKind.MEASURE:
            found += [Link(node.id, parent, round(node.confidence, 3)) for node in group]
        else:
            found += _linked(weigh, group)
    return tuple(found)


def pairs(words: str) -> list[str]:
    """The pairs of neighbouring signs of a text."""
    return [run[at : at + 2] for run in _HAN.findall(words) for at in range(len(run) - 1)]


class _Weights:
    """Terms and how telling each is: rare ones more than those in every item."""

    def __init__(self, cut: Terms, nodes: Sequence[Node], source: str) -> None:
        self._terms = {node.id: frozenset(cut(node.text(source))) for node in nodes}
        known = Counter(chain.from_iterable(self._terms.values()))
        count = max(1, len(nodes))
        self._weight = {term: math.log((count + 1) / (seen + 0.5)) for term, seen in known.items()}

    def side(self, node: Node) -> _Side:
        terms = self._terms[node.id]
        return _Side(node, terms, self._sum(terms) or 1.0)

    def overlap(self, one: _Side, other: _Side) -> float:
        """How much two texts speak of the same, 0 to 1."""
        shared = self._sum(one.terms & other.terms)
        return shared / math.sqrt(one.weight * other.weight) if shared else 0.0

    def _sum(self, terms: Iterable[str]) -> float:
        return math.fsum(map(self._weight.__getitem__, terms))


def _linked(weigh: _Weights, group: Sequence[Node]) -> list[Link]:
    measures = [weigh.side(node) for node in group if node.kind is NodeKind.MEASURE]
    outcomes = [weigh.side(node) for node in group if node.kind is NodeKind.OUTCOME]
    if len(measures) == 1 and len(outcomes) == 1:
        overlap = weigh.overlap(outcomes[0], measures[0])
        return [Link(outcomes[0].node.id, measures[0].node.id, _confidence(overlap + _NUMBER_GAIN))]
    paired = _are_paired(measures, outcomes)
    least = 0.0 if paired else _LEAST
    return [
        link
        for at, outcome in enumerate(outcomes)
        for link in _links_of(weigh, outcome, _near(measures, at / len(outcomes)), least)
    ]


def _near(measures: Sequence[_Side], place: float) -> Sequence[_Side]:
    """The measures around a place of their list, told as a share of its length: all of them in any real notice."""
    middle = round(place * len(measures))
    first = max(0, min(middle - _FARTHEST, len(measures) - 2 * _FARTHEST))
    return measures[first : first + 2 * _FARTHEST]


def _are_paired(measures: Sequence[_Side], outcomes: Sequence[_Side]) -> bool:
    """Whether the numbers of outcomes are those of measures, so that they are meant to answer them one by one."""
    promised = {side.node.number for side in measures if side.node.number}
    told = {side.node.number for side in outcomes if side.node.number}
    return bool(told) and len(promised & told) >= 0.75 * max(len(promised), len(told))


def _links_of(
    weigh: _Weights, outcome: _Side, measures: Sequence[_Side], least: float
) -> list[Link]:
    scored = [(weigh.overlap(outcome, measure), measure) for measure in measures]
    ranked = sorted(
        scored, key=lambda pair: -(pair[0] + _NUMBER_GAIN * _same_number(outcome, pair[1]))
    )
    if not ranked or ranked[0][0] < (least if _same_number(outcome, ranked[0][1]) else _LEAST):
        return []
    best = ranked[0]
    links = [_link(outcome, best)]
    for overlap, measure in ranked[1:]:
        if overlap >= max(_SECOND_LEAST, best[0] * _SECOND) and not _same_number(outcome, best[1]):
            links.append(_link(outcome, (overlap, measure)))
    return links


def _link(outcome: _Side, found: tuple[float, _Side]) -> Link:
    overlap, measure = found
    same = _same_number(outcome, measure)
    return Link(
        outcome.node.id,
        measure.node.id,
        _confidence(overlap + _NUMBER_GAIN * same),
        "number" if same else "meaning",
    )


def _same_number(outcome: _Side, measure: _Side) -> bool:
    return outcome.node.number is not None and outcome.node.number == measure.node.number


def _confidence(score: float) -> float:
    return round(min(0.98, 0.4 + score), 3)
