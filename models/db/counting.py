"""The figures of a notice that lists show, counted from its live rows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlalchemy import update as sql_update
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
    counted = session.execute(_problem_figures(notice_id)).one()
    unit = session.scalar(_fact(notice_id, FactName.UNIT))
    title = session.scalar(_fact(notice_id, FactName.TITLE))
    file_name = session.scalar(
        select(NoticeOriginRow.file_name)
        .where(NoticeOriginRow.notice_id == notice_id)
        .order_by(NoticeOriginRow.position)
        .limit(1)
    )
    claimed = session.scalar(_claimed_problems(notice_id))
    session.execute(
        sql_update(NoticeRow)
        .where(NoticeRow.id == notice_id)
        .values(
            name=unit or title or file_name or "",
            title=title or "",
            problems=counted.problems,
            done=counted.done or 0,
            reviewed=counted.reviewed or 0,
            doubts=_doubts(notice_id),
            findings=_findings(notice_id),
            claimed_problems=None if claimed is None else int(claimed),
        )
    )


def recount_findings(session: Session, notice_id: NoticeId) -> None:
    """Brings the number of open findings in the row of a notice up to date."""
    session.execute(
        sql_update(NoticeRow).where(NoticeRow.id == notice_id).values(findings=_findings(notice_id))
    )


def _problem_figures(notice_id: NoticeId) -> Select[int, int, int]:
    below = aliased(NodeRow)
    has_specific = exists().where(below.parent_id == NodeRow.id, below.kind == NodeKind.SUB_PROBLEM)
    has_verdict = exists().where(OpinionRow.node_id == NodeRow.id, OpinionRow.verdict != "")
    return select(
        func.count().label("problems"),
        _how_many(NodeRow.status == Status.DONE).label("done"),
        _how_many(has_verdict).label("reviewed"),
    ).where(
        NodeRow.notice_id == notice_id,
        or_(
            NodeRow.kind == NodeKind.SUB_PROBLEM,
            and_(NodeRow.kind == NodeKind.PROBLEM, ~has_specific),
        ),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _fact(notice_id: NoticeId, name: FactName) -> Select[str | None]:
    return select(FactRow.value).where(FactRow.notice_id == notice_id, FactRow.name == name)


def _doubts(notice_id: NoticeId) -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(ReviewRow.notice_id == notice_id, ReviewRow.doubt.is_(True))
        .scalar_subquery()
    )


def _findings(notice_id: NoticeId) -> ScalarSelect[int]:
    waived = exists().where(
        WaiverRow.notice_id == DiagnosticRow.notice_id,
        WaiverRow.fingerprint == DiagnosticRow.fingerprint,
    )
    return (
        select(func.count())
        .select_from(DiagnosticRow)
        .where(DiagnosticRow.notice_id == notice_id, ~waived)
        .scalar_subquery()
    )


def _claimed_problems(notice_id: NoticeId) -> Select[float]:
    # The finest total that the notice says it lists: 细化为44个具体问题 before 指出的17个问题.
    subjects = (ClaimSubject.SUB_PROBLEMS, ClaimSubject.PROBLEMS)
    return (
        select(ClaimRow.value)
        .where(
            ClaimRow.notice_id == notice_id,
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
    )
