"""Text to labels such as 整改措施： and 完成情况：, told by the words they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from importers.cues import any_of, cues, group
from importers.outline.words.statuses import state_before_colon


class LabelKind(StrEnum):
    """What stands behind a label; the values are the groups of the cue table."""

    MEASURE = "measure"
    OUTCOME = "outcome"
    PROGRESS = "progress"
    PROBLEM = "problem"
    DEADLINE = "deadline"
    TARGET = "target"
    STATUS = "status"
    LEAD_PERSON = "lead_person"
    PERSON = "person"
    LEAD_OFFICE = "lead_office"
    EVIDENCE = "evidence"
    VERDICT = "verdict"
    OTHER = "other"


# Labels that open the part of a problem which says what was or will be done.
BODY_LABELS = frozenset({LabelKind.MEASURE, LabelKind.OUTCOME, LabelKind.PROGRESS})


@dataclass(frozen=True, slots=True)
class Label:
    """A label; `start` and `end` (behind the colon) count in the flow."""

    kind: LabelKind
    start: int
    end: int
    words: str


# Words before a colon, with the bracket that may stand around them. Samples: "整改措施:", "【完成情况】:"
_BEFORE_COLON = re.compile(r"(?P<open>[【\[(〔]?)(?P<words>[一-鿿]{2,14})(?P<close>[】\])〕]?):")
# Words in brackets at the beginning of a paragraph, without colon. Sample: "【整改措施】"
_BRACKETED = re.compile(r"[【\[(〔](?P<words>[一-鿿]{2,10})[】\])〕]:?")
# Sample: "秦某某【整改措施】逐站核查"
_BLACK_BRACKETS = re.compile(r"【(?P<words>[一-鿿]{2,10})】:?")
# A colon, or what some write for it. Sample: "整改举措——制定计划"
_COLON = re.compile(":|—{1,2}")
# Words alone at the beginning of a paragraph. Sample: "整改措施"
_WORDS = re.compile(r"[一-鿿]{2,10}")
# Alone on a line it is the title of a chapter. Sample: "下一步打算"
_PLANNED = "打算"
# What may stand before a label inside a paragraph.
_EDGES = frozenset("。;!?)】”\t\n.、,:")


@cache
def kind_of(words: str) -> LabelKind | None:
    """The kind of a label of these words, or None where they make no label."""
    best: tuple[int, LabelKind] | None = None
    for kind in LabelKind:
        for ending in group("labels", kind.value):
            if words.endswith(ending) and (best is None or len(ending) > best[0]):
                best = (len(ending), kind)
    if best is None or not _only_prefixes().fullmatch(words[: len(words) - best[0]]):
        return None
    return best[1]


@cache
def _only_prefixes() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(cues('labels')['prefix'])}){{0,8}}")


def labels_in(
    text: str, start: int, end: int, gaps: set[int], *, behind_mark: bool = False
) -> Iterator[Label]:
    """The labels of the paragraph `text[start:end]` that end in a colon, or stand in brackets or alone at its beginning.

    Behind a mark (`behind_mark`) words alone are a heading, no label.
    """
    first = label_at(text, start, end, gaps)
    if behind_mark and first is not None and text[first.end - 1] not in ":】])〕—":
        first = None
    if first is not None:
        yield first
    last = start if first is None else first.end
    for label in sorted(_all_inside(text, last, end, gaps), key=lambda label: label.start):
        if label.start >= last:
            yield label
            last = label.end


def _all_inside(text: str, start: int, end: int, gaps: set[int]) -> Iterator[Label]:
    """The labels before a colon and those in black brackets, whatever stands before them."""
    for found in _BEFORE_COLON.finditer(text, start, text.rfind(":", start, end) + 1):
        label = _inside(text, found, gaps)
        if label is not None:
            yield label
    for found in _BLACK_BRACKETS.finditer(text, start, text.rfind("】", start, end) + 1):
        label = _label(found["words"], *found.span())
        if label is not None:
            yield label


def label_at(text: str, start: int, end: int, gaps: set[int]) -> Label | None:
    """The label right at `start`, or None; without a colon only where the paragraph, a blank or brackets end it."""
    bracketed = _BRACKETED.match(text, start, end)
    if bracketed:
        words, place = bracketed["words"], bracketed.span()
        return _label(words, *place) or _short_label(words, *place)
    words = _WORDS.match(text, start, end)
    if not words:
        return None
    stop = next((place for place in range(start + 2, words.end()) if place in gaps), words.end())
    colon = _COLON.match(text, stop, end)
    if stop == words.end() and colon:
        place = start, colon.end()
        return _label(words[0], *place) or _short_label(words[0], *place)
    if stop == words.end() and state_before_colon().match(text, stop, end):
        return _label(words[0], start, stop)
    is_chapter = stop >= end and text.endswith(_PLANNED, start, stop)
    if (stop in gaps or stop >= end) and not is_chapter:
        after = stop + 1 if text[stop : stop + 1] == ":" else stop
        return _label(text[start:stop], start, after)
    return None


def _inside(text: str, found: re.Match[str], gaps: set[int]) -> Label | None:
    start = found.start("words")
    gap = next((place for place in range(found.end("words") - 2, start, -1) if place in gaps), None)
    if gap is not None:
        return _label(text[gap : found.end("words")], gap, found.end())
    begin = found.start()
    if begin not in gaps and begin > 0 and text[begin - 1] not in _EDGES:
        return None
    label = _label(found["words"], begin, found.end())
    if label is None and begin > 0 and text[begin - 1] == "。":
        return _short_label(found["words"], begin, found.end())
    return label


def _short_label(words: str, start: int, end: int) -> Label | None:
    """A label that leaves out its last word: 【整改】 and 整改： are 【整改情况】."""
    whole = f"{words}情况"
    is_known = any(whole in group("labels", kind.value) for kind in BODY_LABELS)
    return _label(whole, start, end) if is_known else None


def _label(words: str, start: int, end: int) -> Label | None:
    kind = kind_of(words)
    return None if kind is None else Label(kind, start, end, words)
