"""What `make bench` times in a process of its own: windows that show themselves, and trees that are painted.

    python -m scripts.bench_window empty|paint|list|tree|yardstick [WORKSPACE]

Prints the seconds from the moment in BENCH_STARTED (start-up), or from the first widget (trees).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# Qt and the packages are imported where they are wanted: their loading is part of what is measured.
# ruff: noqa: PLC0415

TREE_NODES = 100_000


def main(arguments: list[str]) -> int:
    """Times what the first argument names."""
    name, workspace = arguments[0], Path(arguments[1]) if len(arguments) > 1 else Path()
    known: dict[str, Callable[[], int]] = {
        "empty": empty_window,
        "paint": lambda: program_window(workspace, is_filled=False),
        "list": lambda: program_window(workspace, is_filled=True),
        "tree": outline_tree,
        "yardstick": standard_tree,
    }
    return known[name]()


def tell(started: float) -> None:
    """Prints how long it took and ends the process, without waiting for windows to close."""
    sys.stdout.write(f"{time.time() - started}\n")
    sys.stdout.flush()
    os._exit(0)


def started() -> float:
    """When the process was asked for."""
    return float(os.environ["BENCH_STARTED"])


def empty_window() -> int:
    """An empty window of Qt, painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Empty(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: tell(started()))

    application = QApplication(["bench"])
    window = Empty()
    window.show()
    return application.exec()


def program_window(workspace: Path, *, is_filled: bool) -> int:
    """The program's window as `main.py` starts it: painted, or with its list of notices filled."""
    from gui.app import build_application

    application = build_application(["bench"])

    from PySide6.QtCore import QSettings, QTimer

    from gui.settings import Settings
    from gui.startup import Startup
    from models.annotation import Person

    store = QSettings(str(Path(tempfile.mkdtemp()) / "s.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.person = Person("测试")
    startup = Startup(application, workspace, settings=settings)
    startup.begin()
    window = startup.window
    assert window is not None
    if is_filled:

        def look() -> None:
            if window.open_desk.summaries:
                QTimer.singleShot(0, lambda: tell(started()))

        window.open_desk.library_changed.connect(look)
    else:
        window.first_painted.disconnect()  # what comes after the paint does not count
        window.first_painted.connect(lambda: tell(started()))
    return application.exec()


def outline_tree() -> int:
    """The tree panel on an outline that is in memory, painted."""
    from gui.app import build_application

    build_application(["bench"])

    from gui.panels.outline_panel import OutlinePanel
    from scripts.bench_notices import wide_notice

    notice = wide_notice(TREE_NODES)
    begun = time.time()
    panel = OutlinePanel()
    panel.show_notice(notice)
    panel.resize(400, 700)
    panel.grab()
    tell(begun)
    return 0


def standard_tree() -> int:
    """The same tree in Qt's own QStandardItemModel, painted."""
    from gui.app import build_application

    build_application(["bench"])

    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTreeView

    from models.ids import NodeId
    from scripts.bench_notices import wide_notice

    notice = wide_notice(TREE_NODES)
    begun = time.time()
    held = QStandardItemModel()
    items: dict[NodeId | None, QStandardItem] = {None: held.invisibleRootItem()}
    for node in notice.outline.walk():
        items[node.id] = QStandardItem(notice.words(node))
        items[node.parent].appendRow(items[node.id])
    view = QTreeView()
    view.setUniformRowHeights(True)
    view.setModel(held)
    view.resize(400, 700)
    view.grab()
    tell(begun)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
