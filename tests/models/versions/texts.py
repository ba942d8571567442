"""Invented notices and what becomes of them, for tests of versions."""

from __future__ import annotations

import random

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.library import ReadFile
from tests.importers.rendering.content import FINANCE, HEALTH, Body
from tests.importers.rendering.render import render
from tests.importers.rendering.styles import STYLES

# Labelled measures and outcomes with a status each; items told in one run.
LABELLED, TOLD = STYLES[0], STYLES[2]


def draft(body: Body = FINANCE) -> str:
    """A notice with nine problems (FINANCE) or five (HEALTH), each with measures, outcomes and a status."""
    return render(LABELLED, body).text


def read(text: str, name: str = "通报.txt") -> ReadFile:
    """The file as the program reads it."""
    data = text.encode("utf-8")
    source = read_source(data, name)
    return ReadFile(data, source, read_notice(source))


def replaced(text: str, before: str, after: str) -> str:
    """The text with words replaced, which must be there."""
    assert before in text
    return text.replace(before, after)


def wrapped(text: str, width: int = 40) -> str:
    """The text with hard breaks, as a mail program makes them."""
    lines = [
        line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width)
    ]
    return "\n".join(lines)


def other_round(text: str) -> str:
    """The same unit's notice of another round: other dates, half of the problems and all figures other ones."""
    later = replaced(
        replaced(text, "2023年10月9日", "2026年3月2日"), "2024年1月26日", "2026年6月8日"
    )
    lines = later.split("\n")
    chance = random.Random(3)
    for at, line in enumerate(lines):
        if len(line) > 20 and at > len(lines) // 3:
            lines[at] = "".join(chance.sample(line, len(line)))
    return "\n".join(lines)


__all__ = [
    "FINANCE", "HEALTH", "LABELLED", "TOLD",
    "draft", "other_round", "read", "replaced", "wrapped",
]  # fmt: skip
