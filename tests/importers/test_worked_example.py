"""The example of CONTRIBUTING.md: what it shows to whoever extends the parser is what the parser does."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from importers.cues import FOLDER
from models.node import NodeKind
from models.notice import Reading
from models.values import Status
from tests.importers.reading import read

OUTLINE = Path(__file__).resolve().parents[2] / "importers" / "outline"
CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
TITLE = "某县粮食局党组关于巡察整改情况的通报\n"
TREE = [
    (NodeKind.ASPECT, "(一)", Status.UNSTATED),
    (NodeKind.PROBLEM, "1", Status.UNSTATED),
    (NodeKind.SUB_PROBLEM, "一是", Status.DONE),
    (NodeKind.MEASURE, "(1)", Status.UNSTATED),
    (NodeKind.MEASURE, "(2)", Status.UNSTATED),
    (NodeKind.OUTCOME, "(1)", Status.UNSTATED),
    (NodeKind.OUTCOME, "(3)", Status.UNSTATED),
]


def example() -> str:
    block = re.search(r"from text to tree:\n\n((?: {4}.+\n)+)", CONTRIBUTING.read_text("utf-8"))
    assert block is not None
    return TITLE + dedent(block[1])


def tree(reading: Reading) -> list[tuple[NodeKind, str | None, Status]]:
    return [(node.kind, node.number, node.status) for node in reading.nodes]


def test_example_is_read_as_the_page_says() -> None:
    reading = read(example())
    assert tree(reading) == TREE
    numbers = {node.id: node.number for node in reading.nodes}
    answers = [(numbers[link.outcome], numbers[link.measure]) for link in reading.links]
    assert answers == [("(1)", "(1)"), ("(3)", "(2)")]
    assert reading.damage == ()


@pytest.mark.parametrize("joined", ["一是", "整改措施", "（2）", "完成情况"])
def test_example_with_joined_paragraphs_is_read_the_same(joined: str) -> None:
    text = example()
    assert f"\n{joined}" in text
    assert tree(read(text.replace(f"\n{joined}", joined))) == TREE


@pytest.mark.parametrize("left", ["2）", "2"])
def test_example_with_a_broken_number_is_read_the_same_and_reported(left: str) -> None:
    text = example()
    assert "（2）" in text
    reading = read(text.replace("（2）", left))
    assert tree(reading) == TREE
    assert [place.reading[:3] for place in reading.damage if place.reading] == ["(2)"]


def test_page_names_every_table_of_cues() -> None:
    named = set(re.findall(r"`(\w+)`", page()))
    assert {path.stem for path in FOLDER.glob("*.txt")} <= named


def test_modules_that_the_page_names_are_there() -> None:
    folder = ""
    for package, name in re.findall(r"`(?:(\w+)/)?([\w*]+\.py)`", steps()):
        folder = package or folder
        assert [*(OUTLINE / folder).glob(name)], name


def page() -> str:
    return CONTRIBUTING.read_text("utf-8").partition("## How a notice is read")[2]


def steps() -> str:
    """The table of steps and modules."""
    return "".join(line for line in page().splitlines(keepends=True) if line.startswith("|"))
