"""Notices that strain the reader: each of one shape, as long as is asked for (`make bench`, the tests of growth).

What is measured is how the work grows with the length, so a shape repeats one thing that some step might
look at again and again: marks, labels, claims, quotation marks that never close, one endless line, ….
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count

import docx
import openpyxl

_HEAD = "中共某县水务局党组关于巡察整改进展情况的通报\n\n　　根据县委统一部署，2024年3月1日至5月10日，县委第二巡察组对县水务局党组进行了巡察。6月12日，县委巡察组反馈了意见。现将巡察整改进展情况予以公布。\n一、反馈意见整改落实情况\n"
_TAIL = "\n　　欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0000-1234567；邮政信箱：某县某路1号。\n中共某县水务局党组\n2025年1月10日\n"
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file that some step might find hard.

    Attributes:
        make: the bytes of a file of about so many signs.
    """

    name: str
    file_name: str
    make: Callable[[int], bytes]


def numeral(value: int) -> str:
    """A number from 1 to 9,999 in Chinese, as marks are written."""
    tens, ones = divmod(value % 100, 10)
    return (f"{_DIGITS[tens]}十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def _repeated(unit: Callable[[int], str]) -> Callable[[int], str]:
    """What `unit` gives for 1, 2, 3 …, until there is enough."""

    def make(size: int) -> str:
        parts, length = [], 0
        for number in count(1):
            if length >= size:
                break
            parts.append(unit(number))
            length += len(parts[-1])
        return "".join(parts)

    return make


def _text(name: str, unit: Callable[[int], str], before: str = "") -> Shape:
    """A notice that has `before` and then `unit` again and again between its head and its foot."""
    make = _repeated(unit)
    return Shape(
        name, "shape.txt", lambda size: (_HEAD + before + make(size) + _TAIL).encode("utf-8")
    )


def _bare(name: str, unit: Callable[[int], str]) -> Shape:
    """A file that holds nothing but `unit` again and again."""
    make = _repeated(unit)
    return Shape(name, "shape.txt", lambda size: make(size).encode("utf-8"))


_PROBLEM = "（一）关于履行主责主业方面\n1.储备管理不严格的问题。\n"
_MEASURES = _PROBLEM + "整改措施：\n"
_ACT = "加强水库日常巡查，印发《河湖管理办法》，培训干部21人，"


def _nested(number: int) -> str:
    return (
        f"（{numeral(number)}）关于第{number}个方面\n1.制度落实不到位的问题。\n一是检查不及时。\n整改措施：\n"
        f"（1）开展检查{number}次。\n①明确专人。\n（2）健全制度。\n完成情况：已整改完成。\n（1）检查{number}次，约谈3人。\n（2）印发制度2项。\n"
    )


def _linked(size: int) -> bytes:
    half = size // 2
    measures = _repeated(lambda n: f"（{n % 1000}）召开会议研究水库巡查工作{n}次。\n")(half)
    outcomes = _repeated(lambda n: f"（{n % 997}）已召开会议研究水库巡查工作{n}次。\n")(half)
    return (_HEAD + _MEASURES + measures + "完成情况：\n" + outcomes + _TAIL).encode("utf-8")


TEXTS = (
    _text("aspects", lambda n: f"（{numeral(n)}）关于履行第{n}项职责方面\n"),
    _text(
        "problems",
        lambda n: (
            f"{n % 1000}.制度{n}落实不到位的问题。\n整改措施：开展检查{n}次。\n完成情况：已完成。\n"
        ),
    ),
    _text("nested", _nested),
    _text("items of a problem", lambda n: f"（{n % 1000}）开展检查{n}次，约谈3人。\n", _MEASURES),
    _text("items in a paragraph", lambda n: f"（{n % 100}）开展检查{n}次；", _MEASURES),
    Shape("measures and outcomes", "shape.txt", _linked),
    _text("one paragraph", lambda n: f"{_ACT}第{n}次检查未发现问题。", _PROBLEM),
    _text("faults", lambda n: f"制度{n}落实不到位。", _PROBLEM),
    _text("one sentence again", lambda _: "加强日常巡查，落实到位。\n", _PROBLEM),
    _text("no punctuation", lambda n: f"加强水库日常巡查{n}", _PROBLEM),
    _text("chapters", lambda n: f"{numeral(n)}、整改落实情况\n（一）加强学习。\n"),
    _text("one chapter again", lambda _: "二、工作情况\n"),
    _text("plans", lambda n: f"{numeral(n)}、下一步打算\n继续抓好整改。\n"),
    _text("labels", lambda _: "整改措施：加强学习。\n完成情况：已完成。\n", _PROBLEM),
    _text("labels in a line", lambda _: "整改措施：加强学习。完成情况：已完成。", _PROBLEM),
    _text("marks behind labels", lambda n: f"整改措施：（{n % 40}）学习。", _PROBLEM),
    _text("fields", lambda n: f"责任部门：第{n}科\n整改时限：2025年{n % 12 + 1}月底\n", _PROBLEM),
    _text(
        "cards",
        lambda n: f"存在问题：制度{n}不健全。\n整改情况：已建立制度。\n完成情况：已完成。\n",
    ),
    _text("topics", lambda n: f"关于制度{n}不健全的问题。已建立制度。\n"),
    _text("quoted topics", lambda n: f"针对“制度{n}不健全”问题，已建立制度。"),
    _text("statuses", lambda _: "该问题正在整改中，将于2025年12月底前完成。", _PROBLEM),
    _text(
        "paragraphs behind an item",
        lambda n: f"第{n}次会议作出部署。\n",
        _MEASURES + "（1）学习。\n",
    ),
    _bare("claims", lambda n: f"反馈的{n}个问题，已整改完成{n}个，完成率100%，其中长期坚持{n}个。"),
    _bare("merged claims", lambda n: f"反馈{n % 900 + 100}个方面具体问题，召开会议{n}次，"),
    _bare("measures done", lambda n: f"制定{n}条措施，已完成{n}条，正在整改{n}条、"),
    _text(
        "dates", lambda n: f"2024年{n % 12 + 1}月{n % 28 + 1}日、2024{n % 12 + 1}15日，", _PROBLEM
    ),
    _text(
        "documents",
        lambda n: f"印发《河湖管理办法{n}》，修订《关于印发〈第{n}号〉的通知》。",
        _PROBLEM,
    ),
    _text("money", lambda n: f"追回资金{n},000.50万元，清退{n}人次。", _PROBLEM),
    _text("blank lines", lambda _: "加强学习。\n\n\n　　\n\n\t\n\n\n\n"),
    _text("blanks", lambda _: " \u3000\t  \u00a0", "（一）学习"),
    _text("page numbers", lambda n: f"某县水务局整改通报\n—{n % 900}—\n加强水库日常巡查，开展检\n"),
    _text(
        "wrapped lines",
        lambda n: f"加强水库日常巡查工作并且按月通报检查情况落实整改责任到人到岗第{n % 10}\n",
    ),
    _text("emphasis", lambda _: "**四是** __抓__ "),
    _text("tabs", lambda n: f"{n}\t问题{n}\t整改措施\t已完成\n"),
    _text(
        "lost brackets",
        lambda n: f"（{n % 40}针对问题开展检查；{n % 40 + 1}）制定制度；",
        _MEASURES,
    ),
    _text("lost digits", lambda n: f"20年{n % 9}月日，共个，第次，提高%。", _PROBLEM),
    _bare("notices", lambda n: f"{_HEAD}{_PROBLEM}" + f"检查{n}次。" * 150 + _TAIL),
    _bare("titles", lambda n: f"中共某县第{n}局党组关于巡察整改情况的通报\n"),
    _bare("signatures", lambda n: f"中共某县第{n}局党组\n2025年1月{n % 28 + 1}日\n"),
    _bare("headings", lambda n: f"## {n} 关于制度不健全的问题\n"),
    _bare("menus", lambda n: f"首页 > 要闻{n} > 打印 分享到 上一篇 下一篇\n"),
    _text("invitations", lambda n: f"联系电话：{n}；邮箱地址：某路{n}号；欢迎监督\n"),
    *(
        _text(name, lambda _, unit=unit: unit, _MEASURES + "（1）加强学习，")  # type: ignore[misc]  # bound for each unit
        for name, unit in (
            ("一是", "一是"),
            ("digits", "2020"),
            ("numerals", "一"),
            ("open brackets", "（"),
            ("closed brackets", "）"),
            ("open quotes", "“"),
            ("open titles", "《"),
            ("quotes", "“”"),
            ("about", "关于"),
            ("topics in a line", "针对“"),
            ("problem", "问题"),
            ("full stops", "。"),
            ("colons", "："),
            ("labels run together", "整改措施"),
            ("latin", "a1.@-"),
            ("stars", "*"),
            ("dashes", "—"),
            ("and blanks", "一 "),
        )
    ),
)


def _rows(size: int) -> Iterator[list[str]]:
    yield ["序号", "具体问题", "整改措施", "完成情况", "责任部门", "整改时限"]
    length = 0
    for number in count(1):
        if length >= size:
            return
        row = [
            str(number),
            f"制度{number}落实不到位",
            f"（1）开展检查{number}次；（2）健全制度",
            f"检查{number}次，印发制度2项，已完成",
            "办公室",
            "2025年12月",
        ]
        length += sum(map(len, row))
        yield row


def _sheet(size: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for row in _rows(size):
        sheet.append(row)
    return _saved(book.save)


def _page(size: int) -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _rows(size)
    )
    return f"<html><body><h1>某县水务局整改台账</h1><table>{rows}</table></body></html>".encode()


def _paragraphs(size: int) -> bytes:
    lines = _repeated(_nested)(size).splitlines()
    body = "".join(f"<h2>{line}</h2>" if "方面" in line else f"<p>{line}</p>" for line in lines)
    return f"<html><body>{body}</body></html>".encode()


def _document(size: int) -> bytes:
    document = docx.Document()
    for line in _repeated(_nested)(size).splitlines():
        document.add_paragraph(line, style="Heading 1" if "方面" in line else None)
    return _saved(document.save)


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


def _rows_of_one_problem(size: int) -> bytes:
    head, *rows = (["", "制度落实不到位", *row[2:]] for row in _rows(size))
    head[0], head[1] = "序号", "具体问题"
    cells = "".join(
        "<tr>"
        + (f"<td>1</td><td rowspan={len(rows)}>{row[1]}</td>" if at == 0 else "<td></td>")
        + "".join(f"<td>{cell}</td>" for cell in row[2:])
        + "</tr>"
        for at, row in enumerate(rows)
    )
    titles = "".join(f"<td>{cell}</td>" for cell in head)
    return f"<html><body><table><tr>{titles}</tr>{cells}</table></body></html>".encode()


def _comma_rows(size: int) -> bytes:
    return "".join(",".join(row) + "\n" for row in _rows(size)).encode()


FILES = (
    Shape("html paragraphs", "shape.html", _paragraphs),
    Shape("html table", "shape.html", _page),
    Shape("rows of one problem", "shape.html", _rows_of_one_problem),
    Shape("csv rows", "shape.csv", _comma_rows),
    Shape("xlsx rows", "shape.xlsx", _sheet),
    Shape("docx paragraphs", "shape.docx", _document),
)
SHAPES = (*TEXTS, *FILES)
