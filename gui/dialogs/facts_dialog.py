"""通报信息: who, when, and what the notice claims, each beside its printed words, to be corrected."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.buttons import close_button, push_button
from gui.enter_key import EnterKey
from gui.panels.committing import QuietCombo
from gui.panels.elided_label import ElidedLabel
from gui.tab_order import set_tab_order
from gui.tables import set_up_table
from gui.wording import plain_number, shortened
from models import labels
from models.facts import DATE_FACTS, Claim, ClaimSubject, Damage, Fact, FactName
from models.notice import Notice
from models.outline import Outline
from models.source import Span
from models.values import NoticeKind

_Index = QModelIndex | QPersistentModelIndex
_VALUE = 1
_CANDIDATES = Qt.ItemDataRole.UserRole + 1
_HINT = "双击“采用的值”“数值”或按 F2 更正；双击“原文”或按回车到文中相应的位置。"
_DECISIONS = {None: "未定", True: "✓ 采纳", False: "✗ 不采纳"}


class FactsDialog(QDialog):
    """Stays beside the window; corrections are signals, the window makes edits of them.

    Signals:
        fact_corrected: FactName and the new value, or None.
        claim_corrected: id of the claim and the new number.
        damage_decided: id of the damaged place and whether its reading is accepted.
        kind_chosen: the NoticeKind that a person says it is, None for what the program judges.
        place_chosen: the Span of printed words; Enter or double click.
        refused: the sentence that says why a value cannot be used.
    """

    fact_corrected = Signal(object, object)
    claim_corrected = Signal(object, float)
    damage_decided = Signal(object, bool)
    kind_chosen = Signal(object)
    place_chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._claims: list[Claim] = []
        self._damage: list[Damage] = []
        self._is_editable = True
        self.heading = QLabel(self)
        self.heading.setObjectName("panelTitle")
        self.kind_box = QuietCombo(self)
        self.kind_box.setAccessibleName("材料类型")
        self.kind_box.setToolTip(
            "这份材料是什么；程序判断错了就展开改选（↓），选定后重新识读，可以撤销"
        )
        self.kind_reason = ElidedLabel(self, mode=Qt.TextElideMode.ElideRight)
        self.facts_table = _table(self, ("项目", "采用的值", "原文"))
        self.claims_table = _table(self, ("自报内容", "数值", "原文"))
        self.damage_table = _table(self, ("原文", "拟读作", "是否采纳"))
        self.accept_button = push_button(self, "采纳", "按拟读的文字理解这一处缺字错漏")
        self.decline_button = push_button(self, "不采纳", "不采用拟读的文字")
        for table in (self.facts_table, self.claims_table):
            table.setToolTip(_HINT)
        self.close_button = close_button(self)
        self.close_button.setAutoDefault(False)
        self.tabs = QTabWidget(self)
        self._candidates = CandidatesDelegate(self)
        self._arrange()
        self._connect_signals()

    def show_notice(self, notice: Notice | None) -> None:
        """Shows the facts as they are now."""
        self._notice = notice
        self.setWindowTitle("通报信息")
        self.heading.setText("没有打开的材料" if notice is None else notice.display_name)
        self._show_kind()
        outline = notice.outline if notice is not None else Outline(0)
        self._claims, self._damage = outline.claims(), outline.damage()
        self._fill_facts(outline)
        self._fill_claims()
        self._fill_damage()
        self.tabs.setTabText(1, f"自报数字 {len(self._claims)}")
        self.tabs.setTabText(2, f"缺字错漏 {len(self._damage)}")
        self._on_damage_moved()

    def set_editable(self, is_editable: bool) -> None:
        """Whether values may be corrected."""
        self._is_editable = is_editable
        self.show_notice(self._notice)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(QLabel(_HINT, self), 1)
        foot.addWidget(self.close_button)
        damage_page = QWidget(self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.decline_button)
        below = QVBoxLayout(damage_page)
        below.addWidget(self.damage_table, 1)
        below.addLayout(buttons)
        self.tabs.addTab(self.facts_table, "基本信息")
        self.tabs.addTab(self.claims_table, "自报数字")
        self.tabs.addTab(damage_page, "缺字错漏")
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addLayout(self._kind_row())
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.facts_table.setItemDelegateForColumn(_VALUE, self._candidates)
        tables = (self.facts_table, self.claims_table, self.damage_table)
        buttons_below = (self.accept_button, self.decline_button, self.close_button)
        set_tab_order(self.kind_box, self.tabs.tabBar(), *tables, *buttons_below)
        self.resize(760, 440)

    def _kind_row(self) -> QHBoxLayout:
        name = QLabel("材料类型(&K)", self)
        name.setBuddy(self.kind_box)
        row = QHBoxLayout()
        row.addWidget(name)
        row.addWidget(self.kind_box)
        row.addWidget(self.kind_reason, 1)
        return row

    def _show_kind(self) -> None:
        reading = self._notice.reading if self._notice is not None else None
        said = reading.guidance.kind if reading is not None else None
        judged = f"（{labels.NOTICE_KIND[reading.kind]}）" if reading and said is None else ""
        with QSignalBlocker(self.kind_box):
            self.kind_box.clear()
            self.kind_box.addItem(f"程序判断{judged}", None)
            for kind in NoticeKind:
                self.kind_box.addItem(labels.NOTICE_KIND[kind], kind.value)
            self.kind_box.setCurrentIndex(self.kind_box.findData(said and said.value))
        self.kind_box.setEnabled(self._is_editable and reading is not None)
        reason = reading.kind_reason if reading is not None else ""
        self.kind_reason.show_words(reason)

    def _connect_signals(self) -> None:
        self.kind_box.activated.connect(self._on_kind_chosen)
        self.facts_table.itemChanged.connect(self._on_fact_changed)
        self.claims_table.itemChanged.connect(self._on_claim_changed)
        self.facts_table.cellDoubleClicked.connect(self._on_fact_double_clicked)
        self.claims_table.cellDoubleClicked.connect(self._on_claim_double_clicked)
        self.damage_table.cellDoubleClicked.connect(self._locate_damage)
        EnterKey(self.facts_table).pressed.connect(self._locate_fact)
        EnterKey(self.claims_table).pressed.connect(self._locate_claim)
        EnterKey(self.damage_table).pressed.connect(self._locate_damage)
        self.close_button.clicked.connect(self.reject)
        self.damage_table.itemSelectionChanged.connect(self._on_damage_moved)
        self.accept_button.clicked.connect(self._on_accept_clicked)
        self.decline_button.clicked.connect(self._on_decline_clicked)

    def _fill_facts(self, outline: Outline) -> None:
        with QSignalBlocker(self.facts_table):
            self.facts_table.setRowCount(len(FactName))
            for row, name in enumerate(FactName):
                fact = outline.fact(name) or Fact(name, None)
                words = (labels.FACT[name], fact.value or "", _printed(fact))
                value = _put(self.facts_table, row, words)[_VALUE]
                value.setToolTip(_fact_hint(name))
                value.setData(_CANDIDATES, list(fact.candidates))
                self._set_editable_cell(value)

    def _fill_claims(self) -> None:
        with QSignalBlocker(self.claims_table):
            self.claims_table.setRowCount(len(self._claims))
            for row, claim in enumerate(self._claims):
                quote = shortened(claim.quote)
                words = (_subject(claim), plain_number(claim.value), quote)
                self._set_editable_cell(_put(self.claims_table, row, words)[_VALUE])

    def _fill_damage(self) -> None:
        row_before = self.damage_table.currentRow()
        with QSignalBlocker(self.damage_table):
            self.damage_table.setRowCount(len(self._damage))
            for row, place in enumerate(self._damage):
                others = f"（或：{'、'.join(place.candidates)}）" if place.candidates else ""
                cells = (place.printed, place.reading + others, _DECISIONS[place.accepted])
                _put(self.damage_table, row, cells)
            self.damage_table.setCurrentCell(max(0, row_before), 0)

    def _set_editable_cell(self, cell: QTableWidgetItem) -> None:
        if self._is_editable and self._notice is not None:
            cell.setFlags(cell.flags() | Qt.ItemFlag.ItemIsEditable)

    @Slot(int)
    def _on_kind_chosen(self) -> None:
        value = self.kind_box.currentData()
        self.kind_chosen.emit(None if value is None else NoticeKind(value))

    @Slot(QTableWidgetItem)
    def _on_fact_changed(self, cell: QTableWidgetItem) -> None:
        name = list(FactName)[cell.row()]
        self.fact_corrected.emit(name, cell.text().strip() or None)
        self.show_notice(self._notice)

    @Slot(QTableWidgetItem)
    def _on_claim_changed(self, cell: QTableWidgetItem) -> None:
        claim = self._claims[cell.row()]
        try:
            value = float(cell.text().strip())
        except ValueError:
            self.refused.emit("自报数字只能填数目，例如 44 或 97.7。")
        else:
            self.claim_corrected.emit(claim.id, value)
        self.show_notice(self._notice)

    @Slot(int, int)
    def _on_fact_double_clicked(self, row: int, column: int) -> None:
        if column != _VALUE:
            self._locate_fact()

    @Slot(int, int)
    def _on_claim_double_clicked(self, row: int, column: int) -> None:
        if column != _VALUE:
            self._locate_claim()

    @Slot()
    def _locate_fact(self) -> None:
        row = self.facts_table.currentRow()
        if self._notice is not None and row >= 0:
            fact = self._notice.outline.fact(list(FactName)[row])
            self._show(fact.span if fact else None)

    @Slot()
    def _locate_claim(self) -> None:
        row = self.claims_table.currentRow()
        self._show(self._claims[row].span if 0 <= row < len(self._claims) else None)

    @Slot()
    def _locate_damage(self) -> None:
        row = self.damage_table.currentRow()
        self._show(self._damage[row].span if 0 <= row < len(self._damage) else None)

    def _show(self, span: Span | None) -> None:
        if span is not None:
            self.place_chosen.emit(span)

    @Slot()
    def _on_damage_moved(self) -> None:
        has_place = 0 <= self.damage_table.currentRow() < len(self._damage) and self._is_editable
        self.accept_button.setEnabled(has_place)
        self.decline_button.setEnabled(has_place)

    @Slot()
    def _on_accept_clicked(self) -> None:
        self._decide(is_accepted=True)

    @Slot()
    def _on_decline_clicked(self) -> None:
        self._decide(is_accepted=False)

    def _decide(self, *, is_accepted: bool) -> None:
        self.damage_decided.emit(self._damage[self.damage_table.currentRow()].id, is_accepted)
        self.show_notice(self._notice)


class CandidatesDelegate(QStyledItemDelegate):
    """Offers the possible readings of a damaged value to choose from."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        candidates = index.data(_CANDIDATES)
        if not candidates:
            editor: QWidget = super().createEditor(parent, option, index)
            return editor
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems(candidates)
        return box

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data() or ""))
        else:
            super().setEditorData(editor, index)


def _table(parent: QWidget, titles: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(titles), parent)
    table.setHorizontalHeaderLabels(titles)
    table.setToolTip("双击或按回车到原文里相应的位置")
    set_up_table(table, {0: 130, _VALUE: 250})
    return table


def _put(table: QTableWidget, row: int, words: tuple[str, ...]) -> list[QTableWidgetItem]:
    cells = [QTableWidgetItem(text) for text in words]
    for column, cell in enumerate(cells):
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        cell.setToolTip(cell.text())
        table.setItem(row, column, cell)
    return cells


def _printed(fact: Fact) -> str:
    words = shortened(fact.printed) if fact.printed else ""
    if fact.candidates and not fact.confirmed:
        return f"{words}（可能是：{'、'.join(fact.candidates)}）"
    if fact.confirmed:
        return f"{words}（已更正）" if words else "（人工填写）"
    return words or "（未识读出）"


def _fact_hint(name: FactName) -> str:
    if name in DATE_FACTS:
        return "双击更正；日期写作 2025-11-04、2025-11 或 2025"
    return "双击更正；清空则为未写明"


def _subject(claim: Claim) -> str:
    subject = labels.CLAIM[claim.subject]
    if claim.subject is ClaimSubject.RATE_PERCENT and claim.of is not None:
        subject = f"{labels.CLAIM[claim.of]}比率（%）"
    parts = [subject]
    if claim.subset_of is not None:
        parts.append("（其中）")
    if claim.vague:
        parts.append("（约数）")
    if claim.confirmed:
        parts.append("（已更正）")
    return "".join(parts)
