"""A notice of thousands of nodes: storing it can be stopped at any time, and leaves nothing behind then."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from models.annotation import Review
from models.edits import Edit, EditGroup
from models.errors import Cancelled
from models.ids import NodeId
from models.library import LogEntry, ReadFile
from models.node import Link, Node, NodeKind
from models.notice import Reading, spaced_rank
from models.source import RoleSpan, Span
from models.values import NoticeKind, Status
from models.versions.carrying import carry_over
from services.workspace import Workspace
from tests.models.db.outlines import read_file

PROBLEMS = 1000
# Calls of functions between two questions; some hundredths of a second.
MOST_CALLS = 15_000


@pytest.fixture(scope="module")
def huge() -> ReadFile:
    return huge_file("很大", "有关工作")


def huge_file(name: str, what: str) -> ReadFile:
    """Problems with a measure and an outcome each; a line of text a node."""
    lines: list[str] = []
    nodes: list[Node] = []
    links: list[Link] = []
    at = 0
    for row in range(PROBLEMS):
        problem = NodeId(3 * row + 1)
        sorts = (NodeKind.PROBLEM, NodeKind.MEASURE, NodeKind.OUTCOME)
        for place, kind in enumerate(sorts):
            lines.append(f"第{row}项{what}的落实情况之{place}。\n")
            spans = (RoleSpan(Span(at, at + len(lines[-1]))),)
            at += len(lines[-1])
            parent = problem if place else None
            rank = spaced_rank(place if place else row)
            nodes.append(Node(NodeId(problem + place), kind, parent, rank, spans=spans))
        links.append(Link(NodeId(problem + 2), NodeId(problem + 1)))
    reading = Reading(
        1, NoticeKind.RECTIFICATION_NOTICE, "很大", nodes=tuple(nodes), links=tuple(links)
    )
    return read_file("".join(lines), f"{name}.txt", reading)


class Asked:
    """A token that counts the questions, and the calls of functions between two of them; cancelled at one."""

    is_cancelled = False

    def __init__(self, cancelled_at: int = 0) -> None:
        self._cancelled_at = cancelled_at
        self._calls = 0
        self.times = 0
        self.most_calls = 0
        self.worst: list[str] = []

    def check(self) -> None:
        self.times += 1
        if self._calls > self.most_calls:
            self.most_calls, frame = self._calls, sys._getframe(1)
            self.worst = [frame.f_code.co_name, *_callers(frame)]
        self._calls = 0
        if self.times == self._cancelled_at:
            raise Cancelled

    def count(self, _: FrameType, event: str, __: Any) -> None:
        self._calls += event in {"call", "c_call"}


def _callers(frame: FrameType) -> Iterator[str]:
    while (above := frame.f_back) is not None and "workspace.py" not in above.f_code.co_filename:
        yield above.f_code.co_name
        frame = above


@dataclass
class Rows:
    """How many rows the tables of a workspace have."""

    path: Path

    def count(self) -> dict[str, int]:
        with closing(sqlite3.connect(self.path)) as connection:
            query = "SELECT name FROM sqlite_master WHERE type = 'table'"
            names = [name for (name,) in connection.execute(query)]
            found = {
                name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in names
            }
        return {name: count for name, count in found.items() if count}


def test_storing_a_huge_notice_asks_whether_to_go_on_all_the_while(
    workspace: Workspace, huge: ReadFile
) -> None:
    asked = Asked()
    sys.setprofile(asked.count)
    try:
        workspace.add_notice(huge, cancel=asked)
    finally:
        sys.setprofile(None)
    asked.check()
    assert asked.most_calls < MOST_CALLS, asked.worst


def test_taking_over_from_a_huge_notice_asks_whether_to_go_on_all_the_while(
    workspace: Workspace, huge: ReadFile
) -> None:
    first = workspace.add(huge).notice_id
    notice = workspace.load(first)
    reviews = [Review(one.id, Status.DONE) for one in notice.outline.lowest_problems()]
    group = EditGroup("审核", tuple(Edit(None, one) for one in reviews))
    workspace.commit(LogEntry(workspace.next_group_id(), "", "甲", first, group))
    other, asked = huge_file("又一稿", "其他工作"), Asked()
    other_id = workspace.add(other).notice_id
    sys.setprofile(asked.count)
    try:
        old, new = workspace.load(first, asked), workspace.load(other_id, asked)
        carried = carry_over(old, new, asked)
    finally:
        sys.setprofile(None)
    asked.check()
    assert carried.group.edits
    assert asked.most_calls < MOST_CALLS, asked.worst


def test_storing_a_huge_notice_cancelled_anywhere_leaves_no_row(
    workspace: Workspace, path: Path, huge: ReadFile
) -> None:
    all_asks = Asked()
    with Workspace.open(path.with_name("另一个.duizhang")) as other:
        other.add_notice(huge, cancel=all_asks)
    before = Rows(path).count()
    for share in (0.01, 0.5, 0.9, 0.97, 1):
        with pytest.raises(Cancelled):
            workspace.add_notice(huge, cancel=Asked(max(1, int(all_asks.times * share))))
        assert Rows(path).count() == before
    added, _ = workspace.add_notice(huge)
    assert len(list(workspace.load(added.notice_id).outline.walk())) == 3 * PROBLEMS
