from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from importers.outline.pipeline import read_notice
from importers.read import read_source
from models import operations
from models.annotation import Annotation, Opinion, Person, Review
from models.db.repository import NoticeRepository
from models.edits import Edit, EditGroup
from models.errors import EditError, StorageError
from models.ids import NoticeId, new_id
from models.library import Added, LogEntry, NoticeSummary, ReadFile, VersionPlace
from models.progress import NeverCancelled, NoProgress
from models.values import Stage, Status, VersionLabel
from models.versions.carrying import LABEL
from services.desk import Desk
from services.import_report import row_of, totals_of
from services.importing import Answers, ImportSummary, import_files
from services.workspace import Workspace
from tests.importers.readers.word_notices import numbered_file
from tests.models.versions.texts import HEALTH, draft, other_round, read, replaced
from tests.services.workspace_cases import notice_file, table_counts

PERSON = Person("甲")
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TIME = "2026-01-02T00:00:00.000+00:00"
CHANGED = replaced(draft(), "交流研讨仅2次", "交流研讨仅两次")


def judge(workspace: Workspace, notice_id: NoticeId) -> None:
    """Gives all problems of a notice a conclusion and the first one a note."""
    outline = workspace.load(notice_id).outline
    opinion = Opinion(Stage.FIRST, "同意销号", "", "甲", "2026-01-02")
    nodes = outline.lowest_problems()
    records = [Review(node.id, opinions=(opinion,)) for node in nodes]
    edits = [Edit(None, one) for one in records]
    edits.append(Edit(None, Annotation(new_id(), "看原件", "乙", TIME, nodes[-1].id)))
    entry = LogEntry(
        workspace.next_group_id(), TIME, "甲", notice_id, EditGroup("审核", tuple(edits))
    )
    workspace.commit(entry)


def add(workspace: Workspace, text: str, name: str = "通报.txt") -> Added:
    return workspace.add_notice(read(text, name), PERSON.name)[0]


def row(workspace: Workspace, notice_id: NoticeId) -> NoticeSummary:
    return next(one for one in workspace.library() if one.id == notice_id)


def rows_of(path: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            (name, *found)
            for name in tables
            for found in connection.execute(f"SELECT * FROM {name}")
        }


def imported(workspace: Workspace, folder: Path) -> ImportSummary:
    return import_files(
        workspace,
        [folder],
        progress=NoProgress(),
        cancel=NeverCancelled(),
        answers=Answers(person="甲"),
    )


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_changed_file_is_a_new_version_behind_the_former(workspace: Workspace, path: Path) -> None:
    first = add(workspace, draft(), "送审稿.txt")
    judge(workspace, first.notice_id)
    before = rows_of(path)
    second = add(workspace, CHANGED, "公开稿.txt")
    assert rows_of(path) >= before
    assert second.former is not None
    assert (second.former.notice_id, second.former.is_sure) == (first.notice_id, True)
    assert second.former.name == "CZ 送审稿.txt"
    assert (second.former.carried, second.former.to_review) == (6, 1)
    old, new = row(workspace, first.notice_id), row(workspace, second.notice_id)
    assert (old.version.number, old.version.count, old.version.newest) == (1, 2, new.id)
    assert (new.version.number, new.version.former, new.version.is_newest) == (2, old.id, True)
    assert (old.version.label, new.version.label) == (VersionLabel.DRAFT, VersionLabel.PUBLISHED)
    assert (old.reviewed, new.reviewed) == (7, 6)


def test_both_versions_are_in_one_case(workspace: Workspace, path: Path) -> None:
    add(workspace, draft())
    add(workspace, CHANGED)
    assert table_counts(path)["inspection_case"] == 1


def test_taking_over_is_one_step_that_can_be_undone_and_done_again(workspace: Workspace) -> None:
    judge(workspace, add(workspace, draft()).notice_id)
    second = add(workspace, CHANGED).notice_id
    desk = Desk(workspace, PERSON)
    assert desk.history.undo_label == LABEL
    desk.undo()
    outline = desk.session(second).notice.outline
    assert (outline.reviews(), outline.annotations(), outline.waivers()) == ([], [], [])
    assert row(workspace, second).reviewed == 0
    desk.redo()
    assert row(workspace, second).reviewed == 6


def test_nothing_is_stored_where_taking_over_fails(
    workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(workspace, add(workspace, draft()).notice_id)
    before = rows_of(path)

    def fail(*_: object) -> None:
        raise StorageError("磁盘已满")

    monkeypatch.setattr(NoticeRepository, "append", fail)
    with pytest.raises(StorageError):
        add(workspace, CHANGED)
    assert rows_of(path) == before


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(20, 60), min_size=1, max_size=4), st.integers(0, 2))
def test_any_changed_draft_leaves_the_former_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, lines: list[int], how: int
) -> None:
    parts = draft().split("\n")
    for at in lines:
        line = parts[at % len(parts)]
        parts[at % len(parts)] = ("", line[::-1], f"{line}另行补充说明有关情况如下。")[how]
    path = tmp_path_factory.mktemp("any") / "本轮.duizhang"
    with Workspace.open(path) as workspace:
        first = add(workspace, draft()).notice_id
        judge(workspace, first)
        before = rows_of(path)
        second = add(workspace, "\n".join(parts))
        assert rows_of(path) >= before
        assert second.former is not None
        desk = Desk(workspace, PERSON)
        taken_over = row(workspace, second.notice_id).reviewed
        assert taken_over <= row(workspace, first).reviewed
        desk.undo()
        outline = desk.session(second.notice_id).notice.outline
        assert (outline.reviews(), outline.annotations()) == ([], [])


def test_ten_drafts_make_one_chain(workspace: Workspace) -> None:
    ids = []
    for number in range(10):
        text = replaced(draft(), "交流研讨仅2次", f"交流研讨仅{number + 2}次")
        ids.append(add(workspace, text, f"第{number}次.txt").notice_id)
    places = [one.version for one in workspace.library()]
    assert [one.number for one in places] == list(range(1, 11))
    assert [one.former for one in places] == [None, *ids[:-1]]
    assert {one.count for one in places} == {10}


def test_older_draft_that_comes_late_stands_before_and_takes_nothing_over(
    workspace: Workspace,
) -> None:
    published = add(workspace, CHANGED, "公开稿.txt")
    judge(workspace, published.notice_id)
    late = add(workspace, draft(), "送审稿.txt")
    middle = add(workspace, replaced(draft(), "仅2次", "仅有2次"), "修改稿.txt")
    found = [row(workspace, one.notice_id).version.number for one in (late, middle, published)]
    assert found == [1, 2, 3]
    assert late.former is not None
    assert late.former.is_earlier
    assert middle.former is not None
    assert middle.former.notice_id == late.notice_id
    assert row(workspace, late.notice_id).reviewed == row(workspace, middle.notice_id).reviewed == 0


def test_other_units_and_rounds_are_no_versions(workspace: Workspace) -> None:
    for text in (draft(), draft(HEALTH), other_round(draft())):
        assert add(workspace, text).former is None
    assert {one.version.count for one in workspace.library()} == {1}


def test_unclear_file_is_a_notice_of_its_own_that_a_person_may_make_a_version(
    workspace: Workspace,
) -> None:
    desk = Desk(workspace, Person("甲"))
    first = add(workspace, draft())
    judge(workspace, first.notice_id)
    moved = replaced(draft(), "2023年10月9日", "2025年10月9日")
    unclear = add(workspace, replaced(moved, "2024年1月26日", "2026年1月26日"))
    assert unclear.former is not None
    assert not unclear.former.is_sure
    assert row(workspace, unclear.notice_id).version.count == 1
    assert row(workspace, unclear.notice_id).reviewed == 0
    desk.follow(unclear.notice_id, first.notice_id)
    assert row(workspace, unclear.notice_id).version.former == first.notice_id
    desk.follow(unclear.notice_id, None)
    assert [one.version.count for one in workspace.library()] == [1, 1]


def test_parting_takes_the_later_versions_along_and_joining_brings_them_back(
    workspace: Workspace,
) -> None:
    desk = Desk(workspace, Person("甲"))
    ids = [
        add(workspace, replaced(draft(), "仅2次", f"仅{number}次")).notice_id for number in range(4)
    ]
    desk.follow(ids[2], None)
    assert [row(workspace, one).version.number for one in ids] == [1, 2, 1, 2]
    desk.follow(ids[2], ids[1])
    assert [row(workspace, one).version.number for one in ids] == [1, 2, 3, 4]
    desk.follow(ids[0], ids[3])  # the first behind the last: alone, the others stay
    assert [row(workspace, one).version.number for one in ids] == [4, 1, 2, 3]
    with pytest.raises(StorageError, match="自己"):
        desk.follow(ids[0], ids[0])
    with pytest.raises(StorageError, match="已不在"):
        desk.follow(NoticeId(5), ids[0])


def test_person_says_which_version_it_is(workspace: Workspace) -> None:
    desk = Desk(workspace, Person("甲"))
    notice_id = add(workspace, draft()).notice_id
    desk.set_version_label(notice_id, VersionLabel.REVISED)
    assert row(workspace, notice_id).version.label is VersionLabel.REVISED
    desk.set_version_label(notice_id, None)
    assert row(workspace, notice_id).version.label is None


def places(workspace: Workspace) -> list[tuple[NoticeId, VersionPlace]]:
    return [(one.id, one.version) for one in workspace.library()]


def test_what_a_person_says_of_versions_stands_in_the_history(workspace: Workspace) -> None:
    desk = Desk(workspace, Person("甲"))
    first = add(workspace, draft(), "甲稿.txt").notice_id
    other = add(workspace, draft(HEALTH), "乙稿.txt").notice_id
    desk.follow(other, first)
    desk.set_version_label(other, VersionLabel.PUBLISHED)
    desk.set_version_label(other, VersionLabel.PUBLISHED)  # said already
    desk.follow(other, None)
    said = [(one.notice_id, one.person, one.group.label) for one in workspace.log()]
    assert said == [
        (other, "甲", "设为新版本，上一稿“CZ 甲稿.txt”"),
        (other, "甲", "设为公开稿"),
        (other, "甲", "不是新版本"),
    ]
    assert desk.undo() is not None
    assert row(workspace, other).version.former == first
    assert row(workspace, other).version.label is VersionLabel.PUBLISHED


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10**9))
def test_random_sayings_of_versions_can_be_taken_back_and_done_again(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    with Workspace.open(tmp_path_factory.mktemp("稿") / "本轮.duizhang") as workspace:
        files = [notice_file(f"第{number}份" * 9) for number in range(5)]
        ids = [workspace.add(file).notice_id for file in files]
        desk = Desk(workspace, Person("甲"))
        states = [places(workspace)]
        for _ in range(10):
            chosen = chance.choice(ids)
            if chance.random() < 0.2:
                desk.set_version_label(chosen, chance.choice([None, *VersionLabel]))
            else:
                others = [None, *(one for one in ids if one != chosen)]
                desk.follow(chosen, chance.choice(others))
            if places(workspace) != states[-1]:
                states.append(places(workspace))
            if chance.random() < 0.2:
                desk = Desk(workspace, Person("甲"))
        for state in reversed(states[:-1]):
            assert desk.undo() is not None
            assert places(workspace) == state
        for state in states[1:]:
            assert desk.redo() is not None
            assert places(workspace) == state


def test_saying_of_versions_is_not_taken_back_after_another_version_came(
    workspace: Workspace,
) -> None:
    desk = Desk(workspace, Person("甲"))
    first = add(workspace, draft()).notice_id
    other = add(workspace, draft(HEALTH)).notice_id
    desk.follow(other, first)
    last = add(workspace, replaced(draft(), "仅2次", "仅3次")).notice_id
    before = places(workspace)
    with pytest.raises(EditError, match="之后这里又有别的改动，不能撤销"):
        desk.undo()
    assert places(workspace) == before
    assert row(workspace, last).version.count == 3


def test_notice_that_cannot_be_read_keeps_no_new_version_out(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add(workspace, draft()).notice_id

    def fail(*_: object) -> None:
        raise StorageError("内容已被破坏")

    monkeypatch.setattr(workspace, "load", fail)
    second = add(workspace, CHANGED)
    assert second.former is not None
    assert second.former.notice_id == first


def test_numbers_of_groups_are_given_once(workspace: Workspace) -> None:
    first, second = workspace.next_group_id(), workspace.next_group_id()
    judge(workspace, add(workspace, draft()).notice_id)
    add(workspace, CHANGED)
    numbers = [entry.group_id for entry in workspace.log()]
    assert len({first, second, *numbers}) == len(numbers) + 2
    assert numbers == sorted(numbers)


def test_import_says_what_is_a_new_version(workspace: Workspace, tmp_path: Path) -> None:
    judge(workspace, add(workspace, draft(), "送审稿.txt").notice_id)
    moved = replaced(draft(), "2023年10月9日", "2025年10月9日")
    unclear = replaced(moved, "2024年1月26日", "2026年1月26日")
    summary = imported(workspace, write(tmp_path / "资料", 公开稿=CHANGED, 另一轮=unclear))
    assert totals_of(summary) == "新导入 2 · 其中新版本 1 · 可能是新版本 1"
    assert [one.path.stem for one in summary.new_versions] == ["公开稿"]
    assert summary.sentences == (
        "新版本：公开稿.txt（中共云溪县财政局党组）；上一稿是“CZ 送审稿.txt”，沿用审核 6 条，有改动须重新审核 1 条",
        "新导入：另一轮.txt（中共云溪县财政局党组）；可能是“CZ 送审稿.txt”的新版本，请核对后用“设为新版本”确认",
    )
    assert row_of(summary.results[0])[1] == "新版本"
    assert workspace.log()[-1].person == "甲"


def test_word_file_of_a_changed_draft_is_a_version_of_the_text(workspace: Workspace) -> None:
    text = (SAMPLES / "linlan.txt").read_text("utf-8")
    first = add(workspace, text, "通报.txt")
    judge(workspace, first.notice_id)
    data = numbered_file(replaced(text, "专题研讨仅2次", "专题研讨仅两次")).data()
    source = read_source(data, "通报（修改稿）.docx")
    second = workspace.add(ReadFile(data, source, read_notice(source)))
    assert second.former is not None
    assert (second.former.notice_id, second.former.is_sure) == (first.notice_id, True)
    assert second.former.to_review == 1
    assert second.former.carried == row(workspace, first.notice_id).reviewed - 1


def test_export_of_a_workspace_lists_the_newest_versions(
    workspace: Workspace, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(workspace, draft())
    add(workspace, CHANGED)
    workspace.close()
    assert cli.run(["export", str(path), "-o", str(tmp_path / "台账.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "已导出7行" in said
    assert "有新版本的旧稿1份没有列入" in said


def test_import_checks_a_version_that_took_over_corrections(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = replaced(draft(), "完成情况：阶段性完成。", "完成情况：已整改完成。")
    first = add(workspace, text).notice_id
    desk = Desk(workspace, PERSON)
    outline = desk.session(first).notice.outline
    for node in outline.lowest_problems():
        desk.do(first, operations.correct_status(outline, node.id, Status.NOT_DONE))
    imported(
        workspace,
        write(tmp_path / "资料", 二稿=replaced(text, "召开专题会议4次", "召开专题会议6次")),
    )
    new = workspace.library()[-1]
    assert new.version.former == first
    assert new.done == 0
    kept = workspace.diagnostics(new.id)
    again = Desk(workspace, PERSON).session(new.id)
    again.refresh()
    assert {one.fingerprint for one in kept} == {one.fingerprint for one in again.diagnostics}
