"""How a file stands to the notice that it is a version of, in words."""

from __future__ import annotations

from models.file_names import shown_name
from models.library import Predecessor


def predecessor_words(predecessor: Predecessor) -> str:
    """How a file stands to the notice it is a version of, in Chinese."""
    name = shown_name(predecessor.name)
    if not predecessor.is_sure:
        return f"可能是“{name}”的新版本，请核对后用“设为新版本”确认"
    if predecessor.is_earlier:
        return f"较早的一稿，排在“{name}”之前"
    words = f"上一稿是“{name}”"
    if predecessor.carried:
        words += f"，沿用审核 {predecessor.carried} 条"
    if predecessor.to_review:
        words += f"，内容有改动须重新审核 {predecessor.to_review} 条"
    return words
