"""Random work on the real notices: stored, taken back, done again."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.read import load_bytes, read_source
from models.annotation import Person
from models.errors import EditError
from models.library import ReadFile
from services.desk import Desk
from services.workspace import Workspace
from tests.models.operations.fuzz import ACTIONS, assert_sound
from tests.models.outlines import state_of

# Printed numbers stay through undo, so states would differ by them.
_NAMES = sorted(set(ACTIONS) - {"freeze"})


def read_file(path: Path) -> ReadFile:
    data = load_bytes(path)
    source = read_source(data, path.name)
    return ReadFile(data, source, read_notice(source))


@pytest.mark.real
@pytest.mark.parametrize("name", ["zhangqiu", "kenli", "zaozhuang", "qinzhou"])
def test_random_work_on_a_real_notice(name: str, shared_folder: Path, tmp_path: Path) -> None:
    chance = random.Random(name)
    path = tmp_path / "项目.duizhang"
    desk = Desk(Workspace.open(path), Person("甲"))
    file = read_file(shared_folder / "notices" / f"{name}.txt")
    notice_id = desk.workspace.add(file).notice_id
    outline = desk.session(notice_id).notice.outline
    begin, steps = state_of(outline), 0
    while steps < 40:
        action = ACTIONS[chance.choice(_NAMES)]
        try:
            group = replace(action(chance, outline), merge_key=None)
            desk.do(notice_id, group)
        except EditError:
            continue
        steps += bool(group.edits)
        assert_sound(outline)
    end = state_of(outline)
    desk.close()
    desk = Desk(Workspace.open(path), Person("甲"))
    outline = desk.session(notice_id).notice.outline
    assert state_of(outline) == end
    for _ in range(steps):
        assert desk.undo() is not None
    assert state_of(outline) == begin
    for _ in range(steps):
        assert desk.redo() is not None
    assert state_of(outline) == end
    desk.close()
