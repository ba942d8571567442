"""How much of a notice a reading found: shares between 0 and 1, by place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from models.node import Node, NodeKind
from models.notice import Reading
from models.source import Clutter, squeeze
from models.values import Status
from tests.importers.rendering.rendered import Rendered

_GROUPS = {NodeKind.ASPECT: "aspect", NodeKind.PROBLEM: "problem", NodeKind.SUB_PROBLEM: "problem"}
_STATUS = {
    "completed": Status.DONE,
    "partly": Status.PHASED,
    "in_progress": Status.ONGOING,
    "unstated": Status.UNSTATED,
}
_NEAR = 2
NAMES = ("headings", "heading_ends", "parents", "items", "numbers", "item_numbers", "status")


@dataclass
class Wanted:
    """A heading or item that gold has, with its place in the squeezed text."""

    group: str
    start: int
    end: int
    number: str | None
    parent: Wanted | None = None
    status: Status | None = None


@dataclass
class Figures:
    """The shares of one notice, by name; absent where there is nothing to measure."""

    values: dict[str, float] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)


class _Squeezed:
    """A text without blanks and clutter, in half width, with the way from the text's offsets to its own."""

    def __init__(self, text: str, clutter: Sequence[Clutter]) -> None:
        signs = list(text.replace("**", "\n\n"))
        for place in clutter:
            signs[place.span.start : place.span.end] = "\n" * len(place.span)
        parts = [squeeze(sign) for sign in signs]
        self.text = "".join(parts)
        self.at = [0]
        for part in parts:
            self.at.append(self.at[-1] + len(part))


class _Finder:
    """Finds the words of gold in reading order, from the account on."""

    def __init__(self, text: str, start: str) -> None:
        self.text = text
        self.cursor = max(0, text.find(squeeze(start)))

    def find(self, words: str) -> tuple[int, int]:
        wanted = squeeze(words)
        at = self.text.find(wanted, self.cursor)
        assert at >= 0, f"gold is not in the text: {words}"
        self.cursor = at + len(wanted)
        return at, self.cursor


def score(notice: Rendered, text: str, reading: Reading) -> Figures:
    """The figures of a reading of `text` against the gold of the notice it was made of."""
    if "totals" in notice.gold:
        return _score_totals(notice.gold["totals"], reading)
    squeezed = _Squeezed(text, reading.clutter)
    heads, items = _wanted(notice.gold, _Finder(squeezed.text, "予以公布"))
    figures = Figures()
    found = _score_headings(figures, heads, reading, squeezed)
    _score_items(figures, items, reading, squeezed)
    leaves = [head for head in heads if head.status is not None]
    right = sum(id(head) in found and found[id(head)].status is head.status for head in leaves)
    figures.values["status"] = right / len(leaves) if leaves else 1.0
    return figures


def _score_totals(totals: dict[str, float], reading: Reading) -> Figures:
    """Of a notice that has only totals, those that were found; a tree would be invented."""
    claims = {claim.subject.value: claim.value for claim in reading.claims}
    missed = [name for name, value in totals.items() if claims.get(name) != value]
    share = 0.0 if reading.nodes else 1 - len(missed) / len(totals)
    return Figures(dict.fromkeys(NAMES, share), missed)


def _wanted(gold: dict[str, Any], find: _Finder) -> tuple[list[Wanted], list[Wanted]]:
    heads: list[Wanted] = []
    items: list[Wanted] = []
    for aspect in gold["aspects"]:
        above = _head(find, heads, aspect, "aspect", None)
        for problem in aspect["problems"]:
            middle = _head(find, heads, problem, "problem", above)
            for issue in problem["issues"]:
                leaf = _head(find, heads, issue, "problem", middle or above) or middle
                assert leaf is not None
                leaf.status = _STATUS[issue["status"]]
                items += _items(find, issue)
    return heads, items


def _head(
    find: _Finder, heads: list[Wanted], row: dict[str, Any], group: str, parent: Wanted | None
) -> Wanted | None:
    if not row["title"]:
        return None
    heads.append(Wanted(group, *find.find(row["title"]), row["number"], parent))
    return heads[-1]


def _items(find: _Finder, issue: dict[str, Any]) -> Iterator[Wanted]:
    for name in ("measures", "outcomes", "actions"):
        for row in issue.get(name, []):
            group = "action" if name == "actions" else name.removesuffix("s")
            yield Wanted(group, *find.find(row["text"]), row["number"])


def _score_headings(
    figures: Figures, heads: Sequence[Wanted], reading: Reading, squeezed: _Squeezed
) -> dict[int, Node]:
    nodes = [node for node in reading.nodes if node.kind in _GROUPS and node.body]
    by_id = {node.id: node for node in reading.nodes}
    found = _match(heads, nodes, squeezed, lambda node, head: _GROUPS[node.kind] == head.group)
    figures.missed += [
        f"heading {head.number} {squeezed.text[head.start : head.end]}"
        for head in heads
        if id(head) not in found
    ]
    figures.values["headings"] = _f1(len(found), len(nodes), len(heads))
    ends = sum(
        abs(squeezed.at[found[id(head)].body[-1].end] - head.end) <= _NEAR
        for head in heads
        if id(head) in found
    )
    figures.values["heading_ends"] = ends / len(heads)
    parents = sum(_parent_is_right(head, found, by_id) for head in heads)
    figures.values["parents"] = parents / len(heads)
    figures.values["numbers"] = _numbers(heads, found)
    return found


def _parent_is_right(head: Wanted, found: dict[int, Node], by_id: dict[Any, Node]) -> bool:
    node = found.get(id(head))
    if node is None:
        return False
    above = by_id.get(node.parent) if node.parent is not None else None
    wanted = found.get(id(head.parent)) if head.parent is not None else None
    return above is wanted if head.parent is not None else above is None


def _score_items(
    figures: Figures, items: Sequence[Wanted], reading: Reading, squeezed: _Squeezed
) -> None:
    merged = any(item.group == "action" for item in items)
    nodes = [node for node in reading.nodes if node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME)]
    placed = _tops(nodes) if merged else [(node, node.body[0].start) for node in nodes if node.body]
    places = sorted((squeezed.at[start], at) for at, (_, start) in enumerate(placed))
    hit: dict[int, Node] = {}
    left = [(place, placed[at][0]) for place, at in places]
    for item in items:
        fits = (
            pair
            for pair in left
            if abs(pair[0] - item.start) <= _NEAR and (merged or pair[1].kind.value == item.group)
        )
        pair = next(fits, None)
        if pair is None:
            figures.missed.append(
                f"{item.group} {item.number} {squeezed.text[item.start : item.start + 20]}"
            )
            continue
        left.remove(pair)
        hit[id(item)] = pair[1]
    figures.values["items"] = _f1(len(hit), len(placed), len(items))
    figures.values["item_numbers"] = _numbers(items, hit)


def _tops(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Each item once, with the place where its words begin, its own or those of its outcome."""
    inner = {node.id for node in nodes}
    starts: dict[Any, int] = {}
    for node in nodes:
        top = node.parent if node.parent in inner else node.id
        for span in node.body:
            starts[top] = min(starts.get(top, span.start), span.start)
    return [(node, starts[node.id]) for node in nodes if node.id in starts]


def _match(
    heads: Sequence[Wanted], nodes: Sequence[Node], squeezed: _Squeezed, fits: Any
) -> dict[int, Node]:
    found: dict[int, Node] = {}
    taken: set[int] = set()
    for head in heads:
        for node in nodes:
            if (
                node.id not in taken
                and fits(node, head)
                and abs(squeezed.at[node.body[0].start] - head.start) <= _NEAR
            ):
                found[id(head)] = node
                taken.add(node.id)
                break
    return found


def _numbers(wanted: Sequence[Wanted], found: dict[int, Node]) -> float:
    numbered = [one for one in wanted if one.number]
    right = sum(
        id(one) in found and _plain(found[id(one)].number) == _plain(one.number) for one in numbered
    )
    return right / len(numbered) if numbered else 1.0


def _plain(number: str | None) -> str:
    return squeeze(number or "").strip("()").rstrip(".、,:")


def _f1(hit: int, found: int, wanted: int) -> float:
    return 2 * hit / (found + wanted) if found + wanted else 1.0


def mean(all_figures: Sequence[Figures]) -> dict[str, float]:
    """The mean of every figure over several notices."""
    names = dict.fromkeys(name for figures in all_figures for name in figures.values)
    return {
        name: sum(figures.values[name] for figures in all_figures) / len(all_figures)
        for name in names
    }


def overlapping(reading: Reading) -> bool:
    """Whether some character is an own word of two nodes."""
    spans = sorted(span for node in reading.nodes for span in node.body)
    return any(before.end > after.start for before, after in pairwise(spans))
