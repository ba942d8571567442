"""Damaged and hostile Word files give a text or a refusal, never anything else; the seeds are fixed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from lxml import etree

from importers.readers.docx import DocxReader
from models.errors import ImportFailed
from models.source import SourceText
from tests.importers.readers.docx_files import (
    TRANSITIONAL,
    WordFile,
    abstract,
    box,
    cell,
    lvl,
    num,
    numbered,
    p,
    row,
    start_at,
    style,
    t,
    table,
)

_MUTATED = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml")
_VALUES = (
    "",
    "0",
    "-1",
    "1",
    "9",
    "8",
    "99999999999999999999",
    "１",
    "x",
    "restart",
    "end",
    "begin",
    "%1%2",
    "A",
)


def _everything() -> WordFile:
    """A file with one of each thing."""
    return WordFile(
        body=[
            p("一方面", num=1, level=0, style="A"),
            p(t("明"), t("隐", "<w:vanish/>"), f"<w:ins>{t('新')}</w:ins>", num=2, level=1),
            p(f"<w:del>{t('旧')}</w:del>", mark="<w:del/>"),
            p("锚", box(p("框", num=1)), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            table(
                row(cell("甲", merge="restart"), cell(p("乙", num=1), table(row("里")), span=2)),
                row(cell(merge="continue"), "丙", "丁"),
                row("删", properties="<w:del/>"),
            ),
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件', style='B')}</w:sdtContent></w:sdt>",
            p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>'),
            p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:tab/><w:br/></w:r>'),
        ],
        numbering=[
            abstract(
                0, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%1.%2", more="<w:isLgl/>")
            ),
            abstract(1, more='<w:numStyleLink w:val="L"/>'),
            num(1, 0),
            num(2, 1, start_at(1, 4)),
        ],
        styles=[
            style("A", "heading 1", paragraph=numbered(1, 0)),
            style("B", "toc 1", based_on="A"),
            style("L", kind="numbering", paragraph=numbered(1)),
        ],
        footnotes=[f'<w:footnote w:id="1">{p("注")}</w:footnote>'],
    )


def _read(data: bytes) -> SourceText | None:
    """What the reader gives, held against what it promises; None where it refuses."""
    reader = DocxReader()
    reader.claims(data, "x.docx")
    try:
        source = reader.read(data, "x.docx")
    except ImportFailed:
        return None
    assert not set(source.text) & set("\x00\r")
    source.text.encode("utf-8")
    places = [
        one.span
        for one in (*source.evidence.cells, *source.evidence.headings, *source.evidence.clutter)
    ]
    assert all(span.end <= len(source.text) for span in (*places, *source.generated))
    return source


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 200) :]


def _rearrange(content: bytes, chance: random.Random) -> bytes:
    """Well-formed still, but with elements moved, doubled, renamed or removed, and values changed."""
    root = etree.fromstring(content)
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter("*"))
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        act = chance.randrange(5)
        if act == 0 and parent is not None:
            parent.remove(one)
        elif act == 1 and one not in (other, *other.iterancestors()):
            other.append(one)
        elif act == 2:
            other.append(etree.fromstring(etree.tostring(one)))
        elif act == 3:
            one.tag = other.tag
        else:
            key = chance.choice(list(one.attrib) or [f"{{{TRANSITIONAL}}}val"])
            one.set(key, chance.choice(_VALUES))
    return etree.tostring(root)


@pytest.mark.parametrize("mutate", [_flip, _cut, _rearrange])
def test_mutated_parts_give_a_text_or_a_refusal(
    mutate: Callable[[bytes, random.Random], bytes],
) -> None:
    chance = random.Random(20250719)
    file = _everything()
    parts = file.entries()
    outcomes = set()
    for _ in range(300):
        name = chance.choice(_MUTATED)
        changed = WordFile(
            file.body,
            file.numbering,
            file.styles,
            file.footnotes,
            parts={name: mutate(parts[name], chance)},
        )
        outcomes.add(_read(changed.data()) is not None)
    assert True in outcomes


def test_archives_cut_short_are_refused() -> None:
    data = _everything().data()
    assert _read(data) is not None
    assert all(_read(data[:end]) is None for end in range(4, len(data) - 22, 37))


def test_archives_with_changed_bytes_give_a_text_or_a_refusal() -> None:
    chance = random.Random(7)
    data = _everything().data()
    outcomes = {_read(_flip(data, chance)) is not None for _ in range(300)}
    assert outcomes == {True, False}


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
    ],
)
@pytest.mark.parametrize("depth", [40, 80, 100_000])
def test_deep_nesting_gives_a_text_or_a_refusal(opening: str, closing: str, depth: int) -> None:
    nested = opening * depth + p("底") + closing * depth
    _read(WordFile([p("面"), nested]).data())
