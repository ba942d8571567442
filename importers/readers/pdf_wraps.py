"""Which printed lines only carry on the line before: told by margins, indents and gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from importers.readers.pdf_lines import PrintedLine, units_of

# What a line break may not cut: a word or figure, with the closing signs behind it. Samples: "2024", "查”，"
_UNIT = re.compile(r"(?:[A-Za-z0-9.%@/_:-]{1,40}|.)[，。；：、！？）》”’】,;:!?)\]%％]*", re.DOTALL)
# How a sentence ends. Samples: "……予以公布。", "……整改措施："
_ENDED = re.compile(r"[。！？；：:;!?][”’）》】)]?$")
# How a paragraph begins that a number or a label opens. Samples: "三、", "（二）", "1.", "一是", "问题4：", "整改措施："
_OPENING = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、.．)）]|是|要)|[①-⑳]|第[一二三四五六七八九十]{1,2}|问题|关于|针对|"
    r"[^。；，,;：:]{2,6}[：:]"
)

# All in widths of a Chinese sign.
_SLACK = 1.1  # by which a full line may be shorter still: punctuation that is kept together
_INDENT = 0.9  # from here on a line counts as indented
_DEEPEST = 6.0  # a line further in is centred or set to the right
_SAME = 0.3
_RAGGED = 1.5  # by which full lines may differ at their ends
_LARGER = 1.12  # a title against the body
_TITLE_STEP = 2.5  # from base line to base line, in its own signs
_SHORT = 4  # a block of fewer lines shows no margins of its own
_STICKS_OUT = 4.0  # by which a line may be longer than full lines are
_ALIKE = (
    0.6  # the width of a block whose lines are short or indented, against the column it stands in
)
_ROOMY = 1.25  # a step against the usual one, from which on it parts paragraphs


@dataclass(frozen=True, slots=True)
class _Margins:
    """The left and right edge of a column of text."""

    left: float
    right: float

    def share(self, other: _Margins) -> float:
        """How much of the wider one both have in common."""
        common = min(self.right, other.right) - max(self.left, other.left)
        return common / max(self.right - self.left, other.right - other.left, 1.0)


@dataclass(frozen=True, slots=True)
class _Set:
    """A line in its column."""

    line: PrintedLine
    margins: _Margins

    def indent(self, sign: float) -> float:
        """How far in it begins."""
        return (self.line.left - self.margins.left) / sign

    def room(self, sign: float) -> float:
        """What is free behind it."""
        return (self.margins.right - self.line.right) / sign


def carried_on(lines: Sequence[PrintedLine], breaks: frozenset[int]) -> frozenset[int]:
    """The indexes of the lines that carry on the one before, in reading order; `breaks`: where pages begin."""
    if len(lines) < 2:
        return frozenset()
    return frozenset(_Wraps(lines, breaks).found())


def first_unit(words: str) -> str:
    """What of a line had to go to the line before it, if it had room there."""
    unit = _UNIT.match(words)
    return unit[0] if unit else words[:1]


def begins_anew(before: str, words: str) -> bool:
    """Whether a line opens a paragraph with a number or label, and the line before it ends one."""
    return _ENDED.search(before) is not None and _OPENING.match(words) is not None


class _Wraps:
    """What the print of one document shows."""

    def __init__(self, lines: Sequence[PrintedLine], breaks: frozenset[int]) -> None:
        self._breaks = breaks
        self._sign = _usual_sign(lines)
        blocks = _blocks(lines, breaks)
        self._sets = [
            _Set(line, margins)
            for block, margins in zip(blocks, _margins_of(blocks, self._sign), strict=True)
            for line in block
        ]
        starts = [len(block) for block in blocks]
        self._block_starts = frozenset(sum(starts[:at]) for at in range(len(starts)))
        self._step = self._usual_step()
        self._indents = self._are_indented()
        self._gaps = self._are_parted()

    def found(self) -> Iterator[int]:
        """The indexes of lines that carry on the one before."""
        for at, (before, line) in enumerate(pairwise(self._sets), 1):
            if self._carries_on(at, before, line):
                yield at

    def _carries_on(self, at: int, before: _Set, line: _Set) -> bool:
        if self._is_title(before) or self._is_title(line):
            return self._same_title(at, before.line, line.line)
        if not self._is_full(before, line):
            return False
        indent = line.indent(self._sign)
        if indent < -_INDENT:
            return False
        if self._indents:
            return indent < _INDENT
        if self._gaps and at not in self._block_starts:
            return not self._is_parted(at, before.line, line.line)
        # Nothing in print tells here where a paragraph ends; numbers and labels behind a whole sentence do.
        return not begins_anew(before.line.text, line.line.text)

    def _is_title(self, part: _Set) -> bool:
        return part.line.sign_width > self._sign * _LARGER

    def _same_title(self, at: int, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether two lines are one title of several lines."""
        if at in self._breaks or abs(before.sign_width - line.sign_width) > _SAME * self._sign / 2:
            return False
        return 0 < before.base - line.base < _TITLE_STEP * line.sign_width

    def _is_full(self, before: _Set, line: _Set) -> bool:
        """Whether the first word of a line had no room in the line before."""
        return before.room(self._sign) < units_of(first_unit(line.line.text)) + _SLACK

    def _is_parted(self, at: int, before: PrintedLine, line: PrintedLine) -> bool:
        if at in self._block_starts:
            return False
        return before.base - line.base > self._step * _ROOMY

    def _usual_step(self) -> float:
        steps = Counter(
            round(before.line.base - line.line.base, 1)
            for at, (before, line) in enumerate(pairwise(self._sets), 1)
            if at not in self._block_starts and self._is_full(before, line)
        )
        return steps.most_common(1)[0][0] if steps else 0.0

    def _are_indented(self) -> bool:
        """Whether paragraphs begin with an indent: most lines behind a line that is not full do."""
        starts = [
            line.indent(self._sign)
            for before, line in pairwise(self._sets)
            if not self._is_full(before, line) and line.indent(self._sign) < _DEEPEST
        ]
        return sum(indent >= _INDENT for indent in starts) * 2 > len(starts)

    def _are_parted(self) -> bool:
        """Whether gaps part paragraphs: most lines behind a line that is not full stand apart, or any where all are full."""
        parted = [
            (self._is_parted(at, before.line, line.line), self._is_full(before, line))
            for at, (before, line) in enumerate(pairwise(self._sets), 1)
            if at not in self._block_starts
        ]
        behind_ends = [is_parted for is_parted, is_full in parted if not is_full]
        if behind_ends:
            return sum(behind_ends) * 2 > len(behind_ends)
        return any(is_parted for is_parted, _ in parted)


def _usual_sign(lines: Sequence[PrintedLine]) -> float:
    """The width of a Chinese sign in the body."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.sign_width, 1)] += len(line.text)
    ordered = [width for width, count in sorted(weights.items()) for _ in range(min(count, 10_000))]
    return max(median(ordered), 1.0)


def _blocks(lines: Sequence[PrintedLine], breaks: frozenset[int]) -> list[list[PrintedLine]]:
    """Runs of lines that go down one column of one page."""
    blocks: list[list[PrintedLine]] = []
    for at, line in enumerate(lines):
        if blocks and at not in breaks and line.base < blocks[-1][-1].base:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _margins_of(blocks: Sequence[Sequence[PrintedLine]], sign: float) -> list[_Margins]:
    """The margins of every block; one that shows none of its own has those of the block before that it lies in.

    Such a block is short, or its lines are: none of them reaches a margin.
    """
    found: list[_Margins] = []
    long: list[_Margins] = []
    for block in blocks:
        own = _Margins(
            _shared_edge([line.left for line in block], _SAME * sign),
            _right_edge([line.right for line in block], sign),
        )
        is_short = len(block) < _SHORT
        whole = _Margins(min(line.left for line in block), max(line.right for line in block))
        wider = next(
            (
                other
                for other in long
                if _holds(other, own, sign) and (is_short or other.share(whole) > _ALIKE)
            ),
            None,
        )
        if wider is None and not is_short:
            long = [own, *long][:4]
        found.append(wider or own)
    return found


def _holds(margins: _Margins, inner: _Margins, sign: float) -> bool:
    return margins.left - sign <= inner.left and inner.right <= margins.right + sign


def _right_edge(edges: Sequence[float], sign: float) -> float:
    """The edge that full lines reach; a line that is longer by a few signs sticks out, by more it alone is full."""
    shared, longest = -_shared_edge([-edge for edge in edges], _RAGGED * sign), max(edges)
    return shared if longest - shared < _STICKS_OUT * sign else longest


def _shared_edge(edges: Sequence[float], apart: float) -> float:
    """The outermost edge that at least two lines have, or the outermost of all; `apart`: what is not the same."""
    ordered = sorted(edges)
    shared = (edge for edge, following in pairwise(ordered) if following - edge < apart)
    return next(shared, ordered[0])
