"""重新识读: what would be different, before it is applied, and what is different afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.buttons import close_button, push_button
from gui.dialogs.difference_lines import PLACE, add_groups, set_up, totals
from gui.enter_key import EnterKey
from gui.wording import shortened

if TYPE_CHECKING:
    from services.rereading import Proposal

_TITLES = ("内容", "项目", "原来", "重新识读后")
_PROPOSAL = PLACE + 1
_HINT = "人工修改、审核和批注过的内容都会保留；应用后可以撤销。"


class RereadingDialog(QDialog):
    """Stays beside the window; nothing changes before 应用.

    Signals:
        apply_wanted: 应用.
        cancel_wanted: 停止.
        place_chosen: the NoticeId and the Difference of a line; Enter or double click.
    """

    apply_wanted = Signal()
    cancel_wanted = Signal()
    place_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("重新识读")
        self.heading = QLabel(self)
        self.heading.setObjectName("panelTitle")
        self.heading.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.label = QLabel(self)
        self.tree = QTreeWidget(self)
        self.hint = QLabel(_HINT, self)
        self.apply_button = push_button(self, "应用", "按新的识读更新；人工内容保留，可以撤销")
        self.cancel_button = push_button(self, "停止", "停下来；已经应用的不受影响")
        self.close_button = close_button(self)
        self._is_busy = False
        set_up(self.tree, _TITLES, "重新识读的变化")
        self._arrange()
        self._connect_signals()
        self.resize(900, 520)

    def show_busy(self, words: str) -> None:
        """Shows that something goes on."""
        self._is_busy = True
        self.heading.setText(words)
        self.bar.setMaximum(0)
        self._show_parts(has_apply=False)

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, label: str) -> None:
        """`done` of `total` notices are finished; `label` names the one that comes now."""
        self.bar.setMaximum(total if done else 0)
        self.bar.setValue(done)
        self.label.setText(f"已完成 {done} / {total}　{label}" if total > 1 else label)

    def show_proposals(self, proposals: Sequence[Proposal], label: str = "重新识读") -> None:
        """Shows what would be different; `label` says what was asked for."""
        self._is_busy = False
        self.setWindowTitle(f"{label} - 预览")
        self._fill(proposals)
        changed = sum(one.reading is not None for one in proposals)
        self.heading.setText(_heading(proposals))
        self._show_parts(has_apply=changed > 0)
        first = self.apply_button if changed else self.close_button
        first.setDefault(True)  # Enter takes it
        first.setFocus()

    def show_changes(self, proposals: Sequence[Proposal], failed: Sequence[str]) -> None:
        """Shows what is different now: the 变化."""
        self._is_busy = False
        self.setWindowTitle("重新识读 - 变化")
        self._fill(proposals)
        words = f"已应用到 {len(proposals)} 份材料，每份可以一步撤销。回车或双击到所说的地方。"
        self.heading.setText("\n".join((words, *failed)))
        self._show_parts(has_apply=False)
        self.tree.setFocus()

    def _fill(self, proposals: Sequence[Proposal]) -> None:
        self.tree.clear()
        for proposal in proposals:
            top = QTreeWidgetItem(self.tree, [shortened(proposal.name, 60), "", "", ""])
            top.setData(0, _PROPOSAL, proposal)
            top.setText(1, _total(proposal))
            top.setToolTip(0, proposal.name)
            top.setToolTip(1, _total(proposal))
            if proposal.error is not None:
                top.setText(3, proposal.error)
                top.setToolTip(3, proposal.error)
            if proposal.rereading is not None and proposal.rereading.differences:
                policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
                top.setChildIndicatorPolicy(policy)
        only = self.tree.topLevelItem(0)
        if only is not None:
            self.tree.setCurrentItem(only)
            only.setExpanded(len(proposals) == 1)

    @Slot(QTreeWidgetItem)
    def _on_expanded(self, top: QTreeWidgetItem) -> None:
        """Fills in the lines of a notice when they are first seen: there may be many notices."""
        proposal: Proposal | None = top.data(0, _PROPOSAL)
        if proposal is None or proposal.rereading is None or top.childCount():
            return
        add_groups(top, proposal.rereading.differences)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        for button in (self.apply_button, self.cancel_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.bar)
        layout.addWidget(self.label)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)

    def _connect_signals(self) -> None:
        self.apply_button.clicked.connect(self.apply_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.close_button.clicked.connect(self.reject)
        self.tree.itemExpanded.connect(self._on_expanded)
        self.tree.itemDoubleClicked.connect(self._locate)
        EnterKey(self.tree).pressed.connect(self._locate)

    def _show_parts(self, *, has_apply: bool) -> None:
        for widget in (self.bar, self.label, self.cancel_button):
            widget.setVisible(self._is_busy)
        self.tree.setEnabled(not self._is_busy)
        self.apply_button.setVisible(has_apply)
        self.hint.setText(_HINT if has_apply else "")
        self.close_button.setVisible(not self._is_busy)

    @Slot()
    def _locate(self) -> None:
        line = self.tree.currentItem()
        difference = None if line is None else line.data(0, PLACE)
        if line is None or difference is None:
            if line is not None:
                line.setExpanded(not line.isExpanded())
            return
        top = line
        while (above := top.parent()) is not None:
            top = above
        proposal: Proposal = top.data(0, _PROPOSAL)
        self.place_chosen.emit(proposal.notice_id, difference)

    # Overridden from Qt

    @override
    def reject(self) -> None:
        if self._is_busy:
            self.cancel_wanted.emit()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_busy:
            self.cancel_wanted.emit()
        super().closeEvent(event)


def _total(proposal: Proposal) -> str:
    if proposal.error is not None:
        return "✗ 失败"
    if proposal.rereading is None:
        return "＝ 没有变化"
    return totals(proposal.rereading.differences) or "＝ 内容没有变化"


def _heading(proposals: Sequence[Proposal]) -> str:
    failed = sum(one.error is not None for one in proposals)
    changed = sum(one.reading is not None for one in proposals)
    more = f"，{failed} 份失败" if failed else ""
    if not changed:
        return f"识读规则和识读结果都没有变化，不需要更新{more}。"
    if len(proposals) == 1:
        return "重新识读会有以下变化；核对后点“应用”。"
    return f"共 {len(proposals)} 份材料，{changed} 份有变化{more}；展开可逐条核对，核对后点“应用”。"
