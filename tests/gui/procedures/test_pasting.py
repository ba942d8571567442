"""Words that are pasted, or dropped from a browser, come in as a file does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.procedures.pasting import files_in, may_have_files, why_nothing
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


LINK = "https://www.example.gov.cn/art/2025/1.html"


def linked(text: str, html: str = "") -> QMimeData:
    mime = copied(text, html)
    mime.setUrls([QUrl(LINK)])
    return mime


@pytest.mark.parametrize(
    "mime",
    [
        linked("", ""),
        linked(LINK, f"<a href='{LINK}'>通报</a>"),
        copied(LINK),
        copied(f"{LINK}\nhttp://b.example/"),
    ],
    ids=["bare", "browser", "address bar", "two"],
)
def test_address_of_the_web_is_refused_with_a_sentence(mime: QMimeData) -> None:
    assert files_in(mime, NOW) == []
    assert why_nothing(mime).startswith("这是网页地址，不是材料。本程序不连接网络")


def test_words_with_the_address_that_they_come_from_are_taken() -> None:
    (held,) = files_in(linked(f"{WORDS}\n{LINK}", f"<p>{WORDS}</p>"), NOW)
    assert held.name.endswith(".html")


def test_copied_picture_is_said() -> None:
    mime = QMimeData()
    mime.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    assert files_in(mime, NOW) == []
    assert "是图片" in why_nothing(mime)


def test_has_files_without_fetching() -> None:
    assert not may_have_files(copied())
    assert may_have_files(copied("x"))


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
    return make(at, Qt.DropAction.CopyAction, mime, buttons, keys)


def test_words_dropped_from_a_browser_are_imported(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[object]] = []
    monkeypatch.setattr(window.imports, "start", started.append)
    mime = copied(WORDS, f"<p>{WORDS}</p>")
    entering = dragged(QDragEnterEvent, mime)
    entering.setAccepted(False)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(dragged(QDropEvent, mime))
    assert not started  # the browser waits until the drop is over
    qtbot.waitUntil(lambda: bool(started))
    ((held,),) = started
    assert isinstance(held, HeldFile)
    assert held.name.endswith(".html")


def test_dropped_link_is_refused_with_a_sentence(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    mime = linked(LINK)
    window.dropEvent(dragged(QDropEvent, mime))
    qtbot.waitUntil(lambda: bool(messages.warned))
    assert "本程序不连接网络" in messages.warned[0]
    assert not window.imports.is_running


def test_dropped_folder_comes_in_with_what_is_below(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    below = tmp_path / "第一轮" / "某局"
    below.mkdir(parents=True)
    (below / "甲.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "第一轮" / "乙.txt").write_text(f"{WORDS}一", encoding="utf-8")
    mime = copied("", "", tmp_path / "第一轮")
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.dropEvent(dragged(QDropEvent, mime))
    assert window.imports.dialog is not None
    assert window.imports.dialog.totals.text().startswith("新导入 2")
    window.imports.dialog.close()


def test_copied_table_comes_in_as_a_ledger(window: MainWindow, qtbot: QtBot) -> None:
    rows = [("序号", "问题", "整改措施", "完成情况")]
    rows += [(str(n), f"第{n}项制度不健全", "修订制度", "已完成") for n in (1, 2, 3)]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    html = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=utf-8>"
        "<style>td {mso-style-parent:style0;}</style></head><body><table><!--StartFragment-->"
        f"{cells}<!--EndFragment--></table></body></html>"
    )
    mime = copied("\n".join("\t".join(row) for row in rows), html)
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.imports.drop(mime)
    assert window.open_desk.summaries[-1].problems == 3
    assert window.imports.dialog is not None
    window.imports.dialog.close()


def test_huge_paste_is_refused_with_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.imports.ended, timeout=60_000):
        window.imports.drop(copied("整改情况的通报" * 4_000_000))  # 84 MB
    assert window.imports.dialog is not None
    failure = window.imports.dialog.table.item(0, 2)
    assert failure is not None
    assert "太大（超过64MB）" in failure.text()
    window.imports.dialog.close()


def test_read_only_workspace_takes_no_drop(
    open_window: Callable[..., MainWindow], workspace_path: Path
) -> None:
    open_window(workspace_path)
    second = open_window(workspace_path)
    mime = copied(WORDS)  # the event does not keep it
    entering = dragged(QDragEnterEvent, mime)
    entering.setAccepted(False)
    second.dragEnterEvent(entering)
    assert not entering.isAccepted()
