"""Corrections of what the machine read: words, states, limits, people, links, facts of the notice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from models import labels
from models.edits import EditGroup
from models.errors import EditError
from models.facts import DATE_FACTS, Claim, Fact, FactName
from models.ids import NodeId
from models.limits import Limit, read_date, read_limit
from models.node import Link, Node, NodeKind
from models.operations.draft import Draft, clean_words, name_of, require_lowest, require_node
from models.outline import Outline
from models.values import LimitClass, Status


def reword(outline: Outline, node_id: NodeId, words: str | None) -> EditGroup:
    """Words typed in the place of a node's own; None or blank words give it back those of the source.

    Raises:
        EditError: if there is no such node.
    """
    require_node(outline, node_id)
    typed = clean_words(words or "") or None
    verb = "修改文字" if typed else "恢复原文"
    return _changed(outline, node_id, verb, f"wording:{node_id}" if typed else None, wording=typed)


def correct_status(outline: Outline, node_id: NodeId, status: Status) -> EditGroup:
    """更正识读: what the notice says of a lowest problem; the printed words stay.

    Raises:
        EditError: if it is no lowest problem.
    """
    require_lowest(outline, node_id, "自报状态")
    return _changed(outline, node_id, "修改自报状态", status=status)


def set_deadline(outline: Outline, node_id: NodeId, printed: str) -> EditGroup:
    """整改时限 in words; date and 时限类别 follow where the words name them. Blank words clear it.

    Raises:
        EditError: if there is no such node, or the words name a date that does not exist.
    """
    node = require_node(outline, node_id)
    words = clean_words(printed)
    try:
        limit = read_limit(words)
    except ValueError as error:
        raise EditError(f"“{words}”里的日期不存在，请检查年月日") from error
    return _changed(
        outline,
        node_id,
        "修改整改时限",
        f"deadline:{node_id}",
        deadline_quote=words or None,
        deadline=limit.date,
        limit_class=limit.limit_class or _class_of_its_own(node),
    )


def set_limit_class(outline: Outline, node_id: NodeId, limit_class: LimitClass | None) -> EditGroup:
    """时限类别; None clears it.

    Raises:
        EditError: if there is no such node.
    """
    require_node(outline, node_id)
    return _changed(outline, node_id, "修改时限类别", limit_class=limit_class)


def set_responsible(
    outline: Outline,
    node_id: NodeId,
    *,
    lead_person: str | None = None,
    lead_office: str | None = None,
    person: str | None = None,
) -> EditGroup:
    """责任领导, 责任部门, 责任人; None leaves a field as it is, blank words clear it.

    Raises:
        EditError: if there is no such node.
    """
    require_node(outline, node_id)
    given = {"lead_person": lead_person, "lead_office": lead_office, "person": person}
    changes = {
        name: clean_words(words) or None for name, words in given.items() if words is not None
    }
    only = next(iter(changes)) if len(changes) == 1 else None
    verb = {"lead_person": "修改责任领导", "lead_office": "修改责任部门", "person": "修改责任人"}
    return _changed(
        outline,
        node_id,
        verb[only] if only else "修改责任",
        f"{only}:{node_id}" if only else None,
        **changes,
    )


def relink(outline: Outline, outcome: NodeId, measures: Sequence[NodeId]) -> EditGroup:
    """Makes an outcome answer exactly `measures`, by the word of a person.

    Raises:
        EditError: if one of them is gone, or is no outcome or measure.
    """
    if require_node(outline, outcome).kind is not NodeKind.OUTCOME:
        raise EditError("只有完成情况可以对应整改措施")
    for measure in measures:
        if require_node(outline, measure).kind is not NodeKind.MEASURE:
            raise EditError("完成情况只能对应整改措施")
    draft = Draft(outline)
    wanted = set(measures)
    old = outline.answers(outcome)
    for measure in old:
        if measure not in wanted:
            draft.remove(("link", outcome, measure))
    for measure in dict.fromkeys(measures):
        draft.put(Link(outcome, measure, 1.0, "person"))
    if set(old) != wanted:
        node = draft.node(outcome)
        draft.put(replace(node, touched=node.touched | {"answers"}))
    return draft.group(f"修改对应关系：{name_of(outline, outcome)}", outcome)


def correct_fact(outline: Outline, name: FactName, value: str | None) -> EditGroup:
    """The value of a fact of the notice as a person says; dates in any usual form; None leaves it open.

    Raises:
        EditError: if the value should be a date and is none.
    """
    clean = clean_words(value or "") or None
    if clean is not None and name in DATE_FACTS:
        clean = _iso_date(clean)
    old = outline.fact(name)
    draft = Draft(outline)
    if old is not None or clean is not None:
        draft.put(replace(old or Fact(name, None), value=clean, confirmed=True))
    return draft.group(f"修改{labels.FACT[name]}", None, f"fact:{name.value}")


def correct_claim(outline: Outline, claim_id: int, value: float) -> EditGroup:
    """The figure that the notice states, as a person reads it.

    Raises:
        EditError: if there is no such claim, or the figure is below zero or none.
    """
    claim = outline.get(("claim", claim_id))
    if not isinstance(claim, Claim):
        raise EditError("这处数字已不存在")
    if not math.isfinite(value) or value < 0:
        raise EditError("数字须不小于零")
    draft = Draft(outline)
    draft.put(replace(claim, value=float(value), confirmed=True))
    return draft.group(f"更正数字：{labels.CLAIM[claim.subject]}")


def freeze_item_numbers(outline: Outline) -> EditGroup:
    """Writes the running 序号 down where none is yet; nothing to do where all are."""
    draft = Draft(outline)
    for node_id, number in outline.item_numbers().items():
        draft.put(replace(draft.node(node_id), item_no=number))
    return draft.group("固定序号")


def _changed(
    outline: Outline,
    node_id: NodeId,
    verb: str,
    merge_key: str | None = None,
    **changes: object,
) -> EditGroup:
    draft = Draft(outline)
    draft.touch(node_id, **changes)
    return draft.group(f"{verb}：{name_of(outline, node_id)}", node_id, merge_key)


def _class_of_its_own(node: Node) -> LimitClass | None:
    """The class, unless it only came from the words of the limit that goes."""
    try:
        named = read_limit(node.deadline_quote or "")
    except ValueError:
        named = Limit()
    return None if named.limit_class is node.limit_class else node.limit_class


def _iso_date(words: str) -> str:
    try:
        return str(read_date(words))
    except ValueError as error:
        raise EditError(
            f"“{words}”不是日期，请写成 2025年1月9日、2025-01 或 2025 的样子"
        ) from error
