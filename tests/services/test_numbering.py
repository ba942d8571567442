from collections.abc import Iterator
from pathlib import Path

import pytest

from models.annotation import Person
from models.ids import NoticeId
from models.library import ReadFile
from models.source import SourceText
from services.desk import Desk
from services.numbering import numbered_notices
from services.workspace import Workspace
from tests.checks.build import make_notice

OUTLINE = """
problem 1 甲。
problem 2 乙。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Workspace.open(tmp_path / "项目.duizhang"), Person("某人"))
    yield desk
    desk.close()


def add(desk: Desk) -> NoticeId:
    notice = make_notice(OUTLINE)
    source = SourceText(notice.text, "x.txt", "1" * 64, "plain_text")
    return desk.workspace.add(ReadFile(b"x", source, notice.reading)).notice_id


def numbers(notice_id: NoticeId, workspace: Workspace) -> list[str | None]:
    return [node.item_no for node in workspace.load(notice_id).outline.lowest_problems()]


def test_numbers_are_frozen_and_stored(desk: Desk) -> None:
    notice_id = add(desk)
    (notice,) = numbered_notices(desk, [notice_id])
    assert [node.item_no for node in notice.outline.lowest_problems()] == ["1", "2"]
    assert numbers(notice_id, desk.workspace) == ["1", "2"]


def test_numbers_that_stand_are_left_alone(desk: Desk) -> None:
    notice_id = add(desk)
    numbered_notices(desk, [notice_id])
    numbered_notices(desk, [notice_id])
    assert len(desk.workspace.log(notice_id)) == 1


def test_read_only_workspace_stays_as_it_is(desk: Desk) -> None:
    notice_id = add(desk)
    other = Desk(Workspace.open(desk.workspace.path), Person("另一人"))
    assert other.workspace.read_only
    (notice,) = numbered_notices(other, [notice_id])
    other.close()
    assert [node.item_no for node in notice.outline.lowest_problems()] == [None, None]
