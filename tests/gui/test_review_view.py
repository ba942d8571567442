from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from gui.dialogs.node_links import LinksDialog
from gui.dialogs.node_words import SplitDialog, WordsDialog
from gui.panels.notes_panel import NoteDialog
from gui.panels.review_view import ReviewView
from gui.positions import TextPositions
from models import labels, operations
from models.annotation import Person
from models.diagnostics import Diagnostic
from models.edits import EditGroup
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from models.source import Span
from models.values import NoticeKind, Status
from services.review_session import ReviewSession
from tests.gui.review_fixtures import Draft, Undoing, finding, judged, labelled, large, mixed
from tests.gui.typing_words import type_words


class NoStore:
    """A place for findings that keeps none."""

    def __init__(self, found: tuple[Diagnostic, ...] = ()) -> None:
        self._found = found

    read_only = False

    def diagnostics(self, notice_id: int) -> tuple[Diagnostic, ...]:
        return self._found

    def save_diagnostics(self, notice_id: int, found: object) -> None:
        raise AssertionError("the view keeps nothing")


class Window:
    """The review view with a desk behind it, as the main window would put it together."""

    def __init__(self, view: ReviewView) -> None:
        self.view = view
        self.sentences: list[str] = []
        self.selected: list[NodeId | None] = []
        view.edit_made.connect(self.do)
        view.status_message.connect(self.sentences.append)
        view.node_selected.connect(self.selected.append)

    def open(self, notice: Notice, *found: Diagnostic) -> None:
        self.desk = Undoing(notice.outline)
        self.notice = notice
        self.outline = notice.outline
        self.view.show_session(ReviewSession(notice, NoStore(found)))

    def do(self, group: EditGroup) -> None:
        self.desk.do(group)
        self.view.after_edit(group.focus)

    def undo(self, node: int) -> None:
        self.desk.undo()
        self.view.after_edit(NodeId(node))

    def key(self, qtbot: QtBot, widget: object, key: Qt.Key, *modifiers: object) -> None:
        qtbot.keyClick(widget, key, *modifiers)

    def select_source(self, words: str) -> None:
        positions = TextPositions(self.notice.text)
        start = self.notice.text.index(words)
        cursor = self.view.source_panel.text.textCursor()
        cursor.setPosition(positions.to_qt(start))
        cursor.setPosition(positions.to_qt(start + len(words)), QTextCursor.MoveMode.KeepAnchor)
        self.view.source_panel.text.setTextCursor(cursor)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    view = ReviewView(Person("乙某", "巡察办"))
    qtbot.addWidget(view)
    view.resize(1366, 640)
    view.show()
    yield Window(view)
    for dialog in view.findChildren(QDialog):
        dialog.reject()
    for menu in view.findChildren(QMenu):
        menu.close()


def page(window: Window) -> str:
    return window.view.compare_panel.text.toPlainText()


# Going about


def test_select_goes_there_in_all_panels(window: Window) -> None:
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


def test_row_of_the_tree_shows_its_problem(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    qtbot.keyClick(window.view.outline_panel.tree, Qt.Key.Key_Down)
    assert window.view.current_node() == 8
    assert "完善学习计划" in page(window)


def test_words_of_the_source_show_their_problem(window: Window) -> None:
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


def test_part_of_an_item_is_current_while_its_row_is_shown(window: Window) -> None:
    window.open(mixed().notice())
    window.view.select_node(NodeId(3))
    assert window.view.current_node() == 3
    assert window.view.outline_panel.selected() == 2


def test_node_that_does_not_exist_selects_nothing(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    window.view.select_node(NodeId(4711))
    assert window.view.current_node() is None


def test_next_open_problem_is_found_and_the_end_is_said(window: Window) -> None:
    window.open(judged(labelled()).notice())
    window.view.go_next_open()
    assert window.view.current_node() == 8
    window.view.go_next_open(backwards=True)
    assert window.view.current_node() == 14
    for _ in range(3):
        window.view.apply_verdict(labels.VERDICTS[0])
        window.view.go_next_open()
    assert window.sentences == ["没有未审的问题了"]


def test_span_opens_the_source_where_only_compare_is_open(window: Window) -> None:
    window.open(labelled().notice())
    assert not window.view.source_panel.isVisible()
    start = window.notice.text.index("走访群众")
    window.view.show_span(Span(start, start + 4))
    assert window.view.source_panel.isVisible()
    last = window.view.source_panel.text.extraSelections()[-1]
    assert last.cursor.selectedText() == "走访群众"


def test_finding_leads_from_the_page_to_the_source(window: Window) -> None:
    notice = labelled().notice()
    found = finding(notice, 3, "研讨走过场")
    window.open(notice, found)
    window.view.select_node(NodeId(3))
    window.view.compare_panel.span_chosen.emit(found.spans[0])
    assert window.view.source_panel.isVisible()


# Views


@pytest.mark.parametrize(("width", "is_split"), [(1366, False), (1600, True), (1920, True)])
def test_both_views_stand_side_by_side_where_they_fit(
    window: Window, width: int, is_split: bool
) -> None:
    window.open(labelled().notice())
    window.view.resize(width, 640)
    assert window.view.compare_panel.isVisible()
    assert window.view.source_panel.isVisible() == is_split


def test_chosen_view_stays_whatever_the_width(window: Window) -> None:
    window.open(labelled().notice())
    window.view.tabs.setCurrentIndex(1)
    window.view.resize(1900, 640)
    assert not window.view.compare_panel.isVisible()
    assert window.view.source_panel.isVisible()


def test_split_shares_the_width_evenly(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    left, right = window.view.compare_panel, window.view.source_panel
    qtbot.waitUntil(lambda: abs(left.width() - right.width()) < 20)


def test_work_report_shows_sentence_and_source_without_judgement(window: Window) -> None:
    draft = Draft("持续加强党的建设。一是抓学习。")
    window.open(draft.notice(NoticeKind.WORK_REPORT))
    assert "工作报道" in page(window)
    assert window.view.source_panel.isVisible()
    assert not window.view.judgement_panel.isVisible()


def test_report_can_be_marked_by_hand(window: Window) -> None:
    window.open(Draft("持续加强党的建设。一是抓学习。").notice(NoticeKind.WORK_REPORT))
    window.select_source("一是抓学习。")
    window.view.source_panel.buttons[NodeKind.PROBLEM].click()
    (made,) = window.outline.children(None)
    assert made.kind is NodeKind.PROBLEM
    assert window.view.current_node() == made.id
    assert window.view.judgement_panel.isVisible()
    assert "抓学习" in page(window)


def test_no_session_invites_to_choose_one(window: Window) -> None:
    window.open(labelled().notice())
    window.view.show_session(None)
    assert "材料库" in page(window)
    assert window.view.current_node() is None
    window.view.go_next_open()
    window.view.after_edit(None)
    window.view.select_node(NodeId(3))
    assert window.view.current_node() is None


# Editing, with real operations on a real outline


COMMANDS: dict[str, tuple[int, Callable[[ReviewView], None]]] = {
    "verdict": (3, lambda v: v.apply_verdict(labels.VERDICTS[2])),
    "doubt": (3, lambda v: v.toggle_doubt()),
    "kind": (11, lambda v: v.change_kind(NodeKind.SUB_PROBLEM)),
    "status": (3, lambda v: v.correct_status(Status.LONG_TERM)),
    "delete": (8, lambda v: v.delete_current()),
    "up": (8, lambda v: v.move_current("up")),
    "down": (3, lambda v: v.move_current("down")),
    "in": (11, lambda v: v.move_current("in")),
    "out": (8, lambda v: v.move_current("out")),
    "merge": (3, lambda v: v.merge_with_next()),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_changes_the_outline_and_undoes(window: Window, name: str) -> None:
    node, command = COMMANDS[name]
    window.open(labelled().notice())
    before = set(map(str, window.outline.records()))
    window.view.select_node(NodeId(node))
    command(window.view)
    assert len(window.desk.done) == 1
    assert set(map(str, window.outline.records())) != before
    window.undo(node)
    assert set(map(str, window.outline.records())) == before
    assert window.view.current_node() == node


def test_deleting_goes_to_a_neighbour(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(11))
    window.view.delete_current()
    current = window.view.current_node()
    assert current is not None
    assert window.outline.has_node(current)
    assert window.view.outline_panel.selected() == current


def test_impossible_command_says_why(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(1))
    window.view.move_current("out")
    window.view.apply_verdict("同意销号")
    assert window.sentences == ["已在最上层，不能再升一级", "请先选择一个问题，再下结论"]
    assert window.desk.done == []


def test_keys_work_on_the_current_row(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    tree = window.view.outline_panel.tree
    window.view.select_node(NodeId(8))
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.outline.child_ids(NodeId(2)) == [8, 3]
    qtbot.keyClick(tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.outline.node(NodeId(8)).kind is NodeKind.PROBLEM
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert not window.outline.has_node(NodeId(8))
    window.view.select_node(NodeId(14))
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    assert window.view.findChild(WordsDialog) is not None


def test_review_loop_needs_the_keyboard_only(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    view = window.view
    view.activateWindow()
    view.select_node(NodeId(3))
    qtbot.keyClick(view.outline_panel.tree, Qt.Key.Key_Return)
    assert view.focusWidget() is view.judgement_panel.verdict
    qtbot.keyClick(view.judgement_panel.verdict, Qt.Key.Key_Down)
    assert window.outline.review(NodeId(3)).verdict == labels.VERDICTS[0]
    view.judgement_panel.opinion.setFocus()
    type_words(view.judgement_panel.opinion, "措施到位")
    qtbot.keyClick(
        view.judgement_panel.opinion, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert window.outline.review(NodeId(3)).opinions[0].words == "措施到位"
    assert view.current_node() == 8
    assert view.judgement_panel.opinion.toPlainText() == ""
    qtbot.keyClick(view.judgement_panel.opinion, Qt.Key.Key_Escape)
    assert view.focusWidget() is view.outline_panel.tree


def test_enter_on_a_link_follows_it_instead_of_judging(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.activateWindow()
    window.view.select_node(NodeId(3))
    text = window.view.compare_panel.text
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.textCursor().charFormat().isAnchor()
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert window.view.current_node() == 4
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.view.current_node() != 4


def test_typed_opinion_survives_going_elsewhere(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    type_words(window.view.judgement_panel.opinion, "措施到位")
    window.view.select_node(NodeId(11))
    assert window.outline.review(NodeId(3)).opinions[0].words == "措施到位"
    assert window.view.current_node() == 11
    assert window.view.outline_panel.selected() == 11


def test_typed_opinion_survives_another_notice_and_hiding(window: Window) -> None:
    first = labelled().notice()
    window.open(first)
    window.view.select_node(NodeId(3))
    type_words(window.view.judgement_panel.opinion, "一")
    window.view.hide()
    assert first.outline.review(NodeId(3)).opinions[0].words == "一"
    window.view.show()
    type_words(window.view.judgement_panel.opinion, "二")
    window.view.show_session(None)
    assert first.outline.review(NodeId(3)).opinions[0].words == "一二"


def test_opinion_that_is_stored_does_not_move_the_page(window: Window, qtbot: QtBot) -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    for count in range(40):
        draft.node(NodeKind.MEASURE, problem, f"({count})", "做一件很要紧的事。" * 8)
    window.open(draft.notice())
    window.view.select_node(problem)
    bar = window.view.compare_panel.text.verticalScrollBar()
    bar.setValue(250)
    type_words(window.view.judgement_panel.opinion, "好")
    window.view.judgement_panel.flush()
    assert window.desk.done
    assert bar.value() == 250


def test_selected_words_are_made_a_node_where_they_stand(window: Window) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    window.select_source("研讨走过场")
    window.view.make_node(NodeKind.MEASURE)
    made = window.view.current_node()
    assert made is not None
    assert window.notice.words(window.outline.node(made)) == "研讨走过场"
    assert window.outline.node(made).parent == 3
    assert "研讨走过场" not in window.notice.words(window.outline.node(NodeId(3)))
    assert not window.view.source_panel.text.textCursor().hasSelection()


def test_marking_without_selected_words_opens_the_source_and_says_so(window: Window) -> None:
    window.open(labelled().notice())
    window.view.make_node(NodeKind.MEASURE)
    assert window.view.source_panel.isVisible()
    assert "选中文字" in window.sentences[0]


def test_split_takes_the_caret_in_the_source(window: Window) -> None:
    window.open(labelled().notice())
    window.view.set_view("source")
    window.view.activateWindow()
    text = window.view.source_panel.text
    text.setFocus()
    cursor = text.textCursor()
    offset = window.notice.text.index("邀请专家授课")
    cursor.setPosition(TextPositions(window.notice.text).to_qt(offset))
    text.setTextCursor(cursor)
    window.view.split_current()
    assert window.notice.words(window.outline.node(NodeId(5))) == "丰富学习形式与内容，"


def test_split_from_the_tree_asks_where(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(5))
    window.view.split_current()
    assert window.view.findChild(SplitDialog) is not None


def test_links_and_words_have_their_dialogs(window: Window) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(7))
    window.view.edit_links()
    assert window.view.findChild(LinksDialog) is not None
    window.view.edit_words()
    assert window.view.findChild(WordsDialog) is not None


def test_annotation_is_for_the_node_or_the_selected_words(window: Window) -> None:
    window.open(labelled().notice())
    window.view.edit_annotation()
    assert window.sentences == ["请先选择一条"]
    window.view.select_node(NodeId(3))
    window.view.set_view("split")
    window.select_source("专题研讨2次")
    window.view.edit_annotation()
    dialog = window.view.findChild(NoteDialog)
    assert dialog.above.toPlainText() == "专题研讨2次"
    dialog.editor.setPlainText("哪两次？")
    dialog.accept()
    (note,) = window.outline.annotations(NodeId(3))
    assert note.span is not None
    assert "批注 1" in window.view.judgement_panel.notes.notes_fold.text()


def test_drop_moves_the_row(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.outline_panel.move_requested.emit(NodeId(11), NodeId(13), 0)
    assert window.outline.child_ids(NodeId(13)) == [11, 14]
    assert window.view.current_node() == 11


def test_edit_from_elsewhere_is_shown(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    operations.reword(window.outline, NodeId(3), "换了说法").apply(window.outline)
    qtbot.waitUntil(lambda: "换了说法" in page(window))
    operations.delete_node(window.outline, NodeId(3)).apply(window.outline)
    qtbot.waitUntil(lambda: window.view.current_node() != 3)


# Menus


def menu_of(window: Window, node: int | None) -> list[str]:
    for old in window.view.findChildren(QMenu):
        old.deleteLater()
    window.view.outline_panel.menu_requested.emit(
        None if node is None else NodeId(node), QPoint(10, 10)
    )
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_menu_offers_what_fits_the_node(window: Window) -> None:
    window.open(labelled().notice())
    entries = menu_of(window, 7)
    assert window.view.current_node() == 7
    assert {"修改文字…", "更正类别", "调整对应关系…", "批注…", "待核实", "删除"} <= set(entries)


def test_menu_of_a_heading_has_no_links(window: Window) -> None:
    window.open(labelled().notice())
    entries = menu_of(window, 1)
    assert "调整对应关系…" not in entries
    assert "更正自报状态" not in entries


def test_menu_entries_do_what_they_say(window: Window) -> None:
    window.open(labelled().notice())
    menu_of(window, 11)
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    kinds = next(a for a in menu.actions() if a.text() == "更正类别").menu()
    next(a for a in kinds.actions() if a.text() == "具体问题").trigger()
    assert window.outline.node(NodeId(11)).kind is NodeKind.SUB_PROBLEM


def test_menu_over_selected_words_offers_to_mark_them(window: Window, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.set_view("source")
    window.select_source("研讨走过场")
    window.view.source_panel.text.menu_requested.emit(NodeId(3), QPoint(10, 10))
    menu = window.view.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    marked = next(a for a in menu.actions() if a.text() == "选中文字标为").menu()
    next(a for a in marked.actions() if a.text() == "完成情况").trigger()
    made = window.outline.node(window.view.current_node() or NodeId(0))
    assert made.kind is NodeKind.OUTCOME


def test_read_only_workspace_changes_nothing(window: Window) -> None:
    window.open(labelled().notice())
    window.view.set_editable(False)
    assert menu_of(window, 3) == ["复制"]
    for _, command in COMMANDS.values():
        command(window.view)
    window.view.make_node(NodeKind.MEASURE)
    window.view.edit_annotation()
    window.view.edit_words()
    window.view.edit_links()
    window.view.split_current()
    window.view.outline_panel.move_requested.emit(NodeId(11), NodeId(13), 0)
    assert window.desk.done == []
    assert set(window.sentences) == {"项目文件以只读方式打开，不能修改"}


def test_copy_takes_the_selected_words_as_they_are_in_the_source(window: Window) -> None:
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


def test_every_control_that_takes_the_focus_explains_itself(window: Window) -> None:
    window.open(labelled().notice())
    window.view.set_view("split")
    silent = [
        child
        for child in window.view.findChildren(type(window.view).__mro__[1])
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not child.toolTip()
    ]
    assert silent == []


def test_large_notice_builds_no_widget_per_row(window: Window) -> None:
    before = len(window.view.findChildren(type(window.view).__mro__[1]))
    window.open(large(1500).notice())
    window.view.select_node(NodeId(6000))
    assert len(window.view.findChildren(type(window.view).__mro__[1])) == before


def test_palette_change_recolours_the_view(window: Window) -> None:
    window.open(mixed().notice())
    window.view.select_node(NodeId(1))
    palette = window.view.palette()
    palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.black)
    window.view.setPalette(palette)
    window.view.event(QEvent(QEvent.Type.PaletteChange))
    assert "加强管网巡检" in page(window)


def test_larger_type_widens_columns_and_opinion(window: Window) -> None:
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
