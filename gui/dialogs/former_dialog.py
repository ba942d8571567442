"""设为新版本: which notice is the former version of the open one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from models.ids import NoticeId
from models.source import squeeze

_ID = Qt.ItemDataRole.UserRole


class FormerDialog(QDialog):
    """A list of notices to choose from.

    Signals:
        former_chosen: the NoticeId, and whether its review is to be taken over.
    """

    former_chosen = Signal(object, bool)

    def __init__(
        self, name: str, choices: Sequence[tuple[NoticeId, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("设为新版本")
        question = QLabel(f"“{name}”是哪一份的新版本？", self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        self.filter_field = QLineEdit(self)
        self.filter_field.setPlaceholderText("筛选材料")
        self.filter_field.setToolTip("按单位、编码或文件名筛选，多个词用空格分开")
        self.list = QListWidget(self)
        self.list.setToolTip("选择上一稿；回车或双击确定")
        self.list.setAccessibleName("上一稿")
        self.takes_over = QCheckBox("沿用上一稿的审核（文字没有改动的各条；可以撤销）", self)
        self.takes_over.setToolTip("不勾选时只排在上一稿之后，审核不动；以后也可以再沿用")
        self.takes_over.setChecked(True)
        self.accept_button = push_button(self, "确定", "排在选中的一份之后，作为它的新版本（回车）")
        cancel = push_button(self, "取消", "不改动（Esc）")
        self.accept_button.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.accept_button)
        foot.addWidget(cancel)
        layout = QVBoxLayout(self)
        for widget in (question, self.filter_field, self.list, self.takes_over):
            layout.addWidget(widget)
        layout.addLayout(foot)
        for notice_id, words in choices:
            item = QListWidgetItem(words, self.list)
            item.setToolTip(words)
            item.setData(_ID, notice_id)
        self.list.setCurrentRow(0)
        self.filter_field.textChanged.connect(self._filter)
        self.list.itemDoubleClicked.connect(self._accept)
        self.accept_button.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        self.resize(560, 420)

    @Slot(str)
    def _filter(self, words: str) -> None:
        wanted = [squeeze(word).lower() for word in words.split()]
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            text = squeeze(item.text()).lower()
            item.setHidden(not all(word in text for word in wanted))
        shown = [item for item in items if not item.isHidden()]
        self.list.setCurrentItem(shown[0] if shown else None)  # type: ignore[arg-type] # None: no choice
        self.accept_button.setEnabled(bool(shown))

    @Slot()
    def _accept(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.former_chosen.emit(item.data(_ID), self.takes_over.isChecked())
            self.accept()
