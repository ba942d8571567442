"""What views and delegates ask item models for, beyond the roles of Qt."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class OutlineRole(IntEnum):
    """Roles of `OutlineItemModel`; the values are domain objects."""

    NODE_ID = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    NUMBER = Qt.ItemDataRole.UserRole + 3
    ITEM_NO = Qt.ItemDataRole.UserRole + 4
    RUNS = Qt.ItemDataRole.UserRole + 5
    CONFIDENCE = Qt.ItemDataRole.UserRole + 6
    SEVERITY = Qt.ItemDataRole.UserRole + 7
    IS_ROLL_UP = Qt.ItemDataRole.UserRole + 8
    IS_MIXED = Qt.ItemDataRole.UserRole + 9


class OutlineColumn(IntEnum):
    """Columns of `OutlineItemModel`."""

    WORDS = 0
    STATUS = 1
    VERDICT = 2
    FINDINGS = 3
