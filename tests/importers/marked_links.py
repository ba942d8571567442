"""Labelled notices whose outcomes say by hand which measures they answer, and how much of that a reading finds.

In `tests/data/links` an outcome ends in ` →2` for each measure of its problem that it answers, by number, or in ` →无`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from importers.outline.pipeline import read_notice
from importers.read import read_source
from importers.terms import JiebaSegmenter
from models.node import Node, NodeKind

FOLDER = Path(__file__).resolve().parents[1] / "data" / "links"

_ANSWERS = re.compile(r"(?: →(?:\d+|无))+$", re.MULTILINE)
_SEGMENTER = JiebaSegmenter()


@dataclass(frozen=True, slots=True)
class FoundLinks:
    """The links wanted and found, each as the beginning of an outcome with the number of a measure.

    Attributes:
        confidence: how sure each found link is.
    """

    wanted: frozenset[tuple[str, str]]
    confidence: dict[tuple[str, str], float]

    @property
    def precision(self) -> float:
        """The share of found links that are wanted."""
        return len(self.wanted & self.confidence.keys()) / len(self.confidence)

    @property
    def recall(self) -> float:
        """The share of wanted links that are found."""
        return len(self.wanted & self.confidence.keys()) / len(self.wanted)


def links_of(name: str) -> FoundLinks:
    """What the reader finds in a notice of the folder, with jieba."""
    marked = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    text = _ANSWERS.sub("", marked)
    reading = read_notice(read_source(text.encode(), "notice.txt"), _SEGMENTER)
    nodes = {node.id: node for node in reading.nodes}
    own = {node.id: node.text(text) for node in reading.nodes}
    wanted = set()
    outcomes = [node for node in reading.nodes if node.kind is NodeKind.OUTCOME]
    for line in marked.splitlines():
        answers = _ANSWERS.search(line)
        if answers:
            words = line[: answers.start()]
            node = next(node for node in outcomes if own[node.id] in words)
            wanted |= {(own[node.id][:12], number) for number in re.findall(r"\d+", answers[0])}
    found = {
        (own[link.outcome][:12], _plain(nodes[link.measure])): link.confidence
        for link in reading.links
    }
    return FoundLinks(frozenset(wanted), found)


def _plain(measure: Node) -> str:
    return (measure.number or "").strip("()")
