"""What the program remembers on this computer, typed; the workspace holds everything else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from models import labels
from models.annotation import Person
from models.ids import NodeId, NoticeId

_RECENT = 8
DEFAULT_OFFICE_WORD = "部门"


class Purpose(StrEnum):
    """What the program is used for: 审核, 发布前自查, 统计研究."""

    REVIEW = "review"
    SELF_CHECK = "self_check"
    RESEARCH = "research"


PURPOSES = {
    Purpose.REVIEW: "审核",
    Purpose.SELF_CHECK: "发布前自查",
    Purpose.RESEARCH: "统计研究",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The notice and the node that were open in a workspace."""

    notice_id: NoticeId | None = None
    node_id: NodeId | None = None


class Settings:
    """Typed reading and writing of one QSettings."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def person(self) -> Person | None:
        """Who works here, or None before the first start has asked."""
        name = self._text("person/name")
        return Person(name, self._text("person/office")) if name else None

    @person.setter
    def person(self, person: Person) -> None:
        self._store.setValue("person/name", person.name)
        self._store.setValue("person/office", person.office)

    @property
    def purpose(self) -> Purpose:
        """What the program is used for."""
        found = self._text("person/purpose")
        return Purpose(found) if found in list(Purpose) else Purpose.REVIEW

    @purpose.setter
    def purpose(self, purpose: Purpose) -> None:
        self._store.setValue("person/purpose", purpose.value)

    @property
    def workspace(self) -> Path | None:
        """The 项目文件 that was open last."""
        recent = self.recent
        return recent[0] if recent else None

    @property
    def recent(self) -> list[Path]:
        """The 项目文件 that were open, latest first."""
        return [Path(name) for name in self._list("workspaces/recent")]

    def remember_workspace(self, path: Path) -> None:
        """Puts `path` first among the recent ones."""
        others = [str(other) for other in self.recent if other != path]
        self._put_list("workspaces/recent", [str(path), *others][:_RECENT])

    def selection(self, workspace: Path) -> Selection:
        """The notice and node that were open when `workspace` was closed."""
        key = _place_key(workspace)
        notice, node = self._number(f"{key}/notice"), self._number(f"{key}/node")
        return Selection(
            None if notice is None else NoticeId(notice), None if node is None else NodeId(node)
        )

    def remember_selection(self, workspace: Path, selection: Selection) -> None:
        """Keeps the notice and node that are open in `workspace`."""
        key = _place_key(workspace)
        self._store.setValue(f"{key}/notice", str(selection.notice_id or ""))
        self._store.setValue(f"{key}/node", str(selection.node_id or ""))

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The words offered as 审核结论."""
        return tuple(self._list("review/verdicts")) or labels.VERDICTS

    @verdicts.setter
    def verdicts(self, verdicts: tuple[str, ...]) -> None:
        self._put_list("review/verdicts", list(verdicts))

    @property
    def office_word(self) -> str:
        """What the unit calls its offices in ledgers: 部门, 科室, 股室, 处室."""
        return self._text("ledger/office_word") or DEFAULT_OFFICE_WORD

    @office_word.setter
    def office_word(self, word: str) -> None:
        self._store.setValue("ledger/office_word", word)

    @property
    def is_large_type(self) -> bool:
        """大字号: whether the window uses larger type."""
        return self._text("window/large_type") == "yes"

    @is_large_type.setter
    def is_large_type(self, is_large: bool) -> None:
        self._store.setValue("window/large_type", "yes" if is_large else "")

    def state(self, name: str) -> QByteArray | None:
        """The geometry or layout that was kept under `name`."""
        found = self._store.value(f"window/{name}")
        return found if isinstance(found, QByteArray) and not found.isEmpty() else None

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keeps a geometry or layout under `name`."""
        self._store.setValue(f"window/{name}", state)

    def choice(self, name: str, default: str = "") -> str:
        """A small choice that a dialog made last time: paper, folder, view."""
        return self._text(f"choices/{name}") or default

    def keep_choice(self, name: str, value: str) -> None:
        """Keeps a small choice of a dialog."""
        self._store.setValue(f"choices/{name}", value)

    def sync(self) -> None:
        """Writes everything to disk."""
        self._store.sync()

    def _text(self, key: str) -> str:
        found = self._store.value(key, "")
        return found if isinstance(found, str) else ""

    def _number(self, key: str) -> int | None:
        # Kept as text: an INI file turns 62-bit numbers into opaque variants.
        text = self._text(key)
        return int(text) if text.isdecimal() else None

    def _list(self, key: str) -> list[str]:
        try:
            found = json.loads(self._text(key) or "[]")
        except ValueError:
            return []
        return [str(part) for part in found] if isinstance(found, list) else []

    def _put_list(self, key: str, parts: list[str]) -> None:
        self._store.setValue(key, json.dumps(parts, ensure_ascii=False))


def _place_key(workspace: Path) -> str:
    digest = hashlib.sha256(str(workspace.resolve()).encode("utf-8", "surrogateescape"))
    return f"places/{digest.hexdigest()[:16]}"
