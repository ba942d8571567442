"""Tab goes through a dialog as the eye does: downwards, and from left to right."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.clutter_dialog import ClutterDialog
from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.facts_dialog import FactsDialog
from gui.dialogs.first_start_dialog import FirstStartDialog
from gui.dialogs.former_dialog import FormerDialog
from gui.dialogs.history_dialog import HistoryDialog
from gui.dialogs.settings_dialog import SettingsDialog
from gui.settings import Settings
from models.ids import NoticeId
from tests.gui.conftest import RecordedMessages
from tests.models.outlines import notice_of

Build = Callable[[Settings], QDialog]


def facts(_: Settings) -> QDialog:
    dialog = FactsDialog()
    dialog.show_notice(notice_of("problem 1 学习不够。"))
    return dialog


DIALOGS: dict[str, Build] = {
    "facts": facts,
    "settings": SettingsDialog,
    "first start": lambda _: FirstStartDialog(RecordedMessages()),
    "export": ExportDialog,
    "former": lambda _: FormerDialog("甲", [(NoticeId(1), "乙")]),
    "history": lambda _: HistoryDialog(),
    "clutter": lambda _: ClutterDialog(),
}


def stops(dialog: QDialog) -> list[QWidget]:
    """Where Tab stops, from the field that has the focus at first."""
    first = dialog.focusWidget() or dialog
    chain, widget = [first], first.nextInFocusChain()
    while widget is not first:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    return [
        one
        for one in chain
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and one.isEnabled()
        and not one.focusProxy()
    ]


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_never_goes_up_or_back(name: str, qtbot: QtBot, settings: Settings) -> None:
    dialog = DIALOGS[name](settings)
    qtbot.addWidget(dialog)
    dialog.show()
    places = [QRect(one.mapTo(dialog, QPoint(0, 0)), one.size()) for one in stops(dialog)]
    assert len(places) > 2
    for before, after in pairwise(places):
        assert after.bottom() >= before.top()
        is_beside = after.top() <= before.bottom() and before.top() <= after.bottom()
        assert not is_beside or after.left() >= before.left()
