"""Where 项目文件 lie and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

SUFFIX = ".duizhang"
WORKSPACE_PATTERN = f"项目文件 (*{SUFFIX});;所有文件 (*)"


def proposed_workspace() -> Path:
    """对账.duizhang in the user's 文档."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder or Path.home()) / f"对账{SUFFIX}"


def with_suffix(written: str) -> Path | None:
    """The path that was typed, with the ending of a 项目文件 where it has none; None for nothing."""
    if not written:
        return None
    path = Path(written).expanduser()
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def place_problem(path: Path | None) -> str | None:
    """Why no 项目文件 can lie at `path`, as a sentence; None where it can."""
    if path is None:
        return "请选择项目文件放在哪里。"
    if path.is_dir():
        return f"“{path}”是一个文件夹，请再写上文件名。"
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return f"文件夹“{folder}”不能写入，请换一个文件夹。"
    return None


def free_path(folder: Path) -> Path:
    """A name for a new 项目文件 in `folder` that is not taken."""
    proposed = folder / proposed_workspace().name
    number = 2
    while proposed.exists():
        proposed = folder / f"{proposed_workspace().stem}{number}{proposed.suffix}"
        number += 1
    return proposed
