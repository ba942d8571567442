"""How a file stands to the notice that it is a version of, in words."""

from __future__ import annotations

from models.file_names import shown_name
from models.library import FormerVersion


def former_words(former: FormerVersion) -> str:
    """How a file stands to the notice it is a version of, in Chinese."""
    name = shown_name(former.name)
    if not former.is_sure:
        return f"可能是“{name}”的新版本，请核对后用“设为新版本”确认"
    if former.is_earlier:
        return f"较早的一稿，排在“{name}”之前"
    words = f"上一稿是“{name}”"
    if former.carried:
        words += f"，沿用审核 {former.carried} 条"
    if former.corrected:
        words += f"，沿用更正 {former.corrected} 处"
    if former.to_review:
        words += f"，有改动须重新审核 {former.to_review} 条"
    return words
