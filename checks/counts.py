"""K1, K2, K4: the totals and statuses that a notice claims, against what it lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.accounts import (
    PROBLEM_TOTALS,
    STATUS_SUBJECTS,
    Account,
    accounts,
    preface_claims,
)
from checks.base import CheckContext, Finding, diagnostic, said_once
from checks.listed import Listed, statuses_fit
from checks.places import head_spans, status_span
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, ClaimSubject
from models.ids import NodeId
from models.labels import CLAIM
from models.node import Node
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind

_DAMAGED = "自报数字所在处疑有缺字"
# Statuses that say that something is left; with one of them the parts are meant to be all there is.
_UNFINISHED = frozenset({ClaimSubject.ONGOING, ClaimSubject.LONG_TERM, ClaimSubject.NOT_DONE})


def check_totals(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K1 (with K2 and K4): claimed totals and statuses equal what the body lists.

    Why: figures that do not fit the list are the first thing a supervising office looks for. One cause is one
    finding: a missing item that makes total and status differ is reported once, as K1 where the totals differ, as
    K4 where only statuses do, as K2 where the claimed parts do not make the claimed total.

    When it is wrong: where the outline was read wrongly (then 无法核对 if the reading is unsure), or where a total
    counts in units that the text does not show. Only a total that the notice says it lists is 不一致.
    """
    del context
    listed = Listed.of(notice)
    findings = [*_of_accounts(notice, listed), *_of_aspects(notice, listed)]
    for finding in said_once(findings):
        yield diagnostic(notice, finding)


# Totals of problems and measures, with their parts


def _of_accounts(notice: Notice, listed: Listed) -> Iterator[Finding]:
    told = accounts(notice)
    if not listed.lowest:
        yield from _of_nothing_listed(notice, told)
        return
    fitting = _fitting([account.total for account in told], listed)
    for account in told:
        if account.is_vague:
            continue
        if account.total.subject is ClaimSubject.MEASURES:
            yield from _of_measures(account, listed)
        else:
            yield from _of_problems(notice, account, listed=listed, fitting=fitting)


def _of_nothing_listed(notice: Notice, told: Sequence[Account]) -> Iterator[Finding]:
    """A notice whose problems could not be read: its totals still must make sense by themselves."""
    claims = [account.total for account in told if account.total.subject in PROBLEM_TOTALS]
    if claims and notice.kind is NoticeKind.RECTIFICATION_NOTICE:
        said = "、".join(f"{CLAIM[claim.subject]}{_figure(claim.value)}个" for claim in claims)
        spans = [claim.span for claim in claims]
        yield Finding("K1", Severity.UNVERIFIABLE, "nothing_listed", (("claimed", said),), spans)
    for account in told:
        if not account.is_vague:
            yield from _of_parts(account)


def _of_measures(account: Account, listed: Listed) -> Iterator[Finding]:
    claim = account.total
    if not listed.measures or listed.unsure or listed.measures in _readings(claim):
        return
    params = (("claimed", _figure(claim.value)), ("listed", str(listed.measures)))
    yield Finding("K1", Severity.HINT, "measures", params, [claim.span])


def _of_problems(
    notice: Notice, account: Account, *, listed: Listed, fitting: set[float]
) -> Iterator[Finding]:
    claim = account.total
    total = _closest(claim, listed.counts_of(claim.subject))
    total_fits = total in _readings(claim)
    # Statuses stand at the lowest problems: a total of the level above has none of its own.
    is_stated = listed.all_stated and (not total_fits or total == len(listed.lowest))
    if total_fits and not (is_stated and not statuses_fit(account, listed)):
        yield from _of_parts(account)
    elif not total_fits and not _is_listed_level(claim, listed, fitting):
        if claim.value > total:
            params = _total_params(claim, total)
            spans = [each.span for each in account.claims]
            yield Finding("K1", Severity.UNVERIFIABLE, "total_no_level", params, spans)
    elif is_stated and account.parts:
        yield _joint(notice, account, listed=listed, code="K4" if total_fits else "K1")
    else:
        yield _plain(notice, claim, total, listed=listed.lowest, unsure=listed.unsure)
        yield from _of_parts(account)


def _fitting(claims: Sequence[Claim], listed: Listed) -> set[float]:
    """The totals of problems that fit the list, or may do so where they are damaged."""
    count = len(listed.lowest)
    return {
        claim.value
        for claim in claims
        if claim.subject in PROBLEM_TOTALS and count in _readings(claim)
    }


def _is_listed_level(claim: Claim, listed: Listed, fitting: set[float]) -> bool:
    """Whether a total counts what the body lists, rather than a finer level or some of it.

    Where another total fits the list, this one counts something else: one real notice speaks of 11 项 and 27 条 and lists
    the 11; a secretary takes charge of 6 of 14 problems.
    """
    if fitting - {claim.value}:
        return False
    is_problem = claim.subject is ClaimSubject.PROBLEMS
    return listed.has_sub_problems or claim.lists or is_problem


def _joint(notice: Notice, account: Account, *, listed: Listed, code: str) -> Finding:
    """One finding for a total and its statuses."""
    rows = _rows(account, listed)
    differing = [row for row in rows if row.claimed not in (None, row.listed)]
    params = [
        ("claimed", "/".join(_figure(row.claimed) for row in rows)),
        ("listed", "/".join(str(row.listed) for row in rows)),
        ("names", "/".join(CLAIM[row.subject] for row in rows)),
    ]
    why = _DAMAGED if account.is_damaged else listed.unsure
    template, severity = "account_unsure", Severity.UNVERIFIABLE
    if why is not None:
        params.append(("why", why))
    else:
        template, severity = "account", Severity.CONTRADICTION
        params.append(("differences", "，".join(row.difference for row in differing)))
        said = sum(part.value for part in account.parts)
        if _is_partition(account) and said != account.total.value:
            template = "account_sum"
            params += [("sum", _figure(said)), ("total", _figure(account.total.value))]
        if code == "K1" and not account.total.lists:
            severity = Severity.SUSPECT
    told = [claim.span for claim in account.claims]
    subjects = [row.subject for row in differing] if code == "K4" else []
    where, nodes = _listed_places(notice, listed, subjects)
    return Finding(code, severity, template, tuple(params), [*told, *where], nodes)


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure that is claimed (None: nothing is said of it) and listed."""

    subject: ClaimSubject
    claimed: float | None
    listed: int

    @property
    def difference(self) -> str:
        return f"{CLAIM[self.subject]}相差{_figure(abs((self.claimed or 0) - self.listed))}个"


def _rows(account: Account, listed: Listed) -> list[_Row]:
    rows = [_Row(account.total.subject, account.total.value, len(listed.lowest))]
    for subject in STATUS_SUBJECTS:
        claimed = account.part(subject)
        if claimed is not None or listed.statuses[subject]:
            rows.append(_Row(subject, claimed, listed.statuses[subject]))
    return rows


def _listed_places(
    notice: Notice, listed: Listed, subjects: Sequence[ClaimSubject]
) -> tuple[list[Span], list[NodeId]]:
    """The listed problems: all of them, or those of `subjects`, the rarest status first."""
    if not subjects:
        return head_spans(notice, listed.lowest), [node.id for node in listed.lowest]
    rare = sorted(subjects, key=lambda subject: listed.statuses[subject])
    nodes = [
        node for subject in rare for node in listed.lowest if node.status.value == subject.value
    ]
    spans = (status_span(notice, node) for node in nodes)
    return [span for span in spans if span is not None], [node.id for node in nodes]


def _of_parts(account: Account) -> Iterator[Finding]:
    """K2 alone: the parts do not make the total, while nothing is listed that differs."""
    total, parts = account.total, account.parts
    claimed_sum = sum(part.value for part in parts)
    if account.is_damaged or not _is_partition(account) or claimed_sum == total.value:
        return
    params = (
        ("names", CLAIM[total.subject]),
        ("total", _figure(total.value)),
        ("parts", "、".join(f"{CLAIM[part.subject]}{_figure(part.value)}" for part in parts)),
        ("sum", _figure(claimed_sum)),
        ("difference", _figure(abs(total.value - claimed_sum))),
    )
    spans = [claim.span for claim in account.claims]
    yield Finding("K2", Severity.CONTRADICTION, "parts_sum", params, spans)


def _is_partition(account: Account) -> bool:
    """Whether the parts are meant to make the total: more than one of them, and one unfinished, or they exceed it."""
    subjects = {part.subject for part in account.parts}
    too_many = sum(part.value for part in account.parts) > account.total.value
    return len(subjects) > 1 and (bool(subjects & _UNFINISHED) or too_many)


# Totals of aspects, and totals alone


def _of_aspects(notice: Notice, listed: Listed) -> Iterator[Finding]:
    for claim in preface_claims(notice):
        if claim.subject is not ClaimSubject.ASPECTS or claim.vague or not listed.lowest:
            continue
        if not listed.aspects:
            params = _total_params(claim, len(listed.lowest))
            yield Finding("K1", Severity.UNVERIFIABLE, "total_no_level", params, [claim.span])
        elif len(listed.aspects) not in _readings(claim):
            count = len(listed.aspects)
            yield _plain(notice, claim, count, listed=listed.aspects, unsure=listed.unsure)


def _plain(
    notice: Notice, claim: Claim, count: int, *, listed: Sequence[Node], unsure: str | None
) -> Finding:
    params = _total_params(claim, count)
    spans = [claim.span, *head_spans(notice, listed)]
    nodes = [node.id for node in listed]
    why = _DAMAGED if claim.damaged and not claim.confirmed else unsure
    if why is not None:
        params = (*params, ("why", why))
        return Finding("K1", Severity.UNVERIFIABLE, "total_unsure", params, spans, nodes)
    severity = Severity.CONTRADICTION if claim.lists else Severity.SUSPECT
    difference = ("difference", _figure(abs(claim.value - count)))
    return Finding("K1", severity, "total", (*params, difference), spans, nodes)


def _total_params(claim: Claim, count: int) -> tuple[tuple[str, str], ...]:
    return (
        ("subject", CLAIM[claim.subject]),
        ("claimed", _figure(claim.value)),
        ("listed", str(count)),
    )


def _readings(claim: Claim) -> set[float]:
    """The values a claim may have: one, unless it is damaged and nobody has confirmed it."""
    if claim.damaged and not claim.confirmed:
        return {claim.value, *claim.candidates}
    return {claim.value}


def _closest(claim: Claim, counts: Iterable[int]) -> int:
    return min(counts, key=lambda count: abs(count - claim.value))


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
