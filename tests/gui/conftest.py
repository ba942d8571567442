"""What tests of the window share: answers to its questions, stored samples, a window at work, and a look for leftovers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.procedures.workspaces import build_desk
from gui.settings import Settings
from models.annotation import Person
from models.ids import NoticeId
from models.library import ReadFile
from services.desk import Desk
from services.reading import FileReader
from services.workspace import Workspace

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
PERSON = Person("王审核", "巡察办")


@dataclass
class RecordedMessages:
    """Answers questions from lists set up by the test, and remembers what was said and asked."""

    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agrees: bool = True
    words: list[str | None] = field(default_factory=list)
    choices: list[int | None] = field(default_factory=list)
    files: list[list[Path]] = field(default_factory=list)
    folders: list[Path | None] = field(default_factory=list)
    targets: list[Path | None] = field(default_factory=list)
    proposed: list[Path] = field(default_factory=list)

    def ask(self, parent: QWidget | None, title: str, text: str) -> bool:
        self.asked.append(text)
        return self.agrees

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        self.said.append(text)

    def warn(self, parent: QWidget | None, title: str, text: str) -> None:
        self.warned.append(text)

    def text(self, parent: QWidget | None, title: str, label: str, initial: str = "") -> str | None:
        self.asked.append(label)
        return self.words.pop(0)

    def password(self, parent: QWidget | None, title: str, label: str) -> str | None:
        self.asked.append(label)
        return self.words.pop(0)

    def choose(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        options: Sequence[str],
        *,
        escape: int | None = None,
    ) -> int | None:
        self.asked.append(text)
        return self.choices.pop(0)

    def open_files(
        self, parent: QWidget | None, title: str, folder: Path | None, pattern: str
    ) -> list[Path]:
        return self.files.pop(0)

    def open_folder(self, parent: QWidget | None, title: str, folder: Path | None) -> Path | None:
        return self.folders.pop(0)

    def save_file(
        self, parent: QWidget | None, title: str, proposed: Path, pattern: str
    ) -> Path | None:
        self.proposed.append(proposed)
        return self.targets.pop(0)


@pytest.fixture(autouse=True)
def _no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set up first and torn down last: whatever a test opens must be closed by then."""
    yield
    if "qapp" not in request.fixturenames:
        return
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not visible, f"still on screen: {visible}"


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    found.person = PERSON
    return found


@pytest.fixture(scope="session")
def read_samples() -> dict[str, ReadFile]:
    """The samples as read, by name without ending."""
    read = FileReader(None)
    return {path.stem: read(path) for path in sorted(SAMPLES.glob("*.txt"))}


@pytest.fixture(scope="session")
def _sample_workspace(
    tmp_path_factory: pytest.TempPathFactory, read_samples: dict[str, ReadFile]
) -> Path:
    path = tmp_path_factory.mktemp("workspace") / "测试.duizhang"
    with Workspace.open(path) as workspace:
        added = [workspace.add(read_samples[name]).notice_id for name in ("linlan", "lanchuan")]
        desk = Desk(workspace, PERSON)
        for notice_id in added:
            desk.session(notice_id).refresh()
    return path


@pytest.fixture
def workspace_path(tmp_path: Path, _sample_workspace: Path) -> Path:
    """A closed workspace with the samples linlan and lanchuan in it, findings included."""
    return Path(shutil.copy(_sample_workspace, tmp_path))


@pytest.fixture
def open_window(
    qtbot: QtBot, settings: Settings, messages: RecordedMessages
) -> Iterator[Callable[..., MainWindow]]:
    """Opens a window on a workspace; all are closed at the end."""
    opened: list[MainWindow] = []

    def build(path: Path | None = None, *, size: tuple[int, int] = (1366, 768)) -> MainWindow:
        desk = None if path is None else build_desk(path, settings.person or PERSON)
        window = MainWindow(desk, settings, messages)
        window.resize(*size)
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield build
    messages.agrees = True
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[..., MainWindow], workspace_path: Path) -> MainWindow:
    """A window on the workspace with two samples."""
    return open_window(workspace_path)


def ids_of(window: MainWindow) -> list[NoticeId]:
    """The ids of the notices in the library, in its order."""
    return [summary.id for summary in window.open_desk.summaries]
