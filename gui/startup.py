"""From the application to a working window: settings, looks, log; the slow parts after the first paint."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gui.appearance import has_chinese_font, set_up_appearance
from gui.icons import forget_icons
from gui.logs import CrashReporter, start_log
from gui.main_window import MainWindow
from gui.messages import DialogMessages, Messages
from gui.preflight import font_sentence
from gui.procedures.workspaces import build_desk
from gui.settings import Settings
from models.annotation import Person

if TYPE_CHECKING:
    from models.progress import CancelToken, Progress
    from models.segment import Segmenter
    from services.desk import Desk

# Screens up to this width are filled at the first start.
_SMALL_SCREEN = 1600


class Startup(QObject):
    """Builds the window of a run and brings it to life once it is on screen."""

    def __init__(
        self,
        application: QApplication,
        workspace: Path | None = None,
        files: tuple[Path, ...] = (),
        *,
        settings: Settings | None = None,
        messages: Messages | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._workspace = workspace
        self._files = files
        self._settings = settings or Settings(user_settings())
        self._messages = messages or DialogMessages()
        self.window: MainWindow | None = None

    def begin(self) -> None:
        """Shows the window; everything slow waits until it is painted."""
        log_file = log_path()
        start_log(log_file)
        sys.excepthook = CrashReporter(log_file, self._tell_crash)
        set_up_appearance(self._application, is_large=self._settings.is_large_type)
        self._application.aboutToQuit.connect(forget_icons)
        window = MainWindow(None, self._settings, self._messages, make_desk=desk_with_terms)
        window.side_dialogs.log_file = log_file
        window.first_painted.connect(self._on_first_painted)
        self.window = window
        screen = window.screen().availableGeometry()
        if self._settings.state("geometry") is None and screen.width() <= _SMALL_SCREEN:
            window.showMaximized()
        else:
            window.show()

    @Slot()
    def _on_first_painted(self) -> None:
        window = self.window
        if window is None:
            return
        window.imports.use_segmenter(segmenter())
        window.open_desk.desk_changed.connect(self._on_desk_changed)
        window.workspaces.open_first(self._workspace)
        QTimer.singleShot(0, self._on_filled)

    @Slot()
    def _on_filled(self) -> None:
        """What can wait until the list of notices is on screen."""
        window = self.window
        if window is None:
            return
        window.dress()
        if not has_chinese_font():
            self._messages.warn(window, "对账", font_sentence())

    @Slot()
    def _on_desk_changed(self) -> None:
        window = self.window
        if window is None or window.open_desk.desk is None:
            return
        window.open_desk.desk_changed.disconnect(self._on_desk_changed)
        window.runner.start(warm_up)
        files, self._files = self._files, ()
        window.imports.start(files)

    def _tell_crash(self, sentence: str) -> None:
        self._messages.warn(self.window, "对账", sentence)


def user_settings() -> QSettings:
    """The settings of this user: an INI file, so that it can be looked at and taken along."""
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(form, scope, "duizhang", "duizhang")


def log_path() -> Path:
    """Where the log lies."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "duizhang.log"


@cache
def segmenter() -> Segmenter:
    """What cuts words; loads its dictionary at the first use."""
    from importers.terms import JiebaSegmenter  # noqa: PLC0415 - not before the first paint
    from services.data_folder import terms_folder  # noqa: PLC0415

    return JiebaSegmenter(terms_folder())


def desk_with_terms(path: Path, person: Person) -> Desk:
    """Opens a workspace, for checks that cut words."""
    return build_desk(path, person, segmenter())


def warm_up(progress: Progress, cancel: CancelToken) -> None:
    """Loads checks and dictionary beside the window, so that the first edit does not wait for them."""
    import services.importing  # noqa: F401, PLC0415 - brings the checks along

    cancel.check()
    segmenter().words("整改台账")
