"""Lines to paragraphs: which line breaks end a paragraph and which only wrap a line."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.cues import any_word, group
from importers.outline.text.clutter import find_clutter, outside, unrestored
from importers.outline.text.flow import Flow, Line, folded, lines_of
from importers.outline.text.joins import is_run_together, joined_places
from importers.outline.text.line_width import ENDED, FullLine, full_line
from importers.outline.words.closing import SIGNED_DATE
from importers.outline.words.forms import COMPOUNDS, Form
from importers.outline.words.labels import label_at, labels_in
from importers.outline.words.marks import mark_at
from importers.outline.words.statuses import status_at
from importers.outline.words.traits import names_topic
from models.source import Clutter, Evidence, Span

# Signs after which a sentence must go on.
_GOES_ON = re.compile(r"[,、(《“‘—]$")
# Signs that no line begins with of its own accord.
_NO_BEGINNING = frozenset(",。;:、)”》】")
# A sentence and the beginning of another one, so that the line is no heading. Sample: "加强调度。基本完成了中"
_MID_SENTENCE = re.compile(r".{4}。.{4}")
_LEVELS = 4  # of headings that may have been joined
_SHORT = 6  # a line of no more signs may be the end of a sentence
_LONG = 28  # a line of this length without an end is taken to go on where the document shows no line width

_STRONG_FORMS = COMPOUNDS | {
    Form.FORMAL,
    Form.CHINESE_COMMA,
    Form.CHINESE_PAREN,
    Form.COUNTED,
    Form.MEASURE,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The flow of a document, what was left out of it, and its lines.

    Attributes:
        run_together: whether its breaks are lost, so that its paragraphs are guessed.
    """

    flow: Flow
    clutter: tuple[Clutter, ...]
    lines: tuple[Line, ...]
    headings: frozenset[int]
    run_together: bool = False


def lay_out(source: str, evidence: Evidence | None = None, restored: Sequence[Span] = ()) -> Layout:
    """The paragraphs of a source text; clutter is left out of them, but for what a person restored."""
    evidence = evidence or Evidence()
    lines = lines_of(source)
    printed = frozenset(evidence.wrapped)
    left = outside(source, lines, evidence.clutter)
    seen = find_clutter([_whole(part) for part in _unwrapped(left, printed)])
    found = unrestored(_by_line(left, seen), restored)
    shown = outside(source, left, found)
    clutter = tuple(sorted((*evidence.clutter, *found), key=lambda part: part.span))
    paragraphs = _paragraphs(_unwrapped(shown, printed))
    left_out = [place.span for place in clutter]
    flow = Flow(source, paragraphs, left_out)
    run_together = is_run_together(flow)
    for _ in range(_LEVELS):  # what is found of one level shows where the next one begins anew
        joined = [flow.origin(place) for place in joined_places(flow)]
        if not joined:
            break
        paragraphs = list(_parted(source, paragraphs, joined))
        flow = Flow(source, paragraphs, left_out)
    headings = frozenset(at for at, part in enumerate(paragraphs) if part[0].heading)
    whole = tuple(_whole(part) for part in _unwrapped(lines, printed))
    return Layout(flow, clutter, whole, headings, run_together)


def _parted(
    source: str, paragraphs: Sequence[Sequence[Line]], places: Sequence[int]
) -> Iterator[list[Line]]:
    """The paragraphs, cut at `places` of the source, which are in order."""
    waiting = deque(places)
    for lines in paragraphs:
        part: list[Line] = []
        for whole in lines:
            line = whole
            while waiting and waiting[0] < line.end:
                at = waiting.popleft()
                if at > line.start:
                    part.append(replace(line, end=at, text=folded(source[line.start : at])))
                    rest = folded(source[at : line.end])
                    line = replace(line, start=at, text=rest, heading=False)
                if part:
                    yield part
                part = []
            part.append(line)
        yield part


def _unwrapped(lines: Sequence[Line], printed: frozenset[int]) -> list[list[Line]]:
    """The lines, with those put together of which the print itself shows that they carry on the line before."""
    found: list[list[Line]] = []
    for line in lines:
        if found and line.start in printed and not _is_signed(line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _whole(parts: Sequence[Line]) -> Line:
    """One line of several."""
    if len(parts) == 1:
        return parts[0]
    return replace(parts[0], end=parts[-1].end, text="".join(part.text for part in parts))


def _by_line(lines: Sequence[Line], clutter: Sequence[Clutter]) -> Iterator[Clutter]:
    """`clutter` line by line, so that it does not take in what stands between two lines."""
    at = 0
    for place in clutter:
        while at < len(lines) and lines[at].end <= place.span.end:
            if lines[at].start >= place.span.start:
                yield Clutter(Span(lines[at].start, lines[at].end), place.why)
            at += 1


def _paragraphs(groups: Sequence[list[Line]]) -> list[list[Line]]:
    lines = [_whole(parts) for parts in groups]
    full = full_line(lines)
    paragraphs: list[list[Line]] = []
    for at, parts in enumerate(groups):
        if paragraphs and _wraps(lines[at - 1], lines[at], full):
            paragraphs[-1].extend(parts)
        else:
            paragraphs.append(list(parts))
    return paragraphs


def _wraps(line: Line, following: Line, full: FullLine | None) -> bool:
    """Whether `following` only carries on a line."""
    if (
        following.text[0] in _NO_BEGINNING
        and not line.heading
        and not _lost_digits(line, following)
    ):
        return True
    if _closes_quote(line, following) or _is_tail(line, following):
        return True
    beginning = _beginning(following)
    if beginning == "strong" or _stands_alone(line, following):
        return False
    if _GOES_ON.search(line.text):
        return beginning == ""
    if full is not None:
        return _fills(line, full, marked=beginning != "")
    speaking = len(line.text) >= _LONG or _MID_SENTENCE.search(line.text) is not None
    ended = ENDED.search(line.text) or _title().fullmatch(line.text)
    open_ended = not (ended or _is_heading(line) or _says_state(line))
    return beginning == "" and open_ended and speaking


def _is_tail(line: Line, following: Line) -> bool:
    """Whether a numbered heading without an end goes on with its last word."""
    if following.text.rstrip("。:") not in group("wording", "heading_tail") or ENDED.search(
        line.text
    ):
        return False
    return mark_at(line.text, 0, set()) is not None


def _closes_quote(line: Line, following: Line) -> bool:
    """Whether a line ends inside a quotation that the next one closes."""
    if line.text.count("“") <= line.text.count("”"):
        return False
    close, opening = following.text.find("”"), following.text.find("“")
    if close < 0 or 0 <= opening < close:
        return False
    return mark_at(following.text, 0, set()) is None


def _lost_digits(line: Line, following: Line) -> bool:
    """Whether a line begins with the point or bracket of a number of which the digits are lost."""
    is_closed = ENDED.search(line.text) is not None or _is_heading(line) or _is_label(line)
    return is_closed and following.text[0] in "、)】" and len(following.text) > _SHORT


def _fills(line: Line, full: FullLine, *, marked: bool) -> bool:
    """Whether a line is as long as the lines of its document, so that it was broken there; `marked`: before a mark."""
    room = full.room_behind(line)
    if ENDED.search(line.text):
        return not marked and room <= 1
    if _is_heading(line) and (marked or room > 1):
        return False
    return full.is_filled_by(line)


def _stands_alone(line: Line, following: Line) -> bool:
    """Whether nothing may be joined to a line, or to the one before it, for what they are."""
    if line.heading or following.heading or "\t" in line.text:
        return True
    return _is_signed(following) or _is_signed(line) or _is_label(line)


def _is_signed(line: Line) -> bool:
    return _signature().fullmatch(line.text) is not None


def _beginning(line: Line) -> str:
    """How a line begins: with a strong mark or label, a mark that might also be a wrapped word, or neither."""
    gaps: set[int] = set()
    if label_at(line.text, 0, len(line.text), gaps) is not None:
        return "strong"
    mark = mark_at(line.text, 0, gaps)
    if mark is None:
        return "weak" if names_topic(line.text) else ""
    return "strong" if mark.form in _STRONG_FORMS and not mark.damaged else "weak"


def _is_heading(line: Line) -> bool:
    """Whether a marked line is a whole heading: one sentence, all its quotation marks closed."""
    if mark_at(line.text, 0, set()) is None or _MID_SENTENCE.search(line.text):
        return False
    is_closed = line.text.count("“") <= line.text.count("”")
    return is_closed and line.text.endswith(group("wording", "heading_end"))


def _is_label(line: Line) -> bool:
    label = label_at(line.text, 0, len(line.text), set())
    return label is not None and label.end >= len(line.text)


def _says_state(line: Line) -> bool:
    """Whether a line ends with a label and the state behind it. Sample: "……【整改结果】已销号"."""
    *_, last = (0, *(label.end for label in labels_in(line.text, 0, len(line.text), set())))
    said = status_at(line.text, last, len(line.text)) if last else None
    return said is not None and said.end >= len(line.text)


@cache
def _title() -> re.Pattern[str]:
    # A title on a line of its own. Sample: "关于区委巡察反馈意见整改情况的通报"
    return re.compile(rf"[^。;:]{{0,40}}关于[^。;:]{{4,60}}{any_word('facts', 'genre')}")


@cache
def _signature() -> re.Pattern[str]:
    # A signature or date on a line of its own. Samples: "2025年9月10日", "中共某县教育局党组"
    return re.compile(rf"{SIGNED_DATE}|中共.{{2,30}}{any_word('closing', 'signed_party')}")
