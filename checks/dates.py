"""K14: the order of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.base import CheckContext, Finding, diagnostic
from checks.places import label_of
from models.diagnostics import Diagnostic, Severity
from models.facts import Fact, FactName, MentionType
from models.ids import NodeId
from models.labels import FACT
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span, own_words
from models.values import PartialDate

# In the order in which they must follow each other.
_ORDER = (
    FactName.INSPECTION_START,
    FactName.INSPECTION_END,
    FactName.FEEDBACK_DATE,
    FactName.AS_OF,
    FactName.PUBLISHED,
)
_ACTS = (
    "召开|组织|举办|开展|印发|下发|出台|制定|修订|成立|完成|启动|建立|签订|签署|刊发|出具|研究|学习|通过|培训|约谈"
    "|检查|整改|清理|公示|聘请|规范设置|全面建立"
)
# A clause that begins with the date of an act: "2024年5月召开……", "于2024年5月、6月先后组织……".
_BEFORE_ACT = re.compile(r"(?:^|[。；;，,、：:）)\d\s于在])$")
_ACT_FOLLOWS = re.compile(
    rf"(?!\s*(?:以来|起|至|—|－|-|~|～|到|以前|之前|前|底前|度))[^。；;]{{0,24}}?(?:{_ACTS})"
)
# The act is past. Sample: "2025年9月已完成验收"
_PAST_FOLLOWS = re.compile(r"[^。；;，,]{0,20}?(?:已|了(?!解))")


def check_fact_dates(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K14: inspection, feedback, cut-off and publication follow each other.

    Why: a date out of order was left over from an earlier draft, or was mistyped.

    When it is wrong: where a date was read at the wrong place. Damaged dates take no part until they are confirmed.
    """
    del context
    known = [fact for name in _ORDER if (fact := _sound(notice.outline.fact(name))) is not None]
    for earlier, later in pairwise(known):
        if is_after(_date(earlier.value), _date(later.value)):
            yield diagnostic(notice, _wrong_order(earlier, later))


def check_event_dates(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K14: what is reported as rectification was done after the inspection began, and before publication.

    Why: 以巡前工作充当整改成效. Work between the beginning of the inspection and the feedback is legitimate (边巡边改)
    and no more than a hint.

    When it is wrong: where a date belongs to the history of the problem. Dates in the problem's own words, spans of
    time (自…起, …以来) and dates without a month are passed over.
    """
    del context
    limits = {name: sound_date(notice, name) for name in _ORDER}
    events = list(_events(notice))
    yield from _before_inspection(notice, events, limits[FactName.INSPECTION_START])
    yield from _during_inspection(notice, events, limits)
    yield from _after_publication(notice, events, limits[FactName.PUBLISHED])


def sound_date(notice: Notice, name: FactName) -> PartialDate | None:
    """A date of the notice; None where there is none, or one read from a damaged place that nobody has confirmed."""
    fact = _sound(notice.outline.fact(name))
    return _date(fact.value) if fact else None


def is_after(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether `one` is later for certain: parts that one of them lacks do not count."""
    if one is None or other is None:
        return False
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    for left, right in pairs:
        if left is None or right is None:
            return False
        if left != right:
            return left > right
    return False


@dataclass(frozen=True, slots=True)
class _Event:
    """A dated act that a measure or outcome tells of."""

    date: PartialDate
    span: Span
    node: Node
    problem: Node


def _events(notice: Notice) -> Iterator[_Event]:
    outline = notice.outline
    for mention in notice.reading.mentions:
        date = _date(mention.value) if mention.type is MentionType.DATE else None
        owner = outline.node_at(mention.span.start)
        if date is None or date.month is None or owner is None:
            continue
        node, problem = outline.node(owner), outline.lowest_problem_of(owner)
        is_answer = node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME)
        if is_answer and problem is not None and _tells_of_act(notice.text, mention.span):
            yield _Event(date, mention.span, node, problem)


def _tells_of_act(text: str, date: Span) -> bool:
    before = text[max(0, date.start - 1) : date.start]
    return bool(_BEFORE_ACT.search(before)) and bool(_ACT_FOLLOWS.match(text, date.end))


def _before_inspection(
    notice: Notice, events: Sequence[_Event], start: PartialDate | None
) -> Iterator[Diagnostic]:
    early: dict[NodeId, list[_Event]] = {}
    for event in events:
        if start is not None and is_after(start, event.date):
            early.setdefault(event.problem.id, []).append(event)
    for found in early.values():
        params = (
            ("label", label_of(notice, found[0].problem)),
            ("start", str(start)),
            ("dates", _printed(notice, found)),
        )
        yield _dated(notice, Severity.SUSPECT, "event_early", params=params, events=found)


def _during_inspection(
    notice: Notice, events: Sequence[_Event], limits: dict[FactName, PartialDate | None]
) -> Iterator[Diagnostic]:
    start, feedback = limits[FactName.INSPECTION_START], limits[FactName.FEEDBACK_DATE]
    if start is None or feedback is None:
        return
    found = [
        event
        for event in events
        if not is_after(start, event.date) and is_after(feedback, event.date)
    ]
    if found:
        params = (("count", str(len(found))), ("dates", _printed(notice, found)))
        yield _dated(notice, Severity.HINT, "event_during", params=params, events=found)


def _after_publication(
    notice: Notice, events: Sequence[_Event], published: PartialDate | None
) -> Iterator[Diagnostic]:
    for event in events:
        if published is None or not is_after(event.date, published):
            continue
        if _PAST_FOLLOWS.match(notice.text, event.span.end):
            params = (("date", event.span.of(notice.text)), ("published", str(published)))
            yield _dated(notice, Severity.SUSPECT, "event_late", params=params, events=[event])


def _dated(
    notice: Notice,
    severity: Severity,
    template: str,
    *,
    params: tuple[tuple[str, str], ...],
    events: Sequence[_Event],
) -> Diagnostic:
    spans = [event.span for event in events]
    nodes = list(dict.fromkeys(event.node.id for event in events))
    return diagnostic(notice, Finding("K14", severity, template, params, spans, nodes))


def _printed(notice: Notice, events: Sequence[_Event]) -> str:
    printed = (own_words(notice.text, (event.span,)).replace(" ", "") for event in events)
    return "、".join(dict.fromkeys(printed))


def _wrong_order(earlier: Fact, later: Fact) -> Finding:
    params = (
        ("first", FACT[earlier.name]),
        ("first_date", earlier.value or ""),
        ("second", FACT[later.name]),
        ("second_date", later.value or ""),
    )
    spans = [fact.span for fact in (earlier, later) if fact.span is not None]
    return Finding("K14", Severity.CONTRADICTION, "dates_order", params, spans)


def _sound(fact: Fact | None) -> Fact | None:
    """The fact, unless it has no date or is read from a damaged place that nobody has confirmed."""
    if fact is None or _date(fact.value) is None or (fact.candidates and not fact.confirmed):
        return None
    return fact


def _date(value: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(value) if value else None
    except ValueError:
        return None
