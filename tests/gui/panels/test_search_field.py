from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.panels.search_field import SearchField
from models.source import Span
from tests.gui.conftest import ids_of


@pytest.fixture
def field(window: MainWindow) -> SearchField:
    window.show_notice(ids_of(window)[0])
    return window.search_field


def listed(field: SearchField) -> list[str]:
    found = field.completer().model()
    return [str(found.index(row, 0).data()) for row in range(found.rowCount())]


def test_typing_lists_notices_and_places(
    field: SearchField, qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClicks(field, "x")
    field.setText("民政局")
    field.search()
    assert listed(field) == ["材料：中共岚川县民政局党组"]
    field.setText("第一议题")
    field.search()
    assert field.places
    assert all("【“第一议题”】" in words or "【第一议题】" in words for words in listed(field)[:3])
    field.setText("根本没有的话")
    field.search()
    assert listed(field) == ["没有找到"]


def test_many_places_are_counted(field: SearchField) -> None:
    field.setText("整改")
    field.search()
    assert len(field.places) > 30
    assert listed(field)[-1].startswith(f"共 {len(field.places)} 处")


def test_enter_goes_from_place_to_place_and_begins_anew(
    field: SearchField, qtbot: QtBot, window: MainWindow
) -> None:
    visited: list[Span] = []
    field.place_chosen.connect(visited.append)
    field.setText("第一议题")
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    window.bars.table["find_next"].trigger()
    assert visited == field.places[:3]
    assert window.status_line.hint_label.text() == f"第 3 处，共 {len(field.places)} 处"
    assert window.review.source_panel.isVisible()


def test_enter_opens_the_notice_of_that_name(
    field: SearchField, qtbot: QtBot, window: MainWindow
) -> None:
    field.setText("民政局")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == ids_of(window)[1]


def test_nothing_found_is_said(field: SearchField, qtbot: QtBot, window: MainWindow) -> None:
    field.setText("根本没有的话")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.status_line.hint_label.text() == "没有找到“根本没有的话”"
    window.status_line.hint("")
    field.clear()
    field.go_next()
    assert window.status_line.hint_label.text() == ""


def test_choosing_from_the_list_keeps_the_words(field: SearchField, qtbot: QtBot) -> None:
    field.setText("第一议题")
    field.search()
    found = field.completer().model()
    second = (
        next(row for row in range(found.rowCount()) if "【" in str(found.index(row, 0).data())) + 1
    )
    with qtbot.waitSignal(field.place_chosen) as waiting:
        field.completer().activated[QModelIndex].emit(found.index(second, 0))
    assert waiting.args[0] in field.places
    assert field.completer().pathFromIndex(found.index(second, 0)) == "第一议题"
    field.setText("民政局")
    field.search()
    with qtbot.waitSignal(field.notice_chosen):
        field.completer().activated[QModelIndex].emit(found.index(0, 0))


def test_typing_searches_after_a_pause(
    field: SearchField, qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    window.bars.table["find"].trigger()
    qtbot.keyClicks(field, "17")
    qtbot.waitUntil(lambda: bool(field.places))
    field.completer().popup().hide()


def test_search_filters_the_table_of_the_round(window: MainWindow) -> None:
    window.search_field.setText("水务")
    assert window.centre.overview.table.model().rowCount() == 1
    window.search_field.clear()
    assert window.centre.overview.table.model().rowCount() == 2
