"""The search field of the toolbar: names of notices and words of the open one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from gui.itemmodels.notices_table_model import with_version
from gui.panels.committing import FieldKeys
from gui.wording import shortened
from models.library import NoticeSummary
from models.notice import Notice
from models.source import Span, squeeze
from services.search import TextIndex

_MOST_PLACES = 200
_MOST_SHOWN = 30
_MOST_NOTICES = 8
_AROUND = 14
_PAUSE_MS = 150
_LIST_WIDTH = 460
_FOUND = Qt.ItemDataRole.UserRole + 1


class SearchField(QLineEdit):
    """Lists what it finds while one types; Enter goes to the next place.

    Signals:
        place_chosen: a Span of the open notice.
        notice_chosen: a NoticeId.
        said: what was found, in words.
        left: Esc.
    """

    place_chosen = Signal(object)
    notice_chosen = Signal(object)
    said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._index: TextIndex | None = None
        self._summaries: tuple[NoticeSummary, ...] = ()
        self._places: list[Span] = []
        self._at = -1
        self._found = QStandardItemModel(self)
        self._completer = _FoundCompleter(self._found, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.setPlaceholderText("查找材料名、当前通报的文字")
        self.setToolTip("查找材料名和当前通报里的文字（Ctrl+F）；回车或 F3 到下一处")
        self.setClearButtonEnabled(True)
        self.setCompleter(self._completer)
        self._keys = FieldKeys(self)
        self._keys.watch(self)
        self._keys.left.connect(self.left)
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self.go_next)
        self._pause.timeout.connect(self.search)
        self._completer.activated[QModelIndex].connect(self._on_found_chosen)  # type: ignore[index]  # the stubs do not know overloads

    def search_in(self, notice: Notice | None, summaries: tuple[NoticeSummary, ...]) -> None:
        """What is searched from now on."""
        if notice is not self._notice:
            self._notice, self._index = notice, None
            self._places, self._at = [], -1
        self._summaries = summaries

    @property
    def places(self) -> list[Span]:
        """The places found in the open notice."""
        return self._places

    @Slot()
    def search(self) -> None:
        """Finds the words in the field and lists them below it."""
        self._find()
        self._list()
        if self.hasFocus() and self._found.rowCount():
            self._completer.complete()

    @Slot()
    def go_next(self) -> None:
        """Goes to the next place; to the first notice of that name where the open one has none."""
        if self._pause.isActive() or (not self._places and self.text().strip()):
            self._pause.stop()
            self._find()
        if self._places:
            self._at = (self._at + 1) % len(self._places)
            self.place_chosen.emit(self._places[self._at])
            self.said.emit(f"第 {self._at + 1} 处，共 {self._counted()} 处")
        elif named := self._named():
            self.notice_chosen.emit(named[0].id)
        elif self.text().strip():
            self.said.emit(f"没有找到“{shortened(self.text(), 20)}”")

    def _find(self) -> None:
        words = self.text().strip()
        self._at = -1
        if self._notice is not None and self._index is None:
            self._index = TextIndex(self._notice.text)
        self._places = self._index.find(words, _MOST_PLACES) if self._index and words else []

    def _list(self) -> None:
        self._found.clear()
        for summary in self._named()[:_MOST_NOTICES]:
            name = with_version(summary.name, summary)
            self._found.appendRow(_row(f"材料：{name}", summary.id))
        for span in self._places[:_MOST_SHOWN]:
            assert self._notice is not None
            self._found.appendRow(_row(_excerpt(self._notice.text, span), span))
        if len(self._places) > _MOST_SHOWN:
            more = QStandardItem(f"共 {self._counted()} 处；按回车逐处查看")
            more.setEnabled(False)
            self._found.appendRow(more)
        if not self._found.rowCount() and self.text().strip():
            none = QStandardItem("没有找到")
            none.setEnabled(False)
            self._found.appendRow(none)

    def _named(self) -> list[NoticeSummary]:
        words = [squeeze(word).lower() for word in self.text().split()]
        if not words:
            return []
        named = [found for found in self._summaries if _is_named(found, words)]
        return sorted(named, key=lambda found: not found.version.is_newest)

    def _counted(self) -> str:
        return f"{_MOST_PLACES}+" if len(self._places) == _MOST_PLACES else str(len(self._places))

    @Slot()
    def _on_text_edited(self) -> None:
        self._places = []
        self._pause.start()

    @Slot(QModelIndex)
    def _on_found_chosen(self, index: QModelIndex) -> None:
        found = index.data(_FOUND)
        if isinstance(found, Span):
            self._at = self._places.index(found)
            self.place_chosen.emit(found)
        elif found is not None:
            self.notice_chosen.emit(found)


class _FoundCompleter(QCompleter):
    """Shows all that was found and leaves the words in the field as they are."""

    def __init__(self, found: QStandardItemModel, field: QLineEdit) -> None:
        super().__init__(found, field)
        self._field = field
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(16)
        popup = self.popup()
        assert popup is not None
        popup.setMinimumWidth(_LIST_WIDTH)

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return self._field.text()


def _row(words: str, found: object) -> QStandardItem:
    row = QStandardItem(words)
    row.setToolTip(words)
    row.setData(found, _FOUND)
    return row


def _is_named(summary: NoticeSummary, words: list[str]) -> bool:
    name = "\n".join((summary.code, summary.name, summary.title, summary.file_name))
    squeezed = squeeze(name).lower()
    return all(word in squeezed for word in words)


def _excerpt(text: str, span: Span) -> str:
    before = text[max(0, span.start - _AROUND // 2) : span.start]
    after = text[span.end : span.end + _AROUND]
    return " ".join(f"…{before}【{span.of(text)}】{after}…".split())
