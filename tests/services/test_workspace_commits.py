from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.annotation import Waiver
from models.db.preparing import Arrival
from models.edits import Edit, EditGroup
from models.errors import StorageError
from models.ids import NodeId
from models.library import LogEntry
from models.node import Node, NodeKind
from models.progress import CancelToken
from models.values import Status
from services import workspace as workspace_module
from services.workspace import Workspace
from tests.models.db.make_database import sample
from tests.models.db.outlines import read_file
from tests.services.workspace_cases import (
    UNIT,
    commit,
    finding,
    notice_file,
    only,
    problems,
)


def test_log_and_diagnostics_of_damaged_rows_say_so(workspace: Workspace, path: Path) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    (problem,) = notice.outline.lowest_problems()
    commit(workspace, notice, Edit(problem, replace(problem, wording="新")))
    workspace.save_diagnostics(notice.id, [finding("甲")])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('UPDATE edit SET before = \'{"type": "chapter"}\'')
        connection.execute("UPDATE diagnostic SET payload = '[]'")
        connection.commit()
    with pytest.raises(StorageError, match="修改记录的内容已被破坏"):
        workspace.log()
    with pytest.raises(StorageError, match="校核结果的内容已被破坏"):
        workspace.diagnostics(notice.id)


def test_commit_is_in_the_log_with_all_it_says(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    other = workspace.load(workspace.add(read_file("另一份")).notice_id)
    (problem,) = notice.outline.lowest_problems()
    edit = Edit(problem, replace(problem, wording="学习抓得不紧"))
    group = EditGroup("修改文字", (edit,), problem.id, "wording")
    entries = (
        LogEntry(1, "2025-01-01T00:00:01Z", "甲", notice.id, group),
        LogEntry(2, "2025-01-01T00:00:02Z", "乙", other.id, EditGroup("无", ())),
        LogEntry(3, "2025-01-01T00:00:03Z", "甲", notice.id, group.inverse, undoes=1),
    )
    for entry in entries:
        assert workspace.next_group_id() == entry.group_id
        workspace.commit(entry)
    assert workspace.log() == entries
    assert workspace.log(notice.id) == (entries[0], entries[2])
    assert workspace.log(other.id) == (entries[1],)
    assert workspace.log(last=2) == tuple(entries[1:])
    assert workspace.log(notice.id, last=1) == (entries[2],)
    assert workspace.log(person="甲") == (entries[0], entries[2])
    assert workspace.log(person="丙") == ()


def test_commit_of_codes_changing_places_holds(workspace: Workspace) -> None:
    file = notice_file("两个问题", nodes=problems(Status.DONE, Status.DONE))
    notice = workspace.load(workspace.add(file).notice_id)
    first, second = notice.outline.lowest_problems()
    commit(
        workspace,
        notice,
        Edit(first, replace(first, code=second.code)),
        Edit(second, replace(second, code=first.code)),
    )
    again = workspace.load(notice.id)
    codes = [node.code for node in again.outline.lowest_problems()]
    assert codes == ["TB-002", "TB-001"]


def test_commit_with_a_before_that_does_not_hold_stores_nothing(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    gone = Node(NodeId(5), NodeKind.PROBLEM)
    (problem,) = notice.outline.lowest_problems()
    edits = (Edit(problem, replace(problem, wording="新")), Edit(gone, replace(gone, wording="x")))
    entry = LogEntry(1, "", "甲", notice.id, EditGroup("改", edits))
    with pytest.raises(StorageError, match="不符，没有保存"):
        workspace.commit(entry)
    assert workspace.log() == ()
    assert workspace.load(notice.id).outline.lowest_problems() == [problem]


def test_commit_of_a_record_that_is_there_stores_nothing(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    (problem,) = notice.outline.lowest_problems()
    entry = LogEntry(1, "", "甲", notice.id, EditGroup("改", (Edit(None, problem),)))
    with pytest.raises(StorageError, match="不符"):
        workspace.commit(entry)
    assert workspace.log() == ()


def test_commit_that_leaves_a_child_alone_stores_nothing(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    (problem,) = notice.outline.lowest_problems()
    entry = LogEntry(1, "", "甲", notice.id, EditGroup("删", (Edit(problem, None),)))
    with pytest.raises(StorageError, match="不符"):
        workspace.commit(entry)
    assert workspace.log() == ()
    assert workspace.load(notice.id).outline.has_node(problem.id)


def test_commit_of_a_group_number_that_is_taken_stores_nothing(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    entry = LogEntry(1, "", "甲", notice.id, EditGroup("改", ()))
    workspace.commit(entry)
    with pytest.raises(StorageError, match="不符"):
        workspace.commit(replace(entry, person="乙"))
    assert workspace.log() == (entry,)


def test_commit_of_signs_that_cannot_be_stored_says_so(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    (problem,) = notice.outline.lowest_problems()
    edit = Edit(problem, replace(problem, wording="\ud800"))
    with pytest.raises(StorageError, match="无法保存的字符"):
        workspace.commit(LogEntry(1, "", "甲", notice.id, EditGroup("改", (edit,))))
    assert workspace.log() == ()


def test_diagnostics_come_back_and_replace_those_before(workspace: Workspace) -> None:
    notice_id = workspace.add(sample()).notice_id
    workspace.save_diagnostics(notice_id, [finding("甲"), finding("乙"), finding("乙")])
    assert workspace.diagnostics(notice_id) == (finding("甲"), finding("乙"), finding("乙"))
    workspace.save_diagnostics(notice_id, [finding("丙")])
    assert workspace.diagnostics(notice_id) == (finding("丙"),)
    assert only(workspace).findings == 1


def test_library_counts_findings_that_are_not_waived(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    workspace.save_diagnostics(notice.id, [finding("甲"), finding("乙")])
    waiver = Waiver(finding("甲").fingerprint, "已核", "甲", "2025-01-01")
    entry = commit(workspace, notice, Edit(None, waiver))
    assert only(workspace).findings == 1
    workspace.save_diagnostics(notice.id, [finding("甲")])
    assert only(workspace).findings == 0
    commit(workspace, notice, *entry.group.inverse.edits)
    assert only(workspace).findings == 1


def test_commit_does_not_wait_while_an_import_works_out_its_rows(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    inside, go = threading.Event(), threading.Event()
    real = workspace_module.prepare_notice

    def prepare(arrival: Arrival, code: str, cancel: CancelToken) -> object:
        inside.set()
        assert go.wait(10)
        return real(arrival, code, cancel)

    monkeypatch.setattr(workspace_module, "prepare_notice", prepare)
    importing = threading.Thread(target=workspace.add, args=(read_file("另一份"),))
    importing.start()
    assert inside.wait(10)
    (problem,) = notice.outline.lowest_problems()
    commit(workspace, notice, Edit(problem, replace(problem, wording="同时修改")))
    assert len(workspace.library()) == 1
    go.set()
    importing.join()
    assert len(workspace.library()) == 2


def test_many_threads_add_edit_and_list_at_once(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    failed: list[BaseException] = []

    def add(first: int) -> None:
        try:
            for number in range(first, first + 10):
                workspace.add(notice_file(f"第{number}份", unit=UNIT))
                workspace.library()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for number in range(20):
        (problem,) = notice.outline.lowest_problems()
        commit(workspace, notice, Edit(problem, replace(problem, wording=f"第{number}稿")))
    for thread in threads:
        thread.join()
    assert not failed
    rows = workspace.library()
    assert len(rows) == 31
    assert {row.code for row in rows} == {"JT", *(f"JT{number}" for number in range(2, 32))}
    assert len(workspace.log()) == 20


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from models.edits import Edit, EditGroup
from models.library import LogEntry
from services.workspace import Workspace
from tests.models.db.make_database import sample
from tests.models.db.outlines import read_file

workspace = Workspace.open(Path(sys.argv[1]))
notice = workspace.load(workspace.add(sample()).notice_id)
number = 0
while True:
    number += 1
    (problem,) = notice.outline.lowest_problems()
    group = EditGroup("改", (Edit(problem, replace(problem, wording=f"第{number}稿")),))
    workspace.commit(LogEntry(number, "t", "甲", notice.id, group))
    group.apply(notice.outline)
    workspace.add(read_file(f"第{number}份"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("count", [1, 7, 20])
def test_killed_program_loses_nothing_that_was_committed(path: Path, count: int) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as writer:
        assert writer.stdout is not None
        for _ in range(count):
            said = int(writer.stdout.readline())
        writer.kill()
    with Workspace.open(path) as workspace:
        assert not workspace.read_only
        entries = workspace.log()
        rows = workspace.library()
        assert len(entries) >= said == count
        assert len(rows) >= 1 + count
        (problem,) = workspace.load(rows[0].id).outline.lowest_problems()
        assert problem.wording == f"第{len(entries)}稿"
        assert all(workspace.load(row.id).source.text for row in rows[1:])
