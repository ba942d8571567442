"""Headings and labels that a paste has joined to the paragraph before."""

from __future__ import annotations

import re

import pytest

from importers.outline.text.joins import joined_places, joined_ways
from importers.outline.words.marks import Way, mark_at
from tests.importers.marked import FOLDER, load, outline_of
from tests.importers.reading import flow_of, read

HEAD = "某县水务局党组关于巡察整改进展情况的通报\n县委第一巡察组反馈了巡察意见，现将整改情况通报如下。\n二、反馈问题整改落实情况\n"
WHOLE = (
    "（一）党的建设方面\n1.学习不够深入。\n整改情况：开展学习5次。\n2.监督不到位。\n整改情况：约谈3人。\n"
    "（二）工程建设方面\n1.招标把关不严。\n整改情况：修订办法1项。\n2.验收不及时。\n整改情况：验收项目4个。\n"
)


@pytest.mark.parametrize(
    "joined",
    [
        ("2.监督不到位。",),
        ("（二）工程建设方面",),
        ("1.招标把关不严。",),
        ("（二）工程建设方面", "1.招标把关不严。"),
        ("2.验收不及时。", "整改情况：约谈3人。"),
    ],
    ids=["problem", "aspect", "first below", "both", "last and label"],
)
def test_joined_headings_are_read_as_if_they_stood_alone(joined: tuple[str, ...]) -> None:
    text = HEAD + WHOLE
    for words in joined:
        text = text.replace(f"\n{words}", words)
    plain = HEAD + WHOLE
    assert outline_of(read(text), text) == outline_of(read(plain), plain)


@pytest.mark.parametrize(
    "body",
    [
        "整改情况：1.开展学习5次；2.修订制度2项。",
        "整改情况：（1）开展学习5次；（2）修订制度2项。",
        "整改情况：一是开展学习5次；二是修订第2.3条。",
    ],
)
def test_lists_inside_a_paragraph_are_no_headings(body: str) -> None:
    text = f"{HEAD}（一）党的建设方面\n1.学习不够深入。\n{body}\n2.监督不到位。\n{body}\n"
    headings = [node for node in read(text).nodes if node.kind.value in ("aspect", "problem")]
    assert [node.text(text) for node in headings] == [
        "党的建设方面",
        "学习不够深入。",
        "监督不到位。",
    ]


def test_word_before_a_number_stays_with_its_heading() -> None:
    text = HEAD + WHOLE.replace("方面\n1.", "方面存在的问题\n1.")
    joined = text.replace("（二）工程建设方面存在的问题\n", "（二）工程建设方面存在的问题")
    assert outline_of(read(joined), joined) == outline_of(read(text), text)


def test_text_without_joins_has_no_places() -> None:
    assert joined_places(flow_of(HEAD + WHOLE)) == []


@pytest.mark.parametrize("name", ["finance", "water_bureau"])
def test_document_in_one_paragraph_is_still_read(name: str) -> None:
    text = load(FOLDER / f"{name}.txt").text
    title, _, rest = text.partition("\n")
    together = f"{title}\n{rest.replace(chr(10), '')}"
    reading = read(together)
    assert reading.confidence <= 0.5
    assert [node.kind for node in reading.nodes if node.kind.value in ("aspect", "problem")] == [
        node.kind for node in read(text).nodes if node.kind.value in ("aspect", "problem")
    ]


@pytest.mark.parametrize("way", joined_ways(), ids=lambda way: way.form.name)
def test_sample_of_a_joined_way_is_read_as_its_form(way: Way) -> None:
    mark = mark_at(way.sample, 0, set())
    assert re.match(way.source, way.sample) is not None
    assert mark is not None
    assert mark.form is way.form
