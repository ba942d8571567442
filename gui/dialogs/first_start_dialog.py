"""The first start: who works here, on what, where the work lies, and what the program never does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from gui.messages import Messages
from gui.settings import PURPOSES, Purpose
from gui.tab_order import set_tab_order
from gui.workspace_paths import WORKSPACE_PATTERN, place_problem, proposed_workspace, with_suffix
from models.annotation import Person

_PROMISES = (
    "<b>本程序不联网</b>：从不打开任何网络连接，材料、日志和设置都只在这台电脑上。<br>"
    "<b>涉密文件不得在非涉密计算机上处理</b>：请不要把涉密文件导入本程序。"
)
_EXPLANATIONS = {
    Purpose.REVIEW: "逐条审核各单位的整改情况，写审核意见，出会议台账",
    Purpose.SELF_CHECK: "公开之前自己先查一遍，打开材料即列出校核结果",
    Purpose.RESEARCH: "读取大量已公开的通报，导出平表做统计",
}


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the user decided."""

    person: Person
    purpose: Purpose
    workspace: Path
    with_samples: bool


class FirstStartDialog(QDialog):
    """Asks once; `decided` carries the answers.

    Signals:
        decided: the FirstStart.
    """

    decided = Signal(object)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.setWindowTitle("开始使用 对账")
        self.name_field = QLineEdit(self)
        self.name_field.setPlaceholderText("写在审核意见和修改记录里")
        self.name_field.setToolTip("您的姓名，写在审核意见和修改记录里")
        self.office_field = QLineEdit(self)
        self.office_field.setPlaceholderText("例如：区委巡察办（可不填）")
        self.office_field.setToolTip("您所在的单位或科室")
        self.path_field = QLineEdit(str(proposed_workspace()), self)
        self.path_field.setToolTip("项目文件：所有材料、审核和修改记录都保存在这一个文件里")
        self.browse_button = push_button(self, "选择文件夹…", "选择项目文件放在哪个文件夹")
        self.existing_button = push_button(self, "打开已有…", "使用以前建立的项目文件")
        self.problem = QLabel(self)
        self.problem.setObjectName("fieldProblem")
        self.problem.setWordWrap(True)
        self.start_button = push_button(self, "开始使用", "建立项目文件并开始")
        self.samples_button = push_button(
            self, "开始，并导入示例材料", "同时导入随程序附带的三份虚构通报，用来试用"
        )
        self._purposes = QButtonGroup(self)
        self._arrange()
        self._connect_signals()
        self.start_button.setDefault(True)

    @property
    def purpose(self) -> Purpose:
        """What is chosen under 主要用途."""
        return list(Purpose)[self._purposes.checkedId()]

    def choose_purpose(self, purpose: Purpose) -> None:
        """Chooses what the program is used for."""
        self._purposes.button(list(Purpose).index(purpose)).setChecked(True)

    def _arrange(self) -> None:
        promises = QLabel(_PROMISES, self)
        promises.setObjectName("promises")
        promises.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow("姓名", self.name_field)
        form.addRow("单位（科室）", self.office_field)
        form.addRow("主要用途", self._purpose_box())
        form.addRow("项目文件", self._path_box())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.samples_button)
        buttons.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(promises)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        set_tab_order(
            *(self.name_field, self.office_field, *self._purposes.buttons()),
            *(self.path_field, self.browse_button, self.existing_button),
            *(self.samples_button, self.start_button),
        )
        # The place is kept, so that the buttons stay where they are.
        keeps_place = self.problem.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self.problem.setSizePolicy(keeps_place)
        self.problem.setMinimumHeight(self.problem.fontMetrics().height() + 2)
        self.problem.hide()
        self.setMinimumWidth(620)

    def _purpose_box(self) -> QWidget:
        box = QWidget(self)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 4, 0, 0)  # the first line stands level with its label
        layout.setSpacing(4)
        for number, purpose in enumerate(Purpose):
            button = QRadioButton(f"{PURPOSES[purpose]}：{_EXPLANATIONS[purpose]}", box)
            button.setToolTip("以后可以在“设置”里更改")
            self._purposes.addButton(button, number)
            layout.addWidget(button)
        self.choose_purpose(Purpose.REVIEW)
        return box

    def _path_box(self) -> QWidget:
        box = QWidget(self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.browse_button)
        buttons.addWidget(self.existing_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.path_field)
        layout.addLayout(buttons)
        return box

    def _connect_signals(self) -> None:
        self.name_field.textChanged.connect(self._drop_problem)
        self.path_field.textChanged.connect(self._drop_problem)
        self.browse_button.clicked.connect(self._on_browse_clicked)
        self.existing_button.clicked.connect(self._on_existing_clicked)
        self.start_button.clicked.connect(self._on_start_clicked)
        self.samples_button.clicked.connect(self._on_samples_clicked)

    @Slot()
    def _drop_problem(self) -> None:
        """Takes the message away once what it speaks of is written anew."""
        self.problem.clear()
        self.problem.hide()

    @Slot()
    def _on_browse_clicked(self) -> None:
        at = Path(self.path_field.text())
        folder = self._messages.open_folder(self, "项目文件放在哪个文件夹", at.parent)
        if folder is not None:
            self.path_field.setText(str(folder / (at.name or proposed_workspace().name)))

    @Slot()
    def _on_existing_clicked(self) -> None:
        at = Path(self.path_field.text()).parent
        chosen = self._messages.open_files(self, "打开已有的项目文件", at, WORKSPACE_PATTERN)
        if chosen:
            self.path_field.setText(str(chosen[0]))

    @Slot()
    def _on_start_clicked(self) -> None:
        self._decide(with_samples=False)

    @Slot()
    def _on_samples_clicked(self) -> None:
        self._decide(with_samples=True)

    def _decide(self, *, with_samples: bool) -> None:
        name = self.name_field.text().strip()
        workspace = with_suffix(self.path_field.text().strip())
        wrong = "请填写姓名。" if not name else place_problem(workspace)
        self.problem.setText(wrong or "")
        self.problem.setVisible(wrong is not None)
        if wrong is not None or workspace is None:
            (self.path_field if name else self.name_field).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        person = Person(name, self.office_field.text().strip())
        self.decided.emit(FirstStart(person, self.purpose, workspace, with_samples))
        self.accept()
