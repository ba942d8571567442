from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.panels.damage_panel import DamagePanel
from gui.text.damage_marks import pieces
from models.facts import Claim, ClaimSubject, Damage
from models.ids import NodeId
from models.library import ReadFile
from models.node import NodeKind
from models.notice import Notice
from models.source import Span
from services.workspace import Workspace
from tests.gui.conftest import ids_of
from tests.gui.review_fixtures import labelled

Place = tuple[str, str, tuple[str, ...]]
PLACES: tuple[Place, ...] = (
    ("开展理论学习5次", "开展理论学习15次", ("开展理论学习15次", "开展理论学习51次")),
    ("河道清理不及时", "河道清理不够及时", ()),
)


def damaged_notice() -> Notice:
    notice = labelled().notice()
    for number, (printed, reading, others) in enumerate(PLACES, 1):
        start = notice.text.index(printed)
        span = Span(start, start + len(printed))
        notice.outline.put(Damage(number, span, printed, reading, others))
    return notice


@pytest.fixture
def panel(qtbot: QtBot) -> DamagePanel:
    made = DamagePanel()
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show_notice(damaged_notice())
    made.show()
    return made


@pytest.fixture
def window(
    tmp_path: Path, read_samples: dict[str, ReadFile], open_window: Callable[..., MainWindow]
) -> MainWindow:
    """A window on a notice with two damaged places, the first of them a total."""
    file = read_samples["linlan"]
    text = file.source.text
    first = Span(text.index("20"), text.index("20") + 4)
    second = Span(first.end + 30, first.end + 36)
    damage = (
        Damage(1, first, first.of(text), "2个方面16个问题", ("2个方面16个问题", "21个方面")),
        Damage(2, second, second.of(text), "别的"),
    )
    claim = Claim(
        99, ClaimSubject.OTHER, 2.0, first.of(text), first, damaged=True, candidates=(16.0, 216.0)
    )
    reading = replace(file.reading, damage=damage, claims=(claim,))
    with Workspace.open(tmp_path / "缺字.duizhang") as workspace:
        workspace.add(replace(file, reading=reading))
    made = open_window(tmp_path / "缺字.duizhang")
    made.show_notice(ids_of(made)[0])
    return made


def test_panel_lists_places_with_words_around_and_reading(panel: DamagePanel) -> None:
    rows = [[panel.table.item(row, column).text() for column in (0, 2, 3, 4)] for row in range(2)]
    assert rows == [
        ["开展理论学习5次", "开展理论学习15次（另有其他读法）", "低", "未定"],
        ["河道清理不及时", "河道清理不够及时", "低", "未定"],
    ]
    around = panel.table.item(0, 1)
    assert around is not None
    assert "【开展理论学习5次】" in around.text()
    assert panel.summary.text() == "共 2 处 · 未定 2"
    assert [panel.reading.itemText(at) for at in range(panel.reading.count())] == [
        "开展理论学习15次",
        "开展理论学习51次",
    ]


def test_panel_enter_leads_to_the_words(panel: DamagePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.place_chosen) as waiting:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert waiting.args[0] == panel.current().span


def test_panel_takes_the_chosen_candidate(panel: DamagePanel, qtbot: QtBot) -> None:
    panel.reading.setCurrentIndex(1)
    with qtbot.waitSignal(panel.decided) as waiting:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert waiting.args == [1, True, "开展理论学习51次"]


def test_panel_refuses_by_key(panel: DamagePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.decided) as waiting:
        qtbot.keyClick(panel.table, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert waiting.args[:2] == [1, False]


def test_panel_that_may_not_be_edited_decides_nothing(panel: DamagePanel, qtbot: QtBot) -> None:
    panel.set_editable(False)
    assert not panel.accept_button.isEnabled()
    with qtbot.assertNotEmitted(panel.decided):
        panel.accept()
        panel.decline()


@pytest.mark.parametrize(
    ("notice", "words"),
    [(None, "打开一份材料"), (labelled().notice(), "没有发现缺字错漏")],
    ids=["none", "sound"],
)
def test_panel_without_places_says_so(
    panel: DamagePanel, notice: Notice | None, words: str
) -> None:
    panel.show_notice(notice)
    assert words in panel.summary.text()
    panel.locate()
    assert not panel.accept_button.isEnabled()


def test_accepting_in_window_confirms_total_goes_on_and_is_one_step_to_undo(
    window: MainWindow,
) -> None:
    window.damage_dock.toggle()
    panel = window.damage_dock.panel
    panel.accept()
    outline = window.open_desk.outline
    assert outline is not None
    assert [place.accepted for place in outline.damage()] == [True, None]
    assert [(claim.value, claim.confirmed) for claim in outline.claims()] == [(16.0, True)]
    assert panel.table.currentRow() == 1
    assert panel.summary.text() == "共 2 处 · 未定 1 · 已采纳 1"
    panel.decline()
    assert panel.open_count == 0
    panel.reopen()
    assert panel.open_count == 1
    for _ in range(3):
        window.open_desk.undo()
    outline = window.open_desk.outline
    assert outline is not None
    assert [place.accepted for place in outline.damage()] == [None, None]
    assert not outline.claims()[0].confirmed
    assert panel.open_count == 2


def test_dock_counts_places_and_its_action_follows(window: MainWindow) -> None:
    assert window.damage_dock.windowTitle() == "缺字错漏 2"
    action = window.bars.table["damage"]
    action.trigger()
    assert window.damage_dock.isVisible()
    assert action.isChecked()
    action.trigger()
    assert not window.damage_dock.isVisible()
    assert not action.isChecked()


def test_place_in_dock_leads_to_source(window: MainWindow) -> None:
    window.damage_dock.toggle()
    window.damage_dock.panel.locate()
    text = window.review.source_panel.text
    assert text.isVisible()
    place = window.damage_dock.panel.current()
    assert place is not None
    assert text.caret() == place.span.start


def test_source_underlines_damage_and_says_reading(window: MainWindow, qtbot: QtBot) -> None:
    window.damage_dock.toggle()
    panel = window.damage_dock.panel
    panel.locate()
    text = window.review.source_panel.text
    dashed = [
        one.cursor.selectedText()
        for one in text.extraSelections()
        if one.format.underlineStyle() == QTextCharFormat.UnderlineStyle.DashUnderline
    ]
    assert panel.current().printed in dashed
    at = text.cursorRect().center() + QPoint(4, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, at, text.viewport().mapToGlobal(at))
    QApplication.sendEvent(text.viewport(), event)
    assert "疑为“2个方面16个问题”，也可能是“21个方面”（未定）" in QToolTip.text()
    QToolTip.hideText()
    panel.decline()
    text.tint()
    assert panel.open_count == 1


def test_compare_marks_damage_of_node_and_links_to_it(window: MainWindow, qtbot: QtBot) -> None:
    outline = window.open_desk.outline
    notice = window.open_desk.notice
    assert outline is not None
    assert notice is not None
    measure = next(node for node in outline.walk() if node.kind is NodeKind.MEASURE and node.body)
    first = measure.body[0]
    outline.put(Damage(7, Span(first.start, first.start + 3), "甲乙丙", "甲乙丁丙"))
    window.show_node(NodeId(measure.id))
    window.review.after_edit(None)
    assert "［疑为“甲乙丁丙”］" in window.review.compare_panel.text.toPlainText()


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ([], [(10, 20, False)]),
        ([(12, 14)], [(10, 12, False), (12, 14, True), (14, 20, False)]),
        ([(5, 11), (18, 30)], [(10, 11, True), (11, 18, False), (18, 20, True)]),
        ([(1, 5), (12, 15), (13, 14)], [(10, 12, False), (12, 15, True), (15, 20, False)]),
        ([(0, 40)], [(10, 20, True)]),
    ],
    ids=["sound", "inside", "ends", "overlapping", "whole"],
)
def test_pieces_cut_words_where_damage_begins_and_ends(
    damaged: list[tuple[int, int]], expected: list[tuple[int, int, bool]]
) -> None:
    found = pieces(Span(10, 20), [Span(*place) for place in damaged])
    assert [(span.start, span.end, is_damaged) for span, is_damaged in found] == expected
