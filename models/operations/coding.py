"""编码 for what an edit brings that a ledger row or line is made of and that has none yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from models.edits import Edit, EditGroup
from models.node import Node, NodeKind
from models.outline import Outline


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
    return f"{notice_code}-{_last_number(notice_code, taken) + 1:03}"


def _next_measure(problem_code: str, taken: Collection[str]) -> str:
    return f"{problem_code}-{_last_number(problem_code, taken) + 1}"


def _last_number(above: str, taken: Collection[str]) -> int:
    """The highest number that stands directly behind `above` in the codes `taken`, else 0."""
    ends = (code.removeprefix(f"{above}-") for code in taken if code.startswith(f"{above}-"))
    return max((int(end) for end in ends if end.isdigit()), default=0)
