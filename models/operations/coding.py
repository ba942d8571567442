"""编码 for what an edit brings that a ledger row or line is made of and that has none yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from models.edits import Edit, EditGroup
from models.node import Node, NodeKind
from models.outline import Outline

# The number of a problem in its code, and of a measure behind it. Sample: "JT-027", "JT-027-2"
_CODE = re.compile(r"(?P<problem>.+-(?P<number>\d+?))(?:-(?P<row>\d+))?\Z")


def changes_tree(group: EditGroup) -> bool:
    """Whether a group makes, takes away, moves or turns nodes."""
    return any(_is_structural(edit) for edit in group.edits)


def missing_codes(outline: Outline, notice_code: str, used: Collection[str]) -> list[Edit]:
    """The edits that give lowest problems and their measures the codes they lack.

    None of the codes in `used` is given again: those that other nodes had before, also nodes that are gone.
    """
    taken = {*used, *(node.code for node in outline.walk() if node.code)}
    edits: list[Edit] = []
    for problem in outline.lowest_problems():
        code = problem.code
        if code is None:
            code = _next_problem(notice_code, taken)
            taken.add(code)
            edits.append(Edit(problem, replace(problem, code=code)))
        for measure in _uncoded_measures(outline, problem):
            own = _next_measure(code, taken)
            taken.add(own)
            edits.append(Edit(measure, replace(measure, code=own)))
    return edits


def codes_in(groups: Collection[EditGroup]) -> set[str]:
    """All codes that nodes have or had in `groups`."""
    records = (
        record for group in groups for edit in group.edits for record in (edit.before, edit.after)
    )
    return {record.code for record in records if isinstance(record, Node) and record.code}


def _is_structural(edit: Edit) -> bool:
    before, after = edit.before, edit.after
    if not isinstance(before, Node) or not isinstance(after, Node):
        return isinstance(before, Node) or isinstance(after, Node)
    return (before.kind, before.parent) != (after.kind, after.parent)


def _uncoded_measures(outline: Outline, problem: Node) -> Iterator[Node]:
    for node in outline.walk(problem.id):
        if node.kind is NodeKind.MEASURE and node.code is None:
            yield node


def _next_problem(notice_code: str, taken: Collection[str]) -> str:
    numbers = [
        int(match["number"])
        for code in taken
        if (match := _CODE.match(code)) and code.startswith(f"{notice_code}-") and not match["row"]
    ]
    return f"{notice_code}-{max(numbers, default=0) + 1:03}"


def _next_measure(problem_code: str, taken: Collection[str]) -> str:
    ends = (
        code.removeprefix(f"{problem_code}-")
        for code in taken
        if code.startswith(f"{problem_code}-")
    )
    rows = [int(end) for end in ends if end.isdigit()]
    return f"{problem_code}-{max(rows, default=0) + 1}"
