"""非正文: what of a text is not read as the notice, listed, marked and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from models.source import Span

# The dialog is loaded when it is wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.dialogs.clutter_dialog import ClutterDialog
    from gui.main_window import MainWindow
    from gui.procedures.guided_readings import GuidedReadings

MARK = "标为非正文"
RESTORE = "恢复为正文"


class ClutterList(QObject):
    """Has the open notice read with other clutter, and keeps 非正文内容 up to date while it is open."""

    def __init__(self, window: MainWindow, guided: GuidedReadings) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._guided = guided
        self.dialog: ClutterDialog | None = None
        self._open_desk.notice_opened.connect(self._fill)
        self._open_desk.desk_changed.connect(self._hide)

    def show(self) -> ClutterDialog:
        """Opens 非正文内容."""
        from gui.dialogs.clutter_dialog import ClutterDialog

        if self.dialog is None:
            self.dialog = ClutterDialog(self._window)
            self.dialog.place_chosen.connect(self._window.show_span)
            self.dialog.clutter_wanted.connect(self.say)
        self.dialog.show()
        self._fill()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    @Slot(object, bool)
    def say(self, spans: tuple[Span, ...], is_clutter: bool) -> None:  # as the signals have it
        """标为非正文, or 恢复为正文."""
        if not spans:
            return
        if is_clutter:
            self._guided.say(lambda guidance: guidance.cluttering(spans), MARK, spans[0])
        else:
            self._guided.say(lambda guidance: guidance.restoring(spans), RESTORE, spans[0])

    @Slot()
    def _fill(self) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.set_editable(self._open_desk.is_writable)
            self.dialog.show_notice(self._open_desk.notice)

    @Slot()
    def _hide(self) -> None:
        if self.dialog is not None:
            self.dialog.hide()
