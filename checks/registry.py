"""All checks, by code."""

from __future__ import annotations

from dataclasses import dataclass

from checks.base import Check
from checks.contact import check_contact
from checks.counts import check_totals
from checks.damage import check_damage
from checks.dates import check_event_dates, check_fact_dates
from checks.excuses import check_excuses
from checks.limits import check_limits
from checks.money import check_money
from checks.names import check_named
from checks.rates import check_rates
from checks.status import check_done
from checks.structure import check_answers, check_numbering


@dataclass(frozen=True, slots=True)
class NamedCheck:
    """A check with the code its own breakdown is reported under."""

    code: str
    run: Check


CHECKS = (
    NamedCheck("K1", check_totals),  # and K2, K4: one cause is one finding
    NamedCheck("K3", check_rates),
    NamedCheck("K5", check_named),
    NamedCheck("K7", check_numbering),
    NamedCheck("K8", check_answers),
    NamedCheck("K10", check_done),
    NamedCheck("K13", check_limits),
    NamedCheck("K14", check_fact_dates),
    NamedCheck("K14", check_event_dates),
    NamedCheck("K15", check_damage),
    NamedCheck("K18", check_money),
    NamedCheck("K22", check_excuses),
    NamedCheck("K25", check_contact),
)
