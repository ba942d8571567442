"""The line across the window that says why nothing can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gui.buttons import push_button

READ_ONLY = (
    "【只读】这个项目文件正被另一个对账窗口使用，或者没有写入权限。可以查看、校核和导出，不能修改。"
)


class Banner(QFrame):
    """Shown while the workspace is read-only.

    Signals:
        again_wanted: 重新打开.
        other_wanted: 打开其他.
    """

    again_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = QLabel(READ_ONLY, self)
        self.again_button = push_button(self, "重新打开", "另一个窗口关闭后，点这里就能修改")
        self.other_button = push_button(self, "打开其他…", "打开另一个项目文件（Ctrl+O）")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.again_button)
        layout.addWidget(self.other_button)
        self.again_button.clicked.connect(self.again_wanted)
        self.other_button.clicked.connect(self.other_wanted)
        self.hide()
