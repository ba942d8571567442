"""导出台账: which form, for whom, of what; and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.buttons import push_button
from gui.settings import Purpose, Settings
from gui.tab_order import set_tab_order
from models.ledger_columns import FORM, LedgerForm, LedgerOptions, Paper

if TYPE_CHECKING:
    from services.exporting import ExportReport

_FORM_HINTS = {
    LedgerForm.MEETING: "一行一个具体问题，方面和主要问题为通栏，适合打印上会",
    LedgerForm.FLAT: "不合并单元格，一行一个具体问题，适合筛选、统计和汇总",
}
_BUSY, _REPORT = 1, 2


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the user wants.

    Attributes:
        whole_round: every notice of the workspace, else the open one.
    """

    form: LedgerForm
    options: LedgerOptions
    whole_round: bool


class ExportDialog(QDialog):
    """Asks, waits, reports.

    Signals:
        export_wanted: the ExportChoice.
        cancel_wanted: 停止导出.
        folder_wanted: 打开所在文件夹.
    """

    export_wanted = Signal(object)
    cancel_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出台账")
        self._settings = settings
        self._forms, self._papers = QButtonGroup(self), QButtonGroup(self)
        self._readers, self._scopes = QButtonGroup(self), QButtonGroup(self)
        self.keep_empty_box = QCheckBox("保留待填的空栏", self)
        self.keep_empty_box.setToolTip("责任、佐证等没有内容的栏目也印出来，供手工填写")
        self.split_box = QCheckBox("没有分开写的措施和完成情况，也由程序划分到两栏", self)
        self.split_box.setToolTip("程序划分，仅供参考；不选时整条原文照印")
        self.version_box = QSpinBox(self)
        self.version_box.setToolTip("印在表头和文件名里的版次")
        self.version_box.setRange(1, 99)
        self.version_box.setPrefix("第 ")
        self.version_box.setSuffix(" 版")
        self.version_box.setFixedWidth(110)
        self.export_button = push_button(
            self, "选择位置并导出…", "选择文件名和位置，然后导出（回车）"
        )
        self.close_button = push_button(self, "取消", "关闭（Esc）")
        self.folder_button = push_button(
            self, "打开所在文件夹", "在文件管理器里打开台账所在的文件夹"
        )
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.heading.setObjectName("panelTitle")
        self.report = QPlainTextEdit(self)
        self.report.setReadOnly(True)
        self.report.setToolTip("导出说明：哪些行转下行续、去掉了什么")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._choice_page())
        self._pages.addWidget(self._busy_page())
        self._pages.addWidget(self._report_page())
        self._arrange()
        self._order_fields()
        self._connect_signals()
        self._show_page(0)

    def offer(self, open_name: str | None, count: int) -> None:
        """Says what can be exported: the open notice by name, and how many there are in all."""
        this, every = self._scopes.buttons()
        this.setText(f"当前材料：{open_name}" if open_name else "当前材料（没有打开）")
        this.setEnabled(open_name is not None)
        every.setText(f"本项目全部整改通报（{count} 份）")
        (this if open_name else every).setChecked(True)

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        options = LedgerOptions(
            paper=list(Paper)[self._papers.checkedId()],
            internal=self._readers.checkedId() == 0,
            keep_empty=self.keep_empty_box.isChecked(),
            split_mixed=self.split_box.isChecked(),
            version=self.version_box.value(),
            office_word=self._settings.office_word,
        )
        form = list(LedgerForm)[self._forms.checkedId()]
        return ExportChoice(form, options, whole_round=self._scopes.checkedId() == 1)

    def choose(
        self,
        *,
        form: LedgerForm | None = None,
        paper: Paper | None = None,
        internal: bool | None = None,
        whole_round: bool | None = None,
    ) -> None:
        """Chooses what is given."""
        chosen = (
            (self._forms, None if form is None else list(LedgerForm).index(form)),
            (self._papers, None if paper is None else list(Paper).index(paper)),
            (self._readers, None if internal is None else int(not internal)),
            (self._scopes, None if whole_round is None else int(whole_round)),
        )
        for group, number in chosen:
            if number is not None:
                group.button(number).setChecked(True)

    @property
    def is_busy(self) -> bool:
        """Whether the ledger is being written."""
        return self._pages.currentIndex() == _BUSY

    @property
    def is_finished(self) -> bool:
        """Whether the report is shown."""
        return self._pages.currentIndex() == _REPORT

    def show_busy(self) -> None:
        """Shows that the ledger is being written."""
        self._show_page(_BUSY)

    def show_choice(self) -> None:
        """Goes back to the questions, as when the writing failed."""
        self._show_page(0)

    def show_report(self, report: ExportReport) -> None:
        """Shows what was written."""
        self.heading.setText(f"✓ 已导出 {report.rows} 行：{report.target.name}")
        lines = [str(report.target), *report.sentences]
        self.report.setPlainText("\n".join(lines))
        self._show_page(_REPORT)
        self.close_button.setFocus()

    def _choice_page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(12)
        forms = [(f"{FORM[one]}：{_FORM_HINTS[one]}", FORM[one]) for one in LedgerForm]
        form.addRow("台账", _choices(page, self._forms, forms, is_column=True))
        papers = [(f"{one.value} 横向", f"打印在 {one.value} 纸上，横向") for one in Paper]
        form.addRow("纸张", _choices(page, self._papers, papers))
        readers = [
            ("内部版", "带审核意见、批注、待核实和校核结果"),
            ("对外版", "不带批注、待核实、审核人、文件路径和电脑名称"),
        ]
        form.addRow("用途", _choices(page, self._readers, readers))
        scopes = [("当前材料", "只导出现在打开的材料"), ("全部", "导出项目里全部整改通报")]
        form.addRow("范围", _choices(page, self._scopes, scopes, is_column=True))
        form.addRow("版次", self.version_box)
        boxes = QVBoxLayout()
        boxes.setContentsMargins(0, 4, 0, 0)
        boxes.addWidget(self.keep_empty_box)
        boxes.addWidget(self.split_box)
        form.addRow("选项", boxes)
        is_research = self._settings.purpose is Purpose.RESEARCH
        kept = self._settings.choice("export_form")
        self._forms.button(int(kept) if kept in ("0", "1") else int(is_research)).setChecked(True)
        self._papers.button(int(self._settings.choice("export_paper") == "1")).setChecked(True)
        return page

    def _order_fields(self) -> None:
        groups = (self._forms, self._papers, self._readers, self._scopes)
        set_tab_order(
            *(button for group in groups for button in group.buttons()),
            *(self.version_box, self.keep_empty_box, self.split_box),
            *(self.export_button, self.close_button),
        )
        self._forms.button(self._forms.checkedId()).setFocus()

    def _busy_page(self) -> QWidget:
        page = QWidget(self)
        bar = QProgressBar(page)
        bar.setRange(0, 0)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(QLabel("正在写台账……", page))
        layout.addWidget(bar)
        layout.addStretch(1)
        return page

    def _report_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.report, 1)
        return page

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.folder_button, self.export_button, self.close_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(14)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)
        self.export_button.setDefault(True)
        self.setMinimumWidth(560)

    def _connect_signals(self) -> None:
        self.export_button.clicked.connect(self._on_export_clicked)
        self.close_button.clicked.connect(self.reject)
        self.folder_button.clicked.connect(self.folder_wanted)

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.export_button.setVisible(number == 0)
        self.folder_button.setVisible(number == _REPORT)
        self.close_button.setText({0: "取消", _BUSY: "停止", _REPORT: "关闭"}[number])

    @Slot()
    def _on_export_clicked(self) -> None:
        self._settings.keep_choice("export_form", str(self._forms.checkedId()))
        self._settings.keep_choice("export_paper", str(self._papers.checkedId()))
        self.export_wanted.emit(self.choice())

    @override
    def reject(self) -> None:
        if self.is_busy:
            self.cancel_wanted.emit()
        else:
            super().reject()


def _choices(
    parent: QWidget,
    group: QButtonGroup,
    words: list[tuple[str, str]],
    *,
    is_column: bool = False,
) -> QWidget:
    box = QWidget(parent)
    layout = QVBoxLayout(box) if is_column else QHBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 0)  # the first line stands level with its label
    layout.setSpacing(4 if is_column else 20)
    for number, (text, tooltip) in enumerate(words):
        button = QRadioButton(text, box)
        button.setToolTip(tooltip)
        button.setChecked(number == 0)
        group.addButton(button, number)
        layout.addWidget(button)
    if not is_column:
        layout.addStretch(1)
    return box
