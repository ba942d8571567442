"""A text in the making together with what a careful reader would find in it (the form of `gold/*.json`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Gold = dict[str, Any]


@dataclass
class Writer:
    """Collects pieces of text; `line` ends a paragraph."""

    parts: list[str] = field(default_factory=list)
    blank_lines: bool = False

    def put(self, words: str) -> str:
        """Adds words to the paragraph; returns them."""
        self.parts.append(words)
        return words

    def line(self, words: str = "") -> str:
        """Adds words and ends the paragraph; returns them."""
        self.parts.append(words)
        self.end()
        return words

    def end(self) -> None:
        """Ends the paragraph, where one is open."""
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n\n" if self.blank_lines else "\n")

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)


_CHINESE = "一二三四五六七八九十"


def chinese(value: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens - 1]}十"
    return head + ("" if ones == 0 else _CHINESE[ones - 1])


def mark(form: str, value: int) -> str:
    """A number written in a form that is named by its first number."""
    if form in ("", None):
        return ""
    if form in ("①", "⑴"):
        return chr(ord(form) + value - 1)
    return form.replace("一", chinese(value)) if "一" in form else form.replace("1", str(value))


def plain_number(printed: str) -> str | None:
    """The number as gold writes it: half width, in round brackets, end punctuation dropped."""
    words = printed.strip().translate(str.maketrans("（）〔〕【】[]", "()()()()"))
    words = words.rstrip("、.．：:，, ")
    if words.startswith("(问题"):
        return words.strip("()")
    return words.removesuffix("方面") or None
