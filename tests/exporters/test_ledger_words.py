from dataclasses import replace

import pytest

from exporters.ledger_words import (
    as_of_words,
    date_words,
    measure_part,
    number_words,
    numbered_words,
    outcome_part,
    whole_words,
)
from models.facts import Fact, FactName
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import RoleSpan, Span, SpanRole
from tests.exporters.builders import change, make_notice

ITEM = "P 1.|学习不深入\n  I {number}|{words}"


def item_of(words: str, number: str = "(1)", clutter: tuple[str, ...] = ()) -> tuple[Notice, Node]:
    notice = make_notice(ITEM.format(number=number, words=words), clutter=clutter)
    return notice, notice.outline.node(NodeId(2))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("P 1.|学习不深入", "1.学习不深入"),
        ("P 1. |学习不深入", "1.学习不深入"),
        ("P （一）|学习不深入", "（一）学习不深入"),
        ("P 一是|学习不深入", "一是学习不深入"),
        ("P -|学习不深入", "学习不深入"),
        ("P (54|月份完成排查", "(54月份完成排查"),
    ],
)
def test_numbered_words_stand_as_in_the_source(line: str, words: str) -> None:
    notice = make_notice(line)
    assert numbered_words(notice, notice.outline.node(NodeId(1))) == words


def test_number_takes_the_point_that_stands_before_the_words() -> None:
    notice = make_notice("P 1|.学习不深入")
    node = notice.outline.node(NodeId(1))
    notice.outline.put(replace(node, spans=(node.spans[0], RoleSpan(Span(2, 7)))))
    assert numbered_words(notice, notice.outline.node(NodeId(1))) == "1.学习不深入"


def test_number_without_a_place_takes_a_point_of_its_own() -> None:
    notice = make_notice("P -|学习不深入")
    change(notice, 1, number="3")
    assert numbered_words(notice, notice.outline.node(NodeId(1))) == "3.学习不深入"


def test_number_does_not_run_on_into_a_label() -> None:
    notice = make_notice("P 1.|问题：学习不深入")
    node = notice.outline.node(NodeId(1))
    label = RoleSpan(Span(2, 5), SpanRole.LABEL)
    notice.outline.put(replace(node, spans=(node.spans[0], label, RoleSpan(Span(5, 10)))))
    assert numbered_words(notice, notice.outline.node(NodeId(1))) == "1.学习不深入"


def test_number_that_a_person_changed_is_printed() -> None:
    notice = make_notice("P 1.|学习不深入")
    change(notice, 1, number_printed="2.", touched=frozenset({"number"}))
    assert number_words(notice, notice.outline.node(NodeId(1))) == "2."


def test_typed_words_stand_behind_the_number() -> None:
    notice = make_notice("P 1.|学习不深入")
    change(notice, 1, wording="学习不够深入")
    assert numbered_words(notice, notice.outline.node(NodeId(1))) == "1.学习不够深入"


def test_whole_words_are_the_stretch_of_the_source() -> None:
    notice, item = item_of("{m}加强学习。{o}开展学习5次。{m}下一步继续坚持。")
    assert whole_words(notice, item) == "(1)加强学习。开展学习5次。下一步继续坚持。"
    assert whole_words(notice, item) in notice.text


def test_whole_words_keep_words_between_the_spans() -> None:
    notice, item = item_of("{m}加强学习；{o}开展学习5次。")
    outcome = notice.outline.children(item.id)[0]
    shorter = replace(
        outcome, spans=(RoleSpan(Span(outcome.body[0].start + 2, outcome.body[0].end)),)
    )
    notice.outline.put(shorter)
    assert whole_words(notice, item) == "(1)加强学习；开展学习5次。"


def test_whole_words_join_wrapped_lines_and_keep_paragraphs() -> None:
    notice, item = item_of("{m}加强⏎学习。⏎{o}开展⏎⏎学习5次。")
    assert whole_words(notice, item) == "(1)加强学习。\n开展学习5次。"


def test_whole_words_leave_out_page_numbers() -> None:
    notice, item = item_of("{m}加强学习，⏎— 3 —⏎{o}开展学习5次。", clutter=("— 3 —",))
    assert whole_words(notice, item) == "(1)加强学习，开展学习5次。"


def test_whole_words_leave_out_what_belongs_to_another_item() -> None:
    notice, item = item_of("{m}加强学习。{o}开展学习5次。{m}另有一项。{o}已办结。")
    foreign = notice.outline.node(item.id).body[1]
    notice.outline.put(replace(item, spans=item.spans[:2]))
    notice.outline.put(
        Node(NodeId(9), NodeKind.MEASURE, NodeId(1), 9999, spans=(RoleSpan(foreign),))
    )
    assert whole_words(notice, notice.outline.node(item.id)) == "(1)加强学习。开展学习5次。已办结。"


def test_whole_words_take_typed_words_in_the_place_of_those_they_replace() -> None:
    notice, item = item_of("{m}加强学习。{o}开展学习5次。{m}下一步继续坚持。")
    outcome = notice.outline.children(item.id)[0]
    change(notice, outcome.id, wording="开展学习6次。")
    assert whole_words(notice, item) == "(1)加强学习。开展学习6次。下一步继续坚持。"


def test_whole_words_of_an_item_without_places_are_what_was_typed() -> None:
    notice = make_notice("P 1.|学习不深入")
    notice.outline.put(Node(NodeId(9), NodeKind.MEASURE, NodeId(1), 5, "(2)", wording="补充学习。"))
    assert whole_words(notice, notice.outline.node(NodeId(9))) == "(2)补充学习。"


def test_whole_words_end_with_what_was_typed_below_without_a_place() -> None:
    notice, item = item_of("{m}加强学习。")
    notice.outline.put(Node(NodeId(9), NodeKind.OUTCOME, item.id, 5, wording="开展学习5次。"))
    assert whole_words(notice, item) == "(1)加强学习。\n开展学习5次。"


def test_parts_mark_what_was_left_out() -> None:
    notice, item = item_of("{m}加强学习。{o}开展学习5次。{m}下一步继续坚持。")
    assert measure_part(notice, item) == "(1)加强学习。……下一步继续坚持。"
    assert outcome_part(notice, item) == "(1)开展学习5次。"


@pytest.mark.parametrize(
    ("words", "measure", "outcome"),
    [
        ("{o}开展学习5次。", "(1)原文未单列", "(1)开展学习5次。"),
        ("{m}加强学习。", "(1)加强学习。", "(1)原文未单列"),
    ],
)
def test_parts_that_are_empty_say_so(words: str, measure: str, outcome: str) -> None:
    notice, item = item_of(words)
    assert (measure_part(notice, item), outcome_part(notice, item)) == (measure, outcome)


def test_parts_do_not_take_a_page_number_for_a_gap() -> None:
    notice, item = item_of("{m}加强学习，⏎{m}— 3 —⏎{m}持续用力。", clutter=("— 3 —",))
    body = item.body
    notice.outline.put(replace(item, spans=(item.spans[0], RoleSpan(body[0]), RoleSpan(body[2]))))
    assert measure_part(notice, notice.outline.node(item.id)) == "(1)加强学习，持续用力。"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025", "2025年"),
        ("2025-08", "2025年8月"),
        ("2025-08-31", "2025年8月31日"),
        ("长期", "长期"),
    ],
)
def test_date_words(value: str, words: str) -> None:
    assert date_words(value) == words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (None, ""),
        (Fact(FactName.AS_OF, None, "2025114日", candidates=("2025-01-14",)), ""),
        (Fact(FactName.AS_OF, "2025-08", "2025年8月底"), "2025年8月底"),
        (Fact(FactName.AS_OF, "2025-01-14", "2025114日"), "2025年1月14日"),
        (Fact(FactName.AS_OF, "2025-09", "2025年8月底", confirmed=True), "2025年9月"),
    ],
    ids=["none", "open", "as printed", "damaged", "corrected"],
)
def test_as_of_words(fact: Fact | None, words: str) -> None:
    notice = make_notice("P 1.|学习不深入", facts={}, records=[fact] if fact else [])
    assert as_of_words(notice) == words
