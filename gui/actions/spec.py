"""What an action is, and what must be there for it to make sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto

from gui.actions.commands import Commands


class Need(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    DESK = auto()
    WRITABLE = auto()
    NOTICE = auto()
    NODE = auto()
    LOWEST = auto()
    FINDING = auto()
    UNDO = auto()
    REDO = auto()
    VERSIONS = auto()
    FORMER = auto()
    EDIT = WRITABLE | NOTICE | NODE
    JUDGE = EDIT | LOWEST


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        shortcuts: the first is the one that is shown.
        short: the words on the toolbar, where they differ.
        in_review: its keys work in the review view only, so that they do no harm elsewhere.
    """

    id: str
    text: str
    icon: str
    tooltip: str
    handler: Callable[[Commands], None]
    shortcuts: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    short: str = ""
    checkable: bool = False
    in_review: bool = False
