from dataclasses import replace

from models.annotation import Opinion, Review
from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.outline import Outline
from models.rollup import Rollup, rollups
from models.values import Stage, Status
from tests.models.outlines import outline_of

WRITTEN = """
    aspect (一) 思想方面
      problem 1 学习不够。
        sub_problem 一是 计划不实。
          measure (1) 制定计划。
        sub_problem 二是 走过场。
      problem 2 调研不深。
    recommendation 3 抓好整改。
"""


def judged() -> Outline:
    opinion = Opinion(Stage.FIRST, "同意销号", "", "甲", "2026-01-09")
    outline = outline_of(
        WRITTEN,
        Review(NodeId(3), Status.ONGOING, (opinion,), doubt=True),
        Review(NodeId(4), doubt=True),
    )
    for node_id, status in ((3, Status.DONE), (6, Status.DONE), (5, Status.ONGOING)):
        outline.put(replace(outline.node(NodeId(node_id)), status=status))
    return outline


def test_counts_of_a_node_are_those_below_it() -> None:
    found = rollups(judged())
    assert found[NodeId(2)] == Rollup(
        problems=2,
        stated={Status.DONE: 1, Status.ONGOING: 1},
        assessed={Status.ONGOING: 1},
        reviewed=1,
        doubts=2,
    )
    assert found[NodeId(4)] == Rollup(doubts=1)
    assert found[NodeId(7)] == Rollup()


def test_counts_of_the_whole_stand_under_none() -> None:
    whole = rollups(judged())[None]
    assert (whole.problems, whole.stated) == (3, {Status.DONE: 2, Status.ONGOING: 1})


def test_finding_about_two_nodes_counts_once_above_both() -> None:
    both = Diagnostic("K9", Severity.HINT, "", nodes=(NodeId(3), NodeId(4), NodeId(99)))
    whole = Diagnostic("K1", Severity.CONTRADICTION, "")
    found = rollups(judged(), [both, whole])
    counts = [found[node_id].findings for node_id in (NodeId(4), NodeId(3), NodeId(1), None)]
    assert counts == [1, 1, 1, 2]
    assert found[NodeId(5)].findings == 0


def test_outline_without_nodes_has_counts_of_the_whole() -> None:
    assert rollups(Outline(5)) == {None: Rollup()}
