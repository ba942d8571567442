"""Which outcome answers which measure: by number where the meaning agrees, else by weighted overlap of terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.segment import Segmenter

# What is cut into pairs of signs where no segmenter is at hand. Sample: "健全制度"
_HAN = re.compile(r"[一-鿿A-Za-z0-9]+")

# Where a part of an outcome ends that may answer a measure of its own. Sample: "采购新书1.6万册，建成分馆9个。"
_PART_END = re.compile(r"[，,；;。\n]+")

_NUMBER_GAIN = 0.16  # what the same number is worth, in overlap
_AGAINST = 0.1  # so much more overlap with another measure speaks against the number
_DISPROVED = 0.25  # so much of that altogether shows that the numbers of a list pair nothing
_LEAST = 0.07  # overlap below which two texts speak of different things
_SECOND = 0.62  # share of the best overlap that a second measure must have to be answered as well
_SECOND_LEAST = 0.2
_PART_LEAST = 0.3  # overlap of a part of an outcome with the measure that it answers of its own
_PART_LEAD = 1.5  # by how much a part must be nearer to it than to any other measure
_CLOSE = 0.8  # share of the best overlap from which on it is open which measure is meant
_OPEN_LOSS = 0.12  # what that takes from the confidence
_FARTHEST = 100  # so many measures before and behind its place are compared with an outcome; no real list is longer

Terms = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Side:
    """A measure or outcome with its terms, or those of a part of it, and the weight of all of them."""

    node: Node
    terms: frozenset[str]
    weight: float
    parts: tuple[_Side, ...] = ()


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
    compared = [node for group in below.values() if _is_compared(kinds, group) for node in group]
    weigh = _Weights(cut, compared, source)
    found: list[Link] = []
    for parent, group in below.items():
        if kinds[parent] is NodeKind.MEASURE:
            found += [Link(node.id, parent, round(node.confidence, 3)) for node in group]
        else:
            found += _linked(weigh, group)
    return tuple(found)


def _is_compared(kinds: dict[NodeId, NodeKind], group: Sequence[Node]) -> bool:
    """Whether the words of a group tell what answers what: not where an item holds its own outcome."""
    above = group[0].parent
    return (
        above is not None
        and kinds[above] is not NodeKind.MEASURE
        and {node.kind for node in group} == {NodeKind.MEASURE, NodeKind.OUTCOME}
    )


def pairs(words: str) -> list[str]:
    """The pairs of neighbouring signs of a text."""
    return [run[at : at + 2] for run in _HAN.findall(words) for at in range(len(run) - 1)]


class _Weights:
    """Terms and how telling each is: rare ones more than those in every item."""

    def __init__(self, cut: Terms, nodes: Sequence[Node], source: str) -> None:
        self._parts = {node.id: _cut(cut, node, source) for node in nodes}
        self._terms = {
            node_id: frozenset(chain.from_iterable(parts)) for node_id, parts in self._parts.items()
        }
        known = Counter(chain.from_iterable(self._terms.values()))
        count = max(1, len(nodes))
        self._weight = {term: math.log((count + 1) / (seen + 0.5)) for term, seen in known.items()}

    def side(self, node: Node) -> _Side:
        parts = self._parts[node.id]
        own = tuple(self._side(node, part) for part in parts) if len(parts) > 1 else ()
        return self._side(node, self._terms[node.id], own)

    def _side(self, node: Node, terms: frozenset[str], parts: tuple[_Side, ...] = ()) -> _Side:
        return _Side(node, terms, self._sum(terms) or 1.0, parts)

    def overlap(self, one: _Side, other: _Side) -> float:
        """How much two texts speak of the same, 0 to 1."""
        shared = self._sum(one.terms & other.terms)
        return shared / math.sqrt(one.weight * other.weight) if shared else 0.0

    def _sum(self, terms: Iterable[str]) -> float:
        return math.fsum(map(self._weight.__getitem__, terms))


def _cut(cut: Terms, node: Node, source: str) -> list[frozenset[str]]:
    """The terms of each part of a text."""
    return [frozenset(cut(part)) for part in _PART_END.split(node.text(source)) if part]


def _linked(weigh: _Weights, group: Sequence[Node]) -> list[Link]:
    if {node.kind for node in group} != {NodeKind.MEASURE, NodeKind.OUTCOME}:
        return []
    measures = [weigh.side(node) for node in group if node.kind is NodeKind.MEASURE]
    outcomes = [weigh.side(node) for node in group if node.kind is NodeKind.OUTCOME]
    if len(measures) == 1 and len(outcomes) == 1:
        overlap = weigh.overlap(outcomes[0], measures[0])
        return [Link(outcomes[0].node.id, measures[0].node.id, _confidence(overlap + _NUMBER_GAIN))]
    compared = [
        _Compared(weigh, outcome, _near(measures, at / len(outcomes)))
        for at, outcome in enumerate(outcomes)
    ]
    if math.fsum(outcome.number_speaks() for outcome in compared) < -_DISPROVED:
        gain, least = 0.0, _LEAST
    else:
        gain, least = _NUMBER_GAIN, 0.0 if _are_paired(measures, outcomes) else _LEAST
    return [link for outcome in compared for link in outcome.links(gain, least)]


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


class _Compared:
    """An outcome beside the measures that it may answer."""

    def __init__(self, weigh: _Weights, outcome: _Side, measures: Sequence[_Side]) -> None:
        self._weigh = weigh
        self._outcome = outcome
        self._gain = _NUMBER_GAIN
        self._least = _LEAST
        self._scored = [(weigh.overlap(outcome, measure), measure) for measure in measures]

    def number_speaks(self) -> float:
        """By how much the words answer the measure of the same number, below 0 where clearly another one."""
        best = max((overlap for overlap, _ in self._scored), default=0.0)
        own = [overlap for overlap, side in self._scored if _same_number(self._outcome, side)]
        if not own or best < _LEAST:
            return 0.0
        if best > own[0]:
            return own[0] - best if best > own[0] + _AGAINST else 0.0
        return best

    def links(self, gain: float, least: float) -> list[Link]:
        """The links of the outcome: to the nearest measure, and to others that it or a part of it answers.

        Args:
            gain: what the same number is worth here, in overlap.
            least: the overlap that a measure of the same number must have.
        """
        self._gain, self._least = gain, least
        ranked = sorted(self._scored, key=self._worth)
        if not ranked or not self._is_answer(*ranked[0]):
            return []
        best, measure = ranked[0]
        found = {measure.node.id: ranked[0]}
        if not _same_number(self._outcome, measure):
            least = max(_SECOND_LEAST, best * _SECOND)
            found |= {pair[1].node.id: pair for pair in self._of_parts()}
            found |= {pair[1].node.id: pair for pair in ranked[1:] if pair[0] >= least}
        open_ = any(
            overlap >= _CLOSE * best and other.node.id not in found for overlap, other in ranked
        )
        return [self._link(*pair, is_open=open_) for pair in found.values()]

    def _worth(self, pair: tuple[float, _Side]) -> float:
        return -(pair[0] + self._gain * _same_number(self._outcome, pair[1]))

    def _is_answer(self, overlap: float, measure: _Side) -> bool:
        return overlap >= (self._least if _same_number(self._outcome, measure) else _LEAST)

    def _of_parts(self) -> Iterator[tuple[float, _Side]]:
        """The measures that a part of the outcome answers of its own, with the overlap of that part."""
        for part in self._outcome.parts:
            ranked = sorted(
                ((self._weigh.overlap(part, measure), measure) for _, measure in self._scored),
                key=lambda pair: -pair[0],
            )
            second = ranked[1][0] if len(ranked) > 1 else 0.0
            if ranked[0][0] >= max(_PART_LEAST, second * _PART_LEAD):
                yield ranked[0]

    def _link(self, overlap: float, measure: _Side, *, is_open: bool) -> Link:
        same = _same_number(self._outcome, measure)
        score = overlap + self._gain * same - _OPEN_LOSS * is_open
        by = "number" if same else "meaning"
        return Link(self._outcome.node.id, measure.node.id, _confidence(score), by)


def _same_number(outcome: _Side, measure: _Side) -> bool:
    return outcome.node.number is not None and outcome.node.number == measure.node.number


def _confidence(score: float) -> float:
    return round(min(0.98, 0.4 + score), 3)
