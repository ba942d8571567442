"""The text of a source file, and places in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

# Signs that print nothing, for the class of a pattern: soft hyphens, joiners and marks of direction or variation that
# web editors leave in a text. Sample: "整\u00ad改"
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Signs that end a line, for the class of a pattern: LF, and what programs write for a line break inside a paragraph or
# for a new page. Sample: "一、总体情况\u2028二、整改情况"
LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029"

_UNSEEN = re.compile(f"[{INVISIBLE}]+")
# What does not count when two bodies are compared: white space, zero-width signs, markdown residue. Sample: "**四是** 抓"
_BLANK = re.compile(rf"[\s{INVISIBLE}]+|\*\*|#{{1,6}}(?=\s)")
# A line break with the blanks around it. Sample: "131\n\n条"
_WRAP = re.compile(rf"(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]*+[{LINE_ENDS}]\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a source text; never empty.

    Raises:
        ValueError: if the range is empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of `text` at this place."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside."""
        return self.start <= offset < self.end


class SpanRole(StrEnum):
    """What the characters of a span are for the node that names them."""

    BODY = "body"
    NUMBER = "number"
    LABEL = "label"
    STATUS = "status"
    DEADLINE = "deadline"
    PERSON = "person"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A span with its role."""

    span: Span
    role: SpanRole = SpanRole.BODY


@dataclass(frozen=True, slots=True)
class Clutter:
    """A stretch of the source that is no part of the notice: a menu, a page number, a share bar.

    Attributes:
        why: a short Chinese word for the reviewer (页眉, 菜单, 页码 …).
    """

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A paragraph that the file formats as a heading: evidence for the outline, not truth.

    Attributes:
        level: 1 for the topmost.
    """

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, as far as it has words; rows and columns count from 0, tables from 0 in the document.

    Attributes:
        rows: how many rows it covers, where cells were merged.
        columns: how many columns it covers.
    """

    span: Span
    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a format tells of its text besides the words.

    Attributes:
        pages: where each page begins, in order; empty where there are no pages.
        clutter: what the file itself shows to be no part of the notice (a menu, a running head), in order.
        wrapped: where lines begin that only carry on the line before, as the print of a page shows, in order;
            empty where the format does not tell lines from paragraphs by place.
        tables: the names of the tables by their numbers, as sheets of a workbook have them; empty where they have none.
    """

    pages: tuple[int, ...] = ()
    headings: tuple[HeadingMark, ...] = ()
    cells: tuple[Cell, ...] = ()
    clutter: tuple[Clutter, ...] = ()
    wrapped: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the character at `offset`; None where there are no pages.

        Where several pages begin at one place, all but the last are empty.
        """
        return bisect_right(self.pages, offset) or None


HIDDEN_SHEET = "隐藏工作表"  # the place of an aside


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that a file carries outside its text: the print header of a sheet, the title of a web page.

    Attributes:
        place: where they stand, in a Chinese word.
    """

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader got from a file, as a person reads it; all spans count in `text`.

    Line ends are LF, no BOM, no NUL and no lone surrogates; nothing else is changed (DESIGN, "Source text").

    Attributes:
        file_name: the name of the file, without folders.
        sha256: hash of the file's bytes, in hex.
        reader: name of the reader, such as `plain_text`.
        encoding: the encoding that was used, such as `utf-8` or `gb18030`; empty where there is none.
        generated: places that the file does not store and a program computed (list numbers of Word).
        notes: Chinese sentences about what had to be replaced while decoding.
        asides: known while a file is read, to look for markings in; a workspace does not keep them.
    """

    text: str
    file_name: str
    sha256: str
    reader: str
    reader_version: int = 1
    encoding: str = ""
    generated: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: Evidence = Evidence()
    asides: tuple[Aside, ...] = ()

    def paragraph_at(self, offset: int) -> Span:
        """The line around `offset`, with the lines before and behind that are one paragraph with it in print.

        What stands between two of its lines (a page number) lies inside the span; an empty line has one character.
        """
        skipped = {part.span.start for part in self.evidence.clutter}
        wrapped = frozenset(self.evidence.wrapped)
        start = first = self._line_start(offset)
        while first > 0 and (start in wrapped or first in skipped):
            first = self._line_start(first - 1)
            start = start if first in skipped else first
        end = last = self._line_end(offset)
        while last < len(self.text) and (last + 1 in wrapped or last + 1 in skipped):
            is_own = last + 1 in wrapped
            last = self._line_end(last + 1)
            end = last if is_own else end
        return Span(start, max(end, start + 1))

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end


def squeeze(text: str) -> str:
    """`text` in half-width form without white space and markdown residue, for comparing words."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def own_words(text: str, spans: tuple[Span, ...]) -> str:
    """The words at `spans` as one run: hard wraps, invisible signs and `**` gone, spaces at both ends cut.

    A line break between two Latin letters or digits becomes a space; elsewhere it vanishes, since Chinese has none.
    """
    joined = _UNSEEN.sub("", "\n".join(span.of(text) for span in spans)).replace("**", "")
    return _WRAP.sub(_join_wrap, joined).strip()


def _join_wrap(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    if start > 0 and end < len(text) and _is_latin(text[start - 1]) and _is_latin(text[end]):
        return " "
    return ""


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
