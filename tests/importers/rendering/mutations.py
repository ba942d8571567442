"""Changes that a notice may suffer without losing its meaning; the gold stays what it was, or is changed with it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.importers.rendering.content import Body
from tests.importers.rendering.hands import (
    Hand,
    LosingHand,
    MisprintingHand,
    SlippingHand,
    without_digits,
    without_points,
)
from tests.importers.rendering.render import Manner, render
from tests.importers.rendering.rendered import Rendered
from tests.importers.rendering.restyling import RESTYLED
from tests.importers.rendering.singles import Round, Single, restyled_single

Mutation = Callable[[str, random.Random], str]

_HALF = str.maketrans("（），：；．", "(),:;.")
_FULL = str.maketrans("(),:;", "（），：；")
# Sample: "（3）"
_PAREN = re.compile(r"[（(](\d{1,2})[）)]")
# Labels and other words of the same meaning.
_LABELS = {
    "整改措施：": "整改举措：",
    "完成情况：": "整改成效：",
    "整改情况：": "整改落实情况：",
    "整改时限：": "完成时限：",
    "反馈问题：": "存在问题：",
}


def half_width(text: str, _: random.Random) -> str:
    """All punctuation in half width."""
    return text.translate(_HALF)


def full_width(text: str, _: random.Random) -> str:
    """All punctuation in full width."""
    return re.sub(
        r"(?<=[一-鿿0-9”])[(),:;]|[(),:;](?=[一-鿿0-9“])",
        lambda found: found[0].translate(_FULL),
        text,
    )


def other_labels(text: str, _: random.Random) -> str:
    """Labels of other words."""
    for words, others in _LABELS.items():
        text = text.replace(words, others)
    return text


def blank_lines(text: str, chance: random.Random) -> str:
    """Blank lines and indents between paragraphs."""
    lines = []
    for line in text.split("\n"):
        lines.append(("\u3000\u3000" if chance.random() < 0.5 else "    ") + line if line else line)
        if chance.random() < 0.6:
            lines.append("\u00a0" if chance.random() < 0.3 else "")
    return "\n".join(lines)


def hard_wraps(text: str, _: random.Random) -> str:
    """Lines broken at a fixed width, as a PDF gives them."""
    return "\n".join(part for line in text.split("\n") for part in _wrapped(line, 38))


def page_breaks(text: str, chance: random.Random) -> str:
    """Hard wraps, and a page number every 25 lines."""
    lines = hard_wraps(text, chance).split("\n")
    for page, at in enumerate(range(25, len(lines), 26), 1):
        lines.insert(at, f"— {page} —")
    return "\n".join(lines)


def odd_spaces(text: str, chance: random.Random) -> str:
    """Spaces round digits and behind numbers."""
    text = re.sub(
        r"(?<=[一-鿿])(\d+)(?=[一-鿿])",
        lambda found: f" {found[1]} " if chance.random() < 0.6 else found[1],
        text,
    )
    return re.sub(
        r"^([（(]\S{1,3}[）)]|\d{1,2}[.、])(?=[一-鿿“])", r"\1 ", text, flags=re.MULTILINE
    )


def markdown(text: str, chance: random.Random) -> str:
    """Emphasis left over from a converter."""
    return re.sub(
        r"([一二三四五六七八九]是)",
        lambda found: f"**{found[1]}**" if chance.random() < 0.4 else found[1],
        text,
    )


def page_chrome(text: str, _: random.Random) -> str:
    """A web page round the notice."""
    above = "无障碍浏览 关怀版\n首页 > 政务公开 > 巡察整改\n索引号：000/2024-00012\n发布时间：2024-08-16 浏览量：35\n字号：大 中 小 打印 分享\n"
    return f"{above}{text}扫一扫在手机打开当前页\n关闭窗口\n版权所有 网站声明 联系我们\n"


def joined(text: str, chance: random.Random) -> str:
    """A third of the paragraphs that begin with an item or label joined to the one before."""
    lines = text.split("\n")
    kept: list[str] = []
    for line in lines:
        item = re.match(r"(?:[（(]\d{1,2}[）)]|[①-⑳]|(?:整改措施|完成情况|整改情况)：)", line)
        if (
            item
            and kept
            and kept[-1]
            and chance.random() < 0.33
            and re.search(r"[。：]$", kept[-1])
        ):
            kept[-1] += line
        else:
            kept.append(line)
    return "\n".join(kept)


def run_on(text: str, chance: random.Random) -> str:
    """A fifth of the paragraphs of the account joined to the one before, headings and labels too."""
    lines = text.split("\n")
    begin = 1 + next((at for at, line in enumerate(lines) if "予以公布" in line), 0)
    kept = lines[:begin]
    for line in lines[begin:]:
        if len(kept) > begin and kept[-1] and line and chance.random() < 0.2:
            kept[-1] += line
        else:
            kept.append(line)
    return "\n".join(kept)


def sentences(text: str, _: random.Random) -> str:
    """Every sentence of the account on a line of its own."""
    start = max(0, text.find("予以公布")) + 5
    return text[:start] + re.sub(r"。(?=[^”）\n])", "。\n", text[start:])


def lost_brackets(text: str, chance: random.Random) -> str:
    """One bracket of every third list number lost."""

    def change(found: re.Match[str]) -> str:
        draw = chance.random()
        if draw < 0.17:
            return found[0][1:]
        return found[0][:-1] if draw < 0.33 else found[0]

    return _PAREN.sub(change, text)


def crlf(text: str, _: random.Random) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


def _wrapped(line: str, width: int) -> list[str]:
    return [line[at : at + width] for at in range(0, len(line), width)] or [""]


# Changes of the text that was written, with the numbers as they are.
_OF_TEXT: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        half_width,
        full_width,
        other_labels,
        blank_lines,
        hard_wraps,
        page_breaks,
        odd_spaces,
        markdown,
        page_chrome,
        joined,
        run_on,
        sentences,
        lost_brackets,
        crlf,
    )
}
# Hands that do not write the numbers as they should be.
_OF_NUMBERS: dict[str, Callable[[random.Random], Hand]] = {
    "slips": lambda chance: SlippingHand(chance, 0.1),
    "misprints": lambda chance: MisprintingHand(chance, 0.1),
    "lost_5": lambda chance: LosingHand(chance, 0.05),
    "lost_10": lambda chance: LosingHand(chance, 0.1),
    "lost_points": lambda chance: LosingHand(chance, 0.2, without_points),
    "lost_digits": lambda chance: LosingHand(chance, 0.1, without_digits),
}
# Those after which not all can be known from the notice any more.
DAMAGING = frozenset({"run_on", "lost_5", "lost_10", "lost_points", "lost_digits"})
MUTATIONS = (*_OF_TEXT, *RESTYLED, *_OF_NUMBERS)


def mutated(manner: Manner, body: Body, name: str, seed: int = 7) -> Rendered:
    """The notice of a body in a manner of writing after the mutation of that name."""
    # Not for secrets: the same notice must come out every time.
    chance = random.Random(f"{seed}-{manner.name}-{body.short}-{name}")
    if name in _OF_NUMBERS:
        notice = render(manner, body, _OF_NUMBERS[name](chance))
    elif name in RESTYLED:
        notice = render(_restyled(manner, name), body)
    else:
        plain = render(manner, body)
        text = _OF_TEXT[name](plain.text, chance) if _applies(manner, name) else plain.text
        notice = Rendered(plain.name, text, plain.gold)
    return Rendered(f"{notice.name}-{name}", notice.text, notice.gold)


def _applies(manner: Manner, name: str) -> bool:
    """Whether what a notice says stays the same under a mutation."""
    if name == "sentences":
        # A paragraph without a number is an item of its own, so that cutting a narrative up makes other items.
        return not isinstance(manner, Round) and bool(manner.item)
    # The fields of a single task end with their line; nothing else tells them from what follows.
    return name != "run_on" or not isinstance(manner, Single)


def _restyled(manner: Manner, name: str) -> Manner:
    if isinstance(manner, Round):
        return manner
    return restyled_single(manner, name) if isinstance(manner, Single) else RESTYLED[name](manner)
