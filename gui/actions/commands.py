"""What the actions do: each method is one command, on the parts of the window."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Slot

from gui.wording import utc_now
from models.annotation import Waiver
from models.diagnostics import Diagnostic
from models.edits import EditGroup
from models.errors import EditError
from models.facts import FactName
from models.ids import NodeId
from models.node import NodeKind
from models.outline import Outline
from models.values import NoticeKind, Status, VersionLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from gui.main_window import MainWindow


class StepTarget(StrEnum):
    """What 上一处 and 下一处 go through."""

    OPEN = "open"
    FINDING = "finding"
    DOUBT = "doubt"


class Commands(QObject):
    """The commands of one window; the action table names them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.step_target = StepTarget.OPEN

    # 文件

    def import_files(self) -> None:
        """导入文件."""
        self._window.imports.choose_files()

    def import_folder(self) -> None:
        """导入文件夹."""
        self._window.imports.choose_folder()

    def import_pasted(self) -> None:
        """粘贴文字导入."""
        self._window.imports.paste()

    def import_samples(self) -> None:
        """导入示例材料."""
        self._window.imports.import_samples()

    def new_workspace(self) -> None:
        """新建项目文件."""
        self._window.workspaces.create()

    def open_workspace(self) -> None:
        """打开项目文件."""
        self._window.workspaces.choose()

    def export_ledger(self) -> None:
        """导出台账."""
        self._window.exports.begin()

    def show_settings(self) -> None:
        """设置."""
        self._window.side_dialogs.show_settings()

    def quit(self) -> None:
        """退出."""
        self._window.close()

    # 编辑

    def undo(self) -> None:
        """撤销."""
        self._window.open_desk.undo()

    def redo(self) -> None:
        """重做."""
        self._window.open_desk.redo()

    def edit_words(self) -> None:
        """修改文字."""
        self._window.review.edit_words()

    def edit_links(self) -> None:
        """对应关系."""
        self._window.review.edit_links()

    def split_current(self) -> None:
        """拆分."""
        self._window.review.split_current()

    def merge_with_next(self) -> None:
        """与下一条合并."""
        self._window.review.merge_with_next()

    def move_current(self, direction: Literal["up", "down", "in", "out"]) -> None:
        """上移, 下移, 降一级, 升一级."""
        self._window.review.move_current(direction)

    def delete_current(self) -> None:
        """删除."""
        self._window.review.delete_current()

    def make_node(self, kind: NodeKind) -> None:
        """标为."""
        self._window.review.make_node(kind)

    def mark_clutter(self) -> None:
        """标为非正文."""
        self._window.review.mark_clutter()

    def restore_text(self) -> None:
        """恢复为正文."""
        self._window.review.restore_text()

    def change_kind(self, kind: NodeKind) -> None:
        """更改类别."""
        self._window.review.change_kind(kind)

    def correct_status(self, status: Status) -> None:
        """更正自报状态."""
        self._window.review.correct_status(status)

    def focus_search(self) -> None:
        """查找."""
        self._window.search_field.setFocus()
        self._window.search_field.selectAll()

    def find_next(self) -> None:
        """查找下一处."""
        self._window.search_field.go_next()

    def show_history(self) -> None:
        """修改记录."""
        self._window.side_dialogs.show_history()

    # 视图

    def show_overview(self) -> None:
        """本轮总表."""
        self._window.show_overview()

    def show_library(self) -> None:
        """材料库."""
        self._window.centre.open_library()

    def set_view(self, name: Literal["compare", "source", "split"]) -> None:
        """对照, 原文, 分栏."""
        self._window.review.set_view(name)

    def toggle_findings(self) -> None:
        """校核结果."""
        self._window.toggle_findings()

    def toggle_large_type(self) -> None:
        """大字号."""
        self._window.toggle_large_type()

    # 审核

    def step(self, direction: int) -> None:
        """上一处, 下一处."""
        match self.step_target:
            case StepTarget.OPEN:
                self._window.review.go_next_open(backwards=direction < 0)
            case StepTarget.FINDING:
                self.step_finding(direction)
            case StepTarget.DOUBT:
                self._step_doubt(direction)

    def set_step_target(self, target: StepTarget) -> None:
        """逐个走到."""
        self.step_target = target
        self._window.show_step_target()

    def apply_verdict(self, number: int) -> None:
        """审核结论 number, from 1."""
        verdicts = self._window.settings.verdicts
        if number <= len(verdicts):
            self._window.review.apply_verdict(verdicts[number - 1])

    def toggle_doubt(self) -> None:
        """待核实."""
        self._window.review.toggle_doubt()

    def edit_annotation(self) -> None:
        """批注."""
        self._window.review.edit_annotation()

    def show_changes(self) -> None:
        """与上一稿的变化."""
        self._window.versions.show_changes()

    def show_versions(self) -> None:
        """各稿."""
        self._window.centre.notice_bar.versions.showMenu()

    def choose_former(self) -> None:
        """设为新版本."""
        self._window.versions.choose_former()

    def part_version(self) -> None:
        """不是新版本."""
        self._window.versions.part()

    def take_over_review(self) -> None:
        """沿用上一稿的审核."""
        self._window.versions.take_over()

    def set_version_label(self, label: VersionLabel | None) -> None:
        """标为送审稿, 修改稿, 公开稿."""
        self._window.versions.set_label(label)

    def toggle_old_versions(self) -> None:
        """显示旧稿."""
        self._window.versions.toggle_old()

    def reread(self) -> None:
        """重新识读."""
        self._window.rereadings.begin()

    def reread_all(self) -> None:
        """全部重新识读."""
        self._window.rereadings.begin_all()

    # 校核

    def toggle_damage(self) -> None:
        """缺字错漏."""
        self._window.damage_dock.toggle()

    def step_finding(self, direction: int) -> None:
        """下一条, 上一条校核结果."""
        self._window.show_findings()
        self._window.findings.step(direction)

    def waive(self) -> None:
        """经核无误."""
        self._window.findings.waive()

    def recheck(self) -> None:
        """重新校核."""
        self._window.open_desk.recheck()
        self._window.status_line.hint("已重新校核")

    def show_facts(self) -> None:
        """通报信息."""
        self._window.side_dialogs.show_facts()

    def show_columns(self) -> None:
        """列对应."""
        self._window.side_dialogs.columns.show()

    def toggle_clutter(self) -> None:
        """隐藏非正文."""
        review = self._window.review
        text = review.source_panel.text
        text.hide_clutter(is_hidden=not text.hides_clutter)
        review.return_to(text.caret())
        self._window.bars.show_checked("hide_clutter", is_checked=text.hides_clutter)

    def show_clutter(self) -> None:
        """非正文内容."""
        self._window.side_dialogs.clutter.show()

    # 帮助

    def show_keys(self) -> None:
        """快捷键."""
        self._window.side_dialogs.show_keys()

    def show_about(self) -> None:
        """关于."""
        self._window.side_dialogs.show_about()

    # Changes that dialogs and panels ask for

    @Slot(object)
    def put_aside(self, finding: Diagnostic) -> None:
        """Asks for the reason and puts a finding aside."""
        desk = self._window.open_desk.desk
        reason = self._window.messages.text(
            self._window, "经核无误", f"{finding.message}\n\n为什么没有问题（会记入修改记录）："
        )
        if desk is None or reason is None:
            return
        waiver = Waiver(finding.fingerprint, reason.strip(), desk.person.name, utc_now())
        self._change(lambda do, outline: do.waive(outline, waiver))

    @Slot(object)
    def take_up_again(self, finding: Diagnostic) -> None:
        """Opens a finding again that was put aside."""
        self._change(lambda do, outline: do.unwaive(outline, finding.fingerprint))

    @Slot(object, object)
    def correct_fact(self, name: FactName, value: str | None) -> None:
        """Corrects a fact of the notice."""
        self._change(lambda do, outline: do.correct_fact(outline, name, value))

    @Slot(object, float)
    def correct_claim(self, claim_id: int, value: float) -> None:
        """Corrects a stated total."""
        self._change(lambda do, outline: do.correct_claim(outline, claim_id, value))

    @Slot(object, object, str)
    @Slot(object, bool)
    def decide_damage(self, damage_id: int, accepted: bool | None, reading: str = "") -> None:
        """Takes a reading of a damaged place, refuses it, or opens the place again."""
        self._change(lambda do, outline: do.decide_damage(outline, damage_id, accepted, reading))

    @Slot(object)
    def say_kind(self, kind: NoticeKind | None) -> None:
        """Has the notice read as another kind of document; None lets the program judge."""
        guided = self._window.side_dialogs.guided
        guided.say(lambda guidance: guidance.with_kind(kind), "更改材料类型")

    def _change(self, operation: Callable[[ModuleType, Outline], EditGroup]) -> None:
        from models import operations  # noqa: PLC0415 - not before the first paint

        open_desk = self._window.open_desk
        if open_desk.outline is None:
            return
        try:
            group = operation(operations, open_desk.outline)
        except EditError as error:
            open_desk.failed.emit(str(error))
            return
        open_desk.do(group)

    def _step_doubt(self, direction: int) -> None:
        outline = self._window.open_desk.outline
        if outline is None:
            return
        found = next_doubt(outline, self._window.review.current_node(), direction)
        if found is None:
            self._window.status_line.hint("没有标了待核实的内容")
        else:
            self._window.review.select_node(found)


def next_doubt(outline: Outline, here: NodeId | None, direction: int) -> NodeId | None:
    """The next node marked 待核实 in document order, beginning anew at the end; None where there is none."""
    places = [node.id for node in outline.walk()]
    if direction < 0:
        places.reverse()
    at = places.index(here) + 1 if here in places else 0
    around = [*places[at:], *places[:at]]
    return next((node_id for node_id in around if outline.review(node_id).doubt), None)
