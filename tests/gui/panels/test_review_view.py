from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.text.positions import TextPositions
from models import labels
from models.ids import NodeId
from models.node import NodeKind
from models.source import Evidence, Span
from models.values import NoticeKind
from tests.gui.review_fixtures import Draft, finding, judged, labelled, large, mixed
from tests.gui.review_window import ReviewWindow, review_window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ReviewWindow]:
    with review_window(qtbot) as opened:
        yield opened


# Going about


def test_select_goes_there_in_all_panels(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    window.view.select_node(NodeId(6))
    assert window.view.current_node() == 6
    assert window.view.outline_panel.selected() == 6
    assert window.view.compare_panel.shown == 3
    assert window.view.judgement_panel.node_id == 3
    marks = window.view.source_panel.text.extraSelections()
    assert any(mark.cursor.selectedText().startswith("开展理论学习5次") for mark in marks)
    assert window.selected == [None, 6]


@pytest.mark.parametrize("leaves", ["compare", "tree", "opinion"])
def test_other_view_has_the_focus_in_its_text(
    window: ReviewWindow, qtbot: QtBot, leaves: str
) -> None:
    window.open(judged(labelled()).notice())
    view = window.view
    view.activateWindow()
    view.select_node(NodeId(3))
    view.set_view("compare")
    left = {
        "compare": view.compare_panel.text,
        "tree": view.outline_panel.tree,
        "opinion": view.judgement_panel.opinion,
    }[leaves]
    left.setFocus()
    for name, text in (
        ("source", view.source_panel.text),
        ("compare", view.compare_panel.text),
        ("source", view.source_panel.text),
        ("split", view.compare_panel.text),
    ):
        view.set_view(name)
        assert QApplication.focusWidget() is text
        for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End, modifiers)
    assert window.desk.done == []
    assert view.judgement_panel.status.currentText() == "已完成"


def test_view_that_opens_by_itself_takes_the_focus_from_the_one_that_goes(
    window: ReviewWindow,
) -> None:
    window.open(labelled().notice())
    view = window.view
    view.activateWindow()
    view.set_view("compare")
    view.show_span(Span(0, 2))
    assert QApplication.focusWidget() is view.source_panel.text
    view.set_view("compare")
    view.outline_panel.tree.setFocus()
    view.show_span(Span(0, 2))
    assert QApplication.focusWidget() is view.outline_panel.tree


def test_row_of_the_tree_shows_its_problem(window: ReviewWindow, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    qtbot.keyClick(window.view.outline_panel.tree, Qt.Key.Key_Down)
    assert window.view.current_node() == 8
    assert "完善学习计划" in window.page()


def test_words_of_the_source_show_their_problem(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.set_view("source")
    text = window.view.source_panel.text
    cursor = text.textCursor()
    cursor.setPosition(
        TextPositions(window.notice.text).to_qt(window.notice.text.index("邀请专家"))
    )
    text.setTextCursor(cursor)
    assert window.view.current_node() == 5
    assert window.view.outline_panel.selected() == 5


def test_part_of_an_item_is_current_while_its_row_is_shown(window: ReviewWindow) -> None:
    window.open(mixed().notice())
    window.view.select_node(NodeId(3))
    assert window.view.current_node() == 3
    assert window.view.outline_panel.selected() == 2


def test_node_that_does_not_exist_selects_nothing(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    window.view.select_node(NodeId(4711))
    assert window.view.current_node() is None


def test_next_open_problem_is_found_and_the_end_is_said(window: ReviewWindow) -> None:
    window.open(judged(labelled()).notice())
    window.view.go_next_open()
    assert window.view.current_node() == 8
    window.view.go_next_open(backwards=True)
    assert window.view.current_node() == 14
    for _ in range(3):
        window.view.apply_verdict(labels.VERDICTS[0])
        window.view.go_next_open()
    assert window.sentences == ["没有未审的问题了"]


def test_span_opens_the_source_where_only_compare_is_open(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    assert not window.view.source_panel.isVisible()
    start = window.notice.text.index("走访群众")
    window.view.show_span(Span(start, start + 4))
    assert window.view.source_panel.isVisible()
    last = window.view.source_panel.text.extraSelections()[-1]
    assert last.cursor.selectedText() == "走访群众"


def test_span_of_a_paged_source_names_its_page(window: ReviewWindow) -> None:
    notice = labelled().notice()
    start = notice.text.index("走访群众")
    evidence = Evidence(pages=(0, start - 2, start + 50))
    window.open(replace(notice, source=replace(notice.source, evidence=evidence)))
    window.view.show_span(Span(start, start + 4))
    assert window.sentences == ["原文第2页"]


def test_finding_leads_from_the_page_to_the_source(window: ReviewWindow) -> None:
    notice = labelled().notice()
    found = finding(notice, 3, "研讨走过场")
    window.open(notice, found)
    window.view.select_node(NodeId(3))
    window.view.compare_panel.span_chosen.emit(found.spans[0])
    assert window.view.source_panel.isVisible()


# Views


@pytest.mark.parametrize(("width", "is_split"), [(1366, False), (1600, True), (1920, True)])
def test_both_views_stand_side_by_side_where_they_fit(
    window: ReviewWindow, width: int, is_split: bool
) -> None:
    window.open(labelled().notice())
    window.view.resize(width, 640)
    assert window.view.compare_panel.isVisible()
    assert window.view.source_panel.isVisible() == is_split


def test_chosen_view_stays_whatever_the_width(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.tabs.setCurrentIndex(1)
    window.view.resize(1900, 640)
    assert not window.view.compare_panel.isVisible()
    assert window.view.source_panel.isVisible()


def test_split_shares_the_width_evenly(window: ReviewWindow, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    left, right = window.view.compare_panel, window.view.source_panel
    qtbot.waitUntil(lambda: abs(left.width() - right.width()) < 20)


def test_work_report_shows_sentence_and_source_without_judgement(window: ReviewWindow) -> None:
    draft = Draft("持续加强党的建设。一是抓学习。")
    window.open(draft.notice(NoticeKind.WORK_REPORT))
    assert "工作报道" in window.page()
    assert window.view.source_panel.isVisible()
    assert not window.view.judgement_panel.isVisible()


def test_report_can_be_marked_by_hand(window: ReviewWindow) -> None:
    window.open(Draft("持续加强党的建设。一是抓学习。").notice(NoticeKind.WORK_REPORT))
    window.select_source("一是抓学习。")
    window.view.source_panel.buttons[NodeKind.PROBLEM].click()
    (made,) = window.outline.children(None)
    assert made.kind is NodeKind.PROBLEM
    assert window.view.current_node() == made.id
    assert window.view.judgement_panel.isVisible()
    assert "抓学习" in window.page()


def test_no_session_invites_to_choose_one(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.show_session(None)
    assert "材料库" in window.page()
    assert window.view.current_node() is None
    window.view.go_next_open()
    window.view.after_edit(None)
    window.view.select_node(NodeId(3))
    assert window.view.current_node() is None


# Menus


def menu_of(window: ReviewWindow, node: int | None) -> list[str]:
    for old in window.view.findChildren(QMenu):
        old.deleteLater()
    window.view.outline_panel.menu_requested.emit(
        None if node is None else NodeId(node), QPoint(10, 10)
    )
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_menu_offers_what_fits_the_node(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    entries = menu_of(window, 7)
    assert window.view.current_node() == 7
    assert {"修改文字…", "更改类别", "对应关系…", "批注…", "待核实", "删除"} <= set(entries)


def test_menu_of_a_read_only_workspace_only_copies(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.set_editable(False)
    assert menu_of(window, 3) == ["复制"]


def test_menu_of_a_heading_has_no_links(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    entries = menu_of(window, 1)
    assert "对应关系…" not in entries
    assert "更正自报状态" not in entries


def test_menu_entries_do_what_they_say(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    menu_of(window, 11)
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    kinds = next(a for a in menu.actions() if a.text() == "更改类别").menu()
    next(a for a in kinds.actions() if a.text() == "具体问题").trigger()
    assert window.outline.node(NodeId(11)).kind is NodeKind.SUB_PROBLEM


def test_menu_over_selected_words_offers_to_mark_them(window: ReviewWindow, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.set_view("source")
    window.select_source("研讨走过场")
    window.view.source_panel.text.menu_requested.emit(NodeId(3), QPoint(10, 10))
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    marked = next(a for a in menu.actions() if a.text() == "选中的文字标为").menu()
    next(a for a in marked.actions() if a.text() == "完成情况").trigger()
    made = window.outline.node(window.view.current_node() or NodeId(0))
    assert made.kind is NodeKind.OUTCOME


def test_copy_takes_the_selected_words_as_they_are_in_the_source(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    clipboard = QGuiApplication.clipboard()
    window.view.select_node(NodeId(5))
    window.view.copy_words()
    assert clipboard.text() == "丰富学习形式与内容，邀请专家授课。"
    window.view.set_view("source")
    window.select_source("\u00a0日起\u2028公布")
    window.view.copy_words()
    assert clipboard.text() == "日起\u2028公布"
    window.view.set_view("compare")
    window.view.compare_panel.text.selectAll()
    window.view.copy_words()
    assert "整改措施" in clipboard.text()


def test_every_control_that_takes_the_focus_explains_itself(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    silent = [
        child
        for child in window.view.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not child.toolTip()
    ]
    assert silent == []


def test_large_notice_builds_no_widget_per_row(window: ReviewWindow) -> None:
    before = len(window.view.findChildren(QWidget))
    window.open(large(1500).notice())
    window.view.select_node(NodeId(6000))
    assert len(window.view.findChildren(QWidget)) == before


def test_palette_change_recolours_the_view(window: ReviewWindow) -> None:
    window.open(mixed().notice())
    window.view.select_node(NodeId(1))
    palette = window.view.palette()
    palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.black)
    window.view.setPalette(palette)
    window.view.event(QEvent(QEvent.Type.PaletteChange))
    assert "加强管网巡检" in window.page()


def test_larger_type_widens_columns_and_opinion(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    view = window.view
    before = view.outline_panel.tree.columnWidth(1), view.judgement_panel.opinion.height()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    view.setFont(font)
    after = view.outline_panel.tree.columnWidth(1), view.judgement_panel.opinion.height()
    assert after[0] > before[0]
    assert after[1] > before[1]
    shown = view.compare_panel.text.document().defaultFont()
    assert shown.pointSizeF() == font.pointSizeF()
