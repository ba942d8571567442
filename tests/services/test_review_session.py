from __future__ import annotations

from dataclasses import replace

import pytest

from models import operations
from models.annotation import Opinion, Review, Waiver
from models.diagnostics import Diagnostic, Severity
from models.errors import StorageError
from models.ids import NodeId
from models.notice import Notice
from models.values import Stage
from services.review_session import ReviewSession
from tests.models.outlines import notice_of
from tests.services.desk_fakes import MemoryStore

# The numbers of the measures skip (2): K7.
SKIPPING = """
    problem 1 学习不够。
      measure (1) 制定计划。
      measure (3) 组织学习。
      outcome (1) 已制定计划并学习。
"""
PROBLEMS = """
    aspect (一) 思想方面
      problem 1 学习不够。
        sub_problem 一是 计划不实。
          measure (1) 制定计划。
        sub_problem 二是 走过场。
      problem 2 调研不深。
    recommendation 3 抓好整改。
"""
OLD = Diagnostic("K1", Severity.CONTRADICTION, "自报44个，列出43个")


def session_of(notice: Notice, *kept: Diagnostic) -> tuple[ReviewSession, MemoryStore]:
    store = MemoryStore(notice)
    store.saved[notice.id] = kept
    return ReviewSession(notice, store), store


def waived(finding: Diagnostic) -> Waiver:
    return Waiver(finding.fingerprint, "已核实", "甲", "2026-01-09T00:00:00+00:00")


def test_session_begins_with_the_findings_that_were_kept() -> None:
    session, _ = session_of(notice_of(SKIPPING), OLD)
    assert session.diagnostics == (OLD,)


def test_refresh_runs_the_checks_and_keeps_what_they_find() -> None:
    session, store = session_of(notice_of(SKIPPING, links="4>2 4>3"), OLD)
    found = session.refresh()
    assert [finding.code for finding in found] == ["K7"]
    assert session.diagnostics == found == store.saved[session.notice.id]


def test_refresh_that_finds_the_same_keeps_nothing_anew() -> None:
    session, store = session_of(notice_of(SKIPPING))
    session.refresh()
    session.refresh()
    assert store.saves == 1


def test_waived_findings_are_left_out_but_kept() -> None:
    session, store = session_of(notice_of(SKIPPING))
    (finding, *_) = session.refresh()
    operations.waive(session.notice.outline, waived(finding)).apply(session.notice.outline)
    assert finding not in session.diagnostics
    assert session.waived == (finding,)
    session.refresh()
    assert finding in store.saved[session.notice.id]


def test_findings_are_shown_where_nothing_can_be_kept() -> None:
    session, store = session_of(notice_of(SKIPPING))
    store.read_only = True
    assert session.refresh()
    assert store.saves == 0


def test_findings_that_could_not_be_kept_are_kept_at_the_next_run() -> None:
    session, store = session_of(notice_of(SKIPPING))
    store.fails = True
    with pytest.raises(StorageError):
        session.refresh()
    assert session.diagnostics
    store.fails = False
    session.refresh()
    assert store.saved[session.notice.id] == session.diagnostics


def decided(*node_ids: int) -> Notice:
    opinion = Opinion(Stage.FIRST, "同意销号", "", "甲", "2026-01-09")
    reviews = (Review(NodeId(one), opinions=(opinion,)) for one in node_ids)
    return notice_of(PROBLEMS, *reviews)


@pytest.mark.parametrize(
    ("reviewed", "after", "forwards", "backwards"),
    [
        ((), None, 3, 6),
        ((), 3, 5, 6),
        ((), 4, 5, 6),
        ((), 6, 3, 5),
        ((), 1, 3, 6),
        ((), 2, 3, 6),
        ((), 7, 3, 6),
        ((), 99, 3, 6),
        ((5,), 3, 6, 6),
        ((3, 6), 5, 5, 5),
        ((3, 5, 6), 3, None, None),
    ],
)
def test_next_open_goes_around_the_lowest_problems(
    reviewed: tuple[int, ...], after: int | None, forwards: int | None, backwards: int | None
) -> None:
    session, _ = session_of(decided(*reviewed))
    here = None if after is None else NodeId(after)
    assert session.next_open(here) == forwards
    assert session.next_open(here, backwards=True) == backwards


def test_opinion_without_conclusion_leaves_a_problem_open() -> None:
    notice = notice_of(PROBLEMS)
    opinion = Opinion(Stage.FIRST, None, "再看", "甲", "2026-01-09")
    notice.outline.put(replace(notice.outline.review(NodeId(3)), opinions=(opinion,)))
    session, _ = session_of(notice)
    assert session.next_open(None) == 3


def test_notice_without_problems_has_none_open() -> None:
    session, _ = session_of(notice_of("recommendation 1 抓好整改。"))
    assert session.next_open(None) is None
    assert session.next_open(NodeId(1)) is None
