"""Edits: one record of an outline put in the place of another, and groups of them that hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import EditError
from models.ids import NodeId, RecordKey
from models.node import Node
from models.outline import Outline, Record
from models.version_order import OfVersions


@dataclass(frozen=True, slots=True)
class Edit:
    """The record `before` becomes `after`; None stands for absent.

    Of records that an outline does not hold (versions) the workspace looks whether `before` holds.

    Raises:
        ValueError: if both are absent or the two have different keys.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        keys = {record.key for record in (self.before, self.after) if record is not None}
        if len(keys) != 1:
            raise ValueError("an edit concerns exactly one record")

    @property
    def key(self) -> RecordKey:
        """The record concerned."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record.key

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.after, self.before)

    def apply(self, outline: Outline) -> Edit:
        """Makes the change and returns the edit that takes it back.

        Raises:
            EditError: if `before` no longer holds or an invariant would break; nothing is changed then.
        """
        if isinstance(self.before, OfVersions) or isinstance(self.after, OfVersions):
            return self.inverse
        if outline.get(self.key) != self.before:
            raise EditError("这处内容在此之后又被修改过，不能直接套用")
        if self.after is None:
            outline.remove(self.key)
        else:
            outline.put(self.after)
        return self.inverse


@dataclass(frozen=True, slots=True)
class EditGroup:
    """Edits that happen together, under the words shown in 撤销 and 修改记录.

    Attributes:
        label: Chinese, such as 修改自报状态.
        focus: the node the window goes to, or None.
        merge_key: groups with the same key that follow each other within one focus are one (typing), or None.
    """

    label: str
    edits: tuple[Edit, ...]
    focus: NodeId | None = None
    merge_key: str | None = None

    @property
    def inverse(self) -> EditGroup:
        """The group that takes this one back."""
        edits = tuple(edit.inverse for edit in reversed(self.edits))
        return EditGroup(self.label, edits, self.focus)

    def apply(self, outline: Outline) -> EditGroup:
        """Makes all the changes, or none.

        Returns:
            The group that takes them back.

        Raises:
            EditError: if one of them does not hold; those made before it are taken back first.
        """
        made: list[Edit] = []
        try:
            for edit in self.edits:
                made.append(edit.apply(outline))
        except EditError:
            for inverse in reversed(made):
                inverse.apply(outline)
            raise
        return self.inverse

    def check(self, outline: Outline) -> None:
        """Tries all the changes and takes them back, unseen by those who watch the outline.

        Raises:
            EditError: if one of them does not hold.
        """
        with outline.muted():
            self.apply(outline).apply(outline)

    def node_ids(self) -> Iterator[NodeId]:
        """The nodes it changes, each once."""
        seen: set[NodeId] = set()
        for edit in self.edits:
            record = edit.after or edit.before
            if isinstance(record, Node) and record.id not in seen:
                seen.add(record.id)
                yield record.id
