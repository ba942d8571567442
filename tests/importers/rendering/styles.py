"""How notices are written: one style for every body dialect B1-B21, prefaces P1-P7 (../shared/DIALECTS.md)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Level:
    """A heading level: its number form, its words around the name, whether its counter runs on."""

    form: str
    words: str
    running: bool = False
    inline: bool = False  # what follows stands in the same paragraph
    detail: bool = False  # a sentence on the problem follows its name


@dataclass(frozen=True)
class Style:
    """A way of writing notices.

    Attributes:
        body: `labelled` (measures and outcomes apart), `progress` (one label) or `plain` (no label).
        item: the form of items, empty for one unnumbered narrative.
        joined: items stand in one paragraph.
        status: `label` (behind the outcome label), `first` (first sentence), `own` (own label), `last`, or empty.
    """

    name: str
    aspect: Level | None
    problem: Level
    sub_problem: Level | None = None
    chapters: bool = True
    account: str = "区委巡察组反馈意见整改进展情况"
    preface: str = "P1"
    body: str = "plain"
    labels: tuple[str, ...] = ()
    label_alone: bool = False
    item: str = "一是"
    joined: bool = True
    ending: str = "。"
    status: str = ""
    fields: tuple[str, ...] = ()
    problem_label: str = ""
    genre: str = "整改进展情况的通报"
    extra: dict[str, str] = field(default_factory=dict)


_A = Level("（一）", "{}方面")
_QA = Level("（一）", "“{}”方面")
_GA = Level("（一）", "关于{}方面")
_FA = Level("（一）", "聚焦{}方面")
_QP = Level("1.", "关于“{}”的问题。")

STYLES: tuple[Style, ...] = (
    Style(
        "B1",
        _FA,
        Level("1.", "{}。"),
        Level("一是", "{}。", detail=True),
        body="labelled",
        labels=("整改措施：", "完成情况："),
        label_alone=True,
        item="（1）",
        joined=False,
        status="label",
    ),
    Style(
        "B2",
        _A,
        Level("1.", "{}问题"),
        body="progress",
        labels=("整改情况：",),
        item="（1）",
        ending="；",
    ),
    Style("B3", _QA, Level("1.", "关于“{}”问题"), Level("（1）", "针对“{}”问题", running=True)),
    Style("B4", _GA, Level("1. ", "针对{}问题", inline=True), preface="P2"),
    Style("B5", _QA, _QP, body="progress", labels=("整改情况：",), item="", preface="P2"),
    Style(
        "B5N",
        None,
        Level("（一）", "{}。"),
        body="progress",
        labels=("整改情况：",),
        item="",
        preface="P2",
        problem_label="反馈问题：",
    ),
    Style(
        "B6",
        _A,
        Level("1.", "{}。"),
        body="progress",
        labels=("整改情况：",),
        item="一是",
        status="first",
        preface="P2",
    ),
    Style("B7", None, _QP, body="progress", labels=("整改情况：",), preface="P2"),
    Style(
        "B8",
        Level("（一）", "在“{}”方面"),
        Level("1.", "关于“{}”问题的整改"),
        Level("（1）", "关于“{}”问题。", detail=False),
        chapters=False,
        preface="P4",
        extra={"quoted_detail": "yes"},
    ),
    Style(
        "B9",
        Level("（一）", "{}方面。"),
        Level("1.", "{}。"),
        Level("（1）", "关于{}的问题。", inline=True),
        chapters=False,
        preface="P4",
    ),
    Style(
        "B10",
        Level("一、", "关于“{}”方面"),
        Level("（一）", "关于“{}”的问题。"),
        chapters=False,
        preface="P4",
    ),
    Style(
        "B11",
        _GA,
        Level("1.", "关于“{}”方面"),
        Level("问题1：", "{}。", running=True),
        account="集中整改期内整改进展情况",
        body="progress",
        labels=("整改情况：",),
        status="own",
        label_alone=True,
        preface="P2",
    ),
    Style(
        "B12",
        Level("（一）", "{}。"),
        Level("1.问题1：", "{}。", running=True),
        body="progress",
        labels=("整改情况：",),
        preface="P2",
        chapters=True,
    ),
    Style(
        "B13",
        _FA,
        Level("问题1.", "针对{}的问题。", running=True),
        Level("（1）", "对于{}的问题。"),
        preface="P1",
    ),
    Style(
        "B14",
        None,
        Level("1.", "2023年{}。", running=True),
        account="具体问题整改情况",
        body="progress",
        labels=("整改情况：",),
        preface="P2",
    ),
    Style(
        "B15",
        Level("一、", "{}方面"),
        Level("（一）", "关于“{}”的问题。"),
        chapters=False,
        body="labelled",
        labels=("整改措施：", "整改情况："),
        item="（1）",
        status="label",
        fields=("整改时限：2024年12月底前", "责任领导：赵某某"),
        preface="P4",
        genre="整改情况的公示",
    ),
    Style(
        "B16",
        None,
        Level("（一）", "{}。", detail=True),
        account="具体整改情况",
        preface="P2",
        status="first",
        body="plain",
        genre="审计整改情况的函",
    ),
    Style(
        "B17",
        Level("一、", "{}方面问题的整改情况"),
        Level("（一）", "关于{}的问题。"),
        chapters=False,
        item="",
        preface="P4",
        genre="审计查出问题整改情况的报告",
    ),
    Style(
        "B21",
        Level("（一）", "{}方面"),
        Level("", "关于{}的问题。"),
        account="对照反馈问题，对标对表进行整改",
        preface="P7",
        item="",
        genre="整改情况的函",
    ),
)

# Further combinations that no document of the catalogue shows, made of the same parts.
COMBINATIONS: tuple[Style, ...] = (
    Style(
        "C1",
        _A,
        Level("1、", "{}。"),
        Level("（1）", "{}。", detail=True),
        body="labelled",
        labels=("整改举措：", "整改成效："),
        label_alone=True,
        item="①",
        joined=False,
        status="label",
    ),
    Style(
        "C2",
        _QA,
        Level("1.", "关于“{}”问题"),
        body="labelled",
        labels=("整改措施：", "整改结果："),
        item="一是",
        status="label",
        fields=("责任部门：办公室", "整改时限：立行立改，长期坚持"),
    ),
    Style(
        "C3",
        None,
        Level("问题1：", "{}。", running=True),
        body="labelled",
        labels=("采取措施：", "落实情况："),
        item="1.",
        joined=False,
        preface="P2",
    ),
    Style(
        "C4", Level("（一）", "{}方面存在的问题"), Level("1.", "{}。"), item="第一，", preface="P5"
    ),
    Style(
        "C5",
        Level("一、", "关于{}方面"),
        Level("1．", "{}。"),
        chapters=False,
        item="（1）",
        joined=False,
        preface="P4",
    ),
    Style("C6", _GA, Level("1.", "针对“{}”的问题，", inline=True), item="", preface="P6"),
    Style("C7", _A, Level("（1）", "“{}”问题", running=True), item="①", preface="P3"),
    Style(
        "C8",
        _FA,
        Level("1.", "{}。"),
        Level("（1）", "{}。", detail=True),
        body="progress",
        labels=("整改进展：",),
        item="",
        status="first",
        label_alone=True,
    ),
    Style(
        "C9",
        Level("1.", "关于{}方面"),
        Level("（1）", "{}。"),
        body="progress",
        labels=("整改情况：",),
        item="①",
        status="own",
    ),
    Style(
        "C10",
        Level("（1）", "{}方面的问题整改情况"),
        Level("问题1：", "{}。"),
        body="labelled",
        labels=("整改措施：", "整改成效："),
        item="①",
        status="own",
    ),
)

# The dialects that other prefaces are put before.
_BODIES_OF_PREFACES = ("B1", "B2", "B3", "B5", "B7", "B11")


def with_prefaces() -> dict[str, tuple[Style, ...]]:
    """By preface: several body dialects behind it; P4 has no chapters."""
    bodies = [style for style in STYLES if style.name in _BODIES_OF_PREFACES]
    return {
        preface: tuple(
            replace(
                style, name=f"{preface}-{style.name}", preface=preface, chapters=preface != "P4"
            )
            for style in bodies
        )
        for preface in ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
    }
