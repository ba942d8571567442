"""Cells of a ledger that say one thing of a problem: its state, its deadline, who is responsible."""

from __future__ import annotations

import re
from functools import cache

from importers.cues import any_of, any_word, cues, group
from importers.outline.text.flow import Flow
from importers.outline.tree.drafts import Draft, Range
from importers.outline.words.dates import dates_in
from importers.outline.words.marks import mark_at
from importers.outline.words.statuses import limit_class_in, status_at, weight_of
from models import labels
from models.ledger_columns import STATUS_SYMBOL, LedgerColumn
from models.source import SpanRole
from models.values import LimitClass, Status

_ROLE = {
    LedgerColumn.DEADLINE: SpanRole.DEADLINE,
    LedgerColumn.LEAD_PERSON: SpanRole.PERSON,
    LedgerColumn.PERSON: SpanRole.PERSON,
    LedgerColumn.LEAD_OFFICE: SpanRole.OFFICE,
    LedgerColumn.REPORTED: SpanRole.STATUS,
}
FIELDS = (*_ROLE, LedgerColumn.RESPONSIBLE)
# What a mark of a state looks like in a column 是否完成.
_BARE = {
    "是": Status.DONE,
    "√": Status.DONE,
    "完成": Status.DONE,
    "否": Status.NOT_DONE,
    "×": Status.NOT_DONE,
}
_SYMBOLS = "".join(STATUS_SYMBOL.values())
# The words of the notice behind the state in Duizhang's own ledgers. Sample: "“已整改完成”"
_QUOTED = re.compile(r"\n“(?P<words>[^”]{1,500})”$")
# Who may be named in one cell; each is a group of the table of words too.
_WHO = (LedgerColumn.LEAD_PERSON, LedgerColumn.PERSON, LedgerColumn.LEAD_OFFICE)
_LIST = re.compile(r"[\n]+")
_END = "。;,、 "


def set_field(flow: Flow, draft: Draft, column: LedgerColumn, place: Range) -> None:
    """Gives a draft what a cell of that column says; `place` is the cell's in the flow."""
    start, end = _trimmed(flow.text, *place)
    if start >= end:
        return
    if column is LedgerColumn.REPORTED:
        _set_status(flow, draft, (start, end))
    elif column is LedgerColumn.DEADLINE:
        _set_deadline(flow, draft, (start, end))
    elif column is LedgerColumn.RESPONSIBLE:
        _set_responsible(flow, draft, (start, end))
    else:
        _set_person(flow, draft, column, (start, end))


def numbered_lines(flow: Flow, place: Range) -> list[tuple[str | None, Range]]:
    """The lines of a cell, each with the number it begins with and the place behind that."""
    found: list[tuple[str | None, Range]] = []
    at = place[0]
    for line in flow.text[place[0] : place[1]].split("\n"):
        mark = mark_at(flow.text, at, flow.gaps) if line else None
        if mark is not None and mark.end < at + len(line):
            found.append((mark.number, (mark.end, at + len(line))))
        elif line:
            found.append((None, (at, at + len(line))))
        at += len(line) + 1
    return found


def _trimmed(text: str, start: int, end: int) -> Range:
    while start < end and text[start] in "\n ":
        start += 1
    while start < end and text[end - 1] in "\n ":
        end -= 1
    return start, end


# Status


def _set_status(flow: Flow, draft: Draft, place: Range) -> None:
    start, end = place
    words = flow.text[start:end]
    quoted = _QUOTED.search(words)
    said = state_of(words[: quoted.start()] if quoted else words)
    if said is None:
        limit = limit_class_in(words)
        draft.limit_class = draft.limit_class or limit
        return
    if said is Status.UNSTATED:
        return
    begin = start + (1 if words[0] in _SYMBOLS and len(words) > 1 else 0)
    if quoted:
        begin, end = start + quoted.start("words"), start + quoted.end("words")
    if not set_state(draft, said, (begin, end)):
        return
    if said is not Status.DONE and draft.deadline is None:
        _date_in(flow, draft, (begin, end))


def set_state(draft: Draft, said: Status, place: Range) -> bool:
    """Gives a draft the state that stands at `place`, unless a heavier one was said of it before."""
    known = draft.status is not Status.UNSTATED
    if known and weight_of(said) <= weight_of(draft.status):
        return False
    draft.status = said
    draft.status_range = place
    return True


def state_of(words: str) -> Status | None:
    """The state that the words of a cell say, by themselves or at their beginning."""
    plain = words.strip("。;. \n")
    if plain in _BARE:
        return _BARE[plain]
    plain = plain.lstrip(_SYMBOLS)
    found = _by_words().get(plain)
    if found is not None:
        return found
    said = status_at(plain, 0, len(plain))
    if said is not None:
        return said.status
    opening = _state_at_start().match(plain)
    return _by_words()[opening[0]] if opening else None


@cache
def _by_words() -> dict[str, Status]:
    groups = ("done", "phased", "ongoing", "long_term", "not_done")
    found = {word: Status(name) for name in groups for word in group("statuses", name)}
    return found | {words: status for status, words in labels.STATUS.items()}


@cache
def _state_at_start() -> re.Pattern[str]:
    # Sample: "正在整改(预计2025年12月完成)"
    words = any_of(
        word for name in cues("statuses") for word in group("statuses", name) if word in _by_words()
    )
    return re.compile(rf"(?:{words})(?=[(,;。\n])")


# Deadline


def _set_deadline(flow: Flow, draft: Draft, place: Range) -> None:
    start, end = place
    words = flow.text[start:end]
    draft.limit_class = draft.limit_class or limit_class_in(words)
    for limit in LimitClass:
        suffix = f"({labels.LIMIT_CLASS[limit]})"
        if words.endswith(suffix) and len(words) > len(suffix):
            end -= len(suffix)
    draft.deadline_range = (start, end)
    draft.other.append(((start, end), SpanRole.DEADLINE))
    found = next(dates_in(flow.text, start, end), None)
    if found is not None:
        draft.deadline = found.date


def _date_in(flow: Flow, draft: Draft, place: Range) -> None:
    found = next(dates_in(flow.text, *place), None)
    if found is not None:
        draft.deadline = found.date
        draft.deadline_range = (found.start, found.end)


# Who


def _set_responsible(flow: Flow, draft: Draft, place: Range) -> None:
    start, end = place
    parts = list(_parts().finditer(flow.text, start, end))
    if not parts:
        words = flow.text[start:end].rstrip(_END)
        office = words.endswith(group("tables", "office_end")) and len(words) > 3
        column = LedgerColumn.LEAD_OFFICE if office else LedgerColumn.LEAD_PERSON
        _set_person(flow, draft, column, place)
        return
    ends = [part.start() for part in parts[1:]] + [end]
    for part, stop in zip(parts, ends, strict=True):
        column = LedgerColumn(str(part.lastgroup))
        draft.other.append(((part.start(), part.end()), SpanRole.LABEL))
        _set_person(flow, draft, column, _trimmed(flow.text, part.end(), stop))


def _set_person(flow: Flow, draft: Draft, column: LedgerColumn, place: Range) -> None:
    start, end = place
    words = flow.text[start:end]
    value = _LIST.sub("、", words.rstrip(_END + "\n"))
    if not value or getattr(draft, column.value) is not None:
        return
    draft.other.append(((start, start + len(words.rstrip(_END + "\n"))), _ROLE[column]))
    setattr(draft, column.value, value)


@cache
def _parts() -> re.Pattern[str]:
    # A part of a cell that says who does what; the group is the column. Samples: "领导:", "责任部门:", "牵头单位:"
    words = "|".join(f"(?P<{column}>{any_word('tables', column)})" for column in _WHO)
    return re.compile(rf"{any_word('tables', 'duty')}?(?:{words}):")
