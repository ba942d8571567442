from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.judgement_panel import JudgementPanel
from gui.panels.notes_panel import NoteDialog
from gui.wording import today
from models import labels
from models.annotation import Opinion
from models.ids import NodeId
from models.notice import Notice
from models.source import Span
from models.values import LimitClass, PartialDate, Stage, Status
from tests.gui.panels.judging import Judging
from tests.gui.review_fixtures import judged, labelled
from tests.gui.typing_words import compose, type_words


def choose(combo: object, words: str) -> None:
    """Chooses as a person does."""
    combo.setCurrentText(words)
    combo.activated.emit(combo.currentIndex())


def test_fields_show_the_problem_of_the_node(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 6, judged(labelled()).notice()).panel
    assert panel.node_id == 3
    assert panel.status.currentText() == "已完成"
    assert panel.quote.toolTip() == "原文：已整改完成"
    assert panel.assessed.currentText() == "已完成"
    assert panel.verdict.currentText() == "同意销号"
    assert panel.opinion.toPlainText() == "措施到位。"
    assert not panel.doubt.isChecked()


def test_lines_show_what_the_notice_says(qtbot: QtBot) -> None:
    notice = labelled().notice()
    node = notice.outline.node(NodeId(3))
    notice.outline.put(replace(node, lead_person="张某", deadline=PartialDate(2025, 12)))
    panel = Judging(qtbot, 3, notice).panel
    assert panel.lead_person.text() == "张某"
    assert panel.deadline.text() == "2025-12"
    panel.show_node(notice, NodeId(8))
    assert panel.lead_person.text() == ""


def test_correcting_the_status_is_a_correction_of_the_reading(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    choose(judging.panel.status, "正在整改")
    node = judging.notice.outline.node(NodeId(3))
    assert node.status is Status.ONGOING
    assert node.status_quote == "已整改完成"
    assert judging.panel.quote.toolTip() == "原文：已整改完成，已更正识读"
    judging.desk.undo()
    judging.panel.renew()
    assert judging.panel.status.currentText() == "已完成"


def test_assessed_status_can_be_set_and_taken_back(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    choose(judging.panel.assessed, "阶段性完成")
    assert judging.notice.outline.review(NodeId(3)).assessed_status is Status.PHASED
    choose(judging.panel.assessed, "（未定）")
    assert judging.notice.outline.review(NodeId(3)).assessed_status is None


def test_verdict_takes_the_words_typed_so_far_with_it(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.opinion.setFocus()
    type_words(judging.panel.opinion, "佐证不足")
    choose(judging.panel.verdict, labels.VERDICTS[1])
    assert judging.notice.outline.review(NodeId(3)).opinions == (
        Opinion(Stage.FIRST, labels.VERDICTS[1], "佐证不足", "乙某", today()),
    )
    assert len(judging.desk.done) == 1


def test_command_gives_the_verdict_at_the_chosen_stage(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3, judged(labelled()).notice())
    judging.panel.stage.setCurrentText("复审")
    assert judging.panel.verdict.currentText() == "（未定）"
    assert judging.panel.opinion.toPlainText() == ""
    assert "初审：同意销号，措施到位。（甲某 2026-01-05）" in judging.panel.earlier.toolTip()
    judging.panel.apply_verdict(labels.VERDICTS[2])
    review = judging.notice.outline.review(NodeId(3))
    assert [opinion.stage for opinion in review.opinions] == [Stage.FIRST, Stage.SECOND]
    assert review.verdict == labels.VERDICTS[2]


def test_words_typed_before_another_stage_belong_to_the_stage_before(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    type_words(judging.panel.opinion, "初审的话")
    judging.panel.stage.setCurrentText("会议审定")
    (opinion,) = judging.notice.outline.review(NodeId(3)).opinions
    assert (opinion.stage, opinion.words) == (Stage.FIRST, "初审的话")


def test_same_verdict_again_changes_nothing(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3, judged(labelled()).notice())
    judging.panel.apply_verdict("同意销号")
    assert judging.desk.done == []


def test_verdict_that_is_in_no_list_any_more_is_shown(qtbot: QtBot) -> None:
    draft = judged(labelled())
    notice = draft.notice()
    judging = Judging(qtbot, 3, notice)
    judging.panel.apply_verdict("移交问责")
    assert judging.panel.verdict.currentText() == "移交问责"


def test_typing_commits_after_a_pause_as_one_kind_of_step(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.opinion.setFocus()
    with qtbot.waitSignal(judging.panel.edit_made, timeout=3000):
        type_words(judging.panel.opinion, "措施")
    with qtbot.waitSignal(judging.panel.edit_made, timeout=3000):
        type_words(judging.panel.opinion, "具体")
    assert judging.panel.opinion.toPlainText() == "措施具体"
    assert judging.notice.outline.review(NodeId(3)).opinions[0].words == "措施具体"
    keys = {group.merge_key for group in judging.desk.done}
    assert len(keys) == 1
    assert keys != {None}


def test_typing_commits_when_the_focus_leaves(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    type_words(judging.panel.opinion, "措施具体")
    leave = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(judging.panel.opinion, leave)
    assert judging.labels == ["填写初审意见：具体问题 1"]


def test_menu_of_the_editor_is_no_leaving(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    type_words(judging.panel.opinion, "措施")
    popup = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(judging.panel.opinion, popup)
    assert judging.desk.done == []


def test_composing_is_left_alone(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.opinion.setFocus()
    compose(judging.panel.opinion, "cuoshi")
    judging.panel.flush()
    judging.panel.renew()
    assert judging.desk.done == []
    assert judging.panel.opinion.textCursor().block().layout().preeditAreaText() == "cuoshi"


def test_typed_words_are_committed_for_the_problem_they_were_typed_for(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    type_words(judging.panel.opinion, "第一个")
    judging.panel.show_node(judging.notice, NodeId(8))
    assert judging.notice.outline.review(NodeId(3)).opinions[0].words == "第一个"
    assert judging.panel.opinion.toPlainText() == ""


def test_caret_stays_where_the_typing_was_when_values_are_shown_anew(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.opinion.setFocus()
    type_words(judging.panel.opinion, "措施  ")
    judging.panel.flush()
    judging.panel.renew()
    assert judging.panel.opinion.toPlainText() == "措施  "
    assert judging.panel.opinion.textCursor().position() == 4


def test_undo_shows_the_words_of_before(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3, judged(labelled()).notice())
    judging.panel.opinion.setFocus()
    judging.panel.opinion.selectAll()
    type_words(judging.panel.opinion, "改写")
    judging.panel.flush()
    judging.desk.undo()
    judging.panel.renew()
    assert judging.panel.opinion.toPlainText() == "措施到位。"


LINES: dict[str, tuple[str, Callable[[Notice], object], object]] = {
    "lead_person": ("张某", lambda n: n.outline.node(NodeId(3)).lead_person, "张某"),
    "lead_office": ("办公室", lambda n: n.outline.node(NodeId(3)).lead_office, "办公室"),
    "person": ("李某", lambda n: n.outline.node(NodeId(3)).person, "李某"),
    "deadline": (
        "2025年12月底前",
        lambda n: n.outline.node(NodeId(3)).deadline,
        PartialDate(2025, 12),
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_line_sets_its_field_and_clears_it_again(qtbot: QtBot, name: str) -> None:
    typed, read, value = LINES[name]
    judging = Judging(qtbot, 3)
    line = getattr(judging.panel, name)
    line.setFocus()
    type_words(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert read(judging.notice) == value
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert read(judging.notice) is None


def test_impossible_date_is_refused_with_a_sentence_and_can_be_mended(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    type_words(judging.panel.deadline, "2025年13月")
    judging.panel.flush()
    assert judging.desk.done == []
    assert "2025年13月" in judging.refused[0]
    assert judging.panel.deadline.text() == "2025年13月"


def test_limit_class_is_set(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    choose(judging.panel.limit_class, "立行立改")
    assert judging.notice.outline.node(NodeId(3)).limit_class is LimitClass.AT_ONCE


def test_doubt_is_set_by_the_box(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    qtbot.mouseClick(judging.panel.doubt, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert judging.notice.outline.review(NodeId(3)).doubt


def test_heading_above_the_problems_is_not_judged(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 1).panel
    assert panel.node_id is None
    assert not panel.verdict.isEnabled()
    assert not panel.opinion.isEnabled()
    panel.apply_verdict("同意销号")
    assert panel.notes.notes_fold.isEnabled()


def test_read_only_panel_sets_nothing(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 3).panel
    panel.set_editable(False)
    assert not panel.verdict.isEnabled()
    panel.notes.open_note(None)
    assert panel.findChild(NoteDialog) is None


def test_keys_lead_on_and_out(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 3).panel
    with qtbot.waitSignal(panel.next_asked):
        qtbot.keyClick(panel.opinion, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.lead_person, Qt.Key.Key_Escape)
    qtbot.keyClick(panel.opinion, Qt.Key.Key_Return)
    assert panel.opinion.toPlainText() == "\n"


def test_enter_goes_to_the_conclusion(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 3).panel
    panel.activateWindow()
    panel.go_in()
    assert panel.focusWidget() is panel.verdict


def test_wheel_over_a_list_changes_nothing(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 3).panel
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.status, wheel)
    assert panel.status.currentText() == "已完成"


def test_every_field_explains_itself(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 3).panel
    notes = panel.notes
    for field in (*panel._fields(), notes.evidence, notes.list, notes.evidence_fold):
        assert field.toolTip(), field
        assert field.accessibleName() or field is panel.doubt


# 佐证 and 批注


def test_evidence_is_folded_away_until_wanted(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    notes = judging.panel.notes
    assert not notes.evidence.isVisible()
    qtbot.mouseClick(notes.evidence_fold, Qt.MouseButton.LeftButton)
    assert notes.evidence.isVisible()
    type_words(notes.evidence, "会议记录3份")
    judging.panel.flush()
    assert judging.notice.outline.review(NodeId(3)).evidence == "会议记录3份"
    assert notes.evidence_fold.text() == "佐证 ●"


def lines(listed: QListWidget) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]


def test_notes_of_the_problem_and_below_are_listed(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 8, judged(labelled()).notice())
    notes = judging.panel.notes
    assert notes.notes_fold.text() == "批注 1"
    assert lines(notes.list)[0].endswith("请补学习记录")
    judging.panel.show_node(judging.notice, NodeId(3))
    assert lines(notes.list) == []


def write_note(panel: JudgementPanel, words: str) -> None:
    """Fills the open dialog in and confirms it."""
    dialog = panel.findChild(NoteDialog)
    dialog.editor.setPlainText(words)
    dialog.accept()


def test_new_note_goes_to_the_current_node(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 4)
    notes = judging.panel.notes
    notes.notes_fold.click()
    notes.add_button.click()
    write_note(judging.panel, "请附通知原件")
    (note,) = judging.notice.outline.annotations(NodeId(4))
    assert (note.words, note.author) == ("请附通知原件", "乙某")
    assert note.written
    assert "〔整改措施 (1)〕请附通知原件" in lines(notes.list)[0]


def test_note_on_words_names_them(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    start = judging.notice.text.index("研讨走过场")
    judging.panel.notes.open_note(None, Span(start, start + 5))
    dialog = judging.panel.findChild(NoteDialog)
    assert dialog.above.toPlainText() == "研讨走过场"
    write_note(judging.panel, "何时？")
    assert "“研讨走过场”何时？" in lines(judging.panel.notes.list)[0]


def test_note_can_be_changed_and_deleted(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 8, judged(labelled()).notice())
    notes = judging.panel.notes
    assert not notes.change_button.isEnabled()
    notes.list.setCurrentRow(0)
    notes.change_button.click()
    write_note(judging.panel, "请补两份学习记录")
    (note,) = judging.notice.outline.annotations(NodeId(8))
    assert note.words == "请补两份学习记录"
    assert notes.list.currentRow() == 0
    notes.delete_button.click()
    assert judging.notice.outline.annotations(NodeId(8)) == []
    assert notes.notes_fold.text() == "批注"


def takes_key(field: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
    """Whether a field keeps a key for itself, so that no shortcut of the window gets it."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_keys_for_nodes_stay_in_the_fields(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 8, judged(labelled()).notice()).panel
    plain, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
    for field in (*panel._fields(), *panel.notes.fields()):
        assert takes_key(field, Qt.Key.Key_Delete, plain)
        assert takes_key(field, Qt.Key.Key_Down, alt)
    assert not takes_key(panel.verdict, Qt.Key.Key_F5, plain)


def test_actions_of_the_window_come_before_keys_of_an_editor(qtbot: QtBot) -> None:
    panel = Judging(qtbot, 8, judged(labelled()).notice()).panel
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_D):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, control)
        event.accept()  # as an editor does to which the key means something
        assert panel.keys.eventFilter(panel.lead_person, event)
        assert not event.isAccepted()
    assert takes_key(panel.lead_person, Qt.Key.Key_A, control)


def test_undo_is_the_fields_only_while_words_are_not_stored(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    control = Qt.KeyboardModifier.ControlModifier
    for field in (judging.panel.opinion, judging.panel.lead_person):
        assert not takes_key(field, Qt.Key.Key_Z, control)
        type_words(field, "字")
        assert takes_key(field, Qt.Key.Key_Z, control)
        judging.panel.flush()
        assert not takes_key(field, Qt.Key.Key_Z, control)
    assert not judging.panel.opinion.document().isUndoAvailable()


def test_del_on_a_note_deletes_the_note(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 8, judged(labelled()).notice())
    notes = judging.panel.notes
    notes.list.setCurrentRow(0)
    qtbot.keyClick(notes.list, Qt.Key.Key_Delete)
    assert judging.notice.outline.annotations(NodeId(8)) == []
    assert judging.notice.outline.has_node(NodeId(8))


def test_dialog_of_a_note_can_delete_it(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 8, judged(labelled()).notice())
    judging.panel.notes.list.setCurrentRow(0)
    judging.panel.notes.list.itemActivated.emit(judging.panel.notes.list.item(0))
    dialog = judging.panel.findChild(NoteDialog)
    button = next(b for b in dialog.buttons.buttons() if b.text() == "删除批注")
    assert dialog.buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.ResetRole
    button.click()
    assert judging.notice.outline.annotations(NodeId(8)) == []


def test_note_without_words_is_none(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.notes.open_note(None)
    write_note(judging.panel, "  ")
    assert judging.desk.done == []


def test_own_latest_note_is_found(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 8, judged(labelled()).notice())
    assert judging.panel.notes.latest_own() is None
    judging.panel.notes.open_note(None)
    write_note(judging.panel, "我的")
    latest = judging.panel.notes.latest_own()
    assert latest is not None
    assert latest.words == "我的"


def test_cancelled_note_is_not_written(qtbot: QtBot) -> None:
    judging = Judging(qtbot, 3)
    judging.panel.notes.open_note(None)
    dialog = judging.panel.findChild(NoteDialog)
    dialog.editor.setPlainText("不要了")
    dialog.reject()
    assert judging.desk.done == []
