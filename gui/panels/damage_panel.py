"""缺字错漏: the damaged places of the notice, each with the reading proposed, to be taken or refused."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from gui.enter_key import EnterKey
from gui.tables import set_up_list
from models import labels
from models.facts import Damage
from models.notice import Notice
from models.values import confidence_level

_TITLES = ("原文", "前后文字", "拟读作", "把握", "处理")
_WIDTHS = {0: 120, 1: 420, 2: 150, 3: 60}
_AROUND = 14  # signs of the source shown before and behind a place
_DECISIONS = {None: "未定", True: "✓ 已采纳", False: "✗ 不采纳"}
_NO_NOTICE = "打开一份材料后，这里列出缺字错漏。"
_NONE = "没有发现缺字错漏。"


class DamagePanel(QWidget):
    """List of damaged places; Enter leads to the words, the buttons decide.

    Signals:
        place_chosen: the Span to show.
        decided: id of the place, True, False or None (open again), and the words it is taken for.
    """

    place_chosen = Signal(object)
    decided = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Damage] = []
        self._is_editable = True
        self.summary = QLabel(_NO_NOTICE, self)
        self.table = QTableWidget(0, len(_TITLES), self)
        self.reading = QComboBox(self)
        self.accept_button = push_button(
            self,
            "采纳读法",
            "按这里的文字理解这一处（Ctrl+回车）；同一处的日期、数字一并确认",
        )
        self.decline_button = push_button(self, "不采纳", "不采用程序拟的读法（Ctrl+退格）")
        self.reopen_button = push_button(self, "恢复未定", "收回已作的决定")
        self._set_up()
        self._arrange()
        self._connect_signals()
        self._on_row_changed()

    def show_notice(self, notice: Notice | None) -> None:
        """Shows the places as they are now; the row stays."""
        row = self.table.currentRow()
        self._places = notice.outline.damage() if notice is not None else []
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._places))
            for at, place in enumerate(self._places):
                assert notice is not None
                self._fill(at, place, notice.text)
            if self._places:
                self.table.setCurrentCell(min(max(row, 0), len(self._places) - 1), 0)
        self.summary.setText(_summary(notice, self._places))
        self._on_row_changed()

    def set_editable(self, is_editable: bool) -> None:
        """Whether places may be decided."""
        self._is_editable = is_editable
        self._on_row_changed()

    @property
    def open_count(self) -> int:
        """How many places nobody has decided."""
        return sum(place.accepted is None for place in self._places)

    def current(self) -> Damage | None:
        """The place at the cursor."""
        row = self.table.currentRow()
        return self._places[row] if 0 <= row < len(self._places) else None

    def _fill(self, row: int, place: Damage, text: str) -> None:
        span = place.span
        before = text[max(0, span.start - _AROUND) : span.start]
        behind = text[span.end : span.end + _AROUND]
        around = f"{before}【{place.printed}】{behind}".replace("\n", " ")
        level = labels.CONFIDENCE[confidence_level(place.confidence)]
        others = "（另有其他读法）" if len(place.candidates) > 1 else ""
        decision = _DECISIONS[place.accepted]
        cells = (place.printed, around, place.reading + others, level, decision)
        for column, words in enumerate(cells):
            cell = QTableWidgetItem(words)
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            cell.setToolTip(words)
            self.table.setItem(row, column, cell)

    def _set_up(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(_TITLES)
        table.setAccessibleName("缺字错漏")
        table.setToolTip("回车到原文，Ctrl+回车采纳读法，Ctrl+退格不采纳")
        set_up_list(table, _WIDTHS)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        table.verticalHeader().setMinimumSectionSize(0)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.reading.setEditable(True)
        self.reading.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reading.setMinimumWidth(170)
        self.reading.setAccessibleName("拟读作")
        self.reading.setToolTip("程序拟的读法；可以换一种，也可以自己填写。原文不会改动")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(QLabel("读作", self))
        for widget in (self.reading, self.accept_button, self.decline_button, self.reopen_button):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _connect_signals(self) -> None:
        self.table.itemSelectionChanged.connect(self._on_row_changed)
        self.table.doubleClicked.connect(self.locate)
        self.accept_button.clicked.connect(self.accept)
        self.decline_button.clicked.connect(self.decline)
        self.reopen_button.clicked.connect(self.reopen)
        enter = EnterKey(self.table)
        enter.pressed.connect(self.locate)
        enter.pressed_with_control.connect(self.accept)
        refusal = QShortcut(QKeySequence("Ctrl+Backspace"), self.table)
        refusal.setContext(Qt.ShortcutContext.WidgetShortcut)
        refusal.activated.connect(self.decline)

    @Slot()
    def locate(self) -> None:
        """Leads to the words at the cursor."""
        place = self.current()
        if place is not None:
            self.place_chosen.emit(place.span)

    @Slot()
    def accept(self) -> None:
        """Takes the reading, and goes to the next place that is open."""
        place = self.current()
        words = self.reading.currentText().strip()
        if place is not None and words and self._is_editable:
            self.decided.emit(place.id, True, words)
            self._go_to_open()

    @Slot()
    def decline(self) -> None:
        """Refuses the reading, and goes to the next place that is open."""
        place = self.current()
        if place is not None and self._is_editable:
            self.decided.emit(place.id, False, place.reading)
            self._go_to_open()

    @Slot()
    def reopen(self) -> None:
        """Takes a decision back."""
        place = self.current()
        if place is not None and self._is_editable and place.accepted is not None:
            self.decided.emit(place.id, None, place.reading)

    def _go_to_open(self) -> None:
        """The next open place after the cursor, where the decision was made."""
        row = self.table.currentRow()
        if not 0 <= row < len(self._places) or self._places[row].accepted is None:
            return
        rows = [*range(row + 1, len(self._places)), *range(row)]
        found = next((at for at in rows if self._places[at].accepted is None), row)
        self.table.setCurrentCell(found, 0)

    @Slot()
    def _on_row_changed(self) -> None:
        place = self.current()
        self.reading.clear()
        if place is not None:
            self.reading.addItems(list(dict.fromkeys((place.reading, *place.candidates))))
        may_decide = place is not None and self._is_editable
        for widget in (self.reading, self.accept_button, self.decline_button):
            widget.setEnabled(may_decide)
        is_decided = place is not None and place.accepted is not None
        self.reopen_button.setEnabled(may_decide and is_decided)


def _summary(notice: Notice | None, places: list[Damage]) -> str:
    if notice is None:
        return _NO_NOTICE
    if not places:
        return _NONE
    waiting = sum(place.accepted is None for place in places)
    taken = sum(place.accepted is True for place in places)
    parts = [f"共 {len(places)} 处", f"未定 {waiting}"]
    if taken:
        parts.append(f"已采纳 {taken}")
    if len(places) - waiting - taken:
        parts.append(f"不采纳 {len(places) - waiting - taken}")
    return " · ".join(parts)
