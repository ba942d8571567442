"""Taking a new reading of a notice in, with the reader left where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.source import Span

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from models.rereading import Rereading
    from services.rereading import Proposal


def adopt_in_place(
    window: MainWindow, proposal: Proposal, label: str | None = None, place: Span | None = None
) -> Rereading | None:
    """Adopts what was proposed, and goes back to the node that was current, or to `place` in 原文.

    Args:
        window: the window; the notice need not be the open one.
        proposal: one that has a reading.
        label: what the change goes by, else 重新识读.
        place: where the reader shall look, if they look at 原文.

    Returns:
        What is different now; None where nothing has changed, and the window has said why.
    """
    desk = window.open_desk
    is_open = desk.notice is not None and desk.notice.id == proposal.notice_id
    node_id = window.review.current_node() if is_open else None
    is_in_source = is_open and window.review.source_panel.isVisible()
    found = desk.adopt(proposal, label)
    if found is None or not is_open:
        return found
    outline = desk.outline
    if node_id is not None and outline is not None and outline.has_node(node_id):
        window.review.select_node(node_id)
    if place is not None and is_in_source:
        window.review.return_to(place.start)
    return found
