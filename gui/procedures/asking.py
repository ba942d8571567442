"""Questions that work beside the window has: asked on the window's thread while the work waits for the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from gui.messages import Messages
from models.errors import PasswordNeeded
from models.progress import CancelToken

if TYPE_CHECKING:
    from services.importing import Answers, SecrecyQuestion

_TITLE = "导入材料"
_WAIT_SECONDS = 0.05
_SECRET = "{found}。\n\n涉密材料请勿在本机处理。不导入的，项目文件里不会留下它的任何内容。\n是否导入这份材料？\n（停止导入：这份和后面的都不导入，已经导入的保留）"
_REFUSE, _STORE, _STOP = range(3)
_CHOICES = ("不导入这份", "确认可以处理，导入", "停止导入")


@dataclass(slots=True)
class _Pending:
    """A question on its way, and the answer on its way back."""

    question: SecrecyQuestion | PasswordNeeded
    cancel: CancelToken
    answered: Event = field(default_factory=Event)
    answer: str | bool | None = None


class Asking(QObject):
    """Asks for consent and for passwords.

    Attributes:
        person: the name of who imports.

    Signals:
        stop_wanted: the user answered that the whole work is to stop.
    """

    stop_wanted = Signal()
    _wanted = Signal(object)

    def __init__(self, window: QWidget, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._messages = messages
        self.person = ""
        self._wanted.connect(self._on_wanted)

    def answers(self, cancel: CancelToken) -> Answers:
        """Who answers an import that runs on another thread and is stopped by `cancel`."""
        from services.importing import Answers  # noqa: PLC0415 - not before the first paint

        return Answers(
            consent=partial(self._may_store, cancel),
            password=partial(self._password, cancel),
            person=self.person,
        )

    def _may_store(self, cancel: CancelToken, question: SecrecyQuestion) -> bool:
        return self._answer(question, cancel) is True

    def _password(self, cancel: CancelToken, needed: PasswordNeeded) -> str | None:
        answer = self._answer(needed, cancel)
        return answer if isinstance(answer, str) else None

    def _answer(
        self, question: SecrecyQuestion | PasswordNeeded, cancel: CancelToken
    ) -> str | bool | None:
        pending = _Pending(question, cancel)
        self._wanted.emit(pending)
        while not pending.answered.wait(_WAIT_SECONDS):
            cancel.check()
        cancel.check()
        return pending.answer

    @Slot(object)
    def _on_wanted(self, pending: _Pending) -> None:
        active = QApplication.activeWindow()
        try:
            if not pending.cancel.is_cancelled:
                pending.answer = self._asked(pending.question)
        finally:
            pending.answered.set()
        if active is not None and active.isVisible():
            active.activateWindow()  # a question goes back to the window, not to the progress

    def _asked(self, question: SecrecyQuestion | PasswordNeeded) -> str | bool | None:
        if isinstance(question, PasswordNeeded):
            said = "密码不对，请再输入" if question.was_wrong else "请输入"
            label = f"{said}“{question.file_name}”的密码（不会保存）："
            return self._messages.password(self._window, _TITLE, label)
        text = _SECRET.format(found=question.sentence)
        chosen = self._messages.choose(self._window, _TITLE, text, _CHOICES, escape=_REFUSE)
        if chosen == _STOP:
            self.stop_wanted.emit()
        return chosen == _STORE
