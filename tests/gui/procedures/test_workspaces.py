from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.dialogs.first_start_dialog import FirstStart, FirstStartDialog
from gui.main_window import MainWindow
from gui.settings import Purpose, Settings
from gui.workspace_paths import free_path, place_problem, proposed_workspace, with_suffix
from models.annotation import Person
from tests.gui.conftest import PERSON, SAMPLES, RecordedMessages

Open = Callable[..., MainWindow]


@pytest.fixture
def dialog(qtbot: QtBot, messages: RecordedMessages) -> FirstStartDialog:
    made = FirstStartDialog(messages)
    qtbot.addWidget(made)
    made.open()
    return made


def test_first_start_asks_everything_and_gives_it_back(
    dialog: FirstStartDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.name_field.setText(" 李核 ")
    dialog.office_field.setText("县委巡察办")
    dialog.choose_purpose(Purpose.RESEARCH)
    dialog.path_field.setText(str(tmp_path / "研究"))
    with qtbot.waitSignal(dialog.decided) as waiting:
        dialog.samples_button.click()
    assert not dialog.isVisible()
    expected = FirstStart(
        Person("李核", "县委巡察办"), Purpose.RESEARCH, tmp_path / "研究.duizhang", True
    )
    assert waiting.args == [expected]


def test_first_start_says_what_it_must(dialog: FirstStartDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(type(dialog.problem)))
    assert "不联网" in words
    assert "涉密" in words
    assert dialog.path_field.text() == str(proposed_workspace())
    assert dialog.path_field.text().endswith("对账.duizhang")


def test_first_start_without_a_name_says_so_and_stays(dialog: FirstStartDialog) -> None:
    place = dialog.start_button.pos()
    dialog.start_button.click()
    assert dialog.isVisible()
    assert dialog.problem.text() == "请填写姓名。"
    assert dialog.name_field.hasFocus()
    QApplication.processEvents()
    assert dialog.start_button.pos() == place
    dialog.name_field.setText("李")
    assert not dialog.problem.isVisible()
    assert dialog.problem.text() == ""
    QApplication.processEvents()
    assert dialog.start_button.pos() == place


def test_first_start_takes_folder_or_existing_file(
    dialog: FirstStartDialog, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.folders = [tmp_path, None]
    dialog.browse_button.click()
    assert dialog.path_field.text() == str(tmp_path / "对账.duizhang")
    dialog.browse_button.click()
    messages.files = [[tmp_path / "旧.duizhang"], []]
    dialog.existing_button.click()
    dialog.existing_button.click()
    assert dialog.path_field.text() == str(tmp_path / "旧.duizhang")


def test_places_where_nothing_can_lie_are_refused(tmp_path: Path) -> None:
    assert place_problem(None) == "请选择项目文件放在哪里。"
    assert "是一个文件夹" in str(place_problem(tmp_path))
    (tmp_path / "file").write_text("")
    assert "不能写入" in str(place_problem(tmp_path / "file" / "x.duizhang"))
    assert place_problem(tmp_path / "neu" / "x.duizhang") is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "不能写入" in str(place_problem(tmp_path / "x.duizhang"))


def test_name_without_ending_gets_one(tmp_path: Path) -> None:
    assert with_suffix("") is None
    assert with_suffix("/a/b") == Path("/a/b.duizhang")
    assert with_suffix("/a/b.duizhang") == Path("/a/b.duizhang")


def test_new_name_is_not_taken(tmp_path: Path) -> None:
    first = free_path(tmp_path)
    first.write_text("")
    assert free_path(tmp_path).name == "对账2.duizhang"


def first_dialog() -> FirstStartDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, FirstStartDialog)]
    return next(widget for widget in found if widget.isVisible())


@pytest.fixture
def started(
    open_window: Open, settings: Settings, workspace_path: Path
) -> Callable[[Path | None], MainWindow]:
    def start(path: Path | None = None) -> MainWindow:
        window = open_window(None)
        window.workspaces.open_first(path)
        return window

    return start


def test_first_start_opens_a_new_workspace_with_samples(
    open_window: Open, settings: Settings, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    settings.person = Person("")
    window = open_window(None)
    assert settings.person is None
    window.workspaces.open_first()
    dialog = first_dialog()
    dialog.name_field.setText("李核")
    dialog.path_field.setText(str(tmp_path / "neu" / "对账.duizhang"))
    with qtbot.waitSignal(window.imports.finished, timeout=60_000):
        dialog.samples_button.click()
    assert settings.person == Person("李核")
    assert settings.workspace == tmp_path / "neu" / "对账.duizhang"
    assert len(window.open_desk.summaries) == len(list(SAMPLES.glob("*.txt")))
    assert messages.warned == []
    assert window.imports.dialog is not None
    window.imports.dialog.close()


def test_next_start_opens_the_last_workspace(
    started: Callable[..., MainWindow], settings: Settings, workspace_path: Path
) -> None:
    settings.remember_workspace(workspace_path)
    assert started().open_desk.path == workspace_path


def test_asked_for_workspace_goes_before_the_last(
    started: Callable[..., MainWindow], settings: Settings, workspace_path: Path, tmp_path: Path
) -> None:
    settings.remember_workspace(workspace_path)
    window = started(tmp_path / "另一个.duizhang")
    assert window.open_desk.path == tmp_path / "另一个.duizhang"
    assert window.centre.overview.is_empty
    assert settings.recent == [tmp_path / "另一个.duizhang", workspace_path]


def test_missing_workspace_is_not_made_anew_but_told_with_a_way_on(
    started: Callable[..., MainWindow],
    settings: Settings,
    workspace_path: Path,
    tmp_path: Path,
    messages: RecordedMessages,
) -> None:
    gone = tmp_path / "移走了.duizhang"
    settings.remember_workspace(gone)
    messages.choices, messages.files = [0], [[workspace_path]]
    window = started()
    assert "移走了.duizhang" in messages.asked[0]
    assert not gone.exists()
    assert window.open_desk.path == workspace_path


def test_file_that_is_no_workspace_is_told_and_nothing_is_open(
    started: Callable[..., MainWindow], tmp_path: Path, messages: RecordedMessages
) -> None:
    (tmp_path / "假的.duizhang").write_text("不是数据库" * 100, encoding="utf-8")
    messages.choices = [None]
    window = started(tmp_path / "假的.duizhang")
    assert "不是对账的项目文件" in messages.asked[0]
    assert window.open_desk.desk is None
    assert window.centre.overview.open_button.isVisible()
    assert not window.bars.table["import"].isEnabled()


def test_workspace_of_other_tables_is_told_and_never_shown_as_empty(
    started: Callable[..., MainWindow], workspace_path: Path, messages: RecordedMessages
) -> None:
    with closing(sqlite3.connect(workspace_path)) as connection:
        connection.execute("ALTER TABLE notice RENAME COLUMN code TO abbreviation")
        connection.commit()
    messages.choices = [None]
    window = started(workspace_path)
    assert "的结构与本程序不符（由开发中的旧版建立），没有打开" in messages.asked[0]
    assert window.open_desk.desk is None
    assert window.centre.overview.open_button.isVisible()
    assert "已自动保存" not in window.status_line.saved.text()


def test_folder_that_cannot_be_made_is_told(
    started: Callable[..., MainWindow], tmp_path: Path, messages: RecordedMessages
) -> None:
    (tmp_path / "file").write_text("")
    messages.choices, messages.targets = [1], [None]
    started(tmp_path / "file" / "x.duizhang")
    assert "打不开" in messages.asked[0]
    assert messages.proposed[0].suffix == ".duizhang"


def test_creating_never_overwrites(
    window: MainWindow, workspace_path: Path, messages: RecordedMessages, tmp_path: Path
) -> None:
    taken = tmp_path / "有了.duizhang"
    taken.write_text("x")
    messages.targets = [taken, tmp_path / "新的"]
    window.bars.table["new_workspace"].trigger()
    assert "没有覆盖" in messages.warned[0]
    assert window.open_desk.path == workspace_path
    window.bars.table["new_workspace"].trigger()
    assert window.open_desk.path == tmp_path / "新的.duizhang"


def test_no_other_workspace_while_files_come_in(
    window: MainWindow,
    workspace_path: Path,
    messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(window.imports), "is_running", property(lambda self: True))
    assert not window.workspaces.open(workspace_path.with_name("x.duizhang"))
    assert "正在导入" in messages.said[0]
    assert window.open_desk.path == workspace_path


def test_recent_menu_opens_what_is_there(
    window: MainWindow, settings: Settings, workspace_path: Path, tmp_path: Path
) -> None:
    settings.remember_workspace(tmp_path / "没有了.duizhang")
    settings.remember_workspace(workspace_path)
    menu = window.bars.recent_menu
    menu.fill()
    present, gone = menu.actions()
    assert present.isEnabled()
    assert not gone.isEnabled()
    window.open_desk.close()
    present.trigger()
    assert window.open_desk.path == workspace_path


def test_recent_menu_of_a_first_start_says_so(open_window: Open) -> None:
    window = open_window(None)
    assert window.settings.workspace is None
    window.bars.recent_menu.fill()
    (only,) = window.bars.recent_menu.actions()
    assert not only.isEnabled()


def test_without_a_person_every_way_leads_to_the_first_start(
    open_window: Open, settings: Settings, tmp_path: Path
) -> None:
    settings.person = Person("")
    window = open_window(None)
    for way in (
        window.workspaces.choose,
        window.workspaces.create,
        lambda: window.workspaces.open(tmp_path / "x.duizhang"),
    ):
        way()
        first_dialog().reject()
    assert window.open_desk.desk is None


def test_first_start_dialog_knows_what_was_said_before(window: MainWindow) -> None:
    dialog = window.workspaces.ask_first()
    assert dialog.name_field.text() == PERSON.name
    assert dialog.office_field.text() == PERSON.office
    assert dialog.purpose is Purpose.REVIEW
    dialog.reject()
