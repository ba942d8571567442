"""Menus, toolbar and the buttons of the notice bar: all that is built from the action table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QWidget, QWidgetAction

from gui.actions.commands import StepTarget
from gui.actions.recent_menu import RecentMenu
from gui.actions.spec import ActionSpec
from gui.actions.table import STEP_WORDS, ActionTable, fill_menus, fill_toolbar

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_ICON = QSize(18, 18)
_IN_NOTICE_BAR = ("facts", "findings", "damage", "overview")


class Bars(QObject):
    """Builds the bars of a window, and builds them anew when the 审核结论 of the settings are others.

    Signals:
        triggered: the ActionSpec that was chosen.
    """

    triggered = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.settings
        self._notice_bar = window.centre.notice_bar
        self._gap, self._search = QWidgetAction(self), QWidgetAction(self)
        gap = QWidget(window)
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._gap.setDefaultWidget(gap)
        self._search.setDefaultWidget(window.search_field)
        self._step_target = StepTarget.OPEN
        self.recent_menu = RecentMenu(window.settings, window)
        self.table = ActionTable(window.settings.verdicts, self)
        self.toolbar = self._empty_toolbar()
        self._fill()

    def rebuild(self) -> None:
        """Takes the bars down and builds them from the settings as they are now."""
        for action in self._window.menuBar().actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.deleteLater()
        self._window.menuBar().clear()
        self.toolbar.clear()
        self._notice_bar.clear_actions()
        self.table.deleteLater()
        self.table = ActionTable(self._settings.verdicts, self)
        self._fill()
        self.table.dress()

    def show_history(self, undo_label: str | None, redo_label: str | None) -> None:
        """Names what 撤销 and 重做 would do."""
        for action_id, name, label in (("undo", "撤销", undo_label), ("redo", "重做", redo_label)):
            action = self.table[action_id]
            action.setText(f"{name} {label}" if label else name)
            action.setIconText(name)

    def show_step_target(self, target: StepTarget) -> None:
        """Says on the button what 上一处 and 下一处 go through."""
        self._step_target = target
        for other in StepTarget:
            self.table[f"step_{other.value}"].setChecked(other is target)
        self.table["next"].setIconText(f"下一处（{STEP_WORDS[target]}）")

    def show_checked(self, action_id: str, *, is_checked: bool) -> None:
        """Checks or unchecks an action."""
        self.table[action_id].setChecked(is_checked)

    def _empty_toolbar(self) -> QToolBar:
        bar = QToolBar("工具栏", self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(_ICON)
        self._window.addToolBar(bar)
        return bar

    def _fill(self) -> None:
        fill_menus(self._window.menuBar(), self.table, self.recent_menu)
        fill_toolbar(self.toolbar, self.table)
        self.toolbar.addAction(self._gap)
        self.toolbar.addAction(self._search)
        for action_id in _IN_NOTICE_BAR:
            self._notice_bar.add_action(self.table[action_id])
        self._notice_bar.offer_rereading_by(self.table["reread"])
        self._notice_bar.offer_columns_by(self.table["columns"])
        self.show_checked("large_type", is_checked=self._settings.is_large_type)
        self.show_step_target(self._step_target)
        self.table.triggered.connect(self._on_triggered)

    @Slot(object)
    def _on_triggered(self, spec: ActionSpec) -> None:
        self.triggered.emit(spec)
