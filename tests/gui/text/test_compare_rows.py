from gui.text.compare_rows import rows_of
from models.ids import NodeId
from models.node import Link, NodeKind
from tests.gui.review_fixtures import Draft, labelled, mixed


def test_outcomes_stand_beside_the_measure_they_answer() -> None:
    rows = rows_of(labelled().notice(), NodeId(3))
    assert [
        (row.measure and row.measure.id, [r.outcome.id for r in row.replies]) for row in rows
    ] == [
        (4, [6, 7]),
        (5, []),
    ]
    assert [answer.name for answer in rows[0].replies[1].answers] == ["(1)"]
    assert rows[1].is_unanswered
    assert not rows[0].is_unanswered


def test_measure_without_number_gets_a_name_by_its_place() -> None:
    (row,) = rows_of(labelled().notice(), NodeId(8))
    assert [answer.name for answer in row.replies[0].answers] == ["措施1"]


def test_outcome_without_measure_has_a_row_of_its_own() -> None:
    (row,) = rows_of(labelled().notice(), NodeId(14))
    assert row.measure is None
    assert row.is_unpromised


def test_mixed_items_are_whole() -> None:
    rows = rows_of(mixed().notice(), NodeId(1))
    assert [row.is_whole for row in rows] == [True, True, False]
    assert [row.is_unanswered for row in rows] == [False, False, True]


def test_answer_across_problems_is_shown_on_both_sides() -> None:
    draft = Draft()
    one = draft.node(NodeKind.PROBLEM, None, "1.", "甲。")
    measure = draft.node(NodeKind.MEASURE, one, "(1)", "做。")
    two = draft.node(NodeKind.PROBLEM, None, "2.", "乙。")
    draft.node(NodeKind.MEASURE, two, "(1)", "另做。")
    outcome = draft.node(NodeKind.OUTCOME, two, "(1)", "做了。")
    draft.records.append(Link(outcome, measure, 0.4))
    notice = draft.notice()
    (here,) = rows_of(notice, one)
    assert [reply.outcome.id for reply in here.replies] == [outcome]
    last = rows_of(notice, two)[-1]
    assert last.measure is None
    assert not last.is_unpromised
    assert [(answer.name, answer.is_guess) for answer in last.replies[0].answers] == [
        ("1·(1)", True)
    ]


def test_outcome_that_answers_several_stands_beside_the_first() -> None:
    draft = labelled()
    draft.records.append(Link(NodeId(7), NodeId(5)))
    rows = rows_of(draft.notice(), NodeId(3))
    assert [answer.name for answer in rows[0].replies[1].answers] == ["(1)", "(2)"]
    assert [node.id for node in rows[1].also] == [7]
    assert not rows[1].is_unanswered
