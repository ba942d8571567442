"""The dock of 缺字错漏: shows the places of the open notice and makes edits of what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from gui.panels.damage_panel import DamagePanel
from gui.panels.notice_docks import NoticeDock

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_TITLE = "缺字错漏"


class DamageDock(NoticeDock):
    """Stands beside 校核结果 and keeps itself up to date."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(_TITLE, window)
        self._window = window
        self.setObjectName("damageDock")
        self.panel = DamagePanel(self)
        self.setWidget(self.panel)
        desk = window.open_desk
        desk.notice_opened.connect(self.renew)
        desk.edited.connect(self.renew)
        desk.desk_changed.connect(self._on_desk_changed)
        self.panel.place_chosen.connect(window.show_span)
        self.panel.decided.connect(window.commands.decide_damage)

    @Slot()
    def renew(self) -> None:
        """Shows the places as they are now; while it is hidden that waits."""
        notice = self._window.open_desk.notice
        count = len(notice.outline.damage()) if notice is not None else 0
        self.setWindowTitle(f"{_TITLE} {count}" if count else _TITLE)
        if self.isVisible() or notice is None:
            self.panel.show_notice(notice)

    def toggle(self) -> None:
        """Brings it into sight, or hides it where it is."""
        is_in_sight = self.isVisible() and not self.visibleRegion().isEmpty()
        self.setVisible(not is_in_sight)
        if not is_in_sight:
            self.raise_()
            self.panel.table.setFocus()

    @Slot()
    def _on_desk_changed(self) -> None:
        self.panel.set_editable(self._window.open_desk.is_writable)

    @Slot(bool)
    def on_shown(self, is_shown: bool) -> None:
        """Says on the action whether it is open."""
        self._window.bars.show_checked("damage", is_checked=self.isVisible())
        if is_shown:
            self.renew()
