"""Signs that show a text layer without use: fonts that do not say which characters they print."""

from __future__ import annotations

import re

# What stands where a font does not say what it prints: U+FFFD, private use, controls, "(cid:123)".
_UNKNOWN = re.compile(
    r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\(cid:\d{1,6}\)|[\U000f0000-\U0010fffd]"
)
# Radicals that stand for the characters they look like. Sample: "⼯" for "工"
_RADICALS = re.compile(r"[\u2e80-\u2ef3\u2f00-\u2fd5]")
_BLANKS = re.compile(r"\s+")

_UNREADABLE = 0.2  # of its signs unknown, and a text is of no use
_NOTABLE = 0.002
_MANY_RADICALS = 0.005


def is_unreadable(text: str) -> bool:
    """Whether so many signs are unknown that the text is of no use."""
    return _unknown_share(text) > _UNREADABLE


def notes_on(text: str) -> list[str]:
    """Chinese sentences on signs that a reviewer should know of."""
    notes = []
    unknown = len(_UNKNOWN.findall(text))
    if _unknown_share(text) > _NOTABLE:
        notes.append(f"有{unknown}个字符因字体缺少编码无法识别，请对照原文件核对")
    radicals = len(_RADICALS.findall(text))
    if radicals > len(text) * _MANY_RADICALS:
        notes.append(
            f"有{radicals}个汉字在文件中存为形近的部首符号，原样保留，识读时按相应汉字处理"
        )
    return notes


def _unknown_share(text: str) -> float:
    unknown = sum(1 for _ in _UNKNOWN.finditer(text))
    return unknown / max(len(_BLANKS.sub("", _UNKNOWN.sub("x", text))), 1)
