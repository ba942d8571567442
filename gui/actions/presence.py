"""What is there for actions to work on, as the window shows it now."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from gui.actions.spec import Need
from models.ids import NodeId
from models.outline import Outline

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def present(window: MainWindow) -> Need:
    """All that the window has for its actions at this moment."""
    desk, place = window.open_desk, window.versions.place
    conditions = {
        Need.DESK: desk.desk is not None,
        Need.WRITABLE: desk.is_writable,
        Need.NOTICE: window.is_reviewing,
        Need.FINDING: window.findings.current_finding() is not None,
        Need.VERSIONS: place.count > 1,
        Need.FORMER: place.former is not None,
        Need.UNDO: desk.undo_label is not None,
        Need.REDO: desk.redo_label is not None,
    }
    there = (need for need, holds in conditions.items() if holds)
    return reduce(or_, there, _of_node(desk.outline, window.current_node()))


def _of_node(outline: Outline | None, node_id: NodeId | None) -> Need:
    if outline is None or node_id is None or not outline.has_node(node_id):
        return Need.NOTHING
    is_judged = outline.lowest_problem_of(node_id) is not None
    return Need.NODE | Need.LOWEST if is_judged else Need.NODE
