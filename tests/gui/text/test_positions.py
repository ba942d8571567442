import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from gui.text.positions import TextPositions
from models.source import Span

# Lone surrogates, NUL and CR never reach a source text (DESIGN, "Source text").
SIGNS = st.one_of(
    st.sampled_from("一是(1)。 \n\t\u00a0\u2028\u2029\u3000\u200b\ufeff\x0c\ufffd\ufffc𠮷😀é"),
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"),
)
TEXTS = st.text(SIGNS, max_size=60)


def document_of(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setPlainText(text)
    return document


def selected(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@given(TEXTS)
def test_document_is_as_long_as_positions_say(text: str) -> None:
    assert document_of(text).characterCount() - 1 == TextPositions(text).qt_length


@given(TEXTS)
def test_positions_round_trip(text: str) -> None:
    positions = TextPositions(text)
    assert [positions.from_qt(positions.to_qt(at)) for at in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


@given(TEXTS, st.data())
def test_span_selects_its_own_signs(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    positions = TextPositions(text)
    begin, stop = positions.range_to_qt(Span(start, end))
    shown = selected(document_of(text), begin, stop)
    assert len(shown) == end - start
    for sign, printed in zip(shown, text[start:end], strict=True):
        # What Qt shows differently is never a letter, a figure or a stop.
        assert sign == printed or printed in "\n\u00a0\u2028\u2029\ufdd0\ufdd1"


@given(TEXTS, st.integers(-5, 200), st.integers(-5, 200))
def test_span_from_any_positions_lies_inside(text: str, first: int, last: int) -> None:
    span = TextPositions(text).span_from_qt(first, last)
    assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("一是 政治", 3, 3),
        ("𠮷野", 1, 2),
        ("a𠮷b😀c", 3, 4),
        ("a𠮷b😀c", 4, 6),
        ("", 7, 0),
        ("甲", 9, 1),
    ],
)
def test_to_qt_counts_pairs(text: str, offset: int, position: int) -> None:
    assert TextPositions(text).to_qt(offset) == position


def test_position_inside_a_pair_belongs_to_its_sign() -> None:
    positions = TextPositions("a𠮷b")
    assert positions.from_qt(2) == 1
    assert positions.span_from_qt(2, 3) == Span(1, 2)
    assert positions.span_from_qt(1, 2) == Span(1, 2)


def test_empty_selection_is_no_span() -> None:
    assert TextPositions("一二").span_from_qt(1, 1) is None
