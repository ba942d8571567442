"""The words of a notice as a ledger prints them: numbered, whole as written, or parted by the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.facts import FactName
from models.ids import NodeId
from models.ledger_columns import GAP, NOT_SEPARATE
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span, SpanRole, own_words

# What may stand between a number and the words it numbers. Sample: "." of "1.学习贯彻…"
_AFTER_NUMBER = re.compile(r"[\s.．、，,:：)）]+")
# A break of paragraphs, as against one of lines: the words before it end a sentence. Sample: "……。\n(2)"
_PARAGRAPH = re.compile(r"(?<=[。；！？：;!?:])[ \t\u00a0\u3000]*\n\s*")
_BLANK = re.compile(r"[\s*]*")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
# Dates that read well as they were printed; damaged ones are not among them. Sample: "2025年8月底"
_PRINTED_DAY = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日|[初底末]|[上中下]旬)?")


def number_words(notice: Notice, node: Node) -> str:
    """The number of a node with the signs that stand between it and the words, as written."""
    marks = node.spans_of(SpanRole.NUMBER)
    if marks and "number" not in node.touched:
        return own_words(notice.text, (_with_signs(notice, node, marks[0]),))
    number = node.number_printed or node.number or ""
    return f"{number}." if number[-1:].isdigit() else number


def numbered_words(notice: Notice, node: Node) -> str:
    """A node's words behind its number."""
    return number_words(notice, node) + notice.words(node)


def whole_words(notice: Notice, node: Node) -> str:
    """An item as it is written, from its number to the last word of anything below it.

    Clutter and words that belong to other items are left out; words that a reviewer typed stand in for those they
    replace.
    """
    nodes = [node, *notice.outline.walk(node.id)]
    places = [part.span for each in nodes for part in each.spans]
    if not places:
        return "".join(numbered_words(notice, each) for each in nodes)
    start, end = min(span.start for span in places), max(span.end for span in places)
    pieces: list[str] = []
    at = start
    for span, words in _replaced(notice, nodes, Span(start, end)):
        pieces += [notice.text[at : span.start], words]
        at = max(at, span.end)
    pieces.append(notice.text[at:end])
    typed = [each.wording for each in nodes if each.wording and not each.body]
    return "\n".join([_paragraphs("".join(pieces)), *typed])


def measure_part(notice: Notice, item: Node) -> str:
    """What the program takes for the measure in an item, its gaps marked."""
    return number_words(notice, item) + (_with_gaps(notice, item) or NOT_SEPARATE)


def outcome_part(notice: Notice, item: Node) -> str:
    """What the program takes for the outcome in an item, its gaps marked."""
    outcomes = notice.outline.children(item.id, NodeKind.OUTCOME)
    parts = [_with_gaps(notice, outcome) for outcome in outcomes]
    return number_words(notice, item) + (GAP.join(filter(None, parts)) or NOT_SEPARATE)


def date_words(value: str) -> str:
    """A date as people write it: 2025年8月31日; anything but a date as it is."""
    match = _DAY.fullmatch(value)
    if match is None:
        return f"{value}年" if re.fullmatch(r"\d{4}", value) else value
    year, month, day = match.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def as_of_words(notice: Notice) -> str:
    """数据截至 of a notice, as printed where that reads well; empty where it is open."""
    fact = notice.outline.fact(FactName.AS_OF)
    if fact is None or fact.value is None:
        return ""
    if fact.printed and not fact.confirmed and _PRINTED_DAY.fullmatch(fact.printed):
        return fact.printed
    return date_words(fact.value)


def _with_signs(notice: Notice, node: Node, number: Span) -> Span:
    """A number with the signs behind it, where nothing else stands between it and the words of the node."""
    signs = _AFTER_NUMBER.match(notice.text, number.end)
    if signs is None:
        return number
    for span in _spans_below(notice, node):
        if number.end <= span.start <= signs.end():
            return Span(
                number.start, number.end + len(notice.text[number.end : span.start].rstrip())
            )
    return number


def _spans_below(notice: Notice, node: Node) -> Iterator[Span]:
    for each in (node, *notice.outline.walk(node.id)):
        yield from each.body


def _paragraphs(text: str) -> str:
    lines = _PARAGRAPH.split(text)
    written = (own_words(line, (Span(0, len(line)),)) for line in lines if line)
    return "\n".join(line for line in written if line)


def _replaced(notice: Notice, nodes: Iterable[Node], within: Span) -> list[tuple[Span, str]]:
    """Places inside `within` that are not printed as they stand, with what is printed there, in order."""
    own: set[NodeId] = {node.id for node in nodes}
    found = [(clutter.span, "") for clutter in notice.reading.clutter]
    found = [place for place in found if place[0].overlaps(within)]
    for owner in notice.outline.owners(within):
        node = notice.outline.node(owner)
        if owner not in own:
            foreign = (part.span for part in node.spans if part.span.overlaps(within))
            found += [(span, "") for span in foreign]
        elif node.wording is not None:
            found += [(span, "") for span in node.body[1:]]
            found.append((node.body[0], node.wording))
    return sorted(found, key=lambda place: place[0])


def _without_clutter(notice: Notice, start: int, end: int) -> str:
    kept, at = "", start
    for clutter in sorted(notice.reading.clutter, key=lambda clutter: clutter.span):
        if start < clutter.span.end and clutter.span.start < end:
            kept += notice.text[at : clutter.span.start]
            at = max(at, clutter.span.end)
    return kept + notice.text[at:end]


def _with_gaps(notice: Notice, node: Node) -> str:
    if node.wording is not None or not node.body:
        return notice.words(node)
    parts = [own_words(notice.text, (node.body[0],))]
    for before, span in zip(node.body, node.body[1:], strict=False):
        if not _BLANK.fullmatch(_without_clutter(notice, before.end, span.start)):
            parts.append(GAP)
        parts.append(own_words(notice.text, (span,)))
    return "".join(parts)
