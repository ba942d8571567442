"""Styles put together by chance: ways of writing that no document of the catalogue shows, but the next one may."""

from __future__ import annotations

import random

from tests.importers.rendering.styles import Level, Style

_ASPECT_FORMS = ("（一）", "（一）", "（一）", "(一)", "一、", "第一，", None)
_PROBLEM_FORMS = ("1.", "1.", "1、", "1．", "（1）", "(1)", "问题1：", "（一）")
_SUB_FORMS = ("（1）", "(1)", "一是", "①", "1）")
_ITEM_FORMS = ("一是", "（1）", "①", "1.", "1）", "第一，", "其一，", "")
_ASPECT_WORDS = (
    "{}方面",
    "“{}”方面",
    "关于{}方面",
    "聚焦{}方面",
    "{}方面。",
    "在{}方面存在的问题",
    "{}",
)
_PROBLEM_WORDS = (
    "{}。",
    "关于“{}”的问题。",
    "关于{}的问题。",
    "针对“{}”问题",
    "“{}”问题",
    "针对{}的问题。",
    "{}",
)
_SUB_WORDS = ("{}。", "针对“{}”问题", "关于{}的问题。", "{}")
_LABELS = {
    "labelled": (
        ("整改措施：", "完成情况："),
        ("整改举措：", "整改成效："),
        ("采取措施：", "整改结果："),
        ("整改措施:", "整改完成情况:"),
    ),
    "progress": (("整改情况：",), ("整改进展：",), ("整改落实情况：",), ("整改措施及成效：",)),
    "plain": ((),),
}
_STATUS = {"labelled": ("label", ""), "progress": ("first", "own", ""), "plain": ("first", "")}
_FIELDS = ((), (), ("整改时限：2024年12月底前", "责任科室：办公室"))


def random_style(name: str, chance: random.Random) -> Style:
    """A style whose parts are drawn by chance; no two levels are numbered alike."""
    chapters = chance.random() < 0.7
    aspect = chance.choice([form for form in _ASPECT_FORMS if form != "一、" or not chapters])
    problem = _other(chance, _PROBLEM_FORMS, aspect)
    # Without aspects (一) over (1) could as well be an aspect over a problem.
    sub = None
    if chance.random() < 0.35 and not (aspect is None and problem == "（一）"):
        sub = _other(chance, _SUB_FORMS, aspect, problem)
    body = chance.choice(("labelled", "labelled", "progress", "plain"))
    item = _other(chance, _ITEM_FORMS, aspect, problem, sub)
    detail = body != "plain" and chance.random() < 0.3
    problem_words = chance.choice(
        [words for words in _PROBLEM_WORDS if not detail or words.endswith("。")]
    )
    inline = (
        body == "plain"
        and sub is None
        and problem_words.endswith(("。", "问题"))
        and chance.random() < 0.4
    )
    return Style(
        name,
        Level(aspect, chance.choice(_ASPECT_WORDS)) if aspect else None,
        Level(
            problem,
            problem_words,
            running=chance.random() < 0.3,
            inline=inline,
            detail=detail and sub is None,
        ),
        Level(sub, chance.choice(_SUB_WORDS), running=chance.random() < 0.3) if sub else None,
        chapters=chapters,
        preface=chance.choice(("P1", "P2", "P3", "P5", "P6", "P7")) if chapters else "P4",
        body=body,
        labels=chance.choice(_LABELS[body]),
        label_alone=chance.random() < 0.5,
        item=item,
        joined=chance.random() < 0.5 and not (body == "labelled" and item == ""),
        ending=chance.choice("。；"),
        status="" if inline else chance.choice(_STATUS[body]),
        fields=chance.choice(_FIELDS) if body == "labelled" else (),
    )


def _other(chance: random.Random, forms: tuple[str, ...], *taken: str | None) -> str:
    """One of `forms` that is not numbered like those already taken."""
    used = {_bare(form) for form in taken if form}
    return chance.choice([form for form in forms if form == "" or _bare(form) not in used])


def _bare(form: str) -> str:
    return form.strip("（）()、.，：．")
