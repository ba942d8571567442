from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from importers.outline.version import PARSER_VERSION
from models import operations
from models.annotation import Person
from models.errors import Cancelled, ImportFailed, StorageError
from models.facts import FactName
from models.ids import NoticeId
from models.library import ReadFile
from models.notice import Notice, Reading
from models.progress import NeverCancelled, NoProgress
from models.reading_choice import READING_KEY
from models.rereading import DifferenceSort
from models.values import NoticeKind, Status
from services.desk import Desk
from services.file_source import FileSource, HeldFile
from services.reading import FileReader
from services.rereading import (
    StoredTextReader,
    held_text,
    is_outdated,
    propose,
)
from services.workspace import Workspace
from tests.models.outlines import state_of

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "linlan.txt"
PERSON = Person("王审核", "巡察办")
NOW = NoProgress()
NEVER = NeverCancelled()


@pytest.fixture(scope="module")
def read_file() -> ReadFile:
    return FileReader(None)(SAMPLE)


def older(file: ReadFile) -> ReadFile:
    """The file as a parser of before read it: without the last problem's words as a node, and another date."""
    nodes = tuple(node for node in file.reading.nodes if node.id != file.reading.nodes[-1].id)
    links = tuple(
        one
        for one in file.reading.links
        if file.reading.nodes[-1].id not in (one.outcome, one.measure)
    )
    facts = tuple(one for one in file.reading.facts if one.name is not FactName.PUBLISHED)
    reading = replace(
        file.reading,
        parser_version=PARSER_VERSION - 1,
        kind=NoticeKind.OTHER,
        nodes=nodes,
        links=links,
        facts=facts,
    )
    return replace(file, reading=reading)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(Workspace.open(tmp_path / "项目.duizhang"), PERSON)
    yield found
    found.close()


def stored(desk: Desk, file: ReadFile) -> Notice:
    return desk.session(desk.workspace.add(file).notice_id).notice


def reread_all(desk: Desk, *ids: NoticeId) -> list[tuple[bool, Reading | None]]:
    found = propose(desk.workspace, ids, progress=NOW, cancel=NEVER)
    return [(one.is_same, one.reading) for one in found]


def test_propose_same_parser_same_result_has_nothing_to_do(desk: Desk, read_file: ReadFile) -> None:
    notice = stored(desk, read_file)
    assert reread_all(desk, notice.id) == [(True, None)]
    assert not is_outdated(notice.reading)


def test_propose_and_adopt_bring_old_notice_to_present_reading(
    desk: Desk, read_file: ReadFile
) -> None:
    notice = stored(desk, older(read_file))
    assert is_outdated(notice.reading)
    before = state_of(notice.outline)
    (proposal,) = propose(desk.workspace, [notice.id], progress=NOW, cancel=NEVER)
    assert state_of(desk.workspace.load(notice.id).outline) == before
    assert proposal.reading == read_file.reading
    assert proposal.rereading is not None
    assert proposal.rereading.count(DifferenceSort.ADDED) >= 2
    desk.adopt(notice.id, proposal.reading)
    fresh = desk.session(notice.id).notice
    assert fresh is not notice
    assert fresh.reading == read_file.reading
    assert fresh.kind is NoticeKind.RECTIFICATION_NOTICE
    assert state_of(desk.workspace.load(notice.id).outline) == state_of(fresh.outline)
    (row,) = desk.workspace.library()
    assert row.kind is NoticeKind.RECTIFICATION_NOTICE


def test_adopt_undo_and_redo_switch_the_reading_too(desk: Desk, read_file: ReadFile) -> None:
    old = older(read_file)
    notice = stored(desk, old)
    before = state_of(notice.outline)
    desk.adopt(notice.id, read_file.reading)
    after = state_of(desk.session(notice.id).notice.outline)
    assert desk.history.undo_label == "重新识读"
    desk.undo()
    undone = desk.session(notice.id).notice
    assert (undone.reading, state_of(undone.outline)) == (old.reading, before)
    assert desk.workspace.load(notice.id).reading == old.reading
    assert desk.workspace.library()[0].kind is NoticeKind.OTHER
    desk.redo()
    redone = desk.session(notice.id).notice
    assert (redone.reading, state_of(redone.outline)) == (read_file.reading, after)


def test_adopt_keeps_corrections_and_codes(desk: Desk, read_file: ReadFile) -> None:
    notice = stored(desk, older(read_file))
    problem = notice.outline.lowest_problems()[0]
    desk.do(notice.id, operations.correct_status(notice.outline, problem.id, Status.NOT_DONE))
    codes = {node.id: node.code for node in notice.outline.walk()}
    desk.adopt(notice.id, read_file.reading)
    outline = desk.session(notice.id).notice.outline
    assert outline.node(problem.id).status is Status.NOT_DONE
    assert {key: outline.node(key).code for key in codes} == codes
    new = [node for node in outline.walk() if node.id not in codes]
    assert all(node.code for node in new if node.kind == "measure")


def test_adopt_same_words_of_newer_parser_only_names_the_reading(
    desk: Desk, read_file: ReadFile
) -> None:
    reading = replace(read_file.reading, parser_version=PARSER_VERSION - 1)
    notice = stored(desk, replace(read_file, reading=reading))
    found = desk.adopt(notice.id, read_file.reading)
    assert [edit.key for edit in found.group.edits] == [READING_KEY]
    assert desk.workspace.load(notice.id).reading.parser_version == PARSER_VERSION


def test_adopt_that_cannot_be_stored_leaves_all_as_it_was(
    desk: Desk, read_file: ReadFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = stored(desk, older(read_file))
    before = state_of(notice.outline)

    def refuse(*_: object) -> None:
        raise StorageError("磁盘已满")

    monkeypatch.setattr("models.db.repository.NoticeRepository.append", refuse)
    with pytest.raises(StorageError, match="磁盘已满"):
        desk.adopt(notice.id, read_file.reading)
    assert desk.session(notice.id).notice is notice
    assert state_of(notice.outline) == before
    with closing(sqlite3.connect(desk.workspace.path)) as connection:
        assert connection.execute("SELECT count(*) FROM reading").fetchone() == (1,)


def test_log_entry_of_another_reading_than_stored_is_refused(
    desk: Desk, read_file: ReadFile
) -> None:
    notice = stored(desk, older(read_file))
    desk.adopt(notice.id, read_file.reading)
    entry = desk.workspace.log(notice.id)[-1]
    with pytest.raises(StorageError, match="不符"):
        desk.workspace.commit(replace(entry, group_id=entry.group_id + 1))


def test_propose_names_what_fails_and_goes_on(desk: Desk, read_file: ReadFile) -> None:
    notice = stored(desk, older(read_file))
    gone, found = propose(desk.workspace, [NoticeId(77), notice.id], progress=NOW, cancel=NEVER)
    assert "这份材料已不在项目文件中" in str(gone.error)
    assert found.reading is not None


def test_propose_refuses_unsound_reading(desk: Desk, read_file: ReadFile) -> None:
    notice = stored(desk, read_file)
    (found,) = propose(
        desk.workspace, [notice.id], progress=NOW, cancel=NEVER, read=_unsound_reader
    )
    assert found.reading is None
    assert "前后不符" in str(found.error)
    assert not found.is_same


def _unsound_reader(file: FileSource, password: str | None = None) -> ReadFile:
    good = StoredTextReader()(file)
    nodes = (*good.reading.nodes, replace(good.reading.nodes[0], id=9999))
    return replace(good, reading=replace(good.reading, nodes=nodes))


def test_propose_tells_progress_and_stops_when_cancelled(desk: Desk, read_file: ReadFile) -> None:
    notice = stored(desk, read_file)
    told: list[tuple[int, int]] = []
    propose(
        desk.workspace,
        [notice.id],
        progress=lambda done, total, label: told.append((done, total)),
        cancel=NEVER,
    )
    assert told[0] == (0, 1)
    assert told[-1] == (1, 1)

    class Stopped:
        is_cancelled = True

        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        propose(desk.workspace, [notice.id], progress=NOW, cancel=Stopped())


def test_stored_text_comes_to_the_worker_whole(read_file: ReadFile, desk: Desk) -> None:
    notice = stored(desk, read_file)
    assert StoredTextReader()(held_text(notice)).source == notice.source
    with pytest.raises(ImportFailed):
        StoredTextReader()(Path("甲.txt"))
    assert isinstance(held_text(notice), HeldFile)
