import pytest

from models import operations
from models.annotation import Annotation, Opinion, Review
from models.errors import EditError
from models.ids import NodeId
from models.node import Node, NodeKind
from models.outline import Outline
from models.source import RoleSpan, Span, SpanRole
from models.values import Stage, Status
from tests.models.outlines import lines, outline_of, place_of, shape

ASPECT, PROBLEM, SUB = NodeKind.ASPECT, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM
MEASURE, OUTCOME = NodeKind.MEASURE, NodeKind.OUTCOME

LABELLED = """
    aspect (一) 思想方面
      problem 1 学习不够。
        sub_problem 一是 计划不实。
          measure (1) 制定计划。
          measure (2) 组织学习。
          outcome (1) 已制定计划。
          outcome (2) 已学习5次。
        sub_problem 二是 走过场。
          measure (1) 严格考勤。
    aspect (二) 作风方面
      problem 2 调研不深。
        measure (1) 下沉一线。
"""

MIXED = """
    problem 1 督办不力。
      measure (1) 建立台账，已建立台账3本。
      measure (2) 每周调度，已调度12次。
"""


def node_id(outline: Outline, words: str) -> NodeId:
    (found,) = (node.id for node in outline.walk() if node.text(outline.text) == words)
    return found


def opinion(words: str = "可以销号") -> Opinion:
    return Opinion(Stage.FIRST, "同意销号", words, "甲", "2026-01-09")


def judged(node: int, words: str = "可以销号") -> Review:
    return Review(NodeId(node), Status.DONE, (opinion(words),), evidence=f"照片{node}")


# Making


def test_make_node_takes_the_words_from_the_middle_of_a_node() -> None:
    outline = outline_of(MIXED)
    group = operations.make_node(outline, place_of(outline, "已建立"), OUTCOME)
    group.apply(outline)
    assert shape(outline) == lines("""
        problem 1 督办不力。
          measure (1) 建立台账，台账3本。
            outcome - 已建立
          measure (2) 每周调度，已调度12次。
    """)
    assert len(outline.node(NodeId(2)).body) == 2
    assert "spans" in outline.node(NodeId(2)).touched
    assert group.label == "标为完成情况：主要问题 1"


def test_make_node_of_all_words_leaves_the_number_with_the_item() -> None:
    outline = outline_of(MIXED)
    place = place_of(outline, "(2)每周调度，已调度12次。")
    operations.make_node(outline, place, OUTCOME).apply(outline)
    assert shape(outline)[-2:] == ["  measure (2) -", "    outcome - 每周调度，已调度12次。"]


def test_make_node_leaves_a_former_owner_without_words() -> None:
    outline = outline_of(MIXED)
    place = place_of(outline, "(2)每周调度，已调度12次。")
    operations.make_node(outline, place, PROBLEM).apply(outline)
    assert shape(outline)[2:] == ["  measure - -", "problem (2) 每周调度，已调度12次。"]


def test_make_node_over_two_owners_takes_from_both() -> None:
    outline = outline_of(MIXED)
    place = place_of(outline, "已建立台账3本。\n(2)每周调度，")
    operations.make_node(outline, place, MEASURE).apply(outline)
    assert shape(outline) == lines("""
        problem 1 督办不力。
          measure (1) 建立台账，
          measure - 已建立台账3本。(2)每周调度，
          measure - 已调度12次。
    """)


def test_make_node_leaves_blanks_out_at_the_ends() -> None:
    outline = Outline(9, [])
    outline.text = "\u3000\n 词语 \u200b\n。"
    (edit,) = operations.make_node(outline, Span(0, 8), PROBLEM).edits
    assert isinstance(edit.after, Node)
    assert edit.after.spans == (RoleSpan(Span(3, 5)),)


def test_make_node_of_blanks_is_refused() -> None:
    outline = outline_of(MIXED)
    at = outline.text.index("\n")
    with pytest.raises(EditError, match="空白"):
        operations.make_node(outline, Span(at, at + 1), MEASURE)


def test_make_node_outside_the_source_is_refused() -> None:
    outline = outline_of(MIXED)
    with pytest.raises(EditError, match="超出原文"):
        operations.make_node(outline, Span(0, outline.length + 1), MEASURE)


@pytest.mark.parametrize(
    ("words", "printed", "number", "body"),
    [
        ("（3）加强督办", "（3）", "(3)", "加强督办"),
        ("3.加强督办", "3.", "3", "加强督办"),
        ("三、 加强督办", "三、", "三", "加强督办"),
        ("一是加强督办", "一是", "一是", "加强督办"),
        ("第二，加强督办", "第二，", "第二", "加强督办"),
        ("问题3：加强督办", "问题3：", "问题3", "加强督办"),
        ("③加强督办", "③", "3", "加强督办"),
        ("3.5亿元已追回", None, None, "3.5亿元已追回"),
        ("（2023）年报", None, None, "（2023）年报"),
        ("一视同仁", None, None, "一视同仁"),
        ("（3）", None, None, "（3）"),
    ],
    ids=str,
)
def test_make_node_tells_the_number_from_the_words(
    words: str, printed: str | None, number: str | None, body: str
) -> None:
    outline = Outline(len(words))
    outline.text = words
    (edit,) = operations.make_node(outline, Span(0, len(words)), PROBLEM).edits
    assert isinstance(edit.after, Node)
    made = edit.after
    assert (made.number_printed, made.number, made.text(words)) == (printed, number, body)


def test_make_node_keeps_the_label_of_its_words_a_label() -> None:
    label = RoleSpan(Span(0, 5), SpanRole.LABEL)
    owner = Node(NodeId(1), PROBLEM, spans=(label, RoleSpan(Span(5, 9))))
    outline = Outline(9, [owner])
    outline.text = "整改措施：学习好。"
    operations.make_node(outline, Span(0, 9), MEASURE).apply(outline)
    (made,) = outline.children(NodeId(1))
    assert (made.spans[0], made.text(outline.text)) == (label, "学习好。")
    assert outline.node(NodeId(1)).spans == ()


def test_make_outcome_stands_beside_measures_where_the_document_has_it_so() -> None:
    outline = outline_of(LABELLED)
    outline.remove(("node", node_id(outline, "已学习5次。")))
    operations.make_node(outline, place_of(outline, "已学习5次。"), OUTCOME).apply(outline)
    assert shape(outline)[6] == "      outcome - 已学习5次。"


def test_make_outcome_of_a_measure_in_a_labelled_notice_stands_beside_it_with_its_number() -> None:
    outline = outline_of(LABELLED)
    operations.make_node(outline, place_of(outline, "(2)组织学习。"), OUTCOME).apply(outline)
    assert shape(outline)[4:7] == [
        "      measure - -",
        "      outcome (2) 组织学习。",
        "      outcome (1) 已制定计划。",
    ]


def test_make_node_between_siblings_without_room_spaces_them_out() -> None:
    outline = outline_of(MIXED)
    outline.text += "空"
    nodes = [
        Node(NodeId(1), PROBLEM, None, 1),
        *(
            Node(NodeId(i), MEASURE, NodeId(1), i, spans=(RoleSpan(Span(i * 4, i * 4 + 2)),))
            for i in (2, 3, 4)
        ),
    ]
    outline = Outline(30, nodes)
    group = operations.make_node(outline, Span(14, 15), MEASURE)
    group.apply(outline)
    assert outline.child_ids(NodeId(1)) == [2, 3, group.focus, 4]


def test_make_heading_takes_under_it_what_follows_in_the_document() -> None:
    outline = outline_of(LABELLED)
    outline.text = outline.text.replace("已制定计划。", "二、新问题。")
    place = place_of(outline, "二、新问题。")
    operations.make_node(outline, place, PROBLEM).apply(outline)
    assert shape(outline) == lines("""
        aspect (一) 思想方面
          problem 1 学习不够。
            sub_problem 一是 计划不实。
              measure (1) 制定计划。
              measure (2) 组织学习。
              outcome (1) -
          problem 二 新问题。
            outcome (2) 已学习5次。
            sub_problem 二是 走过场。
              measure (1) 严格考勤。
        aspect (二) 作风方面
          problem 2 调研不深。
            measure (1) 下沉一线。
    """)


def test_make_aspect_takes_the_problems_that_follow_at_the_top() -> None:
    outline = outline_of("""
        problem 1 甲。
        problem 2 乙，又一方面。
        problem 3 丙。
        recommendation 4 丁。
    """)
    operations.make_node(outline, place_of(outline, "又一方面。"), ASPECT).apply(outline)
    assert shape(outline) == lines("""
        problem 1 甲。
        problem 2 乙，
        aspect - 又一方面。
          problem 3 丙。
        recommendation 4 丁。
    """)


def test_make_specific_problem_needs_a_problem_before() -> None:
    outline = Outline(5)
    with pytest.raises(EditError, match="具体问题"):
        operations.make_node(outline, Span(0, 5), SUB)


def test_make_node_under_a_parent_that_may_not_bear_it_is_refused() -> None:
    outline = outline_of(MIXED)
    with pytest.raises(EditError, match="“方面”不能放在“主要问题”之下"):
        operations.make_node(outline, Span(0, 3), ASPECT, NodeId(1))


def test_first_specific_problem_turns_the_judgement_above_into_notes() -> None:
    outline = outline_of(MIXED, judged(1))
    operations.make_node(outline, place_of(outline, "每周调度"), SUB).apply(outline)
    review = outline.review(NodeId(1))
    assert (review.verdict, review.assessed_status, review.evidence) == (None, None, "照片1")
    notes = {note.words for note in outline.annotations(NodeId(1))}
    assert notes == {"原初审：同意销号，可以销号", "原认定状态：已完成"}


# Deleting


def test_delete_takes_everything_below_and_attached() -> None:
    note = Annotation(7, "注", "甲", "2026-01-02", NodeId(4))
    outline = outline_of(LABELLED, judged(3), note, links="6>4 7>5")
    group = operations.delete_node(outline, NodeId(3))
    group.apply(outline)
    assert [node.id for node in outline.walk()] == [1, 2, 8, 9, 10, 11, 12]
    assert all(record.key[0] == "node" for record in outline.records())
    assert group.label == "删除：具体问题 1（含下级 4 条）"


def test_delete_of_a_node_that_is_gone_is_refused() -> None:
    with pytest.raises(EditError, match="已不存在"):
        operations.delete_node(outline_of(MIXED), NodeId(99))


# Moving


def test_move_puts_the_node_at_the_row() -> None:
    outline = outline_of(LABELLED)
    operations.move_node(outline, NodeId(4), NodeId(8), 1).apply(outline)
    assert outline.child_ids(NodeId(8)) == [9, 4]
    assert "parent" in outline.node(NodeId(4)).touched


def test_moved_node_is_marked_also_where_it_comes_by_the_rank_it_had() -> None:
    ranks = {1: 1, 2: 2, 3: 1024}
    outline = Outline(1, [Node(NodeId(one), PROBLEM, None, rank) for one, rank in ranks.items()])
    operations.move_node(outline, NodeId(3), None, 0).apply(outline)
    assert outline.child_ids(None) == [3, 1, 2]
    assert outline.node(NodeId(3)).rank == 1024
    assert "rank" in outline.node(NodeId(3)).touched


def test_move_to_where_it_stands_changes_nothing() -> None:
    outline = outline_of(LABELLED)
    assert operations.move_node(outline, NodeId(5), NodeId(3), 1).edits == ()


def test_move_below_itself_is_refused() -> None:
    outline = outline_of(LABELLED)
    with pytest.raises(EditError, match="自己的下级"):
        operations.move_node(outline, NodeId(2), NodeId(3), 0)


def test_moved_specific_problem_becomes_a_problem_under_an_aspect() -> None:
    outline = outline_of(LABELLED)
    operations.move_node(outline, NodeId(8), NodeId(10), 0).apply(outline)
    assert outline.node(NodeId(8)).kind is PROBLEM
    assert outline.child_ids(NodeId(10)) == [8, 11]


def test_problem_with_specific_problems_is_not_moved_under_another() -> None:
    outline = outline_of(LABELLED)
    with pytest.raises(EditError, match="“主要问题”不能放在“主要问题”之下"):
        operations.move_node(outline, NodeId(2), NodeId(11), 0)


@pytest.mark.parametrize(
    ("node", "direction", "parent", "row", "kind"),
    [
        (5, "up", 3, 0, MEASURE),
        (5, "down", 3, 2, MEASURE),
        (7, "in", 5, 0, OUTCOME),
        (4, "out", 2, 1, MEASURE),
        (11, "out", None, 2, PROBLEM),
        (8, "out", 1, 1, PROBLEM),
    ],
)
def test_shift(
    node: int, direction: operations.Direction, parent: int | None, row: int, kind: NodeKind
) -> None:
    outline = outline_of(LABELLED)
    operations.shift_node(outline, NodeId(node), direction).apply(outline)
    moved = outline.node(NodeId(node))
    assert (moved.parent, outline.row_of(moved.id), moved.kind) == (parent, row, kind)


def test_shift_in_makes_a_problem_a_specific_one() -> None:
    outline = outline_of("problem 1 甲。\nproblem 2 乙。\n  measure (1) 丙。")
    group = operations.shift_node(outline, NodeId(2), "in")
    group.apply(outline)
    assert shape(outline) == lines("""
        problem 1 甲。
          sub_problem 2 乙。
            measure (1) 丙。
    """)
    assert group.label == "降一级：主要问题 2"


def test_shift_in_puts_a_problem_under_the_aspect_before() -> None:
    outline = outline_of("aspect (一) 甲。\nproblem 1 乙。")
    operations.shift_node(outline, NodeId(2), "in").apply(outline)
    assert shape(outline) == ["aspect (一) 甲。", "  problem 1 乙。"]


@pytest.mark.parametrize(
    ("node", "direction", "sentence"),
    [
        (4, "up", "第一条"),
        (7, "down", "最后一条"),
        (4, "in", "不能再降一级"),
        (2, "in", "不能再降一级"),
        (1, "out", "最上层"),
        (12, "out", "不能放在“方面”之下"),
    ],
)
def test_shift_with_no_place_that_way_is_refused(
    node: int, direction: operations.Direction, sentence: str
) -> None:
    with pytest.raises(EditError, match=sentence):
        operations.shift_node(outline_of(LABELLED), NodeId(node), direction)


# Kinds


def test_change_to_the_same_kind_changes_nothing() -> None:
    assert operations.change_kind(outline_of(MIXED), NodeId(2), MEASURE).edits == ()


def test_problem_becomes_specific_under_the_problem_before() -> None:
    outline = outline_of("""
        problem 1 甲。
        problem 2 乙。
          measure (1) 丙。
          sub_problem 一是 丁。
        problem 3 戊。
    """)
    operations.change_kind(outline, NodeId(2), SUB).apply(outline)
    assert shape(outline) == lines("""
        problem 1 甲。
          sub_problem 2 乙。
            measure (1) 丙。
          sub_problem 一是 丁。
        problem 3 戊。
    """)


def test_first_problem_cannot_become_specific() -> None:
    with pytest.raises(EditError, match="前面没有可以容纳“具体问题”的内容"):
        operations.change_kind(outline_of(MIXED), NodeId(1), SUB)


def test_specific_problem_rises_and_takes_what_follows() -> None:
    outline = outline_of("""
        aspect (一) 甲。
          problem 1 乙。
            sub_problem 一是 丙。
            sub_problem 二是 丁。
              measure (1) 戊。
            sub_problem 三是 己。
          problem 2 庚。
    """)
    operations.change_kind(outline, NodeId(4), PROBLEM).apply(outline)
    assert shape(outline) == lines("""
        aspect (一) 甲。
          problem 1 乙。
            sub_problem 一是 丙。
          problem 二是 丁。
            measure (1) 戊。
            sub_problem 三是 己。
          problem 2 庚。
    """)


def test_problem_becomes_an_aspect_and_its_specific_problems_problems() -> None:
    outline = outline_of("""
        problem 1 甲。
          sub_problem 一是 乙。
            measure (1) 丙。
        problem 2 丁。
    """)
    operations.change_kind(outline, NodeId(1), ASPECT).apply(outline)
    assert shape(outline) == lines("""
        aspect 1 甲。
          problem 一是 乙。
            measure (1) 丙。
          problem 2 丁。
    """)


def test_aspect_becomes_a_problem_under_the_aspect_before() -> None:
    outline = outline_of("""
        aspect (一) 甲。
          problem 1 乙。
        aspect (二) 丙。
          problem 2 丁。
            measure (1) 戊。
    """)
    operations.change_kind(outline, NodeId(3), PROBLEM).apply(outline)
    assert shape(outline) == lines("""
        aspect (一) 甲。
          problem 1 乙。
          problem (二) 丙。
            sub_problem 2 丁。
              measure (1) 戊。
    """)


def test_problem_with_measures_cannot_become_an_aspect() -> None:
    with pytest.raises(EditError, match="“整改措施”无处可放"):
        operations.change_kind(outline_of(MIXED), NodeId(1), ASPECT)


def test_measure_becomes_an_outcome_without_its_links_and_outcomes() -> None:
    outline = outline_of(
        """
        problem 1 甲。
          measure (1) 乙。
            outcome - 丙。
          measure (2) 丁。
        """,
        links="3>2",
    )
    operations.change_kind(outline, NodeId(2), OUTCOME).apply(outline)
    assert shape(outline) == lines("""
        problem 1 甲。
          outcome (1) 乙。
          outcome - 丙。
          measure (2) 丁。
    """)
    assert outline.answers(NodeId(3)) == []


def test_outcome_below_a_measure_becomes_a_measure_beside_it() -> None:
    outline = outline_of(MIXED.rstrip() + "\n        outcome - 已办。", links="4>3")
    operations.change_kind(outline, NodeId(4), MEASURE).apply(outline)
    assert outline.child_ids(NodeId(1)) == [2, 3, 4]


def test_specific_problem_becomes_a_measure_of_the_one_before() -> None:
    outline = outline_of(LABELLED, judged(8))
    operations.change_kind(outline, NodeId(8), MEASURE).apply(outline)
    assert outline.child_ids(NodeId(3)) == [4, 5, 6, 7, 8, 9]
    assert outline.review(NodeId(8)).opinions == ()
    assert len(outline.annotations(NodeId(8))) == 2


def test_measure_becomes_a_problem_and_takes_what_follows() -> None:
    outline = outline_of(LABELLED)
    operations.change_kind(outline, NodeId(5), SUB).apply(outline)
    assert outline.child_ids(NodeId(2)) == [3, 5, 8]
    assert outline.child_ids(NodeId(5)) == [6, 7]
