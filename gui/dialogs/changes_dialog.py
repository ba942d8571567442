"""变化: what is different from the former version; each line leads to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QTextEdit,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import close_button, push_button
from gui.dialogs.difference_lines import PLACE, add_groups, set_up, totals
from gui.dialogs.difference_words import marked
from gui.enter_key import EnterKey
from models.rereading import Difference

_WIDTHS = (170, 100, 320)
_TITLES = ("内容", "项目", "上一稿", "这一稿")


class ChangesDialog(QDialog):
    """Stays beside the window.

    Signals:
        place_chosen: the Difference of a line; Enter or double click.
        former_wanted: 打开上一稿.
    """

    place_chosen = Signal(object)
    former_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("与上一稿的变化")
        self.heading = QLabel(self)
        self.heading.setObjectName("panelTitle")
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget(self)
        set_up(self.tree, _TITLES, "与上一稿的变化")
        for column, width in enumerate(_WIDTHS):
            self.tree.header().resizeSection(column, width)
        self.before, self.after = self._words("上一稿"), self._words("这一稿")
        self.former_button = push_button(self, "打开上一稿", "在窗口里打开上一稿")
        self.close_button = close_button(self)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("回车或双击到所说的地方；删除的内容打开上一稿来看。", self), 1)
        for button in (self.former_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.tree, 3)
        words = QHBoxLayout()
        words.addWidget(self.before)
        words.addWidget(self.after)
        layout.addLayout(words, 1)
        layout.addLayout(foot)
        self.former_button.clicked.connect(self.former_wanted)
        self.close_button.clicked.connect(self.reject)
        self.tree.itemDoubleClicked.connect(self._locate)
        self.tree.currentItemChanged.connect(self._show_words)
        EnterKey(self.tree).pressed.connect(self._locate)
        self.resize(940, 560)

    def show_changes(self, name: str, former: str, found: Sequence[Difference]) -> None:
        """Shows the changes of the version `name` from `former`."""
        self.tree.clear()
        groups = add_groups(self.tree, found)
        for group in groups:
            group.setExpanded(True)
        first = groups[0].child(0) if groups else None
        if first is not None:
            self.tree.setCurrentItem(first)
        words = totals(found) or "＝ 内容没有变化"
        self.heading.setText(f"{name} 与 {former} 相比：{words}")
        self.tree.setFocus()

    def _words(self, title: str) -> QTextEdit:
        """A field for the words of one version, whole."""
        field = QTextEdit(self)
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setAccessibleName(title)
        field.setToolTip(f"{title}的文字；不同之处加粗并加下划线")
        return field

    @Slot()
    def _show_words(self) -> None:
        line = self.tree.currentItem()
        found = None if line is None else line.data(0, PLACE)
        before, after = ("", "") if found is None else marked(found.before, found.after)
        for title, field, words in (("上一稿", self.before, before), ("这一稿", self.after, after)):
            field.setHtml(f"<p><i>{title}：</i>{words or '（无）'}</p>" if found else "")

    @Slot()
    def _locate(self) -> None:
        line = self.tree.currentItem()
        if line is None:
            return
        difference = line.data(0, PLACE)
        if difference is None:
            line.setExpanded(not line.isExpanded())
        else:
            self.place_chosen.emit(difference)
