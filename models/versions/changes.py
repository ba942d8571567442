"""变化: what is different from one version to the next, in words a person can check."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models import labels
from models.facts import FactName
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.rereading import Difference, DifferenceSort
from models.source import Span, SpanRole, own_words, squeeze
from models.versions.holding import Holding
from models.versions.problems import match_problems, problems_of

# A sentence with its end. Sample: "已开展学习5次；"
_SENTENCE = re.compile(r"[^。；;！!？?]+[。；;！!？?]*")
# Numbers before a sentence, which may change without a word of it. Sample: "（一）1."
_NUMBERS = re.compile(
    r"(?:\(?(?:(?<![一二三四五六七八九十百])[一二三四五六七八九十百]++|(?<!\d)\d++)[).、]++)+"
)
_LEAST = 4  # signs of a sentence between the problems; less is a label
_TOLD = {
    SpanRole.STATUS: labels.FIELD["status"],
    SpanRole.DEADLINE: labels.FIELD["deadline_quote"],
    SpanRole.PERSON: labels.FIELD["person"],
    SpanRole.OFFICE: labels.FIELD["lead_office"],
}


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of a version."""

    words: str
    what: str
    node_id: NodeId | None
    span: Span | None

    @property
    def key(self) -> str:
        return _NUMBERS.sub("", squeeze(self.words), count=1)


def changes(old: Notice, new: Notice) -> tuple[Difference, ...]:
    """All that is different in `new`: first the problems in their order, then facts, then the words around.

    The nodes and places are those of `new`; of what is gone those of `old`.
    """
    holding = Holding(old, new)
    return (
        *_of_problems(holding),
        *_of_facts(old, new),
        *_of_claims(old, new),
        *_around(holding),
    )


def _of_problems(holding: Holding) -> Iterator[Difference]:
    old, new = holding.old, holding.new
    olds, news = problems_of(old), problems_of(new)
    matched = match_problems(olds, news)
    before_of = {after: before for before, after in matched.items()}
    names, old_names = _names(new), _names(old)
    by_id = {one.id: one for one in olds}
    for problem in news:
        before = by_id.get(before_of.get(problem.id, NodeId(0)))
        name = names[problem.id]
        if before is None:
            words = new.words(new.outline.node(problem.id))
            place = _place(new.outline.node(problem.id))
            yield Difference(DifferenceSort.ADDED, name, "", "", words, problem.id, place)
        elif not holding.holds_on(before, problem):
            if old_names[before.id] != name:
                name = labels.NAMED_BEFORE.format(name=name, before=old_names[before.id])
            yield from _of_problem(holding, before.id, problem.id, name)
    for gone in olds:
        if gone.id not in matched:
            verdict = old.outline.review(gone.id).verdict
            what = f"{labels.OLD_VERDICT}：{verdict}" if verdict else ""
            node = old.outline.node(gone.id)
            name, words = old_names[gone.id], old.words(node)
            yield Difference(DifferenceSort.REMOVED, name, what, words, "", gone.id, _place(node))


def _of_problem(holding: Holding, before: NodeId, after: NodeId, name: str) -> Iterator[Difference]:
    place = _place(holding.new.outline.node(after))
    verdict = holding.old.outline.review(before).verdict
    if verdict:
        says = labels.OLD_VERDICT_ENDED
        yield Difference(
            DifferenceSort.CHANGED, name, labels.OLD_VERDICT, verdict, says, after, place
        )
    runs = _runs(_said_of(holding.old, before), _said_of(holding.new, after))
    if holding.has_marked_words:
        runs = _other_words(runs, holding)
    for was, now in runs:
        shown = (now or was)[0]
        node_id, span = (shown.node_id, shown.span) if now else (after, place)
        yield Difference(
            DifferenceSort.CHANGED, name, shown.what, _joined(was), _joined(now), node_id, span
        )


def _of_facts(old: Notice, new: Notice) -> Iterator[Difference]:
    for name in FactName:
        before, after = old.fact(name), new.fact(name)
        if squeeze(before or "") != squeeze(after or ""):
            fact = new.outline.fact(name)
            yield Difference(
                DifferenceSort.CHANGED,
                labels.FACTS,
                labels.FACT[name],
                before or labels.NOTHING,
                after or labels.NOTHING,
                None,
                fact.span if fact else None,
            )


def _of_claims(old: Notice, new: Notice) -> Iterator[Difference]:
    befores, afters = _claims(old), _claims(new)
    for subject in {**befores, **afters}:
        before, after = befores.get(subject, []), afters.get(subject, [])
        if [value for value, _, _ in before] != [value for value, _, _ in after]:
            yield Difference(
                DifferenceSort.CHANGED,
                labels.CLAIMED,
                subject,
                "；".join(quote for _, quote, _ in before) or labels.NOTHING,
                "；".join(quote for _, quote, _ in after) or labels.NOTHING,
                None,
                after[0][2] if after else None,
            )


def _claims(notice: Notice) -> dict[str, list[tuple[float, str, Span]]]:
    found: dict[str, list[tuple[float, str, Span]]] = defaultdict(list)
    for claim in notice.outline.claims():
        found[labels.CLAIM[claim.subject]].append((claim.value, claim.quote, claim.span))
    return found


def _around(holding: Holding) -> Iterator[Difference]:
    """The words that belong to no problem: preface, headings, end."""
    runs = _runs(_said_around(holding.old), _said_around(holding.new))
    for was, now in _other_words(runs, holding):
        places = [one.span for one in now or was if one.span is not None]
        span = Span(places[0].start, places[-1].end)
        sort = DifferenceSort.CHANGED if was else DifferenceSort.ADDED
        if not now:
            sort = DifferenceSort.REMOVED
        yield Difference(sort, labels.OTHER_WORDS, "", _joined(was), _joined(now), None, span)


def _said_of(notice: Notice, problem: NodeId) -> list[_Said]:
    """The sentences of a problem and of all below it."""
    outline, text = notice.outline, notice.text
    nodes = (outline.node(problem), *outline.walk(problem))
    own = [span for node in nodes for span in node.body]
    found: list[_Said] = []
    for node in nodes:
        what, place = labels.KIND[node.kind], _place(node)
        found += [
            _Said(one, what, node.id, place) for one in _sentences(own_words(text, node.body))
        ]
        for part in node.spans:
            if part.role in _TOLD and not any(part.span.overlaps(span) for span in own):
                found.append(_Said(part.span.of(text), _TOLD[part.role], node.id, part.span))
    return found


def _said_around(notice: Notice) -> list[_Said]:
    covered = [
        clutter.span for clutter in (*notice.source.evidence.clutter, *notice.reading.clutter)
    ]
    for problem in notice.outline.lowest_problems():
        nodes = (problem, *notice.outline.walk(problem.id))
        spans = [part.span for node in nodes for part in node.spans]
        if spans:
            covered.append(Span(min(spans).start, max(span.end for span in spans)))
    found, at = [], 0
    for span in (*sorted(covered), None):
        end = span.start if span else len(notice.text)
        found += [
            _around_at(notice.text, at, match) for match in _SENTENCE.finditer(notice.text[at:end])
        ]
        at = max(at, span.end) if span else at
    return [one for one in found if len(one.key) >= _LEAST]


def _around_at(text: str, start: int, match: re.Match[str]) -> _Said:
    words = match.group()
    blanks = len(words) - len(words.lstrip())
    first = start + match.start() + (blanks if words.strip() else 0)
    span = Span(first, start + match.end())
    return _Said(own_words(text, (span,)), labels.OTHER_WORDS, None, span)


_Run = tuple[list[_Said], list[_Said]]


def _runs(old: Sequence[_Said], new: Sequence[_Said]) -> Iterator[_Run]:
    """Sentences that were replaced, taken out or added, together as far as they are of one node."""
    keys = ([one.key for one in old], [one.key for one in new])
    for tag, start, end, first, last in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, now = _by_node(old[start:end]), _by_node(new[first:last])
        for at in range(max(len(was), len(now))):
            yield (was[at] if at < len(was) else [], now[at] if at < len(now) else [])


def _other_words(runs: Iterator[_Run], holding: Holding) -> Iterator[_Run]:
    """The runs without the words that both versions have: read as another part they are not gone, nor new."""
    for olds, news in runs:
        was = [one for one in olds if not holding.stands_on(one.key)]
        now = [one for one in news if not holding.stood_before(one.key)]
        if was or now:
            yield was, now


def _by_node(said: Sequence[_Said]) -> list[list[_Said]]:
    found: list[list[_Said]] = []
    for one in said:
        if found and (found[-1][0].node_id, found[-1][0].what) == (one.node_id, one.what):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _joined(said: Sequence[_Said]) -> str:
    return "".join(one.words for one in said)


def _sentences(words: str) -> list[str]:
    return [match.group() for match in _SENTENCE.finditer(words) if match.group().strip()]


def _names(notice: Notice) -> dict[NodeId, str]:
    numbers = notice.outline.item_numbers()
    kinds = {NodeKind.PROBLEM, NodeKind.SUB_PROBLEM}
    return {
        node.id: f"{labels.KIND[node.kind]} {numbers[node.id]}"
        for node in notice.outline.lowest_problems()
        if node.kind in kinds
    }


def _place(node: Node) -> Span | None:
    spans = node.body or tuple(part.span for part in node.spans)
    return spans[0] if spans else None
