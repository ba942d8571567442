"""The numbers that Word computes for the paragraphs of lists and prints before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from importers.readers.docx_styles import ListPlace, Style, Styles
from importers.readers.docx_xml import (
    Element,
    attribute,
    child,
    children,
    inside,
    is_on,
    name_of,
    number,
)
from importers.readers.word_numbers import BULLET, NONE, word_number

LEVELS = 9
_LONGEST_TEXT = 255  # signs around a number; Word takes no more
_MOST_PADDING = 9
# Places of numbers in the text of a level. Sample: "%1.%2"
_PLACE = re.compile(r"%([1-9])")
# A format of own making: digits with zeros before them. Sample: "001, 002, 003, ..."
_PADDED = re.compile(r"(0+)1\b")


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level of a list are printed.

    Attributes:
        restart: `w:lvlRestart`: the level (from 1 on) that makes this one begin again; 0 for none, None for any above.
        legal: whether all numbers are printed in Arabic digits.
        style_id: the style whose paragraphs stand on this level.
        padding: how many digits a number has at least.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False
    style_id: str | None = None
    hidden: bool = False
    padding: int = 0


@dataclass(frozen=True, slots=True)
class WordList:
    """A list as paragraphs name it (`w:num`).

    Attributes:
        counters: which counters it shares with other lists: those of the same definition.
        starts: levels that begin with another number at the first paragraph of this list.
    """

    num_id: int
    counters: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = {
            key: element
            for element in children(root, "w:abstractNum")
            if (key := number(element, "abstractNumId")) is not None
        }
        self._nums = {
            key: element
            for element in children(root, "w:num")
            if (key := number(element, "numId")) is not None
        }
        self._levels: dict[int, Mapping[int, Level]] = {}
        self._lists: dict[int, WordList | None] = {}

    def place_of(self, properties: ListPlace, style: Style) -> tuple[WordList, int] | None:
        """The list of a paragraph and its level in it, or None where it has no number."""
        num_id = properties.num_id if properties.num_id is not None else style.place.num_id
        found = self._list(num_id) if num_id else None
        if found is None:
            return None
        level = properties.level
        if level is None and properties.num_id is None:
            level = _linked_level(found, style)
            level = style.place.level if level is None else level
        level = level or 0
        return (found, level) if level in found.levels else None

    def _list(self, num_id: int) -> WordList | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: int) -> WordList | None:
        element = self._nums.get(num_id)
        definition = self._definition_of(element)
        if element is None or definition is None:
            return None
        levels = dict(self._levels_of(definition))
        starts: dict[int, int] = {}
        for override in children(element, "w:lvlOverride"):
            level = number(override, "ilvl")
            if level is None or not 0 <= level < LEVELS:
                continue
            own = child(override, "w:lvl")
            if own is not None:
                levels[level] = _read_level(own)
            start = number(child(override, "w:startOverride"))
            if start is not None:
                starts[level] = start
        return WordList(num_id, definition, levels, starts)

    def _definition_of(self, element: Element | None) -> int | None:
        """The definition of a list; one that only points at a list style leads on to the list of that style."""
        seen: set[int] = set()
        key = number(child(element, "w:abstractNumId"))
        while key is not None and key not in seen:
            definition = self._definitions.get(key)
            link = attribute(child(definition, "w:numStyleLink"))
            style = self._styles.by_id(link) if link else None
            if style is None or style.place.num_id is None:
                return key if definition is not None else None
            seen.add(key)
            key = number(child(self._nums.get(style.place.num_id), "w:abstractNumId"))
        return None

    def _levels_of(self, definition: int) -> Mapping[int, Level]:
        if definition not in self._levels:
            self._levels[definition] = {
                level: _read_level(element)
                for element in children(self._definitions[definition], "w:lvl")
                if (level := number(element, "ilvl")) is not None and 0 <= level < LEVELS
            }
        return self._levels[definition]


class ListCounters:
    """Counts through the paragraphs of one story: the body, the text boxes or the notes."""

    def __init__(self) -> None:
        self._values: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next_number(self, word_list: WordList, level: int) -> str:
        """The number of the next paragraph on a level of a list, with the gap behind it; may be empty."""
        values = self._values.setdefault(word_list.counters, [None] * LEVELS)
        for above in range(level):
            if values[above] is None:
                values[above] = self._start(word_list, above)
        values[level] = self._count(word_list, level, values[level])
        for below in range(level + 1, LEVELS):
            if _begins_again(word_list.levels.get(below), level):
                values[below] = None
        return _printed(word_list, level, values)

    def _count(self, word_list: WordList, level: int, value: int | None) -> int:
        if level in word_list.starts and (word_list.num_id, level) not in self._begun:
            return self._start(word_list, level)
        return self._start(word_list, level) if value is None else value + 1

    def _start(self, word_list: WordList, level: int) -> int:
        self._begun.add((word_list.num_id, level))
        defined = word_list.levels.get(level, Level()).start
        return word_list.starts.get(level, defined)


def _begins_again(level: Level | None, counted: int) -> bool:
    """Whether a deeper level begins again after a paragraph on level `counted`."""
    if level is None or level.restart is None:
        return True
    return counted < level.restart


def _printed(word_list: WordList, level: int, values: list[int | None]) -> str:
    shown = word_list.levels[level]
    if shown.number_format == BULLET or shown.hidden:
        return ""

    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if at > level:
            return ""
        own = word_list.levels.get(at, Level())
        value = values[at]
        return _written(own, own.start if value is None else value, legal=shown.legal)

    text = _PLACE.sub(one, shown.text)
    return text + shown.gap if text else ""


def _written(level: Level, value: int, *, legal: bool) -> str:
    if level.padding:
        return str(value).zfill(level.padding)
    plain = legal and level.number_format not in ("decimalZero", NONE, BULLET)
    return word_number(value, "decimal" if plain else level.number_format)


def _linked_level(word_list: WordList, style: Style) -> int | None:
    """The level that says it is for a style, or for one that it is based on."""
    linked = {level.style_id: at for at, level in word_list.levels.items() if level.style_id}
    return next((linked[one.style_id] for one in style.chain if one.style_id in linked), None)


def _read_level(element: Element) -> Level:
    number_format, padding = _format_of(element)
    start = number(child(element, "w:start"))
    gaps = {"nothing": ""}
    return Level(
        start=0 if start is None else max(start, 0),
        number_format=number_format,
        text=(attribute(child(element, "w:lvlText")) or "")[:_LONGEST_TEXT],
        gap=gaps.get(attribute(child(element, "w:suff")) or "tab", " "),
        restart=number(child(element, "w:lvlRestart")),
        legal=is_on(child(element, "w:isLgl")) or False,
        style_id=attribute(child(element, "w:pStyle")),
        hidden=is_on(child(element, "w:rPr", "w:vanish")) or False,
        padding=padding,
    )


def _format_of(element: Element) -> tuple[str, int]:
    """The number format of a level and its least number of digits; newer formats stand in alternative content."""
    for found in element:
        for one in [found] if name_of(found) == "w:numFmt" else inside(found):
            if name_of(one) == "w:numFmt":
                own = _PADDED.match(attribute(one, "format") or "")
                return attribute(one) or "decimal", min(len(own[0]), _MOST_PADDING) if own else 0
    return "decimal", 0
