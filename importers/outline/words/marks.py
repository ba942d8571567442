"""Enumerators: where they stand, their form and number; no level and no meaning yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from importers.cues import any_of, cues, group
from importers.outline.words.numerals import CHINESE, SINGLE_SIGNS, number_of

_SINGLE = "".join(SINGLE_SIGNS)
# Signs for a number in brackets or with a full stop: one sign for what is else several.
_FOLDABLE = frozenset(sign for sign in SINGLE_SIGNS if len(unicodedata.normalize("NFKC", sign)) > 1)


class Form(StrEnum):
    """How a mark is written; the value is only a name."""

    CHINESE_COMMA = "一、"
    CHINESE_PAREN = "（一）"
    ARABIC_DOT = "1."
    ARABIC_COMMA = "1、"
    ARABIC_PAREN = "（1）"
    ARABIC_RIGHT = "1）"
    ARABIC_BRACKET = "[1]"
    ARABIC_BARE = "1"
    SINGLE = "①"
    SHI = "一是"
    YAO = "一要"
    PART = "第一部分"
    ORDINAL = "第一，"
    AMONG = "其一，"
    COUNTED = "问题1："
    COMPOUND = "1-1"
    DEEP_COMPOUND = "1-1-1"
    LETTER = "A."
    LEAD = "针对"
    FIELD = "存在问题："
    PLAIN = ""


# Numbers that hold those of the levels above, so that they begin anew with each of these.
COMPOUNDS = frozenset({Form.COMPOUND, Form.DEEP_COMPOUND})


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
# Digits behind a full stop that make no decimal number. Samples: "2023年", "4月", "7个"
_NO_DECIMAL = r"(?:19|20)\d\d年|\d{1,2}月|\d{1,5}(?:个|名|户|家|件|笔|所|次|份|座|处|起|台|辆|位|批|宗|场|期|条|项)"
# Units behind a decimal number, which numbers nothing. Samples: "43.5公里", "1.8平方米"
_MEASURED = r"公里|公顷|公斤|平方|立方|千[瓦米克]|百分|[吨亩倍米]|厘米|毫米|小时"
# One alternative a form; the first that matches at a position counts. Samples stand beside them.
_AT_START = re.compile(
    "|".join(
        (
            rf"(?P<CHINESE_COMMA>(?P<a>{_N}{{1,4}})[、.](?![{CHINESE}]+[、,]))",  # 一、
            rf"(?P<CHINESE_PAREN>[(〔\[【](?P<b>{_N}{{1,4}})[)〕\]】][、.]?)",  # (一)
            r"(?P<DEEP_COMPOUND>\d{1,2}(?:[-.]\d{1,2}){2}[.、,:]?(?=[一-鿿“《]))",  # 1-2-3, 2.1.1
            rf"(?P<COMPOUND>\d{{1,2}}[-.]\d{{1,2}}(?:[.、,:]|(?![年月日号万亿元个次名人户家件笔所份座处起台辆位批宗场期条项%]|{_MEASURED}))(?=[一-鿿“《]))",  # 1-2, 1.1
            rf"(?P<ARABIC_DOT>(?P<c>\d{{1,3}})\.(?:(?!\d)|(?={_NO_DECIMAL})))",  # 1.  1.2023年
            r"(?P<ARABIC_COMMA>(?P<d>\d{1,3})(?:、|,(?!\d)))",  # 1、
            r"(?P<ARABIC_PAREN>\((?P<e>\d{1,3})\)[.、]?)",  # (1)
            r"(?P<ARABIC_RIGHT>(?P<f>\d{1,3})\))",  # 1)
            r"(?P<ARABIC_BRACKET>[〔\[【](?P<g>\d{1,3})[〕\]】])",  # [1]
            rf"(?P<SINGLE>(?P<h>[{_SINGLE}])[.、]?)",  # ①
            rf"(?P<SHI>(?P<i>{_N}{{1,3}})是)",  # 一是
            rf"(?P<YAO>(?P<j>{_N}{{1,3}})要)",  # 一要
            rf"(?P<PART>第(?P<o>{_N}{{1,2}}|\d{{1,2}})(?:部分|章|篇)[,、:.]?(?=[一-鿿“\n]))",  # 第一部分
            rf"(?P<ORDINAL>(?:第|[【\[]方面)(?P<k>{_N}{{1,3}}|\d{{1,2}})(?:个?方面[,、:]?(?=[一-鿿“])|大?类[,、:]|[】\],、:]))",  # 第一,  第一方面  第一类:  【方面一】
            rf"(?P<AMONG>其(?P<l>{_N})[,、:])",  # 其一,
            r"(?P<LETTER>\(?(?P<m>[A-Z])[.、)])",  # A.
        )
    )
)
_VALUE_GROUPS = {
    Form.CHINESE_COMMA: "a",
    Form.CHINESE_PAREN: "b",
    Form.ARABIC_DOT: "c",
    Form.ARABIC_COMMA: "d",
    Form.ARABIC_PAREN: "e",
    Form.ARABIC_RIGHT: "f",
    Form.ARABIC_BRACKET: "g",
    Form.SINGLE: "h",
    Form.SHI: "i",
    Form.YAO: "j",
    Form.PART: "o",
    Form.ORDINAL: "k",
    Form.AMONG: "l",
    Form.LETTER: "m",
}
# A number or Chinese numeral that only a blank parts from what follows. Sample: "1 加强", "一 强化"
_BARE = re.compile(
    rf"(?P<n>\d{{1,2}}|{_N}{{1,3}})(?![年月日号时个名次所项人条家件期份万亿元天岁届类大至])(?=[一-鿿“])"
)
# A number of two parts that a blank parts from words which might else be what it counts. Sample: "2.3 项目建设方面"
_SPACED_COMPOUND = re.compile(
    rf"(?P<COMPOUND>\d{{1,2}}\.\d{{1,2}}(?=[一-鿿“《])(?![年月日号](?![度常])|[万亿元]|个百分|{_MEASURED}))"
)
# A bracket lost on one side. Samples: "一)认真", "(一认真"
_HALF_PAREN = re.compile(rf"(?P<b>{_N}{{1,2}})\)|\((?P<c>{_N}{{1,2}})(?![){CHINESE}])(?=[一-鿿“])")
# Marks inside a paragraph, to be believed only where they go on in sequence. Samples: "一是", "(2)", "①", "2.", "其二,"
_INSIDE = re.compile(
    rf"(?<![第之唯统同万专单初{CHINESE}])(?:(?P<SHI>(?P<i>{_N}{{1,3}})是)|(?P<YAO>(?P<j>{_N}{{1,3}})要))"
    r"|(?P<ARABIC_PAREN>\((?P<e>\d{1,2})\))"
    rf"|(?P<CHINESE_PAREN>\((?P<b>{_N}{{1,3}})\))"
    rf"|(?P<SINGLE>(?P<h>[{_SINGLE}]))"
    rf"|(?P<ORDINAL>第(?P<k>{_N}{{1,3}})[,、:])"
    rf"|(?P<AMONG>其(?P<l>{_N})[,、:])"
    r"|(?:(?<=[。;:!?,”)》】])|(?<=问题)|(?<=方面))(?:"
    rf"(?P<ARABIC_DOT>(?P<c>\d{{1,2}})\.(?:(?!\d)|(?={_NO_DECIMAL})))"
    r"|(?P<ARABIC_COMMA>(?P<d>\d{1,2})、(?!\d))"
    r"|(?P<ARABIC_RIGHT>(?P<f>\d{1,2})\))"
    r"|(?P<ARABIC_BRACKET>[〔\[【](?P<g>\d{1,2})[〕\]】])"
    r")"
)
# What an ordinal counts. Samples: "方面", "个方面", "类"
_COUNTED_NOUN = re.compile(r"(?:个?方面|大?类)$")
_STRONG_EDGE = frozenset("。;:!?\n")
# A comma behind the topic of a heading ends it. Sample: "针对“…”问题,一是"
_TOPIC_EDGES = ("问题,", "方面,")
_WEAK_EDGE = frozenset(",、”)》】")


@cache
def _counted() -> re.Pattern[str]:
    # Samples: "问题1：", "任务二、", "反馈问题①：", "问题（三）", "【问题1】"
    counted = (word for words in cues("counted").values() for word in words)
    words = any_of((*counted, *group("labels", "problem")))
    return re.compile(
        rf"(?P<w>{words})(?:(?P<n>\d{{1,3}}|{_N}{{1,3}}|[{_SINGLE}])(?P<sep>[:.、,]|\b)?|\((?P<p>\d{{1,3}}|{_N}{{1,3}})\)[:.、,]?)"
        rf"|[【\[](?P<bw>{words})(?P<bn>\d{{1,3}}|{_N}{{1,3}})[】\]][:.、,]?"
    )


def mark_at(text: str, position: int, gaps: set[int]) -> Mark | None:
    """The enumerator at the beginning of a paragraph, or right behind another one."""
    spaced = _SPACED_COMPOUND.match(text, position)
    found = spaced if spaced and spaced.end() in gaps else _AT_START.match(text, position)
    if found:
        return _mark(found, Edge.START)
    counted = _counted().match(text, position)
    if counted and (counted["p"] or counted["bn"] or counted["sep"] or counted.end() in gaps):
        return _counted_mark(counted)
    return _bare_mark(text, position, gaps)


def marks_inside(text: str, start: int, end: int) -> Iterator[Mark]:
    """Whatever may be an enumerator inside a paragraph."""
    for found in _INSIDE.finditer(text, start, end):
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
    form = Form[str(found.lastgroup)] if found.lastgroup in Form.__members__ else _form_of(found)
    printed = found[0]
    if form in COMPOUNDS:
        parts = re.split(r"[-.]", printed.rstrip(".、,:"))
        return Mark(form, found.start(), found.end(), int(parts[-1]), printed.rstrip(".、,:"), edge)
    words = found[_VALUE_GROUPS[form]]
    value = ord(words) - ord("A") + 1 if form is Form.LETTER else number_of(words)
    if value is None or value == 0:
        return None
    number = _plain_number(
        unicodedata.normalize("NFKC", printed) if printed[0] in _FOLDABLE else printed
    )
    return Mark(form, found.start(), found.end(), value, number, edge)


def _form_of(found: re.Match[str]) -> Form:
    return next(
        form for form in _VALUE_GROUPS if form.name in found.groupdict() and found[form.name]
    )


def _plain_number(printed: str) -> str:
    inner = printed.rstrip(".、,:")
    if inner.startswith("第"):
        return _COUNTED_NOUN.sub("", inner)
    if inner[1:].startswith("方面"):
        return inner[1:-1]
    return inner.translate(str.maketrans("〔【[〕】]", "((()))"))


def _counted_mark(found: re.Match[str]) -> Mark | None:
    words = found["n"] or found["p"] or found["bn"]
    value = number_of(words)
    if value is None or value == 0:
        return None
    return Mark(
        Form.COUNTED,
        found.start(),
        found.end(),
        value,
        f"{found['w'] or found['bw']}{words}",
        Edge.START,
    )


def _bare_mark(text: str, position: int, gaps: set[int]) -> Mark | None:
    half = _HALF_PAREN.match(text, position)
    if half:
        words = half["b"] or half["c"]
        value = number_of(words)
        return Mark(
            Form.CHINESE_PAREN, position, half.end(), value, f"({words})", Edge.START, damaged=True
        )
    bare = _BARE.match(text, position)
    if not bare or bare.end() not in gaps:
        return None
    value = number_of(bare["n"])
    form = Form.ARABIC_BARE if bare["n"].isdigit() else Form.CHINESE_COMMA
    return Mark(form, position, bare.end(), value, bare["n"], Edge.START) if value else None
