"""What holds for every reading, whatever the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.outline.pipeline import PARSER_VERSION, read_notice
from models.notice import Reading, spaced_rank, unstored_notice
from models.source import SourceText, SpanRole, own_words
from tests.importers.reading import read, source_of
from tests.importers.rendering.content import BODIES, FINANCE
from tests.importers.rendering.render import render
from tests.importers.rendering.styles import STYLES
from tests.importers.scoring import overlapping

# Pieces that notices are made of, to be put together at random.
PIECES = (
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "（3",
    "2）",
    "①",
    "一是",
    "二是",
    "问题1：",
    "1-2，",
    "整改措施：",
    "完成情况：",
    "整改情况：",
    "整改时限：2025年6月底前",
    "反馈问题：",
    "已整改完成。",
    "正在整改。",
    "关于“学习不够”的问题。",
    "关于“",
    "”问题",
    "聚焦党的建设方面",
    "加强学习。",
    "2025114日召开会议5次",
    "20256月底前",
    "，",
    "；",
    "。",
    "\n",
    "\n\n",
    " ",
    "\t",
    "**",
    "# ",
    "— 3 —\n",
    "\ufffd",
    "关于巡察整改进展情况的通报\n",
    "根据县委统一部署，县委第一巡察组反馈了4个方面13个问题，现予以公布。\n",
)


def _check(reading: Reading, text: str) -> None:
    unstored_notice(source_of(text), reading)
    assert not overlapping(reading)
    assert [node.id for node in reading.nodes] == list(range(1, len(reading.nodes) + 1))
    positions: dict[int | None, int] = {}
    for node in reading.nodes:
        assert node.parent is None or node.parent < node.id
        assert node.rank == spaced_rank(positions.get(node.parent, 0))
        positions[node.parent] = positions.get(node.parent, 0) + 1
        assert node.text(text) == own_words(text, node.body)
        assert 0.0 <= node.confidence <= 1.0
        for part in node.spans:
            assert part.span.of(text).strip()
            assert part.role is not SpanRole.NUMBER or node.number is not None
    for claim in reading.claims:
        assert claim.quote == claim.span.of(text)
    for place in reading.damage:
        assert place.printed == place.span.of(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_reading_of_any_mixture_is_sound(text: str) -> None:
    _check(read(text), text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_reading_of_any_text_is_sound(text: str) -> None:
    clean = text.replace("\r", "\n").replace("\x00", "\ufffd")
    _check(read(clean), clean)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_reading_of_a_cut_notice_is_sound(style: object) -> None:
    text = next(render(known, FINANCE).text for known in STYLES if known is style)
    chance = random.Random(11)
    for _ in range(4):
        part = text[chance.randrange(len(text) // 2) : chance.randrange(len(text) // 2, len(text))]
        _check(read(part), part)


def test_reading_is_the_same_every_time() -> None:
    text = render(STYLES[0], BODIES[1]).text
    assert read(text) == read(text)
    assert read(text).parser_version == PARSER_VERSION


def test_reading_number_keeps_the_print() -> None:
    text = render(STYLES[0], BODIES[1]).text
    node = next(node for node in read(text).nodes if node.number == "(1)")
    assert node.number_printed == "（1）"
    (place,) = node.spans_of(SpanRole.NUMBER)
    assert place.of(text) == "（1）"


def test_reading_uses_the_segmenter_for_links() -> None:
    text = render(STYLES[0], BODIES[1]).text
    asked: list[str] = []

    class Recorder:
        def words(self, text: str) -> list[str]:
            return [text]

        def terms(self, text: str) -> list[str]:
            asked.append(text)
            return list(text)

    read_notice(source_of(text), Recorder())
    assert asked


@pytest.mark.parametrize(
    "text", ["天气不错", "关于巡察整改进展情况的通报\n根据部署，现将整改情况予以公布。"]
)
def test_reading_that_recognised_nothing_is_not_sure(text: str) -> None:
    source = SourceText(text, "某.txt", "0" * 64, "plain_text")
    assert read_notice(source).confidence <= 0.5
