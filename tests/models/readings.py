"""Random readings of a random text, and other readings of the same text."""

from __future__ import annotations

import random
from dataclasses import replace

from models.errors import EditError
from models.facts import Claim, Damage, Fact
from models.ids import NodeId, NoticeId
from models.node import Link
from models.notice import Notice, Reading, live_records
from models.outline import Outline
from models.values import NoticeKind
from tests.models.operations.fuzz import ACTIONS, random_notice

# What another parser might see otherwise.
_READ_OTHERWISE = (
    *("change_kind", "make_node", "merge_nodes", "move_node", "split_node", "delete_node"),
    *("correct_status", "set_deadline", "relink", "shift_node", "correct_fact", "correct_claim"),
)


def random_reading(chance: random.Random, code: str = "") -> Notice:
    """A notice as it is just after it was stored: live nodes name those of the reading."""
    notice = random_notice(chance, code)
    reading = reading_of(notice.outline)
    return live_notice(notice, reading)


def live_notice(notice: Notice, reading: Reading) -> Notice:
    """The notice with `reading` and the outline that comes from it."""
    outline = Outline(len(notice.text), live_records(reading))
    return Notice(NoticeId(1), notice.source, reading, outline, notice.code)


def read_otherwise(chance: random.Random, notice: Notice, steps: int) -> Reading:
    """Another reading of the same text: pieces of the text belong to other nodes, values are others."""
    outline = Outline(len(notice.text), [*notice.reading.records()])
    outline.text = notice.text
    for _ in range(steps):
        try:
            ACTIONS[chance.choice(_READ_OTHERWISE)](chance, outline).apply(outline)
        except EditError:
            continue
    return reading_of(outline)


def reading_of(outline: Outline) -> Reading:
    """The reading that gives this outline: ids in document order, nothing done by a person."""
    ids = {node.id: NodeId(number) for number, node in enumerate(outline.walk(), 1)}
    nodes = tuple(
        replace(
            node,
            id=ids[node.id],
            parent=None if node.parent is None else ids[node.parent],
            wording=None,
            item_no=None,
            code=None,
            machine_id=None,
            touched=frozenset(),
        )
        for node in outline.walk()
    )
    records = outline.records()
    return Reading(
        1,
        NoticeKind.RECTIFICATION_NOTICE,
        "随机",
        facts=tuple(replace(one, confirmed=False) for one in records if isinstance(one, Fact)),
        claims=tuple(replace(one, confirmed=False) for one in records if isinstance(one, Claim)),
        damage=tuple(replace(one, accepted=None) for one in records if isinstance(one, Damage)),
        nodes=nodes,
        links=tuple(
            replace(one, outcome=ids[one.outcome], measure=ids[one.measure], by="number")
            for one in records
            if isinstance(one, Link)
        ),
    )
