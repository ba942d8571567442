from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QTableWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.about_dialog import VERSION
from gui.dialogs.facts_dialog import FactsDialog
from gui.dialogs.history_dialog import HistoryDialog
from gui.main_window import MainWindow
from gui.settings import Purpose, Settings
from models import labels, operations
from models.annotation import Person
from models.errors import StorageError
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NoticeId
from models.notice import Notice, Reading
from models.outline import Outline
from models.source import SourceText, Span
from models.values import NoticeKind
from tests.gui.clicking import double_click
from tests.gui.conftest import PERSON, RecordedMessages, ids_of

PROJECT = Path(__file__).parents[3]
TEXT = "某局党组整改通报 2025114日反馈 完成率97.7% 其中立行立改约12个"


def small_notice() -> Notice:
    records = (
        Fact(FactName.UNIT, "某局党组", "某局党组", Span(0, 4)),
        Fact(FactName.FEEDBACK_DATE, None, "2025114日", Span(9, 17), ("2025-01-14", "2025-11-04")),
        Fact(FactName.PUBLISHED, "2025-12", None, confirmed=True),
        Fact(FactName.ROUND, "第三轮", "第3轮", Span(0, 2), confirmed=True),
        Claim(1, ClaimSubject.RATE_PERCENT, 97.7, "97.7%", Span(23, 28), of=ClaimSubject.DONE),
        Claim(2, ClaimSubject.DONE, 12.0, "约12个", Span(35, 39), 44, vague=True, confirmed=True),
        Damage(3, Span(9, 17), "2025114日", "2025年1月14日", ("2025年11月4日",)),
    )
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "测试")
    source = SourceText(TEXT, "甲.txt", "0" * 64, "plain_text")
    return Notice(NoticeId(1), source, reading, Outline(len(TEXT), records))


@pytest.fixture
def facts(qtbot: QtBot) -> FactsDialog:
    dialog = FactsDialog()
    qtbot.addWidget(dialog)
    dialog.show_notice(small_notice())
    dialog.show()
    return dialog


def cell(table: QTableWidget, row: int, column: int) -> str:
    found = table.item(row, column)
    assert found is not None
    return found.text()


def row_of(name: FactName) -> int:
    return list(FactName).index(name)


def test_facts_show_value_and_printed_words(facts: FactsDialog) -> None:
    table = facts.facts_table
    feedback, published = row_of(FactName.FEEDBACK_DATE), row_of(FactName.PUBLISHED)
    assert cell(table, row_of(FactName.UNIT), 1) == "某局党组"
    assert cell(table, feedback, 1) == ""
    assert cell(table, feedback, 2) == "2025114日（可能是：2025-01-14、2025-11-04）"
    assert cell(table, published, 2) == "（人工填写）"
    assert cell(table, row_of(FactName.ROUND), 2) == "第3轮（已更正）"
    assert cell(table, row_of(FactName.AS_OF), 2) == "（未识读出）"
    assert cell(facts.claims_table, 0, 0) == "已完成比率（%）"
    assert cell(facts.claims_table, 0, 1) == "97.7"
    assert cell(facts.claims_table, 1, 0) == "已完成（其中）（约数）（已更正）"
    assert cell(facts.damage_table, 0, 1) == "2025年1月14日（或：2025年11月4日）"
    assert facts.tabs.tabText(2) == "缺字错漏 1"


def test_facts_show_what_the_page_says_of_the_notice(facts: FactsDialog) -> None:
    table = facts.facts_table
    named = [cell(table, row, 0) for row in range(table.rowCount())]
    assert named[-7:] == [
        *("索引号", "文号", "发布机构", "成文日期", "来源", "主题分类", "公开方式")
    ]
    assert cell(table, row_of(FactName.INDEX_NUMBER), 2) == "（未识读出）"


def test_typed_value_becomes_a_correction(facts: FactsDialog, qtbot: QtBot) -> None:
    item = facts.facts_table.item(row_of(FactName.AS_OF), 1)
    assert item is not None
    with qtbot.waitSignal(facts.fact_corrected) as waiting:
        item.setText(" 2025年8月底 ")
    assert waiting.args == [FactName.AS_OF, "2025年8月底"]
    unit = facts.facts_table.item(row_of(FactName.UNIT), 1)
    assert unit is not None
    with qtbot.waitSignal(facts.fact_corrected) as waiting:
        unit.setText("")
    assert waiting.args == [FactName.UNIT, None]


def test_claims_take_numbers_only(facts: FactsDialog, qtbot: QtBot) -> None:
    item = facts.claims_table.item(0, 1)
    assert item is not None
    with qtbot.waitSignal(facts.claim_corrected) as waiting:
        item.setText("98.5")
    assert waiting.args == [1, 98.5]
    item = facts.claims_table.item(0, 1)
    assert item is not None
    with qtbot.waitSignal(facts.refused):
        item.setText("四十四")
    assert cell(facts.claims_table, 0, 1) == "97.7"


def test_damaged_value_offers_its_readings(facts: FactsDialog, qtbot: QtBot) -> None:
    table = facts.facts_table
    row = row_of(FactName.FEEDBACK_DATE)
    table.setCurrentCell(row, 1)
    table.editItem(table.item(row, 1))
    (box,) = table.findChildren(QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["2025-01-14", "2025-11-04"]
    box.setCurrentIndex(1)
    with qtbot.waitSignal(facts.fact_corrected) as waiting:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert waiting.args == [FactName.FEEDBACK_DATE, "2025-11-04"]


def test_plain_value_is_edited_as_text(facts: FactsDialog) -> None:
    table = facts.facts_table
    row = row_of(FactName.UNIT)
    table.setCurrentCell(row, 1)
    table.editItem(table.item(row, 1))
    assert table.findChildren(QComboBox) == []


def test_decision_on_damage_is_passed_on(facts: FactsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(facts.damage_decided) as waiting:
        facts.accept_button.click()
    assert waiting.args == [3, True]
    with qtbot.waitSignal(facts.damage_decided) as waiting:
        facts.decline_button.click()
    assert waiting.args == [3, False]


def test_printed_words_lead_to_their_place(facts: FactsDialog, qtbot: QtBot) -> None:
    for page, (table, row, span) in enumerate(
        (
            (facts.facts_table, row_of(FactName.UNIT), Span(0, 4)),
            (facts.claims_table, 0, Span(23, 28)),
            (facts.damage_table, 0, Span(9, 17)),
        )
    ):
        facts.tabs.setCurrentIndex(page)
        with qtbot.waitSignal(facts.place_chosen) as waiting:
            double_click(table, row, 2)
        assert waiting.args == [span]
        with qtbot.waitSignal(facts.place_chosen) as waiting:
            qtbot.keyClick(table, Qt.Key.Key_Return)
        assert waiting.args == [span]
    facts.tabs.setCurrentIndex(0)
    with qtbot.assertNotEmitted(facts.place_chosen):
        double_click(facts.facts_table, row_of(FactName.AS_OF), 2)
        double_click(facts.facts_table, row_of(FactName.UNIT), 1)


def test_read_only_facts_cannot_be_changed(facts: FactsDialog) -> None:
    facts.set_editable(False)
    item = facts.facts_table.item(0, 1)
    assert item is not None
    assert not item.flags() & Qt.ItemFlag.ItemIsEditable
    assert not facts.accept_button.isEnabled()


def test_corrected_fact_is_stored_undone_and_shown(
    window: MainWindow, messages: RecordedMessages
) -> None:
    window.show_notice(ids_of(window)[0])
    window.bars.table["facts"].trigger()
    dialog = window.side_dialogs.facts
    assert dialog is not None
    row = row_of(FactName.AS_OF)
    before = cell(dialog.facts_table, row, 1)
    item = dialog.facts_table.item(row, 1)
    assert item is not None
    item.setText("2025年8月15日")
    assert cell(dialog.facts_table, row, 1) == "2025-08-15"
    notice = window.open_desk.notice
    assert notice is not None
    assert notice.fact(FactName.AS_OF) == "2025-08-15"
    item = dialog.facts_table.item(row, 1)
    assert item is not None
    item.setText("八月以后")
    assert "不是日期" in messages.warned[0]
    assert cell(dialog.facts_table, row, 1) == "2025-08-15"
    window.bars.table["undo"].trigger()
    assert cell(dialog.facts_table, row, 1) == before


def test_corrected_claim_and_decided_damage_are_edits(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    outline = window.open_desk.outline
    assert outline is not None
    claim = outline.claims()[0]
    window.commands.correct_claim(claim.id, claim.value + 1)
    assert outline.claims()[0].value == claim.value + 1
    for place in outline.damage()[:1]:
        window.commands.decide_damage(place.id, True)
        assert outline.damage()[0].accepted is True
    window.open_desk.undo()
    assert window.open_desk.redo_label is not None


def test_facts_follow_the_open_notice(window: MainWindow) -> None:
    first, second = ids_of(window)
    window.show_notice(first)
    dialog = window.side_dialogs.show_facts()
    before = dialog.heading.text()
    window.show_notice(second)
    assert dialog.heading.text() != before
    window.open_desk.close()
    assert not dialog.isVisible()


def history_rows(dialog: HistoryDialog) -> list[list[object]]:
    log = dialog.table.model()
    rows, columns = range(log.rowCount()), range(1, log.columnCount())
    return [[log.index(row, column).data() for column in columns] for row in rows]


def test_history_lists_who_changed_what_and_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    first, second = ids_of(window)
    for notice_id in (first, second):
        window.show_notice(notice_id)
        outline = window.open_desk.outline
        assert outline is not None
        window.open_desk.do(operations.mark_doubt(outline, outline.lowest_problems()[2].id, True))
    window.bars.table["history"].trigger()
    dialog = window.side_dialogs.history
    assert dialog is not None
    assert [row[0] for row in history_rows(dialog)] == [PERSON.name] * 2
    window.open_desk.undo()
    rows = history_rows(dialog)
    assert dialog.count.text() == "共 3 条，最近的在前"
    assert str(rows[0][2]).startswith("撤销：")
    assert str(rows[1][2]).endswith("（后来撤销）")
    dialog.only_open.setChecked(True)
    assert {row[1] for row in history_rows(dialog)} == {window.open_desk.summaries[1].name}
    dialog.only_open.setChecked(False)
    double_click(dialog.table, 2)
    assert window.open_desk.notice is not None
    assert window.open_desk.notice.id == first
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert window.open_desk.notice.id == second
    assert dialog.table.model().headerData(3, Qt.Orientation.Horizontal) == "修改"


def test_history_that_cannot_be_read_is_told(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = window.open_desk.desk
    assert desk is not None

    def fail(*_: object) -> None:
        raise StorageError("文件读不出来")

    monkeypatch.setattr(desk.workspace, "log", fail)
    window.side_dialogs.show_history()
    assert messages.warned == ["文件读不出来"]


def test_settings_are_applied_to_the_window(window: MainWindow, settings: Settings) -> None:
    window.show_notice(ids_of(window)[0])
    dialog = window.side_dialogs.show_settings()
    dialog.name_field.setText("赵新")
    dialog.purpose_box.setCurrentIndex(1)
    dialog.office_word_box.setEditText("股室")
    dialog.verdicts_field.setPlainText("通过\n\n 不通过 \n通过")
    dialog.ok_button.click()
    assert settings.person == Person("赵新", PERSON.office)
    assert settings.purpose is Purpose.SELF_CHECK
    assert settings.office_word == "股室"
    assert settings.verdicts == ("通过", "不通过")
    assert window.bars.table["verdict_1"].text() == "通过"
    assert window.open_desk.desk is not None
    assert window.open_desk.desk.person.name == "赵新"
    assert window.is_reviewing
    window.bars.table["verdict_2"].trigger()
    outline = window.open_desk.outline
    assert outline is not None
    assert outline.review(outline.lowest_problems()[0].id).verdict == "不通过"


@pytest.mark.parametrize(
    ("name", "verdicts", "wrong"),
    [("", "通过", "请填写姓名。"), ("赵新", " \n", "请至少写一个审核结论。")],
)
def test_settings_without_name_or_verdict_are_refused(
    window: MainWindow, settings: Settings, name: str, verdicts: str, wrong: str
) -> None:
    dialog = window.side_dialogs.show_settings()
    dialog.name_field.setText(name)
    dialog.verdicts_field.setPlainText(verdicts)
    dialog.ok_button.click()
    assert dialog.problem.text() == wrong
    assert settings.person == PERSON
    dialog.reset_button.click()
    assert dialog.verdicts_field.toPlainText().splitlines() == list(labels.VERDICTS)
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_keys_lists_every_action_that_has_some(window: MainWindow) -> None:
    dialog = window.side_dialogs.show_keys()
    listed = {
        cell(dialog.table, row, 0): cell(dialog.table, row, 1)
        for row in range(dialog.table.rowCount())
    }
    assert listed["撤销"] == "Ctrl+Z"
    assert listed["下一处"] == "F8、N"
    native = QKeySequence.SequenceFormat.NativeText
    assert listed["删除"] == window.bars.table["delete"].shortcut().toString(native)
    dialog.close()


def test_about_names_files_and_the_version_of_the_project(window: MainWindow) -> None:
    window.side_dialogs.log_file = Path("/x/duizhang.log")
    dialog = window.side_dialogs.show_about()
    assert str(window.open_desk.path) in dialog.places.text()
    assert "/x/duizhang.log" in dialog.places.text()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
    dialog.close()
