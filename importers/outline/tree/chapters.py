"""Segments to chapters: which numbers begin one, and what each is about by its title and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from importers.cues import pattern
from importers.outline.numbering.segments import Segment, SegmentKind
from importers.outline.text.flow import Flow
from importers.outline.words.forms import COMPOUNDS, TOP_FORMS, Form
from importers.outline.words.labels import BODY_LABELS
from importers.outline.words.traits import title_end, traits_of


class ChapterKind(StrEnum):
    """What a chapter is about."""

    ORGANISATION = "organisation"
    ACCOUNT = "account"
    ASPECT = "aspect"
    PLAN = "plan"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the index of its heading among the segments, the index behind its last, title, kind."""

    first: int
    end: int
    title: str
    kind: ChapterKind
    number: int


_CHAPTERS = frozenset({Form.FORMAL, Form.CHINESE_COMMA})  # forms that chapters mostly have
_LOWER_FORMS = frozenset({Form.ARABIC_DOT, Form.ARABIC_COMMA, Form.COUNTED})
_LONGEST_TITLE = 40
# Titles that differ in their topic only: so many of them, so long an ending and topic.
_LEAST_TOPICS, _SHORTEST_ENDING, _SHORTEST_TOPIC = 3, 6, 3
_LISTING = 0.8  # evidence from which on a chapter lists problems
# How chapters are numbered above 1.1 and 1.1.1.
_DECIMAL_TOPS = (Form.ARABIC_BARE, Form.ARABIC_DOT, Form.ARABIC_COMMA)


def find_chapters(flow: Flow, segments: Sequence[Segment]) -> list[Chapter]:
    """The chapters, in order; none where the document has no chapter level."""
    for form in _top_forms(segments):
        tops = _with_misnumbered(flow, segments, _sequence(segments, form), form)
        chapters = [_chapter(flow, segments, at, end) for at, end in _ranges(tops, len(segments))]
        if form in _CHAPTERS and chapters:
            return _settled(flow, segments, chapters)
        if any(_is_account_title(chapter.title) for chapter in chapters):
            return _settled(flow, segments, chapters)
    return []


def _top_forms(segments: Sequence[Segment]) -> tuple[Form, ...]:
    """The forms that chapters may have; `1` and `1.` only above numbers such as `1.1`."""
    decimal = any(
        segment.at_start and segment.mark is not None and segment.mark.form in COMPOUNDS
        for segment in segments
    )
    return (*TOP_FORMS, *_DECIMAL_TOPS) if decimal else TOP_FORMS


def _sequence(segments: Sequence[Segment], form: Form) -> list[int]:
    """The segments with marks of this form that count 1, 2, 3 … through the document; slips are let pass."""
    found: list[int] = []
    last = 0
    for at, segment in enumerate(segments):
        mark = segment.mark
        if mark is None or not segment.at_start or mark.form is not form or mark.value is None:
            continue
        if mark.value == 1 and found and last > 1:
            if form not in _CHAPTERS:
                return []
            continue
        if last < mark.value <= last + 3 or (mark.value == last and found):
            found.append(at)
            last = mark.value
    return found


def _with_misnumbered(
    flow: Flow, segments: Sequence[Segment], tops: list[int], form: Form
) -> list[int]:
    """The chapters, with those whose title tells them although their number does not go on."""
    if not tops:
        return tops
    others = [
        at
        for at, segment in enumerate(segments)
        if segment.at_start and segment.mark is not None and segment.mark.form is form
    ]
    counted = set(tops)
    told = [at for at in others if at not in counted and _is_chapter_title(flow, segments[at])]
    return sorted([*tops, *told])


def _is_chapter_title(flow: Flow, segment: Segment) -> bool:
    words = flow.text[segment.body : segment.end]
    if len(words) > _LONGEST_TITLE or "。" in words:
        return False
    return _is_account_title(words) or pattern("chapters", "plan").search(words) is not None


def _ranges(tops: Sequence[int], count: int) -> list[tuple[int, int]]:
    return list(zip(tops, [*tops[1:], count], strict=True)) if tops else []


def _chapter(flow: Flow, segments: Sequence[Segment], first: int, end: int) -> Chapter:
    segment = segments[first]
    words = flow.text[segment.body : segment.end]
    title = words[: title_end(words)].rstrip("。:")
    kind = _kind(flow, segments, first, end, title)
    mark = segment.mark
    return Chapter(first, end, title, kind, (mark.value if mark else None) or 0)


def _kind(flow: Flow, segments: Sequence[Segment], first: int, end: int, title: str) -> ChapterKind:
    if pattern("chapters", "plan").search(title):
        return ChapterKind.PLAN
    evidence = _evidence(flow, segments[first + 1 : end])
    organised = len(set(pattern("chapters", "organisation").findall(title)))
    account = _account_score(title) + evidence
    if evidence >= 0.8 and _sounds_like_aspect(flow, segments[first]):
        account += 1.0
    else:
        account -= (2.5 * organised) if evidence < 2 else min(organised, 1) * (4.5 - evidence)
    if account >= 2.5:
        return ChapterKind.ACCOUNT
    return (
        ChapterKind.ORGANISATION
        if pattern("chapters", "organisation").search(title)
        else ChapterKind.OTHER
    )


def _account_score(title: str) -> float:
    score = 2.0 * bool(pattern("chapters", "problem").search(title))
    score += 1.5 * bool(pattern("chapters", "account").search(title))
    return score + 1.0 * ("整改" in title)


def _is_account_title(title: str) -> bool:
    organised = pattern("chapters", "organisation").search(title)
    named = len(title) <= _LONGEST_TITLE and not title.endswith(("方面", "问题"))
    return not organised and named and _account_score(title) >= 3.0


def _evidence(flow: Flow, segments: Sequence[Segment]) -> float:
    """What the chapter itself says: headings that name faults or aspects, labels of measures and outcomes."""
    speaking = acting = 0.0
    for segment in segments[:200]:
        if segment.label is not None and segment.label.kind in BODY_LABELS:
            speaking += 1.0
        elif segment.kind is SegmentKind.MARK and segment.at_start:
            traits = traits_of(flow.text, segment.body, segment.end)
            speaking += 0.8 * (traits.aspect > 0.8 or traits.problem > 0.8)
            speaking += 0.4 * (0.4 < traits.problem <= 0.8)
            acting += 0.3 * (traits.action > 0.5)
        if speaking > 6:
            break
    return min(speaking, 4.0) if speaking else max(-1.0, -acting)


def _settled(flow: Flow, segments: Sequence[Segment], chapters: list[Chapter]) -> list[Chapter]:
    """Several accounts whose parts are no aspects are the aspects themselves."""
    aspects = _aspects_without_account(flow, segments, chapters)
    if aspects:
        first = {part.first for part in aspects}
        return [_as_aspect(part) if part.first in first else part for part in chapters]
    accounts = [part for part in chapters if part.kind is ChapterKind.ACCOUNT]
    if not accounts:
        return chapters
    if _are_topics([part.title for part in accounts]):
        return [_as_aspect(part) if part in accounts else part for part in chapters]
    has_aspects = any(
        _holds_aspects(flow, segments[part.first + 1 : part.end]) for part in accounts
    )
    single = len(accounts) == 1 and not _sounds_like_aspect(flow, segments[accounts[0].first])
    if has_aspects or single:
        return chapters
    return [_as_aspect(part) if part.kind is ChapterKind.ACCOUNT else part for part in chapters]


def _aspects_without_account(
    flow: Flow, segments: Sequence[Segment], chapters: Sequence[Chapter]
) -> list[Chapter]:
    """The chapters, where none is called an account and most of them list problems: aspects, whatever their titles."""
    if any(_is_account_title(part.title) for part in chapters):
        return []
    told = [part for part in chapters if part.kind is not ChapterKind.PLAN]
    listing = [
        part for part in told if _evidence(flow, segments[part.first + 1 : part.end]) >= _LISTING
    ]
    return listing if len(listing) >= 2 and len(listing) >= 0.6 * len(told) else []


def _are_topics(titles: Sequence[str]) -> bool:
    """Whether titles differ only in the topic before words that all of them end with.

    Sample: "财政管理审计查出问题的整改情况", "部门预算执行审计查出问题的整改情况". Those that name whose feedback
    they answer (巡视反馈意见整改情况, 专项检查反馈意见整改情况) are chapters with aspects of their own.
    """
    common = _common_ending(titles)
    ending = titles[0][len(titles[0]) - common :]
    fronts = {title[: len(title) - common] for title in titles}
    named = len(fronts) == len(titles) and min(map(len, fronts)) >= _SHORTEST_TOPIC
    enough = len(titles) >= _LEAST_TOPICS and common >= _SHORTEST_ENDING
    return enough and named and "反馈" not in ending


def _common_ending(titles: Sequence[str]) -> int:
    """How many signs all titles end with alike."""
    columns = zip(*(title[::-1] for title in titles), strict=False)
    return len(list(takewhile(lambda signs: len(set(signs)) == 1, columns)))


def _as_aspect(part: Chapter) -> Chapter:
    return Chapter(part.first, part.end, part.title, ChapterKind.ASPECT, part.number)


def _sounds_like_aspect(flow: Flow, segment: Segment) -> bool:
    return traits_of(flow.text, segment.body, segment.end).aspect > 0.8


def _holds_aspects(flow: Flow, segments: Sequence[Segment]) -> bool:
    heads = [part for part in segments if part.kind is SegmentKind.MARK and part.at_start][:100]
    return any(_sounds_like_aspect(flow, part) for part in heads) or _has_two_levels(flow, heads)


def _has_two_levels(flow: Flow, heads: Sequence[Segment]) -> bool:
    """Whether problems stand below other headings, so that the chapter itself is no aspect."""
    forms = [part.mark.form for part in heads if part.mark is not None]
    lower = [
        traits_of(flow.text, part.body, part.end)
        for part, form in zip(heads, forms, strict=True)
        if form in _LOWER_FORMS
    ]
    named = sum(traits.problem - traits.action for traits in lower)
    return Form.CHINESE_PAREN in forms and len(lower) >= 2 and named > 0
