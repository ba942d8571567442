"""How a document prints a form of enumerator, and what a paste may leave of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from importers.cues import any_word
from importers.outline.text.flow import Flow
from importers.outline.words.forms import COMPOUNDS, Form
from importers.outline.words.marks import Edge, Mark
from importers.outline.words.numerals import CHINESE, to_chinese

_CHINESE_ONE = "一"
_SIGNS = frozenset("()〔〕【】[].、,:")
_NUMBER = re.compile(rf"\d{{1,3}}|[{CHINESE}]{{1,4}}")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a form is printed here.

    Attributes:
        before: what stands before its number; `behind`: what stands behind it.
        first: its number 1, which tells the numerals.
        number: the half-width number of the outline, with NUL for the numeral.
    """

    form: Form
    before: str
    behind: str
    first: str
    number: str

    def left_at(self, text: str, start: int, value: int) -> int:
        """Where what is left of number `value` at `start` ends; `start` where nothing is left."""
        digits = re.escape(self._numeral(value))
        found = re.compile(f"{_loose(self.before)}{digits}{_loose(self.behind)}").match(text, start)
        if found and (text[found.end() - 1] in _SIGNS or self._may_follow(text, found.end())):
            return found.end()
        bare = self.before + self.behind
        return start + len(bare) if bare and text.startswith(bare, start) else start

    def mark(self, start: int, end: int, value: int) -> Mark:
        """Number `value`, of which `start` to `end` is left."""
        number = self.number.replace("\0", self._numeral(value))
        return Mark(self.form, start, end, value, number, Edge.START, damaged=True)

    def _numeral(self, value: int) -> str:
        if self.first == _CHINESE_ONE:
            return to_chinese(value)
        return str(value) if self.first == "1" else chr(ord(self.first) + value - 1)

    def _may_follow(self, text: str, end: int) -> bool:
        if self.first == _CHINESE_ONE:
            return _after_numeral().match(text, end) is not None
        return self.first != "1" or _after_digits().match(text, end) is not None


@cache
def _after_digits() -> re.Pattern[str]:
    # What may follow digits that lost their point. Samples: "2关于", "2“", "22023年"
    return re.compile(rf"(?!{any_word('marks', 'counting')})[一-鿿“《]|20\d\d年")


@cache
def _after_numeral() -> re.Pattern[str]:
    # What may follow a Chinese numeral that lost its bracket or comma. Samples: "二关于", "二“"
    return re.compile(rf"(?![{CHINESE}]|{any_word('marks', 'numeral_word')})[一-鿿“]")


def _loose(signs: str) -> str:
    """A pattern of signs that may be lost one by one; words may not."""
    return "".join(
        f"(?:{re.escape(sign)})?" if sign in _SIGNS else re.escape(sign) for sign in signs
    )


def usual_shape(flow: Flow, marks: Iterable[Mark | None]) -> Shape | None:
    """How most of some marks are printed, or None where none of them is whole."""
    shapes = Counter(
        shape for mark in marks if mark is not None and (shape := _shape(flow, mark)) is not None
    )
    return shapes.most_common(1)[0][0] if shapes else None


def _shape(flow: Flow, mark: Mark) -> Shape | None:
    if mark.damaged or mark.number is None or mark.form in COMPOUNDS:
        return None
    printed = flow.text[mark.start : mark.end]
    if mark.form is Form.SINGLE:
        first = chr(ord(printed[0]) - (mark.value or 1) + 1)
        return Shape(mark.form, "", printed[1:], first, "\0")
    found, named = _NUMBER.search(printed), _NUMBER.search(mark.number)
    if found is None or named is None:
        return None
    number = f"{mark.number[: named.start()]}\0{mark.number[named.end() :]}"
    first = "1" if found[0].isdigit() else _CHINESE_ONE
    return Shape(mark.form, printed[: found.start()], printed[found.end() :], first, number)


def is_bare_number(flow: Flow, mark: Mark) -> bool:
    """Whether nothing but a number is printed, no bracket and no point."""
    return _NUMBER.fullmatch(flow.text, mark.start, mark.end) is not None
