"""Errors a user can act on. Each words its own Chinese message; anything else is a bug."""

from __future__ import annotations

from typing import Any

from models.file_names import shown_name


class AppError(Exception):
    """Something the user can mend; `str()` is the sentence to show."""


class ImportFailed(AppError):
    """A file that cannot be read; the message names the file, what is wrong and what to do."""

    def __init__(self, file_name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"“{shown_name(file_name)}”{wrong}。{remedy}。")
        self.file_name = file_name
        self.wrong = wrong
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        return ImportFailed, (self.file_name, self.wrong, self.remedy)


class PasswordNeeded(ImportFailed):
    """An encrypted file, and no password for it or a wrong one."""

    def __init__(self, file_name: str, *, wrong: bool = False) -> None:
        said = "的密码不对" if wrong else "已加密，需要密码才能打开"
        super().__init__(file_name, said, "请输入密码，或用原来的程序去掉密码后另存一份再导入")
        self.was_wrong = wrong

    def __reduce__(self) -> tuple[Any, ...]:
        return _password_needed, (self.file_name, self.was_wrong)


def _password_needed(file_name: str, wrong: bool) -> PasswordNeeded:
    return PasswordNeeded(file_name, wrong=wrong)


class EditError(AppError):
    """An edit that does not hold; nothing has been changed."""


class StorageError(AppError):
    """The workspace file cannot be opened, written or is held by another program."""


class NotAWorkspace(StorageError):
    """The path that was given for a workspace is something else, or no workspace can be there."""


class ExportError(AppError):
    """A ledger cannot be written."""


class Cancelled(AppError):
    """The user stopped a long task."""

    def __init__(self) -> None:
        super().__init__("已取消")
