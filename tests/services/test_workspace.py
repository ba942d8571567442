from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.annotation import Opinion, Review
from models.edits import Edit
from models.errors import StorageError
from models.facts import ClaimSubject, FactName
from models.ids import NodeId, NoticeId
from models.library import Added, Known, NoticeSummary, ReadFile
from models.node import Node, NodeKind
from models.source import RoleSpan, Span
from models.values import NoticeKind, Stage, Status
from services.workspace import Workspace
from tests.models.db.make_database import sample
from tests.models.db.outlines import read_file
from tests.services.workspace_cases import (
    UNIT,
    claiming,
    commit,
    notice_file,
    only,
    problems,
    table_counts,
)


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


def really_read(text: str, file_name: str) -> ReadFile:
    data = text.encode("utf-8")
    source = read_source(data, file_name)
    return ReadFile(data, source, read_notice(source))


def test_add_same_notice_from_a_site_with_other_menus_is_known(workspace: Workspace) -> None:
    notice = "\n".join(
        (
            "中共云州市临河区水务局党组关于区委第二巡察组反馈意见整改进展情况的通报",
            "根据区委统一部署，2024年9月区委第二巡察组对区水务局党组开展巡察，现将整改情况予以公布。",
            "一、整改落实情况",
            "（一）学习不够经常的问题",
            "整改措施：每月学习一次，由办公室记录并按季度向党组书面报告学习情况和存在的不足。",
            "完成情况：已完成。2025年1月起每月学习，共学习5次，形成记录5份，党组会听取报告2次。",
        )
    )
    framed = (
        "首页\n当前位置：首页 > 政务公开 > 巡察整改\n"
        f"{notice}\n【打印本页】 【关闭窗口】\n版权所有：云州市临河区人民政府\n"
    )
    first = workspace.add(really_read(notice, "甲.txt"))
    assert workspace.add(really_read(framed, "乙.txt")) == replace(first, known=Known.SAME_BODY)
    other = really_read(framed.replace("共学习5次", "共学习6次"), "丙.txt")
    assert workspace.add(other).known is None


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
            ("第二轮", "feedback", 0, None, UNIT),
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
        stated=1,
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
        *problems(Status.DONE, Status.UNSTATED, Status.DONE),
        Node(NodeId(4), NodeKind.SUB_PROBLEM, NodeId(1), 1, status=Status.DONE),
        Node(NodeId(5), NodeKind.SUB_PROBLEM, NodeId(1), 2, status=Status.NOT_DONE),
        Node(NodeId(6), NodeKind.MEASURE, NodeId(5), 1, status=Status.DONE),
    )
    notice = workspace.load(workspace.add(notice_file("四个最低一级", nodes=nodes)).notice_id)
    row = only(workspace)
    assert (row.problems, row.done, row.stated) == (4, 2, 3)
    lowest = notice.outline.lowest_problems()
    opinion = Opinion(Stage.FIRST, "同意销号", "", "甲", "2025-01-01")
    judged = Review(lowest[0].id, doubt=True).with_opinion(opinion)
    unjudged = Review(lowest[1].id).with_opinion(replace(opinion, verdict=None, words="再看"))
    corrected = replace(lowest[2], status=Status.DONE)
    entry = commit(
        workspace, notice, Edit(None, judged), Edit(None, unjudged), Edit(lowest[2], corrected)
    )
    row = only(workspace)
    assert (row.problems, row.done, row.stated, row.reviewed, row.doubts) == (4, 3, 4, 1, 1)
    commit(workspace, notice, *entry.group.inverse.edits, undoes=entry.group_id)
    row = only(workspace)
    assert (row.problems, row.done, row.stated, row.reviewed, row.doubts) == (4, 2, 3, 0, 0)


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


def test_open_where_nothing_may_be_written_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(path) as first:
        assert not first.is_protected
        with Workspace.open(path) as second:
            assert second.read_only
            assert not second.is_protected
    monkeypatch.setattr("models.db.engine.os.access", lambda *_: False)
    with Workspace.open(path) as protected:
        assert protected.read_only
        assert protected.is_protected
        with pytest.raises(StorageError, match="没有写入权限"):
            protected.require_writable()
        assert protected.library() == ()
