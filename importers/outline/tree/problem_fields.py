"""The fields of a record card to a problem: state, deadline, 时限类别, who is responsible."""

from __future__ import annotations

import re
from dataclasses import replace

from importers.cues import pattern
from importers.outline.text.flow import Flow
from importers.outline.tree.blocks import FIELDS, Block
from importers.outline.tree.drafts import Draft, Range
from importers.outline.tree.problem_states import set_status, take_date_in_status
from importers.outline.words.deadlines import deadline_in
from importers.outline.words.labels import LabelKind
from importers.outline.words.statuses import (
    bracketed_status,
    is_verdict,
    limit_class_in,
    limit_class_of_field,
    status_at,
)
from models.values import Status

# The end of a value behind a label. Sample: "张三。"
_VALUE_END = re.compile(r"(?<![。;,、\s])[。;,、\s]++$")
# A label that asks for the 时限类别. Sample: "整改类别:"
_CLASS = re.compile(r"类别|类型")


def fill_field(flow: Flow, problem: Draft, block: Block, kind: LabelKind) -> None:
    """Gives a problem the value behind the label of a field."""
    if not block.pieces:
        return
    start, end = block.pieces[0].body, block.pieces[0].end
    if kind is not LabelKind.STATUS:
        end = _without_state(flow, problem, start, end)
    value = _VALUE_END.sub("", flow.text[start:end])
    end = start + len(value)
    if not value:
        return
    problem.other.append(((start, end), FIELDS[kind]))
    if kind is LabelKind.DEADLINE:
        problem.deadline_range = (start, end)
        problem.deadline = deadline_in(value)
        problem.limit_class = problem.limit_class or limit_class_of_field(value)
    elif kind is LabelKind.STATUS:
        _fill_status(flow, problem, block, (start, end))
    elif getattr(problem, kind.value) is None or not _assists(flow, block):
        setattr(problem, kind.value, value)


def _assists(flow: Flow, block: Block) -> bool:
    """Whether a label names who only helps. Sample: "配合部门:"."""
    return pattern("labels", "assisting").search(block.label_words(flow)) is not None


def _without_state(flow: Flow, problem: Draft, start: int, end: int) -> int:
    """Where the words of a field end, without the state in brackets behind them (2025年9月底前（已完成）)."""
    said = bracketed_status(flow.text, start, end)
    if said is None or said.start <= start or problem.status is not Status.UNSTATED:
        return end
    set_status(problem, said)
    return said.start


def _fill_status(flow: Flow, problem: Draft, block: Block, place: Range) -> None:
    """The state behind its label, and the 时限类别, which behind 整改类别 is all that is said."""
    value = flow.text[slice(*place)]
    label = block.label_words(flow)
    problem.limit_class = problem.limit_class or limit_class_in(value)
    if _CLASS.search(label):
        _date_of_class(flow, problem, place)
        return
    said = status_at(flow.text, *place)
    answered = _answered(label, value)
    if said is not None:
        set_status(problem, replace(said, start=place[0], end=place[1]))
        take_date_in_status(flow, problem)
    elif answered is not None or is_verdict(value):
        problem.status, problem.status_range = answered or problem.status, place


def _date_of_class(flow: Flow, problem: Draft, place: Range) -> None:
    """The date beside a 时限类别. Sample: "限期整改(2025年10月30日前)"."""
    date = deadline_in(flow.text[slice(*place)])
    if date is not None and problem.deadline is None:
        problem.deadline, problem.deadline_range = date, place


def _answered(label: str, value: str) -> Status | None:
    """The state that a plain yes or no means behind its question. Sample: "是否完成:是"."""
    if not label.startswith("是否"):
        return None
    return {"是": Status.DONE, "否": Status.NOT_DONE}.get(value)
