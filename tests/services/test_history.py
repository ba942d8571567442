from __future__ import annotations

from dataclasses import replace

import pytest

from models import operations
from models.annotation import Opinion
from models.edits import EditGroup
from models.errors import EditError, StorageError
from models.facts import FactName
from models.ids import NodeId, NoticeId
from models.node import NodeKind
from models.notice import Notice
from models.outline import Outline
from models.values import Stage, Status
from services.history import History, Place
from tests.models.outlines import notice_of, place_of, state_of
from tests.services.desk_fakes import Clock, MemoryStore

WRITTEN = """
    problem 1 甲。
      measure (1) 建立台账，已建立。
    problem 2 乙。
"""
FIRST, MEASURE, LAST = map(NodeId, (1, 2, 3))
ONE, TWO = NoticeId(1), NoticeId(2)


class Office:
    """A store with two notices, a person at work, and what is open."""

    def __init__(self, code: str = "", person: str = "甲") -> None:
        one = notice_of(WRITTEN, code=code)
        self.store = MemoryStore(one, replace(one, id=TWO))
        self.clock = Clock()
        self.person = person
        self.first_read = 400
        self.begin_anew()

    def begin_anew(self) -> None:
        """Closes the program and opens it again."""
        self.open: dict[NoticeId, Notice] = {}
        self.history = History(self.store, self.person, self.notice, self.clock, self.first_read)

    def notice(self, notice_id: NoticeId) -> Notice:
        if notice_id not in self.open:
            self.open[notice_id] = self.store.load(notice_id)
        return self.open[notice_id]

    @property
    def outline(self) -> Outline:
        return self.notice(ONE).outline

    def assess(self, status: Status, notice_id: NoticeId = ONE) -> None:
        outline = self.notice(notice_id).outline
        self.history.do(notice_id, operations.assess(outline, FIRST, status))

    def assessed(self, notice_id: NoticeId = ONE) -> Status | None:
        return self.notice(notice_id).outline.review(FIRST).assessed_status

    def type(self, words: str, node_id: NodeId = FIRST) -> None:
        self.history.do(ONE, operations.reword(self.outline, node_id, words))

    def wording(self, node_id: NodeId = FIRST) -> str | None:
        return self.outline.node(node_id).wording


@pytest.fixture
def office() -> Office:
    return Office()


def test_change_is_in_the_log_and_in_the_outline(office: Office) -> None:
    office.assess(Status.DONE)
    (entry,) = office.store.entries
    assert (entry.person, entry.notice_id, entry.undoes) == ("甲", ONE, None)
    assert entry.time == "2026-01-09T08:00:01.000+00:00"
    assert office.assessed() is Status.DONE
    assert office.history.undo_label == "修改认定状态：主要问题 1"


def test_nothing_changes_where_the_log_cannot_be_written(office: Office) -> None:
    office.store.fails = True
    before = state_of(office.outline)
    with pytest.raises(StorageError):
        office.assess(Status.DONE)
    assert state_of(office.outline) == before
    assert office.history.undo_label is None


def test_change_that_does_not_hold_is_not_written(office: Office) -> None:
    stale = operations.assess(office.outline, FIRST, Status.PHASED)
    office.assess(Status.DONE)
    with pytest.raises(EditError, match="又被修改过"):
        office.history.do(ONE, stale)
    assert len(office.store.entries) == 1
    assert office.assessed() is Status.DONE


def test_change_of_nothing_is_not_kept(office: Office) -> None:
    office.history.do(ONE, EditGroup("无", ()))
    assert office.store.entries == []


def test_undo_and_redo_are_entries_of_their_own(office: Office) -> None:
    office.assess(Status.DONE)
    assert office.history.undo() == Place(ONE, FIRST, "修改认定状态：主要问题 1")
    assert (office.assessed(), office.history.undo_label) == (None, None)
    assert office.history.redo_label == "修改认定状态：主要问题 1"
    assert office.history.redo() == Place(ONE, FIRST, "修改认定状态：主要问题 1")
    assert (office.assessed(), office.history.redo_label) == (Status.DONE, None)
    assert [entry.undoes for entry in office.store.entries] == [None, 1, 2]


def test_nothing_to_take_back_is_no_error(office: Office) -> None:
    assert office.history.undo() is None
    assert office.history.redo() is None


def test_new_change_ends_what_can_be_done_again(office: Office) -> None:
    office.assess(Status.DONE)
    office.history.undo()
    office.assess(Status.ONGOING)
    assert office.history.redo_label is None
    assert office.history.redo() is None


def test_history_goes_on_after_closing(office: Office) -> None:
    office.assess(Status.DONE)
    office.assess(Status.PHASED)
    office.history.undo()
    office.begin_anew()
    assert office.assessed() is Status.DONE
    assert office.history.redo() is not None
    assert office.assessed() is Status.PHASED
    office.begin_anew()
    office.history.undo()
    office.history.undo()
    assert office.assessed() is None
    office.begin_anew()
    assert office.history.undo_label is None
    assert office.history.redo_label == "修改认定状态：主要问题 1"


def test_history_leads_to_the_notice_of_the_change(office: Office) -> None:
    office.assess(Status.DONE, ONE)
    office.assess(Status.DONE, TWO)
    office.begin_anew()
    places = [office.history.undo(), office.history.undo()]
    assert [place and place.notice_id for place in places] == [TWO, ONE]
    assert office.assessed(TWO) is None


@pytest.mark.parametrize("first_read", [1, 2, 3, 50])
def test_history_is_read_as_far_back_as_it_is_needed(office: Office, first_read: int) -> None:
    states = [None, *(Status.DONE, Status.PHASED, Status.ONGOING) * 3]
    for state in states[1:]:
        office.assess(state)
    for _ in range(4):
        office.history.undo()
    office.first_read = first_read
    office.begin_anew()
    assert office.history.redo() is not None
    assert office.assessed() is states[6]
    for state in reversed(states[:6]):
        office.history.undo()
        assert office.assessed() is state
    assert office.history.undo() is None
    office.begin_anew()
    while office.history.redo() is not None:
        pass
    assert office.assessed() is states[-1]


def test_history_reads_no_more_of_the_log_than_it_needs(office: Office) -> None:
    for _ in range(5):
        office.assess(Status.DONE)
        office.assess(Status.PHASED)
    office.first_read = 2
    office.begin_anew()
    asked: list[int | None] = []
    log = office.store.log

    def watched(*args: object, last: int | None = None, **more: object) -> object:
        asked.append(last)
        return log(*args, last=last, **more)  # type: ignore[arg-type] # passed on

    office.store.log = watched  # type: ignore[method-assign,assignment] # only looked at
    assert office.history.undo_label is not None
    assert asked == [2]


def test_each_person_has_a_history_of_their_own(office: Office) -> None:
    office.assess(Status.DONE)
    office.person = "乙"
    office.begin_anew()
    assert office.history.undo_label is None
    office.type("改写", LAST)
    office.history.undo()
    assert office.assessed() is Status.DONE


def test_typing_into_one_field_is_one_step(office: Office) -> None:
    for words in ("改", "改写", "改写了"):
        office.type(words)
    office.history.undo()
    assert office.wording() is None
    office.history.redo()
    assert office.wording() == "改写了"
    assert len(office.store.entries) == 5


def test_typing_undone_is_one_step_after_closing_too(office: Office) -> None:
    office.assess(Status.DONE)
    office.type("改")
    office.type("改写")
    office.history.undo()
    office.begin_anew()
    assert office.history.undo_label == "修改认定状态：主要问题 1"
    office.history.redo()
    assert office.wording() == "改写"


def test_typing_back_to_the_beginning_is_taken_back_without_harm(office: Office) -> None:
    office.type("改")
    office.history.do(
        ONE, replace(operations.reword(office.outline, FIRST, ""), merge_key=f"wording:{FIRST}")
    )
    office.history.undo()
    assert office.wording() is None


@pytest.mark.parametrize("between", ["pause", "other field", "other change"])
def test_typing_interrupted_is_two_steps(office: Office, between: str) -> None:
    office.type("改")
    if between == "pause":
        office.clock.wait(31)
    elif between == "other field":
        office.type("别处", LAST)
    else:
        office.assess(Status.DONE)
    office.type("改写")
    office.history.undo()
    assert office.wording() == "改"


def test_typing_in_opinions_merges_until_the_conclusion_changes(office: Office) -> None:
    opinion = Opinion(Stage.FIRST, None, "材", "甲", "2026-01-09")
    for change in (
        opinion,
        replace(opinion, words="材料"),
        replace(opinion, words="材料", verdict="同意销号"),
    ):
        office.history.do(ONE, operations.write_opinion(office.outline, FIRST, change))
    office.history.undo()
    assert [one.words for one in office.outline.review(FIRST).opinions] == ["材料"]
    office.history.undo()
    assert office.outline.review(FIRST).opinions == ()


def test_step_whose_place_changed_since_is_refused_and_left_out(office: Office) -> None:
    office.type("改写", LAST)
    office.assess(Status.DONE)
    outline = office.outline
    other = operations.assess(outline, FIRST, Status.ONGOING)
    other.apply(outline)
    with pytest.raises(EditError, match="“修改认定状态：主要问题 1”之后这里又有别的改动，不能撤销"):
        office.history.undo()
    assert office.assessed() is Status.ONGOING
    office.history.undo()
    assert office.wording(LAST) is None


def test_step_that_cannot_be_done_again_is_refused(office: Office) -> None:
    office.assess(Status.DONE)
    office.history.undo()
    operations.assess(office.outline, FIRST, Status.ONGOING).apply(office.outline)
    with pytest.raises(EditError, match="不能重做"):
        office.history.redo()
    assert office.history.redo_label is None
    office.type("改写")
    assert office.history.undo_label == "修改文字：主要问题 1"


def test_undo_that_cannot_be_written_can_be_tried_again(office: Office) -> None:
    office.assess(Status.DONE)
    office.store.fails = True
    with pytest.raises(StorageError):
        office.history.undo()
    assert office.assessed() is Status.DONE
    office.store.fails = False
    office.history.undo()
    with_failure = office.history.redo_label
    assert with_failure is not None
    office.store.fails = True
    with pytest.raises(StorageError):
        office.history.redo()
    office.store.fails = False
    assert office.history.redo() is not None


def test_place_of_an_undone_creation_is_what_gave_the_words(office: Office) -> None:
    span = place_of(office.outline, "已建立")
    office.history.do(ONE, operations.make_node(office.outline, span, NodeKind.OUTCOME))
    place = office.history.undo()
    assert place == Place(ONE, MEASURE, "标为完成情况：主要问题 1")
    again = office.history.redo()
    assert again is not None
    assert office.outline.node(again.node_id or NodeId(0)).kind is NodeKind.OUTCOME


def test_place_of_a_deletion_done_again_is_what_stood_above(office: Office) -> None:
    office.history.do(ONE, operations.delete_node(office.outline, MEASURE))
    back = office.history.undo()
    assert back is not None
    assert back.node_id == MEASURE
    again = office.history.redo()
    assert again is not None
    assert again.node_id == FIRST


def test_place_of_a_fact_is_the_notice_alone(office: Office) -> None:
    office.history.do(ONE, operations.correct_fact(office.outline, FactName.UNIT, "某局"))
    assert office.history.undo() == Place(ONE, None, "修改单位")


def test_numbers_that_were_printed_are_not_taken_back(office: Office) -> None:
    office.assess(Status.DONE)
    office.type("改写", LAST)
    office.history.do(ONE, operations.freeze_item_numbers(office.outline))
    assert office.history.undo_label == "修改文字：主要问题 2"
    office.history.undo()
    assert (office.wording(LAST), office.outline.node(LAST).item_no) == (None, "2")
    office.begin_anew()
    assert office.history.undo_label == "修改认定状态：主要问题 1"
    office.history.redo()
    assert (office.wording(LAST), office.outline.node(LAST).item_no) == ("改写", "2")


def test_node_made_before_numbers_were_printed_can_be_taken_back(office: Office) -> None:
    span = place_of(office.outline, "已建立")
    group = operations.make_node(office.outline, span, NodeKind.PROBLEM)
    office.history.do(ONE, group)
    office.history.do(ONE, operations.freeze_item_numbers(office.outline))
    office.history.undo()
    assert not office.outline.has_node(group.focus or NodeId(0))
    office.history.redo()
    assert office.outline.node(group.focus or NodeId(0)).item_no == "2"


def test_new_problem_gets_a_code_that_nobody_had() -> None:
    office = Office(code="JT")
    office.history.do(ONE, operations.change_kind(office.outline, MEASURE, NodeKind.SUB_PROBLEM))
    assert [office.outline.node(one).code for one in (FIRST, MEASURE, LAST)] == [
        None,
        "JT-001",
        "JT-002",
    ]
    office.history.do(ONE, operations.delete_node(office.outline, LAST))
    span = place_of(office.outline, "已建立。")
    group = operations.make_node(office.outline, span, NodeKind.SUB_PROBLEM)
    office.history.do(ONE, group)
    assert office.outline.node(group.focus or NodeId(0)).code == "JT-003"
    office.history.undo()
    office.history.redo()
    assert office.outline.node(group.focus or NodeId(0)).code == "JT-003"
