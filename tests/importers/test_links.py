"""Which outcome answers which measure."""

from __future__ import annotations

from importers.outline.tree.links import find_links, pairs
from importers.terms import JiebaSegmenter
from models.ids import NodeId
from models.node import Node, NodeKind
from models.source import RoleSpan, Span


class _Text:
    """A source text in the making, with its nodes."""

    def __init__(self) -> None:
        self.source = ""
        self.nodes: list[Node] = []

    def add(
        self, kind: NodeKind, words: str, number: str | None = None, parent: int | None = 1
    ) -> int:
        start = len(self.source)
        self.source += words + "\n"
        node_id = NodeId(len(self.nodes) + 1)
        spans = (RoleSpan(Span(start, start + len(words))),)
        above = None if parent is None else NodeId(parent)
        self.nodes.append(Node(node_id, kind, above, number=number, spans=spans))
        return node_id

    def links(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for link in find_links(self.nodes, self.source):
            found.setdefault(link.outcome, set()).add(link.measure)
        return found


def _problem() -> _Text:
    text = _Text()
    text.add(NodeKind.PROBLEM, "党员教育管理不够规范。", parent=None)
    return text


def test_links_single_pair_belongs_together() -> None:
    text = _problem()
    measure = text.add(NodeKind.MEASURE, "加强培训。")
    outcome = text.add(NodeKind.OUTCOME, "举办讲座3次。")
    assert text.links() == {outcome: {measure}}


def test_links_same_numbers_answer_each_other() -> None:
    text = _problem()
    measures = [
        text.add(NodeKind.MEASURE, words, f"({at})")
        for at, words in enumerate(("加强党员培训。", "规范党费收缴。"), 1)
    ]
    outcomes = [
        text.add(NodeKind.OUTCOME, words, f"({at})")
        for at, words in enumerate(("开展党员培训4次。", "党费收缴足额到位。"), 1)
    ]
    assert text.links() == {outcomes[0]: {measures[0]}, outcomes[1]: {measures[1]}}


def test_links_meaning_goes_before_a_wrong_number() -> None:
    text = _problem()
    first = text.add(NodeKind.MEASURE, "加强党员教育培训,提升党务工作者业务水平。", "(1)")
    second = text.add(NodeKind.MEASURE, "规范党费收缴管理使用,足额缴纳党费。", "(2)")
    third = text.add(NodeKind.MEASURE, "严格组织生活会和民主评议党员制度。", "(3)")
    outcome = text.add(NodeKind.OUTCOME, "党费收缴管理使用情况已检查,足额缴纳党费。", "(1)")
    other = text.add(NodeKind.OUTCOME, "组织生活会和民主评议党员全部完成。", "(3)")
    assert text.links() == {outcome: {second}, other: {third}}
    assert first not in {measure for found in text.links().values() for measure in found}


def test_links_unpromised_outcome_stays_alone() -> None:
    text = _problem()
    text.add(NodeKind.MEASURE, "加强党员教育培训。", "(1)")
    text.add(NodeKind.MEASURE, "规范党费收缴管理。", "(2)")
    outcome = text.add(NodeKind.OUTCOME, "新建灌溉水渠三公里。", "(5)")
    assert outcome not in text.links()


def test_links_item_with_its_outcome() -> None:
    text = _problem()
    item = text.add(NodeKind.MEASURE, "加强培训。", "一是")
    outcome = text.add(NodeKind.OUTCOME, "举办讲座3次。", parent=item)
    assert text.links() == {outcome: {item}}


def test_links_say_by_what_and_how_sure() -> None:
    text = _problem()
    text.add(NodeKind.MEASURE, "加强党员教育培训。", "(1)")
    text.add(NodeKind.MEASURE, "规范党费收缴管理。", "(2)")
    text.add(NodeKind.OUTCOME, "开展党员教育培训4次。", "(1)")
    text.add(NodeKind.OUTCOME, "党费收缴管理已规范。", "(2)")
    links = find_links(text.nodes, text.source)
    assert {link.by for link in links} == {"number"}
    assert all(0.0 < link.confidence <= 1.0 for link in links)


def test_links_with_a_segmenter() -> None:
    text = _problem()
    measure = text.add(NodeKind.MEASURE, "落实第一议题制度。", "(1)")
    text.add(NodeKind.MEASURE, "规范党费收缴管理。", "(2)")
    outcome = text.add(NodeKind.OUTCOME, "第一议题制度落实到位。", "(3)")
    links = find_links(text.nodes, text.source, JiebaSegmenter())
    assert [(link.outcome, link.measure, link.by) for link in links] == [
        (outcome, measure, "meaning")
    ]


def test_pairs_leave_punctuation_out() -> None:
    assert pairs("健全,制度A1") == ["健全", "制度", "度A", "A1"]


def test_links_part_of_an_outcome_answers_a_measure_of_its_own() -> None:
    text = _problem()
    first = text.add(NodeKind.MEASURE, "归还被挤占的培训经费。", "(1)")
    second = text.add(NodeKind.MEASURE, "更新党员活动室桌椅设备。", "(2)")
    third = text.add(NodeKind.MEASURE, "聘请退休干部担任监督员。", "(3)")
    outcome = text.add(NodeKind.OUTCOME, "归还被挤占的培训经费3万元，更新党员活动室桌椅设备40套。")
    assert text.links() == {outcome: {first, second}}
    assert third not in text.links()[outcome]
