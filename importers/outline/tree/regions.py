"""Chapters to regions: the stretches of segments in which problems are listed, signature and farewell left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.cues import group
from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.tree.chapters import Chapter, ChapterKind
from importers.outline.tree.features import over_cards
from importers.outline.words.closing import is_outlook, is_signature, takes_leave
from importers.outline.words.labels import BODY_LABELS, LabelKind, label_at
from importers.outline.words.traits import traits_of

_OPENING = BODY_LABELS | {LabelKind.PROBLEM}
_ENOUGH_FAULTS = 3  # so many headings that name a fault begin the account
_LONGEST_HEADING = 60
_LONGEST_BARE = 40  # without a number
_ASPECT = 0.8  # from which on a line without a number is taken for an aspect
_LONGEST_FOOT = 10  # segments from the signature on
_MOST_BETWEEN = 4  # paragraphs between a heading and the first label below it


@dataclass(frozen=True, slots=True)
class Region:
    """Segments `start` to `end` that hold problems; `heading` is the chapter's, None where it has none."""

    start: int
    end: int
    heading: int | None = None


def find_regions(
    flow: Flow, segments: Sequence[Segment], chapters: Sequence[Chapter]
) -> list[Region]:
    """Where problems are listed."""
    accounts = [part for part in chapters if part.kind is ChapterKind.ACCOUNT]
    aspects = [part for part in chapters if part.kind is ChapterKind.ASPECT]
    if accounts:
        found = [Region(part.first + 1, part.end, part.first) for part in accounts]
    elif aspects:
        found = [Region(aspects[0].first, aspects[-1].end)]
    else:
        start = _first_problem(flow, segments)
        plans = [part.first for part in chapters if part.kind is ChapterKind.PLAN]
        end = next((at for at in plans if start is not None and at > start), len(segments))
        found = [] if start is None else [Region(start, end)]
    trimmed = [
        Region(part.start, _closing_start(flow, segments, part), part.heading) for part in found
    ]
    return [part for part in trimmed if part.start < part.end]


def _first_problem(flow: Flow, segments: Sequence[Segment]) -> int | None:
    """Where the first heading that names a problem or an aspect stands, in a document without chapters."""
    faults: list[int] = []
    for at, segment in enumerate(segments):
        if segment.label is not None and segment.label.kind in _OPENING:
            named = segment.label.kind is LabelKind.PROBLEM
            head = at if named else _heading_above(segments, at)
            return _with_upper(flow, segments, min([*faults, head]))
        if segment.kind is not SegmentKind.MARK or not segment.at_start:
            continue
        traits = traits_of(flow.text, segment.body, segment.end)
        if traits.aspect > 0.8 or traits.problem > 0.8:
            return _with_upper(flow, segments, min([*faults, at]))
        if traits.problem > 0.4 and traits.action < 0.3:
            faults.append(at)
        if len(faults) >= _ENOUGH_FAULTS:
            return _with_upper(flow, segments, faults[0])
    return None


def _with_upper(flow: Flow, segments: Sequence[Segment], at: int) -> int:
    """`at`, or the headings right above it: short lines that are numbered otherwise."""
    over = over_cards(flow, segments)
    named = over if len(over) > 1 else frozenset[int]()  # one alone may be the end of the preface
    while at > 0:
        above, below = segments[at - 1], segments[at]
        if above.start in named or _is_bare_aspect(flow, above):
            at -= 1
            continue
        if above.mark is None or not above.at_start or above.end - above.body > _LONGEST_HEADING:
            break
        words = flow.text[above.body : above.end].rstrip("。:")
        if "。" in words or (below.mark is not None and above.mark.form is below.mark.form):
            break
        at -= 1
    return at


def _is_bare_aspect(flow: Flow, segment: Segment) -> bool:
    """Whether a short line without a number names an aspect."""
    if segment.kind is not SegmentKind.PLAIN or segment.end - segment.body > _LONGEST_BARE:
        return False
    return traits_of(flow.text, segment.body, segment.end).aspect > _ASPECT


def _heading_above(segments: Sequence[Segment], at: int) -> int:
    """The numbered heading of the problem whose first label stands at `at`: few paragraphs and any fields above it."""
    between = 0
    for start in range(at - 1, -1, -1):
        segment = segments[start]
        if segment.kind is SegmentKind.MARK and segment.at_start:
            return start
        between += segment.label is None
        if between >= _MOST_BETWEEN or (segment.label and segment.label.kind in BODY_LABELS):
            break
    return max(0, at - 1)


def _closing_start(flow: Flow, segments: Sequence[Segment], region: Region) -> int:
    """The end of a region without signature, date, farewell and outlook behind it."""
    end = _foot_start(flow, segments, region.start, _plans_start(flow, segments, region))
    while end > region.start and _is_closing(flow, segments[end - 1]):
        end -= 1
    return end


def _foot_start(flow: Flow, segments: Sequence[Segment], start: int, end: int) -> int:
    """Where a body and a date sign, with nothing but short lines behind them (附件：整改台账, 抄送：); else `end`."""
    for at in range(end - 1, max(start, end - _LONGEST_FOOT), -1):
        if segments[at].end - segments[at].start > _LONGEST_BARE:
            break
        if _signs(flow, segments[at]) and _signs(flow, segments[at - 1]):
            return at - 1
    return end


def _signs(flow: Flow, segment: Segment) -> bool:
    words = flow.text[segment.start : segment.end]
    return segment.kind is SegmentKind.PLAIN and is_signature(words)


def _plans_start(flow: Flow, segments: Sequence[Segment], region: Region) -> int:
    """Where the only line that names what comes next stands above a list, with no account behind it; else the end."""
    titles = [at for at in range(region.start, region.end) if _is_plan_title(flow, segments, at)]
    if len(titles) != 1:
        return region.end
    behind = segments[titles[0] + 1 : region.end]
    told = any(segment.label is not None and segment.label.kind in _OPENING for segment in behind)
    return region.end if told else titles[0]


def _is_plan_title(flow: Flow, segments: Sequence[Segment], at: int) -> bool:
    """Whether a line without a number names what comes next and a list begins below. Sample: "下一步工作打算"."""
    segment, below = segments[at], segments[at + 1 : at + 2]
    paragraph = flow.paragraphs[segment.paragraph]
    line = flow.text[paragraph.start : paragraph.end]
    if segment.start > paragraph.start or segment.mark is not None or len(line) > _LONGEST_BARE:
        return False
    begins = below and below[0].mark is not None and below[0].mark.value == 1
    return bool(begins) and line.startswith(group("closing", "outlook")) and line[-1] not in "。;"


def _is_closing(flow: Flow, segment: Segment) -> bool:
    words = flow.text[segment.start : segment.end]
    if _is_in_outlook(flow, segment):
        return True
    if segment.kind is SegmentKind.MARK:
        return not segment.at_start and is_signature(words)
    return takes_leave(words, plain=segment.kind is SegmentKind.PLAIN)


def _is_in_outlook(flow: Flow, segment: Segment) -> bool:
    """Whether the whole paragraph of a segment is an outlook; one that begins with a label (下一步整改措施：) is none."""
    whole = flow.paragraphs[segment.paragraph]
    if label_at(flow.text, whole.start, whole.end, flow.gaps) is not None:
        return False
    return is_outlook(flow.text[whole.start : whole.end])
