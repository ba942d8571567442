from dataclasses import replace

from gui.text.item_runs import Run, is_mixed, one_line, plain_words, runs_of
from models.ids import NodeId
from models.node import NodeKind
from tests.gui.review_fixtures import Draft, labelled, mixed

MEASURE, OUTCOME = NodeKind.MEASURE, NodeKind.OUTCOME


def test_plain_node_is_one_run() -> None:
    notice = labelled().notice()
    node = notice.outline.node(NodeId(4))
    assert runs_of(notice, node) == (
        Run("加强党组理论学习中心组学习，每月一次。", MEASURE, NodeId(4)),
    )


def test_mixed_item_is_whole_and_in_print_order() -> None:
    notice = mixed().notice()
    item = notice.outline.node(NodeId(2))
    runs = runs_of(notice, item)
    assert is_mixed(notice, item)
    assert [(run.words, run.kind) for run in runs] == [
        ("加强管网巡检，", MEASURE),
        ("已更换老旧管道3公里，", OUTCOME),
        ("建立巡检台账，", MEASURE),
        ("漏损率下降2个百分点。", OUTCOME),
    ]


def test_item_without_words_of_its_own_shows_its_outcome() -> None:
    notice = mixed().notice()
    assert plain_words(runs_of(notice, notice.outline.node(NodeId(4)))) == "已完成12个小区改造。"


def test_words_of_nobody_between_the_parts_are_shown_as_written() -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    item = draft.node(MEASURE, problem, "(1)", "建立台账。", end="")
    draft.say("整改时限：立行立改。\n")
    draft.node(OUTCOME, item, None, "已建立。")
    notice = draft.notice()
    runs = runs_of(notice, notice.outline.node(item))
    assert [(run.words, run.kind) for run in runs] == [
        ("建立台账。", MEASURE),
        ("整改时限：立行立改。", None),
        ("已建立。", OUTCOME),
    ]


def test_typed_wording_takes_the_place_of_the_print() -> None:
    notice = mixed().notice()
    outline = notice.outline
    outline.put(replace(outline.node(NodeId(3)), wording="已换管。"))
    runs = runs_of(notice, outline.node(NodeId(2)))
    assert [run.words for run in runs] == ["加强管网巡检，建立巡检台账，", "已换管。"]


def test_limit_clips_long_items() -> None:
    notice = mixed().notice()
    runs = runs_of(notice, notice.outline.node(NodeId(2)), limit=10)
    assert plain_words(runs) == "加强管网巡检，已更换"


def test_spaces_between_parts_stay() -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    item = draft.node(MEASURE, problem, "(1)", "引入OA", end="")
    draft.node(OUTCOME, item, None, " system")
    notice = draft.notice()
    assert plain_words(runs_of(notice, notice.outline.node(item))) == "引入OA system"


def test_one_line_has_no_breaks() -> None:
    run = one_line(Run("一\u2028二\t三", None, NodeId(1)))
    assert run.words == "一 二 三"


def test_parts_that_follow_each_other_are_one_run() -> None:
    draft = Draft()
    problem = draft.node(NodeKind.PROBLEM, None, "1.", "问题。")
    item = draft.node(MEASURE, problem, "(1)", "建立台账，", end="")
    draft.continued(item, "逐项对账。", end="")
    draft.node(OUTCOME, item, None, "已建立。")
    notice = draft.notice()
    runs = runs_of(notice, notice.outline.node(item))
    assert [run.words for run in runs] == ["建立台账，逐项对账。", "已建立。"]


def test_limit_leaves_out_what_lies_behind() -> None:
    notice = mixed().notice()
    runs = runs_of(notice, notice.outline.node(NodeId(2)), limit=5)
    assert plain_words(runs) == "加强管网巡"
