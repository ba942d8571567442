"""Differences as lines of a tree: by sort, each with the place it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gui.dialogs.difference_words import from_first_difference
from gui.wording import shortened
from models.rereading import Difference, DifferenceSort

SORTS = {
    DifferenceSort.ADDED: "新增",
    DifferenceSort.REMOVED: "删除",
    DifferenceSort.CHANGED: "改动",
    DifferenceSort.KEPT: "保留的人工内容",
}
_SIGNS = {
    DifferenceSort.ADDED: "＋",
    DifferenceSort.REMOVED: "－",
    DifferenceSort.CHANGED: "≠",
    DifferenceSort.KEPT: "√",
}
PLACE = Qt.ItemDataRole.UserRole
_WIDTHS = (290, 120, 220)
_WORDS = 80  # signs of the words in a cell; the tip shows more
_TIP = 600
_MANY = 10


def set_up(tree: QTreeWidget, titles: Sequence[str], name: str) -> None:
    """Makes a tree ready for differences."""
    tree.setHeaderLabels(list(titles))
    tree.setAccessibleName(name)
    tree.setToolTip("回车或双击到所说的地方")
    tree.setAlternatingRowColors(True)
    tree.setExpandsOnDoubleClick(False)
    tree.setUniformRowHeights(True)
    header = tree.header()
    for column, width in enumerate(_WIDTHS):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, width)
    header.setStretchLastSection(True)


def add_groups(
    parent: QTreeWidget | QTreeWidgetItem, differences: Sequence[Difference]
) -> list[QTreeWidgetItem]:
    """Adds a group for each sort that there is, with a line for each difference; gives the groups."""
    groups = []
    for sort in DifferenceSort:
        lines = [one for one in differences if one.sort is sort]
        if not lines:
            continue
        group = QTreeWidgetItem([f"{_SIGNS[sort]} {SORTS[sort]} {len(lines)}", "", "", ""])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.addChildren([_line(one) for one in lines])
        if isinstance(parent, QTreeWidget):
            parent.addTopLevelItem(group)
        else:
            parent.addChild(group)
        group.setExpanded(sort is not DifferenceSort.KEPT or len(lines) <= _MANY)
        groups.append(group)
    return groups


def totals(differences: Sequence[Difference]) -> str:
    """新增 2 · 改动 5; empty where there are none."""
    counts = ((sort, sum(one.sort is sort for one in differences)) for sort in DifferenceSort)
    return " · ".join(
        f"{SORTS[sort]} {count}"
        for sort, count in counts
        if count and sort is not DifferenceSort.KEPT
    )


def _line(one: Difference) -> QTreeWidgetItem:
    cells = (one.subject, one.what, one.before, one.after)
    shown = (one.subject, one.what, *from_first_difference(one.before, one.after))
    item = QTreeWidgetItem([shortened(words, _WORDS) for words in shown])
    for column, words in enumerate(cells):
        item.setToolTip(column, words[:_TIP])
    item.setData(0, PLACE, one)
    return item
