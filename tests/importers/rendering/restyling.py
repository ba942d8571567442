"""The same notice in another hand's manner: other enumerators, headings and items on lines of their own or run together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.importers.rendering.styles import Level, Style

# What another office prints for the same enumerator.
_OTHERS = {
    "（一）": ("【一】", "（一）、", "〔一〕"),
    "一、": ("第一、", "第一方面：", "一．"),
    "1.": ("1、", "1．", "（1）"),
    "1. ": ("1、", "1．", "（1）"),
    "1、": ("1.", "1．", "（1）"),
    "1．": ("1、", "1.", "（1）"),
    "（1）": ("①", "1）", "⑴"),
    "①": ("（1）", "⑴", "1）"),
    "一是": ("第一，", "其一，", "一要"),
    "第一，": ("一是", "其一，", "（1）"),
    "问题1：": ("问题一：", "【问题1】", "问题（一）"),
    "问题1.": ("问题1、", "问题（1）", "问题一："),
}
# Enumerators that differ in writing only; a notice uses one of them.
_SAME = (
    ("（一）", "【一】", "（一）、", "〔一〕"),
    ("1.", "1. ", "1．"),
    ("①", "⑴"),
    ("第一，", "第一、"),
)


def other_numbers(style: Style, turn: int) -> Style:
    """A style with another enumerator at every level, the same throughout."""
    taken = {_class(level.form) for level in _levels(style)} | {_class(style.item)}
    forms: dict[str, str] = {}
    for form in [*(level.form for level in _levels(style)), style.item]:
        others = _OTHERS.get(form, ())
        free = [
            other
            for other in others[turn:] + others[:turn]
            if _class(other) not in taken - {_class(form)}
        ]
        forms[form] = free[0] if free else form
        taken.add(_class(forms[form]))
    return replace(
        style,
        aspect=_renumbered(style.aspect, forms),
        problem=replace(style.problem, form=forms[style.problem.form]),
        sub_problem=_renumbered(style.sub_problem, forms),
        item=forms[style.item],
    )


def _levels(style: Style) -> list[Level]:
    return [
        level for level in (style.aspect, style.problem, style.sub_problem) if level is not None
    ]


def _renumbered(level: Level | None, forms: dict[str, str]) -> Level | None:
    return None if level is None else replace(level, form=forms[level.form])


def _class(form: str) -> str:
    return next((same[0] for same in _SAME if form in same), form)


def on_own_lines(style: Style) -> Style:
    """A style in which every heading, label and item has a line of its own."""
    return replace(
        style,
        problem=_apart(style.problem),
        sub_problem=None if style.sub_problem is None else _apart(style.sub_problem),
        label_alone=bool(style.labels),
        joined=style.joined and not style.item,
    )


def _apart(level: Level) -> Level:
    return replace(level, inline=False, words=level.words.rstrip("，"))


def run_together(style: Style) -> Style:
    """A style in which the account of a problem is one paragraph: heading, labels and items."""
    lowest = style.sub_problem or style.problem
    closed = lowest.words.endswith(("。", "，", "问题")) or bool(style.labels)
    inline = replace(lowest, inline=lowest.inline or (closed and not lowest.detail))
    return replace(
        style,
        problem=inline if lowest is style.problem else style.problem,
        sub_problem=inline if lowest is style.sub_problem else style.sub_problem,
        label_alone=False,
        joined=True,
    )


RESTYLED: dict[str, Callable[[Style], Style]] = {
    "numbers_a": lambda style: other_numbers(style, 0),
    "numbers_b": lambda style: other_numbers(style, 1),
    "numbers_c": lambda style: other_numbers(style, 2),
    "own_lines": on_own_lines,
    "run_together": run_together,
}
