"""Reading a notice again as a person says: other columns, other clutter, another kind; beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.procedures.adopting import adopt_in_place
from gui.tasks import Task
from models.guidance import Guidance
from models.ids import NoticeId
from models.progress import CancelToken, Progress
from models.source import Span

# The service is loaded when it is wanted: the window has to be there first.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from models.segment import Segmenter
    from services.rereading import Proposal
    from services.workspace import Workspace

Guide = Callable[[Guidance], Guidance]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a notice is to be read.

    Attributes:
        label: what the change goes by, in the history too.
        place: where the reader shall look afterwards, None for where they are.
    """

    notice_id: NoticeId
    guidance: Guidance
    label: str
    place: Span | None = None


class GuidedReadings(QObject):
    """One reading at a time; what is said meanwhile of the same notice is read together with it.

    Signals:
        settled: what was said has been read; its label. It holds now, or is shown as it touches work of persons.
        ended: nothing is being read any more.
    """

    settled = Signal(str)
    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._task: Task | None = None
        self._wish: Wish | None = None
        self._open_desk.desk_changed.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether a notice is being read."""
        return self._task is not None

    def say(self, guide: Guide, label: str, place: Span | None = None) -> None:
        """Reads the open notice again with the guidance that `guide` makes of what holds."""
        notice, desk = self._open_desk.notice, self._open_desk.desk
        if notice is None or desk is None or not self._open_desk.is_writable:
            return
        if self._window.rereadings.is_running:
            self._window.status_line.hint("正在重新识读，请等它完成或停止后再做")
            return
        waiting = self._wish if self._wish and self._wish.notice_id == notice.id else None
        before = notice.reading.guidance
        guidance = guide(waiting.guidance if waiting else before)
        self.stop()
        if guidance == before:
            self._window.status_line.hint("没有变化")
            return
        self._open_desk.leaving.emit()
        self._wish = Wish(notice.id, guidance, label, place)
        self._start(desk.workspace, self._wish)

    @Slot()
    def stop(self) -> None:
        """Stops what is being read; nothing changes."""
        if self._task is not None:
            self._task.cancel()
            self._task.disconnect(self)
        self._end()

    def _start(self, workspace: Workspace, wish: Wish) -> None:
        segmenter = self._window.imports.segmenter
        work = partial(guided_work, workspace, wish.notice_id, wish.guidance, segmenter)
        self._task = task = self._window.runner.start(work)
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._end)
        self._window.status_line.show_reading(wish.label)

    @Slot()
    def _end(self) -> None:
        self._task = self._wish = None
        self._window.status_line.hide_reading()
        self.ended.emit()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._end()
        self._window.messages.warn(self._window, "重新识读", sentence)

    @Slot(object)
    def _on_finished(self, proposal: Proposal) -> None:
        wish = self._wish
        self._end()
        if wish is None:
            return
        if proposal.error is not None:
            self._window.messages.warn(self._window, wish.label, proposal.error)
        elif proposal.reading is None:
            self._window.status_line.hint("没有变化")
        elif proposal.rereading is not None and proposal.rereading.touches_work:
            self.settled.emit(wish.label)
            self._window.rereadings.present(proposal, wish.label)
        else:
            self._adopt(proposal, wish)

    def _adopt(self, proposal: Proposal, wish: Wish) -> None:
        from gui.dialogs.difference_lines import totals

        found = adopt_in_place(self._window, proposal, wish.label, wish.place)
        if found is not None:
            what = totals(found.differences) or "内容没有变化"
            self._window.status_line.hint(f"已{wish.label}：{what}。可以撤销")
            self.settled.emit(wish.label)


def guided_work(
    workspace: Workspace,
    notice_id: NoticeId,
    guidance: Guidance,
    segmenter: Segmenter | None,
    progress: Progress,
    cancel: CancelToken,
) -> Proposal:
    """The work that runs beside the window."""
    from services.rereading import propose_guided

    return propose_guided(
        workspace, notice_id, guidance, progress=progress, cancel=cancel, segmenter=segmenter
    )
