"""A notice as a PDF file, set line by line as an office prints it, without any program of the office."""

from __future__ import annotations

from dataclasses import dataclass

from importers.readers.pdf_lines import is_wide
from tests.importers.readers.pdf_pages import PageDraft, pdf_of

# Signs that no line begins with; they hang over the margin or take the sign before them along.
_NO_BEGINNING = frozenset("，。；：、！？）》”’】,.;:!?)%％")
_NO_END = frozenset("（《“‘【(")
_PAGE_WIDTH = 595.0


@dataclass(frozen=True)
class Print:
    """How it is printed; sizes in points.

    Attributes:
        signs: in a line.
        lines: on a page.
        indent: of the first line of a paragraph, in signs.
        gap: behind a paragraph, in lines.
        head: what stands above every page but the first, empty for nothing.
        number: what stands under every page, `{}` for its number.
    """

    size: float = 16
    signs: int = 28
    lines: int = 22
    indent: int = 2
    gap: float = 0
    head: str = ""
    number: str = "— {} —"


PRINTS = {
    "office": Print(),
    "report": Print(size=12, signs=38, lines=30, head="巡察整改情况通报", number="第 {} 页"),
    "web": Print(size=10.5, signs=45, lines=36, indent=0, gap=0.5, number="{}/99"),
}


def pdf_file(text: str, look: Print) -> bytes:
    """The file; the first line of the text is its title, in larger signs."""
    title, *rest = [line.strip() for line in text.split("\n") if line.strip()]
    rows = [
        _Row(row, 1.375, is_first=not at)
        for at, row in enumerate(set_lines(title, look.signs / 1.375, 0))
    ]
    for words in rest:
        rows += [
            _Row(row, is_first=not at)
            for at, row in enumerate(set_lines(words, look.signs, look.indent))
        ]
    return pdf_of(*(_page(number, page, look) for number, page in enumerate(_pages(rows, look), 1)))


def _pages(rows: list[_Row], look: Print) -> list[list[_Row]]:
    pages: list[list[_Row]] = [[]]
    used = 0.0
    for row in rows:
        used += 1 + look.gap * row.is_first
        if used > look.lines:
            pages.append([])
            used = 1
        pages[-1].append(row)
    return pages


@dataclass(frozen=True)
class _Row:
    """A line, with its size against that of the body; larger ones are centred."""

    words: str
    scale: float = 1.0
    is_first: bool = False


def _page(number: int, rows: list[_Row], look: Print) -> PageDraft:
    page = PageDraft()
    left = (_PAGE_WIDTH - look.size * look.signs) / 2
    if look.head and number > 1:
        page.put(look.head, left + look.size * 8, 800, 9)
    base = 760 + look.size * 1.75
    for at, row in enumerate(rows):
        size = look.size * row.scale
        words = row.words.lstrip("\u3000")
        base -= look.size * 1.75 * (1 + look.gap * (row.is_first and at > 0))
        free = look.size * look.signs - size * width(words)
        blanks = (len(row.words) - len(words)) * size
        page.put(words, left + (free / 2 if row.scale > 1 else blanks), base, size)
    page.put(look.number.format(number), _PAGE_WIDTH / 2 - 20, 40, 10)
    return page


def width(words: str) -> float:
    """The room that words take, in Chinese signs."""
    return sum(1.0 if is_wide(sign) else 0.5 for sign in words)


def set_lines(words: str, signs: float, indent: int) -> list[str]:
    """The printed lines of a paragraph, at most so many signs wide."""
    rows = []
    row = "\u3000" * indent
    for unit in _units(words):
        if width(row + unit) > signs and row.strip():
            rows.append(row)
            row = unit
        else:
            row += unit
    return [*rows, row]


def _units(words: str) -> list[str]:
    """What a line break may not cut: a figure or Latin word, and the signs that stand with a sign."""
    units: list[str] = []
    for sign in words:
        together = units and (
            sign in _NO_BEGINNING
            or units[-1][-1] in _NO_END
            or (
                sign.isascii()
                and sign.isalnum()
                and units[-1][-1].isascii()
                and units[-1][-1].isalnum()
            )
        )
        if together:
            units[-1] += sign
        else:
            units.append(sign)
    return units
