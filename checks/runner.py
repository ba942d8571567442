"""Runs all checks over a notice; one that crashes becomes a finding itself."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

from checks.base import CheckContext, Finding, diagnostic
from checks.registry import CHECKS, NamedCheck
from models.diagnostics import Diagnostic, Severity
from models.notice import Notice

_LOG = logging.getLogger(__name__)
# The number in a code. Sample: "K10"
_NUMBER = re.compile(r"\d+")


def run_checks(notice: Notice, context: CheckContext | None = None) -> tuple[Diagnostic, ...]:
    """All that the checks find in `notice`, by code and then by place in the document."""
    used = context or CheckContext()
    found = [each for check in CHECKS for each in run_check(check, notice, used)]
    return tuple(sorted(found, key=_order))


def run_check(check: NamedCheck, notice: Notice, context: CheckContext) -> list[Diagnostic]:
    """What one check finds; 无法核对 where it breaks down."""
    try:
        return list(check.run(notice, context))
    except Exception as error:
        # A border (STYLE 20). The error's own words may quote the notice: only its type and place are logged.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _LOG.error(
            "check %s broke down: %s at %s:%s",
            check.code,
            type(error).__name__,
            Path(place.filename).name,
            place.lineno,
        )
        broken = Finding(
            check.code, Severity.UNVERIFIABLE, "broken", (("error", type(error).__name__),)
        )
        return [diagnostic(notice, broken)]


def _order(found: Diagnostic) -> tuple[int, int]:
    number = _NUMBER.search(found.code)
    return (int(number.group()) if number else 0, found.spans[0].start if found.spans else 0)
