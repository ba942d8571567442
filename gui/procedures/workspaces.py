"""Opening 项目文件: the last one at the start, another one, a new one; and what to do where that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.workspace_paths import WORKSPACE_PATTERN, free_path, proposed_workspace, with_suffix
from models.annotation import Person
from models.errors import AppError

if TYPE_CHECKING:
    from gui.dialogs.first_start_dialog import FirstStart, FirstStartDialog
    from gui.main_window import MainWindow
    from models.segment import Segmenter
    from services.desk import Desk

MakeDesk = Callable[[Path, Person], "Desk"]

_OPEN_OTHER, _CREATE_NEW = "打开其他…", "新建…"


class Workspaces(QObject):
    """Opens workspaces for one window.

    Signals:
        samples_wanted: the first start was asked to bring in the samples.
    """

    samples_wanted = Signal()

    def __init__(self, window: MainWindow, make_desk: MakeDesk) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._settings = window.settings
        self._messages = window.messages
        self._make_desk = make_desk

    def open_first(self, path: Path | None = None) -> None:
        """Opens `path`, else the last workspace, else asks what the first start has to ask."""
        if self._settings.person is None:
            self.ask_first(path)
            return
        wanted = path or self._settings.workspace
        if wanted is None:
            self.ask_first()
        elif path is None and not wanted.exists():
            self._offer_others(
                f"上次使用的项目文件不在了：{wanted}\n"
                "它可能已被移动或改名，也可能所在的磁盘没有接上。"
            )
        else:
            self.open(wanted)

    def ask_first(self, path: Path | None = None) -> FirstStartDialog:
        """Shows the dialog of the first start."""
        from gui.dialogs.first_start_dialog import FirstStartDialog  # noqa: PLC0415 - after the first paint

        dialog = FirstStartDialog(self._messages, self._window)
        if path is not None:
            dialog.path_field.setText(str(path))
        person = self._settings.person
        if person is not None:
            dialog.name_field.setText(person.name)
            dialog.office_field.setText(person.office)
            dialog.choose_purpose(self._settings.purpose)
        dialog.decided.connect(self._on_first_decided)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def choose(self) -> None:
        """Asks which existing workspace to open."""
        if self._settings.person is None:
            self.ask_first()
            return
        at = (self._settings.workspace or proposed_workspace()).parent
        chosen = self._messages.open_files(self._window, "打开项目文件", at, WORKSPACE_PATTERN)
        if chosen:
            self.open(chosen[0])

    def create(self) -> None:
        """Asks where a new workspace shall lie."""
        if self._settings.person is None:
            self.ask_first()
            return
        at = free_path((self._settings.workspace or proposed_workspace()).parent)
        chosen = self._messages.save_file(self._window, "新建项目文件", at, WORKSPACE_PATTERN)
        path = with_suffix(str(chosen)) if chosen else None
        if path is None:
            return
        if path.exists():
            # Nothing is ever overwritten: an existing 项目文件 holds somebody's work.
            self._messages.warn(
                self._window,
                "新建项目文件",
                f"“{path.name}”已经存在，没有覆盖。请换一个名字，或者用“打开”。",
            )
            return
        self.open(path)

    @Slot()
    def open_again(self) -> None:
        """Opens the same workspace once more, to write this time."""
        if self._open_desk.path is not None:
            self.open(self._open_desk.path)

    def open(self, path: Path) -> bool:
        """Opens or creates a workspace.

        Returns:
            Whether it is open now; if not, the user has been told and offered a way on.
        """
        person = self._settings.person
        if person is None:
            self.ask_first(path)
            return False
        if self._window.is_working:
            self._messages.tell(
                self._window,
                "打开项目文件",
                "正在导入、导出或重新识读，请等它完成，或者先停止，再打开别的项目文件。",
            )
            return False
        if path == self._open_desk.path:
            self._open_desk.close()  # it holds the lock that opening anew needs
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            desk = self._make_desk(path, person)
        except AppError as error:
            self._offer_others(f"{error}。")
            return False
        except OSError as error:
            self._offer_others(f"“{path}”打不开：{error.strerror}。")
            return False
        self._settings.remember_workspace(path)
        self._open_desk.use(desk)
        return True

    @Slot(object)
    def _on_first_decided(self, first: FirstStart) -> None:
        self._settings.person = first.person
        self._settings.purpose = first.purpose
        if self.open(first.workspace) and first.with_samples:
            self.samples_wanted.emit()

    def _offer_others(self, trouble: str) -> None:
        options = (_OPEN_OTHER, _CREATE_NEW)
        choice = self._messages.choose(self._window, "打开项目文件", trouble, options)
        if choice is not None:
            (self.choose if options[choice] == _OPEN_OTHER else self.create)()


def build_desk(path: Path, person: Person, segmenter: Segmenter | None = None) -> Desk:
    """Opens a workspace, creating it if absent, for a person to work in.

    Raises:
        StorageError: if it cannot be opened.
    """
    from services.desk import Desk  # noqa: PLC0415 - brings SQLAlchemy, so not before the first paint
    from services.workspace import Workspace  # noqa: PLC0415 - the same

    return Desk(Workspace.open(path), person, segmenter)
