"""The window: it holds the parts and shows on each what the others change. What actions do is in `gui.actions.commands`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget
from typing_extensions import override

from gui.actions.bars import Bars
from gui.actions.commands import Commands
from gui.actions.presence import present
from gui.actions.spec import ActionSpec
from gui.appearance import apply_type_size
from gui.dropping import leave_files_to_window
from gui.itemmodels.notices_table_model import NoticesTableModel
from gui.messages import Messages
from gui.open_desk import OpenDesk
from gui.panels.centre import Centre
from gui.panels.findings_panel import FindingsPanel
from gui.panels.notice_docks import NoticeDock, NoticeDocks
from gui.panels.search_field import SearchField
from gui.panels.status_line import StatusLine
from gui.procedures.damage_dock import DamageDock
from gui.procedures.exports import Exports
from gui.procedures.imports import Imports
from gui.procedures.pasting import may_have_files
from gui.procedures.rereadings import Rereadings
from gui.procedures.side_dialogs import SideDialogs
from gui.procedures.versions import Versions
from gui.procedures.workspaces import MakeDesk, Workspaces, build_desk
from gui.settings import Purpose, Selection, Settings
from gui.tasks import TaskRunner
from models.annotation import Person
from models.ids import NodeId, NoticeId
from models.source import Span

if TYPE_CHECKING:
    from gui.panels.review_view import ReviewView
    from services.desk import Desk
    from services.history import Place

MakeReview = Callable[[Person, Sequence[str], QWidget], "ReviewView"]

_TITLE = "对账"
_SEARCH_WIDTH = 230
_FINDINGS_HEIGHT = 190
_CLOSING_LIMIT_MS = 5000


class MainWindow(QMainWindow):
    """The frame around library, tables and the review view.

    Signals:
        first_painted: the window is on screen for the first time.
    """

    first_painted = Signal()

    def __init__(
        self,
        desk: Desk | None,
        settings: Settings,
        messages: Messages,
        *,
        make_desk: MakeDesk | None = None,
        make_review: MakeReview | None = None,
    ) -> None:
        """Builds the window, at work on `desk` if there is one.

        Args:
            desk: what is open at once; None where the workspace is opened after the first paint.
            settings: what this computer remembers.
            messages: where questions and messages go.
            make_desk: opens a workspace for a person.
            make_review: builds the review view.
        """
        super().__init__()
        self.settings = settings
        self.messages = messages
        self._make_review = make_review or build_review
        self._review: ReviewView | None = None
        self._has_painted = False
        self.runner = TaskRunner(self)
        self.open_desk = OpenDesk(self)
        self.notices = NoticesTableModel(self)
        self.commands = Commands(self)
        self.imports = Imports(self)
        self.exports = Exports(self)
        self.workspaces = Workspaces(self, make_desk or build_desk)
        self.side_dialogs = SideDialogs(self)
        self.rereadings = Rereadings(self)
        self._build_parts()
        self.versions = Versions(self)
        self.bars = Bars(self)
        self._connect_signals()
        self.setWindowTitle(_TITLE)
        self.setAcceptDrops(True)
        self._restore_layout()
        self._show_state()
        if desk is not None:
            self.open_desk.use(desk)

    # What commands and dialogs use

    @property
    def review(self) -> ReviewView:
        """The review view; built when it is first needed."""
        if self._review is None:
            person = self.settings.person or Person("")
            review = self._make_review(person, self.settings.verdicts, self)
            review.node_selected.connect(self._on_node_selected)
            review.edit_made.connect(self.open_desk.do)
            review.clutter_wanted.connect(self.side_dialogs.clutter.say)
            review.status_message.connect(self.status_line.hint)
            review.addActions(self.bars.table.actions_in_review())
            review.set_editable(self.open_desk.is_writable)
            leave_files_to_window(review)
            self._review = review
        return self._review

    @property
    def is_reviewing(self) -> bool:
        """Whether a notice is on screen, not the table of the round."""
        return self.open_desk.session is not None and not self.centre.is_overview_shown

    @property
    def is_working(self) -> bool:
        """Whether notices are being imported, exported or read again, in another way perhaps."""
        readings = (self.rereadings, self.side_dialogs.guided)
        return any(one.is_running for one in (self.imports, self.exports, *readings))

    def current_node(self) -> NodeId | None:
        """The current node of the notice on screen."""
        return self._review.current_node() if self.is_reviewing and self._review else None

    def show_overview(self) -> None:
        """Shows 本轮总表."""
        self.centre.show_overview()
        notice = self.open_desk.notice
        self.centre.overview.show_current(notice.id if notice else None)
        self.centre.overview.table.setFocus()
        self.settings.keep_choice("page", "overview")
        self._show_state()

    @Slot(object)
    @Slot(object, object)
    def show_notice(self, notice_id: NoticeId, node_id: NodeId | None = None) -> None:
        """Opens a notice in the review view, at a node if one is given."""
        before = self.open_desk.session
        if not self.open_desk.open_notice(notice_id):
            return
        session = self.open_desk.session
        if node_id is None and session is not None and session is not before:
            node_id = session.next_open(None)
        self._show_review()
        if node_id is not None:
            self.review.select_node(node_id)
        self.review.outline_panel.tree.setFocus()

    @Slot(object)
    def show_span(self, span: Span) -> None:
        """Goes to a place of the open notice."""
        self._show_review()
        self.review.show_span(span)

    @Slot(object)
    def show_node(self, node_id: NodeId) -> None:
        """Goes to a node of the open notice."""
        self._show_review()
        self.review.select_node(node_id)

    @Slot()
    def show_findings(self) -> None:
        """Shows 校核结果."""
        self.findings_dock.show()

    def toggle_findings(self) -> None:
        """Shows or hides 校核结果."""
        self.findings_dock.setVisible(not self.findings_dock.isVisible())
        if self.findings_dock.isVisible():
            self.findings.tree.setFocus()

    def toggle_large_type(self) -> None:
        """Switches 大字号."""
        self.settings.is_large_type = not self.settings.is_large_type
        self._show_type_size()

    def show_step_target(self) -> None:
        """Says on the button what 上一处 and 下一处 go through."""
        self.bars.show_step_target(self.commands.step_target)

    def dress(self) -> None:
        """Loads the icons; after the first paint, as they take a while."""
        self.bars.table.dress()

    # Building

    def _build_parts(self) -> None:
        self.centre = Centre(self.notices, self)
        self.setCentralWidget(self.centre)
        self.search_field = SearchField(self)
        self.search_field.setFixedWidth(_SEARCH_WIDTH)
        self.status_line = StatusLine(self)
        self.setStatusBar(self.status_line)
        self.findings = FindingsPanel(self)
        self.findings_dock = NoticeDock("校核结果", self)
        self.findings_dock.setObjectName("findingsDock")
        self.findings_dock.setWidget(self.findings)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.findings_dock)
        self.resizeDocks([self.findings_dock], [_FINDINGS_HEIGHT], Qt.Orientation.Vertical)
        self.damage_dock = DamageDock(self)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.damage_dock)
        self.tabifyDockWidget(self.findings_dock, self.damage_dock)
        self._docks = NoticeDocks((self.findings_dock, self.damage_dock))

    def _connect_signals(self) -> None:
        desk, centre = self.open_desk, self.centre
        desk.desk_changed.connect(self._on_desk_changed)
        desk.leaving.connect(self._on_leaving)
        desk.notice_opened.connect(self._on_notice_opened)
        desk.edited.connect(self._on_edited)
        desk.place_reached.connect(self._on_place_reached)
        desk.findings_changed.connect(self._on_findings_changed)
        desk.library_changed.connect(self._on_library_changed)
        desk.failed.connect(self._on_failed)
        self.bars.triggered.connect(self._on_action_triggered)
        self._connect_panels()
        centre.overview.import_wanted.connect(self.imports.choose_files)
        centre.overview.samples_wanted.connect(self.imports.import_samples)
        self.workspaces.samples_wanted.connect(self.imports.import_samples)
        for wanted in (centre.overview.open_wanted, centre.banner.other_wanted):
            wanted.connect(self.workspaces.choose)
        centre.overview.create_wanted.connect(self.workspaces.create)
        centre.banner.again_wanted.connect(self.workspaces.open_again)
        self.bars.recent_menu.path_chosen.connect(self.workspaces.open)
        self.imports.progressed.connect(self.status_line.show_import)
        self.imports.ended.connect(self.status_line.hide_import)
        self.status_line.import_wanted.connect(self.imports.show_dialog)
        self.status_line.import_stopped.connect(self.imports.cancel)
        self.side_dialogs.place_chosen.connect(self.show_notice)
        self.side_dialogs.settings_applied.connect(self._on_settings_applied)

    def _connect_panels(self) -> None:
        centre = self.centre
        for chooser in (centre.library, centre.overview, self.search_field, self.imports):
            chooser.notice_chosen.connect(self.show_notice)
        self.findings.place_chosen.connect(self.show_span)
        self.findings.node_chosen.connect(self.show_node)
        self.findings.waive_wanted.connect(self.commands.put_aside)
        self.findings.unwaive_wanted.connect(self.commands.take_up_again)
        self.findings.current_changed.connect(self._enable_actions)
        self.findings_dock.visibilityChanged.connect(self._on_findings_shown)
        self.damage_dock.visibilityChanged.connect(self.damage_dock.on_shown)
        self.search_field.place_chosen.connect(self.show_span)
        self.search_field.said.connect(self.status_line.hint)
        self.search_field.textChanged.connect(centre.overview.filter_by)
        for left in (self.search_field.left, self.findings_dock.left, self.damage_dock.left):
            left.connect(self._focus_page)
        self.status_line.findings_wanted.connect(self.show_findings)
        self.status_line.reading_stopped.connect(self.side_dialogs.guided.stop)

    def _restore_layout(self) -> None:
        geometry, layout = self.settings.state("geometry"), self.settings.state("layout")
        self.resize(1366, 768)
        if geometry is not None:
            self.restoreGeometry(geometry)
        if layout is not None:
            self.restoreState(layout)

    # Showing

    def _show_review(self) -> None:
        if self.open_desk.session is None:
            return
        self.centre.show_review(self.review)
        self.settings.keep_choice("page", "review")
        self._show_state()

    @Slot()
    def _focus_page(self) -> None:
        """Puts the cursor into the tree of the notice, or into 本轮总表."""
        if self.is_reviewing:
            self.review.outline_panel.tree.setFocus()
        else:
            self.centre.overview.table.setFocus()

    def _show_state(self) -> None:
        """Shows on bars and actions what is open."""
        desk = self.open_desk
        self._docks.follow(is_reviewing=self.is_reviewing)
        notice = desk.notice if self.is_reviewing else None
        summary = desk.summary(notice.id) if notice else None
        self.centre.notice_bar.show_notice(notice, summary)
        self.centre.library.show_current(notice.id if notice else None)
        self.search_field.search_in(notice, desk.summaries)
        self.status_line.show_figures(notice, desk.session.diagnostics if desk.session else ())
        self.status_line.show_saved(
            is_open=desk.desk is not None, is_writable=desk.is_writable, saved_at=desk.saved_at
        )
        self.bars.show_history(desk.undo_label, desk.redo_label)
        self._enable_actions()

    @Slot()
    def _enable_actions(self) -> None:
        self.bars.table.enable(present(self))

    def _show_type_size(self) -> None:
        apply_type_size(is_large=self.settings.is_large_type)
        self.bars.show_checked("large_type", is_checked=self.settings.is_large_type)

    # Slots

    @Slot(object)
    def _on_action_triggered(self, spec: ActionSpec) -> None:
        spec.handler(self.commands)

    @Slot()
    def _on_desk_changed(self) -> None:
        desk = self.open_desk
        is_open, is_writable = desk.desk is not None, desk.is_writable
        self.setWindowTitle(f"{desk.path.stem} - {_TITLE}" if desk.path else _TITLE)
        self.centre.banner.setVisible(is_open and not is_writable)
        self.centre.overview.show_workspace(is_open=is_open, is_editable=is_writable)
        self.findings.set_editable(is_writable)
        if self._review is not None:
            self._review.set_editable(is_writable)
        self.centre.show_overview()
        if desk.path is not None:
            self._return_to(self.settings.selection(desk.path))
        self._show_state()

    def _return_to(self, selection: Selection) -> None:
        if self.open_desk.summary(selection.notice_id) is None:
            return
        assert selection.notice_id is not None
        if self.settings.choice("page") == "overview":
            self.centre.overview.show_current(selection.notice_id)
        else:
            self.show_notice(selection.notice_id, selection.node_id)

    @Slot()
    def _on_leaving(self) -> None:
        if self._review is not None:
            self._review.judgement_panel.flush()

    @Slot()
    def _on_notice_opened(self) -> None:
        session = self.open_desk.session
        if self._review is not None or session is not None:
            self.review.show_session(session)
        if session is None:
            self.findings.show_findings(None)
            self.centre.show_overview()
        else:
            self._remember(None)
            self._on_findings_changed()
            if self.settings.purpose is Purpose.SELF_CHECK:
                self.show_findings()
        self._show_state()

    @Slot(object)
    def _on_node_selected(self, node_id: NodeId | None) -> None:
        if node_id is not None:
            self._remember(node_id)
        self._enable_actions()

    def _remember(self, node_id: NodeId | None) -> None:
        path, notice = self.open_desk.path, self.open_desk.notice
        if path is not None and notice is not None:
            self.settings.remember_selection(path, Selection(notice.id, node_id))

    @Slot(object)
    def _on_edited(self, node_id: NodeId | None) -> None:
        self.review.after_edit(node_id)
        self._show_state()

    @Slot(object, bool)
    def _on_place_reached(self, place: Place, is_undo: bool) -> None:
        self._show_review()
        if place.node_id is not None:
            self.review.select_node(place.node_id)
        self.status_line.hint(f"已{'撤销' if is_undo else '重做'}：{place.label}")

    @Slot()
    def _on_findings_changed(self) -> None:
        session = self.open_desk.session
        if session is None:
            return
        reasons = {waiver.fingerprint: waiver.reason for waiver in session.notice.outline.waivers()}
        self.findings.show_findings(session.diagnostics, session.waived, reasons)
        self.status_line.show_figures(self.open_desk.notice, session.diagnostics)

    @Slot()
    def _on_library_changed(self) -> None:
        self.notices.show_summaries(self.open_desk.summaries)
        self._show_state()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.messages.warn(self, _TITLE, sentence)

    @Slot(bool)
    def _on_findings_shown(self) -> None:
        self.bars.show_checked("findings", is_checked=self.findings_dock.isVisible())

    @Slot()
    def _on_settings_applied(self) -> None:
        self._show_type_size()
        self._rebuild_for_verdicts()
        if self.open_desk.path is not None:
            self.workspaces.open(self.open_desk.path)  # the desk knows the person from its making

    def _rebuild_for_verdicts(self) -> None:
        """Makes bars and the review view anew: they know the verdicts from their making."""
        self.open_desk.open_notice(None)
        if self._review is not None:
            self.centre.drop_review(self._review)
            self._review = None
        self.bars.rebuild()
        self._show_state()

    # Qt

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.centre.fold(event.size().width())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ThemeChange):
            self.bars.table.repaint()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # What is dragged within the window itself is no material that comes in.
        from_outside = event.source() is None
        if from_outside and may_have_files(event.mimeData()) and self.open_desk.is_writable:
            self.status_line.hint("松开鼠标即导入")
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.imports.drop(event.mimeData())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        question = "正在导入、导出或重新识读。现在退出会停下来，已经导入的材料会保留。要退出吗？"
        if self.is_working and not self.messages.ask(self, _TITLE, question):
            event.ignore()
            return
        self.settings.keep_state("geometry", self.saveGeometry())
        self._docks.bring_back()  # the layout is that of a notice on screen
        self.settings.keep_state("layout", self.saveState())
        for dialog in self.findChildren(QDialog):
            dialog.hide()
        self.imports.cancel()
        self.runner.close(_CLOSING_LIMIT_MS)
        self.open_desk.close()
        self.settings.sync()
        super().closeEvent(event)


def build_review(person: Person, verdicts: Sequence[str], parent: QWidget) -> ReviewView:
    """The review view."""
    from gui.panels.review_view import ReviewView  # noqa: PLC0415 - not before the first paint

    return ReviewView(person, verdicts, parent)
