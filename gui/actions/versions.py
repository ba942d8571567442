"""The actions on the versions of a notice, for the action table."""

from __future__ import annotations

from functools import partial

from gui.actions.commands import Commands
from gui.actions.spec import ActionSpec, Need
from models import labels
from models.values import VersionLabel

OLD_VERSIONS = ActionSpec(
    "old_versions", "显示旧稿", "history", "在材料库和本轮总表里也列出有了新版本的旧稿",
    Commands.toggle_old_versions, (), Need.DESK, checkable=True,
)  # fmt: skip
_LABELS = tuple(
    ActionSpec(
        f"version_{label.value if label else 'none'}",
        f"标为{labels.VERSION[label]}" if label else "不标哪一稿", "mark",
        f"这一稿是{labels.VERSION[label]}" if label else "不写明这是哪一稿",
        partial(Commands.set_version_label, label=label), (), Need.WRITABLE | Need.NOTICE,
    )
    for label in (*VersionLabel, None)
)  # fmt: skip
VERSION_SPECS = (
    ActionSpec(
        "changes", "与上一稿的变化…", "changes", "列出这一稿与上一稿不同的地方，逐处核对",
        Commands.show_changes, ("Ctrl+Shift+D",), Need.NOTICE | Need.FORMER,
    ),
    ActionSpec(
        "versions", "各稿…", "library", "选择要看的一稿",
        Commands.show_versions, ("Ctrl+Shift+L",), Need.NOTICE | Need.VERSIONS,
    ),
    ActionSpec(
        "follow", "设为新版本…", "merge", "这份材料是另一份的新版本；选择上一稿",
        Commands.choose_former, (), Need.WRITABLE | Need.NOTICE,
    ),
    ActionSpec(
        "part", "不是新版本", "split", "这份材料不是上一稿的新版本，单独列出；内容和审核都不变",
        Commands.part_version, (), Need.WRITABLE | Need.NOTICE | Need.FORMER,
    ),
    ActionSpec(
        "take_over", "沿用上一稿的审核", "accept",
        "文字没有改动的各条沿用上一稿的审核；有改动的记为批注，可以撤销",
        Commands.take_over_review, (), Need.WRITABLE | Need.NOTICE | Need.FORMER,
    ),
    OLD_VERSIONS,
    *_LABELS,
)  # fmt: skip
# What stands under 审核.
VERSION_ENTRIES = (
    "changes", "versions",
    ("版本", ("follow", "part", "take_over", "", *(spec.id for spec in _LABELS))),
)  # fmt: skip
