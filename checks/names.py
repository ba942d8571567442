"""K5: the problems that a preface names, against the number it gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.accounts import STATUS_SUBJECTS, preface_claims
from checks.base import CheckContext, Finding, diagnostic
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim
from models.labels import CLAIM
from models.notice import Notice
from models.source import Span

# Between two quoted names; the first opening or the last closing quote may be lost. Sample: "…不力”“…不实"
_BETWEEN = re.compile(r"[”\"][、，,]?[“\"]‘?")
_SENTENCE_ENDS = "。；;\n"
_FEWEST_NAMES = 3
# The last name, its quote perhaps lost, right before the figure. Samples: "党内生活不严肃”", "整改扛得不牢", "用人不当”这"
_LAST_NAME = re.compile(r"[^”\"。；;等]{2,30}(?:[”\"][^，,、等]{0,3})?")


def check_named(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K5: a list of quoted problem names has as many members as the figure behind it says.

    Why: the names left out are the ones nobody can follow up.

    When it is wrong: where two problems share one pair of quotes. It is a doubt, never a contradiction.
    """
    del context
    last = 0
    for claim in preface_claims(notice):
        if claim.subject in STATUS_SUBJECTS and not claim.vague:
            names = _names_before(notice.text, last, claim)
            if names is not None and names[0] != claim.value:
                yield diagnostic(notice, _finding(claim, *names))
        last = claim.span.end


def _names_before(text: str, start: int, claim: Claim) -> tuple[int, Span] | None:
    """How many names stand right before a claim, and where; None where they are no such list."""
    end = claim.span.start
    start = max([start, *(text.rfind(sign, start, end) + 1 for sign in _SENTENCE_ENDS)])
    found = list(_BETWEEN.finditer(text, start, end))
    if len(found) + 1 < _FEWEST_NAMES:
        return None
    if not _LAST_NAME.fullmatch(text, found[-1].end(), end):
        return None
    first = max([start, *(text.rfind(sign, start, found[0].start()) + 1 for sign in "，,：:")])
    return len(found) + 1, Span(first, end)


def _finding(claim: Claim, count: int, where: Span) -> Finding:
    params = (
        ("name", CLAIM[claim.subject]),
        ("claimed", f"{claim.value:g}"),
        ("named", str(count)),
    )
    return Finding("K5", Severity.SUSPECT, "named", params, [claim.span, where])
