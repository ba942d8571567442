"""All checks, by code."""

from __future__ import annotations

from dataclasses import dataclass

from checks.base import Check
from checks.counts import check_totals
from checks.rates import check_rates


@dataclass(frozen=True, slots=True)
class NamedCheck:
    """A check with the code its own breakdown is reported under."""

    code: str
    run: Check


CHECKS = (
    NamedCheck("K1", check_totals),  # and K2, K4: one cause is one finding
    NamedCheck("K3", check_rates),
)
