"""设置: the person, the words of the office, the list of 审核结论, the size of type."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.buttons import push_button
from gui.settings import PURPOSES, Purpose, Settings
from gui.tab_order import set_tab_order
from models import labels
from models.annotation import Person

_OFFICE_WORDS = ("部门", "科室", "股室", "处室", "单位")


class SettingsDialog(QDialog):
    """Writes into the settings when 确定 is pressed.

    Signals:
        applied: the settings have changed.
    """

    applied = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._settings = settings
        person = settings.person or Person("")
        self.name_field = QLineEdit(person.name, self)
        self.name_field.setToolTip("写在审核意见和修改记录里")
        self.office_field = QLineEdit(person.office, self)
        self.office_field.setToolTip("您所在的单位或科室")
        self.purpose_box = QComboBox(self)
        self.purpose_box.setToolTip("决定打开材料时先看什么、导出时先选哪种台账")
        self.office_word_box = QComboBox(self)
        self.office_word_box.setToolTip("台账“责任领导/部门”一栏里怎么称呼内设机构")
        self.verdicts_field = QPlainTextEdit("\n".join(settings.verdicts), self)
        self.verdicts_field.setToolTip(
            "审核结论的选项，一行一个；前九个的快捷键依次是 Ctrl+1 到 Ctrl+9"
        )
        self.large_type_box = QCheckBox("大字号", self)
        self.large_type_box.setToolTip("窗口里的文字放大四分之一")
        self.problem = QLabel(self)
        self.problem.setObjectName("fieldProblem")
        self.problem.hide()
        self.reset_button = push_button(self, "恢复默认结论", "把审核结论恢复为程序默认的四个")
        self.ok_button = push_button(self, "确定", "保存设置")
        self.cancel_button = push_button(self, "取消", "不改设置（Esc）")
        self._fill()
        self._arrange()
        self._connect_signals()

    def _fill(self) -> None:
        self.purpose_box.addItems([PURPOSES[purpose] for purpose in Purpose])
        self.purpose_box.setCurrentIndex(list(Purpose).index(self._settings.purpose))
        self.office_word_box.setEditable(True)
        self.office_word_box.addItems(_OFFICE_WORDS)
        self.office_word_box.setEditText(self._settings.office_word)
        self.large_type_box.setChecked(self._settings.is_large_type)
        self.verdicts_field.setTabChangesFocus(True)
        self.verdicts_field.setFixedHeight(6 * self.fontMetrics().lineSpacing())

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow("姓名", self.name_field)
        form.addRow("单位（科室）", self.office_field)
        form.addRow("主要用途", self.purpose_box)
        form.addRow("内设机构的叫法", self.office_word_box)
        form.addRow("审核结论（一行一个）", self.verdicts_field)
        form.addRow("", self.reset_button)
        form.addRow("显示", self.large_type_box)
        set_tab_order(
            *(self.name_field, self.office_field, self.purpose_box, self.office_word_box),
            *(self.verdicts_field, self.reset_button, self.large_type_box),
            *(self.ok_button, self.cancel_button),
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.ok_button)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self.ok_button.setDefault(True)
        self.setMinimumWidth(480)

    def _connect_signals(self) -> None:
        self.reset_button.clicked.connect(self._on_reset_clicked)
        self.ok_button.clicked.connect(self._on_ok_clicked)
        self.cancel_button.clicked.connect(self.reject)

    @Slot()
    def _on_reset_clicked(self) -> None:
        self.verdicts_field.setPlainText("\n".join(labels.VERDICTS))

    @Slot()
    def _on_ok_clicked(self) -> None:
        name = self.name_field.text().strip()
        lines = [line.strip() for line in self.verdicts_field.toPlainText().splitlines()]
        verdicts = tuple(dict.fromkeys(line for line in lines if line))
        wrong = "请填写姓名。" if not name else "" if verdicts else "请至少写一个审核结论。"
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        if wrong:
            return
        settings = self._settings
        settings.person = Person(name, self.office_field.text().strip())
        settings.purpose = list(Purpose)[self.purpose_box.currentIndex()]
        settings.office_word = self.office_word_box.currentText().strip()
        settings.verdicts = verdicts
        settings.is_large_type = self.large_type_box.isChecked()
        self.applied.emit()
        self.accept()
