"""列对应 of the open notice: shows the dialog and has the notice read as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

# The readers are loaded when they are wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.dialogs.columns_dialog import ColumnsDialog
    from gui.main_window import MainWindow
    from gui.procedures.guided_readings import GuidedReadings
    from models.ledger_columns import ColumnMapping


class ColumnMappings(QObject):
    """Opens 列对应 with what holds now, and closes it once it was applied."""

    def __init__(self, window: MainWindow, guided: GuidedReadings) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._guided = guided
        self._guided.settled.connect(self._on_settled)
        self._guided.ended.connect(self._on_ended)
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
        dialog.show_tables(previews(notice))
        dialog.mappings_chosen.connect(self._on_chosen)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()
        return dialog

    @Slot(object)
    def _on_chosen(self, mappings: tuple[ColumnMapping, ...]) -> None:
        from services.column_mapping import LABEL, guided_by_columns

        notice = self._open_desk.notice
        if notice is not None:
            columns = guided_by_columns(notice, mappings).columns
            self._guided.say(lambda guidance: guidance.with_columns(columns), LABEL)
        if self.dialog is not None:
            self.dialog.show_busy(is_busy=self._guided.is_running)

    @Slot()
    def _on_ended(self) -> None:
        if self.dialog is not None:
            self.dialog.show_busy(is_busy=False)

    @Slot(str)
    def _on_settled(self, label: str) -> None:
        from services.column_mapping import LABEL

        if label == LABEL and self.dialog is not None:
            self.dialog.accept()

    @Slot(int)
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._guided.stop()
