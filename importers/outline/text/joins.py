"""Paragraphs that a paste has joined: headings and labels that stand in the middle of a line are found by their sequence.

`……建成投用。2.信息公开不及时整改情况：……` between two paragraphs that begin with `1.` and `3.` holds three paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest

from importers.cues import any_of, any_word, cues, group
from importers.outline.text.flow import Flow
from importers.outline.words.forms import COMMON_FORMS, Form
from importers.outline.words.labels import LabelKind, kind_of, label_at
from importers.outline.words.marks import Edge, Mark, Way, edge_before, mark_at
from importers.outline.words.numerals import CHINESE, FORMAL, SINGLE_SIGNS, number_of
from importers.outline.words.traits import names_topic, topic_end, traits_of

_EARS = 60  # signs of a heading that are listened to
_TOPIC = 120
_SHORTEST_LABEL = 3
# Words before a colon. Sample: "……不及时整改情况:"
_BEFORE_COLON = re.compile(r"(?P<words>[一-鿿]{3,14}):")
_MOST_MISSING = 30
_SENTENCE = re.compile(r"[。;!?]")
# So few numbered paragraphs beside one of so many signs show that the breaks of a document are lost.
_FEW = 3
_VERY_LONG = 600
_NAMED_IN_HEADINGS = frozenset({LabelKind.PROGRESS, LabelKind.OUTCOME})


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number at the beginning of a paragraph, or one that may begin another paragraph.

    Attributes:
        plain: whether nothing but the sequence speaks for it.
    """

    at: int
    value: int
    begins: bool
    plain: bool = False


def joined_places(flow: Flow) -> list[int]:
    """Positions in the text of `flow`, in order, at which a new paragraph ought to begin."""
    openings = list(_beginning(flow))
    forms = frozenset(mark.form for mark in openings if mark is not None)
    together = is_run_together(flow, openings)
    inside = list(_inside(flow, openings))
    if together:
        opened = [mark for mark in inside if mark.edge is Edge.STRONG]
    else:
        closing = _closing(flow, openings, inside)
        inside = [mark for mark in inside if mark.form in forms]
        opened = [*_opened(flow, openings, inside), *closing]
    seen = defaultdict(list)
    for mark in (*filter(None, openings), *opened):
        seen[mark.form].append(_seen(mark))
    taken = {mark.start for mark in opened}
    for mark in inside:
        if mark.start not in taken:
            plain = mark.form in COMMON_FORMS and mark.edge is not Edge.STRONG
            one = _Seen(mark.start, mark.value or 0, begins=False, plain=plain)
            seen[mark.form].append(one)
    for marks in seen.values():
        taken.update(_missing(flow, sorted(marks, key=_place)))
    return sorted(taken.union(_labels(flow, together=together), _topics(flow)))


def _place(seen: _Seen) -> int:
    return seen.at


def _beginning(flow: Flow) -> Iterator[Mark | None]:
    """The number that each paragraph begins with, or None."""
    for stretch in flow.paragraphs:
        mark = mark_at(flow.text, stretch.start, flow.gaps)
        yield mark if mark is not None and mark.form in _forms() and mark.value else None


def is_run_together(flow: Flow, openings: Sequence[Mark | None] | None = None) -> bool:
    """Whether nearly all of a document is one paragraph, so that no sequence can be seen at their beginnings.

    `openings` holds the number that each paragraph begins with, where it is known already.
    """
    openings = openings or list(_beginning(flow))
    longest = max((part.end - part.start for part in flow.paragraphs), default=0)
    few = sum(mark is not None for mark in openings) < _FEW
    return few and longest > max(_VERY_LONG, len(flow.text) // 2)


def _opened(flow: Flow, openings: Sequence[Mark | None], inside: Sequence[Mark]) -> list[Mark]:
    """The first numbers below a heading that stand in its own paragraph, where elsewhere they begin the next one."""
    pairs = {
        (above.form, below.form)
        for above, below in pairwise(openings)
        if above is not None and below is not None and below.value == 1
    }
    first = defaultdict(list)
    for mark in inside:
        if mark.value == 1:
            first[flow.paragraph_at(mark.start)].append(mark)
    found = []
    for at, marks in first.items():
        above = openings[at]
        below = openings[at + 1] if at + 1 < len(openings) else None
        fits = (one for one in marks if above and (above.form, one.form) in pairs)
        opening = next(fits, None)
        stands_alone = below is not None and opening is not None and below.form is opening.form
        if opening is not None and not (stands_alone and below and below.value == 1):
            found.append(opening)
    return found


@cache
def joined_ways() -> tuple[Way, ...]:
    """How the numbers of headings look inside a paragraph; lists are read where they stand."""
    words = any_of(word for counted in cues("counted").values() for word in counted)
    chinese = rf"[{CHINESE}]{{1,3}}"
    opened, closed = r"[(〔\[【]", r"[)〕\]】]"
    no_decimal = r"(?:(?!\d)|(?=20\d\d年))"
    return (
        Way(Form.CHINESE_PAREN, "(二)加强", rf"{opened}{chinese}{closed}"),
        Way(Form.ARABIC_PAREN, "(2)加强", rf"{opened}\d{{1,2}}{closed}"),
        Way(Form.ARABIC_DOT, "3.加强", rf"\d{{1,2}}\.{no_decimal}"),
        Way(Form.ARABIC_COMMA, "3、加强", rf"\d{{1,2}}、{no_decimal}"),
        Way(Form.CHINESE_COMMA, "二、加强", rf"{chinese}、"),
        Way(Form.FORMAL, "贰、加强", rf"[{FORMAL}]{{1,3}}、"),
        Way(Form.SINGLE, "②加强", f"[{''.join(SINGLE_SIGNS)}]"),
        Way(Form.PART, "第二部分加强", rf"第[{CHINESE}]{{1,2}}部分"),
        Way(Form.COUNTED, "问题4:加强", rf"(?:{words})(?P<number>{chinese}|\d{{1,2}})[:.、]"),
    )


@cache
def _numbers() -> re.Pattern[str]:
    ways = "|".join(way.source for way in joined_ways())
    return re.compile(rf"(?<=[^\n\d(〔\[【第])(?:{ways})")


@cache
def _forms() -> frozenset[Form]:
    return frozenset(way.form for way in joined_ways())


def _closing(flow: Flow, openings: Sequence[Mark | None], inside: Sequence[Mark]) -> Iterator[Mark]:
    """Headings at the end of a paragraph, behind which the next one begins to count."""
    for mark, following in zip_longest(inside, inside[1:]):
        at = flow.paragraph_at(mark.start)
        below = openings[at + 1] if at + 1 < len(openings) else None
        end = flow.paragraphs[at].end
        is_last = following is None or following.start >= end
        counts_anew = below is not None and below.value == 1 and below.form is not mark.form
        words = flow.text[mark.end : end].rstrip("。:")
        is_heading = 0 < len(words) <= _EARS and not _SENTENCE.search(words)
        if is_last and counts_anew and is_heading and _sounds_like_heading(flow, _seen(mark)):
            yield mark


def _seen(mark: Mark) -> _Seen:
    return _Seen(mark.start, mark.value or 0, begins=True)


def _inside(flow: Flow, openings: Sequence[Mark | None]) -> Iterator[Mark]:
    """Whatever may be the number of a heading inside a paragraph, with what stands before it."""
    counts = _counts_problems(flow, openings)
    for found in _numbers().finditer(flow.text):
        at = found.start() if counts or found["number"] is None else found.start("number")
        mark = mark_at(flow.text, at, flow.gaps)
        if mark is None or mark.form not in _forms() or not mark.value:
            continue
        edge = edge_before(flow.text, mark.start)
        above = openings[flow.paragraph_at(mark.start)]
        is_part = above is not None and mark.start < above.end
        if edge is not Edge.START and not is_part:
            yield replace(mark, edge=edge)


def _counts_problems(flow: Flow, openings: Sequence[Mark | None]) -> bool:
    """Whether 问题1, 问题2 … number problems; else the word ends what stands before: "……存在的问题1.理论学习"."""
    if any(mark is not None and mark.form is Form.COUNTED for mark in openings):
        return True
    numbers = (found["number"] for found in _numbers().finditer(flow.text))
    return any((number_of(number) or 0) > 1 for number in numbers if number)


def _missing(flow: Flow, marks: Sequence[_Seen]) -> Iterator[int]:
    """The numbers of one form that are missed between those that begin paragraphs."""
    begins = [at for at, seen in enumerate(marks) if seen.begins]
    if not begins:
        return
    for before, after in pairwise([None, *begins, None]):
        first = 0 if before is None else marks[before].value
        between = marks[0 if before is None else before + 1 : after]
        if not between:
            continue
        last = None if after is None else marks[after].value
        yield from (seen.at for seen in _fitting(flow, first, between, last))


def _fitting(flow: Flow, first: int, between: Sequence[_Seen], last: int | None) -> list[_Seen]:
    """Those between the numbers `first` and `last` of two paragraphs that make the sequence whole."""
    if last == first + 1:
        return []
    going_on = _going_on(first, between)
    if last is None or last == 1:
        return going_on
    wanted = range(first + 1, last) if last > first else range(1, last)
    chosen = _chosen(flow, wanted, between)
    if chosen or last <= first:
        return chosen
    return _chosen(flow, range(1, last), between)


def _going_on(first: int, between: Sequence[_Seen]) -> list[_Seen]:
    """The numbers that follow `first` one by one; a list of another count ends them."""
    found: list[_Seen] = []
    for seen in between:
        if seen.plain or seen.value != first + 1 + len(found):
            break
        found.append(seen)
    return found if first else []


def _chosen(flow: Flow, wanted: range, between: Sequence[_Seen]) -> list[_Seen]:
    """One of `between` for every number that is wanted, in order, the most heading-like ones; none where one lacks."""
    if len(wanted) > _MOST_MISSING:
        return []
    found: list[_Seen] = []
    at = -1
    for value in wanted:
        fitting = [
            seen
            for seen in between
            if seen.value == value
            and seen.at > at
            and (not seen.plain or _sounds_like_heading(flow, seen))
        ]
        if not fitting:
            return []
        found.append(max(fitting, key=lambda seen: (_sounds_like_heading(flow, seen), -seen.at)))
        at = found[-1].at
    return found


def _sounds_like_heading(flow: Flow, seen: _Seen) -> bool:
    mark = mark_at(flow.text, seen.at, flow.gaps)
    start = seen.at if mark is None else mark.end
    traits = traits_of(flow.text, start, min(len(flow.text), start + _EARS))
    return max(traits.aspect, traits.problem) > traits.action


def _topics(flow: Flow) -> Iterator[int]:
    """Headings without number (关于……的问题。) behind a sentence, where others begin paragraphs."""
    begins = sum(names_topic(flow.text[part.start : part.end][:_TOPIC]) for part in flow.paragraphs)
    if begins < _FEW:
        return
    for found in _topic_start().finditer(flow.text):
        words = flow.text[found.end() : found.end() + _TOPIC].partition("\n")[0]
        end = topic_end(words)
        if end is not None and words[end - 1] in "。:" and names_topic(words):
            yield found.end()


@cache
def _topic_start() -> re.Pattern[str]:
    # Where a topic may begin. Samples: "。关于", "……方面关于"
    return re.compile(rf"(?:。|方面)(?={any_word('wording', 'joined_topic')})")


def _labels_in_front(flow: Flow) -> Iterator[tuple[str, LabelKind]]:
    """The labels that begin paragraphs."""
    for stretch in flow.paragraphs:
        label = label_at(flow.text, stretch.start, stretch.end, flow.gaps)
        if label is not None and label.kind is not LabelKind.OTHER:
            yield flow.text[label.start : label.end], label.kind


def _labels_anywhere(flow: Flow) -> Iterator[tuple[str, LabelKind]]:
    """The longest label before each colon."""
    for found in _BEFORE_COLON.finditer(flow.text):
        words = found["words"]
        for at in range(len(words) - _SHORTEST_LABEL + 1):
            kind = kind_of(words[at:])
            if kind is not None and kind is not LabelKind.OTHER:
                yield f"{words[at:]}:", kind
                break


def _labels(flow: Flow, *, together: bool) -> Iterator[int]:
    """Labels right behind other words that elsewhere begin paragraphs. Sample: "……不及时整改情况:"."""
    labels = _labels_anywhere(flow) if together else _labels_in_front(flow)
    for (words, kind), count in Counter(labels).items():
        if count < 2 or words[-1] not in ":】]":
            continue
        edge = "[一-鿿”]" if words.endswith(":") else "[^\n]"
        for found in re.finditer(rf"(?<={edge}){re.escape(words)}", flow.text):
            before = flow.text[max(0, found.start() - 2) : found.start()]
            if kind not in _NAMED_IN_HEADINGS or not before.endswith(
                group("wording", "answer_named")
            ):
                yield found.start()
