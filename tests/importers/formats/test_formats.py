"""The same notice saved in every format gives the same outline: headings, items, numbers, states, facts."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.notice import Reading
from models.source import SourceText
from tests.importers.formats.make_ledger_pdf import KEPT, ledger_workbook
from tests.importers.formats.outlines import outline
from tests.importers.formats.printed import PRINTS, pdf_file
from tests.importers.formats.web import PAGES, web_page
from tests.importers.readers.word_notices import numbered_file, typed_file
from tests.importers.rendering.content import BODIES
from tests.importers.rendering.render import Rendered, render
from tests.importers.rendering.styles import COMBINATIONS, STYLES
from tests.importers.scoring import score
from tests.importers.tables.sheets import lines

_STYLES = (*STYLES, *COMBINATIONS)
FORMATS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "docx": lambda text: ("通报.docx", typed_file(text).data()),
    "docx numbered by Word": lambda text: ("通报.docx", numbered_file(text, gap="tab").data()),
    **{
        f"html {name}": lambda text, page=page: (  # type: ignore[misc]  # bound for each of them
            "通报.html",
            web_page(text, page, random.Random(len(text))),
        )
        for name, page in PAGES.items()
    },
    **{
        f"pdf {name}": lambda text, look=look: ("通报.pdf", pdf_file(text, look))  # type: ignore[misc]  # bound for each of them
        for name, look in PRINTS.items()
    },
}
# Every dialect in three formats; from one dialect to the next the three and the body move on.
_CASES = [
    (style, BODIES[at % len(BODIES)], list(FORMATS)[(3 * at + step) % len(FORMATS)])
    for at, style in enumerate(_STYLES)
    for step in range(3)
]


def _figures(notice: Rendered, source: SourceText, reading: Reading) -> dict[str, float]:
    return score(notice, source.text, reading).values


@pytest.mark.parametrize(
    ("style", "body", "name"),
    _CASES,
    ids=[f"{style.name}-{body.short}-{name}" for style, body, name in _CASES],
)
def test_notice_reads_like_its_text(style: object, body: object, name: str) -> None:
    notice = render(style, body)
    plain = read_source(notice.text.encode(), "通报.txt")
    expected = read_notice(plain)
    file_name, data = FORMATS[name](notice.text)
    source = read_source(data, file_name)
    reading = read_notice(source)
    assert outline(source, reading) == outline(plain, expected)
    wanted = _figures(notice, plain, expected)
    assert _figures(notice, source, reading) == pytest.approx(wanted, abs=0.01)


def test_ledger_printed_from_a_workbook_reads_like_the_workbook() -> None:
    sheet = read_source(ledger_workbook(), "台账.xlsx")
    printed = read_source(KEPT.read_bytes(), KEPT.name)
    expected, reading = read_notice(sheet), read_notice(printed)
    assert reading.kind is expected.kind
    assert lines(printed, reading) == lines(sheet, expected)
    assert {(fact.name, fact.value) for fact in reading.facts} == {
        (fact.name, fact.value) for fact in expected.facts
    }
    fields = [(node.status, node.deadline, node.lead_person) for node in expected.nodes]
    assert [(node.status, node.deadline, node.lead_person) for node in reading.nodes] == fields
    assert {node.page for node in reading.nodes} >= {1, 2}
