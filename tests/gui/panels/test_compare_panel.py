import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from gui.delegates.tints import DARK, LIGHT
from gui.itemmodels.outline_figures import OutlineFigures
from gui.panels.compare_panel import ComparePanel
from gui.panels.links import node_link, read_link, span_link
from models import operations
from models.diagnostics import Diagnostic, Severity
from models.facts import Section
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind
from tests.gui.review_fixtures import Draft, finding, judged, labelled, large, mixed


def panel_of(
    qtbot: QtBot, notice: Notice | None, node: int | None = None, *diagnostics: Diagnostic
) -> ComparePanel:
    panel = ComparePanel()
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    panel.show_notice(notice, OutlineFigures.of(notice, diagnostics))
    panel.show_node(None if node is None else NodeId(node))
    return panel


def shown(panel: ComparePanel) -> str:
    return panel.text.toPlainText()


def table(panel: ComparePanel) -> list[list[str]]:
    """The cells of the table of the page, each once where cells are merged."""
    frames = panel.text.document().rootFrame().childFrames()
    found = []
    (grid,) = frames
    for row in range(grid.rows()):
        cells = []
        for column in range(grid.columns()):
            cell = grid.cellAt(row, column)
            if cell.column() == column:
                cursor = cell.firstCursorPosition()
                end = cell.lastCursorPosition().position()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cells.append(cursor.selectedText().replace("\u2029", "\n"))
        found.append(cells)
    return found


def format_of(panel: ComparePanel, words: str) -> QTextCharFormat:
    cursor = panel.text.document().find(words)
    assert not cursor.isNull(), words
    return cursor.charFormat()


def test_other_words_are_marked_and_show_those_of_the_source(qtbot: QtBot) -> None:
    notice = labelled().notice()
    assert "已改" not in shown(panel_of(qtbot, notice, 3))
    for node in (3, 4):
        operations.reword(notice.outline, NodeId(node), f"另写{node}。").apply(notice.outline)
    panel = panel_of(qtbot, notice, 3)
    assert "另写3。\u2002［已改］" in shown(panel)
    assert "另写4。\u2002［已改］" in shown(panel)
    tip = format_of(panel, "［已改］").toolTip()
    assert tip == "已改，原文：政治理论学习不经常。党组集中学习不够，研讨走过场。"


def test_measures_stand_left_and_their_outcomes_right(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 3)
    assert "1\u2002一是\u2002政治理论学习不经常。" in shown(panel)
    assert table(panel) == [
        ["整改措施 2", "完成情况 2"],
        [
            "(1) 加强党组理论学习中心组学习，每月一次。",
            "(1) 开展理论学习5次，专题研讨2次。\u2002→\u00a0(1)\n(2) 举办水务大讲堂，学习5期。\u2002→\u00a0(1)",
        ],
        ["(2) 丰富学习形式与内容，邀请专家授课。", "未见回应"],
    ]


def test_outcome_without_measure_says_so(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 14)
    assert table(panel)[1] == ["未对应措施", "走访群众120户，解决问题31个。"]


def test_outcome_of_two_measures_is_pointed_at_from_the_second(qtbot: QtBot) -> None:
    notice = labelled().notice()
    operations.relink(notice.outline, NodeId(7), [NodeId(4), NodeId(5)]).apply(notice.outline)
    rows = table(panel_of(qtbot, notice, 3))
    assert rows[1][1].endswith("→\u00a0(1)\u2002→\u00a0(2)")
    assert rows[2][1] == "见上 完成情况 (2)"


def test_mixed_items_run_across_both_columns_in_two_tints(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, mixed().notice(), 1)
    rows = table(panel)
    assert [len(row) for row in rows] == [1, 1, 1, 1]
    assert (
        rows[1][0] == "一是 加强管网巡检，已更换老旧管道3公里，建立巡检台账，漏损率下降2个百分点。"
    )
    assert rows[3][0] == "三是 下一步将推进智能水表安装。"  # the notice parts nothing
    measure, outcome = format_of(panel, "加强管网巡检"), format_of(panel, "已更换老旧管道")
    assert measure.background().color().name() == LIGHT.kinds[NodeKind.MEASURE]
    assert outcome.background().color().name() == LIGHT.kinds[NodeKind.OUTCOME]
    assert outcome.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert measure.underlineStyle() is not QTextCharFormat.UnderlineStyle.DotLine


def test_findings_of_the_problem_lead_to_their_words(qtbot: QtBot) -> None:
    notice = labelled().notice()
    found = finding(notice, 6, "专题研讨2次", Severity.CONTRADICTION)
    panel = panel_of(qtbot, notice, 3, found)
    assert f"▲ 不一致\u2002{found.message}\u2002定位原文" in shown(panel)
    with qtbot.waitSignal(panel.span_chosen) as chosen:
        panel.text.anchorClicked.emit(QUrl(format_of(panel, "定位原文").anchorHref()))
    assert chosen.args == [found.spans[0]]


def test_link_of_an_answer_leads_to_the_measure(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 3)
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        panel.text.anchorClicked.emit(QUrl(format_of(panel, "→ (1)").anchorHref()))
    assert chosen.args == [4]


def click(qtbot: QtBot, panel: ComparePanel, words: str) -> None:
    cursor = panel.text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 1)
    place = panel.text.cursorRect(cursor).center()
    qtbot.mouseClick(panel.text.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_click_on_words_chooses_their_node(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 3)
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        click(qtbot, panel, "举办水务大讲堂")
    assert chosen.args == [7]


def test_click_on_a_part_of_an_item_chooses_that_part(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, mixed().notice(), 1)
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        click(qtbot, panel, "漏损率下降")
    assert chosen.args == [3]


def test_current_answer_is_marked_strongly(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 6)
    marks = panel.text.extraSelections()
    assert "".join(mark.cursor.selectedText() for mark in marks) == (
        "(1) 开展理论学习5次，专题研讨2次。"
    )
    assert marks[0].format.background().color().name() == LIGHT.current


def test_problem_of_the_page_is_not_marked(qtbot: QtBot) -> None:
    assert panel_of(qtbot, labelled().notice(), 3).text.extraSelections() == []


def test_heading_lists_the_problems_below(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, judged(labelled()).notice(), 1)
    assert table(panel) == [
        ["序号", "问题", "自报", "结论"],
        ["1", "一是 政治理论学习不经常。党组集中学习不够，研讨走过场。", "已完成", "同意销号"],
        ["2", "二是 学习制度落实不到位。", "已完成", "未审"],
        ["3", "2. 河道清理不及时。", "正在整改", "未审"],
    ]


def test_whole_notice_lists_all_problems_and_its_own_findings(qtbot: QtBot) -> None:
    notice = labelled().notice()
    general = Diagnostic("K1", Severity.CONTRADICTION, "自报44，列出43")
    panel = panel_of(qtbot, notice, None, general)
    assert len(table(panel)) == 5
    assert "自报44，列出43" in shown(panel)


def test_many_problems_are_listed_in_part(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, large(90).notice())
    assert len(table(panel)) == 61
    assert "其余各条见左侧目录" in shown(panel)


def test_finding_with_many_places_shows_the_first(qtbot: QtBot) -> None:
    notice = labelled().notice()
    spans = tuple(Span(start, start + 1) for start in range(9))
    found = Diagnostic("K1", Severity.HINT, "多处", (), spans, (), (NodeId(3),))
    text = shown(panel_of(qtbot, notice, 3, found))
    assert "定位6" in text
    assert "定位7" not in text


def test_bare_problem_says_that_nothing_is_listed(qtbot: QtBot) -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    assert "未列整改措施" in shown(panel_of(qtbot, draft.notice(), problem))
    aspect = Draft()
    node = aspect.node(NodeKind.ASPECT, None, "(一)", "方面。")
    assert "其下没有列出问题" in shown(panel_of(qtbot, aspect.notice(), node))


def test_work_report_shows_a_sentence_and_its_headings(qtbot: QtBot) -> None:
    draft = Draft()
    draft.sections.append(Section("持续加强党的建设", draft.say("持续加强党的建设"), 2))
    panel = panel_of(qtbot, draft.notice(NoticeKind.WORK_REPORT))
    assert "工作报道" in shown(panel)
    assert "标为" in shown(panel)
    with qtbot.waitSignal(panel.span_chosen) as chosen:
        panel.text.anchorClicked.emit(QUrl(format_of(panel, "持续加强党的建设").anchorHref()))
    assert chosen.args == [Span(0, 8)]


def test_notice_without_any_problem_says_so(qtbot: QtBot) -> None:
    assert "没有读出分条列出的问题" in shown(panel_of(qtbot, Draft("一句话。").notice()))


def test_nothing_open_invites(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, None)
    assert "材料库" in shown(panel)
    assert not panel.strip.isVisible()


def test_strip_says_where_and_how_it_stands(qtbot: QtBot) -> None:
    notice = judged(labelled()).notice()
    panel = panel_of(qtbot, notice, 8, finding(notice, 8, "年度学习计划"))
    assert (
        panel.strip.path.toolTip() == "(一) 聚焦政治学习方面。 › 1. 学习贯彻有差距。 › 具体问题 2"
    )
    assert panel.strip.states.text() == "自报 已完成  ·  把握 低"
    assert panel.strip.doubts.text() == "● 疑点 1  ◆ 待核实"


def test_doubts_and_notes_of_answers_are_shown(qtbot: QtBot) -> None:
    notice = labelled().notice()
    operations.mark_doubt(notice.outline, NodeId(4), True).apply(notice.outline)
    assert "◆待核实" in table(panel_of(qtbot, notice, 3))[1][0]


def test_page_follows_an_edit_and_keeps_its_place(qtbot: QtBot) -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    for count in range(40):
        draft.node(NodeKind.MEASURE, problem, f"({count})", "做一件很要紧的事。" * 8)
    notice = draft.notice()
    panel = panel_of(qtbot, notice, problem)
    panel.text.verticalScrollBar().setValue(300)
    operations.reword(notice.outline, NodeId(30), "改过的文字").apply(notice.outline)
    panel.renew(OutlineFigures.of(notice, ()))
    assert "改过的文字" in shown(panel)
    assert panel.text.verticalScrollBar().value() == 300


def test_page_of_a_deleted_problem_goes_back_to_the_notice(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice, 11)
    operations.delete_node(notice.outline, NodeId(11)).apply(notice.outline)
    panel.renew(OutlineFigures.of(notice, ()))
    assert panel.shown is None
    assert len(table(panel)) == 4


def test_node_out_of_sight_is_scrolled_to(qtbot: QtBot) -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    for count in range(40):
        draft.node(NodeKind.MEASURE, problem, f"({count})", "做一件很要紧的事。" * 8)
    panel = panel_of(qtbot, draft.notice(), problem)
    panel.show_node(NodeId(40))
    assert panel.text.verticalScrollBar().value() > 300
    panel.show_node(problem)
    assert panel.text.verticalScrollBar().value() == 0


def test_long_words_wrap_instead_of_running_out(qtbot: QtBot) -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    draft.node(NodeKind.MEASURE, problem, "(1)", "没有任何标点的很长文字" * 300)
    panel = panel_of(qtbot, draft.notice(), problem)
    assert panel.text.horizontalScrollBar().maximum() == 0
    assert panel.text.verticalScrollBar().maximum() > 0


def test_all_words_can_be_selected(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 3)
    panel.text.setFocus()
    with qtbot.assertNotEmitted(panel.node_chosen):
        panel.text.selectAll()
    assert "举办水务大讲堂" in panel.text.textCursor().selectedText()
    assert panel.text.lineWrapMode() is QTextEdit.LineWrapMode.WidgetWidth


def test_menu_is_asked_for_with_the_node_under_the_mouse(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice(), 3)
    cursor = panel.text.document().find("丰富学习形式")
    place = panel.text.cursorRect(cursor).center()
    with qtbot.waitSignal(panel.menu_requested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(0, 0))
        QApplication.sendEvent(panel.text.viewport(), event)
    assert asked.args[0] == 5


def test_dark_palette_takes_the_dark_table(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, mixed().notice(), 1)
    palette = panel.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    panel.setPalette(palette)
    ground = format_of(panel, "加强管网巡检").background().color().name()
    assert ground == DARK.kinds[NodeKind.MEASURE]


@pytest.mark.parametrize("target", [NodeId(2**61 + 7), Span(3, 9)])
def test_links_lead_back_to_what_they_were_made_of(target: NodeId | Span) -> None:
    href = span_link(target) if isinstance(target, Span) else node_link(target)
    assert read_link(href) == target
    assert read_link("https://example.invalid") is None
