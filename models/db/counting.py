"""The figures of a notice that lists show, counted from its live rows."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from models.db.tables import (
    ClaimRow,
    DiagnosticRow,
    FactRow,
    NodeRow,
    NoticeOriginRow,
    NoticeRow,
    OpinionRow,
    ReviewRow,
    WaiverRow,
)
from models.facts import ClaimSubject, FactName
from models.ids import NoticeId
from models.node import NodeKind
from models.values import Status


def recount(session: Session, notice_id: NoticeId) -> None:
    """Brings the name and the figures in the row of a notice up to date."""
    connection = session.connection()
    (counted,) = connection.execute(_COUNTED, {"notice": notice_id}).mappings()
    connection.execute(_RECOUNT, {"notice": notice_id, **counted})


def recount_findings(session: Session, notice_id: NoticeId) -> None:
    """Brings the number of open findings in the row of a notice up to date."""
    session.connection().execute(_RECOUNT_FINDINGS, {"notice": notice_id})


def _is_lowest_problem() -> ColumnElement[bool]:
    below = aliased(NodeRow)
    has_specific = exists().where(below.parent_id == NodeRow.id, below.kind == NodeKind.SUB_PROBLEM)
    return or_(
        NodeRow.kind == NodeKind.SUB_PROBLEM,
        and_(NodeRow.kind == NodeKind.PROBLEM, ~has_specific),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _fact(name: FactName) -> ColumnElement[str | None]:
    value = select(FactRow.value).where(FactRow.notice_id == NoticeRow.id, FactRow.name == name)
    return func.nullif(value.scalar_subquery(), "")


def _file_name() -> ScalarSelect[str]:
    first = NoticeOriginRow.position == 0
    return (
        select(NoticeOriginRow.file_name)
        .where(NoticeOriginRow.notice_id == NoticeRow.id, first)
        .scalar_subquery()
    )


def _doubts() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(ReviewRow)
        .where(ReviewRow.notice_id == NoticeRow.id, ReviewRow.doubt.is_(True))
        .scalar_subquery()
    )


def _findings() -> ScalarSelect[int]:
    waived = exists().where(
        WaiverRow.notice_id == DiagnosticRow.notice_id,
        WaiverRow.fingerprint == DiagnosticRow.fingerprint,
    )
    return (
        select(func.count())
        .select_from(DiagnosticRow)
        .where(DiagnosticRow.notice_id == NoticeRow.id, ~waived)
        .scalar_subquery()
    )


def _claimed_problems() -> ScalarSelect[float]:
    # The finest total that the notice says it lists: 细化为44个具体问题 before 指出的17个问题.
    subjects = (ClaimSubject.SUB_PROBLEMS, ClaimSubject.PROBLEMS)
    return (
        select(ClaimRow.value)
        .where(
            ClaimRow.notice_id == NoticeRow.id,
            ClaimRow.subject.in_(subjects),
            ClaimRow.subset_of.is_(None),
        )
        .order_by(
            case((ClaimRow.subject == ClaimSubject.SUB_PROBLEMS, 0), else_=1),
            ClaimRow.lists.desc(),
            ClaimRow.span_start,
            ClaimRow.id,
        )
        .limit(1)
        .scalar_subquery()
    )


_HAS_VERDICT = exists().where(OpinionRow.node_id == NodeRow.id, OpinionRow.verdict != "")
_OF_NOTICE = update(NoticeRow).where(NoticeRow.id == bindparam("notice"))

_FIGURES = {
    "problems": func.count(),
    "done": _how_many(NodeRow.status == Status.DONE),
    "stated": _how_many(NodeRow.status != Status.UNSTATED),
    "reviewed": _how_many(_HAS_VERDICT),
}

# Made once: putting such a statement together takes longer than running it.
# The lowest problems apart from the others: all their figures from one walk through the nodes.
_COUNTED = select(*(made.label(f"counted_{name}") for name, made in _FIGURES.items())).where(
    NodeRow.notice_id == bindparam("notice"), _is_lowest_problem()
)
_RECOUNT = _OF_NOTICE.values(
    name=func.coalesce(_fact(FactName.UNIT), _fact(FactName.TITLE), _file_name(), ""),
    title=func.coalesce(_fact(FactName.TITLE), ""),
    **{name: bindparam(f"counted_{name}") for name in _FIGURES},
    doubts=_doubts(),
    findings=_findings(),
    claimed_problems=cast(_claimed_problems(), Integer),
)
_RECOUNT_FINDINGS = _OF_NOTICE.values(findings=_findings())
