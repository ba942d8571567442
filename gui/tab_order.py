"""The way Tab takes through a dialog; Qt would take that in which the fields were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def set_tab_order(*stops: QWidget) -> None:
    """Lets Tab go from each of `stops` to the next."""
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)
