"""缺字错漏 as 原文 and 对照 show it: a dashed line below, the proposed reading in a tip, a count beside a node."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QColor, QTextCharFormat

from gui.delegates.tints import Tints
from gui.text.item_runs import is_mixed
from models.facts import Damage
from models.node import Node
from models.notice import Notice
from models.outline import Outline
from models.source import Span

_DECIDED = {None: "未定", True: "已采纳", False: "不采纳"}


def damage_format(tints: Tints) -> QTextCharFormat:
    """How damaged words look in 原文."""
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    form.setUnderlineColor(QColor(tints.missing))
    form.setForeground(QColor(tints.missing))
    return form


def damage_spans(outline: Outline, seen: Span) -> Iterator[Span]:
    """The damaged places in sight whose reading nobody has refused."""
    for place in outline.damage():
        if place.accepted is not False and place.span.overlaps(seen):
            yield place.span


def pieces(span: Span, damaged: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """`span` cut where damaged places (in order) begin and end, each piece with whether it is damaged."""
    at = span.start
    for place in damaged:
        start, end = max(at, place.start), min(span.end, place.end)
        if start >= end:
            continue
        if at < start:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < span.end:
        yield Span(at, span.end), False


def damage_tip(outline: Outline, offset: int) -> str:
    """What stands in the tip over the words at `offset`, empty where they are sound."""
    return "\n".join(_tip(place) for place in outline.damage() if place.span.contains(offset))


def open_damage(notice: Notice, node: Node) -> list[Damage]:
    """The places within the words and the number of a node, or of a mixed item, that nobody has decided."""
    outline = notice.outline
    nodes = [node, *(outline.children(node.id) if is_mixed(notice, node) else ())]
    spans = [part.span for one in nodes for part in one.spans]
    return [
        place
        for place in outline.damage()
        if place.accepted is None and any(span.overlaps(place.span) for span in spans)
    ]


def _tip(place: Damage) -> str:
    others = [words for words in place.candidates if words != place.reading]
    more = f"，也可能是“{'”“'.join(others)}”" if others else ""
    return f"缺字错漏：“{place.printed}”疑为“{place.reading}”{more}（{_DECIDED[place.accepted]}）"
