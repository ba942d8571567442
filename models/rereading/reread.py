"""The group of edits that brings a live outline to a new reading, and what is different after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from models.annotation import Review
from models.edits import EditGroup
from models.node import NodeKind
from models.notice import Reading
from models.operations.judging import judgement_notes
from models.outline import Outline, Record
from models.rereading.differences import Difference, DifferenceSort, differences
from models.rereading.facts import facts_to_be
from models.rereading.nodes import NodesToBe
from models.rereading.standing import Standing
from models.transition import edits_between

LABEL = "重新识读"


@dataclass(frozen=True, slots=True)
class Rereading:
    """What a new reading changes.

    Attributes:
        group: has no edits where nothing changes.
        differences: what a person has to see, in the order of the document; what was kept comes last.
        touches_work: whether it changes what a person worked on, or would if that did not stay.
    """

    group: EditGroup
    differences: tuple[Difference, ...]
    touches_work: bool = False

    def count(self, sort: DifferenceSort) -> int:
        """How many differences are of a sort."""
        return Counter(one.sort for one in self.differences)[sort]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.group.edits


def reread(outline: Outline, old: Reading, new: Reading) -> Rereading:
    """Brings `outline`, which came from `old`, to `new`: untouched nodes and fields follow, others stay.

    What a person made, changed, judged, noted or linked stays with its words, and new nodes do not take them; what a
    person took away does not come back. 编码 and frozen 序号 stay with their nodes.
    """
    standing = Standing(outline, old, new)
    after = NodesToBe(standing)
    records: dict[object, Record] = {
        record.key: record for record in outline.records() if record.key[0] not in _FROM_READING
    }
    for record in (*after.nodes.values(), *after.links(), *facts_to_be(outline, new)):
        records[record.key] = record
    _judgements_to_notes(records, after)
    edits = edits_between(outline, records.values())
    found = differences(standing, after, tuple(records.values()))
    changed = {one.node_id for one in found if one.sort is DifferenceSort.CHANGED}
    touches = bool(changed & standing.worked_on) or standing.contradicts_work()
    return Rereading(EditGroup(LABEL, edits), found, touches)


_FROM_READING = frozenset({"node", "link", "fact", "claim", "damage"})


def _judgements_to_notes(records: dict[object, Record], after: NodesToBe) -> None:
    """Judgements of problems that got specific problems below become notes, as when a person makes those."""
    above = {node.parent for node in after.nodes.values() if node.kind is NodeKind.SUB_PROBLEM}
    for record in tuple(records.values()):
        if isinstance(record, Review) and record.node_id in above:
            for note in judgement_notes(record, record.node_id):
                records[note.key] = note
            rest = replace(record, opinions=(), assessed_status=None)
            if rest.is_empty:
                del records[record.key]
            else:
                records[record.key] = rest
