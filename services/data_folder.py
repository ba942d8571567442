"""Where the program keeps what is its own and not the user's: a folder of this user alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "duizhang"


def data_folder() -> Path:
    """The folder for the data of this program, which need not be there yet."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / _NAME.capitalize()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME.capitalize()
    told = Path(os.environ.get("XDG_DATA_HOME", ""))
    # A relative path counts for nothing there (XDG Base Directory Specification).
    return (told if told.is_absolute() else Path.home() / ".local" / "share") / _NAME


def terms_folder() -> Path | None:
    """The folder for the cache of the dictionary, made for this user alone; None where it cannot be written."""
    try:
        folder = data_folder() / "terms"
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except (OSError, RuntimeError):  # nobody's home is known
        return None
    return folder if os.access(folder, os.W_OK) else None
