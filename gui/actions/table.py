"""The action table: everything the user can do, and where it stands in menus and toolbar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton

from gui.actions.commands import Commands, StepTarget
from gui.actions.spec import ActionSpec, Need
from gui.actions.versions import VERSION_ENTRIES, VERSION_SPECS
from gui.icons import icon
from gui.verdicts import short_verdict
from models import labels
from models.node import NodeKind
from models.values import Status

_SPECS = (
    ActionSpec(
        "import", "导入文件…", "import", "导入通报文件；也可以直接把文件拖进窗口",
        Commands.import_files, ("Ctrl+I",), Need.WRITABLE, "导入",
    ),
    ActionSpec(
        "import_folder", "导入文件夹…", "folder", "导入一个文件夹（含下级）里的全部文件",
        Commands.import_folder, ("Ctrl+Shift+I",), Need.WRITABLE,
    ),
    ActionSpec(
        "import_pasted", "粘贴文字导入", "paste", "把复制的网页或文档文字作为一份材料导入",
        Commands.import_pasted, ("Ctrl+Shift+V",), Need.WRITABLE,
    ),
    ActionSpec(
        "import_samples", "导入示例材料", "samples", "导入随程序附带的虚构通报，用来试用",
        Commands.import_samples, (), Need.WRITABLE,
    ),
    ActionSpec(
        "new_workspace", "新建项目文件…", "new_workspace", "建立一个新的项目文件",
        Commands.new_workspace, ("Ctrl+N",),
    ),
    ActionSpec(
        "open_workspace", "打开项目文件…", "open_workspace", "打开另一个项目文件",
        Commands.open_workspace, ("Ctrl+O",),
    ),
    ActionSpec(
        "export", "导出台账…", "export", "把整改台账导出为 Excel 文件",
        Commands.export_ledger, ("Ctrl+E",), Need.DESK, "导出台账",
    ),
    ActionSpec(
        "settings", "设置…", "settings", "姓名、用途、审核结论的选项、责任部门的叫法、字号",
        Commands.show_settings, ("Ctrl+,",),
    ),
    ActionSpec("quit", "退出", "quit", "退出；所有修改都已自动保存", Commands.quit, ("Ctrl+Q",)),
    ActionSpec(
        "undo", "撤销", "undo", "撤销上一步修改，跨材料、跨启动都有效",
        Commands.undo, ("Ctrl+Z",), Need.UNDO, "撤销",
    ),
    ActionSpec(
        "redo", "重做", "redo", "重做刚撤销的修改",
        Commands.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), Need.REDO, "重做",
    ),
    ActionSpec(
        "reword", "修改文字…", "correct", "修改这一条的文字；原文位置不变",
        Commands.edit_words, ("F2",), Need.EDIT,
    ),
    ActionSpec(
        "links", "对应关系…", "link", "更正完成情况对应哪几条整改措施",
        Commands.edit_links, ("Ctrl+R",), Need.EDIT,
    ),
    ActionSpec(
        "split", "拆分…", "split", "在光标处把这一条拆成两条",
        Commands.split_current, ("Ctrl+K",), Need.EDIT,
    ),
    ActionSpec(
        "merge", "与下一条合并", "merge", "把下一条并入这一条",
        Commands.merge_with_next, ("Ctrl+J",), Need.EDIT,
    ),
    ActionSpec(
        "move_up", "上移", "up", "移到前一条之前",
        partial(Commands.move_current, direction="up"), ("Alt+Up",), Need.EDIT,
    ),
    ActionSpec(
        "move_down", "下移", "down", "移到后一条之后",
        partial(Commands.move_current, direction="down"), ("Alt+Down",), Need.EDIT,
    ),
    ActionSpec(
        "move_out", "升一级", "out", "移到上级的后面，成为上一级",
        partial(Commands.move_current, direction="out"), ("Alt+Left",), Need.EDIT,
    ),
    ActionSpec(
        "move_in", "降一级", "in", "移到前一条的下面，成为下一级",
        partial(Commands.move_current, direction="in"), ("Alt+Right",), Need.EDIT,
    ),
    ActionSpec(
        "delete", "删除", "delete", "删除这一条和它下面的全部内容；原文不动，可以撤销",
        Commands.delete_current, ("Delete",), Need.EDIT, in_review=True,
    ),
    ActionSpec(
        "find", "查找", "search", "查找材料名和当前通报里的文字",
        Commands.focus_search, ("Ctrl+F",), Need.DESK,
    ),
    ActionSpec(
        "find_next", "查找下一处", "next", "到查找文字的下一处",
        Commands.find_next, ("F3",), Need.NOTICE,
    ),
    ActionSpec(
        "history", "修改记录…", "history", "谁在什么时候改了什么",
        Commands.show_history, ("Ctrl+H",), Need.DESK,
    ),
    ActionSpec(
        "overview", "本轮总表", "overview", "全部材料的总表，可以按各栏排序",
        Commands.show_overview, ("Ctrl+T",), Need.DESK,
    ),
    ActionSpec(
        "library", "材料库", "library", "选择要打开的材料",
        Commands.show_library, ("Ctrl+L",), Need.DESK,
    ),
    ActionSpec(
        "view_compare", "对照", "compare", "措施和完成情况左右对照",
        partial(Commands.set_view, name="compare"), ("Ctrl+Alt+1",), Need.NOTICE,
    ),
    ActionSpec(
        "view_source", "原文", "source", "看原文，各条用底色标出",
        partial(Commands.set_view, name="source"), ("Ctrl+Alt+2",), Need.NOTICE,
    ),
    ActionSpec(
        "view_split", "分栏", "split_view", "对照和原文并排",
        partial(Commands.set_view, name="split"), ("Ctrl+Alt+3",), Need.NOTICE,
    ),
    ActionSpec(
        "findings", "校核结果", "findings", "列出当前材料的校核结果",
        Commands.toggle_findings, ("F7",), Need.NOTICE, checkable=True,
    ),
    ActionSpec(
        "damage", "缺字错漏", "damage", "列出当前材料里疑有缺字错漏的地方，采纳或不采纳拟的读法",
        Commands.toggle_damage, ("F9",), Need.NOTICE, checkable=True,
    ),
    ActionSpec(
        "hide_clutter", "隐藏非正文", "hide_clutter", "原文里不显示整行的非正文（菜单、页脚等）",
        Commands.toggle_clutter, ("Ctrl+Alt+9",), Need.NOTICE, checkable=True,
    ),
    ActionSpec(
        "large_type", "大字号", "type_size", "窗口里的文字放大四分之一",
        Commands.toggle_large_type, (), checkable=True,
    ),
    ActionSpec(
        "previous", "上一处", "previous", "到上一处要看的具体问题",
        partial(Commands.step, direction=-1), ("Shift+F8", "P"), Need.NOTICE,
    ),
    ActionSpec(
        "next", "下一处", "next", "到下一处要看的具体问题",
        partial(Commands.step, direction=1), ("F8", "N"), Need.NOTICE,
    ),
    ActionSpec(
        "doubt", "待核实", "doubt", "给这一条标上或取消待核实",
        Commands.toggle_doubt, ("Ctrl+D", "D"), Need.EDIT,
    ),
    ActionSpec(
        "annotate", "批注…", "annotate", "给这一条写批注",
        Commands.edit_annotation, ("Ctrl+M", "M"), Need.EDIT, "批注",
    ),
    ActionSpec(
        "reread", "重新识读…", "reread",
        "用现在的识读规则重读当前材料，先看变化再应用；人工内容都保留",
        Commands.reread, ("Ctrl+Shift+R",), Need.WRITABLE | Need.NOTICE,
    ),
    ActionSpec(
        "reread_all", "全部重新识读…", "reread_all",
        "用现在的识读规则重读全部材料，先看变化再应用；人工内容都保留",
        Commands.reread_all, (), Need.WRITABLE,
    ),
    ActionSpec(
        "facts", "通报信息…", "facts", "单位、日期、自报数字；可以更正",
        Commands.show_facts, ("F6",), Need.NOTICE,
    ),
    ActionSpec(
        "columns", "列对应…", "columns", "表格和台账：核对每一列是什么，认错了可以更正",
        Commands.show_columns, ("Ctrl+Alt+L",), Need.NOTICE,
    ),
    ActionSpec(
        "clutter", "非正文内容…", "clutter", "列出没有当作正文识读的菜单、页脚等，认错了可以恢复",
        Commands.show_clutter, ("Ctrl+Alt+0",), Need.NOTICE,
    ),
    ActionSpec(
        "mark_clutter", "标为非正文", "mark_clutter", "原文里选中的文字不是通报的正文，不要识读",
        Commands.mark_clutter, ("Alt+0",), Need.WRITABLE | Need.NOTICE,
    ),
    ActionSpec(
        "restore_text", "恢复为正文", "restore_text",
        "原文里光标处或选中的非正文是通报的正文，要识读",
        Commands.restore_text, ("Alt+9",), Need.WRITABLE | Need.NOTICE,
    ),
    ActionSpec(
        "next_finding", "下一条校核结果", "next_finding", "到下一条校核结果所说的文字",
        partial(Commands.step_finding, direction=1), ("F4",), Need.NOTICE,
    ),
    ActionSpec(
        "previous_finding", "上一条校核结果", "previous_finding", "到上一条校核结果所说的文字",
        partial(Commands.step_finding, direction=-1), ("Shift+F4",), Need.NOTICE,
    ),
    ActionSpec(
        "waive", "经核无误…", "waive", "写明理由，把选中的校核结果放到一边",
        Commands.waive, ("Ctrl+W",), Need.WRITABLE | Need.NOTICE | Need.FINDING,
    ),
    ActionSpec(
        "recheck", "重新校核", "recheck", "把当前材料重新校核一遍",
        Commands.recheck, ("F5",), Need.NOTICE,
    ),
    ActionSpec("keys", "快捷键…", "keyboard", "全部快捷键", Commands.show_keys, ("F1",)),
    ActionSpec("about", "关于 对账…", "about", "版本、许可和文件位置", Commands.show_about),
)  # fmt: skip

STEP_WORDS = {
    StepTarget.OPEN: "未审",
    StepTarget.FINDING: "校核",
    StepTarget.DOUBT: "待核实",
}
_STEP_HINTS = {
    StepTarget.OPEN: "没有审核结论的具体问题",
    StepTarget.FINDING: "校核结果提到的文字",
    StepTarget.DOUBT: "标了待核实的内容",
}
_STEPS = tuple(
    ActionSpec(
        f"step_{target.value}", words, "next", f"“上一处”“下一处”逐个走到{_STEP_HINTS[target]}",
        partial(Commands.set_step_target, target=target), (), Need.NOTICE, checkable=True,
    )
    for target, words in STEP_WORDS.items()
)  # fmt: skip
_MARKS = tuple(
    ActionSpec(
        f"mark_{kind.value}", f"标为{labels.KIND[kind]}", "mark",
        f"把原文里选中的文字标为{labels.KIND[kind]}",
        partial(Commands.make_node, kind=kind), (f"Alt+{number}",), Need.WRITABLE | Need.NOTICE,
    )
    for number, kind in enumerate(NodeKind, 1)
)  # fmt: skip
_KINDS = tuple(
    ActionSpec(
        f"kind_{kind.value}", f"改为{labels.KIND[kind]}", "kind",
        f"这一条其实是{labels.KIND[kind]}",
        partial(Commands.change_kind, kind=kind), (), Need.EDIT,
    )
    for kind in NodeKind
)  # fmt: skip
_STATUSES = tuple(
    ActionSpec(
        f"status_{status.value}", labels.STATUS[status], "status",
        f"更正识读：通报说的是{labels.STATUS[status]}",
        partial(Commands.correct_status, status=status), (), Need.JUDGE,
    )
    for status in Status
)  # fmt: skip

_VERDICT_ICONS = ("accept", "defer", "return", "keep_on")
_MOST_VERDICTS = 9
TOOLBAR_VERDICTS = 3


def verdict_specs(verdicts: Sequence[str]) -> tuple[ActionSpec, ...]:
    """An action for each of the first nine 审核结论 of the settings."""
    return tuple(
        ActionSpec(
            f"verdict_{number}", verdict, _verdict_icon(number), f"审核结论：{verdict}",
            partial(Commands.apply_verdict, number=number),
            (f"Ctrl+{number}", str(number)), Need.JUDGE, short_verdict(verdict),
        )
        for number, verdict in enumerate(verdicts[:_MOST_VERDICTS], 1)
    )  # fmt: skip


def _verdict_icon(number: int) -> str:
    return _VERDICT_ICONS[number - 1] if number <= len(_VERDICT_ICONS) else "kind"


def all_specs(verdicts: Sequence[str]) -> tuple[ActionSpec, ...]:
    """Every action there is with these 审核结论."""
    return (
        *_SPECS,
        *VERSION_SPECS,
        *_STEPS,
        *_MARKS,
        *_KINDS,
        *_STATUSES,
        *verdict_specs(verdicts),
    )


# Menus: ids in order; "" is a separator, a pair a submenu, "verdicts" and "recent" are filled in.
_Entry = str | tuple[str, tuple[str, ...]]
MENUS: tuple[tuple[str, tuple[_Entry, ...]], ...] = (
    (
        "文件(&F)",
        (
            "import", "import_folder", "import_pasted", "import_samples", "",
            "new_workspace", "open_workspace", "recent", "",
            "export", "", "settings", "quit",
        ),
    ),
    (
        "编辑(&E)",
        (
            "undo", "redo", "", "reword",
            ("更正自报状态", tuple(spec.id for spec in _STATUSES)),
            ("更改类别", tuple(spec.id for spec in _KINDS)),
            ("选中的文字标为", tuple(spec.id for spec in _MARKS)),
            "mark_clutter", "restore_text",
            "links", "", "split", "merge", "move_up", "move_down", "move_out", "move_in", "delete",
            "", "find", "find_next", "history",
        ),
    ),
    (
        "视图(&V)",
        (
            "overview", "library", "", "view_compare", "view_source", "view_split", "",
            "findings", "damage", "", "old_versions", "hide_clutter", "large_type",
        ),
    ),
    (
        "审核(&R)",
        (
            "previous", "next", ("逐个走到", tuple(spec.id for spec in _STEPS)), "",
            "verdicts", "", "doubt", "annotate", "", *VERSION_ENTRIES, "",
            "reread", "reread_all",
        ),
    ),
    ("校核(&C)", ("findings", "previous_finding", "next_finding", "waive", "", "recheck", "facts", "columns", "clutter")),
    ("帮助(&H)", ("keys", "", "about")),
)  # fmt: skip
TOOLBAR = (
    "import", "undo", "redo", "", "previous", "next", "", "verdicts", "doubt", "annotate", "",
    "export",
)  # fmt: skip


class ActionTable(QObject):
    """The actions of a window, built from the table.

    Signals:
        triggered: the ActionSpec of the action that was chosen.
    """

    triggered = Signal(object)

    def __init__(self, verdicts: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._specs = {spec.id: spec for spec in all_specs(verdicts)}
        self._actions = {spec.id: self._build(spec) for spec in self._specs.values()}
        self._has_icons = False
        self._group.triggered.connect(self._on_triggered)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """The table it was built from."""
        return tuple(self._specs.values())

    def actions(self) -> list[QAction]:
        """All actions."""
        return list(self._actions.values())

    def actions_in_review(self) -> list[QAction]:
        """Those whose keys work in the review view only."""
        return [self._actions[spec.id] for spec in self.specs if spec.in_review]

    def ids(self, entry: str) -> list[str]:
        """The ids that an entry of a menu or toolbar stands for."""
        if entry != "verdicts":
            return [entry]
        return [spec_id for spec_id in self._specs if spec_id.startswith("verdict_")]

    def dress(self) -> None:
        """Gives every action its icon, in the colours of the palette."""
        self._has_icons = True
        for spec in self._specs.values():
            self._actions[spec.id].setIcon(icon(spec.icon))

    def repaint(self) -> None:
        """Makes the icons again after the palette has changed."""
        if self._has_icons:
            self.dress()

    def enable(self, present: Need) -> None:
        """Enables the actions all of whose needs are `present`."""
        for spec in self._specs.values():
            self._actions[spec.id].setEnabled(spec.needs & present == spec.needs)

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self._group)
        action.setObjectName(spec.id)
        action.setData(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setToolTip(described(spec))
        if spec.in_review:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.short:
            action.setIconText(spec.short)
        return action

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.triggered.emit(self._specs[action.data()])


def described(spec: ActionSpec) -> str:
    """The tooltip: what it does and its keys."""
    return f"{spec.tooltip}（{'、'.join(spec.shortcuts)}）" if spec.shortcuts else spec.tooltip


def fill_menus(bar: QMenuBar, table: ActionTable, recent: QMenu) -> None:
    """Builds the menus."""
    for title, entries in MENUS:
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(True)
        for entry in entries:
            if isinstance(entry, tuple):
                below = menu.addMenu(entry[0])
                below.setToolTipsVisible(True)
                _fill(below, table, entry[1])
            elif entry == "recent":
                menu.addMenu(recent)
            else:
                _fill(menu, table, (entry,))


def fill_toolbar(bar: QToolBar, table: ActionTable) -> None:
    """Builds the toolbar; 下一处 carries the choice of what to step through."""
    for entry in TOOLBAR:
        ids = table.ids(entry)[: TOOLBAR_VERDICTS if entry == "verdicts" else None]
        _fill(bar, table, ids)
    button = bar.widgetForAction(table["next"])
    if isinstance(button, QToolButton):
        menu = QMenu(button)
        _fill(menu, table, [spec.id for spec in _STEPS])
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)


def _fill(place: QMenu | QToolBar, table: ActionTable, entries: Iterable[str]) -> None:
    for entry in entries:
        if not entry:
            place.addSeparator()
            continue
        for action_id in table.ids(entry):
            place.addAction(table[action_id])
