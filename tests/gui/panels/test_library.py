from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.itemmodels.notices_table_model import (
    NoticeColumn,
    NoticeRole,
    NoticesFilterModel,
    NoticesTableModel,
)
from gui.panels.library_panel import LibraryDropDown, LibraryPanel
from gui.panels.overview_panel import OverviewPanel
from models.ids import NoticeId
from models.library import NoticeSummary
from models.values import NoticeKind
from tests.gui.clicking import click, double_click

KIND = NoticeKind.RECTIFICATION_NOTICE
FIRST = NoticeSummary(
    NoticeId(1), "JT", "县交通局党组", "关于整改的通报", "jt.txt", KIND,
    "2025-11-21T02:32:00+00:00", 43, 42, 43, 12, 2, 3, 44,
)  # fmt: skip
SECOND = replace(
    FIRST, id=NoticeId(2), code="SW", name="县水务局党组", file_name="ｓｗ.txt", problems=9, done=0, stated=0,
    reviewed=0, doubts=0, findings=0, claimed_problems=None,
)  # fmt: skip
REPORT = replace(
    FIRST, id=NoticeId(3), code="BD", name="工作报道", kind=NoticeKind.WORK_REPORT, problems=0, done=0, stated=0,
    reviewed=0, doubts=0, findings=0, claimed_problems=None,
)  # fmt: skip


@pytest.fixture
def notices(qtbot: QtBot) -> NoticesTableModel:
    made = NoticesTableModel()
    made.show_summaries([FIRST, SECOND, REPORT])
    return made


def cells(notices: NoticesTableModel, row: int) -> list[object]:
    return [notices.index(row, column).data() for column in list(NoticeColumn)[:9]]


def test_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    notices = NoticesTableModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(notices, fatal)
    notices.show_summaries([FIRST])
    notices.show_summaries([replace(FIRST, reviewed=13), SECOND])
    notices.show_summaries([SECOND])
    notices.show_summaries([])
    tester.deleteLater()


def test_row_shows_what_is_claimed_beside_what_is_listed(notices: NoticesTableModel) -> None:
    assert cells(notices, 0) == [
        "JT", "县交通局党组", "整改通报", "44/43 ≠", "42/43（97.7%）", "12/43", "校核 3", "◆2", "jt.txt",
    ]  # fmt: skip
    assert cells(notices, 1)[3:8] == ["未写明/9", "未写明", "0/9", "0", "0"]
    assert cells(notices, 2)[2:6] == ["工作报道", "—", "—", "—"]


def test_notices_of_one_name_are_told_apart_by_their_code(qtbot: QtBot) -> None:
    notices = NoticesTableModel()
    notices.show_summaries([FIRST])
    assert cells(notices, 0)[1] == "县交通局党组"
    with qtbot.waitSignal(notices.dataChanged):
        notices.show_summaries([FIRST, replace(SECOND, name=FIRST.name), REPORT])
    names = [cells(notices, row)[1] for row in range(3)]
    assert names == ["县交通局党组（JT）", "县交通局党组（SW）", "工作报道"]


def test_headers_explain_themselves(notices: NoticesTableModel) -> None:
    across = Qt.Orientation.Horizontal
    for column in NoticeColumn:
        assert notices.headerData(column, across)
        assert notices.headerData(column, across, Qt.ItemDataRole.ToolTipRole)
    assert notices.headerData(0, across, Qt.ItemDataRole.DecorationRole) is None
    assert notices.headerData(3, across, Qt.ItemDataRole.TextAlignmentRole) is not None


def test_new_rows_leave_the_selection_alone(notices: NoticesTableModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(notices.modelReset):
        new = replace(FIRST, id=NoticeId(4))
        notices.show_summaries([replace(FIRST, reviewed=20), SECOND, REPORT, new])
    assert notices.index(0, NoticeColumn.REVIEWED).data() == "20/43"
    assert notices.row_of(NoticeId(4)) == 3
    assert notices.row_of(None) == -1


def test_sorting_goes_by_value_not_by_letters(notices: NoticesTableModel) -> None:
    filtered = NoticesFilterModel(notices)
    for column, order in (
        (NoticeColumn.REVIEWED, [3, 2, 1]),
        (NoticeColumn.LISTED, [3, 2, 1]),
        (NoticeColumn.DONE, [3, 2, 1]),
        (NoticeColumn.FINDINGS, [3, 2, 1]),
        (NoticeColumn.DOUBTS, [3, 2, 1]),
        (NoticeColumn.CODE, [3, 1, 2]),
    ):
        filtered.sort(column, Qt.SortOrder.AscendingOrder)
        ids = [filtered.index(row, 0).data(NoticeRole.NOTICE_ID) for row in range(3)]
        assert ids == order, column


def test_codes_with_numbers_are_sorted_by_the_numbers(qtbot: QtBot) -> None:
    notices = NoticesTableModel()
    codes = ["JY13", "JY2", "JY", "JY19"]
    notices.show_summaries(
        [replace(FIRST, id=NoticeId(at), code=code) for at, code in enumerate(codes, 1)]
    )
    filtered = NoticesFilterModel(notices)
    filtered.sort(NoticeColumn.CODE, Qt.SortOrder.AscendingOrder)
    shown = [filtered.index(row, NoticeColumn.CODE).data() for row in range(4)]
    assert shown == ["JY", "JY2", "JY13", "JY19"]


@pytest.mark.parametrize(
    ("words", "found"), [("水务", [2]), ("SW.txt 县", [2]), ("", [1, 2, 3]), ("市", [])]
)
def test_filter_wants_every_word(notices: NoticesTableModel, words: str, found: list[int]) -> None:
    filtered = NoticesFilterModel(notices)
    filtered.filter_by(words)
    rows = range(filtered.rowCount())
    assert [filtered.index(row, 0).data(NoticeRole.NOTICE_ID) for row in rows] == found
    assert filtered.index_of(NoticeId(1)).isValid() is (1 in found)


@pytest.fixture
def library(notices: NoticesTableModel, qtbot: QtBot) -> LibraryPanel:
    panel = LibraryPanel(notices)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_library_opens_by_enter_and_by_click(library: LibraryPanel, qtbot: QtBot) -> None:
    library.filter_field.setText("水务")
    with qtbot.waitSignal(library.notice_chosen) as waiting:
        qtbot.keyClick(library.filter_field, Qt.Key.Key_Return)
    assert waiting.args == [2]
    library.filter_field.clear()
    qtbot.keyClick(library.filter_field, Qt.Key.Key_Down)
    with qtbot.waitSignal(library.notice_chosen) as waiting:
        qtbot.keyClick(library.table, Qt.Key.Key_Return)
    assert waiting.args == [1]
    with qtbot.waitSignal(library.notice_chosen) as waiting:
        click(library.table, 2, NoticeColumn.NAME)
    assert waiting.args == [3]


def test_library_says_when_nothing_fits(library: LibraryPanel, qtbot: QtBot) -> None:
    library.filter_field.setText("没有的")
    assert "没有符合的材料" in [
        label.text() for label in library.findChildren(type(library._empty)) if label.isVisible()
    ]
    with qtbot.assertNotEmitted(library.notice_chosen):
        qtbot.keyClick(library.filter_field, Qt.Key.Key_Return)


def test_library_marks_the_open_notice_without_opening_it(
    library: LibraryPanel, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(library.notice_chosen):
        library.show_current(NoticeId(2))
    assert library.table.currentIndex().data(NoticeRole.NOTICE_ID) == 2


def test_library_brings_the_open_notice_into_sight(qtbot: QtBot) -> None:
    notices = NoticesTableModel()
    notices.show_summaries([replace(FIRST, id=NoticeId(number)) for number in range(1, 80)])
    panel = LibraryPanel(notices)
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    panel.show_current(NoticeId(79))
    place = panel.table.visualRect(panel.table.currentIndex())
    assert place.height() > 0
    assert panel.table.viewport().rect().contains(place.center())


def test_drop_down_names_the_open_notice(notices: NoticesTableModel, qtbot: QtBot) -> None:
    button = LibraryDropDown()
    qtbot.addWidget(button)
    library = LibraryPanel(notices)
    button.open_list()
    assert not button.is_open
    button.hold(library)
    button.show_summary(FIRST)
    assert button.text() == "材料库 ▾  县交通局党组  12/43  校核 3"
    notices.show_summaries([FIRST, replace(SECOND, name=FIRST.name), REPORT])
    button.show_summary(FIRST)
    assert button.text() == "材料库 ▾  县交通局党组（JT）  12/43  校核 3"
    button.show_summary(REPORT)
    assert button.text() == "材料库 ▾  工作报道"
    button.show_summary(None)
    assert button.text() == "材料库 ▾"


def hints(panel: OverviewPanel) -> list[str]:
    labels = panel.findChildren(QLabel)
    return [one.text() for one in labels if one.isVisible() and one.text().startswith("没有")]


def test_overview_opens_by_enter_and_by_double_click(
    notices: NoticesTableModel, qtbot: QtBot
) -> None:
    panel = OverviewPanel(notices)
    qtbot.addWidget(panel)
    panel.show_workspace(is_open=True, is_editable=True)
    panel.show()
    assert panel.figures.text() == "材料 3 份 · 具体问题 52 · 已审 12 · 校核结果 3"
    assert not hints(panel)
    panel.filter_by("没有的")
    assert hints(panel) == ["没有符合的材料；清空右上角的查找框可看全部"]
    panel.filter_by("")
    assert not hints(panel)
    panel.show_current(NoticeId(2))
    with qtbot.waitSignal(panel.notice_chosen) as waiting:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert waiting.args == [2]
    with qtbot.waitSignal(panel.notice_chosen):
        double_click(panel.table, 0)


def test_empty_overview_says_what_to_do_first(qtbot: QtBot) -> None:
    panel = OverviewPanel(NoticesTableModel())
    qtbot.addWidget(panel)
    panel.show()
    for signal, button in (
        (panel.open_wanted, panel.open_button),
        (panel.create_wanted, panel.create_button),
    ):
        assert button.isVisible()
        with qtbot.waitSignal(signal):
            button.click()
    panel.show_workspace(is_open=True, is_editable=True)
    for signal, button in (
        (panel.import_wanted, panel.import_button),
        (panel.samples_wanted, panel.samples_button),
    ):
        assert button.isVisible()
        with qtbot.waitSignal(signal):
            button.click()
    panel.show_workspace(is_open=True, is_editable=False)
    assert not panel.import_button.isEnabled()
