"""Notices that `make bench` works on: varied copies of the samples, and one with very many nodes."""

from __future__ import annotations

import re
from itertools import cycle, islice

from models.ids import NodeId, NoticeId
from models.node import Node, NodeKind
from models.notice import Notice, Reading, spaced_rank
from models.outline import Outline
from models.source import RoleSpan, SourceText, Span
from models.values import NoticeKind
from scripts.demo import sample_files

# The first 方面, and the chapter after the last one. Samples: "（一）聚焦…方面", "三、下一步打算"
_FIRST_ASPECT = re.compile(r"^[（(]一[)）].*方面", re.MULTILINE)
_LAST_CHAPTER = re.compile(r"^[三四]、", re.MULTILINE)
_PLACES = "青林岭溪桥湖泉塘坪坡岗沟湾寨堡营集店铺庄屯洼川谷峰岩潭渡港滩洲岛"
_PROBLEMS = 100
_LENGTH = 12


def copies(count: int, *, times: int = 1) -> list[tuple[str, bytes]]:
    """File names and bytes of `count` notices, no two alike; what each lists stands in it `times` times."""
    texts = [lengthened(path.read_text(encoding="utf-8"), times) for path in sample_files()]
    made = []
    for number, text in enumerate(islice(cycle(texts), count)):
        varied = text.replace("2025年", f"2025年第{number + 1}号。", 1)
        place = _place(number)
        varied = varied.replace("，", f"，{place}").replace("。", f"，在{place}。")
        made.append((f"copy-{number + 1}.txt", varied.encode("utf-8")))
    return made


def _place(number: int) -> str:
    """The name of a place that only this notice speaks of, in every sentence: else all were versions of three notices."""
    rest, first = divmod(number, len(_PLACES))
    return _PLACES[first] + _PLACES[rest % len(_PLACES)]


def lengthened(text: str, times: int) -> str:
    """A notice whose chapter with the problems goes on `times` times as long."""
    start = next(_FIRST_ASPECT.finditer(text)).start()
    end = next(_LAST_CHAPTER.finditer(text, start)).start()
    return text[:start] + text[start:end] * times + text[end:]


def wide_notice(size: int) -> Notice:
    """A notice of `size` nodes: specific problems in a hundred problems, each with its own words."""
    text = "".join(f"问题{number:08}，" for number in range(size)).ljust(size * _LENGTH)
    nodes = [_problem(number) for number in range(_PROBLEMS)]
    nodes += [_sub_problem(number) for number in range(_PROBLEMS, size)]
    source = SourceText(text, "wide.txt", "", "plain_text")
    reading = Reading(1, NoticeKind.RECTIFICATION_NOTICE, "", nodes=tuple(nodes))
    return Notice(NoticeId(1), source, reading, Outline(len(text), nodes))


def _problem(number: int) -> Node:
    kind = NodeKind.PROBLEM
    return Node(NodeId(number + 1), kind, None, spaced_rank(number), spans=_words(number))


def _sub_problem(number: int) -> Node:
    parent = NodeId(number % _PROBLEMS + 1)
    kind, rank = NodeKind.SUB_PROBLEM, spaced_rank(number // _PROBLEMS)
    return Node(NodeId(number + 1), kind, parent, rank, spans=_words(number))


def _words(number: int) -> tuple[RoleSpan, ...]:
    return (RoleSpan(Span(number * _LENGTH, number * _LENGTH + _LENGTH - 1)),)
