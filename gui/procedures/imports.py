"""Bringing files in: chosen, dropped or the samples; beside the window, one batch after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from gui.procedures.asking import Asking
from gui.procedures.pasting import files_in, why_nothing
from gui.tasks import Task
from gui.workspace_paths import proposed_workspace
from models.errors import ExportError
from models.progress import CancelToken, Progress

if TYPE_CHECKING:
    from gui.dialogs.import_dialog import ImportDialog
    from gui.main_window import MainWindow
    from models.segment import Segmenter
    from services.file_source import FileSource
    from services.importing import ImportSummary
    from services.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
_PATTERN = "通报文件 (*.txt *.text *.md *.html *.htm *.docx *.pdf *.xlsx *.csv);;所有文件 (*)"
_SUMMARY_PATTERN = "Excel 工作簿 (*.xlsx)"
# How often the list of notices is read again while files come in.
_LANDING_MS = 250


class Imports(QObject):
    """Imports for one window.

    Signals:
        progressed: done, total, label; for the status line.
        finished: the ImportSummary of a batch.
        ended: no more files are coming in.
        notice_chosen: the NoticeId of a row of the summary.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    ended = Signal()
    notice_chosen = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._settings = window.settings
        self._messages = window.messages
        self._segmenter: Segmenter | None = None
        self._asking = Asking(window, window.messages, self)
        self._asking.stop_wanted.connect(self.cancel)
        self._waiting: list[FileSource] = []
        self._task: Task | None = None
        self._dialog: ImportDialog | None = None
        self._landing = QTimer(self)
        self._landing.setSingleShot(True)
        self._landing.setInterval(_LANDING_MS)
        self._landing.timeout.connect(self._open_desk.refresh_library)

    @property
    def is_running(self) -> bool:
        """Whether files are coming in."""
        return self._task is not None

    @property
    def dialog(self) -> ImportDialog | None:
        """The progress or summary on screen."""
        return self._dialog

    @property
    def segmenter(self) -> Segmenter | None:
        """What cuts words while files are read."""
        return self._segmenter

    def use_segmenter(self, segmenter: Segmenter | None) -> None:
        """What cuts words while files are read."""
        self._segmenter = segmenter

    def choose_files(self) -> None:
        """Asks which files to import."""
        chosen = self._messages.open_files(self._window, "导入通报文件", self._folder(), _PATTERN)
        if chosen:
            self._settings.keep_choice("import_folder", str(chosen[0].parent))
            self.start(chosen)

    def choose_folder(self) -> None:
        """Asks which folder to import."""
        folder = self._messages.open_folder(self._window, "导入文件夹", self._folder())
        if folder is not None:
            self._settings.keep_choice("import_folder", str(folder))
            self.start([folder])

    @Slot()
    def import_samples(self) -> None:
        """Imports the samples that come with the program."""
        self.start(sorted(SAMPLES.glob("*.txt")))

    def paste(self) -> None:
        """Imports the words, or the files, that were copied."""
        self._take("粘贴文字导入", *_taken(QApplication.clipboard().mimeData()))

    def drop(self, mime: QMimeData) -> None:
        """Imports what was dropped, once the program that it comes from has been let go."""
        QTimer.singleShot(0, self, partial(self._take, "导入材料", *_taken(mime)))

    def _take(self, title: str, files: list[FileSource], why_nothing: str) -> None:
        if files:
            self.start(files)
        else:
            self._messages.warn(self._window, title, why_nothing)

    def start(self, files: Sequence[FileSource]) -> None:
        """Imports files, folders and held files; waits its turn if others are coming in."""
        desk = self._open_desk.desk
        if desk is None or not files:
            return
        if not self._open_desk.is_writable:
            self._messages.warn(
                self._window,
                "导入材料",
                "项目文件以只读方式打开，不能导入。请先关闭占用它的另一个窗口。",
            )
            return
        if self._task is not None:
            self._waiting.extend(files)
            return
        self._asking.person = desk.person.name
        work = partial(import_work, desk.workspace, tuple(files), self._segmenter, self._asking)
        self._task = self._window.runner.start(work)
        self._task.progressed.connect(self._on_progressed)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self._on_ended)
        self._show_dialog()

    @Slot()
    def cancel(self) -> None:
        """Stops the import; what is stored by then stays."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def show_dialog(self) -> None:
        """Brings the progress back on screen."""
        if self._dialog is not None:
            self._dialog.show()
            self._dialog.raise_()

    def _show_dialog(self) -> None:
        from gui.dialogs.import_dialog import ImportDialog  # noqa: PLC0415 - after the first paint

        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = ImportDialog(self._window)
        self._dialog.cancel_wanted.connect(self.cancel)
        self._dialog.notice_chosen.connect(self.notice_chosen)
        self._dialog.export_wanted.connect(self._on_export_wanted)
        self._dialog.show()

    def _folder(self) -> Path:
        kept = self._settings.choice("import_folder")
        return Path(kept) if kept else proposed_workspace().parent

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, label: str) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(done, total, label)
        self.progressed.emit(done, total, label)
        if not self._landing.isActive():
            self._landing.start()

    @Slot(object)
    def _on_finished(self, summary: ImportSummary) -> None:
        self._landing.stop()
        self._open_desk.note_import()
        if self._dialog is not None:
            self._dialog.show_summary(summary)
            self._dialog.show()
        self.finished.emit(summary)

    @Slot(object)
    def _on_export_wanted(self, summary: ImportSummary) -> None:
        from services import import_report  # noqa: PLC0415 - not before the first paint

        proposed = self._folder() / import_report.suggested_summary_name(datetime.now())
        target = self._messages.save_file(self._dialog, "导出汇总", proposed, _SUMMARY_PATTERN)
        if target is None:
            return
        target = target if target.suffix else target.with_suffix(".xlsx")
        try:
            import_report.export_summary(summary, target, overwrite=True)
        except ExportError as error:
            self._messages.warn(self._dialog, "导出汇总", str(error))
        else:
            self._messages.tell(self._dialog, "导出汇总", f"已导出：{target}")

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._messages.warn(self._window, "导入材料", sentence)

    @Slot()
    def _on_ended(self) -> None:
        self._task = None
        waiting, self._waiting = self._waiting, []
        self.start(waiting)
        if self._task is None:
            self.ended.emit()


def _taken(mime: QMimeData | None) -> tuple[list[FileSource], str]:
    """What there is to import, and why there is nothing."""
    files = files_in(mime, datetime.now())
    return files, "" if files else why_nothing(mime)


def import_work(
    workspace: Workspace,
    files: tuple[FileSource, ...],
    segmenter: Segmenter | None,
    asking: Asking,
    progress: Progress,
    cancel: CancelToken,
) -> ImportSummary:
    """The work that runs beside the window."""
    from services.importing import import_files  # noqa: PLC0415 - not before the first paint

    return import_files(
        workspace,
        files,
        progress=progress,
        cancel=cancel,
        segmenter=segmenter,
        answers=asking.answers(cancel),
    )
