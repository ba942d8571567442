"""Several notices in one file: the first one is read, and that the others are not is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.outline.text.first_notice import first_notice_end
from importers.readers.plain_text import PlainTextReader
from models.facts import FactName
from models.notice import Reading

SAMPLES = sorted(Path("resources/samples").glob("*.txt"))


def reading_of(text: str) -> Reading:
    return read_notice(PlainTextReader().read(text.encode(), "通报.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_single_notice_ends_with_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert first_notice_end(text) == len(text)


def test_the_title_printed_again_at_the_top_begins_no_other_notice() -> None:
    text = SAMPLES[0].read_text(encoding="utf-8")
    title = "县民政局党组关于县委巡察整改进展情况的通报\n2025-09-10\n"
    assert first_notice_end(title + title + text) == len(title + title + text)


def test_links_at_the_foot_begin_no_other_notice() -> None:
    text = SAMPLES[0].read_text(encoding="utf-8") + "\n某局党组关于巡察整改情况的通报\n上一篇\n"
    assert first_notice_end(text) == len(text)


@pytest.mark.parametrize("at", range(len(SAMPLES)))
def test_first_of_two_notices_is_read_as_if_alone_and_says_so(at: int) -> None:
    one, two = (SAMPLES[(at + add) % len(SAMPLES)].read_text(encoding="utf-8") for add in (0, 1))
    alone, both = reading_of(one), reading_of(f"{one}\n{two.lstrip()}")
    assert [node.spans for node in both.nodes] == [node.spans for node in alone.nodes]
    facts = {fact.name: fact.value for fact in both.facts}
    assert facts[FactName.UNIT] == {fact.name: fact.value for fact in alone.facts}[FactName.UNIT]
    assert both.kind_reason.endswith("后文另有一份通报，未识读，请拆成两个文件分别导入")
    assert both.confidence <= 0.5
