"""What stands inside a paragraph of a Word file: its visible characters, the text boxes and notes that hang on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from importers.readers.docx_styles import Style, Styles
from importers.readers.docx_xml import Element, attribute, child, inside, is_on, name_of, number
from importers.readers.word_numbers import word_number

# What is not printed: properties, deleted and moved words, codes of fields, pronunciation above words.
_UNSEEN = frozenset(
    {
        "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr",
        "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rt", "w:rubyPr",
    }
)  # fmt: skip
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
# White space inside the XML of a text, which Word prints as blanks.
_BLANKS = str.maketrans("\t\n\r", "   ")
# A field that draws a number into a circle. Sample: "eq \o\ac(○,11)"
_CIRCLED = re.compile(r"\s*eq\s*\\o\\ac\(\s*[○〇◯]\s*,\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)

# Signs of the picture fonts that stand for a common sign; their codes lie in a private range.
_CIRCLES = {0x81 + at: chr(0x2460 + at) for at in range(10)} | {
    0x8C + at: chr(0x2776 + at) for at in range(10)
}
_PICTURES = {
    "wingdings": _CIRCLES | {0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xFB: "✗"},
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0xA3: "□", 0x50: "✓", 0x4F: "✗"},
    "symbol": {0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠"},
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


@dataclass(slots=True)
class Content:
    """What a paragraph holds.

    Attributes:
        boxes: the text boxes that hang on it (`w:txbxContent`).
        notes: the notes it refers to: the part and the id.
    """

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.text or self.boxes)


class RunReader:
    """Reads paragraphs, one at a time."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, paragraph: Element, style: Style) -> Content:
        """The visible content of a paragraph of that style."""
        content = Content()
        parts: list[str] = []
        fields = _Fields()
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            name = name_of(element)
            if name == "w:r" and self._hides(element, style):
                continue
            if name == "w:txbxContent":
                content.boxes.append(element)
            elif name in ("w:fldChar", "w:instrText"):
                parts.append(fields.take(name, element))
            elif name in _NOTES:
                note = number(element, "id")
                content.notes += [] if note is None else [(_NOTES[name], note)]
            elif sign := _sign(name, element):
                parts.append("" if fields.in_code else sign)
            else:
                waiting += reversed(shown_in(element))
        content.text = "".join(parts)
        return content

    def _hides(self, run: Element, style: Style) -> bool:
        return self._styles.hides(child(run, "w:rPr"), style)


def shown_in(element: Element) -> tuple[Element, ...]:
    """The children of an element that only wraps what is printed; none where nothing of it is."""
    name = name_of(element)
    if name in _UNSEEN or (name == "w:sdt" and _is_prompt(element)):
        return ()
    return tuple(inside(element))


class _Fields:
    """The fields that are open at a place of a paragraph: only their results are printed, not their codes."""

    def __init__(self) -> None:
        self._codes: list[list[str] | None] = []

    @property
    def in_code(self) -> bool:
        return any(code is not None for code in self._codes)

    def take(self, name: str, element: Element) -> str:
        """Follows a field sign; gives the characters of a field that prints what its code says."""
        if name == "w:instrText":
            if self._codes and self._codes[-1] is not None:
                self._codes[-1].append(element.text or "")
            return ""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._codes.append([])
        elif kind == "separate" and self._codes:
            self._codes[-1] = None
        elif kind == "end" and self._codes:
            return _result_of("".join(self._codes.pop() or ()))
        return ""


def _result_of(code: str) -> str:
    circled = _CIRCLED.fullmatch(code)
    return word_number(int(circled[1]), "decimalEnclosedCircle") if circled else ""


def _sign(name: str, element: Element) -> str:
    """The characters an element stands for by itself."""
    if name in ("w:t", "m:t"):
        return (element.text or "").translate(_BLANKS)
    if name == "w:sym":
        return _symbol(element)
    return _SIGNS.get(name, "")


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    font = (attribute(element, "font") or "").lower()
    known = _PICTURES.get(font, {}).get(code - _PRIVATE.start if code in _PRIVATE else code)
    if known:
        return known
    printable = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if printable else "\ufffd"


def _is_prompt(control: Element) -> bool:
    """Whether a content control only shows what to type into it."""
    return bool(is_on(child(control, "w:sdtPr", "w:showingPlcHdr")))
