from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checks.runner import run_checks
from importers.outline.pipeline import read_notice
from importers.read import load_bytes, read_source
from models.notice import Notice, unstored_notice
from models.source import squeeze
from tests.gui.review_window import ReviewWindow, review_window

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
REAL = ["zhangqiu", "kenli", "zaozhuang", "qinzhou"]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ReviewWindow]:
    with review_window(qtbot) as opened:
        yield opened


def read(path: Path) -> Notice:
    source = read_source(load_bytes(path), path.name)
    return unstored_notice(source, read_notice(source))


def assert_every_answer_is_shown(window: ReviewWindow, notice: Notice) -> None:
    """Each problem has its page, and no word of its measures and outcomes is missing there."""
    window.open(notice, *run_checks(notice))
    window.view.set_view("split")
    problems = notice.outline.lowest_problems()
    assert problems
    for problem in problems:
        window.view.select_node(problem.id)
        shown = squeeze(window.page())
        for node in (problem, *notice.outline.walk(problem.id)):
            for span in node.body:
                assert squeeze(span.of(notice.text)) in shown, (problem.number, node.number)


def assert_every_node_is_marked_in_the_source(window: ReviewWindow, notice: Notice) -> None:
    window.open(notice)
    window.view.set_view("source")
    text = window.view.source_panel.text
    for node in notice.outline.walk():
        window.view.select_node(node.id)
        if node.body:
            assert text.node_at(text.caret()) in (node.id, *notice.outline.child_ids(node.id))


@pytest.mark.parametrize("name", ["lanchuan", "linlan", "qingyu"])
def test_samples_are_shown_whole(window: ReviewWindow, name: str) -> None:
    notice = read(SAMPLES / f"{name}.txt")
    assert_every_answer_is_shown(window, notice)
    assert_every_node_is_marked_in_the_source(window, notice)


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_real_notices_are_shown_whole(window: ReviewWindow, shared_folder: Path, name: str) -> None:
    notice = read(shared_folder / "notices" / f"{name}.txt")
    assert_every_answer_is_shown(window, notice)
    assert_every_node_is_marked_in_the_source(window, notice)


@pytest.mark.real
def test_real_report_is_shown_with_its_headings(window: ReviewWindow, shared_folder: Path) -> None:
    notice = read(shared_folder / "notices" / "jiyang.txt")
    window.open(notice)
    assert notice.reading.sections
    for section in notice.reading.sections:
        assert section.title in window.page()
    assert window.view.source_panel.isVisible()
