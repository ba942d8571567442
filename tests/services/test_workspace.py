from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.annotation import Opinion, Review, Waiver
from models.db.preparing import Arrival
from models.diagnostics import Diagnostic, Severity
from models.edits import Edit, EditGroup
from models.errors import StorageError
from models.facts import Claim, ClaimSubject, Fact, FactName
from models.ids import NodeId, NoticeId
from models.library import Added, Known, LogEntry, NoticeSummary, ReadFile
from models.node import Node, NodeKind
from models.notice import Notice, Reading
from models.source import RoleSpan, Span
from models.values import NoticeKind, Stage, Status
from services import workspace as workspace_module
from services.workspace import Workspace
from tests.models.db.make_database import sample
from tests.models.db.outlines import read_file

UNIT = "中共云州市临河区交通运输局党组"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "项目.duizhang"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path) as opened:
        yield opened


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


def test_add_new_notice_is_there_after_reopening(path: Path) -> None:
    with Workspace.open(path) as workspace:
        added, notice = workspace.add_notice(sample())
    assert notice is not None
    with Workspace.open(path) as workspace:
        again = workspace.load(added.notice_id)
    assert added == Added(notice.id, UNIT)
    assert (again.id, again.code, again.source, again.reading) == (
        *(notice.id, notice.code, notice.source, notice.reading),
    )
    assert set(again.outline.records()) == set(notice.outline.records())


def test_add_keeps_the_bytes_of_the_file(workspace: Workspace, path: Path) -> None:
    data = "甲乙丙".encode("gb18030")
    workspace.add(read_file("甲乙丙", data=data))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT data, size FROM source_file").fetchall() == [(data, 6)]


def test_add_assigns_codes_to_problems_and_measures(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    assert [node.code for node in notice.outline.walk()] == ["JT-001", "JT-001-1", None]


def test_add_notices_of_units_with_the_same_initials_numbers_their_codes(
    workspace: Workspace,
) -> None:
    for number, unit in enumerate([UNIT, "临河区交通局", "临河区经贸局", "临河区教体局"]):
        workspace.add(notice_file(f"第{number}份", nodes=problems(Status.DONE), unit=unit))
    codes = [row.code for row in workspace.library()]
    assert codes == ["JT", "JT2", "JM", "JT3"]
    nodes = [
        workspace.load(row.id).outline.lowest_problems()[0].code for row in workspace.library()
    ]
    assert nodes == ["JT-001", "JT2-001", "JM-001", "JT3-001"]


def test_add_same_file_again_changes_nothing(workspace: Workspace, path: Path) -> None:
    first = workspace.add(sample())
    before = table_counts(path)
    renamed = replace(sample(), source=replace(sample().source, file_name="改名.txt"))
    assert workspace.add(renamed) == replace(first, known=Known.SAME_FILE)
    assert table_counts(path) == before


def test_add_same_words_from_another_file_is_another_origin(
    workspace: Workspace, path: Path
) -> None:
    first = workspace.add(read_file("一、学习不够。", "甲.txt"))
    other = read_file("　一、 **学习**\r\n不够。\n", "乙.txt")
    assert workspace.add(other) == replace(first, known=Known.SAME_BODY)
    assert only(workspace).origins == ("甲.txt", "乙.txt")
    assert workspace.add(other) == replace(first, known=Known.SAME_FILE)
    assert workspace.add(read_file("一、学习不 够。", "丙.txt")).known is Known.SAME_BODY
    counts = table_counts(path)
    assert (counts["source_file"], counts["notice_origin"], counts["reading"]) == (3, 3, 1)
    assert workspace.load(first.notice_id).source.file_name == "甲.txt"


def test_add_two_files_without_words_are_two_notices(workspace: Workspace) -> None:
    found = [workspace.add(read_file(text)).known for text in (" \n", "\n\n \n")]
    assert found == [None, None]


@pytest.mark.parametrize(
    "node",
    [
        Node(NodeId(1), NodeKind.PROBLEM, spans=(RoleSpan(Span(0, 99)),)),
        Node(NodeId(1), NodeKind.SUB_PROBLEM, NodeId(7)),
        Node(NodeId(1), NodeKind.SUB_PROBLEM, NodeId(1)),
    ],
    ids=["outside the text", "no parent", "its own parent"],
)
def test_add_unsound_reading_is_refused_and_stores_nothing(
    workspace: Workspace, path: Path, node: Node
) -> None:
    before = table_counts(path)
    with pytest.raises(StorageError, match=r"“短短的\.txt”识读的结果前后不符"):
        workspace.add(notice_file("短短的", nodes=(node,)))
    assert table_counts(path) == before


def test_add_to_a_read_only_workspace_says_so(workspace: Workspace, path: Path) -> None:
    with Workspace.open(path) as second:
        assert second.read_only
        with pytest.raises(StorageError, match="只读"):
            second.add(sample())
        with pytest.raises(StorageError, match="只读"):
            second.require_writable()
        assert second.library() == ()


def test_add_puts_a_notice_into_a_case(workspace: Workspace, path: Path) -> None:
    round_ = "第二轮"
    files = [
        notice_file("甲的通报", unit=UNIT, round=round_),
        notice_file("甲的反馈", unit=UNIT, round=round_),
        notice_file("甲前一轮", unit=UNIT, round="第一轮"),
        notice_file("轮次不详", unit=UNIT),
        notice_file("也不知道", unit=UNIT),
    ]
    kind = replace(files[1].reading, kind=NoticeKind.FEEDBACK_NOTICE)
    files[1] = replace(files[1], reading=kind)
    for file in files:
        workspace.add(file)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT inspection_case.round, role, position, label, notice.name"
            " FROM notice_version JOIN inspection_case ON inspection_case.id = case_id"
            " JOIN notice ON notice.id = notice_id ORDER BY notice.imported, notice.rowid"
        ).fetchall()
        cases = connection.execute("SELECT count(*) FROM inspection_case").fetchone()[0]
    assert sorted(found, key=str) == sorted(
        [
            ("第二轮", "notice", 0, None, UNIT),
            ("第二轮", "feedback", 1, None, UNIT),
            ("第一轮", "notice", 0, None, UNIT),
            (None, "notice", 0, None, UNIT),
            (None, "notice", 0, None, UNIT),
        ],
        key=str,
    )
    assert cases == 4


def test_library_row_of_a_new_notice(workspace: Workspace) -> None:
    added = workspace.add(sample())
    row = only(workspace)
    assert row == NoticeSummary(
        id=added.notice_id,
        code="JT",
        name=UNIT,
        title="",
        file_name="临河交通.txt",
        kind=NoticeKind.RECTIFICATION_NOTICE,
        imported=row.imported,
        problems=1,
        done=1,
        reviewed=0,
        doubts=0,
        findings=0,
        claimed_problems=1,
        origins=("临河交通.txt",),
    )
    assert row.imported.endswith("+00:00")


@pytest.mark.parametrize(
    ("facts", "name", "title"),
    [
        ({"unit": UNIT, "title": "整改通报"}, UNIT, "整改通报"),
        ({"title": "整改通报"}, "整改通报", "整改通报"),
        ({}, "某份材料.txt", ""),
    ],
    ids=["unit", "title", "file"],
)
def test_library_calls_a_notice_by_unit_title_or_file(
    workspace: Workspace, facts: dict[str, str], name: str, title: str
) -> None:
    added = workspace.add(notice_file("某份材料", **facts))
    assert (only(workspace).name, only(workspace).title, added.name) == (name, title, name)


def test_library_counts_lowest_problems_and_follows_every_edit(workspace: Workspace) -> None:
    nodes = (
        *problems(Status.DONE, Status.ONGOING, Status.DONE),
        Node(NodeId(4), NodeKind.SUB_PROBLEM, NodeId(1), 1, status=Status.DONE),
        Node(NodeId(5), NodeKind.SUB_PROBLEM, NodeId(1), 2, status=Status.NOT_DONE),
        Node(NodeId(6), NodeKind.MEASURE, NodeId(5), 1, status=Status.DONE),
    )
    notice = workspace.load(workspace.add(notice_file("四个最低一级", nodes=nodes)).notice_id)
    assert (only(workspace).problems, only(workspace).done) == (4, 2)
    lowest = notice.outline.lowest_problems()
    opinion = Opinion(Stage.FIRST, "同意销号", "", "甲", "2025-01-01")
    judged = Review(lowest[0].id, doubt=True).with_opinion(opinion)
    unjudged = Review(lowest[1].id).with_opinion(replace(opinion, verdict=None, words="再看"))
    corrected = replace(lowest[1], status=Status.DONE)
    entry = commit(
        workspace, notice, Edit(None, judged), Edit(None, unjudged), Edit(lowest[1], corrected)
    )
    row = only(workspace)
    assert (row.problems, row.done, row.reviewed, row.doubts) == (4, 3, 1, 1)
    commit(workspace, notice, *entry.group.inverse.edits, undoes=entry.group_id)
    row = only(workspace)
    assert (row.problems, row.done, row.reviewed, row.doubts) == (4, 2, 0, 0)


def test_library_name_follows_a_corrected_fact(workspace: Workspace) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    unit = notice.outline.fact(FactName.UNIT)
    assert unit is not None
    commit(workspace, notice, Edit(unit, replace(unit, value="临河区交通局", confirmed=True)))
    assert only(workspace).name == "临河区交通局"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((), None),
        (((ClaimSubject.PROBLEMS, 17.0, None, False),), 17),
        (
            (
                (ClaimSubject.PROBLEMS, 17.0, None, True),
                (ClaimSubject.SUB_PROBLEMS, 44.0, None, False),
            ),
            44,
        ),
        (
            (
                (ClaimSubject.SUB_PROBLEMS, 40.0, None, False),
                (ClaimSubject.SUB_PROBLEMS, 44.0, None, True),
            ),
            44,
        ),
        (((ClaimSubject.SUB_PROBLEMS, 3.0, 44, True), (ClaimSubject.DONE, 9.0, None, True)), None),
    ],
    ids=["none", "problems", "finest", "the one that lists", "parts do not count"],
)
def test_library_claimed_problems(
    workspace: Workspace,
    claims: tuple[tuple[ClaimSubject, float, int | None, bool], ...],
    expected: int | None,
) -> None:
    workspace.add(claiming(*claims))
    assert only(workspace).claimed_problems == expected


def test_library_never_touches_texts_and_files(workspace: Workspace, path: Path) -> None:
    workspace.add(sample())
    with closing(sqlite3.connect(path)) as connection:
        for table in ("source_file", "source_text", "reading", "node", "node_span"):
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(f"ALTER TABLE {table} RENAME TO gone_{table}")
        connection.commit()
    assert only(workspace).problems == 1


def test_load_of_what_is_gone_says_so(workspace: Workspace) -> None:
    with pytest.raises(StorageError, match="已不在项目文件中"):
        workspace.load(NoticeId(5))


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE reading SET outline = \'{"parser_version": 1, "neu": 2}\'',
        "UPDATE reading SET outline = '{'",
        "UPDATE node SET parent_id = id WHERE parent_id IS NULL",
        "UPDATE node SET kind = 'chapter'",
        "UPDATE node SET deadline = '2025-13'",
        "UPDATE node_span SET span_end = 9999",
    ],
)
def test_load_of_damaged_rows_says_so(workspace: Workspace, path: Path, damage: str) -> None:
    added = workspace.add(sample())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    with pytest.raises(StorageError, match="这份材料的内容已被破坏"):
        workspace.load(added.notice_id)


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

    def prepare(arrival: Arrival, code: str) -> object:
        inside.set()
        assert go.wait(10)
        return real(arrival, code)

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
