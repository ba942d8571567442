"""What stands behind the files and folders that somebody chose: the files to read, each once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from models.progress import CancelToken, NeverCancelled
from services.file_source import FileSource

# What programs leave in folders and nobody means to import. Sample: "~$通报.docx", ".DS_Store"
_LITTER_STARTS = (".", "~$")
_LITTER_NAMES = frozenset(
    {"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"}
)
_WORKSPACE_ENDING = ".duizhang"


def expand_paths(
    files: Iterable[FileSource], cancel: CancelToken | None = None
) -> list[FileSource]:
    """The files to read: folders give all files in them and below, sorted; each file comes once.

    Files that are named stay, also where they cannot be read, and so do folders that cannot be read or have
    nothing in them: reading them says what is wrong. Links to folders are followed, each folder once.

    Raises:
        Cancelled: if the user stopped it.
    """
    token = cancel or NeverCancelled()
    found: dict[FileSource, None] = {}
    for file in files:
        inside = _files_in(file, token) if isinstance(file, Path) and file.is_dir() else (file,)
        found.update(dict.fromkeys(inside))
    return list(found)


def _files_in(folder: Path, cancel: CancelToken) -> list[Path]:
    found: list[Path] = []
    waiting, seen = [folder], set[tuple[int, int]]()
    while waiting:
        cancel.check()
        at = waiting.pop()
        try:
            if _is_new(at, seen):
                folders, files = _content(at)
                waiting += folders
                found += files
        except OSError:  # reading it as a file says why
            found.append(at)
    return sorted(found) or [folder]


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether the folder was not gone through yet under another name; links may lead around in a circle."""
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    if status.st_ino and identity in seen:
        return False
    seen.add(identity)
    return True


def _content(folder: Path) -> tuple[list[Path], list[Path]]:
    folders: list[Path] = []
    files: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not _is_litter(entry.name):
                (folders if _is_folder(entry) else files).append(Path(entry.path))
    return folders, files


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return (
        lower.startswith(_LITTER_STARTS)
        or lower in _LITTER_NAMES
        or Path(lower).suffix.startswith(_WORKSPACE_ENDING)
    )
