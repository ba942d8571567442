import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.source import Span
from services.search import TextIndex


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("开展学习5次。再学习", "学习", [Span(2, 4), Span(8, 10)]),
        ("开展学\n  习５次", "学习5次", [Span(2, 9)]),
        ("**四是** 抓落实", "四是抓", [Span(2, 8)]),
        ("印发ABC办法", "abc", [Span(2, 5)]),
        ("没有这个词", "台账", []),
        ("任何文字", "  ", []),
        ("哈哈哈哈", "哈哈", [Span(0, 2), Span(2, 4)]),
        ("共½数", "1⁄2", [Span(1, 2)]),
    ],
    ids=["twice", "wrapped", "markdown", "case", "absent", "blank", "no-overlap", "expanding"],
)
def test_find_gives_places_in_the_text(text: str, words: str, found: list[Span]) -> None:
    assert TextIndex(text).find(words) == found


def test_find_stops_at_the_limit() -> None:
    assert TextIndex("一" * 10).find("一", limit=3) == [Span(0, 1), Span(1, 2), Span(2, 3)]


@given(before=st.text(), words=st.text(alphabet="整改台账落实", min_size=1), after=st.text())
def test_words_that_stand_in_a_text_are_found(before: str, words: str, after: str) -> None:
    text = before + words + after
    spans = TextIndex(text).find(words)
    assert spans
    assert all(words in span.of(text) or len(span) >= len(words) for span in spans)
