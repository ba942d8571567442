"""重新识读 of one notice or of all: read beside the window, shown first, applied when wanted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gui.procedures.adopting import adopt_in_place
from gui.tasks import Task
from models.ids import NoticeId
from models.progress import CancelToken, Progress
from models.rereading import Difference

# The dialog and the service are loaded when they are wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.dialogs.rereading_dialog import RereadingDialog
    from gui.main_window import MainWindow
    from models.segment import Segmenter
    from services.rereading import Proposal
    from services.workspace import Workspace


class Rereadings(QObject):
    """Reads notices again for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._task: Task | None = None
        self._dialog: RereadingDialog | None = None
        self._proposals: tuple[Proposal, ...] = ()
        self._waiting: list[Proposal] = []
        self._applied: list[Proposal] = []
        self._failed: list[str] = []
        self._label: str | None = None
        self._step = QTimer(self, interval=0, singleShot=True)
        self._step.timeout.connect(self._apply_next)
        self._open_desk.desk_changed.connect(self.close)

    @property
    def is_running(self) -> bool:
        """Whether notices are being read or changed."""
        return self._task is not None or self._step.isActive()

    @property
    def dialog(self) -> RereadingDialog | None:
        """The dialog, once it was opened."""
        return self._dialog

    def begin(self) -> None:
        """Reads the open notice again."""
        notice = self._open_desk.notice
        if notice is not None:
            self._start([notice.id])

    def begin_all(self) -> None:
        """Reads every notice of the workspace again."""
        found = [summary.id for summary in self._open_desk.summaries]
        if found:
            self._start(found)
        else:
            self._window.messages.tell(self._window, "重新识读", "还没有材料，请先导入。")

    def present(self, proposal: Proposal, label: str) -> None:
        """Shows a reading that was made elsewhere, to be applied when wanted; the change goes by `label` then."""
        self._proposals, self._label = (proposal,), label
        self._shown_dialog().show_proposals(self._proposals, label)

    @Slot()
    def close(self) -> None:
        """Stops and hides the dialog."""
        self._stop()
        if self._dialog is not None:
            self._dialog.hide()

    def _start(self, notice_ids: Sequence[NoticeId]) -> None:
        desk = self._open_desk.desk
        if desk is None or self.is_running:
            self._show()
            return
        self._open_desk.leaving.emit()
        self._proposals, self._label = (), None
        dialog = self._shown_dialog()
        dialog.show_busy("正在重新识读，可以继续做别的……")
        segmenter = self._window.imports.segmenter
        work = partial(propose_work, desk.workspace, tuple(notice_ids), segmenter)
        self._task = task = self._window.runner.start(work)
        task.progressed.connect(dialog.show_progress)
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)

    def _shown_dialog(self) -> RereadingDialog:
        from gui.dialogs.rereading_dialog import RereadingDialog

        if self._dialog is None:
            self._dialog = RereadingDialog(self._window)
            self._dialog.apply_wanted.connect(self._on_apply_wanted)
            self._dialog.cancel_wanted.connect(self._stop)
            self._dialog.place_chosen.connect(self._on_place_chosen)
        self._show()
        return self._dialog

    def _show(self) -> None:
        if self._dialog is not None:
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    @Slot()
    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._waiting.clear()

    @Slot(object)
    def _on_finished(self, proposals: tuple[Proposal, ...]) -> None:
        self._task = None
        self._proposals = proposals
        if self._dialog is not None:
            self._dialog.show_proposals(proposals)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._on_cancelled()
        self._window.messages.warn(self._window, "重新识读", sentence)

    @Slot()
    def _on_cancelled(self) -> None:
        self._task = None
        if self._dialog is not None:
            self._dialog.show_proposals(())
            self._dialog.hide()

    @Slot()
    def _on_apply_wanted(self) -> None:
        self._waiting = [one for one in self._proposals if one.reading is not None]
        self._applied, self._failed = [], []
        if self._dialog is not None and self._waiting:
            self._dialog.show_busy("正在应用……")
            self._step.start()

    @Slot()
    def _apply_next(self) -> None:
        """Applies one notice at a time, so that the window stays awake."""
        if self._waiting:
            self._apply(self._waiting.pop(0))
        total = len(self._waiting) + len(self._applied) + len(self._failed)
        if self._waiting:
            if self._dialog is not None:
                done = total - len(self._waiting)
                self._dialog.show_progress(done, total, self._waiting[0].name)
            self._step.start()
        elif self._dialog is not None:
            self._dialog.show_changes(self._applied, self._failed)

    def _apply(self, proposal: Proposal) -> None:
        found = adopt_in_place(self._window, proposal, self._label)
        if found is None:
            self._failed.append(f"“{proposal.name}”没有应用。")
        else:
            self._applied.append(replace(proposal, rereading=found))

    @Slot(object, object)
    def _on_place_chosen(self, notice_id: NoticeId, difference: Difference) -> None:
        window = self._window
        window.show_notice(notice_id)
        outline = self._open_desk.outline
        node_id = difference.node_id
        if node_id is not None and outline is not None and outline.has_node(node_id):
            window.show_node(node_id)
        elif difference.span is not None:
            window.show_span(difference.span)


def propose_work(
    workspace: Workspace,
    notice_ids: tuple[NoticeId, ...],
    segmenter: Segmenter | None,
    progress: Progress,
    cancel: CancelToken,
) -> tuple[Proposal, ...]:
    """The work that runs beside the window."""
    from services.rereading import propose

    return propose(workspace, notice_ids, progress=progress, cancel=cancel, segmenter=segmenter)
