"""Title, chapters and tree to the kind of a document (通报, 反馈意见, 台账 …), with the reason in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from importers.cues import any_word, group, pattern
from importers.outline.text.flow import Flow
from importers.outline.tree.chapters import Chapter, ChapterKind
from importers.outline.tree.drafts import Draft
from models.node import NodeKind
from models.values import NoticeKind

_PREFACE = 2000  # signs within which a notice says what it is


# Kinds of documents whose problems are read; anything else has none of its own accord.
_WITH_PROBLEMS = frozenset({NoticeKind.RECTIFICATION_NOTICE, NoticeKind.FEEDBACK_NOTICE})
_BY_PERSON = "审核人指定"


@dataclass(frozen=True, slots=True)
class Judged:
    """A kind with its reason, one Chinese sentence."""

    kind: NoticeKind
    reason: str
    by_person: bool = False

    @property
    def has_problems(self) -> bool:
        """Whether problems are read in its text: also in what a person calls a ledger, as nobody does for nothing."""
        said = self.by_person and self.kind is NoticeKind.LEDGER
        return self.kind in _WITH_PROBLEMS or said


def said_by_person(kind: NoticeKind | None) -> Judged | None:
    """What a person says a document is, None where nobody does."""
    return None if kind is None else Judged(kind, _BY_PERSON, by_person=True)


def judge(
    flow: Flow, title: str | None, chapters: Sequence[Chapter], tops: Sequence[Draft]
) -> Judged:
    """What a document is, by its title, its chapters and what was found in it."""
    words = "".join((title or "").split())
    problems, answers = _count(tops)
    return (
        _ledger(flow, words)
        or _by_other_title(flow, words, (problems, answers))
        or _by_title(words, problems, answers)
        or _by_content(flow, words, chapters, (problems, answers))
        or _no_notice(flow, words)
    )


def _by_other_title(flow: Flow, title: str, count: tuple[int, int]) -> Judged | None:
    """What the title names outright, unless the text is an account under an odd title."""
    problems, answers = count
    if _is_told(flow) and _is_labelled(flow) and answers >= problems >= 2:
        return None
    for kind, name in ((NoticeKind.WORK_REPORT, "work"), (NoticeKind.OTHER, "other")):
        found = _other_titles(name).search(title)
        if found and not _letter().search(title):
            return Judged(kind, f"标题是“{found['word']}”，不是整改通报")
    return None


@cache
def _other_titles(name: str) -> re.Pattern[str]:
    # Samples: "……整改方案", "……管理办法(试行)"
    return re.compile(rf"(?P<word>{_any(name)})(?:[(（][^()（）]*[)）])?$")


def _by_title(title: str, problems: int, answers: int) -> Judged | None:
    if _answer_title().search(title) or _letter().search(title):
        return Judged(NoticeKind.RECTIFICATION_NOTICE, _answer_reason(problems, answers))
    if _feedback_title().search(title) and "整改" not in title:
        return Judged(NoticeKind.FEEDBACK_NOTICE, "标题是反馈意见，文中只列问题，没有整改内容")
    return None


def _by_content(
    flow: Flow, title: str, chapters: Sequence[Chapter], count: tuple[int, int]
) -> Judged | None:
    problems, answers = count
    told, labelled = _is_told(flow), _is_labelled(flow)
    if title and not pattern("kinds", "subject").search(title) and not (told and labelled):
        return None
    if (told or labelled) and problems >= 2 and answers >= problems / 2:
        reason = f"标题没有写明，但正文列出{problems}个问题及其整改情况"
        return Judged(NoticeKind.RECTIFICATION_NOTICE, reason)
    if not told:
        return None
    if any(part.kind is ChapterKind.ACCOUNT for part in chapters):
        return Judged(NoticeKind.RECTIFICATION_NOTICE, "正文有整改进展的章节")
    if problems >= 2 and pattern("chapters", "found").search(flow.text):
        return Judged(NoticeKind.FEEDBACK_NOTICE, "正文列出发现的问题，没有整改内容")
    return None


def _is_told(flow: Flow) -> bool:
    return _told().search(flow.text[:_PREFACE]) is not None


def _is_labelled(flow: Flow) -> bool:
    return _answer_label().search(flow.text) is not None


def _answer_reason(problems: int, answers: int) -> str:
    if problems == 0:
        return "标题是整改情况的通报，但正文没有逐条列出问题"
    return f"标题是整改情况的通报，正文列出{problems}个问题、{answers}条整改内容"


def _no_notice(flow: Flow, title: str) -> Judged:
    if _event().search(title):
        return Judged(NoticeKind.WORK_REPORT, "标题是会议或活动的报道，不是整改通报")
    if len(flow.text) >= 400 and title:
        return Judged(
            NoticeKind.WORK_REPORT, "没有整改通报的标题，也没有逐条列出的问题，是一般工作材料"
        )
    if title:
        return Judged(NoticeKind.OTHER, "标题和正文都不像整改通报，也没有逐条列出的整改情况")
    return Judged(NoticeKind.OTHER, "没有标题和成段的正文，看不出是什么材料")


def _ledger(flow: Flow, title: str) -> Judged | None:
    tabbed = [line for line in flow.source.split("\n") if "\t" in line]
    cells, rows = flow.source.count("\t"), len(tabbed)
    if rows >= 4 and cells >= 3 * rows and 2 * sum(map(len, tabbed)) >= len(flow.source):
        return Judged(NoticeKind.LEDGER, "正文是表格")
    if rows and title.endswith(group("kinds", "ledger")):
        return Judged(NoticeKind.LEDGER, "标题是台账或清单，正文有表格")
    return None


def _count(tops: Sequence[Draft]) -> tuple[int, int]:
    problems = answers = 0
    waiting = list(tops)
    while waiting:
        draft = waiting.pop()
        lowest = draft.kind in (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM)
        problems += lowest and not any(
            child.kind is NodeKind.SUB_PROBLEM for child in draft.children
        )
        answers += draft.kind in (NodeKind.MEASURE, NodeKind.OUTCOME)
        waiting.extend(draft.children)
    return problems, answers


# Patterns


@cache
def _answer_title() -> re.Pattern[str]:
    # Sample: "……整改进展情况的通报"
    return re.compile(rf"整改.{{0,14}}{_any('answer')}")


@cache
def _feedback_title() -> re.Pattern[str]:
    # Samples: "……巡察反馈意见", "……反馈审计情况"
    behind = rf"反馈(?:{_any('inspection')}|审计)?{_any('feedback')}"
    return re.compile(rf"{behind}|{_any('inspection')}.{{0,12}}反馈")


@cache
def _letter() -> re.Pattern[str]:
    # Samples: "……验收意见", "……审计查出问题整改情况的函"
    return re.compile(rf"{_any('letter')}|{_any('other_office')}.{{0,12}}整改")


@cache
def _told() -> re.Pattern[str]:
    # What a notice says of itself. Samples: "现予以公布", "市委巡察组向……反馈"
    return re.compile(rf"{_any('made_public')}|{_any('inspected')}.{{0,30}}反馈")


@cache
def _answer_label() -> re.Pattern[str]:
    # Samples: "整改落实情况:", "【整改成效】", "完成情况:"
    return re.compile(rf"(?:整改[一-鿿]{{0,4}}{_any('answer_label')}|完成情况)[:\n】\]]")


@cache
def _event() -> re.Pattern[str]:
    # Titles of news. Samples: "某局召开巡察整改推进会", "某县举办专题培训班"
    held = rf"{_any('event_verb')}[^,。]{{2,40}}{_any('event')}$"
    return re.compile(rf"召开[^,。]{{2,40}}会议?$|{held}")


def _any(name: str) -> str:
    return any_word("kinds", name)
