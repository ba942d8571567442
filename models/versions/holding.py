"""Whether what was said of a problem of one version holds for that problem in the next: not a word is different."""

from __future__ import annotations

from functools import cached_property

from models.ids import NodeId
from models.notice import Notice
from models.source import Span, squeeze
from models.versions.problems import Problem


class Holding:
    """Two versions of a notice, held against each other word by word.

    Attributes:
        has_marked_words: a person marked words of the old one as 非正文, so that it may be read otherwise.
    """

    def __init__(self, old: Notice, new: Notice) -> None:
        self.old, self.new = old, new
        self.has_marked_words = bool(old.reading.guidance.cluttered)

    def holds_on(self, before: Problem, after: Problem) -> bool:
        """Whether a judgement of `before`, a problem of the old version, holds for `after`, one of the new.

        Where a person marked words as 非正文, what belongs to a problem is read otherwise: then all that either of
        the two has must stand in both texts, in one piece.
        """
        if before.says_the_same(after):
            return True
        if not self.has_marked_words:
            return False
        was, now = _whole(self.old, before.id), _whole(self.new, after.id)
        return bool(was and now) and self._is_one_piece(was, now)

    def stands_on(self, words: str) -> bool:
        """Whether squeezed words stand in the new text at least as often as in the old one."""
        return _stands_on(words, self._old_words, self._new_words)

    def stood_before(self, words: str) -> bool:
        """Whether squeezed words stood in the old text at least as often as in the new one."""
        return _stands_on(words, self._new_words, self._old_words)

    @cached_property
    def _old_words(self) -> str:
        return squeeze(self.old.text)

    @cached_property
    def _new_words(self) -> str:
        return squeeze(self.new.text)

    def _is_one_piece(self, was: str, now: str) -> bool:
        """Whether both, as far as they reach in the old text, are the same words in the new one."""
        start = self._old_words.find(was)
        end = start + len(was)
        at = self._old_words.find(now, max(0, start - len(now)))
        if start < 0 or not 0 <= at <= end:
            return False
        return self._old_words[min(at, start) : max(at + len(now), end)] in self._new_words


def _stands_on(words: str, before: str, after: str) -> bool:
    return after.count(words) >= max(before.count(words), 1)


def _whole(notice: Notice, problem: NodeId) -> str:
    """All from the first to the last word of a problem and what is below it; empty where it was typed."""
    nodes = (notice.outline.node(problem), *notice.outline.walk(problem))
    spans = [part.span for node in nodes for part in node.spans]
    if not spans:
        return ""
    whole = Span(min(spans).start, max(span.end for span in spans))
    return squeeze(whole.of(notice.text))
