"""K3: claimed rates follow from the claimed figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial

from checks.accounts import Account, accounts
from checks.base import CheckContext, Finding, diagnostic
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, ClaimSubject
from models.labels import CLAIM
from models.notice import Notice

# A percentage as printed. Sample: "完成率97.7%"
_PERCENT = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)\s*[%％]")
# What makes a percentage a share of the problems, right before it or in it. Samples: "完成率达97.7%", "占2.3%". Not: "满意率98%"
_SHARE = re.compile(r"(?:完成|整改|办结|销号|落实)率|占")
_LEAD = 8


def check_rates(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K3: a rate is done ÷ total at the precision it is printed with, and several rates make 100.

    Why: a rate that does not follow from the figures beside it was left over from an earlier draft, or one of the
    figures was.

    When it is wrong: where the rate is taken of a total that the passage does not name. Rounded and cut figures are
    both taken for right (66.7 and 66.6 of two thirds); vague and damaged figures are passed over.
    """
    del context
    for account in map(partial(_with_shares, notice), accounts(notice)):
        if account.is_vague or account.is_damaged or not account.total.value:
            continue
        wrong = [each for rate in account.rates if (each := _wrong_rate(account, rate))]
        for finding in wrong or _wrong_sum(account):
            yield diagnostic(notice, finding)


def _with_shares(notice: Notice, account: Account) -> Account:
    """The account without percentages of something else."""
    spans = ((rate, rate.span) for rate in account.rates)
    shares = [
        rate
        for rate, span in spans
        if _SHARE.search(notice.text, max(0, span.start - _LEAD), span.end)
    ]
    return replace(account, rates=tuple(shares))


def _wrong_rate(account: Account, rate: Claim) -> Finding | None:
    printed = _printed(rate)
    part = account.part(rate.of) if rate.of else None
    if printed is None or part is None or rate.vague or rate.of is None:
        return None
    exact = Decimal(part) * 100 / Decimal(account.total.value)
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    right = exact.quantize(step, ROUND_HALF_UP)
    if printed in (right, exact.quantize(step, ROUND_DOWN)):
        return None
    counted = [claim for claim in account.parts if claim.subject is rate.of]
    params = (
        ("name", CLAIM[rate.of]),
        ("rate", str(printed)),
        ("part", f"{part:g}"),
        ("total", f"{account.total.value:g}"),
        ("right", str(right)),
    )
    spans = [rate.span, account.total.span, *(claim.span for claim in counted)]
    return Finding("K3", Severity.CONTRADICTION, "rate", params, spans)


def _wrong_sum(account: Account) -> list[Finding]:
    """The rates of all parts that together are not 100, give or take the rounding."""
    printed = {rate.of: value for rate in account.rates if (value := _printed(rate)) is not None}
    subjects = {part.subject for part in account.parts}
    if len(subjects) < 2 or printed.keys() != subjects:
        return []
    total = sum(printed.values(), Decimal())
    coarsest = max(int(value.as_tuple().exponent) for value in printed.values())
    if abs(total - 100) <= Decimal(1).scaleb(coarsest) * len(printed):
        return []
    rates = "、".join(f"{CLAIM[of]}{value}%" for of, value in printed.items() if of)
    params = (("rates", rates), ("sum", str(total)))
    return [
        Finding("K3", Severity.CONTRADICTION, "rates_sum", params, [r.span for r in account.rates])
    ]


def _printed(rate: Claim) -> Decimal | None:
    """The rate with the digits it is printed with; None where it is damaged or not in figures."""
    found = _PERCENT.search(rate.quote)
    if found is None or rate.subject is not ClaimSubject.RATE_PERCENT:
        return None
    return None if rate.damaged and not rate.confirmed else Decimal(found.group(1))
