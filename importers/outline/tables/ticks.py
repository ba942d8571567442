"""Columns that say the state of a problem by a tick: √ under 已完成, under 正在整改 or under 未完成."""

from __future__ import annotations

from collections.abc import Mapping

from importers.outline.tables.fields import state_of
from importers.outline.tables.grids import Grid
from models.values import Status

TICKS = frozenset("√✓✔☑●")
_FEWEST = 2  # columns: one alone is a column of states like any other
_MOSTLY = 0.8  # of the cells below must be ticks; a row of sums has figures there


def ticked_states(grid: Grid, header: tuple[int, int]) -> Mapping[int, Status]:
    """What a tick says in each column that is titled by a state; empty where a table has none.

    Args:
        grid: the table.
        header: first and last row of the titles.
    """
    found: dict[int, Status] = {}
    for row in (row for row in grid.rows if header[0] <= row.number <= header[1]):
        for column, cell in row.cells.items():
            state = state_of(grid.words(cell))
            if state is not None and state is not Status.UNSTATED:
                found[column] = state
    if len(found) < _FEWEST:
        return {}
    below = [
        grid.words(row.cells[column])
        for row in grid.rows
        if row.number > header[1]
        for column in found
        if column in row.cells
    ]
    ticks = sum(words in TICKS for words in below)
    return found if ticks and ticks >= _MOSTLY * len(below) else {}
