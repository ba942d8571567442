"""The styles of a Word file, as far as they say something about words: numbers, outline levels, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from importers.readers.docx_xml import Element, attribute, child, children, is_on, number

# Names of the built-in heading styles. Samples: "heading 1", "标题 2"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# Names of the styles of a table of contents. Samples: "toc 1", "目录 2"
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_LONGEST_CHAIN = 50  # styles that are based on one another; more is no document, but an attack


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list and a level of it, as far as they are said (`w:numPr`)."""

    num_id: int | None = None
    level: int | None = None


class Style:
    """A style with those it is based on.

    Attributes:
        style_id: what paragraphs call it by.
        name: what people see.
    """

    def __init__(self, element: Element | None) -> None:
        self.style_id = attribute(element, "styleId") or ""
        self.name = attribute(child(element, "w:name")) or ""
        self.based_on = attribute(child(element, "w:basedOn"))
        self.chain: tuple[Style, ...] = (self,)
        self._paragraph = child(element, "w:pPr")
        self._run = child(element, "w:rPr")

    @cached_property
    def place(self) -> ListPlace:
        """The list its paragraphs belong to; list and level are inherited apart."""
        places = [place_in(style._paragraph) for style in self.chain]
        return ListPlace(
            next((place.num_id for place in places if place.num_id is not None), None),
            next((place.level for place in places if place.level is not None), None),
        )

    @cached_property
    def outline_level(self) -> int | None:
        """The level of a heading from 0 on; None for plain text."""
        for style in self.chain:
            level = outline_level_in(style._paragraph)
            if level is not None:
                return level if level < 9 else None
            heading = _HEADING.fullmatch(style.name)
            if heading:
                return int(heading[1]) - 1
        return None

    @cached_property
    def hidden(self) -> bool:
        """Whether its text is hidden."""
        said = (is_on(child(style._run, "w:vanish")) for style in self.chain)
        return next((hidden for hidden in said if hidden is not None), False)

    @cached_property
    def is_contents(self) -> bool:
        """Whether it is for lines of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self.chain)


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._plain = Style(None)
        for element in children(root, "w:style"):
            style = Style(element)
            self._styles.setdefault(style.style_id, style)
            kind = attribute(element, "type") or "paragraph"
            if kind == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self._plain = style
        for style in self._styles.values():
            style.chain = self._chain_of(style)
        self._default_hidden = is_on(
            child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:vanish")
        )

    def of_paragraph(self, properties: Element | None) -> Style:
        """The style of a paragraph with these properties."""
        return self._styles.get(attribute(child(properties, "w:pStyle")) or "", self._plain)

    def by_id(self, style_id: str) -> Style | None:
        """The style of that id."""
        return self._styles.get(style_id)

    def hides(self, run: Element | None, paragraph: Style) -> bool:
        """Whether text with these run properties is hidden in a paragraph of that style."""
        said = is_on(child(run, "w:vanish"))
        if said is not None:
            return said
        character = self._styles.get(attribute(child(run, "w:rStyle")) or "")
        by_character = character is not None and character.hidden
        # Both at once cancel each other: hiding is a switch that each of the two turns.
        return (by_character != paragraph.hidden) or bool(self._default_hidden)

    def _chain_of(self, style: Style) -> tuple[Style, ...]:
        chain = [style]
        while len(chain) < _LONGEST_CHAIN:
            below = self._styles.get(chain[-1].based_on or "")
            if below is None or below in chain:
                break
            chain.append(below)
        return tuple(chain)


def place_in(properties: Element | None) -> ListPlace:
    """The list and level that paragraph properties name themselves."""
    numbering = child(properties, "w:numPr")
    return ListPlace(number(child(numbering, "w:numId")), number(child(numbering, "w:ilvl")))


def outline_level_in(properties: Element | None) -> int | None:
    """The outline level that paragraph properties name themselves; 9 is plain text."""
    level = number(child(properties, "w:outlineLvl"))
    return level if level is not None and 0 <= level <= 9 else None
