"""Writing ledgers: asks what and where, freezes 序号, writes beside the window, reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from gui.tasks import Task
from models.annotation import Person
from models.errors import AppError
from models.ids import NoticeId
from models.library import NoticeSummary
from models.notice import Notice
from models.progress import CancelToken, Progress
from models.values import NoticeKind

if TYPE_CHECKING:
    from gui.dialogs.export_dialog import ExportChoice, ExportDialog
    from gui.main_window import MainWindow
    from services.exporting import ExportReport
    from services.workspace import Workspace

_PATTERN = "Excel 工作簿 (*.xlsx)"


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be written where."""

    notice_ids: tuple[NoticeId, ...]
    target: Path
    choice: ExportChoice
    person: Person


class Exports(QObject):
    """Exports for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open_desk = window.open_desk
        self._settings = window.settings
        self._messages = window.messages
        self._dialog: ExportDialog | None = None
        self._task: Task | None = None
        self._target = Path()
        self._choice: ExportChoice | None = None
        self._to_number: list[NoticeId] = []
        self._to_export: list[NoticeId] = []
        self._step = QTimer(self)
        self._step.setSingleShot(True)
        self._step.timeout.connect(self._number_next)

    @property
    def is_running(self) -> bool:
        """Whether a ledger is being written."""
        return self._task is not None or self._step.isActive()

    @property
    def dialog(self) -> ExportDialog | None:
        """The dialog on screen."""
        return self._dialog

    def begin(self) -> None:
        """Asks what to export."""
        found = ledger_notices(self._open_desk.summaries)
        notice = self._open_desk.notice
        if not found and notice is None:
            self._messages.tell(self._window, "导出台账", "还没有可以导出的整改通报，请先导入。")
            return
        from gui.dialogs.export_dialog import ExportDialog  # noqa: PLC0415 - after the first paint

        self._dialog = ExportDialog(self._settings, self._window)
        self._dialog.offer(notice.display_name if notice else None, len(found))
        self._dialog.export_wanted.connect(self._on_export_wanted)
        self._dialog.cancel_wanted.connect(self._on_cancel_wanted)
        self._dialog.folder_wanted.connect(self._on_folder_wanted)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    @Slot(object)
    def _on_export_wanted(self, choice: ExportChoice) -> None:
        notice = self._open_desk.notice
        if choice.whole_round or notice is None:
            self._to_export = [found.id for found in ledger_notices(self._open_desk.summaries)]
            notice = None
        else:
            self._to_export = [notice.id]
        kept = self._settings.choice("export_folder")
        folder = Path(kept) if kept else self._target_folder()
        proposed = folder / file_name(choice, notice, len(self._to_export))
        target = self._ask_target(proposed)
        if target is None or self._dialog is None:
            return
        self._target = target
        self._settings.keep_choice("export_folder", str(self._target.parent))
        self._choice = choice
        self._to_number = list(self._to_export) if self._open_desk.is_writable else []
        self._dialog.show_busy()
        self._step.start()

    def _ask_target(self, proposed: Path) -> Path | None:
        target = self._messages.save_file(self._dialog, "导出台账", proposed, _PATTERN)
        if target is None or target.suffix.lower() == proposed.suffix:
            return target
        # The file dialog has not asked about the name that the ending makes of it.
        whole = target.with_name(target.name + proposed.suffix)
        question = f"“{whole.name}”已经存在，要替换它吗？"
        if whole.exists() and not self._messages.ask(self._dialog, "导出台账", question):
            return None
        return whole

    def _target_folder(self) -> Path:
        path = self._open_desk.path
        return path.parent if path else Path.home()

    @Slot()
    def _number_next(self) -> None:
        """Freezes the 序号 of one notice a turn of the event loop, so that the window stays usable."""
        desk = self._open_desk.desk
        if desk is None:
            return
        if not self._to_number:
            self._write()
            return
        from services.numbering import numbered_notices  # noqa: PLC0415 - not before the first paint

        notice_id = self._to_number.pop(0)
        try:
            numbered_notices(desk, [notice_id])
        except AppError as error:
            self._on_failed(str(error))
            return
        if self._open_desk.notice is None or self._open_desk.notice.id != notice_id:
            desk.forget(notice_id)
        else:
            self._open_desk.edited.emit(None)
        self._step.start()

    def _write(self) -> None:
        desk, choice = self._open_desk.desk, self._choice
        if desk is None or choice is None:
            return
        order = ExportOrder(tuple(self._to_export), self._target, choice, desk.person)
        self._task = self._window.runner.start(partial(export_work, desk.workspace, order))
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.ended.connect(self._on_ended)

    @Slot()
    def _on_cancel_wanted(self) -> None:
        self._step.stop()
        if self._task is not None:
            self._task.cancel()
        elif self._dialog is not None:
            self._dialog.show_choice()

    @Slot(object)
    def _on_finished(self, report: ExportReport) -> None:
        if self._dialog is not None:
            self._dialog.show_report(report)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_choice()
        self._messages.warn(self._dialog or self._window, "导出台账", sentence)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._dialog is not None:
            self._dialog.show_choice()

    @Slot()
    def _on_ended(self) -> None:
        self._task = None

    @Slot()
    def _on_folder_wanted(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def export_work(
    workspace: Workspace, order: ExportOrder, progress: Progress, cancel: CancelToken
) -> ExportReport:
    """The work that runs beside the window, on notices of its own: the open one may go on changing."""
    from services.exporting import export_ledger  # noqa: PLC0415 - not before the first paint

    notices: list[Notice] = []
    for done, notice_id in enumerate(order.notice_ids):
        cancel.check()
        notices.append(workspace.load(notice_id))
        progress(done, len(order.notice_ids), notices[-1].display_name)
    cancel.check()
    form, options = order.choice.form, order.choice.options
    return export_ledger(
        notices,
        order.target,
        form=form,
        person=order.person,
        options=options,
        overwrite=True,  # the file dialog has asked
    )


def ledger_notices(summaries: tuple[NoticeSummary, ...]) -> list[NoticeSummary]:
    """The notices that have anything to put into a ledger; of several versions the newest."""
    return [
        found
        for found in summaries
        if found.version.is_newest
        and (found.kind is NoticeKind.RECTIFICATION_NOTICE or found.problems)
    ]


def file_name(choice: ExportChoice, notice: Notice | None, count: int) -> str:
    """单位_整改台账_数据截至20250831_第2版.xlsx; 平表 is named in it."""
    from models.ledger_columns import FORM, LedgerForm  # noqa: PLC0415 - not before the first paint
    from services.exporting import suggested_file_name  # noqa: PLC0415 - the same

    if notice is not None:
        name = Path(suggested_file_name([notice], choice.options))
    else:
        name = Path(f"本轮{count}个单位_整改台账_第{choice.options.version}版.xlsx")
    is_flat = choice.form is LedgerForm.FLAT
    return f"{name.stem}_{FORM[choice.form]}{name.suffix}" if is_flat else name.name
