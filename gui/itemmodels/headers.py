"""What stands above the columns of tables and trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt


@dataclass(frozen=True, slots=True)
class Header:
    """The title of a column, and what it means, for the tool tip."""

    title: str
    explanation: str


def header_words(
    headers: Mapping[int, Header], section: int, orientation: Qt.Orientation, role: int
) -> str | None:
    """What `headerData` says of a column; None for rows, for columns that are not there and for other roles."""
    header = headers.get(section) if orientation is Qt.Orientation.Horizontal else None
    if header is None:
        return None
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return header.title
        case Qt.ItemDataRole.ToolTipRole:
            return header.explanation
    return None
