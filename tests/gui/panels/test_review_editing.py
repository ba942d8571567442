from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.dialogs.node_links import LinksDialog
from gui.dialogs.node_words import SplitDialog, WordsDialog
from gui.panels.notes_panel import NoteDialog
from gui.panels.review_view import ReviewView
from gui.text.positions import TextPositions
from models import labels, operations
from models.ids import NodeId
from models.node import NodeKind
from models.values import Status
from tests.gui.review_fixtures import Draft, labelled
from tests.gui.review_window import ReviewWindow, review_window
from tests.gui.typing_words import type_words


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ReviewWindow]:
    with review_window(qtbot) as opened:
        yield opened


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
def test_command_changes_the_outline_and_undoes(window: ReviewWindow, name: str) -> None:
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


def test_deleting_says_how_much_is_gone(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.delete_current()
    assert window.sentences == ["请先选择一条"]
    window.view.select_node(NodeId(3))
    window.view.delete_current()
    assert window.sentences[-1].startswith("已删除 具体问题")
    assert window.sentences[-1].endswith("（含下级 4 条），可撤销")


def test_deleting_goes_to_a_neighbour(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(11))
    window.view.delete_current()
    current = window.view.current_node()
    assert current is not None
    assert window.outline.has_node(current)
    assert window.view.outline_panel.selected() == current


def test_impossible_command_says_why(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(1))
    window.view.move_current("out")
    window.view.apply_verdict("同意销号")
    assert window.sentences == ["已在最上层，不能再升一级", "请先选择一个问题，再下结论"]
    assert window.desk.done == []


def test_keys_work_on_the_current_row(window: ReviewWindow, qtbot: QtBot) -> None:
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


def test_review_loop_needs_the_keyboard_only(window: ReviewWindow, qtbot: QtBot) -> None:
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


def test_enter_on_a_link_follows_it_instead_of_judging(window: ReviewWindow, qtbot: QtBot) -> None:
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


def test_typed_opinion_survives_going_elsewhere(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    type_words(window.view.judgement_panel.opinion, "措施到位")
    window.view.select_node(NodeId(11))
    assert window.outline.review(NodeId(3)).opinions[0].words == "措施到位"
    assert window.view.current_node() == 11
    assert window.view.outline_panel.selected() == 11


def test_typed_opinion_survives_another_notice_and_hiding(window: ReviewWindow) -> None:
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


def test_opinion_that_is_stored_does_not_move_the_page(window: ReviewWindow, qtbot: QtBot) -> None:
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


def test_selected_words_are_made_a_node_where_they_stand(window: ReviewWindow) -> None:
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


def test_marking_without_selected_words_opens_the_source_and_says_so(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.make_node(NodeKind.MEASURE)
    assert window.view.source_panel.isVisible()
    assert "选中文字" in window.sentences[0]


def test_split_takes_the_caret_in_the_source(window: ReviewWindow) -> None:
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


def test_split_from_the_tree_asks_where(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(5))
    window.view.split_current()
    assert window.view.findChild(SplitDialog) is not None


def test_links_and_words_have_their_dialogs(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(7))
    window.view.edit_links()
    assert window.view.findChild(LinksDialog) is not None
    window.view.edit_words()
    assert window.view.findChild(WordsDialog) is not None


def test_annotation_is_for_the_node_or_the_selected_words(window: ReviewWindow) -> None:
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


def test_drop_moves_the_row(window: ReviewWindow, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.outline_panel.move_requested.emit(NodeId(11), NodeId(13), 0)
    assert window.outline.child_ids(NodeId(13)) == [11, 14]
    assert window.view.current_node() == 11


def test_edit_from_elsewhere_is_shown(window: ReviewWindow, qtbot: QtBot) -> None:
    window.open(labelled().notice())
    window.view.select_node(NodeId(3))
    operations.reword(window.outline, NodeId(3), "换了说法").apply(window.outline)
    qtbot.waitUntil(lambda: "换了说法" in window.page())
    operations.delete_node(window.outline, NodeId(3)).apply(window.outline)
    qtbot.waitUntil(lambda: window.view.current_node() != 3)


def test_read_only_workspace_changes_nothing(window: ReviewWindow) -> None:
    window.open(labelled().notice())
    window.view.set_editable(False)
    window.view.select_node(NodeId(3))
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
