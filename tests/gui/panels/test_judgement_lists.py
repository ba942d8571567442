"""Lists of the judgement: what keys do to them, and what stands beside them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.ids import NodeId
from models.node import Node
from models.values import Status
from tests.gui.panels.judging import Judging
from tests.gui.review_fixtures import labelled

_MOVES = ("Key_Down", "Key_Up", "Key_Home", "Key_End", "Key_PageUp", "Key_PageDown")


@pytest.mark.parametrize("name", ["status", "assessed", "stage", "verdict", "limit_class"])
def test_keys_change_no_list_that_is_closed(qtbot: QtBot, name: str) -> None:
    judging = Judging(qtbot, 3)
    combo = getattr(judging.panel, name)
    judging.panel.activateWindow()
    combo.setFocus()
    before = combo.currentIndex()
    for move in _MOVES:
        qtbot.keyClick(combo, Qt.Key[move])
        combo.hidePopup()
    qtbot.keyClicks(combo, "nd5")
    assert combo.currentIndex() == before
    assert judging.labels == []


def test_opened_list_is_chosen_from_by_keys(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.activateWindow()
    judging.panel.status.setFocus()
    qtbot.keyClick(judging.panel.status, Qt.Key.Key_Down)
    opened = judging.panel.status.view()
    assert opened.isVisible()
    qtbot.keyClick(opened, Qt.Key.Key_Down)
    qtbot.keyClick(opened, Qt.Key.Key_Return)
    assert judging.notice.outline.node(NodeId(3)).status is Status.PHASED


def test_quoted_words_are_joined_without_a_doubled_stop(qtbot: QtBot) -> None:
    draft = labelled()
    draft.records = [
        replace(one, status_quote="已完成。", touched=frozenset({"status"}))
        if isinstance(one, Node) and one.id == 3
        else one
        for one in draft.records
    ]
    panel = Judging(qtbot, 3, draft.notice()).panel
    assert panel.quote.toolTip() == "原文：已完成，已更正识读"
