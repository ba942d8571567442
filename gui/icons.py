"""Icons by what they mean; the one module that knows qtawesome."""

from __future__ import annotations

import logging
from functools import cache

from PySide6.QtGui import QGuiApplication, QIcon, QPalette

logger = logging.getLogger(__name__)

# Meaning -> name in the Material Design font that qtawesome brings along.
NAMES = {
    "about": "information-outline",
    "accept": "check-circle-outline",
    "annotate": "comment-text-outline",
    "backup": "content-save-outline",
    "changes": "file-compare",
    "close": "close",
    "clutter": "playlist-remove",
    "columns": "table-column",
    "compare": "compare-horizontal",
    "correct": "pencil-outline",
    "defer": "pause-circle-outline",
    "delete": "trash-can-outline",
    "doubt": "help-circle-outline",
    "down": "arrow-down",
    "export": "microsoft-excel",
    "damage": "format-letter-matches",
    "facts": "card-text-outline",
    "reread": "book-refresh-outline",
    "reread_all": "bookshelf",
    "findings": "clipboard-alert-outline",
    "first_start": "human-greeting",
    "folder": "folder-open-outline",
    "hide_clutter": "eye-off-outline",
    "history": "history",
    "import": "file-import-outline",
    "in": "format-indent-increase",
    "keep_on": "autorenew",
    "keyboard": "keyboard-outline",
    "kind": "tag-outline",
    "library": "bookshelf",
    "link": "link-variant",
    "locate": "crosshairs-gps",
    "lock": "lock-outline",
    "mark": "marker",
    "mark_clutter": "format-strikethrough-variant",
    "merge": "call-merge",
    "new_workspace": "database-plus-outline",
    "next": "chevron-down",
    "next_finding": "skip-next-outline",
    "notice": "file-document-outline",
    "open_workspace": "database-outline",
    "out": "format-indent-decrease",
    "overview": "table-large",
    "paste": "clipboard-text-outline",
    "previous": "chevron-up",
    "previous_finding": "skip-previous-outline",
    "quit": "exit-to-app",
    "recheck": "refresh",
    "redo": "redo",
    "restore_text": "format-text",
    "return": "arrow-u-left-top",
    "samples": "flask-outline",
    "search": "magnify",
    "settings": "cog-outline",
    "source": "text-box-outline",
    "split": "call-split",
    "split_view": "view-split-vertical",
    "status": "list-status",
    "type_size": "format-size",
    "undo": "undo",
    "up": "arrow-up",
    "waive": "shield-check-outline",
}


def icon(meaning: str) -> QIcon:
    """The icon for `meaning` in the colours of the palette in use; an empty one where it cannot be had."""
    palette = QGuiApplication.palette()
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    faded = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    return _made(NAMES.get(meaning, ""), normal.name(), faded.name())


def forget_icons() -> None:
    """Drops what was made so far; before the application ends."""
    _made.cache_clear()


@cache
def _made(name: str, colour: str, faded: str) -> QIcon:
    if not name:
        return QIcon()
    try:
        import qtawesome  # noqa: PLC0415 - loads its fonts, so only once a window is on screen

        made: QIcon = qtawesome.icon(f"mdi6.{name}", color=colour, color_disabled=faded)
    except Exception:  # a broken font must not keep the window from opening
        logger.warning("icon %s cannot be made", name)
        return QIcon()
    return made
