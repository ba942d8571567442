"""对应关系: a check list of the measures that an outcome answers, or of the outcomes that answer a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.node_words import button_box, reading_field
from models.ids import NodeId

_LEAST_WIDTH, _LEAST_HEIGHT = 640, 460
_NODE_ID = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A node that can be linked.

    Attributes:
        is_near: it belongs to the same problem; the others are shown on demand.
    """

    node_id: NodeId
    words: str
    is_linked: bool
    is_near: bool


class LinksDialog(QDialog):
    """Asks which nodes belong together.

    Signals:
        chosen: the list of the NodeIds that are ticked, in order, on 确定.
    """

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None, title: str, *, above: str, choices: Sequence[Choice]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._choices = tuple(choices)
        words = reading_field(self, above, "这一条")
        words.setMaximumHeight(110)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("按文字查找")
        self.search.setToolTip("只列出含有这些字的条目；已勾选的总是列出")
        self.search.setAccessibleName("按文字查找")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(title)
        self.list.setToolTip("空格键或鼠标勾选")
        self.others = QCheckBox("也列出其他问题的条目", self)
        self.others.setToolTip("完成情况写在别的问题之下时勾选")
        self.others.setEnabled(any(not choice.is_near for choice in choices))
        self._fill()
        layout = QVBoxLayout(self)
        for part in (words, QLabel("勾选与它对应的条目：", self), self.search):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.others)
        layout.addWidget(button_box(self))
        self._connect_signals()
        self._filter()
        self.list.setFocus()

    def ticked(self) -> list[NodeId]:
        """The nodes that are ticked, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_NODE_ID) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _fill(self) -> None:
        for choice in self._choices:
            item = QListWidgetItem(choice.words, self.list)
            item.setData(_NODE_ID, choice.node_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if choice.is_linked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _connect_signals(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.others.toggled.connect(self._filter)
        self.accepted.connect(self.on_accepted)

    @Slot()
    def _filter(self) -> None:
        wanted = self.search.text().strip()
        for row, choice in enumerate(self._choices):
            item = self.list.item(row)
            is_listed = choice.is_near or self.others.isChecked()
            fits = is_listed and wanted in choice.words
            item.setHidden(not fits and item.checkState() is not Qt.CheckState.Checked)

    @Slot()
    def on_accepted(self) -> None:
        """Hands over what is ticked."""
        self.chosen.emit(self.ticked())
