"""Text to enumerators: where they stand, their form and number; no level and no meaning yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from importers.cues import any_of, any_word, group, not_behind
from importers.outline.words.forms import COMPOUNDS, Form
from importers.outline.words.numerals import CHINESE, FORMAL, LETTERS, SINGLE_SIGNS, number_of

_SINGLE = "".join(SINGLE_SIGNS)
# Signs for a number in brackets or with a full stop: one sign for what is else several.
_FOLDABLE = frozenset(sign for sign in SINGLE_SIGNS if len(unicodedata.normalize("NFKC", sign)) > 1)


class Edge(StrEnum):
    """What stands before a mark: the beginning of a paragraph, the end of a sentence or label, a comma, or other words."""

    START = "start"
    STRONG = "strong"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """An enumerator; `start` and `end` count in the flow.

    Attributes:
        value: its number; for 1-2 the last part; None for a heading without number.
        number: half width without end punctuation: `(一)`, `1`, `一是`, `问题3`.
        damaged: whether characters of it are lost.
    """

    form: Form
    start: int
    end: int
    value: int | None
    number: str | None
    edge: Edge
    damaged: bool = False


_N = f"[{CHINESE}]"
_WORD = "[一-鿿“]"  # what the words of a heading begin with; a title may do so too
_WORD_OR_TITLE = "[一-鿿“《]"
_OPENED, _CLOSED = r"[〔\[【]", r"[〕\]】]"
_SPLIT = r"\d{1,2}[-.]\d{1,2}"


class Way(NamedTuple):
    """A way to write a number: its form, a sample, and the source of a pattern whose group `value` is the numeral."""

    form: Form
    sample: str
    source: str


def _alternatives(ways: Iterable[Way]) -> str:
    """One pattern of several ways: a group for each, and one for its numeral."""
    named = ((way.form.name, way.source) for way in ways)
    return "|".join(
        f"(?P<{name}>{source.replace('?P<value>', f'?P<{name}_value>')})" for name, source in named
    )


def _no_decimal() -> str:
    """What stands behind the point of 1. that is no decimal point. Samples: "1.加强", "1.2023年", "1.3个村"."""
    return rf"(?:(?!\d)|(?={_counted_figure()}))"


def _counted_figure() -> str:
    """A figure that words may begin with. Samples: "2023年", "4月", "3个"."""
    counted = rf"\d{{1,5}}{any_word('marks', 'decimal_counter')}"
    return rf"(?:19|20)\d\d年|\d{{1,2}}月|{counted}"


def _counts_behind() -> str:
    """What stands behind the comma of 1、 inside a paragraph that does not list figures.

    Samples: "1、加强"; where a sentence ends before it also "。1、2023年", but not "1、2号楼".
    """
    ended = "|".join(rf"(?<=[。;:]{figures}、)" for figures in (r"\d", r"\d\d"))
    return rf"(?:(?!\d)|(?:{ended})(?={_counted_figure()}))"


def _counted_measure() -> Way:
    """The way to count measures by their name, at the beginning of a paragraph and inside."""
    numeral = rf"(?P<value>\d{{1,3}}|{_N}{{1,3}}|[{_SINGLE}])"
    return Way(
        Form.MEASURE,
        "措施1:加强",
        rf"{any_word('counted', 'measure')}(?:\d{{1,2}}[-.])*{numeral}[:.、,]",
    )


@cache
def ways_at_start() -> tuple[Way, ...]:
    """The ways to number a paragraph; the first that matches counts, so longer ones stand above what they begin with."""
    figure = any_word("marks", "compound_unit", "decimal_unit")
    digits, short = r"(?P<value>\d{1,3})", rf"(?P<value>{_N}{{1,3}})"
    aspect = rf"个?方面[,、:]?(?={_WORD})|(?:大?类|项|个?问题)[,、:]|[】\],、:]"
    return (
        Way(Form.FORMAL, "壹、加强", rf"(?P<value>[{FORMAL}]{{1,3}})[、.]"),
        Way(Form.CHINESE_COMMA, "一、加强", rf"(?P<value>{_N}{{1,4}})[、.](?![{CHINESE}]+[、,])"),
        Way(Form.CHINESE_PAREN, "(一)加强", rf"[(〔\[【](?P<value>{_N}{{1,4}})[)〕\]】][、.]?"),
        Way(Form.DEEP_COMPOUND, "1-2-3加强", rf"{_SPLIT}[-.]\d{{1,2}}[.、,:]?(?={_WORD_OR_TITLE})"),
        Way(Form.COMPOUND, "1.2加强", rf"{_SPLIT}(?:[.、,:]|(?!{figure}))(?={_WORD_OR_TITLE})"),
        Way(Form.ARABIC_DOT, "1.2023年", rf"{digits}\.{_no_decimal()}"),
        Way(Form.ARABIC_COMMA, "1、加强", rf"{digits}(?:、|,(?!\d))"),
        Way(
            Form.ARABIC_PAREN,
            "(1]加强",
            rf"(?:\((?=\d{{1,3}}(?:\)|{_CLOSED}))|{_OPENED}(?=\d{{1,3}}\))){digits}(?:\)|{_CLOSED})[.、]?",
        ),
        Way(Form.ARABIC_RIGHT, "1)加强", rf"{digits}\)"),
        Way(Form.ARABIC_BRACKET, "[1]加强", rf"{_OPENED}{digits}{_CLOSED}"),
        Way(Form.SINGLE, "①加强", rf"(?P<value>[{_SINGLE}])[.、]?"),
        Way(Form.SHI, "一是加强", rf"{short}是"),
        Way(Form.YAO, "一要加强", rf"{short}要"),
        Way(
            Form.PART,
            "第一部分加强",
            rf"第(?P<value>{_N}{{1,2}}|\d{{1,2}})(?:部分|章|篇)[,、:.]?(?=[一-鿿“\n])",
        ),
        Way(
            Form.ORDINAL,
            "第一方面,加强",
            rf"(?:第|[【\[]方面)(?P<value>{_N}{{1,3}}|\d{{1,2}})(?:{aspect})",
        ),
        Way(Form.AMONG, "其一,加强", rf"其(?P<value>{_N})[,、:]"),
        _counted_measure(),
        Way(Form.LETTER, "A.加强", rf"\(?(?P<value>[{LETTERS}])[.、)]"),
    )


@cache
def _at_start() -> re.Pattern[str]:
    return re.compile(_alternatives(ways_at_start()))


@cache
def _bare() -> re.Pattern[str]:
    # A number or Chinese numeral that only a blank parts from what follows. Samples: "1 加强", "一 强化"
    counted = any_word("marks", "bare_unit")
    return re.compile(rf"(?P<n>\d{{1,2}}|{_N}{{1,3}})(?!{counted})(?={_WORD})")


@cache
def _spaced_compound() -> re.Pattern[str]:
    # A number of two parts that a blank parts from words which might else be what it counts.
    # Samples: "2.3 项目建设方面", "1-3 人员配备不足"
    figure = rf"[年月日号](?![度常])|{any_word('marks', 'spaced_unit', 'decimal_unit')}"
    return re.compile(rf"(?P<{Form.COMPOUND.name}>{_SPLIT}(?={_WORD_OR_TITLE})(?!{figure}))")


# A bracket lost on one side. Samples: "一)认真", "(一认真"
_HALF_PAREN = re.compile(rf"(?P<b>{_N}{{1,2}})\)|\((?P<c>{_N}{{1,2}})(?![){CHINESE}])(?={_WORD})")


@cache
def ways_inside() -> tuple[tuple[Way, ...], ...]:
    """The ways to number a list inside a paragraph: spoken ones, enclosed ones, and those that figures have too."""
    digits = r"(?P<value>\d{1,2})"
    spoken = (
        Way(Form.SHI, "一是加强", rf"(?P<value>{_N}{{1,3}})是"),
        Way(Form.YAO, "一要加强", rf"(?P<value>{_N}{{1,3}})要"),
    )
    enclosed = (
        Way(Form.ARABIC_PAREN, "(1)加强", rf"\({digits}\)"),
        Way(Form.CHINESE_PAREN, "(一)加强", rf"\((?P<value>{_N}{{1,3}})\)"),
        Way(Form.SINGLE, "①加强", rf"(?P<value>[{_SINGLE}])"),
        Way(Form.ORDINAL, "第一,加强", rf"第(?P<value>{_N}{{1,3}})[,、:]"),
        Way(Form.AMONG, "其一,加强", rf"其(?P<value>{_N})[,、:]"),
    )
    pointed = (
        Way(Form.ARABIC_DOT, "1.加强", rf"{digits}\.{_no_decimal()}"),
        Way(Form.ARABIC_COMMA, "1、加强", rf"{digits}、{_counts_behind()}"),
        Way(Form.ARABIC_RIGHT, "1)加强", rf"{digits}\)"),
        Way(Form.ARABIC_BRACKET, "[1]加强", rf"{_OPENED}{digits}{_CLOSED}"),
        _counted_measure(),
    )
    return spoken, enclosed, pointed


@cache
def _inside() -> re.Pattern[str]:
    # To be believed only where they go on in sequence; what figures have too, behind the end of a clause.
    spoken, enclosed, pointed = map(_alternatives, ways_inside())
    no_other_word = not_behind((*group("marks", "before_spoken"), *CHINESE))
    behind_clause = r"(?:(?<=[。;:!?,”)》】])|(?<=问题)|(?<=方面))"
    return re.compile(f"{no_other_word}(?:{spoken})|{enclosed}|{behind_clause}(?:{pointed})")


# What an ordinal counts. Samples: "方面", "个方面", "类"
_COUNTED_NOUN = re.compile(r"(?:个?方面|大?类)$")
_STRONG_EDGE = frozenset("。;:!?\n")
# A comma behind the topic of a heading ends it. Sample: "针对“…”问题,一是"
_TOPIC_EDGES = ("问题,", "方面,")
_WEAK_EDGE = frozenset(",、”)》】")


@cache
def _counted() -> re.Pattern[str]:
    # Samples: "问题1：", "任务二、", "反馈问题①：", "问题（三）", "【问题1】", "问题1-2："
    words = any_of((*group("counted", "problem"), *group("labels", "problem")))
    return re.compile(
        rf"(?P<w>{words})(?P<above>(?:\d{{1,2}}[-.]){{0,2}})(?:(?P<n>\d{{1,3}}|{_N}{{1,3}}|[{_SINGLE}])(?P<sep>[:.、,]|\b)?|\((?P<p>\d{{1,3}}|{_N}{{1,3}})\)[:.、,]?)"
        rf"|[【\[](?P<bw>{words})(?P<bn>\d{{1,3}}|{_N}{{1,3}})[】\]][:.、,]?"
    )


def mark_at(text: str, position: int, gaps: set[int]) -> Mark | None:
    """The enumerator at the beginning of a paragraph, or right behind another one."""
    spaced = _spaced_compound().match(text, position)
    found = spaced if spaced and spaced.end() in gaps else _at_start().match(text, position)
    if found:
        return _mark(found, Edge.START)
    counted = _counted().match(text, position)
    if counted and _is_whole(text, counted, gaps):
        return _counted_mark(counted)
    return _bare_mark(text, position, gaps)


def _is_whole(text: str, counted: re.Match[str], gaps: set[int]) -> bool:
    """Whether a sign, a blank or the end of the line parts a counted word from what follows."""
    parted = counted["p"] or counted["bn"] or counted["sep"] or counted.end() in gaps
    return bool(parted) or text[counted.end() : counted.end() + 1] in ("", "\n")


def marks_inside(text: str, start: int, end: int) -> Iterator[Mark]:
    """Whatever may be an enumerator inside a paragraph."""
    for found in _inside().finditer(text, start, end):
        mark = _mark(found, edge_before(text, found.start()))
        if mark is not None:
            yield mark


def edge_before(text: str, position: int) -> Edge:
    """What stands before a position of the text."""
    if position == 0 or text[position - 1] == "\n":
        return Edge.START
    before = text[position - 1]
    if before in _STRONG_EDGE or text.endswith(_TOPIC_EDGES, 0, position):
        return Edge.STRONG
    return Edge.WEAK if before in _WEAK_EDGE else Edge.NONE


def _mark(found: re.Match[str], edge: Edge) -> Mark | None:
    form = Form[str(found.lastgroup)]
    printed = found[0]
    if form in COMPOUNDS:
        parts = re.split(r"[-.]", printed.rstrip(".、,:"))
        return Mark(form, found.start(), found.end(), int(parts[-1]), printed.rstrip(".、,:"), edge)
    words = found[f"{form.name}_value"]
    value = number_of(words)
    if value is None or value == 0:
        return None
    number = _plain_number(
        unicodedata.normalize("NFKC", printed) if printed[0] in _FOLDABLE else printed
    )
    return Mark(form, found.start(), found.end(), value, number, edge)


def _plain_number(printed: str) -> str:
    inner = printed.rstrip(".、,:")
    if inner.startswith("第"):
        return _COUNTED_NOUN.sub("", inner)
    if inner[1:].startswith("方面"):
        return inner[1:-1]
    return inner.translate(str.maketrans("〔【[〕】]", "((()))"))


# What parts the numbers of two levels. Samples: "1-2", "1.2"
_PARTS = re.compile(r"[-.]")


def _counted_mark(found: re.Match[str]) -> Mark | None:
    words = found["n"] or found["p"] or found["bn"]
    value = number_of(words)
    if value is None or value == 0:
        return None
    above = found["above"] or ""
    form = {0: Form.COUNTED, 1: Form.COMPOUND}.get(len(_PARTS.findall(above)), Form.DEEP_COMPOUND)
    number = f"{found['w'] or found['bw']}{above}{words}"
    return Mark(form, found.start(), found.end(), value, number, Edge.START)


def _bare_mark(text: str, position: int, gaps: set[int]) -> Mark | None:
    half = _HALF_PAREN.match(text, position)
    if half:
        words = half["b"] or half["c"]
        value = number_of(words)
        return Mark(
            Form.CHINESE_PAREN, position, half.end(), value, f"({words})", Edge.START, damaged=True
        )
    bare = _bare().match(text, position)
    if not bare or bare.end() not in gaps:
        return None
    value = number_of(bare["n"])
    form = Form.ARABIC_BARE if bare["n"].isdigit() else Form.CHINESE_COMMA
    return Mark(form, position, bare.end(), value, bare["n"], Edge.START) if value else None
