"""非正文 as 原文 shows it: grey and struck out, with what it was taken for in a tip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument

from gui.delegates.tints import Tints
from models.notice import Notice
from models.source import Clutter, Span


def clutter_format(tints: Tints) -> QTextCharFormat:
    """How words look that are no part of the notice."""
    form = QTextCharFormat()
    form.setForeground(QColor(tints.muted))
    form.setFontStrikeOut(True)
    return form


def clutter_in(notice: Notice, seen: Span) -> Iterator[Clutter]:
    """The places within `seen` that are no part of the notice."""
    return (place for place in notice.reading.clutter if place.span.overlaps(seen))


def clutter_tip(notice: Notice, offset: int) -> str:
    """What stands in the tip over the character at `offset`, empty where it is text of the notice."""
    found = (place for place in notice.reading.clutter if place.span.contains(offset))
    return "\n".join(f"非正文（{place.why}），没有识读；右键可恢复为正文" for place in found)


def show_lines(
    document: QTextDocument, ranges: Iterable[tuple[int, int]], *, is_shown: bool
) -> None:
    """Shows or hides lines: to be hidden they must lie wholly within one of `ranges` but for blanks."""
    for start, end in ranges:
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            words = block.text()
            first = block.position() + len(words) - len(words.lstrip())
            last = block.position() + len(words.rstrip())
            if is_shown or (start <= first and last <= end):
                block.setVisible(is_shown)
            block = block.next()
    document.markContentsDirty(0, document.characterCount())


def shared(place: Span, words: Span | None) -> Span:
    """The part of a place that lies in the selected words; the whole place where none are selected."""
    if words is None:
        return place
    return Span(max(place.start, words.start), min(place.end, words.end))
