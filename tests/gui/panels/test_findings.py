from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.itemmodels.diagnostics_item_model import DiagnosticsItemModel, FindingColumn
from gui.main_window import MainWindow
from gui.panels.findings_panel import FindingsPanel
from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.source import Span
from tests.gui.conftest import RecordedMessages, ids_of

HINT = Diagnostic("K7", Severity.HINT, "编号不连续", nodes=(NodeId(5),))
SUSPECT = Diagnostic("K10", Severity.SUSPECT, "只有打算", (), (Span(3, 9),), ("下一步将",))
CLASH = Diagnostic(
    "K1", Severity.CONTRADICTION, "自报17，列出16", (), (Span(0, 2), Span(5, 8)), ("17个", "16个")
)


@pytest.fixture
def panel(qtbot: QtBot) -> FindingsPanel:
    made = FindingsPanel()
    qtbot.addWidget(made)
    made.show()
    made.show_findings([HINT, CLASH, SUSPECT])
    return made


def shown(findings: DiagnosticsItemModel) -> list[list[object]]:
    rows = range(findings.rowCount())
    return [[findings.index(row, column).data() for column in FindingColumn] for row in rows]


def test_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    findings = DiagnosticsItemModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(findings, fatal)
    findings.show_findings([HINT, CLASH], [SUSPECT], {SUSPECT.fingerprint: "已看"})
    findings.show_findings([CLASH])
    tester.deleteLater()


def test_most_serious_findings_come_first_with_sign_and_word(qtbot: QtBot) -> None:
    findings = DiagnosticsItemModel()
    findings.show_findings([HINT, CLASH], [SUSPECT], {SUSPECT.fingerprint: "有佐证"})
    assert shown(findings) == [
        ["▲ 不一致", "K1", "自报17，列出16"],
        ["○ 提示", "K7", "编号不连续"],
        ["✓ 经核无误", "K10", "只有打算（有佐证）"],
    ]
    place = findings.index(1, FindingColumn.MESSAGE, findings.index(0, 0))
    assert place.data() == "“16个”"
    assert findings.place_at(place) == Span(5, 8)
    assert findings.headerData(1, Qt.Orientation.Horizontal) == "编号"
    assert findings.headerData(1, Qt.Orientation.Vertical) is None


def test_enter_leads_to_the_first_place_and_each_place_to_its_own(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.place_chosen) as waiting:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert waiting.args == [Span(0, 2)]
    top = panel.tree.model().index(0, 0)
    panel.tree.setCurrentIndex(panel.tree.model().index(1, 0, top))
    with qtbot.waitSignal(panel.place_chosen) as waiting:
        panel.locate_button.click()
    assert waiting.args == [Span(5, 8)]


def test_finding_without_a_place_leads_to_its_node(panel: FindingsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.node_chosen) as waiting:
        panel.step(1)
        panel.step(1)
    assert waiting.args == [NodeId(5)]
    with qtbot.assertNotEmitted(panel.node_chosen):
        panel.step(1)


def test_control_enter_asks_to_put_aside(panel: FindingsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.waive_wanted) as waiting:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert waiting.args == [CLASH]
    panel.set_editable(False)
    assert not panel.waive_button.isEnabled()
    with qtbot.assertNotEmitted(panel.waive_wanted):
        panel.waive()


def test_one_that_is_put_aside_can_be_taken_up_again(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.show_findings([], [CLASH], {CLASH.fingerprint: "另有说明"})
    assert panel.summary.text() == "没有未核的校核结果。 · 经核无误 1"
    assert panel.waive_button.text() == "撤回经核无误"
    with qtbot.waitSignal(panel.unwaive_wanted) as waiting:
        panel.waive_button.click()
    assert waiting.args == [CLASH]


def test_summary_counts_by_word(panel: FindingsPanel) -> None:
    assert panel.summary.text() == "不一致 1 · 疑点 1 · 提示 1"
    panel.show_findings(None)
    assert "打开一份材料" in panel.summary.text()
    assert not panel.locate_button.isEnabled()


def test_menu_offers_the_same(panel: FindingsPanel) -> None:
    panel.tree.customContextMenuRequested.emit(panel.tree.rect().center())
    (menu,) = panel.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["定位原文", "经核无误…"]
    menu.close()


def test_finding_leads_to_the_words_in_the_source(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice(ids_of(window)[0])
    window.bars.table["findings"].trigger()
    assert window.findings_dock.isVisible()
    finding = window.findings.current_finding()
    assert finding is not None
    assert finding.severity is Severity.CONTRADICTION
    window.findings.locate_button.click()
    source = window.review.source_panel.text
    assert source.isVisible()
    assert source.caret() == finding.spans[0].start
    qtbot.waitUntil(lambda: source.viewport().rect().contains(source.cursorRect().center()))
    window.bars.table["findings"].trigger()
    assert not window.findings_dock.isVisible()


def test_waiving_takes_a_finding_away_and_undo_brings_it_back(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot
) -> None:
    window.show_notice(ids_of(window)[0])
    session = window.open_desk.session
    assert session is not None
    before = session.diagnostics
    messages.words = ["与附件核对过"]
    window.show_findings()
    window.bars.table["waive"].trigger()
    assert len(session.diagnostics) == len(before) - 1
    assert "经核无误 1" in window.findings.summary.text()
    assert "与附件核对过" in str(window.findings.tree.model().index(len(before) - 1, 2).data())
    window.bars.table["undo"].trigger()
    assert session.diagnostics == before
    assert "经核无误" not in window.findings.summary.text()


def test_waived_finding_is_taken_up_again_as_an_edit(
    window: MainWindow, messages: RecordedMessages
) -> None:
    window.show_notice(ids_of(window)[0])
    session = window.open_desk.session
    assert session is not None
    finding = session.diagnostics[0]
    messages.words = ["看过"]
    window.commands.put_aside(finding)
    window.commands.take_up_again(finding)
    assert session.waived == ()
    window.open_desk.undo()
    assert session.waived == (finding,)


@pytest.mark.parametrize(("words", "warned"), [(None, 0), ("  ", 1)])
def test_waiving_needs_a_reason(
    window: MainWindow, messages: RecordedMessages, words: str | None, warned: int
) -> None:
    window.show_notice(ids_of(window)[0])
    session = window.open_desk.session
    assert session is not None
    messages.words = [words]
    window.commands.put_aside(session.diagnostics[0])
    assert session.waived == ()
    assert len(messages.warned) == warned


def test_checking_again_says_so(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    window.bars.table["recheck"].trigger()
    assert window.status_line.hint_label.text() == "已重新校核"
