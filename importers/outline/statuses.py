"""自报状态: what the notice says of the state of a problem, in a sentence of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from importers.cues import any_of, group
from models.values import LimitClass, Status

_GROUPS = (
    (Status.DONE, "done"),
    (Status.PHASED, "phased"),
    (Status.ONGOING, "ongoing"),
    (Status.LONG_TERM, "long_term"),
    (Status.NOT_DONE, "not_done"),
)
_LIMITS = (
    (LimitClass.AT_ONCE, "limit_at_once"),
    (LimitClass.BY_DATE, "limit_by_date"),
    (LimitClass.LONG_TERM, "limit_long_term"),
)
# The last brackets of a heading. Sample: "(已整改完成)。"
_BRACKETED = re.compile(
    r"(?P<bracket>[(【\[](?P<words>[^()【】\[\]\n]{3,20})[)】\]])[。:]?(?=\n|$)"
)
# Sample: "该问题", "此项问题", "上述问题"
_PROBLEM = re.compile(r"(?:目前,?)?(?:[该此本]项?|上述|以上)问题")
# Of several states said of one problem the higher one counts.
_UNFINISHED = {Status.NOT_DONE: 4, Status.ONGOING: 3, Status.PHASED: 2, Status.LONG_TERM: 1}
_LONGEST = 45  # a longer sentence tells a story


@dataclass(frozen=True, slots=True)
class StatusSaid:
    """A status with the place of its sentence in the flow, its full stop included."""

    status: Status
    start: int
    end: int


@cache
def _sentence() -> re.Pattern[str]:
    # A whole sentence that only says the state. Samples: "已整改完成。", "该问题正在整改中,将于2025年12月底前完成。"
    words = any_of(word for _, name in _GROUPS for word in group("statuses", name))
    subject = any_of(group("statuses", "subject"))
    tail = any_of(group("statuses", "tail"))
    return re.compile(
        rf"(?:(?:{subject})[,:]?){{0,3}}(?P<words>{words})(?P<rest>[了]?(?:\([^()\n]{{1,20}}\))?(?:[,并](?:{tail})?[^。;\n]{{0,30}})?)(?:[。;.!]|(?=[\n)】\]])|$)"
    )


@cache
def _by_words() -> dict[str, Status]:
    return {word: status for status, name in _GROUPS for word in group("statuses", name)}


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(any_of(group("statuses", "tail")))


def status_at(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the sentence at `start` says and nothing else, or None."""
    found = _sentence().match(text, start, min(end, start + _LONGEST + 20))
    if not found or found.end() - start > _LONGEST:
        return None
    stop = found.end()
    if stop < end and text[stop - 1] not in "。;.!\n" and text[stop] not in "\n)】]":
        return None
    rest = found["rest"].lstrip("了,并")
    if (
        rest
        and not rest.startswith("(")
        and not _tail().match(rest)
        and not _tail().search(found["rest"])
    ):
        return None
    return StatusSaid(_by_words()[found["words"]], start, stop)


def last_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the last sentence of a text says and nothing else, or None."""
    stop = end - 1 if end > start and text[end - 1] in "。;" else end
    before = max(text.rfind(sign, start, stop) for sign in "。;\n")
    begin = before + 1 if before >= 0 else start
    said = status_at(text, begin, end)
    return said if said is not None and said.end >= end else None


def last_clause_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the last clause of a narrative says (……，已整改到位。), or None."""
    stop = end - 1 if end > start and text[end - 1] in "。;" else end
    begin = max(text.rfind(sign, start, stop) for sign in ",。;\n") + 1
    said = status_at(text, begin, end) if begin > start else None
    return said if said is not None and said.end >= end else None


def bracketed_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status in brackets at the end of a heading (……不够深入（已整改完成）。), brackets included, or None."""
    found = _BRACKETED.search(text, start, end)
    if found is None or found.end() < end:
        return None
    said = status_at(text, found.start("words"), found.end("words"))
    whole = said is not None and said.end == found.end("words")
    return StatusSaid(said.status, found.start(), found.end("bracket")) if said and whole else None


def names_problem(text: str, start: int) -> bool:
    """Whether a sentence speaks of the problem as a whole. Sample: "该问题已整改完成。"."""
    return _PROBLEM.match(text, start) is not None


@cache
def _said_of_problem() -> re.Pattern[str]:
    # Samples: "目前该问题正在整改中", "此问题尚未整改到位"
    words = any_of(word for _, name in _GROUPS for word in group("statuses", name))
    return re.compile(
        rf"[该此本]项?问题(?:目前|现|现已|已经|仍|还)?(?P<words>{words})(?P<rest>[^。;\n]{{0,40}})"
    )


def said_of_problem(text: str, start: int, end: int) -> StatusSaid | None:
    """What a sentence inside a narrative says of the whole problem (该问题正在整改中); what is unfinished weighs more."""
    found = [
        StatusSaid(_by_words()[match["words"]], match.start(), match.end())
        for match in _said_of_problem().finditer(text, start, end)
    ]
    return max(found, key=lambda said: _UNFINISHED.get(said.status, 0), default=None)


def limit_class_in(words: str) -> LimitClass | None:
    """时限类别, where some words name one."""
    for limit, name in _LIMITS:
        if any(word in words for word in group("statuses", name)):
            return limit
    return None
