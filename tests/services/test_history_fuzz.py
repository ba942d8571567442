"""Random work with closing and opening in between: undone is as it was, done again is as it had become."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import EditError
from models.ids import NoticeId
from models.notice import Notice
from services.history import History
from tests.models.operations.fuzz import ACTIONS, assert_sound, random_notice
from tests.models.outlines import state_of
from tests.services.desk_fakes import Clock, MemoryStore

# Printed numbers stay through undo, so states would differ by them.
_NAMES = sorted(set(ACTIONS) - {"freeze"})


class Worker:
    """A person who works on two notices and sometimes closes the program."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        one = random_notice(self.chance, code="SJ")
        two = replace(random_notice(self.chance, code="SJ2"), id=NoticeId(2))
        self.store = MemoryStore(one, two)
        self.clock = Clock()
        self.close()

    def close(self) -> None:
        self.open: dict[NoticeId, Notice] = {}
        first_read = self.chance.randint(1, 30)
        self.history = History(self.store, "甲", self.notice, self.clock, first_read=first_read)

    def notice(self, notice_id: NoticeId) -> Notice:
        if notice_id not in self.open:
            self.open[notice_id] = self.store.load(notice_id)
        return self.open[notice_id]

    def state(self) -> list[list[str]]:
        return [state_of(self.notice(NoticeId(one)).outline) for one in (1, 2)]

    def work(self) -> bool:
        """One action; whether it is one more step."""
        notice = self.notice(NoticeId(self.chance.choice((1, 2))))
        name = self.chance.choice(_NAMES)
        count = len(self.store.entries)
        try:
            group = ACTIONS[name](self.chance, notice.outline)
            self.history.do(notice.id, replace(group, merge_key=None))
        except EditError:
            return False
        assert_sound(notice.outline)
        return len(self.store.entries) > count


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_random_work_can_be_taken_back_and_done_again(seed: int) -> None:
    worker = Worker(seed)
    states, at = [worker.state()], 0
    for _ in range(25):
        turn = worker.chance.random()
        if turn < 0.55:
            if worker.work():
                at += 1
                states[at:] = [worker.state()]
        elif turn < 0.75:
            assert (worker.history.undo() is not None) == (at > 0)
            at = max(0, at - 1)
        elif turn < 0.9:
            assert (worker.history.redo() is not None) == (at < len(states) - 1)
            at = min(at + 1, len(states) - 1)
        else:
            worker.close()
        assert worker.state() == states[at]
    while worker.history.undo() is not None:
        pass
    assert worker.state() == states[0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_no_code_is_given_twice(seed: int) -> None:
    worker = Worker(seed)
    for _ in range(20):
        if not worker.work():
            worker.history.undo()
        outline = worker.notice(NoticeId(1)).outline
        codes = [node.code for node in outline.walk() if node.code]
        assert len(codes) == len(set(codes))
