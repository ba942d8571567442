"""Starting the window: the application, its looks, its log, and what happens after the first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.preflight import missing_for_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


_DONE, _WRONG_USE = 0, 2
_USAGE = "用法：python main.py [open 项目文件 [文件…]]"
_NAME = "duizhang"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks of the window.

    Attributes:
        workspace: None for the last one.
        files: imported into it.
    """

    workspace: Path | None = None
    files: tuple[Path, ...] = ()


def run_window(arguments: Sequence[str]) -> int:
    """Opens the window and returns when it is closed.

    Args:
        arguments: none, or `open WORKSPACE [FILE…]`.

    Returns:
        The exit status: 2 for wrong use, or where no window can be opened.
    """
    wanted = parse(arguments)
    trouble = [_USAGE] if wanted is None else missing_for_window()
    if wanted is None or trouble:
        print(*trouble, sep="\n", file=sys.stderr)
        return _WRONG_USE
    application = build_application(sys.argv[:1])
    from gui.startup import Startup  # noqa: PLC0415 - needs Qt, which the lines above have looked for

    startup = Startup(application, wanted.workspace, wanted.files)
    startup.begin()
    return application.exec()


def render_window(workspace: Path, target: Path, *, size: tuple[int, int] = (1366, 768)) -> None:
    """Draws the window at work on `workspace` into a PNG file, without a screen.

    Opens the first notice with problems, at a problem that the checks have found something in.

    Raises:
        StorageError: if the workspace cannot be opened.
        OSError: if the picture cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    build_application([_NAME])
    from gui.picture import draw_window  # noqa: PLC0415 - needs Qt

    draw_window(workspace, target, size)


def parse(arguments: Sequence[str]) -> Wanted | None:
    """What the arguments ask for; None if they make no sense."""
    if not arguments:
        return Wanted()
    if arguments[0] != "open" or len(arguments) < 2:
        return None
    workspace, *files = arguments[1:]
    if any(word.startswith("-") for word in (workspace, *files)):
        return None
    paths = tuple(Path(name).absolute() for name in files)
    return Wanted(Path(workspace).absolute(), paths)


def build_application(arguments: list[str]) -> QApplication:
    """The one application of this process."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only where a window is wanted

    held = QApplication.instance()
    if isinstance(held, QApplication):
        return held
    application = QApplication(arguments)
    application.setApplicationName(_NAME)
    application.setOrganizationName(_NAME)
    application.setApplicationDisplayName("")
    return application
