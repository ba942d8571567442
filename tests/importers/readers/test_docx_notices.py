"""A notice reads the same from a Word file as from plain text, whether its numbers are typed or Word's."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.notice import Reading
from models.source import SourceText, own_words, squeeze
from tests.importers.readers.docx_files import WordFile
from tests.importers.readers.make_docx import KEPT, NOTICE
from tests.importers.readers.word_notices import numbered_file, typed_file
from tests.importers.rendering.content import BODIES
from tests.importers.rendering.render import render
from tests.importers.rendering.styles import STYLES

_SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
_NOTICES = {path.stem: path.read_text("utf-8") for path in sorted(_SAMPLES.glob("*.txt"))}
_NOTICES |= {one.name: one.text for one in (render(style, BODIES[0]) for style in STYLES)}


def word_source(file: WordFile) -> SourceText:
    return read_source(file.data(), "通报.docx")


def outline(source: SourceText) -> list[tuple[object, ...]]:
    """What a person sees of a reading: kind, number, words, state and time of each node, and where it stands."""
    reading = read_notice(source)
    return [*_nodes(source.text, reading), *((fact.name, fact.value) for fact in reading.facts)]


def _nodes(text: str, reading: Reading) -> list[tuple[object, ...]]:
    places = {node.id: at for at, node in enumerate(reading.nodes)}
    return [
        (
            places.get(node.parent) if node.parent is not None else None,
            node.kind,
            node.number,
            squeeze(own_words(text, tuple(part.span for part in node.spans))),
            node.status,
            node.deadline,
        )
        for node in reading.nodes
    ]


@pytest.mark.parametrize("name", list(_NOTICES))
def test_notice_in_word_reads_like_its_text(name: str) -> None:
    text = _NOTICES[name]
    expected = outline(read_source(text.encode(), "通报.txt"))
    typed = word_source(typed_file(text))
    assert typed.text.rstrip("\n") == text.rstrip("\n")
    assert outline(typed) == expected


@pytest.mark.parametrize("gap", ["nothing", "tab"])
@pytest.mark.parametrize("name", list(_NOTICES))
def test_notice_numbered_by_word_reads_like_its_text(name: str, gap: str) -> None:
    text = _NOTICES[name]
    expected = outline(read_source(text.encode(), "通报.txt"))
    source = word_source(numbered_file(text, gap=gap))
    assert squeeze(source.text) == squeeze(text)
    assert source.generated
    assert outline(source) == expected


@pytest.mark.real
@pytest.mark.parametrize("name", ["zhangqiu", "zaozhuang", "kenli", "qinzhou", "jiyang"])
def test_real_notice_in_word_reads_like_its_text(shared_folder: Path, name: str) -> None:
    source = read_source((shared_folder / "notices" / f"{name}.txt").read_bytes(), "通报.txt")
    expected = outline(source)
    for file in (typed_file(source.text), numbered_file(source.text)):
        assert outline(word_source(file)) == expected


def test_notice_written_by_another_program_reads_like_its_text() -> None:
    expected = outline(read_source(NOTICE.read_bytes(), "通报.txt"))
    source = read_source(KEPT.read_bytes(), KEPT.name)
    assert source.generated
    assert outline(source) == expected
