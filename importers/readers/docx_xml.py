"""Names in the XML of Word files, the same for both dialects of Office Open XML (transitional and strict)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
_WORD = tuple(f"{{{space}}}" for space, prefix in _PREFIXES.items() if prefix == "w")
_OFF = frozenset({"0", "false", "off"})
_MOST_DIGITS = 9


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, local = tag[1:].partition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""


def name_of(element: Element) -> str:
    """The name of an element with its usual prefix, such as `w:p`; empty for other vocabularies and remarks."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if name_of(found) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    if element is not None:
        yield from (found for found in element if name_of(found) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's vocabulary."""
    if element is None:
        return None
    for space in _WORD:
        value = element.get(space + name)
        if value is not None:
            return value
    return None


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute as a whole number; None where it is none."""
    value = (attribute(element, name) or "").strip()
    digits = value.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        return None
    return int(value)


def is_on(element: Element | None) -> bool | None:
    """A switch of Word such as `<w:vanish/>`; None where it is not there."""
    if element is None:
        return None
    return (attribute(element) or "1").lower() not in _OFF


def inside(element: Element) -> Iterator[Element]:
    """The children that count: of content in alternative forms only the first form."""
    if name_of(element) != "mc:AlternateContent":
        yield from element
        return
    choice = child(element, "mc:Choice")
    chosen = choice if choice is not None else child(element, "mc:Fallback")
    if chosen is not None:
        yield from chosen
