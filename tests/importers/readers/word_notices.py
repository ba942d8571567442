"""The text of a notice as a Word file: numbers typed, or left to Word as offices do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from importers.outline.words.numerals import number_of
from tests.importers.readers.docx_files import WordFile, abstract, lvl, num, p, start_at

_CHINESE = "一二三四五六七八九十"
# Numbers at the beginning of a paragraph, with the format and text that make Word print them. Samples: 一、 （2） ③ 问题4：
_FORMS = tuple(
    (number_format, text, re.compile(text.replace("%1", f"(?P<n>{digits})") + behind))
    for number_format, text, digits, behind in (
        ("chineseCounting", "%1、", f"[{_CHINESE}]+", ""),
        ("chineseCounting", "（%1）", f"[{_CHINESE}]+", ""),
        ("chineseCounting", r"\(%1\)", f"[{_CHINESE}]+", ""),
        ("decimal", r"%1\.", r"\d{1,2}", r"(?!\d)"),
        ("decimal", "%1．", r"\d{1,2}", ""),
        ("decimal", "%1、", r"\d{1,2}", ""),
        ("decimal", "（%1）", r"\d{1,2}", ""),
        ("decimal", r"\(%1\)", r"\d{1,2}", ""),
        ("decimalEnclosedCircleChinese", "%1", "[①-⑳]", ""),
        ("decimal", "问题%1：", r"\d{1,2}", ""),
        ("chineseCounting", "%1是", f"[{_CHINESE}]+", ""),
    )
)
_LEVELS = 9


def typed_file(text: str) -> WordFile:
    """A file whose paragraphs are the lines of the text."""
    return WordFile([p(line) for line in text.split("\n")])


def numbered_file(text: str, *, gap: str = "nothing") -> WordFile:
    """The same, with the numbers at the beginning of lines computed by Word; `gap` is what stands behind them."""
    lines = [(_numbered(line), line) for line in text.split("\n")]
    forms = list(dict.fromkeys(found[0] for found, _ in lines if found))[:_LEVELS]
    levels = [lvl(at, form[0], _word_text(form[1], at), suff=gap) for at, form in enumerate(forms)]
    counter = _Counter(len(levels))
    body = []
    for found, line in lines:
        if found is None or found[0] not in forms:
            body.append(p(line))
        else:
            form, value, words = found
            level = forms.index(form)
            body.append(p(words, num=counter.list_for(level, value), level=level))
    lists = [
        num(at, 0, *(start_at(level, value) for level, value in starts.items()))
        for at, starts in enumerate(counter.starts, 1)
    ]
    return WordFile(body, [abstract(0, *levels), *lists])


def _numbered(line: str) -> tuple[tuple[str, str], int, str] | None:
    stripped = line.lstrip(" \t\u3000\u00a0")
    for number_format, text, pattern in _FORMS:
        found = pattern.match(stripped)
        value = number_of(found["n"]) if found else None
        if found and value:
            return (number_format, text), value, stripped[found.end() :]
    return None


def _word_text(pattern: str, level: int) -> str:
    return pattern.replace("\\", "").replace("%1", f"%{level + 1}")


@dataclass
class _Counter:
    """Chooses the list of each paragraph: the one before goes on as far as its numbers do, else a new one begins."""

    levels: int
    starts: list[dict[int, int]] = field(default_factory=lambda: [{}])
    values: dict[int, int] = field(default_factory=dict)

    def list_for(self, level: int, value: int) -> int:
        for above in range(level):
            self.values.setdefault(above, self.starts[-1].get(above, 1))
        following = (
            self.values[level] + 1 if level in self.values else self.starts[-1].get(level, 1)
        )
        if value != following:
            self.starts.append({level: value})
        self.values[level] = value
        for below in range(level + 1, self.levels):
            self.values.pop(below, None)
        return len(self.starts)
