"""发布信息: what the block around a published notice says of it: 索引号, 发布机构, 成文日期, 来源 and the like.

The block stays clutter; its values are facts all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from importers.cues import any_of, cues, group
from importers.outline.text.clutter import speaking_range
from importers.outline.text.flow import Line, folded
from importers.outline.text.layout import Layout
from importers.outline.words.dates import DateFound, dates_in
from models.facts import DATE_FACTS, Fact, FactName
from models.source import Span

_LONGEST = 60  # of a value
_FIELDS = {
    FactName.INDEX_NUMBER: "index_number",
    FactName.PUBLISHER: "publisher",
    FactName.WRITTEN: "written",
    FactName.SOURCE: "source",
    FactName.DOCUMENT_NUMBER: "document_number",
    FactName.CATEGORY: "category",
    FactName.DISCLOSURE: "disclosure",
}
# What stands between the cells of a line, with the bullets of a list. Samples: "\t", " | ", two blanks
_CELL = re.compile(r"[ \u00a0]{0,40}[\t|│｜]+[ \u00a0]*|[\u3000]+|[ \u00a0]{2,}")
# What stands before a label. Samples: "- 索引号：", "【来源】", "· 来源："
_LEAD = re.compile(r"[\s\u00a0\u3000\-*·•▪●◆>【\[(（]*")
# What stands between a label and its value.
_COLON = re.compile(r"[\s\u00a0\u3000】\])）]*[:：][\s\u00a0\u3000]*|[】\]][\s\u00a0\u3000]*")
# The label of something else right behind a value. Samples: " 浏览量：", "　作者:"
_OTHER_LABEL = re.compile(r"[\s\u00a0\u3000【\[(（]{1,20}[一-鿿]{2,7}[\s\u00a0]?[】\]]?[:：]")
# What is printed where there is no value.
_NOTHING = re.compile(r"[无暂\-—–_/\\\s\u00a0\u3000*]*|null|本站原创", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[。;]|https?")
_NAME = re.compile(r"[一-鿿]{2}")
# A number of the index or of a document that stands alone. Samples: "11370000123456789A/2025-00017", "青水党〔2025〕3号"
_BARE_INDEX = re.compile(r"[0-9A-Z]{8,22}[/-](?:19|20)\d\d-\d{3,8}|[0-9A-Z]{8,22}/\d{4,9}")
_BARE_NUMBER = re.compile(r"[一-鿿]{2,14}[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,4}号")


@dataclass(frozen=True, slots=True)
class _Value:
    """The words of a field with their place in the source; empty where only its label was met."""

    name: FactName
    start: int
    end: int


def find_metadata(layout: Layout) -> dict[FactName, Fact]:
    """What the lines above and below a notice say of its publication, the first that says it."""
    source = layout.flow.source
    found: dict[FactName, Fact] = {}
    for value in (*_labelled(source, layout.lines), *_bare(layout)):
        fact = _fact(source, value)
        if fact is not None:
            found.setdefault(value.name, fact)
    return found


def _around(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """The lines before the notice speaks and behind it, each with the next one."""
    first, last = speaking_range(lines)
    for at, (line, following) in enumerate(zip_longest(lines, lines[1:])):
        if at < first or at > last:
            yield line, following


def _labelled(source: str, lines: Sequence[Line]) -> Iterator[_Value]:
    titles: list[FactName | None] = []
    for line, following in _around(lines):
        cells = list(_cells(source, line))
        if titles and len(cells) == len(titles):
            yield from (
                _Value(name, *cell) for name, cell in zip(titles, cells, strict=True) if name
            )
        names = [_titled(source[start:end]) for start, end in cells]
        titles = names if len(names) > 1 and all(names) else []
        if not titles:
            yield from _of_cells(source, cells, following)


def _of_cells(
    source: str, cells: Sequence[tuple[int, int]], following: Line | None
) -> Iterator[_Value]:
    """Values behind their labels: in the same cell, in the next one, or alone on the next line."""
    for at, (start, end) in enumerate(cells):
        name = _titled(source[start:end])
        if name is None:
            yield from _in_cell(source, start, end)
        elif at + 1 < len(cells):
            if not _is_labelled(source, *cells[at + 1]):
                yield _Value(name, *cells[at + 1])
        elif following is not None and not _is_labelled(source, following.start, following.end):
            yield _Value(name, following.start, following.end)


def _in_cell(source: str, start: int, end: int) -> Iterator[_Value]:
    """Values of `label: value`, several of which may follow one another without any sign between them."""
    labels = _labels_in(source, start, end)
    for label, following in zip_longest(labels, labels[1:]):
        name = _name_of(label["label"])
        stop = following.start() if following is not None else end
        other = _OTHER_LABEL.search(source, label.end(), stop)
        if name is not None:
            yield _Value(name, label.end(), other.start() if other else stop)


def _labels_in(source: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_label().finditer(source, start, end))


def _is_labelled(source: str, start: int, end: int) -> bool:
    return bool(_labels_in(source, start, end)) or _titled(source[start:end]) is not None


def _cells(source: str, line: Line) -> Iterator[tuple[int, int]]:
    start = line.start
    for gap in (*_CELL.finditer(source, line.start, line.end), None):
        end = gap.start() if gap is not None else line.end
        if source[start:end].strip():
            yield start, end
        start = gap.end() if gap is not None else end


@cache
def _label() -> re.Pattern[str]:
    # A known label with its colon or brackets. Samples: "索 引 号：", "【来源】", "发布机构:"
    known = {word for name in _FIELDS.values() for word in group("metadata", name)}
    others = {
        word.rstrip(":") for word in (*cues("metadata")["other"], *group("facts", "published"))
    }
    words = "|".join(
        r"[\s\u00a0\u3000]*".join(map(re.escape, word))
        for word in sorted(known | others, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"(?P<label>{words})(?:{_COLON.pattern})")


def _titled(cell: str) -> FactName | None:
    """The field that a cell names, where the cell is nothing but its label."""
    lead = _LEAD.match(cell)
    words = folded(cell[lead.end() if lead else 0 :]).rstrip(":】])")
    return _name_of(words)


def _name_of(words: str) -> FactName | None:
    return _names().get(folded(words))


@cache
def _names() -> dict[str, FactName]:
    return {word: name for name, cue in _FIELDS.items() for word in group("metadata", cue)}


def _bare(layout: Layout) -> Iterator[_Value]:
    """Numbers that show by their form what they are, and the body that stands next to the one of the index."""
    is_body = re.compile(rf"[一-鿿]{{2,20}}(?:{any_of(group('facts', 'unit_end'))})")
    for line, following in _around(layout.lines):
        if _BARE_INDEX.fullmatch(line.text):
            yield _Value(FactName.INDEX_NUMBER, line.start, line.end)
            if following is not None and is_body.fullmatch(following.text):
                yield _Value(FactName.PUBLISHER, following.start, following.end)
        elif _BARE_NUMBER.fullmatch(line.text):
            yield _Value(FactName.DOCUMENT_NUMBER, line.start, line.end)


def _fact(source: str, value: _Value) -> Fact | None:
    """The fact that a value says, or None where it is empty or of another form."""
    start, end = _trimmed(source, value.start, value.end)
    words = source[start:end]
    plain = folded(words)
    if not words or len(words) > _LONGEST or _NOTHING.fullmatch(words) or _SENTENCE.search(plain):
        return None
    if value.name in DATE_FACTS:
        date = _whole_date(plain)
        named = str(date.date) if date is not None else None
        return Fact(value.name, named, words, Span(start, end)) if named else None
    is_number = value.name in (FactName.INDEX_NUMBER, FactName.DOCUMENT_NUMBER)
    if not (_DIGIT if is_number else _NAME).search(plain):
        return None
    return Fact(value.name, " ".join(words.split()), words, Span(start, end))


def _whole_date(plain: str) -> DateFound | None:
    date = next(dates_in(plain), None)
    if date is None or date.start or date.damaged or date.date.month is None:
        return None
    return date


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    words = source[start:end]
    left = len(words) - len(words.lstrip(" \t\u00a0\u3000|│｜:："))
    right = len(words.rstrip(" \t\n\u00a0\u3000|│｜【[(（;；,，·"))
    return (start + left, start + right) if left < right else (start, start)
