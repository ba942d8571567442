"""A picture of the window at work, made without a screen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gui.appearance import set_up_appearance
from gui.main_window import MainWindow
from gui.messages import DialogMessages
from gui.procedures.exports import ledger_notices
from gui.procedures.workspaces import build_desk
from gui.settings import Settings
from models.annotation import Person
from models.ids import NodeId
from services.review_session import ReviewSession

# How long the window gets to arrange itself.
_SETTLE_MS = 300
_PERSON = Person("审核人")


def draw_window(workspace: Path, target: Path, size: tuple[int, int]) -> None:
    """Opens `workspace` and draws the window; the settings of the user are neither read nor changed.

    Raises:
        StorageError: if the workspace cannot be opened.
        OSError: if the picture cannot be written.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    set_up_appearance(application, is_large=False)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.person = _PERSON
        window = MainWindow(None, settings, DialogMessages())
        try:
            window.open_desk.use(build_desk(workspace, _PERSON))
            window.resize(*size)
            window.dress()
            window.show()
            show_telling_place(window)
            _settle()
            if not window.grab().save(str(target), "PNG"):
                raise OSError(f"cannot write {target}")
        finally:
            window.close()
            window.deleteLater()


def show_telling_place(window: MainWindow) -> None:
    """Opens the first notice with problems, at the first problem that the checks have found something in."""
    notices = ledger_notices(window.open_desk.summaries)
    if not notices:
        return
    window.show_notice(notices[0].id)
    session = window.open_desk.session
    node_id = telling_node(session) if session is not None else None
    if node_id is not None:
        window.show_node(node_id)


def telling_node(session: ReviewSession) -> NodeId | None:
    """The first lowest problem that a finding names, else the first one."""
    problems = [node.id for node in session.notice.outline.lowest_problems()]
    named = {node_id for finding in session.diagnostics for node_id in finding.nodes}
    return next((node_id for node_id in problems if node_id in named), next(iter(problems), None))


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
