"""Which 稿 a file is, as its name or its first lines say."""

from __future__ import annotations

import re

from models.values import VersionLabel

# Sample: "整改通报（送审稿）.docx", "通报-修改稿2", "整改情况通报 定稿"
_SAID = (
    (VersionLabel.DRAFT, re.compile(r"送审稿|送审版|征求意见稿|讨论稿|审议稿|初稿|草稿")),
    (VersionLabel.REVISED, re.compile(r"修改稿|修订稿|修改版|修订版|[二三四五六]稿")),
    (VersionLabel.PUBLISHED, re.compile(r"公开稿|公开版|公布稿|发布稿|定稿|终稿")),
)
_HEAD = 200

# In the order in which a notice goes through them.
ORDER = tuple(label for label, _ in _SAID)


def version_label(file_name: str, text: str) -> VersionLabel | None:
    """The version that the file name says, else the head of the text in brackets; None where neither does."""
    return _found(file_name) or _found("".join(_IN_BRACKETS.findall(text[:_HEAD])))


# Sample: "（送审稿）"
_IN_BRACKETS = re.compile(r"[（(【〔][^（()）]{2,8}[)）】〕]")


def _found(words: str) -> VersionLabel | None:
    """The label that is named last: 修改稿 of a 送审稿 is a 修改稿."""
    places = [(match.start(), label) for label, form in _SAID for match in form.finditer(words)]
    return max(places, key=lambda place: place[0])[1] if places else None
