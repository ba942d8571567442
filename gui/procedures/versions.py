"""新版本: which versions of the open notice there are, how they differ, and what a person says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from gui.itemmodels.notices_table_model import version_words
from models import labels
from models.errors import AppError
from models.ids import NoticeId
from models.library import NoticeSummary, VersionPlace
from models.rereading import Difference, DifferenceSort
from models.values import VersionLabel

# The dialogs are loaded when they are wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.dialogs.changes_dialog import ChangesDialog
    from gui.dialogs.former_dialog import FormerDialog
    from gui.main_window import MainWindow


class Versions(QObject):
    """The versions of the open notice, for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._bar = window.centre.notice_bar
        self._changes: ChangesDialog | None = None
        self._former: FormerDialog | None = None
        self._has_old = False
        self._compared: tuple[NoticeId, NoticeId] | None = None  # the new version and the former
        self._bar.newest.clicked.connect(self._open_newest)
        self._bar.versions.menu().triggered.connect(self._on_version_chosen)
        self._open_desk.notice_opened.connect(self._on_notice_opened)
        self._open_desk.library_changed.connect(self._show_versions)

    @property
    def summary(self) -> NoticeSummary | None:
        """The figures of the open notice."""
        notice = self._open_desk.notice
        return self._open_desk.summary(notice.id) if notice else None

    @property
    def place(self) -> VersionPlace:
        """Where the open notice stands among its versions."""
        return self.summary.version if self.summary else VersionPlace()

    @property
    def changes(self) -> ChangesDialog | None:
        """变化, once it was opened."""
        return self._changes

    @property
    def former(self) -> FormerDialog | None:
        """设为新版本, while it is open."""
        return self._former

    def show_changes(self) -> None:
        """Opens 变化, or says that there is no former version."""
        from gui.dialogs.changes_dialog import ChangesDialog

        if self._changes is None:
            self._changes = ChangesDialog(self._window)
            self._changes.place_chosen.connect(self._on_place_chosen)
            self._changes.former_wanted.connect(self._open_former)
        if self._fill_changes():
            self._changes.show()
            self._changes.raise_()
            self._changes.activateWindow()

    def choose_former(self) -> None:
        """Asks of which notice the open one is a new version."""
        from gui.dialogs.former_dialog import FormerDialog

        here = self.summary
        if here is None:
            return
        choices = [(one.id, self._told(one)) for one in self._candidates(here)]
        if not choices:
            self._window.messages.tell(self._window, "设为新版本", "没有其他材料可以作上一稿。")
            return
        self._former = FormerDialog(self._told(here), choices, self._window)
        self._former.former_chosen.connect(self._on_former_chosen)
        self._former.finished.connect(self._former.deleteLater)
        self._former.open()

    def part(self) -> None:
        """Takes the open notice away from its former version."""
        question = (
            "这份材料（连同它之后的各稿）不再作为上一稿的新版本，单独列出。已沿用的审核保留。"
        )
        summary = self.summary
        if summary is not None and self._window.messages.ask(self._window, "不是新版本", question):
            self._open_desk.follow(None)

    def take_over(self) -> None:
        """Takes the review of the former version over."""
        former = self.place.former
        if former is None:
            return
        carried = self._open_desk.take_over(former)
        if carried is not None:
            words = f"沿用审核 {carried.kept} 条，须重新审核 {carried.to_review} 条"
            none = "没有新的审核可以沿用"
            self._window.status_line.hint(words if carried.group.edits else none)

    def set_label(self, label: VersionLabel | None) -> None:
        """Says which 稿 the open notice is."""
        self._open_desk.set_version_label(label)

    def toggle_old(self) -> None:
        """Lists former versions too, or the newest only."""
        self._has_old = not self._has_old
        for panel in (self._window.centre.library, self._window.centre.overview):
            panel.show_old(is_shown=self._has_old)
        self._window.bars.show_checked("old_versions", is_checked=self._has_old)

    def _candidates(self, here: NoticeSummary) -> list[NoticeSummary]:
        """What may be the former version: the newest of each notice, those of the same unit and kind first."""
        others = [
            one
            for one in self._open_desk.summaries
            if one.id not in (here.id, here.version.former)
            and (one.version.is_newest or one.version.newest == here.id)
        ]
        return sorted(others, key=lambda one: (one.name != here.name, one.kind is not here.kind))

    def _told(self, summary: NoticeSummary) -> str:
        return f"{self._window.notices.name_of(summary)}　{summary.file_name}"

    def _fill_changes(self) -> bool:
        """Shows the changes of the open notice in the dialog; whether there is a former version."""
        desk, here = self._open_desk.desk, self.summary
        former = self._open_desk.summary(self.place.former)
        if desk is None or here is None or former is None or self._changes is None:
            return False
        try:
            found = desk.changes(here.id, former.id)
        except AppError as error:
            self._open_desk.failed.emit(str(error))
            return False
        self._changes.show_changes(_short(here), _short(former), found)
        self._compared = (here.id, former.id)
        return True

    @Slot()
    def _on_notice_opened(self) -> None:
        self._show_versions()
        if self._changes is None or not self._changes.isVisible():
            return
        notice = self._open_desk.notice
        is_compared = notice is not None and notice.id in (self._compared or ())
        if not is_compared and not self._fill_changes():
            self._changes.hide()

    @Slot()
    def _show_versions(self) -> None:
        """Shows on the bar which version is open, and the others in its menu."""
        button, place, here = self._bar.versions, self.place, self.summary
        button.setVisible(place.count > 1)
        self._bar.newest.setVisible(here is not None and not place.is_newest)
        if here is None or place.count < 2:
            return
        words = labels.VERSION[place.label] if place.label else "版本"
        old = "" if place.is_newest else "旧稿 · "
        button.setText(f"{old}{words} {place.number}/{place.count} ▾")
        menu = button.menu()
        menu.clear()
        newest = place.newest or here.id
        for one in self._open_desk.summaries:
            if newest in (one.id, one.version.newest):
                menu.addAction(self._choice(one, is_open=one.id == here.id))

    def _choice(self, summary: NoticeSummary, *, is_open: bool) -> QAction:
        action = QAction(
            f"{_short(summary)}　已审 {summary.reviewed}/{summary.problems}", self._bar
        )
        action.setCheckable(True)
        action.setChecked(is_open)
        action.setData(summary.id)
        return action

    @Slot(QAction)
    def _on_version_chosen(self, action: QAction) -> None:
        self._window.show_notice(action.data())

    @Slot(object, bool)
    def _on_former_chosen(self, former: NoticeId, takes_over: bool) -> None:
        self._open_desk.follow(former)
        if takes_over and self.place.former == former:
            self.take_over()

    @Slot(object)
    def _on_place_chosen(self, difference: Difference) -> None:
        if self._compared is None:
            return
        is_gone = difference.sort is DifferenceSort.REMOVED
        self._window.show_notice(self._compared[is_gone])
        outline, node_id = self._open_desk.outline, difference.node_id
        if node_id is not None and outline is not None and outline.has_node(node_id):
            self._window.show_node(node_id)
        elif difference.span is not None:
            self._window.show_span(difference.span)

    @Slot()
    def _open_newest(self) -> None:
        if self.place.newest is not None:
            self._window.show_notice(self.place.newest)

    @Slot()
    def _open_former(self) -> None:
        if self._compared is not None:
            self._window.show_notice(self._compared[1])


def _short(summary: NoticeSummary) -> str:
    """第2稿 CZ2 修改稿.docx."""
    return f"{version_words(summary.version)} {summary.code} {summary.file_name}"
