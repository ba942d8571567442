"""Every record comes back from the tables as it went in, and edits and their inverses restore the rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from models.edits import Edit, EditGroup
from models.ids import NoticeId
from models.library import LogEntry
from models.notice import Reading
from models.outline import Outline, Record
from models.source import Evidence
from services.workspace import Workspace
from tests.models.db.outlines import LENGTH, changes, evidences, read_file, readings, record_sets

LIVE_TABLES = (
    *("node", "node_span", "link", "fact", "claim", "damage"),
    *("review", "opinion", "annotation", "waiver", "notice"),
)

_texts = (f"第{number}份".ljust(LENGTH, "文") for number in count())
on_disk = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open(tmp_path_factory.mktemp("records") / "项目.duizhang") as opened:
        yield opened


def empty_notice(workspace: Workspace) -> NoticeId:
    return workspace.add(read_file(next(_texts))).notice_id


def commit(workspace: Workspace, notice_id: NoticeId, edits: tuple[Edit, ...]) -> LogEntry:
    group = EditGroup("改", edits)
    entry = LogEntry(workspace.next_group_id(), "2025-01-01T00:00:00Z", "甲", notice_id, group)
    workspace.commit(entry)
    return entry


def loaded(workspace: Workspace, notice_id: NoticeId) -> set[Record]:
    return set(workspace.load(notice_id).outline.records())


def rows(workspace: Workspace, notice_id: NoticeId) -> dict[str, list[object]]:
    nodes = "SELECT id FROM node WHERE notice_id = :id"
    where = {
        "node_span": f"node_id IN ({nodes})",
        "opinion": f"node_id IN ({nodes})",
        "notice": "id = :id",
    }
    with closing(sqlite3.connect(workspace.path)) as connection:
        return {
            table: sorted(
                connection.execute(
                    f"SELECT * FROM {table} WHERE {where.get(table, 'notice_id = :id')}",
                    {"id": notice_id},
                ),
                key=str,
            )
            for table in LIVE_TABLES
        }


@on_disk
@given(records=record_sets())
def test_commit_of_every_record_type_loads_equal(
    workspace: Workspace, records: tuple[Record, ...]
) -> None:
    notice_id = empty_notice(workspace)
    entry = commit(workspace, notice_id, tuple(Edit(None, record) for record in records))
    assert loaded(workspace, notice_id) == set(records)
    assert workspace.log(notice_id) == (entry,)


@on_disk
@given(reading=readings(), evidence=evidences)
def test_add_reading_loads_equal(
    workspace: Workspace, reading: Reading, evidence: Evidence
) -> None:
    file = read_file(next(_texts), reading=reading)
    file = replace(file, source=replace(file.source, evidence=evidence))
    added, notice = workspace.add_notice(file)
    if notice is None:  # clutter hides all that tells it from another text
        reject()
    again = workspace.load(added.notice_id)
    assert (again.source, again.reading, again.code) == (file.source, reading, notice.code)
    assert set(again.outline.records()) == set(notice.outline.records())
    assert [node.machine_id for node in again.outline.walk()] == [
        node.id for node in Outline(LENGTH, reading.records()).walk()
    ]


@on_disk
@given(data=st.data())
def test_commit_of_edits_and_their_inverse_restores_the_rows(
    workspace: Workspace, data: st.DataObject
) -> None:
    records = data.draw(record_sets())
    edits = data.draw(changes(records))
    notice_id = empty_notice(workspace)
    commit(workspace, notice_id, tuple(Edit(None, record) for record in records))
    before = rows(workspace, notice_id)
    outline = Outline(LENGTH, records)
    EditGroup("改", edits).apply(outline)
    entry = commit(workspace, notice_id, edits)
    assert loaded(workspace, notice_id) == set(outline.records())
    commit(workspace, notice_id, entry.group.inverse.edits)
    assert rows(workspace, notice_id) == before
