"""The status bar: 具体问题 43 · 已审 12 · 疑点 9 · 已自动保存 10:32."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from gui.wording import local_clock
from models import labels
from models.diagnostics import Diagnostic, Severity
from models.notice import Notice

_HINT_MS = 5000


class StatusLine(QStatusBar):
    """Figures of the open notice, short hints, what runs beside the window.

    Signals:
        findings_wanted: the figures were clicked.
        import_wanted: the progress of the import was clicked.
        import_stopped: the import that runs shall stop.
        reading_stopped: the reading that runs shall stop.
    """

    findings_wanted = Signal()
    import_wanted = Signal()
    import_stopped = Signal()
    reading_stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = QToolButton(self)
        self.figures.setAutoRaise(True)
        self.figures.setToolTip("点击列出当前材料的校核结果（F7）")
        self.hint_label = QLabel(self)
        self.import_button = QToolButton(self)
        self.import_button.setAutoRaise(True)
        self.import_button.setToolTip("点击看导入进度")
        self.import_button.hide()
        self.import_stop = QToolButton(self)
        self.import_stop.setText("✕ 停止")
        self.import_stop.setAccessibleName("停止导入")
        self.import_stop.setToolTip("点击停止导入；已经导入的材料会保留")
        self.import_stop.hide()
        self.reading_button = QToolButton(self)
        self.reading_button.setToolTip("点击停止识读，材料不变")
        self.reading_button.hide()
        self.saved = QLabel(self)
        self.saved.setToolTip("每一步修改都立即写入项目文件，没有也不需要“保存”")
        self.setContentsMargins(4, 0, 8, 0)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_HINT_MS)
        self.addWidget(self.figures)
        self.addWidget(self.hint_label, 1)
        self.addPermanentWidget(self.reading_button)
        self.addPermanentWidget(self.import_button)
        self.addPermanentWidget(self.import_stop)
        self.addPermanentWidget(self.saved)
        self._fade.timeout.connect(self.hint_label.clear)
        self.figures.clicked.connect(self.findings_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.import_stop.clicked.connect(self._on_import_stopped)
        self.reading_button.clicked.connect(self.reading_stopped)
        self.show_figures(None, ())
        self.show_saved(is_open=False, is_writable=False, saved_at=None)

    def show_figures(self, notice: Notice | None, findings: tuple[Diagnostic, ...]) -> None:
        """Shows the figures of the open notice."""
        self.figures.setText("" if notice is None else " · ".join(figures_of(notice, findings)))
        self.figures.setVisible(notice is not None)

    def show_saved(self, *, is_open: bool, is_writable: bool, saved_at: str | None) -> None:
        """Shows since when everything is saved."""
        if not is_open:
            self.saved.setText("")
        elif not is_writable:
            self.saved.setText("只读")
        else:
            self.saved.setText(f"已自动保存 {local_clock(saved_at)}" if saved_at else "已自动保存")

    @Slot(str)
    def hint(self, words: str) -> None:
        """Says something for a few seconds."""
        self.hint_label.setText(words)
        self._fade.start()

    def show_import(self, done: int, total: int) -> None:
        """Shows how far the import is."""
        self.import_button.setText(f"正在导入 {done}/{total}" if total else "正在导入")
        self.import_button.show()
        self.import_stop.show()

    def show_reading(self, label: str) -> None:
        """Shows that the open notice is being read again, and why."""
        self.reading_button.setText(f"{label}：正在识读…　✕ 停止")
        self.reading_button.show()

    def hide_reading(self) -> None:
        """The reading has ended."""
        self.reading_button.hide()

    @Slot()
    def hide_import(self) -> None:
        """The import has ended."""
        self.import_button.hide()
        self.import_stop.hide()
        self.import_stop.setEnabled(True)

    @Slot()
    def _on_import_stopped(self) -> None:
        self.import_stop.setEnabled(False)
        self.import_stopped.emit()


def figures_of(notice: Notice, findings: tuple[Diagnostic, ...]) -> list[str]:
    """具体问题 43, 已审 12, 不一致 1, 疑点 9, 待核实 2; what is zero is left out but for the first two and 疑点."""
    outline = notice.outline
    problems = outline.lowest_problems()
    if not problems:
        return [labels.NOTICE_KIND[notice.kind]]
    reviewed = sum(outline.review(node.id).verdict is not None for node in problems)
    doubts = sum(outline.review(node.id).doubt for node in outline.walk())
    counts = {
        severity: sum(finding.severity is severity for finding in findings) for severity in Severity
    }
    words = [f"具体问题 {len(problems)}", f"已审 {reviewed}"]
    words += [
        f"{labels.SEVERITY[severity]} {count}"
        for severity, count in counts.items()
        if count or severity is Severity.SUSPECT
    ]
    return [*words, f"待核实 {doubts}"] if doubts else words
