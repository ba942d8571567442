from dataclasses import replace

import pytest

from models import operations
from models.annotation import Annotation, Opinion, Review, Waiver
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.outline import Outline
from models.source import Span
from models.values import Stage, Status
from tests.models.outlines import outline_of

WRITTEN = """
    aspect (一) 甲方面
      problem 1 乙。
        sub_problem 一是 丙。
          measure (1) 丁。
      problem 2 戊。
"""
ASPECT, PROBLEM, SUB, MEASURE, LONE = map(NodeId, range(1, 6))
OPINION = Opinion(Stage.FIRST, "同意销号", "材料齐全", "甲", "2026-01-09")
NOTE = Annotation(7, "看看发票", "甲", "2026-01-09T00:00:00+00:00", MEASURE)
WAIVER = Waiver("f" * 32, "已核实", "甲", "2026-01-09T00:00:00+00:00")


def outline() -> Outline:
    return outline_of(WRITTEN)


def done(live: Outline, group: EditGroup) -> EditGroup:
    group.apply(live)
    return group


@pytest.mark.parametrize("node_id", [SUB, LONE])
def test_assess_sets_what_the_reviewer_finds(node_id: NodeId) -> None:
    live = outline()
    group = done(live, operations.assess(live, node_id, Status.ONGOING))
    assert live.review(node_id).assessed_status is Status.ONGOING
    assert group.focus == node_id


@pytest.mark.parametrize("node_id", [ASPECT, PROBLEM, MEASURE])
def test_judgements_above_and_below_the_lowest_problem_are_refused(node_id: NodeId) -> None:
    live = outline()
    with pytest.raises(EditError, match="认定状态只记在具体问题上"):
        operations.assess(live, node_id, Status.DONE)
    with pytest.raises(EditError, match="审核意见只记在具体问题上"):
        operations.write_opinion(live, node_id, OPINION)
    with pytest.raises(EditError, match="自报状态只记在具体问题上"):
        operations.correct_status(live, node_id, Status.DONE)


def test_judgement_of_a_node_that_is_gone_is_refused() -> None:
    with pytest.raises(EditError, match="已不存在"):
        operations.assess(outline(), NodeId(99), Status.DONE)


def test_judgement_taken_back_leaves_no_record() -> None:
    live = outline()
    done(live, operations.assess(live, SUB, Status.DONE))
    done(live, operations.assess(live, SUB, None))
    assert live.get(("review", SUB)) is None


def test_opinion_of_a_stage_takes_the_place_of_the_one_before() -> None:
    live = outline()
    done(live, operations.write_opinion(live, SUB, replace(OPINION, stage=Stage.MEETING)))
    done(live, operations.write_opinion(live, SUB, OPINION))
    done(live, operations.write_opinion(live, SUB, replace(OPINION, words="补充照片")))
    assert [(one.stage, one.words) for one in live.review(SUB).opinions] == [
        (Stage.FIRST, "补充照片"),
        (Stage.MEETING, "材料齐全"),
    ]


def test_opinion_with_another_conclusion_is_no_typing() -> None:
    live = outline()
    group = done(live, operations.write_opinion(live, SUB, OPINION))
    assert (group.label, group.merge_key) == ("填写初审结论：具体问题 1", None)
    typed = operations.write_opinion(live, SUB, replace(OPINION, words="材料基本齐全"))
    assert (typed.label, typed.merge_key) == ("填写初审意见：具体问题 1", f"opinion:first:{SUB}")


def test_opinion_with_another_day_alone_changes_nothing() -> None:
    live = outline()
    done(live, operations.write_opinion(live, SUB, OPINION))
    assert operations.write_opinion(live, SUB, replace(OPINION, written="2026-02-01")).edits == ()


def test_empty_opinion_is_taken_out() -> None:
    live = outline()
    done(live, operations.write_opinion(live, SUB, OPINION))
    done(live, operations.write_opinion(live, SUB, replace(OPINION, verdict=" ", words="")))
    assert live.review(SUB) == Review(SUB)


def test_opinion_without_a_day_or_stage_is_refused() -> None:
    live = outline()
    with pytest.raises(EditError, match="日期"):
        operations.write_opinion(live, SUB, replace(OPINION, written="昨天"))
    with pytest.raises(EditError, match="初审、复审还是会议审定"):
        operations.write_opinion(live, SUB, replace(OPINION, stage="third"))  # type: ignore[arg-type] # as from a file


def test_typed_words_are_stored_clean() -> None:
    live = outline()
    done(live, operations.set_evidence(live, MEASURE, " 照片\r\n两张\0\ud800 "))
    assert live.review(MEASURE).evidence == "照片\n两张\ufffd"


def test_doubt_comes_and_goes() -> None:
    live = outline()
    group = done(live, operations.mark_doubt(live, MEASURE, True))
    assert live.review(MEASURE).doubt
    assert group.label == "标为待核实：具体问题 1·整改措施 (1)"
    assert done(live, operations.mark_doubt(live, MEASURE, False)).label.startswith("取消待核实")
    assert live.review(MEASURE).is_empty


def test_doubt_that_is_there_already_changes_nothing() -> None:
    live = outline()
    assert operations.mark_doubt(live, MEASURE, False).edits == ()


def test_note_is_added_changed_and_deleted() -> None:
    live = outline()
    assert done(live, operations.annotate(live, NOTE)).label.startswith("添加批注：具体问题 1")
    changed = done(live, operations.change_annotation(live, replace(NOTE, words="发票在")))
    assert [note.words for note in live.annotations(MEASURE)] == ["发票在"]
    assert changed.merge_key == "annotation:7"
    done(live, operations.delete_annotation(live, 7))
    assert live.annotations() == []


def test_note_on_words_alone_is_named_so() -> None:
    live = outline()
    group = done(live, operations.annotate(live, replace(NOTE, node_id=None, span=Span(0, 2))))
    assert (group.label, group.focus) == ("添加批注：原文", None)


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (replace(NOTE, words=" \n"), "没有文字"),
        (replace(NOTE, node_id=NodeId(99)), "已不存在"),
        (replace(NOTE, span=Span(0, 9999)), "超出原文"),
    ],
    ids=["no words", "no node", "no place"],
)
def test_note_that_cannot_be_is_refused(note: Annotation, sentence: str) -> None:
    with pytest.raises(EditError, match=sentence):
        operations.annotate(outline(), note)


def test_note_twice_or_of_none_is_refused() -> None:
    live = outline()
    with pytest.raises(EditError, match="已不存在"):
        operations.change_annotation(live, NOTE)
    with pytest.raises(EditError, match="已不存在"):
        operations.delete_annotation(live, 7)
    done(live, operations.annotate(live, NOTE))
    with pytest.raises(EditError, match="已经存在"):
        operations.annotate(live, NOTE)


def test_finding_is_waived_with_a_reason_and_opened_again() -> None:
    live = outline()
    done(live, operations.waive(live, WAIVER))
    assert live.waivers() == [WAIVER]
    done(live, operations.unwaive(live, WAIVER.fingerprint))
    assert live.waivers() == []


def test_waiver_without_reason_or_of_none_is_refused() -> None:
    live = outline()
    with pytest.raises(EditError, match="理由"):
        operations.waive(live, replace(WAIVER, reason=" "))
    with pytest.raises(EditError, match="没有标为"):
        operations.unwaive(live, "x")
