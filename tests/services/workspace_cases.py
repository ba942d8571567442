"""What tests of the workspace work with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.diagnostics import Diagnostic, Severity
from models.edits import Edit, EditGroup
from models.facts import Claim, ClaimSubject, Fact, FactName
from models.ids import NodeId
from models.library import LogEntry, NoticeSummary, ReadFile
from models.node import Node, NodeKind
from models.notice import Notice, Reading
from models.source import Span
from models.values import NoticeKind, Status
from services.workspace import Workspace
from tests.models.db.outlines import read_file

UNIT = "中共云州市临河区交通运输局党组"


def problems(*statuses: Status) -> tuple[Node, ...]:
    return tuple(
        Node(NodeId(number), NodeKind.PROBLEM, rank=number, status=status)
        for number, status in enumerate(statuses, 1)
    )


def notice_file(text: str, *, nodes: tuple[Node, ...] = (), **facts: str) -> ReadFile:
    named = tuple(Fact(FactName(name), value) for name, value in facts.items())
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "有问题清单", facts=named, nodes=nodes)
    return read_file(text, f"{text[:4]}.txt", reading)


def claiming(*claims: tuple[ClaimSubject, float, int | None, bool]) -> ReadFile:
    made = tuple(
        Claim(at, subject, value, "x", Span(at, at + 1), subset_of, lists=lists)
        for at, (subject, value, subset_of, lists) in enumerate(claims)
    )
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "有问题清单", claims=made)
    return read_file("总数" * 20, reading=reading)


def commit(
    workspace: Workspace, notice: Notice, *edits: Edit, undoes: int | None = None
) -> LogEntry:
    group = EditGroup("改", edits)
    number = workspace.next_group_id()
    entry = LogEntry(number, "2025-01-01T00:00:00Z", "甲", notice.id, group, undoes)
    workspace.commit(entry)
    group.apply(notice.outline)
    return entry


def only(workspace: Workspace) -> NoticeSummary:
    (row,) = workspace.library()
    return row


def table_counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names
        }


def finding(quote: str) -> Diagnostic:
    return Diagnostic(
        code="K1",
        severity=Severity.CONTRADICTION,
        message="自报44个，列出43个",
        params=(("claimed", "44"), ("listed", "43")),
        spans=(Span(0, 3), Span(5, 9)),
        quotes=(quote, "列出"),
        nodes=(NodeId(1 << 61),),
    )
