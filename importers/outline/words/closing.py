"""Paragraphs with which a document ends: signature, date, farewell, outlook."""

from __future__ import annotations

import re
from functools import cache

from importers.cues import any_word, group, pattern

_TABLE = "closing"
# A date alone on its line, damaged ones too. Samples: "2025年9月10日", "2025910日", "2025-09-10", "二〇二五年九月十日"
SIGNED_DATE = r"(?:\d{4}年?\d{1,2}月?\d{0,2}日?|\d{4}[-./]\d{1,2}[-./]\d{1,2}|[〇零一二三四五六七八九十○]{4}年.{2,7}日)"


def takes_leave(words: str, *, plain: bool = True) -> bool:
    """Whether a paragraph is a signature, a date, a farewell or, where it is `plain`, an outlook."""
    if is_signature(words) or pattern(_TABLE, "closing").search(words):
        return True
    return plain and is_outlook(words)


def is_signature(words: str) -> bool:
    """Whether a paragraph is the name of a body or a date, as they stand at the foot."""
    return _signature().fullmatch(words) is not None


def is_outlook(words: str) -> bool:
    """Whether a paragraph says what comes next, of the rectification or of the body as a whole."""
    if not words.startswith(group(_TABLE, "outlook")):
        return False
    return "整改" in words or _body_will().match(words) is not None


@cache
def _signature() -> re.Pattern[str]:
    # Samples: "中共某县水务局党组", "2025年9月10日"
    return re.compile(rf"[^。,;:]{{2,40}}{any_word(_TABLE, 'signed')}|{SIGNED_DATE}")


@cache
def _body_will() -> re.Pattern[str]:
    # What the whole body will do. Samples: "下一步,街道党工委将", "今后,我局将", "下一步,村党支部一是"
    body = rf"[一-鿿]{{0,10}}{any_word(_TABLE, 'body_will')}|我[一-鿿]"
    return re.compile(rf"[一-鿿]{{2,3}},?(?:{body})(?:将|,?一是)")
