"""定位原文 names the page or the row of the table, as far as the file has any."""

from __future__ import annotations

import pytest

from gui.wording import place_in_file
from models.source import Cell, Evidence, SourceText, Span

ONE = (Cell(Span(0, 2), 0, 4, 1), Cell(Span(3, 5), 0, 6, 1))
TWO = (Cell(Span(0, 2), 0, 4, 1), Cell(Span(3, 5), 1, 0, 0))


@pytest.mark.parametrize(
    ("evidence", "offset", "words"),
    [
        (Evidence(), 3, ""),
        (Evidence(pages=(0, 3)), 3, "原文第2页"),
        (Evidence(cells=ONE), 4, "原文表格第7行"),
        (Evidence(cells=ONE), 2, ""),
        (Evidence(cells=TWO), 1, "原文第1张表第5行"),
        (Evidence(cells=TWO, pages=(0,)), 3, "原文第1页第2张表第1行"),
    ],
)
def test_place_is_named(evidence: Evidence, offset: int, words: str) -> None:
    source = SourceText("甲乙\t丙丁", "a", "0" * 64, "xlsx", evidence=evidence)
    assert place_in_file(source, offset) == words
