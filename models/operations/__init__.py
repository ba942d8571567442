"""What a reviewer can do: pure functions from an outline to the group of edits that does it."""

from models.operations.damage import decide_damage
from models.operations.facts import (
    correct_claim,
    correct_fact,
    correct_status,
    freeze_item_numbers,
    relink,
    reword,
    set_deadline,
    set_limit_class,
    set_responsible,
)
from models.operations.judging import (
    annotate,
    assess,
    change_annotation,
    delete_annotation,
    mark_doubt,
    set_evidence,
    unwaive,
    waive,
    write_opinion,
)
from models.operations.making import delete_node, make_node
from models.operations.moving import Direction, change_kind, move_node, shift_node
from models.operations.splitting import merge_nodes, split_node

__all__ = [
    "Direction",
    "annotate",
    "assess",
    "change_annotation",
    "change_kind",
    "correct_claim",
    "correct_fact",
    "correct_status",
    "decide_damage",
    "delete_annotation",
    "delete_node",
    "freeze_item_numbers",
    "make_node",
    "mark_doubt",
    "merge_nodes",
    "move_node",
    "relink",
    "reword",
    "set_deadline",
    "set_evidence",
    "set_limit_class",
    "set_responsible",
    "shift_node",
    "split_node",
    "unwaive",
    "waive",
    "write_opinion",
]
