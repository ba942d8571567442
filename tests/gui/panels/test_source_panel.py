import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.delegates.tints import DARK, LIGHT
from gui.panels.source_panel import SourcePanel
from gui.text.positions import TextPositions
from models import operations
from models.diagnostics import Diagnostic, Severity
from models.facts import Section
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind
from tests.gui.review_fixtures import Draft, finding, labelled, large, mixed


def panel_of(qtbot: QtBot, notice: Notice | None, *diagnostics: Diagnostic) -> SourcePanel:
    panel = SourcePanel()
    qtbot.addWidget(panel)
    panel.resize(700, 500)
    panel.show()
    panel.text.show_notice(notice, diagnostics)
    return panel


def place_of(panel: SourcePanel, notice: Notice, words: str) -> QPoint:
    """The middle of the first sign of `words` in the viewport."""
    cursor = panel.text.textCursor()
    offset = notice.text.index(words)
    cursor.setPosition(TextPositions(notice.text).to_qt(offset))
    return panel.text.cursorRect(cursor).center() + QPoint(3, 0)


def select(panel: SourcePanel, notice: Notice, words: str, *, around: int = 0) -> None:
    start = notice.text.index(words)
    positions = TextPositions(notice.text)
    cursor = panel.text.textCursor()
    cursor.setPosition(positions.to_qt(start - around))
    cursor.setPosition(positions.to_qt(start + len(words) + around), cursor.MoveMode.KeepAnchor)
    panel.text.setTextCursor(cursor)


def marked(panel: SourcePanel) -> dict[str, QTextCharFormat]:
    """The words that are marked, each with the last (strongest) of its forms."""
    marks = panel.text.extraSelections()
    return {mark.cursor.selectedText(): QTextCharFormat(mark.format) for mark in marks}


def strong(panel: SourcePanel) -> list[int]:
    """Where the words begin that are marked strongly."""
    return [
        mark.cursor.selectionStart()
        for mark in panel.text.extraSelections()
        if ground(mark.format) == LIGHT.current
    ]


def ground(form: QTextCharFormat) -> str:
    return form.background().color().name()


def test_words_are_tinted_by_kind(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    forms = marked(panel)
    measure, outcome = (
        forms["加强党组理论学习中心组学习，每月一次。"],
        forms["举办水务大讲堂，学习5期。"],
    )
    assert ground(measure) == LIGHT.kinds[NodeKind.MEASURE]
    assert ground(outcome) == LIGHT.kinds[NodeKind.OUTCOME]
    assert outcome.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert ground(forms["聚焦政治学习方面。"]) == LIGHT.kinds[NodeKind.ASPECT]


def test_clutter_is_muted(qtbot: QtBot) -> None:
    form = next(
        form
        for words, form in marked(panel_of(qtbot, labelled().notice())).items()
        if "打印" in words
    )
    assert form.foreground().color().name() == LIGHT.muted


def test_headings_of_a_work_report_are_underlined(qtbot: QtBot) -> None:
    draft = Draft()
    draft.sections.append(Section("持续加强", draft.say("持续加强")))
    draft.say("\n\n正文。")
    forms = marked(panel_of(qtbot, draft.notice(NoticeKind.WORK_REPORT)))
    assert forms["持续加强"].fontUnderline()


def test_findings_are_underlined_with_a_wave(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    assert "研讨走过场" not in marked(panel)
    panel.text.show_diagnostics([finding(notice, 3, "研讨走过场", Severity.CONTRADICTION)])
    form = marked(panel)["研讨走过场"]
    assert form.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    assert form.underlineColor().name() == LIGHT.severities[Severity.CONTRADICTION]


def test_current_node_is_marked_strongly_and_brought_into_sight(qtbot: QtBot) -> None:
    notice = large(60).notice()
    panel = panel_of(qtbot, notice)
    last = notice.outline.lowest_problems()[-1]
    assert panel.text.verticalScrollBar().value() == 0
    panel.text.show_node(last.id)
    assert panel.text.verticalScrollBar().value() > 0
    assert strong(panel) == [last.body[0].start]


def test_item_without_words_of_its_own_is_marked_by_its_outcome(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, mixed().notice())
    panel.text.show_node(NodeId(4))
    assert ground(marked(panel)["已完成12个小区改造。"]) == LIGHT.current


def test_node_in_sight_does_not_move_the_text(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.text.show_node(NodeId(3))
    assert panel.text.verticalScrollBar().value() == 0


def test_only_words_around_the_visible_ones_are_tinted(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, large(2000).notice())
    few = len(panel.text.extraSelections())
    assert few < 1000
    panel.text.moveCursor(QTextCursor.MoveOperation.End)
    last = panel.text.extraSelections()[-1]
    assert last.cursor.selectionEnd() > panel.text.document().characterCount() - 10


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("丰富学习形式", 5),
        ("(2)丰富", 5),  # its number
        ("一是政治", 3),
        ("举办水务大讲堂", 7),
    ],
)
def test_click_chooses_the_node(qtbot: QtBot, words: str, node: int) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    with qtbot.waitSignal(panel.text.node_chosen) as chosen:
        qtbot.mouseClick(
            panel.text.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, notice, words)
        )
    assert chosen.args == [node]


def test_click_beside_all_nodes_chooses_nothing(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    with qtbot.assertNotEmitted(panel.text.node_chosen):
        place = place_of(panel, notice, "整改措施：")
        qtbot.mouseClick(panel.text.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_offsets_are_true_behind_signs_of_two_units(qtbot: QtBot) -> None:
    draft = Draft()
    draft.say("𠮷𠮷𠮷\u00a0\u2028")
    node = draft.node(NodeKind.PROBLEM, None, "1.", "问题😀一句。")
    notice = draft.notice()
    panel = panel_of(qtbot, notice)
    select(panel, notice, "一句")
    span = panel.text.selected_span()
    assert span is not None
    assert span.of(notice.text) == "一句"
    assert panel.text.node_at(span.start) == node
    assert "问题😀一句。" in marked(panel)


def test_selection_leaves_the_blanks_around_it_out(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    select(panel, notice, "河道清理不及时。\n\n")
    span = panel.text.selected_span()
    assert span is not None
    assert span.of(notice.text) == "河道清理不及时。"


def test_blank_selection_is_none(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    select(panel, notice, "\n\n")
    assert panel.text.selected_span() is None
    assert not panel.buttons[NodeKind.MEASURE].isEnabled()


def test_buttons_make_the_selected_words_a_kind(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    button = panel.buttons[NodeKind.MEASURE]
    assert not button.isEnabled()
    select(panel, notice, "巡察整改进展情况")
    assert button.isEnabled()
    with qtbot.waitSignal(panel.kind_chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == [NodeKind.MEASURE]
    panel.text.drop_selection()
    assert not button.isEnabled()


def test_read_only_panel_makes_nothing(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    panel.set_editable(False)
    select(panel, notice, "巡察整改进展情况")
    assert not panel.buttons[NodeKind.MEASURE].isEnabled()


def test_selecting_words_chooses_no_node(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    with qtbot.assertNotEmitted(panel.text.node_chosen):
        select(panel, notice, "举办水务大讲堂")


def test_span_is_shown_until_the_reviewer_goes_on(qtbot: QtBot) -> None:
    notice = large(60).notice()
    panel = panel_of(qtbot, notice)
    panel.text.show_span(Span(len(notice.text) - 8, len(notice.text) - 2))
    assert panel.text.verticalScrollBar().value() > 0
    assert strong(panel) == [len(notice.text) - 8]
    panel.text.show_node(NodeId(1))
    assert strong(panel) == [3]


def test_text_is_not_laid_out_before_it_is_seen(qtbot: QtBot) -> None:
    panel = SourcePanel()
    qtbot.addWidget(panel)
    panel.text.show_notice(labelled().notice())
    panel.text.show_node(NodeId(3))
    assert panel.text.toPlainText() == ""
    panel.show()
    assert "云溪县水务局" in panel.text.toPlainText()
    assert any(ground(form) == LIGHT.current for form in marked(panel).values())


def test_tints_follow_an_edit(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    operations.delete_node(notice.outline, NodeId(12)).apply(notice.outline)
    panel.text.tint()
    assert "开展河道清理专项行动。" not in marked(panel)


def test_without_a_notice_there_is_no_text(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.text.show_notice(None)
    assert panel.text.toPlainText() == ""
    assert panel.text.extraSelections() == []
    panel.text.show_node(NodeId(3))
    panel.text.on_scrolled()
    assert panel.text.node_at(3) is None
    assert panel.text.selected_span() is None


def test_menu_is_asked_for_with_the_node_under_the_mouse(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    place = place_of(panel, notice, "丰富学习形式")
    with qtbot.waitSignal(panel.text.menu_requested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(0, 0))
        QApplication.sendEvent(panel.text.viewport(), event)
    assert asked.args[0] == 5


def test_text_can_be_walked_through_but_not_typed_into(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    panel.text.setFocus()
    before = panel.text.toPlainText()
    qtbot.keyClicks(panel.text, "abc")
    qtbot.keyClick(panel.text, Qt.Key.Key_Right)
    assert panel.text.toPlainText() == before
    assert panel.text.caret() == 1


def test_dark_palette_takes_the_dark_table(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    palette = panel.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    panel.setPalette(palette)
    assert ground(marked(panel)["聚焦政治学习方面。"]) == DARK.kinds[NodeKind.ASPECT]


def test_every_button_explains_itself(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, None)
    for button in panel.buttons.values():
        assert button.toolTip()
        assert button.accessibleName().startswith("标为")
        assert not button.icon().isNull()


def test_another_notice_takes_the_place_of_a_scrolled_one(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, large(60).notice())
    panel.text.moveCursor(QTextCursor.MoveOperation.End)
    panel.text.show_notice(labelled().notice())
    assert "聚焦政治学习方面。" in marked(panel)
