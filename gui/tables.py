"""What all tables of the window have in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView


def set_up_table(table: QTableView, widths: Mapping[int, int] | None = None) -> None:
    """Titles at the left, no row numbers, long words end in …; Tab leaves the table, `widths` by column."""
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in (widths or {}).items():
        header.resizeSection(column, width)


def set_up_list(table: QTableView, widths: Mapping[int, int] | None = None) -> None:
    """A table whose rows are chosen whole, one at a time, and not written in."""
    set_up_table(table, widths)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
