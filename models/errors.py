"""Errors a user can act on. Each words its own Chinese message; anything else is a bug."""

from __future__ import annotations


class AppError(Exception):
    """Something the user can mend; `str()` is the sentence to show."""


class ImportFailed(AppError):
    """A file that cannot be read; the message names the file, what is wrong and what to do."""

    def __init__(self, file_name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"“{file_name}”{wrong}。{remedy}。")
        self.file_name = file_name
        self.wrong = wrong
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ImportFailed], tuple[str, str, str]]:
        return ImportFailed, (self.file_name, self.wrong, self.remedy)


class EditError(AppError):
    """An edit that does not hold; nothing has been changed."""


class StorageError(AppError):
    """The workspace file cannot be opened, written or is held by another program."""


class ExportError(AppError):
    """A ledger cannot be written."""


class Cancelled(AppError):
    """The user stopped a long task."""

    def __init__(self) -> None:
        super().__init__("已取消")
