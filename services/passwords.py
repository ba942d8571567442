"""The passwords of a batch of files: asked for, kept in memory as long as the batch lasts, never logged or stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.errors import ImportFailed, PasswordNeeded

# A password for an encrypted file, None to leave it; the error says which file, and whether the last one was wrong.
AskPassword = Callable[[PasswordNeeded], str | None]


class InTurn:
    """Tries passwords that were given beforehand, all of them on each file, and then asks."""

    def __init__(self, given: Sequence[str], ask: AskPassword | None = None) -> None:
        self._given = given
        self._ask = ask
        self._left: list[str] = []

    def __call__(self, needed: PasswordNeeded) -> str | None:
        """The next one for this file."""
        if not needed.was_wrong:  # nothing has been tried on it
            self._left = [*self._given]
        if self._left:
            return self._left.pop(0)
        return None if self._ask is None else self._ask(needed)


class Keys:
    """Finds the password of each file in turn; one that opened a file is tried on the next before anybody is asked."""

    def __init__(self, ask: AskPassword | None) -> None:
        self._ask = ask
        self._worked: list[str] = []
        self._tried: list[str] = []
        self._was_asked = False

    def next_file(self) -> None:
        """Another file comes."""
        self._tried = []
        self._was_asked = False

    def after(self, error: ImportFailed | None) -> str | None:
        """The password to try on the file now that reading it has ended like this; None to leave it at that."""
        if not isinstance(error, PasswordNeeded):
            self._worked += [key for key in self._tried[-1:] if key not in self._worked]
            return None
        known = next((key for key in self._worked if key not in self._tried), None)
        key = self._asked(error) if known is None else known
        if key is not None:
            self._tried.append(key)
        return key

    def _asked(self, error: PasswordNeeded) -> str | None:
        if self._ask is None:
            return None
        question = PasswordNeeded(error.file_name, wrong=self._was_asked)
        self._was_asked = True
        return self._ask(question) or None
