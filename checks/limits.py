"""K13: limits that had passed when the notice was written."""

from __future__ import annotations

from collections.abc import Iterator

from checks.base import CheckContext, Finding, diagnostic
from checks.dates import is_after, sound_date
from checks.places import label_of, status_span
from models.diagnostics import Diagnostic, Severity
from models.facts import FactName
from models.labels import FACT, STATUS
from models.node import Node
from models.notice import Notice
from models.source import SpanRole
from models.values import PartialDate, Status

_UNFINISHED = frozenset({Status.ONGOING, Status.NOT_DONE})


def check_limits(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K13: what is still under way at the cut-off date has a limit that lies ahead.

    Why: a limit that has passed unsaid is 超期未完成; the unit has to explain it or to ask for another.

    When it is wrong: where a longer limit was granted and not printed. Limits in the month of the cut-off date
    itself are not certain and passed over.
    """
    del context
    for name in (FactName.AS_OF, FactName.PUBLISHED):
        cut_off = sound_date(notice, name)
        if cut_off is None:
            continue
        for problem in notice.outline.lowest_problems():
            if problem.status in _UNFINISHED and is_after(cut_off, problem.deadline):
                yield diagnostic(notice, _finding(notice, problem, name, cut_off))
        return


def _finding(notice: Notice, problem: Node, name: FactName, cut_off: PartialDate) -> Finding:
    params = (
        ("label", label_of(notice, problem)),
        ("limit", problem.deadline_quote or str(problem.deadline)),
        ("name", FACT[name]),
        ("cut_off", str(cut_off)),
        ("status", STATUS[problem.status]),
    )
    places = [*problem.spans_of(SpanRole.DEADLINE), status_span(notice, problem)]
    spans = list(dict.fromkeys(span for span in places if span is not None))
    return Finding("K13", Severity.SUSPECT, "limit_passed", params, spans, [problem.id])
