import pytest

from models import operations
from models.annotation import Annotation, Opinion, Review
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.outline import Outline
from models.source import RoleSpan, Span, SpanRole
from models.values import Stage, Status
from tests.models.outlines import lines, outline_of, place_of, shape, state_of

TWO = """
    problem 1 甲。
      measure (1) 建立台账；（2）每周调度。
      outcome (1) 已建立台账，已调度。
    problem 2 乙。
      measure (1) 追责。
"""


def judged(node: int, words: str) -> Review:
    opinion = Opinion(Stage.FIRST, "同意销号", words, "甲", "2026-01-09")
    return Review(NodeId(node), Status.DONE, (opinion,), evidence=f"照片{node}")


def middle(outline: Outline, words: str) -> int:
    return place_of(outline, words).start


def test_split_gives_the_second_its_number() -> None:
    outline = outline_of(TWO)
    group = operations.split_node(outline, NodeId(2), middle(outline, "（2）"))
    group.apply(outline)
    assert shape(outline)[1:3] == ["  measure (1) 建立台账；", "  measure (2) 每周调度。"]
    assert outline.row_of(group.focus or NodeId(0)) == 1
    assert group.label == "拆分：主要问题 1·整改措施 (1)"


def test_split_outcome_keeps_what_both_answer() -> None:
    outline = outline_of(TWO, links="3>2")
    group = operations.split_node(outline, NodeId(3), middle(outline, "已调度"))
    group.apply(outline)
    assert outline.answered_by(NodeId(2)) == [3, group.focus]


def test_split_problem_takes_children_and_notes_after_the_offset() -> None:
    text = "学习不够计划一作风不实计划二"
    spans = [Span(0, 4), Span(4, 7), Span(7, 11), Span(11, 14)]
    stated = RoleSpan(Span(12, 14), SpanRole.STATUS)
    problem = Node(
        NodeId(1),
        NodeKind.PROBLEM,
        spans=(RoleSpan(spans[0]), RoleSpan(spans[2]), stated),
        status=Status.DONE,
        status_quote="已完成",
    )
    measures = [
        Node(NodeId(i), NodeKind.MEASURE, NodeId(1), i, spans=(RoleSpan(span),))
        for i, span in ((2, spans[1]), (3, spans[3]))
    ]
    note = Annotation(9, "注", "甲", "2026-01-02", NodeId(1), Span(8, 9))
    outline = Outline(len(text), [problem, *measures, note])
    outline.text = text
    group = operations.split_node(outline, NodeId(1), 7)
    group.apply(outline)
    assert shape(outline) == lines("""
        problem - 学习不够
          measure - 计划一
        problem - 作风不实
          measure - 计划二
    """)
    second = outline.node(group.focus or NodeId(0))
    assert (second.status, second.status_quote) == (Status.DONE, "已完成")
    assert stated in second.spans
    assert stated in outline.node(NodeId(1)).spans
    assert (second.machine_id, second.code) == (None, None)
    assert [one.id for one in outline.annotations(second.id)] == [9]


@pytest.mark.parametrize("at", ["(1)建", "建立台账；", "\n(1)已"], ids=["number", "start", "end"])
def test_split_that_leaves_one_side_without_words_is_refused(at: str) -> None:
    outline = outline_of(TWO)
    with pytest.raises(EditError, match="中间"):
        operations.split_node(outline, NodeId(2), middle(outline, at))


def test_split_of_typed_words_is_refused() -> None:
    outline = outline_of(TWO)
    operations.reword(outline, NodeId(2), "改写").apply(outline)
    with pytest.raises(EditError, match="恢复原文"):
        operations.split_node(outline, NodeId(2), middle(outline, "（2）"))


def test_merge_of_what_was_split_gives_the_words_back() -> None:
    outline = outline_of(TWO)
    spans = outline.node(NodeId(2)).spans
    group = operations.split_node(outline, NodeId(2), middle(outline, "（2）"))
    group.apply(outline)
    merged = operations.merge_nodes(outline, group.focus or NodeId(0), NodeId(2))
    merged.apply(outline)
    assert outline.node(NodeId(2)).spans == spans
    assert merged.focus == 2


def test_merge_carries_children_links_and_notes_over() -> None:
    note = Annotation(9, "注", "甲", "2026-01-02", NodeId(4))
    outline = outline_of(TWO, note)
    operations.merge_nodes(outline, NodeId(1), NodeId(4)).apply(outline)
    assert outline.child_ids(None) == [1]
    assert outline.child_ids(NodeId(1)) == [2, 3, 5]
    assert [one.id for one in outline.annotations(NodeId(1))] == [9]
    assert outline.node(NodeId(1)).text(outline.text) == "甲。2乙。"


def test_merge_of_measures_and_outcomes_keeps_what_answers_what() -> None:
    written = (
        TWO.rstrip()
        + "\n      measure (2) 公开。\n      outcome - 已追责。\n      outcome - 已公开。"
    )
    outline = outline_of(written, links="7>5 8>6 8>5")
    operations.merge_nodes(outline, NodeId(5), NodeId(6)).apply(outline)
    assert outline.answered_by(NodeId(5)) == [7, 8]
    operations.merge_nodes(outline, NodeId(8), NodeId(7)).apply(outline)
    assert outline.answers(NodeId(7)) == [5]
    assert not outline.has_node(NodeId(8))


def test_merge_keeps_the_first_judgement_and_the_words_of_the_second() -> None:
    outline = outline_of(TWO, judged(1, "甲好"), judged(4, "乙好"))
    operations.merge_nodes(outline, NodeId(1), NodeId(4)).apply(outline)
    review = outline.review(NodeId(1))
    assert [one.words for one in review.opinions] == ["甲好"]
    assert review.evidence == "照片1\n照片4"
    notes = {note.words for note in outline.annotations(NodeId(1))}
    assert notes == {"原初审：同意销号，乙好", "原认定状态：已完成"}


def test_merge_takes_the_only_judgement_there_is() -> None:
    outline = outline_of(TWO, judged(4, "乙好"))
    operations.merge_nodes(outline, NodeId(1), NodeId(4)).apply(outline)
    assert outline.review(NodeId(1)).verdict == "同意销号"


def test_merge_into_a_problem_with_specific_ones_leaves_no_judgement_above() -> None:
    outline = outline_of(
        "problem 1 甲。\nproblem 2 乙。\n  sub_problem 一是 丙。", judged(1, "甲好")
    )
    operations.merge_nodes(outline, NodeId(1), NodeId(2)).apply(outline)
    assert outline.review(NodeId(1)).opinions == ()
    assert len(outline.annotations(NodeId(1))) == 2


def test_merge_joins_typed_words_with_those_of_the_source() -> None:
    outline = outline_of(TWO)
    operations.reword(outline, NodeId(1), "改写。").apply(outline)
    operations.merge_nodes(outline, NodeId(1), NodeId(4)).apply(outline)
    assert outline.node(NodeId(1)).wording == "改写。乙。"


def test_merge_takes_what_only_the_second_says() -> None:
    outline = outline_of(TWO)
    operations.correct_status(outline, NodeId(4), Status.ONGOING).apply(outline)
    operations.set_deadline(outline, NodeId(4), "2025年12月底前").apply(outline)
    operations.set_responsible(outline, NodeId(4), lead_person="钱二").apply(outline)
    operations.merge_nodes(outline, NodeId(1), NodeId(4)).apply(outline)
    node = outline.node(NodeId(1))
    assert (node.status, str(node.deadline), node.lead_person) == (
        Status.ONGOING,
        "2025-12",
        "钱二",
    )
    assert {"status", "deadline", "lead_person", "spans"} <= node.touched


def test_merge_leaves_labels_behind_the_words_labels() -> None:
    label = RoleSpan(Span(6, 8), SpanRole.LABEL)
    nodes = [
        Node(NodeId(1), NodeKind.PROBLEM, None, 1, spans=(RoleSpan(Span(0, 2)),)),
        Node(NodeId(2), NodeKind.PROBLEM, None, 2, spans=(RoleSpan(Span(3, 5)), label)),
    ]
    outline = Outline(8, nodes)
    operations.merge_nodes(outline, NodeId(1), NodeId(2)).apply(outline)
    assert outline.node(NodeId(1)).body == (Span(0, 2), Span(3, 5))
    assert label in outline.node(NodeId(1)).spans


def test_merge_leaves_a_number_that_others_own_as_words_where_it_is() -> None:
    nodes = [
        Node(NodeId(1), NodeKind.PROBLEM, None, 1, spans=(RoleSpan(Span(0, 2)),)),
        Node(
            NodeId(2),
            NodeKind.PROBLEM,
            None,
            2,
            spans=(RoleSpan(Span(2, 4), SpanRole.NUMBER), RoleSpan(Span(4, 6))),
        ),
        Node(NodeId(3), NodeKind.PROBLEM, None, 3, spans=(RoleSpan(Span(3, 4)),)),
    ]
    outline = Outline(8, nodes)
    before = state_of(outline)
    inverse = operations.merge_nodes(outline, NodeId(1), NodeId(2)).apply(outline)
    assert RoleSpan(Span(2, 4), SpanRole.NUMBER) in outline.node(NodeId(1)).spans
    inverse.apply(outline)
    assert state_of(outline) == before


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 2), (2, 3), (2, 5)])
def test_merge_of_what_are_no_siblings_of_one_kind_is_refused(first: int, second: int) -> None:
    with pytest.raises(EditError, match="同级、同类"):
        operations.merge_nodes(outline_of(TWO), NodeId(first), NodeId(second))
