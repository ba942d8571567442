"""列对应 of the open notice: shows the dialog and makes one change of what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from models.errors import AppError
from models.ids import NoticeId

# The readers are loaded when they are wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.dialogs.columns_dialog import ColumnsDialog
    from gui.main_window import MainWindow
    from models.ledger_columns import ColumnMapping


class ColumnMappings(QObject):
    """Opens 列对应 and applies it; remembers what was chosen for each notice while the window is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._chosen: dict[NoticeId, tuple[ColumnMapping, ...]] = {}
        self.dialog: ColumnsDialog | None = None

    def show(self) -> ColumnsDialog | None:
        """Opens the dialog for the open notice."""
        from gui.dialogs.columns_dialog import ColumnsDialog
        from services.column_mapping import previews

        notice = self._open_desk.notice
        if notice is None:
            return None
        dialog = ColumnsDialog(self._window)
        dialog.set_editable(self._open_desk.is_writable)
        dialog.show_tables(previews(notice), self._chosen.get(notice.id, ()))
        dialog.mappings_chosen.connect(self._on_chosen)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()
        return dialog

    @Slot(object)
    def _on_chosen(self, mappings: tuple[ColumnMapping, ...]) -> None:
        from services.column_mapping import remap

        notice = self._open_desk.notice
        if notice is None:
            return
        try:
            group = remap(notice, mappings)
        except AppError as error:
            self._open_desk.failed.emit(str(error))
            return
        if self._open_desk.do(group):
            self._chosen[notice.id] = mappings
            if self.dialog is not None:
                self.dialog.accept()

    @Slot(int)
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
