"""原文: the source with its words tinted, and above it what selected words can be made into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.delegates.tints import tints_of
from gui.panels.node_keys import NodeKeys
from gui.panels.source_text import SourceText
from models import labels
from models.node import NodeKind

MARKED_KINDS = (
    NodeKind.ASPECT,
    NodeKind.PROBLEM,
    NodeKind.SUB_PROBLEM,
    NodeKind.MEASURE,
    NodeKind.OUTCOME,
)
_SWATCH = QSize(12, 12)


class SourcePanel(QWidget):
    """The source and a row of buttons 标为, which are also the key to the tints.

    Signals:
        kind_chosen: the NodeKind that the selected words shall become.
        clutter_chosen: the selected words are no part of the notice.
    """

    kind_chosen = Signal(object)
    clutter_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_editable = True
        self.text = SourceText(self)
        self.keys = NodeKeys(self.text)
        self.buttons: dict[NodeKind, QToolButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(6, 3, 2, 3)
        row.setSpacing(1)  # so that 对照 and 原文 can have equal shares of a small screen
        row.addWidget(QLabel("标为", self))
        for kind in MARKED_KINDS:
            self.buttons[kind] = self._button(kind)
            row.addWidget(self.buttons[kind])
        self.clutter_button = self._clutter_button()
        row.addWidget(self.clutter_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        self.text.words_selected.connect(self.on_words_selected)
        self._paint_icons()
        self.on_words_selected(False)

    def set_editable(self, is_editable: bool) -> None:
        """Whether words can be made into nodes."""
        self._is_editable = is_editable
        self.on_words_selected(self.text.selected_span() is not None)

    @Slot(bool)
    def on_words_selected(self, has_words: bool) -> None:
        """Buttons work on selected words only."""
        for button in (*self.buttons.values(), self.clutter_button):
            button.setEnabled(has_words and self._is_editable)

    @Slot()
    def on_button_clicked(self) -> None:
        """Says which kind was chosen."""
        button = self.sender()
        kind = next(kind for kind, one in self.buttons.items() if one is button)
        self.kind_chosen.emit(kind)

    def _button(self, kind: NodeKind) -> QToolButton:
        button = QToolButton(self)
        words = labels.KIND[kind]
        button.setText(words)
        button.setAccessibleName(f"标为{words}")
        button.setToolTip(f"把选中的文字标为{words}；色块即原文中{words}的底色")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(_SWATCH)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.on_button_clicked)
        return button

    def _clutter_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("非正文")
        button.setAccessibleName("标为非正文")
        button.setToolTip("选中的文字不是通报的正文，不要识读；原文中以灰色和删除线表示（Alt+0）")
        font = button.font()
        font.setStrikeOut(True)
        button.setFont(font)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.clutter_chosen)
        return button

    def _paint_icons(self) -> None:
        tints = tints_of(self.palette())
        for kind, button in self.buttons.items():
            button.setIcon(_swatch(tints.background(kind), QColor(tints.words), kind))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_icons()


def _swatch(ground: QColor, ink: QColor, kind: NodeKind) -> QIcon:
    """A square of the tint; with a dotted line below for the outcome, as in the text."""
    picture = QPixmap(32, 32)
    picture.fill(ground)
    painter = QPainter(picture)
    painter.setPen(ink)
    painter.drawRect(0, 0, 31, 31)
    if kind is NodeKind.OUTCOME:
        for left in range(4, 28, 6):
            painter.fillRect(left, 23, 3, 3, ink)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Disabled)
    return icon
