"""Running heads, running feet, page numbers and watermarks of printed pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from importers.readers.pdf_lines import PrintedLine

# A page number alone on its line. Samples: "— 3 —", "第 3 页 共 9 页", "3 / 12", "P3", "第三页", "3"
_PAGE_NUMBER = re.compile(
    r"[—–－\-_·~～]{1,3}(\d{1,4})[—–－\-_·~～]{1,3}|第(?:(\d{1,4})|[一二三四五六七八九十百]{1,5})页"
    r"(?:[,，/]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页)?|[Pp]?(\d{1,4})/\d{1,4}|[Pp]\.?(\d{1,4})|(\d{1,4})"
)
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")

_DEEPEST = 3  # lines that a head or a foot may have
_SHARE = 0.4  # of the pages: heads of odd and even pages may differ
_LEAST = 2
_NEAR = 3.0  # points by which a head may stand higher or lower

Pages = Sequence[Sequence[PrintedLine]]
Place = tuple[int, int]  # page, line


def furniture_of(pages: Pages) -> dict[Place, str]:
    """The lines that belong to the paper and not to the notice, each with a Chinese word that says why."""
    found = dict.fromkeys(_watermarks(pages), "水印")
    edges = [_Edge(pages, found, is_head=True), _Edge(pages, found, is_head=False)]
    for edge in edges:
        found |= edge.lines()
    return found


def _watermarks(pages: Pages) -> Iterator[Place]:
    leaning = [
        ((page, at), line.text)
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if line.leans
    ]
    counts = Counter(text for _, text in leaning)
    for place, text in leaning:
        if len(pages) == 1 or counts[text] >= max(_LEAST, len(pages) * _SHARE):
            yield place


class _Edge:
    """The heads, or the feet, of all pages."""

    def __init__(self, pages: Pages, left_out: dict[Place, str], *, is_head: bool) -> None:
        self._pages = pages
        self._name = "页眉" if is_head else "页脚"
        self._outermost = [
            _outermost(lines, page, left_out, is_head=is_head) for page, lines in enumerate(pages)
        ]
        self._heights: Counter[tuple[str, int]] = Counter()
        for page, order in enumerate(self._outermost):
            for at in order:
                line = pages[page][at]
                self._heights[_pattern(line.text), round(line.base / _NEAR)] += 1
        self._steps = self._number_steps()

    def lines(self) -> dict[Place, str]:
        """The furniture of this edge: from the outermost line inwards, as far as it goes."""
        found: dict[Place, str] = {}
        for page, order in enumerate(self._outermost):
            for at in order:
                why = self._why(page, self._pages[page][at])
                if why is None:
                    break
                found[page, at] = why
        return found

    def _why(self, page: int, line: PrintedLine) -> str | None:
        words = _BLANKS.sub("", line.text)
        number = _number_of(words)
        if number is not None and (not words.isdigit() or self._counts_pages(number, page)):
            return "页码"
        if self._comes_back(line):
            return self._name
        return None

    def _counts_pages(self, number: int, page: int) -> bool:
        """Whether a lone number is a page number: others stand as far from the count of their pages."""
        return self._steps[number - page] >= min(_LEAST, len(self._pages))

    def _comes_back(self, line: PrintedLine) -> bool:
        pattern, height = _pattern(line.text), round(line.base / _NEAR)
        near = sum(self._heights[pattern, height + step] for step in (-1, 0, 1))
        return near >= max(_LEAST, len(self._pages) * _SHARE)

    def _number_steps(self) -> Counter[int]:
        """How often a number at this edge is as far from the count of its page: page numbers always are."""
        steps: Counter[int] = Counter()
        for page, order in enumerate(self._outermost):
            numbers = {
                number
                for at in order
                if (number := _number_of(_BLANKS.sub("", self._pages[page][at].text))) is not None
            }
            steps.update(number - page for number in numbers)
        return steps


def _outermost(
    lines: Sequence[PrintedLine], page: int, left_out: dict[Place, str], *, is_head: bool
) -> list[int]:
    order = [at for at in range(len(lines)) if (page, at) not in left_out]
    order.sort(key=lambda at: -lines[at].base if is_head else lines[at].base)
    return order[:_DEEPEST]


def _number_of(words: str) -> int | None:
    match = _PAGE_NUMBER.fullmatch(words)
    if match is None:
        return None
    digits = next((group for group in match.groups() if group), None)
    return int(digits) if digits else -1


def _pattern(words: str) -> str:
    return _DIGITS.sub("#", _BLANKS.sub("", words))
