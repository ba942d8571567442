"""Paragraphs with which a document ends: signature, date, farewell, outlook."""

from __future__ import annotations

import re

from importers.cues import pattern

# A signature or date. Samples: "中共某县水务局党组", "2025年9月10日"
_SIGNATURE = re.compile(
    r"[^。,;:]{2,40}(?:党组|党委|委员会|总支|支部|局|公司|学院|大学|政府|办公室|中心)|\d{4}年?\d{1,2}月?\d{0,2}日?|[〇零一二三四五六七八九十○]{4}年.{2,7}日"
)
# What the whole body will do. Samples: "下一步,街道党工委将", "今后,我局将"
_BODY_WILL = re.compile(
    r"[一-鿿]{2,3},?(?:[一-鿿]{0,10}(?:党委|党组|工委|党总支|党支部|集团|公司)|我[一-鿿])将"
)


def takes_leave(words: str, *, plain: bool = True) -> bool:
    """Whether a paragraph is a signature, a date, a farewell or, where it is `plain`, an outlook."""
    if is_signature(words) or pattern("closing", "closing").search(words):
        return True
    return plain and _is_outlook(words)


def is_signature(words: str) -> bool:
    """Whether a paragraph is the name of a body or a date, as they stand at the foot."""
    return _SIGNATURE.fullmatch(words) is not None


def _is_outlook(words: str) -> bool:
    """Whether a paragraph says what comes next, of the rectification or of the body as a whole."""
    if not words.startswith(("下一步", "下步", "今后")):
        return False
    return "整改" in words or _BODY_WILL.match(words) is not None
