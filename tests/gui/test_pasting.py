"""Words that are pasted, or dropped from a browser, come in as a file does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.pasting import files_in, has_files
from importers.read import read_source
from services.file_source import HeldFile
from tests.gui.conftest import RecordedMessages

NOW = datetime(2025, 8, 9, 10, 5)
WORDS = "关于巡察整改进展情况的通报"


def copied(text: str = "", html: str = "", *paths: Path) -> QMimeData:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    if paths:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_text_becomes_a_file_named_by_the_minute() -> None:
    assert files_in(copied(WORDS), NOW) == [
        HeldFile("粘贴的文字 2025-08-09 1005.txt", WORDS.encode())
    ]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{WORDS}</p>",
        f"<html><head><meta charset='gb2312'></head><body><p>{WORDS}</p></body></html>",
        f"Version:0.9\r\nStartHTML:0000000097\r\nEndHTML:0000000200\r\n<html><body>"
        f"<!--StartFragment--><p>{WORDS}</p><!--EndFragment--></body></html>",
    ],
    ids=["fragment", "page that lies", "windows"],
)
def test_html_is_read_as_a_page(html: str) -> None:
    (held,) = files_in(copied(WORDS, html), NOW)
    assert isinstance(held, HeldFile)
    assert held.name == "粘贴的文字 2025-08-09 1005.html"
    source = read_source(held.data, held.name)
    assert (source.reader, source.text.strip()) == ("html", WORDS)


def test_files_go_before_words(tmp_path: Path) -> None:
    assert files_in(copied("file:///x", "", tmp_path / "甲.docx"), NOW) == [tmp_path / "甲.docx"]


@pytest.mark.parametrize("mime", [copied(), copied(" \n "), copied("", "<p></p>")])
def test_nothing_is_no_file(mime: QMimeData) -> None:
    assert files_in(mime, NOW) == []


def test_has_files_without_fetching() -> None:
    assert not has_files(copied())
    assert has_files(copied("x"))


def test_pasted_words_are_imported(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(f"{WORDS}\n一、问题一\n整改措施：立即整改。")
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.bars.table["import_pasted"].trigger()
    assert window.imports.dialog is not None
    assert window.imports.dialog.totals.text().startswith("新导入 1")
    assert window.open_desk.summaries[-1].file_name.startswith("粘贴的文字 ")
    window.imports.dialog.close()


def test_empty_clipboard_is_said(window: MainWindow, messages: RecordedMessages) -> None:
    QApplication.clipboard().clear()
    window.bars.table["import_pasted"].trigger()
    assert "没有复制过文字" in messages.warned[0]
    assert not window.imports.is_running


def dragged(
    make: type[QDragEnterEvent] | type[QDropEvent], mime: QMimeData
) -> QDragEnterEvent | QDropEvent:
    at: QPoint | QPointF = QPoint(5, 5) if make is QDragEnterEvent else QPointF(5, 5)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return make(at, Qt.DropAction.CopyAction, mime, buttons, keys)  # type: ignore[arg-type]


def test_words_dropped_from_a_browser_are_imported(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[object]] = []
    monkeypatch.setattr(window.imports, "start", started.append)
    mime = copied(WORDS, f"<p>{WORDS}</p>")
    entering = dragged(QDragEnterEvent, mime)
    entering.setAccepted(False)
    window.dragEnterEvent(entering)  # type: ignore[arg-type]
    assert entering.isAccepted()
    window.dropEvent(dragged(QDropEvent, mime))
    ((held,),) = started
    assert isinstance(held, HeldFile)
    assert held.name.endswith(".html")


def test_read_only_workspace_takes_no_drop(
    open_window: Callable[..., MainWindow], workspace_path: Path
) -> None:
    open_window(workspace_path)
    second = open_window(workspace_path)
    mime = copied(WORDS)  # the event does not keep it
    entering = dragged(QDragEnterEvent, mime)
    entering.setAccepted(False)
    second.dragEnterEvent(entering)  # type: ignore[arg-type]
    assert not entering.isAccepted()
