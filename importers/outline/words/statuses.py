"""Sentences to 自报状态: the state of a problem, where they say it and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from importers.cues import any_of, any_word, group
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
# The last brackets of a heading, or what stands behind its dash. Samples: "(已整改完成)。", "——已完成"
_BRACKETED = re.compile(
    r"(?P<bracket>[(【\[〔](?P<words>[^()【】\[\]〔〕\n]{2,24})[)】\]〕])[。:]?(?=\n|$)"
    r"|(?P<dash>(?:——|--|—)(?P<behind>[^—()\n]{2,24}?))[。:]?(?=\n|$)"
)
_UNIT = r"(?:个|项|条|件|处|类)"
# Sample: "该问题", "此项问题", "上述问题", "本项整改任务"
_PROBLEM = re.compile(
    r"(?:(?:目前|截至目前),?)?(?:(?:[该此本][项条]?|上述|以上)问题|[该此本]项整改(?:任务|事项|工作)?)"
)
# A row of boxes of which one is ticked. Sample: "☑已完成□正在整改"
_BOXES = re.compile(r"(?:[□☐○√✓✔☑■☒][一-鿿]{2,10})+")
_BOX = re.compile(r"(?P<box>[□☐○√✓✔☑■☒])(?P<words>[一-鿿]{2,10})")
_EMPTY_BOXES = "□☐○"
# How far a state is from done.
_UNFINISHED = {Status.NOT_DONE: 4, Status.ONGOING: 3, Status.PHASED: 2, Status.LONG_TERM: 1}
# The day on which all was done. Samples: "已于2025年9月30日", "2025年9月底"
_DATED = r"(?P<dated>已?于?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|初|底|末)?前?)"
_LONGEST = 45  # a longer sentence tells a story


@dataclass(frozen=True, slots=True)
class StatusSaid:
    """A status with the place of its sentence in the flow, its full stop included, and a 时限类别 said with it."""

    status: Status
    start: int
    end: int
    limit: LimitClass | None = None


def _any(name: str) -> str:
    return any_word("statuses", name)


@cache
def state_words() -> str:
    """The source of a pattern for all words of a state, the longest first."""
    doing = f"正在(?:{_cue('pace')}){{1,3}}(?:{_cue('doing')})(?:之?中)?"
    known = any_of(word for _, name in _GROUPS for word in group("statuses", name))
    return f"{doing}|{known}"


def _limit() -> str:
    return any_word("statuses", *(name for _, name in _LIMITS))


@cache
def _subject() -> str:
    return rf"(?:{_any('subject')}[,:]?){{0,3}}"


@cache
def _said() -> str:
    # The words of a state with what may stand before them. Samples: "已按期完成整改", "目前正在整改"
    return rf"(?P<adverbs>{_any('adverb')}*)(?P<words>{state_words()})"


@cache
def _sentence() -> re.Pattern[str]:
    # A whole sentence that only says the state. Samples: "已整改完成。", "该问题正在整改中,将于2025年12月底前完成。",
    # "【立行立改,已完成】", "视同完成,持续整改。"
    sort = rf"(?:为|属于?|系){_limit()}类?{_any('sort_noun')},"  # "为长期整改问题,"
    before = rf"{_subject()}(?:{sort})?(?:(?:{_any('verdict')}|{_limit()})[,;、])?{_DATED}?"
    rest = rf"了?(?:\([^()\n]{{1,20}}\))?(?:[,并]{_any('tail')}?[^。;\n]{{0,30}})?"
    end = r"[)】\]〕](?:[。;]?(?=\n|$)|:)|[。;.!:]|(?=[\n)】\]〕])|$"
    return re.compile(rf"[(【\[〔]?{before}{_said()}(?P<rest>{rest})(?:{end})")


@cache
def state_before_colon() -> re.Pattern[str]:
    """A state in brackets between a label and its colon. Samples: "(已完成):", "(立行立改,已完成):"."""
    return re.compile(rf"[(【\[〔](?:{_limit()}[,、;])?{_said()}[)】\]〕]:")


@cache
def _counted() -> re.Pattern[str]:
    # Several states of the parts of one problem. Sample: "已完成3项,正在整改1项。"
    state = rf"(?:{state_words()})(?:的)?\d{{1,3}}{_UNIT}"
    return re.compile(rf"{_subject()}(?:其中)?{state}(?:[,、;]{state})+(?:[。;]|(?=\n)|$)")


def _cue(name: str) -> str:
    return any_of(group("statuses", name))


@cache
def _by_words() -> dict[str, Status]:
    return {word: status for status, name in _GROUPS for word in group("statuses", name)}


@cache
def _tail() -> re.Pattern[str]:
    # A limit behind a state counts too. Sample: "年底前完成"
    by_then = rf"{_any('by_then')}(?:可|能)?(?:全部|基本)?{_any('will_be_done')}"
    return re.compile(f"{_any('tail')}|{by_then}$")


def weight_of(status: Status) -> int:
    """Which of several states said of one problem counts: the one that is most unfinished."""
    return _UNFINISHED.get(status, 0)


def status_at(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the sentence at `start` says and nothing else, or None."""
    counted = _counted().match(text, start, min(end, start + 2 * _LONGEST))
    if counted:
        return _weightiest(counted)
    boxes = _BOXES.match(text, start, end)
    return _ticked(boxes) if boxes else _plain(text, start, end)


def leading_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the first clause of a sentence says and nothing else, its comma included (已整改完成,举一反三……)."""
    found = _clause().match(text, start, min(end, start + _LONGEST))
    if not found or found["words"] in (*group("statuses", "rhetoric"), *_limit_words()):
        return None
    return StatusSaid(status_named(found["words"]), start, found.end())


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(rf"{_subject()}{_said()},")


def _plain(text: str, start: int, end: int) -> StatusSaid | None:
    found = _sentence().match(text, start, min(end, start + _LONGEST + 20))
    if not found or found.end() - start > _LONGEST or not _says_no_more(found):
        return None
    stop = found.end()
    if stop < end and text[stop - 1] not in "。;.!:\n)】]〕" and text[stop] not in "\n)】]〕":
        return None
    status = status_named(found["words"])
    return StatusSaid(status, start, stop, _limit_beside(found[0], found["words"]))


def _says_no_more(sentence: re.Match[str]) -> bool:
    """Whether all of a sentence is known to belong to its state."""
    if sentence["dated"] and "已" not in sentence[0]:
        return False
    rest = sentence["rest"].lstrip("了,并")
    if rest and not rest.startswith("(") and not _tail().search(sentence["rest"]):
        return False
    return sentence["words"] != "完成" or _is_past(sentence["adverbs"])


def _is_past(adverbs: str) -> bool:
    """Whether 完成 with these words before it tells a state. Samples: "", "已按期"; "按期完成" may be told of anything."""
    return not adverbs or "已" in adverbs or f"{adverbs}完成" in _by_words()


def _ticked(boxes: re.Match[str]) -> StatusSaid | None:
    """The state whose box is ticked, where that is one."""
    ticked = [box["words"] for box in _BOX.finditer(boxes[0]) if box["box"] not in _EMPTY_BOXES]
    if len(ticked) != 1 or ticked[0] not in _by_words():
        return None
    end = boxes.end() + boxes.string.startswith(("。", ";"), boxes.end())
    return StatusSaid(status_named(ticked[0]), boxes.start(), end)


def _limit_beside(sentence: str, words: str) -> LimitClass | None:
    """A 时限类别 in a sentence beside the words of its state."""
    return limit_class_in(sentence.replace(words, "", 1))


def _weightiest(counted: re.Match[str]) -> StatusSaid:
    """Of several states said of the parts of a problem that of the problem: what is unfinished weighs more."""
    said = [status_named(found[0]) for found in re.finditer(state_words(), counted[0])]
    status = max(said, key=weight_of)
    return StatusSaid(status, counted.start(), counted.end())


def last_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the last sentence of a text says and nothing else, or None."""
    stop = end - 1 if end > start and text[end - 1] in "。;" else end
    before = max(text.rfind(sign, start, stop) for sign in "。;\n")
    begin = before + 1 if before >= 0 else start
    said = status_at(text, begin, end)
    return said if said is not None and said.end >= end else None


def last_clause_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status that the last clause, or the last two, of a narrative say (……，已整改到位。), or None."""
    stop = end - 1 if end > start and text[end - 1] in "。;" else end
    begin = _clause_start(text, start, stop)
    if text[begin:stop] in group("statuses", "rhetoric"):
        found = _whole_to(text, _clause_start(text, start, begin - 1), end)
        return found if found is not None and found.start > start else None
    return _whole_to(text, begin, end) if begin > start else None


def _clause_start(text: str, start: int, stop: int) -> int:
    return max(start - 1, *(text.rfind(sign, start, stop) for sign in ",。;\n")) + 1


def _whole_to(text: str, begin: int, end: int) -> StatusSaid | None:
    said = status_at(text, begin, end)
    return said if said is not None and said.end >= end else None


def bracketed_status(text: str, start: int, end: int) -> StatusSaid | None:
    """The status in brackets or behind a dash at the end of a heading (……不够深入（已整改完成）。), sign included, or None."""
    found = _BRACKETED.search(text, start, end)
    if found is None or found.end() < end:
        return None
    name, whole = ("words", "bracket") if found["words"] else ("behind", "dash")
    said = status_at(text, *found.span(name))
    if said is None or said.end != found.end(name):
        return None
    return StatusSaid(said.status, found.start(), found.end(whole), said.limit)


def names_problem(text: str, start: int) -> bool:
    """Whether a sentence speaks of the problem as a whole. Sample: "该问题已整改完成。"."""
    return _PROBLEM.match(text, start) is not None


@cache
def _said_of_problem() -> re.Pattern[str]:
    # Samples: "目前该问题正在整改中", "此问题尚未整改到位"; not "该问题已完成平台建设"
    return re.compile(
        rf"[该此本]项?问题(?:目前|现|现已|已经|仍|还)?(?P<words>{state_words()})(?=[,。;:)\n并了]|$)(?P<rest>[^。;\n]{{0,40}})"
    )


def said_of_problem(text: str, start: int, end: int) -> StatusSaid | None:
    """What a sentence inside a narrative says of the whole problem (该问题正在整改中); what is unfinished weighs more."""
    found = [
        StatusSaid(status_named(match["words"]), match.start(), match.end())
        for match in _said_of_problem().finditer(text, start, end)
    ]
    return max(found, key=lambda said: weight_of(said.status), default=None)


def limit_class_in(words: str) -> LimitClass | None:
    """时限类别, where some words name one."""
    for limit, name in _LIMITS:
        if any(word in words for word in group("statuses", name)):
            return limit
    return None


def limit_class_of_field(words: str) -> LimitClass | None:
    """时限类别 behind the label of a limit, where shorter words tell it, too (整改时限：长期)."""
    unending = set(re.split("[,、;并和]", words)) & set(group("statuses", "limit_unending"))
    return limit_class_in(words) or (LimitClass.LONG_TERM if unending else None)


def bracketed_limit(text: str, start: int, end: int) -> LimitClass | None:
    """The 时限类别 that stands alone in brackets at the end of a heading (……不够深入（立行立改）)."""
    found = _BRACKETED.search(text, start, end)
    return limit_class_in(found["words"]) if found and found["words"] in _limit_words() else None


@cache
def _limit_words() -> frozenset[str]:
    return frozenset(word for _, name in _LIMITS for word in group("statuses", name))


def status_named(words: str) -> Status:
    """The state that some words found by `state_words` stand for."""
    return _by_words().get(words, Status.ONGOING)


def is_verdict(words: str) -> bool:
    """Whether some words only say what the supervising office decided (视同完成), which is no state by itself."""
    return any(words.startswith(verdict) for verdict in group("statuses", "verdict"))
