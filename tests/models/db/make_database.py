"""Writes the workspace of the present schema version that later schema steps are tested with.

Run `python -m tests.models.db.make_database` once, before a version comes out; a stored file never changes again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.annotation import Annotation, Opinion, Review, Waiver
from models.db.migrations import schema_version
from models.diagnostics import Diagnostic, Severity
from models.edits import Edit, EditGroup
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId
from models.library import LogEntry, ReadFile
from models.node import Link, Node, NodeKind
from models.notice import Notice, Reading
from models.source import RoleSpan, Span, SpanRole
from models.values import LimitClass, NoticeKind, PartialDate, Stage, Status
from services.workspace import Workspace
from tests.models.db.outlines import read_file

FOLDER = Path(__file__).resolve().parents[2] / "data" / "databases"

TEXT = """中共云州市临河区交通运输局党组关于区委巡察整改进展情况的通报
区委第二巡察组反馈的1个问题，已完成整改1个。
1．学习不够经常
整改措施：（1）每月学习一次。
完成情况：（1）2025114日起每月学习，已完成。
"""


def stored(version: int) -> Path:
    """The file of a schema version."""
    return FOLDER / f"v{version}.sqlite"


def sample() -> ReadFile:
    """A notice with a record of every type that a machine reads."""
    nodes = (
        Node(
            NodeId(1),
            NodeKind.PROBLEM,
            number="1",
            number_printed="1．",
            spans=(_place("学习不够经常"), _place("1．", SpanRole.NUMBER)),
            status=Status.DONE,
            status_quote="已完成",
            limit_class=LimitClass.AT_ONCE,
            deadline=PartialDate(2025, 12),
            confidence=0.9,
        ),
        Node(NodeId(2), NodeKind.MEASURE, NodeId(1), 1024, "(1)", spans=(_place("每月学习一次"),)),
        Node(NodeId(3), NodeKind.OUTCOME, NodeId(1), 2048, "(1)", spans=(_place("日起每月学习"),)),
    )
    unit = "中共云州市临河区交通运输局党组"
    reading = Reading(
        parser_version=1,
        kind=NoticeKind.RECTIFICATION_NOTICE,
        kind_reason="有问题、整改措施和完成情况",
        facts=(Fact(FactName.UNIT, unit, unit, _span(unit)),),
        claims=(Claim(1, ClaimSubject.PROBLEMS, 1.0, "1个问题", _span("1个问题")),),
        damage=(Damage(1, _span("2025114日"), "2025114日", "2025年1月14日", ("2025年11月4日",)),),
        nodes=nodes,
        links=(Link(NodeId(3), NodeId(2), 0.8, "number"),),
    )
    return read_file(TEXT, "临河交通.txt", reading)


def fill(workspace: Workspace) -> None:
    """Puts something into every table."""
    added = workspace.add(sample())
    workspace.add(read_file(TEXT.replace("\n", "\n\n"), "另一网站.txt"))
    notice = workspace.load(added.notice_id)
    (problem,) = notice.outline.lowest_problems()
    opinion = Opinion(Stage.FIRST, "同意销号", "属实", "甲", "2025-06-01")
    finding = Diagnostic("K1", Severity.CONTRADICTION, "自报1个", spans=(_span("1个问题"),))
    time = "2025-06-01T01:02:03.000+00:00"
    records = (
        Review(problem.id, Status.PHASED, (opinion,), doubt=True, evidence="会议记录"),
        Annotation(7, "请补照片", "甲", time, problem.id, _span("每月")),
        Waiver(finding.fingerprint, "已核", "甲", time),
    )
    commit(workspace, notice, EditGroup("审核", tuple(Edit(None, one) for one in records)))
    workspace.save_diagnostics(notice.id, (finding,))


def commit(workspace: Workspace, notice: Notice, group: EditGroup) -> None:
    """Commits a group of edits and makes them in the outline."""
    time = "2025-06-01T01:02:03.000+00:00"
    workspace.commit(LogEntry(workspace.next_group_id(), time, "甲", notice.id, group))
    group.apply(notice.outline)


def main() -> None:
    """Makes the file, unless it is there."""
    path = stored(schema_version())
    if path.exists():
        raise SystemExit(f"{path.name} is stored already")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Workspace.open(path) as workspace:
        fill(workspace)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _place(words: str, role: SpanRole = SpanRole.BODY) -> RoleSpan:
    return RoleSpan(_span(words), role)


if __name__ == "__main__":
    main()
