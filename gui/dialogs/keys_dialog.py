"""快捷键: every action that has keys, from the action table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import close_button
from gui.tables import set_up_list

_HINT = (
    "单个字母或数字的快捷键只在没有输入文字时有效。\n"
    "在树、对照和原文里：回车到审核栏，Ctrl+回车到下一处未审，Alt+方向键移动。"
)


class KeysDialog(QDialog):
    """Shown by 帮助 → 快捷键."""

    def __init__(self, keys: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Lists `keys`: name of the action, its keys, what it does."""
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.table = QTableWidget(len(keys), 3, self)
        self.table.setToolTip("全部快捷键")
        self.table.setHorizontalHeaderLabels(("命令", "快捷键", "说明"))
        set_up_list(self.table)
        for row, words in enumerate(keys):
            for column, word in enumerate(words):
                self.table.setItem(row, column, QTableWidgetItem(word))
        self.table.resizeColumnsToContents()
        self.close_button = close_button(self)
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(QLabel(_HINT, self), 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(720, 520)
