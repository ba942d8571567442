from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui import app, appearance, startup
from gui.app import Wanted, build_application, parse, run_window
from gui.main_window import MainWindow
from gui.picture import draw_window, telling_node
from gui.settings import Settings
from gui.startup import Startup, log_path, user_settings, warm_up
from models.errors import StorageError
from models.progress import NeverCancelled, NoProgress
from services.workspace import Workspace
from tests.gui.conftest import RecordedMessages, ids_of

PROJECT = Path(__file__).parents[2]
HERE = Path.cwd()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], Wanted()),
        (["open", "a.duizhang"], Wanted(HERE / "a.duizhang")),
        (["open", "a", "b.txt", "c"], Wanted(HERE / "a", (HERE / "b.txt", HERE / "c"))),
        (["open"], None),
        (["open", "a", "--json"], None),
        (["a.duizhang"], None),
    ],
)
def test_arguments_say_what_to_open(arguments: list[str], wanted: Wanted | None) -> None:
    assert parse(arguments) == wanted


def test_wrong_use_is_told_and_opens_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_window(["open"]) == 2
    assert "用法" in capsys.readouterr().err


def test_what_is_missing_is_told_instead_of_an_abort(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "missing_for_window", lambda: ["缺少系统库 libEGL.so.1。"])
    assert run_window([]) == 2
    assert capsys.readouterr().err == "缺少系统库 libEGL.so.1。\n"


def test_application_is_made_once(qapp: QApplication) -> None:
    assert build_application(["x"]) is qapp


@pytest.fixture
def begin(
    qapp: QApplication, settings: Settings, messages: RecordedMessages, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., MainWindow]]:  # fmt: skip
    begun: list[Startup] = []
    hook, style = sys.excepthook, qapp.styleSheet()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(startup, "warm_up", lambda progress, cancel: None)

    def build(*inputs: object) -> MainWindow:
        run = Startup(qapp, *inputs, settings=settings, messages=messages)
        begun.append(run)
        run.begin()
        assert run.window is not None
        return run.window

    yield build
    for run in begun:
        assert run.window is not None
        run.window.close()
        run.window.deleteLater()
        run.deleteLater()
    sys.excepthook = hook
    qapp.setStyleSheet(style)
    qInstallMessageHandler(None)
    root.setLevel(level)
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
        handler.close()


def test_workspace_opens_after_the_first_paint(
    begin: Callable[..., MainWindow], workspace_path: Path, qtbot: QtBot
) -> None:
    window = begin(workspace_path)
    assert window.open_desk.desk is None
    assert window.bars.table["import"].icon().isNull()
    qtbot.waitUntil(lambda: window.open_desk.path == workspace_path, timeout=20_000)
    qtbot.waitUntil(lambda: not window.bars.table["import"].icon().isNull())
    assert len(window.open_desk.summaries) == 2


def test_files_of_the_command_line_are_imported(
    begin: Callable[..., MainWindow], workspace_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    started: list[tuple[Path, ...]] = []
    window = begin(workspace_path, (HERE / "a.txt",))
    monkeypatch.setattr(window.imports, "start", started.append)
    qtbot.waitUntil(lambda: started == [(HERE / "a.txt",)], timeout=20_000)
    window.workspaces.open(workspace_path)
    assert len(started) == 1


def test_crash_is_told_once(
    begin: Callable[..., MainWindow], workspace_path: Path, messages: RecordedMessages, qtbot: QtBot
) -> None:
    window = begin(workspace_path)
    qtbot.waitUntil(lambda: window.open_desk.desk is not None, timeout=20_000)
    for _ in range(2):
        sys.excepthook(ValueError, ValueError("x"), None)
    assert len(messages.warned) == 1
    assert str(log_path()) in messages.warned[0]


def test_missing_font_is_told(
    begin: Callable[..., MainWindow], workspace_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    monkeypatch.setattr(startup, "has_chinese_font", lambda: False)
    begin(workspace_path)
    qtbot.waitUntil(lambda: bool(messages.warned), timeout=20_000)
    assert "fonts-noto-cjk" in messages.warned[0]


def test_settings_and_log_lie_in_the_users_folders() -> None:
    assert user_settings().fileName().endswith("duizhang.ini")
    assert log_path().name == "duizhang.log"


def test_warming_up_loads_the_dictionary() -> None:
    warm_up(NoProgress(), NeverCancelled())
    assert startup.segmenter() is startup.segmenter()


def test_words_of_qt_are_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    assert appearance.load_translation(qapp)
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert any("复制" in action.text() for action in menu.actions())
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QCoreApplication.translate("Other", "Folder") == "Folder"
    menu.deleteLater()


def test_missing_style_sheet_and_words_do_no_harm(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    style = qapp.style().objectName()
    monkeypatch.setattr(appearance, "STYLE_SHEET", tmp_path / "none.qss")
    monkeypatch.setattr(appearance.QLibraryInfo, "path", lambda *a: str(tmp_path))
    appearance.set_up_appearance(qapp, is_large=False)
    qapp.setStyle(style)
    assert not appearance.load_translation(qapp)


def test_system_with_chinese_is_found_to_have_it(qapp: QApplication) -> None:
    assert isinstance(appearance.has_chinese_font(), bool)


def test_picture_shows_the_window_at_a_telling_problem(
    qapp: QApplication, workspace_path: Path, tmp_path: Path
) -> None:
    style = qapp.styleSheet()
    target = tmp_path / "窗口.png"
    draw_window(workspace_path, target, (1366, 768))
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1366, 768)
    colours = {image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
    assert len(colours) > 20
    qapp.setStyleSheet(style)


def test_picture_of_an_empty_workspace_is_drawn_too(qapp: QApplication, tmp_path: Path) -> None:
    Workspace.open(tmp_path / "空.duizhang").close()
    draw_window(tmp_path / "空.duizhang", tmp_path / "空.png", (800, 600))
    assert (tmp_path / "空.png").exists()


def test_picture_that_cannot_be_written_raises(
    qapp: QApplication, workspace_path: Path, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="cannot write"):
        draw_window(workspace_path, tmp_path / "kein" / "x.png", (400, 300))


def test_picture_of_no_workspace_raises(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "x.duizhang").write_text("kein" * 100)
    with pytest.raises(StorageError):
        draw_window(tmp_path / "x.duizhang", tmp_path / "x.png", (400, 300))


def test_telling_node_is_the_first_problem_with_a_finding(window: MainWindow) -> None:
    window.show_notice(ids_of(window)[0])
    session = window.open_desk.session
    assert session is not None
    named = {node_id for finding in session.diagnostics for node_id in finding.nodes}
    assert telling_node(session) in named


def test_render_window_draws_in_a_process_of_its_own(workspace_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "窗口.png"
    script = "import sys; from pathlib import Path; from gui.app import render_window; "
    script += "render_window(Path(sys.argv[1]), Path(sys.argv[2]))"
    command = [sys.executable, "-c", script, str(workspace_path), str(target)]
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert QImage(str(target)).width() == 1366


def test_importing_the_entry_loads_neither_qt_nor_sqlalchemy() -> None:
    script = "import sys, gui.app; print(sorted(m for m in ('PySide6', 'sqlalchemy', 'jieba') if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_window_is_there_before_sqlalchemy_icons_and_jieba() -> None:
    script = (
        "import sys, gui.startup; "
        "print(sorted(m for m in ('sqlalchemy', 'qtawesome', 'jieba', 'openpyxl') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
