from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.node_links import Choice, LinksDialog
from gui.dialogs.node_words import SplitDialog, WordsDialog
from gui.panels.node_commands import NodeCommands
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from models.source import Span
from models.values import Status
from tests.gui.review_fixtures import Draft, Undoing, labelled, mixed

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget
    for dialog in widget.findChildren(QDialog):
        dialog.reject()


class Commanding:
    """Commands on one node of a notice whose edits are done at once."""

    def __init__(self, owner: QWidget, notice: Notice, node: int | None) -> None:
        self.notice = notice
        self.outline = notice.outline
        self.owner = owner
        self.desk = Undoing(notice.outline)
        self.commands = NodeCommands(owner)
        self.refused: list[str] = []
        self.commands.edit_made.connect(self.desk.do)
        self.commands.refused.connect(self.refused.append)
        self.commands.show_node(notice, None if node is None else NodeId(node))

    def words(self, node: int) -> str:
        return self.notice.words(self.outline.node(NodeId(node)))


def test_words_dialog_hands_over_what_was_typed(owner: QWidget, qtbot: QtBot) -> None:
    dialog = WordsDialog(owner, "修改文字", above="原文：旧", words="旧")
    dialog.open()
    assert dialog.editor.textCursor().selectedText() == "旧"
    dialog.editor.setPlainText("新")
    with qtbot.waitSignal(dialog.words_given) as given:
        dialog.buttons.button(OK).click()
    assert given.args == ["新"]


def test_words_dialog_takes_ctrl_enter(owner: QWidget, qtbot: QtBot) -> None:
    dialog = WordsDialog(owner, "修改文字", above="", words="旧")
    assert dialog.buttons.button(OK).shortcut().toString() == "Ctrl+Return"
    assert not dialog.above.isVisibleTo(dialog)


def test_edit_words_changes_the_wording_not_the_source(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.edit_words()
    dialog = owner.findChild(WordsDialog)
    assert dialog.above.toPlainText() == "原文：丰富学习形式与内容，邀请专家授课。"
    dialog.editor.setPlainText("邀请专家授课")
    dialog.accept()
    node = commanding.outline.node(NodeId(5))
    assert node.wording == "邀请专家授课"
    assert commanding.words(5) == "邀请专家授课"
    commanding.desk.undo()
    assert commanding.outline.node(NodeId(5)).wording is None


def test_unchanged_words_are_no_edit(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.edit_words()
    owner.findChild(WordsDialog).accept()
    assert commanding.desk.done == []


def test_typing_the_words_of_the_source_withdraws_the_wording(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.on_words_given("nothing was asked yet")
    commanding.commands.edit_words()
    owner.findChild(WordsDialog).editor.setPlainText("改")
    owner.findChild(WordsDialog).accept()
    commanding.commands.on_words_given("丰富学习形式与内容，邀请专家授课。")
    assert commanding.outline.node(NodeId(5)).wording is None


def test_wording_can_be_withdrawn_by_its_button(owner: QWidget, qtbot: QtBot) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.edit_words()
    first = owner.findChild(WordsDialog)
    first.editor.setPlainText("改")
    with qtbot.waitSignal(first.destroyed):
        first.accept()
        first.close()
    commanding.commands.edit_words()
    dialog = owner.findChild(WordsDialog)
    button = next(b for b in dialog.buttons.buttons() if b.text() == "恢复原文")
    button.click()
    assert commanding.outline.node(NodeId(5)).wording is None


def test_split_dialog_gives_the_place_in_the_source(owner: QWidget, qtbot: QtBot) -> None:
    text = "甲甲甲——𠮷乙乙乙"
    dialog = SplitDialog(owner, text, [Span(0, 3), Span(5, 9)])
    ok = dialog.buttons.button(OK)
    assert not ok.isEnabled()
    cursor = dialog.editor.textCursor()
    cursor.setPosition(5)  # behind 𠮷, which takes two positions
    dialog.editor.setTextCursor(cursor)
    assert ok.isEnabled()
    with qtbot.waitSignal(dialog.place_given) as given:
        ok.click()
    assert given.args == [6]
    cursor.movePosition(QTextCursor.MoveOperation.End)
    dialog.editor.setTextCursor(cursor)
    assert not ok.isEnabled()


def test_split_at_the_caret_needs_no_dialog(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    start = commanding.outline.node(NodeId(5)).body[0].start
    commanding.commands.split(start + 9)
    assert commanding.words(5) == "丰富学习形式与内容，"[:9]
    assert owner.findChild(SplitDialog) is None
    commanding.desk.undo()
    assert commanding.words(5) == "丰富学习形式与内容，邀请专家授课。"


def test_split_elsewhere_asks_for_the_place(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.split(0)
    dialog = owner.findChild(SplitDialog)
    cursor = dialog.editor.textCursor()
    cursor.setPosition(10)
    dialog.editor.setTextCursor(cursor)
    dialog.accept()
    assert commanding.words(5) == "丰富学习形式与内容，"
    new = commanding.desk.done[0].focus
    assert new is not None
    assert commanding.words(new) == "邀请专家授课。"


def test_split_of_typed_words_is_refused(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.edit_words()
    owner.findChild(WordsDialog).editor.setPlainText("改")
    owner.findChild(WordsDialog).accept()
    commanding.commands.split(None)
    assert "恢复原文" in commanding.refused[0]


def ticked(dialog: LinksDialog) -> list[str]:
    rows = (dialog.list.item(row) for row in range(dialog.list.count()))
    return [row.text() for row in rows if row.checkState() is Qt.CheckState.Checked]


def visible(dialog: LinksDialog) -> list[str]:
    rows = (dialog.list.item(row) for row in range(dialog.list.count()))
    return [row.text() for row in rows if not row.isHidden()]


def test_links_of_an_outcome_are_ticked_measures_of_its_problem_first(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 7)
    commanding.commands.edit_links()
    dialog = owner.findChild(LinksDialog)
    assert ticked(dialog) == ["(1) 加强党组理论学习中心组学习，每月一次。"]
    assert len(visible(dialog)) == 2
    dialog.others.setChecked(True)
    assert visible(dialog)[2:] == [
        "问题 2：完善学习计划，列出清单。",
        "问题 3：开展河道清理专项行动。",
    ]
    dialog.search.setText("河道")
    assert visible(dialog) == [
        "(1) 加强党组理论学习中心组学习，每月一次。",  # ticked ones stay in sight
        "问题 3：开展河道清理专项行动。",
    ]


def test_ticking_links_and_unlinks_in_one_step(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 7)
    commanding.commands.edit_links()
    dialog = owner.findChild(LinksDialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert commanding.outline.answers(NodeId(7)) == [5]
    commanding.desk.undo()
    assert commanding.outline.answers(NodeId(7)) == [4]


def test_measure_is_linked_from_its_own_side(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 5)
    commanding.commands.edit_links()
    dialog = owner.findChild(LinksDialog)
    assert ticked(dialog) == []
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert commanding.outline.answered_by(NodeId(5)) == [7]
    assert commanding.outline.answers(NodeId(7)) == [4, 5]
    assert len(commanding.desk.done) == 1
    commanding.commands.on_links_chosen([])
    assert commanding.outline.answers(NodeId(7)) == [4]


def test_links_without_others_offer_none(owner: QWidget) -> None:
    dialog = LinksDialog(
        owner, "对应", above="", choices=[Choice(NodeId(1), "甲", is_linked=False, is_near=True)]
    )
    assert not dialog.others.isEnabled()
    assert LinksDialog(owner, "对应", above="", choices=[]).ticked() == []


@pytest.mark.parametrize("node", [3, 1])
def test_links_are_for_measures_and_outcomes(owner: QWidget, node: int) -> None:
    commanding = Commanding(owner, labelled().notice(), node)
    commanding.commands.edit_links()
    assert "整改措施或完成情况" in commanding.refused[0]


@pytest.mark.parametrize(
    "command",
    [
        lambda c: c.delete(),
        lambda c: c.shift("up"),
        lambda c: c.edit_words(),
        lambda c: c.edit_links(),
        lambda c: c.split(),
        lambda c: c.merge_with_next(),
        lambda c: c.toggle_doubt(),
        lambda c: c.change_kind(NodeKind.ASPECT),
    ],
)
def test_without_a_node_every_command_says_so(owner: QWidget, command: object) -> None:
    commanding = Commanding(owner, labelled().notice(), None)
    command(commanding.commands)  # type: ignore[operator]  # declared as an object
    assert commanding.refused == ["请先选择一条"]


def test_commands_do_and_undo(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 3)
    before = set(map(str, commanding.outline.records()))
    commanding.commands.correct_status(Status.PHASED)
    commanding.commands.toggle_doubt()
    commanding.commands.shift("down")
    commanding.commands.merge_with_next()
    commanding.commands.shift("up")
    commanding.commands.merge_with_next()
    commanding.commands.change_kind(NodeKind.PROBLEM)
    commanding.commands.delete()
    assert not commanding.outline.has_node(NodeId(3))
    assert commanding.refused == ["后面没有同级、同类的一条可以合并"]
    while commanding.desk.inverses:
        commanding.desk.undo()
    assert set(map(str, commanding.outline.records())) == before


def test_status_of_an_answer_is_that_of_its_problem(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), 6)
    commanding.commands.correct_status(Status.ONGOING)
    assert commanding.outline.node(NodeId(3)).status is Status.ONGOING
    aspect = Commanding(owner, labelled().notice(), 1)
    aspect.commands.correct_status(Status.ONGOING)
    assert aspect.refused


@pytest.mark.parametrize(
    ("node", "parent", "row", "order"),
    [
        (6, 3, 0, [6, 4, 5, 7]),
        (4, 3, 4, [5, 6, 7, 4]),  # dropped behind the last
        (4, 3, 2, [5, 4, 6, 7]),  # dropped before the third
    ],
)
def test_row_goes_where_it_was_dropped(
    owner: QWidget, node: int, parent: int, row: int, order: list[int]
) -> None:
    commanding = Commanding(owner, labelled().notice(), None)
    commanding.commands.move(NodeId(node), NodeId(parent), row)
    assert commanding.outline.child_ids(NodeId(3)) == order


def test_row_that_is_gone_is_not_moved(owner: QWidget) -> None:
    commanding = Commanding(owner, labelled().notice(), None)
    commanding.commands.move(NodeId(999), None, 0)
    assert commanding.desk.done == []


def test_selected_words_become_a_node(owner: QWidget) -> None:
    draft = Draft("工作情况。一是抓学习。二是抓落实。")
    commanding = Commanding(owner, draft.notice(), None)
    commanding.commands.make_node(Span(5, 11), NodeKind.PROBLEM)
    (made,) = commanding.outline.children(None)
    assert (made.number, commanding.notice.words(made)) == ("一是", "抓学习。")
    commanding.commands.make_node(None, NodeKind.MEASURE)
    assert "选中文字" in commanding.refused[0]
    commanding.commands.make_node(Span(0, 400), NodeKind.MEASURE)
    assert len(commanding.refused) == 2


def test_part_of_an_item_can_be_taken_out(owner: QWidget) -> None:
    commanding = Commanding(owner, mixed().notice(), 3)
    commanding.commands.shift("out")
    assert commanding.outline.node(NodeId(3)).parent == 1
