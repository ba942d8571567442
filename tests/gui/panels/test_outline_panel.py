import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from gui.delegates.outline_delegate import OutlineDelegate
from gui.delegates.tints import DARK, LIGHT, Tints
from gui.itemmodels.outline_filter_model import OutlineFilter
from gui.itemmodels.roles import OutlineColumn, OutlineRole
from gui.panels.outline_panel import OutlinePanel
from models import operations
from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.node import NodeKind
from models.notice import Notice
from tests.gui.review_fixtures import finding, judged, labelled, large, mixed
from tests.gui.typing_words import type_words


def panel_of(qtbot: QtBot, notice: Notice, *diagnostics: Diagnostic) -> OutlinePanel:
    panel = OutlinePanel()
    qtbot.addWidget(panel)
    panel.resize(430, 600)
    panel.show()
    panel.show_notice(notice, diagnostics)
    return panel


def listed(panel: OutlinePanel) -> list[int]:
    """The nodes whose rows can be seen, from the top."""
    found = []
    model = panel.tree.model()
    index = model.index(0, 0)
    while index.isValid():
        found.append(int(index.data(OutlineRole.NODE_ID)))
        index = panel.tree.indexBelow(index)
    return found


def test_tree_is_unfolded_down_to_the_lowest_problems(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    assert listed(panel) == [1, 2, 3, 8, 11, 13, 14]


def test_measures_and_outcomes_come_on_unfolding(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.select(NodeId(3))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Right)
    assert listed(panel)[2:7] == [3, 4, 5, 6, 7]


def test_going_to_a_row_tells_its_node(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.tree.setFocus()
    panel.select(NodeId(3))
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    assert chosen.args == [8]


def test_selecting_by_program_tells_nothing(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    with qtbot.assertNotEmitted(panel.node_chosen):
        panel.select(NodeId(6))
        assert panel.selected() == 6
        panel.select(None)
    assert panel.selected() is None


def test_rows_that_come_and_go_are_no_choice_of_the_reviewer(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    panel.select(NodeId(3))
    with qtbot.assertNotEmitted(panel.node_chosen):
        operations.delete_node(notice.outline, NodeId(3)).apply(notice.outline)
    assert panel.selected() is not None


@pytest.mark.parametrize(
    ("criterion", "found"),
    [
        (OutlineFilter.ALL, [1, 2, 3, 8, 11, 13, 14]),
        (OutlineFilter.OPEN, [1, 2, 8, 11, 13, 14]),
        (OutlineFilter.FINDINGS, [1, 11]),
        (OutlineFilter.DOUBT, [1, 2, 8]),
        (OutlineFilter.UNSTATED, [13, 14]),
        (OutlineFilter.NOT_DONE, [1, 11]),
        (OutlineFilter.UNANSWERED, [1, 2, 3, 11]),
        (OutlineFilter.ANNOTATED, [1, 2, 8]),
        (OutlineFilter.UNSURE, [1, 2, 8]),
    ],
    ids=lambda value: value.value if isinstance(value, OutlineFilter) else "",
)
def test_criterion_lists_what_fits(
    qtbot: QtBot, criterion: OutlineFilter, found: list[int]
) -> None:
    notice = judged(labelled()).notice()
    hint = finding(notice, 3, "研讨走过场", Severity.HINT)
    panel = panel_of(qtbot, notice, finding(notice, 12, "专项行动"), hint)
    panel.criterion.setCurrentText(criterion.value)
    assert listed(panel) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("专家授课", [1, 2, 3]),  # in a measure
        ("走访群众１２０户", [13, 14]),  # in another width
        ("作风", [13, 14]),  # in the aspect above
        ("一是政治", [1, 2, 3]),  # number and words together
        ("没有这些字", []),
    ],
)
def test_words_are_found_anywhere_around_a_problem(
    qtbot: QtBot, words: str, found: list[int]
) -> None:
    panel = panel_of(qtbot, labelled().notice())
    type_words(panel.words, words)
    qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    assert listed(panel) == found
    assert panel._nothing.isVisible() == (not found)


def test_typing_filters_after_a_pause(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    type_words(panel.words, "作风")
    assert len(listed(panel)) == 7
    qtbot.waitUntil(lambda: listed(panel) == [13, 14])


def test_clearing_the_filter_keeps_the_current_row(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.select(NodeId(14))
    panel.criterion.setCurrentText(OutlineFilter.UNSTATED.value)
    assert panel.selected() == 14
    panel.criterion.setCurrentText(OutlineFilter.ALL.value)
    assert panel.selected() == 14
    assert len(listed(panel)) == 7


def test_what_is_judged_stays_listed_until_the_filter_is_set_anew(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    panel.criterion.setCurrentText(OutlineFilter.UNSTATED.value)
    operations.correct_status(notice.outline, NodeId(14), "done").apply(notice.outline)
    assert listed(panel) == [13, 14]


def test_another_notice_is_shown_unfiltered(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.criterion.setCurrentText(OutlineFilter.UNSTATED.value)
    panel.show_notice(mixed().notice())
    assert listed(panel) == [1]
    assert panel.criterion.currentText() == "全部"


def test_node_made_under_a_filter_is_listed(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice)
    panel.criterion.setCurrentText(OutlineFilter.UNSTATED.value)
    group = operations.make_node(
        notice.outline, notice.outline.node(NodeId(8)).body[0], NodeKind.PROBLEM
    )
    group.apply(notice.outline)
    panel.select(group.focus)
    assert group.focus in listed(panel)


def test_notice_without_problems_says_so(qtbot: QtBot) -> None:
    draft = labelled()
    draft.records.clear()
    panel = panel_of(qtbot, draft.notice())
    assert panel._nothing.isVisible()
    assert "没有分条列出的问题" in panel._nothing.text()


def test_drop_in_the_tree_asks_for_a_move(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    model = panel.outline
    with qtbot.waitSignal(panel.move_requested) as asked:
        mime = model.mimeData([model.index_of(NodeId(11))])
        model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, model.index_of(NodeId(13)))
    assert asked.args == [11, 13, 0]


def test_read_only_tree_cannot_be_dragged(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    panel.set_editable(False)
    assert panel.tree.dragDropMode() is QAbstractItemView.DragDropMode.NoDragDrop


def test_menu_is_asked_for_with_the_node_under_the_mouse(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    place = panel.tree.visualRect(panel.outline.index_of(NodeId(8))).center()
    with qtbot.waitSignal(panel.menu_requested) as asked:
        panel.tree.customContextMenuRequested.emit(place)
    assert asked.args[0] == 8
    with qtbot.waitSignal(panel.menu_requested) as asked:
        panel.tree.customContextMenuRequested.emit(QPoint(5, 590))
    assert asked.args[0] is None


def test_controls_explain_themselves(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, labelled().notice())
    for control in (panel.words, panel.criterion, panel.tree):
        assert control.toolTip()
        assert control.accessibleName()


def test_large_tree_unfolds_only_as_far_as_it_can_be_seen(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, large(2000).notice())
    assert 900 < len(listed(panel)) < 1100


def painted(notice: Notice, node_id: int, ground: str, *, width: int = 500) -> QImage:
    """A row as the delegate paints it."""
    panel = OutlinePanel()
    panel.show_notice(notice)
    option = QStyleOptionViewItem()
    option.widget = panel.tree
    option.rect = QImage(width, 30, QImage.Format.Format_RGB32).rect()
    palette = QPalette(QColor(ground))
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    option.palette = palette
    image = QImage(width, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    delegate = OutlineDelegate()
    delegate.paint(painter, option, panel.outline.index_of(NodeId(node_id)))
    assert delegate.sizeHint(option, QModelIndex()).height() > option.fontMetrics.height()
    painter.end()
    panel.deleteLater()
    return image


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("tints", [LIGHT, DARK], ids=["light", "dark"])
def test_item_is_painted_in_two_tints(qtbot: QtBot, tints: Tints) -> None:
    seen = colours(painted(mixed().notice(), 2, tints.plain))
    assert tints.kinds[NodeKind.MEASURE] in seen
    assert tints.kinds[NodeKind.OUTCOME] in seen


def test_heading_is_painted_without_tint(qtbot: QtBot) -> None:
    seen = colours(painted(labelled().notice(), 1, LIGHT.plain))
    assert not seen & set(LIGHT.kinds.values())


def test_doubtful_reading_shows_its_confidence(qtbot: QtBot) -> None:
    notice = labelled().notice()
    assert LIGHT.missing in colours(painted(notice, 8, LIGHT.plain))
    assert LIGHT.missing not in colours(painted(notice, 3, LIGHT.plain))
    # Where the row is too narrow the words go first.
    assert LIGHT.missing not in colours(painted(notice, 8, LIGHT.plain, width=60))


def test_findings_are_coloured_by_their_severity(qtbot: QtBot) -> None:
    notice = labelled().notice()
    panel = panel_of(qtbot, notice, finding(notice, 3, "研讨走过场"))
    option = QStyleOptionViewItem()
    OutlineDelegate().initStyleOption(
        option, panel.outline.index_of(NodeId(3), OutlineColumn.FINDINGS)
    )
    assert option.text == "●1"
    assert option.palette.color(QPalette.ColorRole.Text).name() == LIGHT.severities["suspect"]
