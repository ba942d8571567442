"""审核结论 in short, where there is no room for all of its words."""

from __future__ import annotations

import re
from typing import NamedTuple


class _Short(NamedTuple):
    beginning: str
    head: str
    on_button: str
    in_cell: str


_KNOWN = (
    _Short("同意", "同意销号", "同意", "√同意"),
    _Short("暂缓", "暂缓销号", "暂缓", "‖暂缓"),
    _Short("不予", "不予销号", "退回", "×退回"),
    _Short("转持续", "转持续整改", "转持续", "→持续"),
)
# What stands before the first bracket or blank. Sample: "暂缓销号（补充佐证）"
_HEAD = re.compile(r"[^（(\s]+")


def short_verdict(verdict: str) -> str:
    """The words for a button: 同意销号 → 同意. Of others four signs, as two may begin alike: 同意延期."""
    match = _HEAD.match(verdict)
    head = match.group() if match else verdict
    return next((known.on_button for known in _KNOWN if known.head == head), head[:4])


def signed_verdict(verdict: str) -> str:
    """Sign and words for a cell: 同意销号 → √同意; of others the first two signs."""
    found = (known.in_cell for known in _KNOWN if verdict.startswith(known.beginning))
    return next(found, f"■{verdict[:2]}")
