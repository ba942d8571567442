"""The folded text and the way back to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from importers.outline.text.flow import Flow, lines_of
from importers.outline.text.layout import lay_out
from models.source import Span, squeeze


def _flow(text: str, *left_out: Span) -> Flow:
    return Flow(text, [[line] for line in lines_of(text)], left_out)


def test_flow_folds_width_and_drops_blanks() -> None:
    flow = _flow("（一）  甲，\u00a0乙：２０２５ 年\n**一是** 丙")
    assert flow.text == "(一)甲,乙:2025年\n一是丙\n"


def test_flow_spans_lead_back_to_the_source() -> None:
    text = "\u3000\u3000（一） 甲 乙。\n"
    flow = _flow(text)
    (span,) = flow.spans(flow.text.index("甲"), flow.text.index("。") + 1)
    assert span.of(text) == "甲 乙。"


def test_flow_spans_leave_clutter_out() -> None:
    text = "甲乙\n— 3 —\n丙丁"
    flow = Flow(text, [[lines_of(text)[0], lines_of(text)[2]]], [Span(3, 8)])
    assert flow.text == "甲乙丙丁\n"
    assert [span.of(text) for span in flow.spans(0, 4)] == ["甲乙", "丙丁"]


def test_flow_spans_of_nothing_are_none() -> None:
    flow = _flow("甲\n乙")
    assert flow.spans(1, 2) == ()
    assert flow.span(1, 2) is None


def test_flow_place_and_paragraph() -> None:
    text = "甲 乙\n丙"
    flow = _flow(text)
    assert flow.place(text.index("乙")) == 1
    assert flow.paragraph_at(flow.text.index("丙")) == 1


def test_flow_gaps_tell_blanks_inside_lines() -> None:
    flow = _flow("责任领导：甲    责任科室：乙")
    assert flow.text.index("责任科室") in flow.gaps


def test_lines_of_markdown_headings_are_told() -> None:
    (line,) = lines_of("## 一、基本情况")
    assert line.heading
    assert line.text == "一、基本情况"


@given(st.text(alphabet="一（）() 　\n\t。，,1２三是”“《》问题\u200b\ufeff", max_size=120))
def test_flow_keeps_every_sign_in_order(text: str) -> None:
    flow = lay_out(text).flow
    assert squeeze(flow.text) == squeeze("\n".join(line.text for line in lines_of(text)))
    for stretch in flow.paragraphs:
        for span in flow.spans(stretch.start, stretch.end):
            assert 0 <= span.start < span.end <= len(text)
