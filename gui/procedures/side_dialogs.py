"""The dialogs that stay beside the window: 通报信息, 修改记录, 设置, 快捷键, 关于."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence

from gui.procedures.clutter_list import ClutterList
from gui.procedures.column_mappings import ColumnMappings
from gui.procedures.guided_readings import GuidedReadings
from models.errors import AppError

# The dialogs are loaded when they are wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.dialogs.about_dialog import AboutDialog
    from gui.dialogs.facts_dialog import FactsDialog
    from gui.dialogs.history_dialog import HistoryDialog
    from gui.dialogs.keys_dialog import KeysDialog
    from gui.dialogs.settings_dialog import SettingsDialog
    from gui.main_window import MainWindow


class SideDialogs(QObject):
    """Builds each dialog when it is first wanted and keeps it up to date while it is open.

    Signals:
        place_chosen: NoticeId and NodeId | None, from 修改记录.
        settings_applied: the settings have changed.
    """

    place_chosen = Signal(object, object)
    settings_applied = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self.guided = GuidedReadings(window)
        self.columns = ColumnMappings(window, self.guided)
        self.clutter = ClutterList(window, self.guided)
        self._facts: FactsDialog | None = None
        self._history: HistoryDialog | None = None
        self.log_file: Path | None = None
        self._open_desk.notice_opened.connect(self._on_notice_opened)
        self._open_desk.edited.connect(self._on_edited)
        self.guided.ended.connect(self._on_notice_opened)
        self._open_desk.desk_changed.connect(self._on_desk_changed)

    @property
    def facts(self) -> FactsDialog | None:
        """通报信息, once it was opened."""
        return self._facts

    @property
    def history(self) -> HistoryDialog | None:
        """修改记录, once it was opened."""
        return self._history

    def show_facts(self) -> FactsDialog:
        """Opens 通报信息."""
        from gui.dialogs.facts_dialog import FactsDialog

        if self._facts is None:
            self._facts = FactsDialog(self._window)
            commands = self._window.commands
            self._facts.fact_corrected.connect(commands.correct_fact)
            self._facts.claim_corrected.connect(commands.correct_claim)
            self._facts.damage_decided.connect(commands.decide_damage)
            self._facts.kind_chosen.connect(commands.say_kind)
            self._facts.place_chosen.connect(self._window.show_span)
            self._facts.refused.connect(self._open_desk.failed)
        self._facts.set_editable(self._open_desk.is_writable)
        self._facts.show_notice(self._open_desk.notice)
        _present(self._facts)
        return self._facts

    def show_history(self) -> HistoryDialog:
        """Opens 修改记录."""
        from gui.dialogs.history_dialog import HistoryDialog

        if self._history is None:
            self._history = HistoryDialog(self._window)
            self._history.place_chosen.connect(self.place_chosen)
            self._history.scope_changed.connect(self._fill_history)
        self._fill_history()
        _present(self._history)
        return self._history

    def show_settings(self) -> SettingsDialog:
        """Opens 设置."""
        from gui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._window.settings, self._window)
        dialog.applied.connect(self.settings_applied)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_keys(self) -> KeysDialog:
        """Opens 快捷键."""
        from gui.dialogs.keys_dialog import KeysDialog

        table = self._window.bars.table
        keys = [
            (spec.text.rstrip("…"), key_names(table[spec.id].shortcuts()), spec.tooltip)
            for spec in table.specs
            if spec.shortcuts
        ]
        dialog = KeysDialog(keys, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_about(self) -> AboutDialog:
        """Opens 关于."""
        from gui.dialogs.about_dialog import AboutDialog

        dialog = AboutDialog(self._open_desk.path, self.log_file, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot()
    def _fill_history(self) -> None:
        desk = self._open_desk.desk
        if self._history is None or desk is None:
            return
        notice = self._open_desk.notice
        wanted = notice.id if notice is not None and self._history.only_open.isChecked() else None
        try:
            entries = desk.workspace.log(wanted)
        except AppError as error:
            self._open_desk.failed.emit(str(error))
            return
        name_of = self._window.notices.name_of
        names = {summary.id: name_of(summary) for summary in self._open_desk.summaries}
        self._history.show_entries(entries, names)

    @Slot()
    def _on_notice_opened(self) -> None:
        if self._facts is not None and self._facts.isVisible():
            self._facts.show_notice(self._open_desk.notice)

    @Slot()
    def _on_edited(self) -> None:
        self._on_notice_opened()
        if self._history is not None and self._history.isVisible():
            self._fill_history()

    @Slot()
    def _on_desk_changed(self) -> None:
        for dialog in (self._facts, self._history):
            if dialog is not None:
                dialog.hide()


def key_names(shortcuts: Sequence[QKeySequence]) -> str:
    """Keys as the menus name them."""
    return "、".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in shortcuts)


def _present(dialog: FactsDialog | HistoryDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
