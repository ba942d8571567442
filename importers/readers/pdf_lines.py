"""The lines of a PDF page as they are printed: their words, and where they stand."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from importers.readers.pdf_tables import Box, Ruled

# Signs that are half as wide as a Chinese one end here; Chinese, its punctuation and full-width forms lie above.
_WIDE_FROM = "\u2e80"
# Punctuation of Chinese print that lies among the narrow signs.
_WIDE_SIGNS = frozenset("“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※○●□■△▲★☆")
_WORD_GAP = 0.9  # of the width of a Chinese sign: a narrower gap beside one is print, no blank
_COLUMN_GAP = 1.5  # the same: a wider gap parts columns or cells
_LEVEL = 0.05  # radians by which a level line may lean
_LINE_ENDS = frozenset("\r\n")
_HANGING = frozenset("，。；：、！？）》”’】,.;:!?)")
_HANGING_GAP = 2.0  # points between a sign and what it ends
_DRAWN_LATER = frozenset(" “”‘’")  # signs that come from another font than Chinese ones
_SAME_LINE = 0.3  # of a sign: base lines that differ by less are one
_HYPHEN = 0x02  # what PDFium gives for a hyphen at the end of a line
_LAST_SIGN = 0x10FFFF
# A sign beyond the first plane comes as two where the system's wide characters have 16 bits.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page, or the part of one that stands in a column.

    Attributes:
        left: where its first sign begins, counted in points from the left.
        right: where its last sign ends.
        base: height of its base line, counted in points upwards.
        sign_width: the width of a Chinese sign in it.
        leans: whether it is printed aslant, as a watermark is.
        pieces: what stands between wide gaps, where it has such.
        box: the cell of a ruled table that it stands in.
    """

    text: str
    left: float
    right: float
    base: float
    sign_width: float
    leans: bool = False
    pieces: tuple[PrintedLine, ...] = ()
    box: Box | None = None


def units_of(words: str) -> float:
    """The width of words, counted in Chinese signs."""
    return sum(1.0 if is_wide(sign) else 0.5 for sign in words)


def is_wide(sign: str) -> bool:
    """Whether a sign takes the room of a Chinese one."""
    return sign >= _WIDE_FROM or sign in _WIDE_SIGNS


def printed_lines(page: pdfium.PdfPage, tables: Sequence[Ruled] = ()) -> list[PrintedLine]:
    """The lines of a page, in the order in which the file holds them; lines without words are left out.

    The edge of a cell of `tables` ends a line.
    """
    text_page = page.get_textpage()
    try:
        return list(_PageSigns(text_page, page.get_rotation(), tables).lines())
    finally:
        text_page.close()


def _signs_of(codes: Sequence[int]) -> list[str]:
    """The signs of a page, one a code; the second half of a pair is empty, what is no sign is U+FFFD."""
    plain = "".join(chr(code) if code <= _LAST_SIGN else "\ufffd" for code in codes)
    signs = list(_LONE.sub("\ufffd", plain).replace(chr(_HYPHEN), "-"))
    for pair in _PAIR.finditer(plain):
        whole = pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
        signs[pair.start() : pair.end()] = [whole, ""]
    return signs


class _PageSigns:
    """The signs of one page, with their places as a reader of the turned page sees them."""

    def __init__(
        self, text_page: pdfium.PdfTextPage, rotation: int, tables: Sequence[Ruled]
    ) -> None:
        self._raw = text_page.raw
        self._turn = rotation
        self._tables = tables
        count = max(text_page.count_chars(), 0)
        self._signs = _signs_of(
            [pdfium_c.FPDFText_GetUnicode(self._raw, at) for at in range(count)]
        )
        self._places = list(range(count))
        self._box = pdfium_c.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def lines(self) -> Iterator[PrintedLine]:
        """The lines, in the order of the file."""
        start = 0
        for at, sign in enumerate((*self._signs, "\n")):
            if sign in _LINE_ENDS:
                self._straighten(start, at)
                for box, first, last in self._by_box(start, at):
                    line = self._line(first, last)
                    if line is not None:
                        yield replace(line, box=box) if box is not None else line
                start = at + 1

    def _straighten(self, start: int, end: int) -> None:
        """Puts the signs of a line in the order in which they stand on it.

        Some programs draw the signs of one font first and the quotation marks of another behind them, parted by a
        blank of theirs or of PDFium.
        """
        if not any(self._goes_back(at) for at in range(start + 1, end - 1)):
            return
        order = sorted(range(start, end), key=lambda at: self._extent(at)[0])
        self._signs[start:end] = [self._signs[at] for at in order]
        self._places[start:end] = [self._places[at] for at in order]

    def _goes_back(self, at: int) -> bool:
        """Whether a quotation mark, a blank or the sign behind it stands left of the sign before it."""
        if self._signs[at] not in _DRAWN_LATER:
            return False
        left, right = self._extent(at - 1)
        step = abs(self._base(at + 1) - self._base(at - 1))
        leftmost = min(self._extent(at)[0], self._extent(at + 1)[0])
        return leftmost < left - (right - left) / 2 and step < _SAME_LINE * (right - left)

    def _by_box(self, start: int, end: int) -> Iterator[tuple[Box | None, int, int]]:
        """The parts of a line by the cells they stand in; a blank belongs to what stands before it."""
        if not self._tables:
            yield None, start, end
            return
        box, first = self._box_of(start), start
        for at in range(start + 1, end):
            if self._signs[at].isspace():
                continue
            other = self._box_of(at)
            if other != box and not (box is not None and self._hangs(at)):
                yield box, first, at
                box, first = other, at
        yield box, first, end

    def _hangs(self, at: int) -> bool:
        """Whether a sign ends the words before it and only hangs over the edge of their cell."""
        near = self._extent(at)[0] - self._extent(at - 1)[1] < _HANGING_GAP
        return self._signs[at] in _HANGING and near

    def _box_of(self, at: int) -> Box | None:
        left, right = self._extent(at)
        x, y = (left + right) / 2, self._base(at) + (right - left) / 4
        return next((box for table in self._tables if (box := table.box_at(x, y))), None)

    def _line(self, start: int, end: int) -> PrintedLine | None:
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        pieces: list[PrintedLine] = []
        words: list[str] = []
        begin = start
        for at in range(start, end):
            sign = self._signs[at]
            gap = self._gap(at) if sign == " " and self._is_made_up(at) else None
            if gap is not None and gap < _WORD_GAP and self._beside_wide(at):
                continue
            if gap is not None and gap >= _COLUMN_GAP and words:
                pieces.append(self._piece("".join(words), begin, at))
                words, begin = [], at + 1
            else:
                words.append(sign)
        pieces.append(self._piece("".join(words), begin, end))
        if len(pieces) == 1:
            return pieces[0]
        first, last = pieces[0], pieces[-1]
        text = " ".join(piece.text for piece in pieces)
        return replace(first, text=text, right=last.right, pieces=tuple(pieces))

    def _piece(self, words: str, start: int, end: int) -> PrintedLine:
        start, end = self._trimmed(start, end)
        left, right = self._extent(start)[0], self._extent(end - 1)[1]
        angle = pdfium_c.FPDFText_GetCharAngle(self._raw, self._places[start]) + math.radians(
            self._turn
        )
        leans = abs(math.remainder(angle, math.pi / 2)) > _LEVEL
        right = max(left, right)
        wide = next((at for at in range(start, end) if self._signs[at] >= _WIDE_FROM), None)
        if wide is None:
            width = (right - left) / max(units_of(words), 0.5)
        else:
            width = self._extent(wide)[1] - self._extent(wide)[0]
        return PrintedLine(words.strip(), left, right, self._base(start), width, leans)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._signs[start].isspace():
            start += 1
        while start < end and self._signs[end - 1].isspace():
            end -= 1
        return start, end

    def _is_made_up(self, at: int) -> bool:
        """Whether PDFium put in a sign that the file does not hold."""
        return bool(pdfium_c.FPDFText_IsGenerated(self._raw, self._places[at]) == 1)

    def _beside_wide(self, at: int) -> bool:
        return is_wide(self._signs[at - 1]) or is_wide(self._signs[at + 1])

    def _gap(self, at: int) -> float:
        """The gap that a blank stands for, measured in the wider one of its neighbours, or in twice a narrow one."""
        before, after = self._extent(at - 1), self._extent(at + 1)
        widths = [
            (right - left) * (1 if is_wide(self._signs[place]) else 2)
            for place, (left, right) in ((at - 1, before), (at + 1, after))
        ]
        widest = max(widths)
        return (after[0] - before[1]) / widest if widest > 0 else 0.0

    def _extent(self, at: int) -> tuple[float, float]:
        if not pdfium_c.FPDFText_GetLooseCharBox(self._raw, self._places[at], self._box):
            return 0.0, 0.0
        box = self._box
        match self._turn:
            case 90:
                return box.bottom, box.top
            case 180:
                return -box.right, -box.left
            case 270:
                return -box.top, -box.bottom
        return box.left, box.right

    def _base(self, at: int) -> float:
        if not pdfium_c.FPDFText_GetCharOrigin(self._raw, self._places[at], self._x, self._y):
            return 0.0
        x, y = self._x.value, self._y.value
        return float({90: -x, 180: -y, 270: x}.get(self._turn, y))


def in_reading_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page from top to bottom, one column after the other."""
    columns = _split_columns(lines)
    if columns is not None:
        return columns
    blocks = _blocks(lines)
    spans = sorted((block[-1].base, block[0].base) for block in blocks)
    apart = all(above[0] > below[1] for below, above in pairwise(spans))
    if apart:  # one column: what the file holds in another order is read from the top
        blocks.sort(key=lambda block: -block[0].base)
    return [line for block in blocks for line in block]


_SAME_BASE = 1.0  # points
_WIDE_STEP = 8.0  # signs: a wider step leaves what stands between to another block


def _blocks(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Runs of lines that go down the page, without wide steps; what stands at the right of a line goes with it."""
    blocks: list[list[PrintedLine]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else None
        if before is not None and _follows(before, line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _follows(before: PrintedLine, line: PrintedLine) -> bool:
    step = before.base - line.base
    beside = abs(step) < _SAME_BASE and line.left > before.right
    return beside or 0 < step < _WIDE_STEP * line.sign_width


_FEWEST = 6  # lines with two pieces, before a page is taken to have columns
_MOST = 0.6  # of its lines
_ALIKE = 0.8  # the narrower column against the wider one


def _split_columns(lines: Sequence[PrintedLine]) -> list[PrintedLine] | None:
    """Both columns of a page whose file holds them line by line across; None where it does not."""
    pairs = [line.pieces for line in lines if len(line.pieces) == 2]
    if len(pairs) < max(_FEWEST, len(lines) * _MOST):
        return None
    gutter = sorted(right.left for _, right in pairs)[len(pairs) // 2]
    ends = sorted(left.right for left, _ in pairs)
    left_width = ends[-1] - min(left.left for left, _ in pairs)
    right_width = max(right.right for _, right in pairs) - gutter
    if min(left_width, right_width) < _ALIKE * max(left_width, right_width):
        return None
    above: list[PrintedLine] = []
    first: list[PrintedLine] = []
    second: list[PrintedLine] = []
    for line in lines:
        for piece in line.pieces or (line,):
            if piece.left >= gutter - piece.sign_width:
                second.append(piece)
            elif piece.right < gutter or first:
                first.append(piece)
            else:
                above.append(piece)
    return [*above, *first, *second]
