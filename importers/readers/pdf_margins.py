"""Running heads, running feet, page numbers and watermarks of printed pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.readers.pdf_lines import PrintedLine

# A page number with something about it, alone on its line. Samples: "— 3 —", "第 3 页 共 9 页", "3 / 12", "P3"
_PAGE_NUMBER = re.compile(
    r"[—–－\-_·~～]{1,3}\d{1,4}[—–－\-_·~～]{1,3}|第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页"
    r"(?:[,，/]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页)?|[Pp]?\d{1,4}/\d{1,4}|[Pp]\.?\d{1,4}"
)
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")


_DEEPEST_HEAD = 5  # lines, as where the titles of a sheet come back
_DEEPEST_FOOT = 3
_SHARE = 0.4  # of the pages: heads of odd and even pages may differ
_LEAST = 2
_NEAR = 3.0  # points by which a head may stand higher or lower
_LONGEST_NUMBER = 6
_OTHER_SIZE = 0.08  # a size that differs by this share is not that of the body
_ROOMY = 1.4  # a gap against the usual step
_LARGE = 1.12  # the size of a title against the body
_SMALL = 0.85  # the size of a running head that is printed on one page only, against the body

Pages = Sequence[Sequence[PrintedLine]]
Place = tuple[int, int]  # page, line


def furniture_of(pages: Pages, cells: Pages = ()) -> dict[Place, str]:
    """The lines that belong to the paper and not to the notice, each with a Chinese word that says why.

    Args:
        pages: the lines of each page, those in tables left out.
        cells: the lines in its tables; they tell of the usual print.
    """
    found = dict.fromkeys(_watermarks(pages), "水印")
    usual = _usual((*pages, *cells))
    heads = _Edge(pages, found, usual, is_head=True).lines()
    feet = _Edge(pages, found, usual, is_head=False).lines()
    # On a page that is all table the foot is the line next to the head.
    upper = {
        place: why for place, why in heads.items() if place not in feet or _is_high(pages, place)
    }
    return found | feet | upper


def _is_high(pages: Pages, place: Place) -> bool:
    """Whether a line stands in the upper half of what is printed on its page."""
    page, at = place
    bases = [line.base for line in pages[page]]
    return pages[page][at].base * 2 > min(bases) + max(bases)


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

    def __init__(
        self,
        pages: Pages,
        left_out: dict[Place, str],
        usual: tuple[float, float],
        *,
        is_head: bool,
    ) -> None:
        self._pages = pages
        self._is_head = is_head
        self._name = "页眉" if is_head else "页脚"
        self._deepest = _DEEPEST_HEAD if is_head else _DEEPEST_FOOT
        self._outermost = [
            _outermost(lines, page, left_out, is_head=is_head) for page, lines in enumerate(pages)
        ]
        self._sign, self._step = usual
        self._seen: Counter[tuple[str, int, int]] = Counter()
        for page, order in enumerate(self._outermost):
            for at in order[: self._deepest]:
                line = pages[page][at]
                self._seen.update((*key, _height(line)) for key in _keys(line.text, page))

    def lines(self) -> dict[Place, str]:
        """The furniture of this edge: from the outermost line inwards, as far as it goes."""
        found: dict[Place, str] = {}
        for page, order in enumerate(self._outermost):
            reasons: list[str] = []
            kept = 0
            for depth, at in enumerate(order[: self._deepest]):
                why = self._why(page, self._pages[page][at])
                if why is None:
                    break
                reasons.append(why)
                if _is_dressed_number(self._pages[page][at]) or self._is_apart(page, depth):
                    kept = depth + 1
            found |= {(page, at): why for at, why in zip(order[:kept], reasons, strict=False)}
        return found

    def _why(self, page: int, line: PrintedLine) -> str | None:
        if _is_dressed_number(line):
            return "页码"
        if line.text.isdigit():
            return "页码" if len(self._pages) == 1 or self._comes_back(page, line) else None
        if page == 0 and line.sign_width > self._sign * _LARGE:
            return None  # the title, even where further pages print it again
        is_furniture = self._comes_back(page, line) or self._is_lone_head(page, line)
        return self._name if is_furniture else None

    def _is_lone_head(self, page: int, line: PrintedLine) -> bool:
        """Whether a small line stands above a further page, with a wide gap, as the head of a file of two pages does."""
        order = self._outermost[page]
        return (
            self._is_head
            and page > 0
            and self._pages[page][order[0]] is line
            and line.sign_width < self._sign * _SMALL
            and len(order) > 1
            and line.base - self._pages[page][order[1]].base > self._step * _ROOMY
        )

    def _comes_back(self, page: int, line: PrintedLine) -> bool:
        """Whether other pages have the same words, or words that count the pages, at the same height."""
        least = max(_LEAST, len(self._pages) * _SHARE)
        height = _height(line)
        return any(
            sum(self._seen[(*key, height + step)] for step in (-1, 0, 1)) >= least
            for key in _keys(line.text, page)
        )

    def _is_apart(self, page: int, depth: int) -> bool:
        """Whether a line is set apart from the body, by its size or by the gap to the next line inwards."""
        lines, order = self._pages[page], self._outermost[page]
        line = lines[order[depth]]
        if abs(line.sign_width / self._sign - 1) > _OTHER_SIZE or depth + 1 == len(order):
            return True
        return abs(line.base - lines[order[depth + 1]].base) > self._step * _ROOMY


def _outermost(
    lines: Sequence[PrintedLine], page: int, left_out: dict[Place, str], *, is_head: bool
) -> list[int]:
    order = [at for at in range(len(lines)) if (page, at) not in left_out]
    order.sort(key=lambda at: -lines[at].base if is_head else lines[at].base)
    return order[: _DEEPEST_HEAD + 1]


def _usual(pages: Pages) -> tuple[float, float]:
    """The usual width of a Chinese sign, and the usual step from line to line."""
    signs: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    for lines in pages:
        for before, line in pairwise(lines):
            if before.base > line.base:
                steps[round(before.base - line.base, 1)] += 1
        for line in lines:
            signs[round(line.sign_width, 1)] += len(line.text)
    sign = max(signs, key=signs.__getitem__, default=1.0)
    return max(sign, 1.0), max(steps, key=steps.__getitem__, default=0.0)


def _keys(words: str, page: int) -> list[tuple[str, int]]:
    """What a line is known by on other pages: its words, or its words with a figure that counts the pages.

    The figure is the first one, or one of the last two, as behind the address that a browser prints.
    """
    plain = _BLANKS.sub("", words)
    figures = [figure for figure in _DIGITS.finditer(plain) if len(figure[0]) <= _LONGEST_NUMBER]
    keys = [] if plain.isdigit() else [(plain, 0)]
    if figures:
        keys.append((_DIGITS.sub("#", plain), int(figures[0][0]) - page))
    for figure in figures[1:][-2:]:
        others = f"{plain[: figure.start()]}#{plain[figure.end() :]}"
        keys.append((others, int(figure[0]) - page))
    return keys


def _height(line: PrintedLine) -> int:
    return round(line.base / _NEAR)


def _is_dressed_number(line: PrintedLine) -> bool:
    """Whether a line is a page number that cannot be taken for anything else."""
    return _PAGE_NUMBER.fullmatch(_BLANKS.sub("", line.text)) is not None
