"""The lowest problems of a notice by their words, and which of one version is which of the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.ids import NodeId
from models.node import Node
from models.notice import Notice
from models.outline import Outline
from models.progress import CancelToken, NeverCancelled, asked
from models.source import SpanRole, own_words, squeeze
from models.versions.fingerprint import Fingerprint, fingerprint_of

_NEVER = NeverCancelled()
# From which part of their words (pairs of signs, or sentences of all that belongs to them) two problems are the same.
_WORDS_SHARED, _SENTENCES_SHARED = 0.6, 0.5
# How many problems are compared word by word with each, and in how many a pair of signs may stand to tell any apart.
_NEAREST, _TELLING_PLACES = 5, 20
# Numbers and labels may change without a word of what is said.
_SAYS_NOTHING = (SpanRole.NUMBER, SpanRole.LABEL)


@dataclass(frozen=True, slots=True)
class Problem:
    """A lowest problem by its squeezed words.

    Attributes:
        order: its place among the lowest problems of the notice, from 0.
        words: its own.
        content: what belongs to it: measures, outcomes, status, limits; in the order of the source.
        above: the words of what it stands under.
    """

    id: NodeId
    order: int
    words: str
    content: str
    above: str

    def says_the_same(self, other: Problem) -> bool:
        """Whether a judgement of one holds for the other: not a word is different."""
        return (self.words, self.content) == (other.words, other.content)


def problems_of(notice: Notice, cancel: CancelToken = _NEVER) -> list[Problem]:
    """The lowest problems in the order of the document.

    Raises:
        Cancelled: if the user stopped it.
    """
    outline, text = notice.outline, notice.text
    found = []
    walked = asked(outline.walk(), cancel)
    lowest = [node for node in walked if outline.is_lowest_problem(node.id)]
    for order, node in enumerate(lowest):
        cancel.check()
        content = _said_below(outline, node, text)
        above = "\n".join(said_by(one, text) for one in outline.ancestors(node.id))
        found.append(Problem(node.id, order, said_by(node, text), content, above))
    return found


def match_problems(
    old: Sequence[Problem], new: Sequence[Problem], cancel: CancelToken = _NEVER
) -> dict[NodeId, NodeId]:
    """The problem of `new` that one of `old` has become, for those that have one.

    By words alone, the same ones first; place decides only between equals.

    Raises:
        Cancelled: if the user stopped it.
    """
    pairing = _Pairing(old, new, cancel)
    for key in _KEYS:
        cancel.check()
        pairing.take_equal(key)
    pairing.take_alike(_alike_sentences, _SENTENCES_SHARED)
    pairing.take_alike(_alike_words, _WORDS_SHARED)
    return pairing.matched


def said_by(node: Node, text: str) -> str:
    """The squeezed words of a node as the notice has them, whatever a reviewer typed instead."""
    return squeeze(own_words(text, node.body) or node.wording or "")


def _said_below(outline: Outline, problem: Node, text: str) -> str:
    nodes = (problem, *outline.walk(problem.id))
    spans = {
        part.span
        for node in nodes
        for part in node.spans
        if part.role not in _SAYS_NOTHING and not (node is problem and part.role is SpanRole.BODY)
    }
    return squeeze("\n".join(span.of(text) for span in sorted(spans)))


_KEYS: tuple[Callable[[Problem], Hashable | None], ...] = (
    lambda one: (one.words, one.content, one.above),
    lambda one: (one.words, one.content),
    lambda one: (one.words, one.above) if one.words else None,
    lambda one: one.words or None,
)

_Scores = Mapping[tuple[int, int], float]


class _Pairing:
    """Pairs found so far; by place in the two lists."""

    def __init__(self, old: Sequence[Problem], new: Sequence[Problem], cancel: CancelToken) -> None:
        self._cancel = cancel
        self._old = dict(enumerate(old))
        self._new = dict(enumerate(new))
        self.matched: dict[NodeId, NodeId] = {}

    def take_equal(self, key: Callable[[Problem], Hashable | None]) -> None:
        """Pairs those with equal keys, first with first."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at in sorted(self._new, reverse=True):
            waiting[key(self._new[at])].append(at)
        for at in sorted(self._old):
            wanted = key(self._old[at])
            if wanted is not None and waiting.get(wanted):
                self._take(at, waiting[wanted].pop())

    def take_alike(
        self,
        score: Callable[[Mapping[int, Problem], Mapping[int, Problem], CancelToken], _Scores],
        least: float,
    ) -> None:
        """Pairs those that are alike, most alike first, nearest first among equals."""
        scores = score(self._old, self._new, self._cancel)
        rated = sorted(
            (-value, abs(first - second), first, second)
            for (first, second), value in scores.items()
            if value >= least
        )
        for _, _, first, second in rated:
            if first in self._old and second in self._new:
                self._take(first, second)

    def _take(self, first: int, second: int) -> None:
        self.matched[self._old.pop(first).id] = self._new.pop(second).id


def _alike_words(
    old: Mapping[int, Problem], new: Mapping[int, Problem], cancel: CancelToken
) -> _Scores:
    """Common pairs of signs of the problems' own words, of those of both."""
    olds = {at: _pairs(one.words) for at, one in asked(old.items(), cancel)}
    news = {at: _pairs(one.words) for at, one in asked(new.items(), cancel)}
    near = _near(olds, news, cancel)
    return {
        (at, other): 2 * len(olds[at] & news[other]) / (len(olds[at]) + len(news[other]))
        for at, other in asked(near, cancel)
    }


def _near(
    olds: Mapping[int, frozenset[str]], news: Mapping[int, frozenset[str]], cancel: CancelToken
) -> Iterator[tuple[int, int]]:
    """The few that each one has most pairs in common with, not counting those that stand everywhere."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, pairs in asked(news.items(), cancel):
        for pair in pairs:
            places[pair].append(at)
    most = max(_TELLING_PLACES, len(news) // _TELLING_PLACES)
    for at, pairs in asked(olds.items(), cancel):
        common: Counter[int] = Counter()
        for pair in pairs:
            found = places.get(pair, ())
            if len(found) <= most:
                common.update(found)
        for other, _ in common.most_common(_NEAREST):
            yield at, other


def _alike_sentences(
    old: Mapping[int, Problem], new: Mapping[int, Problem], cancel: CancelToken
) -> _Scores:
    """Common sentences of all that belongs to the problems, of the shorter one."""
    olds, news = _fingerprints(old, cancel), _fingerprints(new, cancel)
    places: dict[int, list[int]] = defaultdict(list)
    for at, one in news.items():
        for sentence in one.sentences:
            places[sentence].append(at)
    near = {
        (at, other)
        for at, one in asked(olds.items(), cancel)
        for sentence in one.sentences
        for other in places.get(sentence, ())
    }
    return {
        (at, other): olds[at].shared(news[other]) / min(olds[at].length, news[other].length)
        for at, other in asked(near, cancel)
    }


def _fingerprints(problems: Mapping[int, Problem], cancel: CancelToken) -> dict[int, Fingerprint]:
    return {
        at: fingerprint_of(f"{one.words}。{one.content}")
        for at, one in asked(problems.items(), cancel)
    }


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))
