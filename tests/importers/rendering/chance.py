"""Styles put together by chance: ways of writing that no document of the catalogue shows, but the next one may."""

from __future__ import annotations

import random

from tests.importers.rendering.styles import Level, Style

_ASPECT_FORMS = (
    "（一）",
    "（一）",
    "（一）",
    "(一)",
    "【一】",
    "一、",
    "第一，",
    "第一方面：",
    "",
    None,
)
_PROBLEM_FORMS = (
    *("1.", "1.", "1、", "1．", "（1）", "(1)", "1）", "①"),
    *("问题1：", "【问题1】", "问题一：", "（一）", "一是"),
)
_SUB_FORMS = ("（1）", "(1)", "一是", "①", "1）", "第一，", "问题1：")
_ITEM_FORMS = ("一是", "（1）", "①", "1.", "1）", "第一，", "其一，", "[1]", "")
_ACCOUNTS = (
    "区委巡察组反馈意见整改进展情况",
    "反馈问题整改落实情况",
    "巡察反馈具体问题整改情况",
    "坚持问题导向，扎实推进反馈问题整改",
)
_ASPECT_WORDS = (
    "{}方面",
    "“{}”方面",
    "关于{}方面",
    "聚焦{}方面",
    "{}方面。",
    "在{}方面存在的问题",
    "{}",
    "{}方面：",
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
_SUB_WORDS = ("{}。", "针对“{}”问题", "关于{}的问题。", "关于“{}”问题。", "{}")
_LABELS = {
    "labelled": (
        ("整改措施：", "完成情况："),
        ("整改举措：", "整改成效："),
        ("采取措施：", "整改结果："),
        ("整改措施:", "整改完成情况:"),
        ("【整改措施】", "【完成情况】"),
        ("具体措施：", "整改进展情况："),
    ),
    "progress": (
        *(("整改情况：",), ("整改进展：",), ("整改落实情况：",), ("整改措施及成效：",)),
        *(("【整改情况】",), ("整改完成情况：",), ("落实情况：",)),
    ),
    "plain": ((),),
}
_STATUS = {"labelled": ("label", ""), "progress": ("first", "own", ""), "plain": ("first", "")}
_FIELDS = ((), (), ("整改时限：2024年12月底前", "责任科室：办公室"))


def random_style(name: str, chance: random.Random) -> Style:
    """A style whose parts are drawn by chance; no two levels are numbered alike."""
    chapters = chance.random() < 0.7
    aspect = chance.choice([form for form in _ASPECT_FORMS if form != "一、" or not chapters])
    problem = _other(chance, _PROBLEM_FORMS, aspect)
    # Without aspects (一) over (1) could as well be an aspect over a problem, and 一是 over ① an item over its parts.
    sub: str | None = None
    if chance.random() < 0.35 and not (aspect is None and problem in ("（一）", "一是")):
        below = [form for form in _SUB_FORMS if _DEPTH[_class(form)] > _DEPTH[_class(problem)]]
        sub = _other(chance, tuple(below), aspect, problem) if below else None
    body = chance.choice(("labelled", "labelled", "progress", "plain"))
    lowest = _DEPTH[_class(sub or problem)]
    lower = tuple(form for form in _ITEM_FORMS if form == "" or _DEPTH[_class(form)] > lowest)
    item = _other(chance, lower if body == "plain" else _ITEM_FORMS, aspect, problem, sub)
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
        _aspect_level(aspect, chance),
        Level(
            problem,
            problem_words,
            running=chance.random() < 0.3,
            inline=inline,
            detail=detail and sub is None,
        ),
        Level(sub, chance.choice(_SUB_WORDS), running=chance.random() < 0.3) if sub else None,
        chapters=chapters,
        account=chance.choice(_ACCOUNTS),
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


def _aspect_level(form: str | None, chance: random.Random) -> Level | None:
    if form is None:
        return None
    words = [part for part in _ASPECT_WORDS if form or part in ("{}方面", "“{}”方面", "关于{}方面")]
    return Level(form, chance.choice(words))


def _other(chance: random.Random, forms: tuple[str, ...], *taken: str | None) -> str:
    """One of `forms` that is not numbered like those already taken."""
    used = {_class(form) for form in taken if form}
    return chance.choice([form for form in forms if form == "" or _class(form) not in used])


def _class(form: str) -> str:
    """The form as the outline knows it; signs that differ in width only are the same."""
    form = form.replace("(", "（").replace(")", "）").replace("．", ".")
    return next((name for name, same in _ALIKE.items() if form in same), form)


_ALIKE = {
    "（一）": ("（一）", "【一】"),
    "第一": ("第一，", "第一方面："),
    "问题": ("问题1：", "【问题1】", "问题一：", "问题1."),
    "1": ("1.", "1、"),
}
# How deep each form may stand, so that what is put together by chance is something that an office could print.
_DEPTH = {
    **{"一、": 0, "": 0, "第一": 1, "（一）": 2, "1": 3, "问题": 3, "（1）": 4, "1）": 5},
    **{"一是": 5, "①": 6, "其一，": 6, "[1]": 6},
}
