"""Random work of every sort on a real workspace, killed anywhere, and what must hold when it is opened again.

For longer: python -m tests.services.killed_work --seconds 600 [--seed 1]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from models.annotation import Person
from models.errors import EditError
from models.ids import NodeId, NoticeId
from models.library import ReadFile
from models.node import Node
from models.notice import Notice, Reading
from models.outline import Outline
from services.desk import Desk
from services.numbering import numbered_notices
from services.workspace import Workspace
from tests.models.db.outlines import read_file
from tests.models.operations.fuzz import ACTIONS, assert_sound
from tests.models.outlines import state_of
from tests.models.readings import random_reading, read_otherwise

ROOT = Path(__file__).resolve().parents[2]
STEPS = 40
# Calls of functions that such work makes; it is killed at one of the first so many.
MOST_CALLS = 900_000


class _Work:
    """A person who works on a few notices; says what was stored, a line a group of edits."""

    def __init__(self, path: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._desk = Desk(Workspace.open(path), Person("甲"))
        self._files: dict[NoticeId, ReadFile] = {}
        self._sorts = (
            *[self._edit] * 12,
            *[self._take_back, self._do_again] * 2,
            *(self._reread, self._add_version, self._add, self._number, self._close),
            self._say_version,
        )

    def run(self) -> None:
        """All of it."""
        self._add()
        for _ in range(STEPS):
            try:
                self._chance.choice(self._sorts)()
            except EditError:
                continue
            entries = self._desk.workspace.log(last=1)
            print(entries[-1].group_id if entries else 0, flush=True)

    def _notice(self) -> Notice:
        chosen = self._chance.choice([row.id for row in self._desk.workspace.library()])
        return self._desk.session(chosen).notice

    def _edit(self) -> None:
        notice = self._notice()
        name = self._chance.choice(sorted(ACTIONS))
        self._desk.do(notice.id, ACTIONS[name](self._chance, notice.outline))

    def _take_back(self) -> None:
        self._desk.undo()

    def _do_again(self) -> None:
        self._desk.redo()

    def _reread(self) -> None:
        notice = self._notice()
        self._desk.adopt(notice.id, read_otherwise(self._chance, notice, 6))

    def _add(self) -> None:
        made = random_reading(self._chance)
        self._store(f"{made.text}第{self._chance.random()}份", made.reading)

    def _add_version(self) -> None:
        notice = self._notice()
        self._store(f"{notice.text}又一稿{self._chance.random()}", notice.reading)

    def _store(self, text: str, reading: Reading) -> None:
        added, _ = self._desk.workspace.add_notice(read_file(text, "某.txt", reading), "甲")
        former = added.former
        if former is None and self._chance.random() < 0.5:
            rows = [row.id for row in self._desk.workspace.library() if row.id != added.notice_id]
            if rows:
                self._desk.take_over(added.notice_id, self._chance.choice(rows))
        self._desk.history.reread()

    def _say_version(self) -> None:
        rows = [row.id for row in self._desk.workspace.library()]
        one, other = self._chance.choice(rows), self._chance.choice(rows)
        self._desk.follow(one, None if one == other else other)

    def _number(self) -> None:
        numbered_notices(self._desk, [self._notice().id])

    def _close(self) -> None:
        path = self._desk.workspace.path
        self._desk.close()
        self._desk = Desk(Workspace.open(path), Person("甲"))


def _be_killed(calls: int) -> None:
    """Ends this process without any farewell at a call of a function."""
    left = calls

    def count(_: FrameType, __: str, ___: Any) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os._exit(9)

    sys.setprofile(count)


def work_and_be_killed(path: Path, seed: int) -> int:
    """Lets another process work on a workspace until it is killed; the last group it said was stored."""
    chance = random.Random(seed)
    words = [str(path), str(seed), str(int(MOST_CALLS * chance.random()) + 1)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.killed_work", "--work", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 9}, done.returncode
    said = done.stdout.split()
    return int(said[-1]) if said else 0


def assert_kept(path: Path, said: int) -> None:
    """All that was said to be stored is there, nothing is there by halves, and all of it can be taken back."""
    with Workspace.open(path) as workspace:
        log = workspace.log()
        assert not said or log[-1].group_id >= said
        before = {}
        for row in workspace.library():
            outline = workspace.load(row.id).outline
            assert_sound(outline)
            for entry in reversed(workspace.log(row.id)):
                entry.group.inverse.apply(outline)
            before[row.id] = _unnumbered(outline)
        desk = Desk(workspace, Person("甲"))
        while desk.undo() is not None:
            pass
        for notice_id, state in before.items():
            notice = workspace.load(notice_id)
            assert _unnumbered(notice.outline) == state
            assert list(_as_read(notice.outline)) == list(notice.reading.nodes)


def _unnumbered(outline: Outline) -> list[str]:
    """The state without 序号, which stay once they were printed."""
    for node in list(outline.walk()):
        outline.put(replace(node, item_no=None))
    return state_of(outline)


def _as_read(outline: Outline) -> Iterator[Node]:
    """The live nodes as the reading has those that they came from."""
    machine: dict[NodeId | None, NodeId | None] = {None: None}
    for node in outline.walk():
        assert node.machine_id is not None
        machine[node.id] = NodeId(node.machine_id)
        yield replace(
            node,
            id=NodeId(node.machine_id),
            parent=machine[node.parent],
            machine_id=None,
            code=None,
            item_no=None,
        )


def _run_long(seconds: float, seed: int) -> None:
    end, begun = time.monotonic() + seconds, seed
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "项目.duizhang"
            print(seed, flush=True)
            said = work_and_be_killed(path, seed)
            if path.exists():
                assert_kept(path, said)
        seed += 1
    print(f"{seed - begun} killed", flush=True)


def main() -> None:
    """Works and is killed, or lets others be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", nargs=3)
    asked = parser.parse_args()
    if asked.work is None:
        _run_long(asked.seconds, asked.seed)
        return
    path, seed, calls = asked.work
    work = _Work(Path(path), int(seed))
    _be_killed(int(calls))
    work.run()


if __name__ == "__main__":
    main()
