"""Two wordings held against each other: where they begin to differ, and what differs."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

_FITS = 30  # signs that a cell shows
_BEFORE = 8  # signs that are shown before the first difference
_LONG = 4_000  # signs from which a comparison sign by sign would take too long to be waited for


def from_first_difference(before: str, after: str) -> tuple[str, str]:
    """Both wordings from shortly before the first difference on, where that lies out of sight."""
    pairs = enumerate(zip(before, after, strict=False))
    common = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    if not (before and after) or common < _FITS - _BEFORE:
        return before, after
    start = common - _BEFORE
    return f"…{before[start:]}", f"…{after[start:]}"


def marked(before: str, after: str) -> tuple[str, str]:
    """Both wordings as rich text, with what differs in bold and underlined."""
    if not (before and after) or len(before) + len(after) > _LONG:
        return escape(before), escape(after)
    parts: tuple[list[str], list[str]] = ([], [])
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        for side, words in zip(parts, (before[start:end], after[first:last]), strict=True):
            side.append(escape(words) if tag == "equal" else _mark(words))
    return "".join(parts[0]), "".join(parts[1])


def _mark(words: str) -> str:
    return f"<b><u>{escape(words)}</u></b>" if words else ""
