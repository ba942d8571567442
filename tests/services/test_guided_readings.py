"""What a person says of a text is kept with the reading it led to, holds for later ones, and can be taken back."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.outline.version import PARSER_VERSION
from models import operations
from models.annotation import Annotation, Person
from models.errors import Cancelled, EditError, StorageError
from models.guidance import Guidance
from models.ids import NoticeId
from models.library import ReadFile
from models.notice import Notice
from models.progress import NeverCancelled, NoProgress
from models.rereading import DifferenceSort
from models.source import Clutter, Span
from models.values import NoticeKind
from services.desk import Desk
from services.outline_json import outline_json
from services.reading import FileReader
from services.rereading import Proposal, propose, propose_guided
from services.workspace import Workspace
from tests.importers.guided_page import PAGE, random_guidance
from tests.models.operations.fuzz import ACTIONS, assert_sound
from tests.models.outlines import state_of

PERSON = Person("王审核", "巡察办")
SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "qingyu.txt"
# What only ever grows, and what is counted anew at any time.
_HISTORY = frozenset({"edit", "edit_group", "reading", "diagnostic"})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(Workspace.open(tmp_path / "项目.duizhang"), PERSON)
    yield found
    found.close()


def page(folder: Path) -> ReadFile:
    path = folder / "页.txt"
    path.write_text(PAGE, encoding="utf-8")
    return FileReader()(path)


def stored(desk: Desk, file: ReadFile) -> Notice:
    session = desk.session(desk.workspace.add(file).notice_id)
    session.refresh()
    return session.notice


def said(desk: Desk, notice_id: NoticeId, guidance: Guidance) -> Proposal:
    return propose_guided(
        desk.workspace, notice_id, guidance, progress=NoProgress(), cancel=NeverCancelled()
    )


def adopt(desk: Desk, notice: Notice, guidance: Guidance) -> Notice:
    desk.adopt(notice.id, read_notice(notice.source, None, guidance), "试")
    return desk.session(notice.id).notice


def tables_hash(path: Path) -> str:
    """Of all rows but those of the history."""
    with closing(sqlite3.connect(path)) as connection:
        names = sorted(
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in _HISTORY
        )
        held = [
            (one, sorted(map(repr, connection.execute(f"SELECT * FROM {one}")))) for one in names
        ]
    return hashlib.sha256(repr(held).encode()).hexdigest()


def test_worker_reads_as_a_person_says_and_nothing_changes_before_it_is_adopted(
    desk: Desk, tmp_path: Path
) -> None:
    notice = stored(desk, page(tmp_path))
    before = tables_hash(desk.workspace.path)
    menu = next(place for place in notice.reading.clutter if place.why == "菜单")
    proposal = said(desk, notice.id, Guidance().restoring([menu.span]))
    assert tables_hash(desk.workspace.path) == before
    assert proposal.rereading is not None
    gone = [one for one in proposal.rereading.differences if one.sort is DifferenceSort.REMOVED]
    assert [(one.subject, one.before) for one in gone] == [("非正文（菜单）", menu.span.of(PAGE))]
    assert proposal.reading is not None
    desk.adopt(notice.id, proposal.reading, "恢复为正文")
    after = desk.session(notice.id).notice
    assert menu not in after.reading.clutter
    assert desk.history.undo_label == "恢复为正文"
    listed = outline_json(after, ())["clutter"]
    assert [menu.span.start, menu.span.end] not in [one["span"] for one in listed]
    desk.undo()
    assert tables_hash(desk.workspace.path) == before
    assert desk.session(notice.id).notice.reading == notice.reading


def test_reopened_workspace_and_another_parser_keep_what_was_said(
    desk: Desk, tmp_path: Path
) -> None:
    notice = stored(desk, page(tmp_path))
    marked = Span(PAGE.index("2.供水"), PAGE.index("欢迎"))
    guidance = Guidance(cluttered=(marked,), kind=NoticeKind.FEEDBACK_NOTICE)
    reading = replace(read_notice(notice.source, None, guidance), parser_version=PARSER_VERSION - 1)
    desk.adopt(notice.id, reading)
    path = desk.workspace.path
    desk.close()
    with Workspace.open(path) as workspace:
        assert workspace.load(notice.id).reading.guidance == guidance
        assert workspace.library()[0].kind is NoticeKind.FEEDBACK_NOTICE
        (found,) = propose(workspace, [notice.id], progress=NoProgress(), cancel=NeverCancelled())
    assert found.reading == replace(reading, parser_version=PARSER_VERSION)
    assert Clutter(marked, "人工标出") in found.reading.clutter


def test_work_on_what_is_marked_as_clutter_stays_and_is_told(desk: Desk, tmp_path: Path) -> None:
    notice = stored(desk, page(tmp_path))
    second = notice.outline.lowest_problems()[1]
    note = Annotation(7, "待查", "王审核", "2026-01-02T00:00:00+00:00", second.id)
    desk.do(notice.id, operations.annotate(notice.outline, note))
    marked = Span(PAGE.index("2.供水"), PAGE.index("欢迎"))
    found = said(desk, notice.id, Guidance(cluttered=(marked,)))
    assert found.rereading is not None
    assert found.rereading.touches_work
    elsewhere = said(desk, notice.id, Guidance(cluttered=(Span(0, 2),)))
    assert elsewhere.rereading is not None
    assert not elsewhere.rereading.touches_work
    assert found.reading is not None
    desk.adopt(notice.id, found.reading)
    after = desk.session(notice.id).notice.outline
    assert after.has_node(second.id)
    assert after.annotations(second.id) == [note]


def test_proposal_from_before_something_was_said_is_refused(desk: Desk, tmp_path: Path) -> None:
    notice = stored(desk, page(tmp_path))
    stale = said(desk, notice.id, Guidance(kind=NoticeKind.OTHER))
    assert stale.reading is not None
    after = adopt(desk, notice, Guidance(cluttered=(Span(0, 2),)))
    with pytest.raises(EditError, match="后来改过"):
        desk.adopt(notice.id, stale.reading, before=stale.before)
    assert desk.session(notice.id).notice is after
    desk.undo()
    desk.adopt(notice.id, stale.reading, before=stale.before)
    assert desk.session(notice.id).notice.kind is NoticeKind.OTHER


def test_notice_that_is_gone_and_stop_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        said(desk, NoticeId(7), Guidance())
    notice = stored(desk, page(tmp_path))

    class Stopped:
        is_cancelled = True

        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        propose_guided(
            desk.workspace, notice.id, Guidance(), progress=NoProgress(), cancel=Stopped()
        )


@pytest.mark.parametrize("seed", range(12))
def test_any_guidance_amid_any_work_is_sound_and_undone_step_by_step(
    desk: Desk, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    path = desk.workspace.path
    notice = stored(desk, page(tmp_path) if seed % 2 else FileReader()(SAMPLE))
    states = [tables_hash(path)]
    for _ in range(6):
        notice = desk.session(notice.id).notice
        if chance.random() < 0.5:
            after = adopt(desk, notice, random_guidance(chance, notice.text))
            assert_sound(after.outline)
            kept = desk.workspace.load(notice.id)
            assert state_of(kept.outline) == state_of(after.outline)
            assert kept.reading == after.reading
        elif not worked(desk, chance, notice):
            continue
        states.append(tables_hash(path))
    for wanted in reversed(states[:-1]):
        desk.undo()
        assert tables_hash(path) == wanted
    for wanted in states[1:]:
        desk.redo()
        assert tables_hash(path) == wanted


def worked(desk: Desk, chance: random.Random, notice: Notice) -> bool:
    """One random edit; whether it is a step of its own."""
    before = len(desk.workspace.log(notice.id))
    name = chance.choice(sorted(set(ACTIONS) - {"freeze"}))  # printed numbers stay through undo
    try:
        group = ACTIONS[name](chance, notice.outline)
        desk.do(notice.id, replace(group, merge_key=None))
    except EditError:
        return False
    return len(desk.workspace.log(notice.id)) > before
