from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from gui.actions.spec import ActionSpec, Need
from gui.actions.table import ActionTable, all_specs
from gui.icons import NAMES, forget_icons, icon
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.verdicts import short_verdict
from models import labels

SPECS = all_specs(labels.VERDICTS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_action_has_text_tooltip_and_icon(spec: ActionSpec) -> None:
    assert spec.text
    assert len(spec.tooltip) >= 2
    assert spec.icon in NAMES
    assert callable(spec.handler)


def test_ids_and_shortcuts_are_unique() -> None:
    for things in (
        [spec.id for spec in SPECS],
        [keys for spec in SPECS for keys in spec.shortcuts],
    ):
        assert [thing for thing, count in Counter(things).items() if count > 1] == []


def test_shortcuts_are_keys_that_qt_knows(qtbot: QtBot) -> None:
    table = ActionTable(labels.VERDICTS)
    for spec in SPECS:
        shown = [keys.toString() for keys in table[spec.id].shortcuts()]
        assert all(shown), spec.id
        assert len(shown) == len(spec.shortcuts)


@pytest.mark.parametrize("meaning", NAMES)
def test_every_icon_exists(qtbot: QtBot, meaning: str) -> None:
    assert not icon(meaning).isNull()


def test_unknown_icon_is_empty_and_does_no_harm(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert icon("nonsense").isNull()
    monkeypatch.setitem(NAMES, "broken", "no-such-name-in-the-font")
    assert icon("broken").isNull()
    forget_icons()


def test_actions_are_enabled_when_all_their_needs_are_there(qtbot: QtBot) -> None:
    table = ActionTable(labels.VERDICTS)
    table.enable(Need.DESK | Need.NOTICE)
    assert table["export"].isEnabled()
    assert table["next"].isEnabled()
    assert not table["reword"].isEnabled()
    table.enable(Need.DESK | Need.JUDGE)
    assert table["reword"].isEnabled()
    assert table["verdict_1"].isEnabled()


@pytest.mark.parametrize(
    ("verdict", "short"),
    [
        ("同意销号", "同意"),
        ("暂缓销号（补充佐证）", "暂缓"),
        ("不予销号（退回整改）", "退回"),
        ("转持续整改", "转持续"),
        ("同意延期", "同意延期"),
        ("请示分管领导再定", "请示分管"),
        ("", ""),
    ],
)
def test_verdicts_fit_on_buttons(verdict: str, short: str) -> None:
    assert short_verdict(verdict) == short


def menu_ids(menu: QMenu) -> list[str]:
    found: list[str] = []
    for action in menu.actions():
        below = action.menu()
        found += menu_ids(below) if isinstance(below, QMenu) else [action.objectName()]
    return found


def test_every_action_stands_in_a_menu(open_window: object, window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    assert [menu.title()[:2] for menu in menus if isinstance(menu, QMenu)] == [
        "文件", "编辑", "视图", "审核", "校核", "帮助",
    ]  # fmt: skip
    listed = {one for menu in menus if isinstance(menu, QMenu) for one in menu_ids(menu)}
    assert {spec.id for spec in SPECS} <= listed


def test_toolbar_fits_at_1366_pixels(window: MainWindow) -> None:
    window.dress()
    window.resize(1366, 768)
    buttons = window.bars.toolbar.findChildren(QToolButton)
    extension = [b for b in buttons if b.objectName() == "qt_toolbar_ext_button"]
    assert not any(button.isVisible() for button in extension)
    assert window.bars.toolbar.sizeHint().width() <= 1366
    assert window.search_field.isVisible()


def test_bars_follow_the_verdicts_of_the_settings(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    settings.verdicts = ("通过", "不通过")
    window.bars.rebuild()
    assert window.bars.table["verdict_2"].text() == "不通过"
    with pytest.raises(KeyError):
        window.bars.table["verdict_3"]
    qtbot.waitUntil(window.search_field.isVisible)
    assert len(window.menuBar().actions()) == 6
