"""自报状态 told elsewhere than at the problem: in a list of names in the preface, above the items of an earlier round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from importers.cues import any_word
from importers.outline.facts.counting import number_in, numeral
from importers.outline.text.flow import Flow
from importers.outline.tree.drafts import Draft, Range
from importers.outline.words.statuses import state_words, status_named
from models.node import NodeKind
from models.values import Status

_NAME = re.compile(r"“([^“”\n]{2,60})”")
_PLAIN = re.compile(r"[“”‘’\"'。,、;:\s]|关于|针对|的?问题$")


@dataclass(slots=True)
class _Group:
    """Problems of an earlier round under a line that says their state and how many they are."""

    status: Status
    count: int
    place: Range
    problems: list[Draft] = field(default_factory=list)


def settle_states(flow: Flow, preface: Sequence[Range], tops: Sequence[Draft]) -> None:
    """Gives problems that say no state themselves the one that is certainly told of them elsewhere."""
    problems = list(_problems(tops))
    for problem in problems:
        for group in _groups(flow, problem):
            if len(group.problems) == group.count:
                _tell(group.problems, group.status, group.place)
    lowest = [draft for draft in problems if not _has_sub_problems(draft)]
    for start, end in preface:
        for match in _named().finditer(flow.text, start, end):
            told = _told_names(flow, match, lowest)
            _tell(told, status_named(match["words"]), match.span("words"))


def _tell(problems: Sequence[Draft], status: Status, place: Range) -> None:
    for draft in problems:
        if draft.status is Status.UNSTATED and draft.status_range is None:
            draft.status, draft.told_range = status, place


# Lists above the items of an earlier round


def _groups(flow: Flow, problem: Draft) -> list[_Group]:
    found: list[_Group] = []
    for child in sorted(problem.children, key=lambda draft: draft.start):
        if child.kind is NodeKind.SUB_PROBLEM:
            if found:
                found[-1].problems.append(child)
            found += _introduced(flow, child.children)
        else:
            found += _introduced(flow, [child])
    return found


def _introduced(flow: Flow, drafts: Sequence[Draft]) -> Iterator[_Group]:
    """The lists that some items introduce. Sample: "(1)已完成整改5个,分别是:"."""
    for draft in drafts:
        if len(draft.body) != 1:
            continue
        match = _introduction().fullmatch(flow.text, *_trimmed(flow.text, draft.body[0]))
        count = number_in(match["n"]) if match else None
        if match and count:
            yield _Group(status_named(match["words"]), count, match.span())


def _trimmed(text: str, place: Range) -> Range:
    start, end = place
    while end > start and text[end - 1] in "\n":
        end -= 1
    return start, end


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<words>{state_words()})(?:的)?(?:问题)?{numeral('n')}(?:个|项|条)(?:问题)?"
        rf",?{any_word('claims', 'names_follow')}[:。]?"
    )


# Names in the preface


@cache
def _named() -> re.Pattern[str]:
    # Sample: "“甲不到位”“乙不严格”2个问题已整改完成"
    names = r"(?:“[^“”\n]{2,60}”(?:、|,|和|以及|及)?){1,60}+"
    return re.compile(
        rf"(?P<names>{names})(?:等|这)?(?:{numeral('n')}(?:个|项|条)(?:具体|主要)?)?问题"
        rf",?{any_word('claims', 'state_row')}?(?P<words>{state_words()})(?=[,。;\n]|$|并)"
    )


def _told_names(flow: Flow, match: re.Match[str], lowest: Sequence[Draft]) -> list[Draft]:
    """The problems of a list of names, or none where one name is not found or their number differs."""
    names = [_plain(name) for name in _NAME.findall(match["names"])]
    if match["n"] and number_in(match["n"]) != len(names):
        return []
    found = [_only([draft for draft in lowest if name in _words(flow, draft)]) for name in names]
    return [draft for draft in found if draft is not None] if None not in found else []


def _only(drafts: Sequence[Draft]) -> Draft | None:
    return drafts[0] if len(drafts) == 1 else None


def _words(flow: Flow, draft: Draft) -> str:
    return _plain("".join(flow.text[slice(*part)] for part in draft.body))


def _plain(words: str) -> str:
    return _PLAIN.sub("", words)


def _problems(tops: Sequence[Draft]) -> Iterator[Draft]:
    waiting = list(reversed(tops))
    while waiting:
        draft = waiting.pop()
        if draft.kind in (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM):
            yield draft
        waiting.extend(reversed(draft.children))


def _has_sub_problems(draft: Draft) -> bool:
    return any(child.kind is NodeKind.SUB_PROBLEM for child in draft.children)
