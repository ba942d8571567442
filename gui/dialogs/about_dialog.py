"""关于: what this is, under which licences, and where its files lie."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.buttons import close_button

VERSION = "0.1.0"
# No line break inside a paragraph: HTML would show it as a blank.
_TEXT = (
    "<h3>对账 {version}</h3>"
    "<p>整改情况通报的离线审核台：读入通报，列出问题、措施和完成情况，"
    "核对自报数字，逐条审核，导出整改台账。</p>"
    "<p><b>不联网</b>：本程序从不打开任何网络连接。"
    "<b>不要导入涉密文件</b>：涉密文件不得在非涉密计算机上处理。</p>"
    "<p>使用的开源软件：Qt {qt} 与 PySide6（LGPL-3.0）、SQLAlchemy（MIT）、openpyxl（MIT）、"
    "jieba（MIT）、QtAwesome（MIT）及 Material Design Icons（Apache-2.0），Python {python}。</p>"
)


class AboutDialog(QDialog):
    """Shown by 帮助 → 关于."""

    def __init__(
        self, workspace: Path | None, log: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于 对账")
        words = _TEXT.format(version=VERSION, qt=qVersion(), python=platform.python_version())
        text = QLabel(words, self)
        text.setWordWrap(True)
        lines = [f"项目文件：{workspace}"] if workspace else []
        lines += [f"日志（不含材料文字）：{log}"] if log else []
        self.places = QLabel("\n".join(lines), self)
        self.places.setTextFormat(Qt.TextFormat.PlainText)
        self.places.setWordWrap(True)
        self.places.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = close_button(self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.addWidget(text)
        layout.addWidget(self.places)
        layout.addLayout(foot)
        self.setMinimumWidth(520)
