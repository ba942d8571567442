import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.source import Span, own_words, squeeze


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_span_that_is_empty_reversed_or_negative_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


def test_span_counts_half_open() -> None:
    span = Span(2, 5)
    assert len(span) == 3
    assert span.of("甲乙丙丁戊己") == "丙丁戊"
    assert [span.contains(at) for at in (1, 2, 4, 5)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [(Span(0, 2), False), (Span(0, 3), True), (Span(4, 9), True), (Span(5, 6), False)],
)
def test_spans_overlap_where_they_share_a_character(other: Span, overlaps: bool) -> None:
    assert Span(2, 5).overlaps(other) is overlaps
    assert other.overlaps(Span(2, 5)) is overlaps


def test_span_counts_code_points_beyond_the_basic_plane() -> None:
    assert Span(1, 2).of("𠀀𠀁𠀂") == "𠀁"


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("**四是**  抓\u3000落实", "四是抓落实"),
        ("（１）完成", "(1)完成"),
        ("零\u200b宽\ufeff", "零宽"),
        ("## 标题", "标题"),
    ],
)
def test_squeeze_leaves_what_is_compared(written: str, squeezed: str) -> None:
    assert squeeze(written) == squeezed


@given(st.text())
def test_squeeze_leaves_no_blanks(text: str) -> None:
    assert not any(sign.isspace() for sign in squeeze(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("制定131\n\n条  措施", "制定131条  措施"),
        ("use of\nwords", "use of words"),
        ("**一是**学习", "一是学习"),
        ("  学习\u3000\n\t落实 ", "学习落实"),
    ],
)
def test_own_words_join_hard_wraps(text: str, words: str) -> None:
    assert own_words(text, (Span(0, len(text)),)) == words


def test_own_words_of_several_places_are_one_run() -> None:
    text = "学习（1）制度，落实。"
    assert own_words(text, (Span(0, 2), Span(5, 11))) == "学习制度，落实。"
    assert own_words(text, ()) == ""
