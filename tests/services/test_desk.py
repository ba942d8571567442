"""The desk over a real workspace."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models import operations
from models.annotation import Annotation, Opinion, Person
from models.diagnostics import Diagnostic, Severity
from models.edits import EditGroup
from models.errors import EditError, StorageError
from models.ids import NodeId, NoticeId
from models.library import ReadFile
from models.node import Node, NodeKind
from models.notice import Notice
from models.outline import Outline
from models.values import Stage, Status
from services.desk import Desk
from services.workspace import Workspace
from tests.models.operations.fuzz import random_group, random_notice
from tests.models.outlines import notice_of, place_of, state_of

WRITTEN = """
    problem 1 学习不够。
      measure (1) 制定计划，已制定。
      measure (3) 组织学习。
      outcome (1) 已学习5次。
    problem 2 调研不深。
      measure (1) 下沉一线。
      outcome (1) 已下沉。
"""
PERSON = Person("甲", "巡察办")


def file_of(notice: Notice, name: str = "测试.txt") -> ReadFile:
    outline = notice.outline
    nodes = tuple(outline.walk())
    links = tuple(record for record in outline.records() if record.key[0] == "link")
    reading = replace(notice.reading, nodes=nodes, links=links)
    data = notice.text.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    source = replace(notice.source, file_name=name, sha256=sha256)
    return ReadFile(data, source, reading)


class Room:
    """A workspace on disk, and a desk that can be left and taken again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.desk = Desk(Workspace.open(path), PERSON)
        self.ids: list[NoticeId] = []

    def add(self, notice: Notice, name: str) -> NoticeId:
        added = self.desk.workspace.add(file_of(notice, name))
        self.ids.append(added.notice_id)
        return added.notice_id

    def outline(self, at: int = 0) -> Outline:
        return self.desk.session(self.ids[at]).notice.outline

    def words(self, node: Node) -> str:
        return self.desk.session(self.ids[0]).notice.words(node)

    def leave_and_come_back(self) -> None:
        self.desk.close()
        self.desk = Desk(Workspace.open(self.path), PERSON)

    def state(self) -> list[list[str]]:
        return [state_of(self.outline(at)) for at in range(len(self.ids))]


@pytest.fixture
def new_room(tmp_path: Path) -> Iterator[Callable[[], Room]]:
    made: list[Room] = []

    def make() -> Room:
        made.append(Room(tmp_path / f"{len(made)}.duizhang"))
        return made[-1]

    yield make
    for room in made:
        room.desk.close()


@pytest.fixture
def room(new_room: Callable[[], Room]) -> Room:
    room = new_room()
    room.add(notice_of(WRITTEN), "一.txt")
    room.add(notice_of(WRITTEN.replace("学习不够", "作风不实")), "二.txt")
    return room


def problem(outline: Outline, row: int = 0) -> Node:
    return outline.lowest_problems()[row]


def everything(outline: Outline) -> Iterator[Callable[[], EditGroup]]:
    """What a reviewer does to a notice in a day, one after the other."""
    first, second = problem(outline).id, problem(outline, 1).id
    opinion = Opinion(Stage.FIRST, "同意销号", "材料齐全", "甲", "2026-01-09")
    note = Annotation(5, "看看发票", "甲", "2026-01-09T00:00:00+00:00", first)
    measures = [node.id for node in outline.walk(first) if node.kind is NodeKind.MEASURE]
    (outcome,) = (node.id for node in outline.walk(first) if node.kind is NodeKind.OUTCOME)
    yield lambda: operations.correct_status(outline, first, Status.DONE)
    yield lambda: operations.assess(outline, first, Status.PHASED)
    yield lambda: operations.write_opinion(outline, first, opinion)
    yield lambda: operations.set_deadline(outline, first, "2025年12月底前")
    yield lambda: operations.set_responsible(outline, first, lead_person="赵一")
    yield lambda: operations.set_evidence(outline, first, "照片3张")
    yield lambda: operations.annotate(outline, note)
    yield lambda: operations.mark_doubt(outline, measures[0], True)
    yield lambda: operations.reword(outline, measures[1], "组织全员学习。")
    yield lambda: operations.relink(outline, outcome, measures)
    yield lambda: operations.make_node(outline, place_of(outline, "已制定。"), NodeKind.OUTCOME)
    yield lambda: operations.split_node(outline, outcome, place_of(outline, "5次").start)
    yield lambda: operations.move_node(outline, measures[0], second, 0)
    yield lambda: operations.change_kind(outline, second, NodeKind.SUB_PROBLEM)
    yield lambda: operations.shift_node(outline, second, "out")
    yield lambda: operations.merge_nodes(outline, first, second)
    yield lambda: operations.delete_node(outline, first)


def test_a_day_of_work_is_there_again_and_can_be_taken_back(room: Room) -> None:
    states = [room.state()]
    for action in everything(room.outline()):
        room.desk.do(room.ids[0], action())
        states.append(room.state())
    room.leave_and_come_back()
    assert room.state() == states[-1]
    for state in reversed(states[:-1]):
        room.desk.undo()
        assert room.state() == state
    room.leave_and_come_back()
    assert room.state() == states[0]
    while room.desk.redo() is not None:
        pass
    assert room.state() == states[-1]


def test_stored_and_live_outline_stay_the_same_through_random_work(
    new_room: Callable[[], Room],
) -> None:
    for seed in range(6):
        chance, room = random.Random(seed), new_room()
        room.add(random_notice(chance), "随机.txt")
        for _ in range(25):
            try:
                if chance.random() < 0.25:
                    room.desk.undo()
                else:
                    room.desk.do(room.ids[0], random_group(chance, room.outline())[1])
            except EditError:
                continue
            stored = room.desk.workspace.load(room.ids[0]).outline
            assert state_of(stored) == state_of(room.outline())


def test_undo_opens_the_notice_of_the_change(room: Room) -> None:
    first = problem(room.outline(0)).id
    room.desk.do(room.ids[0], operations.assess(room.outline(0), first, Status.DONE))
    room.leave_and_come_back()
    place = room.desk.undo()
    assert place is not None
    assert (place.notice_id, place.node_id) == (room.ids[0], first)


def test_change_of_the_notice_brings_its_findings_up_to_date(room: Room) -> None:
    session = room.desk.session(room.ids[0])
    before = {finding.fingerprint for finding in session.refresh()}
    outline = room.outline()
    (answer,) = (node for node in outline.walk() if "已下沉" in room.words(node))
    room.desk.do(room.ids[0], operations.delete_node(outline, answer.id))
    unanswered = {finding.fingerprint for finding in session.diagnostics} - before
    assert {finding.code for finding in session.diagnostics} >= {"K8"}
    assert unanswered
    room.desk.undo()
    assert {finding.fingerprint for finding in session.diagnostics} == before
    room.desk.redo()
    stored = room.desk.workspace.diagnostics(room.ids[0])
    assert unanswered <= {finding.fingerprint for finding in stored}


OLD = Diagnostic("K1", Severity.CONTRADICTION, "自报44个，列出43个")


def test_judgement_and_numbering_run_no_checks(room: Room) -> None:
    room.desk.workspace.save_diagnostics(room.ids[0], [OLD])
    outline = room.outline()
    room.desk.do(room.ids[0], operations.assess(outline, problem(outline).id, Status.DONE))
    room.desk.do(room.ids[0], operations.freeze_item_numbers(outline))
    assert room.desk.session(room.ids[0]).diagnostics == (OLD,)


def test_change_stands_where_findings_cannot_be_kept(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("磁盘已满，没有保存")

    monkeypatch.setattr(room.desk.workspace, "save_diagnostics", full)
    outline = room.outline()
    (skipping,) = (node for node in outline.walk() if node.number == "(3)")
    room.desk.do(room.ids[0], operations.delete_node(outline, skipping.id))
    assert not room.outline().has_node(skipping.id)


def test_session_is_the_same_until_it_is_forgotten(room: Room) -> None:
    session = room.desk.session(room.ids[0])
    assert room.desk.session(room.ids[0]) is session
    room.desk.forget(room.ids[0])
    room.desk.forget(NoticeId(99))
    assert room.desk.session(room.ids[0]) is not session


def test_notice_that_is_gone_is_an_error(room: Room) -> None:
    with pytest.raises(StorageError, match="已不在项目文件中"):
        room.desk.session(NoticeId(99))


def test_second_desk_on_the_same_file_changes_nothing(room: Room) -> None:
    with Workspace.open(room.path) as second:
        desk = Desk(second, PERSON)
        outline = desk.session(room.ids[0]).notice.outline
        before = state_of(outline)
        with pytest.raises(StorageError):
            desk.do(room.ids[0], operations.assess(outline, problem(outline).id, Status.DONE))
        assert state_of(outline) == before
        assert desk.history.undo_label is None


def test_new_problem_has_a_code_of_its_notice(room: Room) -> None:
    outline = room.outline()
    code = room.desk.session(room.ids[0]).notice.code
    group = operations.make_node(outline, place_of(outline, "已制定。"), NodeKind.PROBLEM)
    room.desk.do(room.ids[0], group)
    assert outline.node(group.focus or NodeId(0)).code == f"{code}-003"
