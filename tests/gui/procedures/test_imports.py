from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.dialogs.import_dialog import ImportDialog
from gui.main_window import MainWindow
from models.errors import Cancelled, StorageError
from models.ids import NoticeId
from models.library import Added, FormerVersion, Known
from services.import_report import totals_of
from services.importing import ImportResult, ImportSummary
from tests.gui.conftest import SAMPLES, RecordedMessages

Work = Callable[..., ImportSummary]
IMPORT = "gui.procedures.imports.import_work"


def result(name: str, known: Known | None = None, error: str | None = None) -> ImportResult:
    added = None if error else Added(NoticeId(7), "某局党组", known)
    return ImportResult(Path(name), added, error)


MIXED = ImportSummary(
    (
        result("甲.txt"),
        result("乙.txt", Known.SAME_FILE),
        result("丙.txt", Known.SAME_BODY),
        result("丁.txt", error="“丁.txt”是空文件。请检查。"),
    )
)


def dialog_of(window: MainWindow) -> ImportDialog:
    assert window.imports.dialog is not None
    return window.imports.dialog


def test_files_come_in_beside_the_window_with_a_summary(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    new = Path(shutil.copy(SAMPLES / "qingyu.txt", tmp_path / "青屿.txt"))
    same = Path(shutil.copy(SAMPLES / "linlan.txt", tmp_path / "再来.txt"))
    (tmp_path / "空.txt").write_text("")
    messages.files = [[new, same, tmp_path / "空.txt"]]
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.bars.table["import"].trigger()
        assert dialog_of(window).isVisible()
        assert window.isEnabled()
    assert len(window.open_desk.summaries) == 3
    dialog = dialog_of(window)
    assert dialog.totals.text() == "新导入 1 · 已有 1 · 失败 1"
    failure = dialog.table.item(2, 2)
    assert failure is not None
    assert "空.txt" in failure.text()
    dialog.close_button.click()
    assert not window.status_line.import_button.isVisible()


def test_cancel_stops_the_import_and_keeps_what_is_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = threading.Event()

    def work(*inputs: object) -> ImportSummary:
        progress, cancel = inputs[-2:]
        assert callable(progress)
        progress(1, 5, "甲.txt")
        running.set()
        while not cancel.is_cancelled:
            pass
        return ImportSummary((result("甲.txt"),), cancelled=True)

    monkeypatch.setattr(IMPORT, work)
    window.imports.start([tmp_path])
    assert running.wait(5)
    qtbot.waitUntil(lambda: dialog_of(window).label.text() == "已完成 1 / 5　甲.txt")
    assert window.status_line.import_button.text() == "正在导入 1/5"
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Return)
    assert dialog_of(window).cancel_button.isEnabled()
    with qtbot.waitSignal(window.imports.finished):
        dialog_of(window).cancel_button.click()
        assert not dialog_of(window).cancel_button.isEnabled()
    assert dialog_of(window).totals.text() == "新导入 1 · 已按要求停止"
    dialog_of(window).close()


def test_import_is_stopped_from_the_status_line(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*inputs: object) -> ImportSummary:
        progress, cancel = inputs[-2:]
        progress(1, 5, "甲.txt")  # type: ignore[operator]  # declared as an object
        while not cancel.is_cancelled:
            pass
        return ImportSummary((), cancelled=True)

    monkeypatch.setattr(IMPORT, work)
    window.imports.start([tmp_path])
    stop = window.status_line.import_stop
    qtbot.waitUntil(stop.isVisible)
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Escape)
    assert not dialog_of(window).isVisible()
    with qtbot.waitSignal(window.imports.ended):
        stop.click()
        assert not stop.isEnabled()
    assert dialog_of(window).windowTitle() == "导入已停止"
    assert not stop.isVisible()
    dialog_of(window).close()


def test_new_notices_show_up_while_others_are_read(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, read_samples: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    may_end = threading.Event()

    def work(workspace: object, *inputs: object) -> ImportSummary:
        added = workspace.add(read_samples["qingyu"])
        inputs[-2](1, 2, "乙.txt")  # type: ignore[operator]  # declared as an object
        may_end.wait(10)
        return ImportSummary((ImportResult(Path("甲.txt"), added),))

    monkeypatch.setattr(IMPORT, work)
    window.imports.start([tmp_path])
    qtbot.waitUntil(lambda: window.centre.overview.table.model().rowCount() == 3)
    assert window.imports.is_running
    with qtbot.waitSignal(window.imports.ended):
        may_end.set()
    dialog_of(window).close()


def test_failing_import_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def work(*inputs: object) -> ImportSummary:
        raise StorageError("磁盘已满，没有保存")

    monkeypatch.setattr(IMPORT, work)
    with qtbot.waitSignal(window.imports.ended):
        window.imports.start([tmp_path])
    assert messages.warned == ["磁盘已满，没有保存"]
    assert window.imports.dialog is None


def test_second_batch_waits_for_the_first(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[tuple[Path, ...]] = []

    def work(workspace: object, paths: tuple[Path, ...], *rest: object) -> ImportSummary:
        batches.append(paths)
        return ImportSummary(tuple(ImportResult(path, None, "坏") for path in paths))

    monkeypatch.setattr(IMPORT, work)
    with qtbot.waitSignal(window.imports.ended):
        window.imports.start([tmp_path / "甲"])
        window.imports.start([tmp_path / "乙"])
        window.imports.start([tmp_path / "丙"])
    assert batches == [(tmp_path / "甲",), (tmp_path / "乙", tmp_path / "丙")]
    dialog_of(window).close()


def test_folder_is_imported_and_remembered(
    window: MainWindow, tmp_path: Path, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[Path]] = []
    monkeypatch.setattr(window.imports, "start", started.append)
    messages.folders = [tmp_path, None]
    messages.files = [[]]
    window.bars.table["import_folder"].trigger()
    window.bars.table["import_folder"].trigger()
    window.bars.table["import"].trigger()
    assert started == [[tmp_path]]
    assert window.settings.choice("import_folder") == str(tmp_path)


def test_read_only_workspace_takes_nothing_in(
    open_window: Callable[..., MainWindow], workspace_path: Path, messages: RecordedMessages
) -> None:
    open_window(workspace_path)
    second = open_window(workspace_path)
    second.imports.start([workspace_path])
    assert "只读" in messages.warned[0]
    assert not second.imports.is_running


def test_closing_the_window_stops_the_import(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def work(*inputs: object) -> ImportSummary:
        try:
            while True:
                inputs[-1].check()
        except Cancelled:
            stopped.set()
            raise

    monkeypatch.setattr(IMPORT, work)
    window.imports.start([tmp_path])
    assert window.close()
    assert stopped.is_set()


def test_totals_name_what_came_of_the_files() -> None:
    assert totals_of(MIXED) == "新导入 1 · 已有 1 · 正文相同 1 · 失败 1"


def test_summary_leads_to_its_notices(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_summary(MIXED)
    words = [[dialog.table.item(row, col).text() for col in range(3)] for row in (1, 3)]
    assert words[0][1] == "＝ 已有（同一文件）"
    assert words[1] == ["丁.txt", "✗ 失败", "“丁.txt”是空文件。请检查。"]
    with qtbot.waitSignal(dialog.notice_chosen) as waiting:
        dialog.table.cellActivated.emit(0, 1)
    assert waiting.args == [7]
    with qtbot.assertNotEmitted(dialog.notice_chosen):
        dialog.table.cellActivated.emit(3, 0)


def test_summary_can_be_narrowed_to_what_failed(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    dialog.show_summary(MIXED)
    choices = [dialog.choice.itemText(at) for at in range(dialog.choice.count())]
    assert choices == ["全部 4", "失败 1", "新导入 1", "已有 2"]
    for choice, shown in ((1, [3]), (3, [1, 2]), (0, [0, 1, 2, 3])):
        dialog.choice.setCurrentIndex(choice)
        assert [row for row in range(4) if not dialog.table.isRowHidden(row)] == shown


def test_files_of_one_name_show_their_folders(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    dialog.show_summary(MIXED)
    dialog.show()
    header, table = dialog.table.horizontalHeader(), dialog.table
    assert table.isColumnHidden(3)
    dialog.show_summary(
        ImportSummary((result("/资料/一/通报.txt"), result("/资料/二/通报.txt"), result("丙.txt")))
    )
    assert not table.isColumnHidden(3)
    assert [table.item(row, 3).text() for row in range(3)] == [
        str(Path("资料/一")), str(Path("资料/二")), "",
    ]  # fmt: skip
    assert [header.logicalIndex(at) for at in range(4)] == [0, 3, 1, 2]
    assert not table.horizontalScrollBar().isVisible()


def test_what_may_be_a_version_is_counted_and_can_be_listed(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    former = FormerVersion(NoticeId(3), "CZ 送审稿.txt", is_sure=False)
    maybe = ImportResult(Path("戊.txt"), Added(NoticeId(8), "某局党组", former=former))
    dialog.show_summary(ImportSummary((*MIXED.results, maybe)))
    assert dialog.totals.text().startswith("新导入 2 · 可能是新版本 1 · ")
    dialog.choice.setCurrentText("可能是新版本 1")
    assert [row for row in range(5) if not dialog.table.isRowHidden(row)] == [4]


def test_endless_name_leaves_room_for_the_reason(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    name = "名" * 80 + ".txt"
    dialog.show_summary(ImportSummary((result(f"/资料/{name}", error="坏"),)))
    dialog.show()
    table = dialog.table
    assert table.columnWidth(2) > table.viewport().width() / 3
    assert not table.horizontalScrollBar().isVisible()
    cell = table.item(0, 0)
    assert cell is not None
    assert cell.toolTip() == str(Path(f"/资料/{name}"))


def test_escape_hides_the_progress_but_not_the_import(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.cancel_wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.is_finished
    dialog.show()
    dialog.close()
    assert not dialog.isVisible()


def test_samples_are_there() -> None:
    assert len(list(SAMPLES.glob("*.txt"))) >= 3


def test_summary_is_exported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(IMPORT, lambda *_: MIXED)
    with qtbot.waitSignal(window.imports.ended):
        window.imports.start([tmp_path])
    messages.targets = [None, tmp_path / "汇总", tmp_path / "没有" / "汇总.xlsx"]
    for _ in range(3):
        dialog_of(window).export_button.click()
    assert (tmp_path / "汇总.xlsx").read_bytes().startswith(b"PK")
    assert messages.said == [f"已导出：{tmp_path / '汇总.xlsx'}"]
    assert "不存在" in messages.warned[0]
    assert messages.proposed[0].name.startswith("材料导入情况_")
    dialog_of(window).close()
