"""Invented notices for the tests of the review view, written piece by piece so that every span is right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.annotation import Annotation, Opinion, Review
from models.diagnostics import Diagnostic, Severity
from models.edits import EditGroup
from models.facts import Section
from models.ids import NodeId, NoticeId
from models.node import Link, Node, NodeKind
from models.notice import Notice, Reading, spaced_rank
from models.outline import Outline, Record
from models.source import Clutter, RoleSpan, SourceText, Span, SpanRole
from models.values import NoticeKind, Stage, Status

ASPECT, PROBLEM, SUB_PROBLEM = NodeKind.ASPECT, NodeKind.PROBLEM, NodeKind.SUB_PROBLEM
MEASURE, OUTCOME = NodeKind.MEASURE, NodeKind.OUTCOME


@dataclass
class Draft:
    """A source text and its records, grown together."""

    text: str = ""
    records: list[Record] = field(default_factory=list)
    clutter: list[Clutter] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: dict[NodeId | None, int] = field(default_factory=dict)
    count: int = 0

    def say(self, words: str) -> Span:
        """Adds words that belong to no node."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def node(
        self,
        kind: NodeKind,
        parent: NodeId | None,
        number: str | None,
        words: str,
        *,
        end: str = "\n\n",
        **more: object,
    ) -> NodeId:
        """Adds a node with its number and words; `end` is what stands after it."""
        self.count += 1
        node_id = NodeId(self.count)
        spans = [RoleSpan(self.say(number), SpanRole.NUMBER)] if number else []
        if words:
            spans.append(RoleSpan(self.say(words)))
        row = self.rows.get(parent, 0)
        self.rows[parent] = row + 1
        node = Node(node_id, kind, parent, spaced_rank(row), number, number, tuple(spans))
        self.records.append(replace(node, **more))
        self.text += end
        return node_id

    def continued(self, node_id: NodeId, words: str, *, end: str = "") -> None:
        """Adds more words to a node."""
        at = next(i for i, r in enumerate(self.records) if isinstance(r, Node) and r.id == node_id)
        node = self.records[at]
        assert isinstance(node, Node)
        self.records[at] = replace(node, spans=(*node.spans, RoleSpan(self.say(words))))
        self.text += end

    def notice(
        self, kind: NoticeKind = NoticeKind.RECTIFICATION_NOTICE, notice_id: int = 0
    ) -> Notice:
        """The notice as far as it is written."""
        reading = Reading(
            1, kind, "测试", clutter=tuple(self.clutter), sections=tuple(self.sections)
        )
        source = SourceText(self.text, "测试.txt", "0" * 64, "plain_text")
        outline = Outline(len(self.text), self.records)
        return Notice(NoticeId(notice_id), source, reading, outline, "CS")


def labelled() -> Draft:
    """Two aspects, three problems, four specific problems, labels between measures and outcomes.

    Ids: 1 aspect, 2 problem, 3 sub_problem (4, 5 measures, 6, 7 outcomes), 8 sub_problem (9 measure, 10 outcome),
    11 problem (12 measure, no outcome), 13 aspect, 14 problem (15 outcome without a measure).
    """
    draft = Draft()
    draft.clutter.append(Clutter(draft.say("首页 打印 分享\n\n"), "菜单"))
    draft.say("中共云溪县水务局党组关于巡察整改进展情况的通报\n\n𠮷\u00a0日起\u2028公布。\n\n")
    first = draft.node(ASPECT, None, "(一)", "聚焦政治学习方面。")
    problem = draft.node(PROBLEM, first, "1.", "学习贯彻有差距。")
    one = draft.node(
        SUB_PROBLEM,
        problem,
        "一是",
        "政治理论学习不经常。党组集中学习不够，研讨走过场。",
        status=Status.DONE,
        status_quote="已整改完成",
    )
    draft.say("整改措施：\n\n")
    m1 = draft.node(MEASURE, one, "(1)", "加强党组理论学习中心组学习，每月一次。")
    m2 = draft.node(MEASURE, one, "(2)", "丰富学习形式与内容，邀请专家授课。")
    draft.say("完成情况：已整改完成。\n\n")
    o1 = draft.node(OUTCOME, one, "(1)", "开展理论学习5次，专题研讨2次。")
    o2 = draft.node(OUTCOME, one, "(2)", "举办水务大讲堂，学习5期。")
    two = draft.node(
        SUB_PROBLEM, problem, "二是", "学习制度落实不到位。", status=Status.DONE, confidence=0.5
    )
    m3 = draft.node(MEASURE, two, None, "完善学习计划，列出清单。")
    o3 = draft.node(OUTCOME, two, None, "已制定年度学习计划。")
    alone = draft.node(PROBLEM, first, "2.", "河道清理不及时。", status=Status.ONGOING)
    draft.node(MEASURE, alone, None, "开展河道清理专项行动。")
    second = draft.node(ASPECT, None, "(二)", "聚焦作风建设方面。")
    last = draft.node(PROBLEM, second, "1.", "服务群众不主动。")
    draft.node(OUTCOME, last, None, "走访群众120户，解决问题31个。")
    draft.records += [Link(o1, m1), Link(o2, m1), Link(o3, m3)]
    assert (one, m1, m2, two, alone, last) == (3, 4, 5, 8, 11, 14)
    return draft


def mixed() -> Draft:
    """One problem with three items in which measure and outcome are not separated.

    Ids: 1 problem; 2 measure with outcome 3; 4 measure without words of its own, outcome 5; 6 measure only.
    """
    draft = Draft()
    draft.say("整改情况的通报\n\n")
    problem = draft.node(PROBLEM, None, "1.", "针对管网漏损偏高问题", end="")
    first = draft.node(MEASURE, problem, "一是", "加强管网巡检，", end="")
    outcome = draft.node(OUTCOME, first, None, "已更换老旧管道3公里，", end="")
    draft.continued(first, "建立巡检台账，")
    draft.continued(outcome, "漏损率下降2个百分点。")
    second = draft.node(MEASURE, problem, "二是", "", end="")
    draft.node(OUTCOME, second, None, "已完成12个小区改造。", end="")
    draft.node(MEASURE, problem, "三是", "下一步将推进智能水表安装。")
    return draft


def judged(draft: Draft) -> Draft:
    """The labelled notice with a verdict, a doubt and a note."""
    opinion = Opinion(Stage.FIRST, "同意销号", "措施到位。", "甲某", "2026-01-05")
    draft.records += [
        Review(NodeId(3), Status.DONE, (opinion,)),
        Review(NodeId(8), doubt=True),
        Annotation(77, "请补学习记录", "甲某", "2026-01-05T01:00:00+00:00", NodeId(8)),
    ]
    return draft


def finding(
    notice: Notice, node_id: int, words: str, severity: Severity = Severity.SUSPECT
) -> Diagnostic:
    """A finding on the first appearance of `words`."""
    start = notice.text.index(words)
    span = Span(start, start + len(words))
    return Diagnostic(
        "K12", severity, f"“{words}”与自报状态不符", (), (span,), (words,), (NodeId(node_id),)
    )


def large(problems: int) -> Draft:
    """A notice with five nodes for each problem, and an aspect for each hundred problems."""
    draft = Draft()
    aspect = None
    for count in range(problems):
        if count % 100 == 0:
            aspect = draft.node(ASPECT, None, f"({count // 100})", "方面。")
        problem = draft.node(PROBLEM, aspect, f"{count}.", "问题一句话。", status=Status.DONE)
        for number in ("(1)", "(2)"):
            draft.node(MEASURE, problem, number, "措施一句话。")
            draft.node(OUTCOME, problem, number, "完成一句话。")
    return draft


@dataclass
class Undoing:
    """Does groups on an outline, as the desk would, and takes them back."""

    outline: Outline
    done: list[EditGroup] = field(default_factory=list)

    def do(self, group: EditGroup) -> None:
        self.done.append(group)
        self.inverses.append(group.apply(self.outline))

    inverses: list[EditGroup] = field(default_factory=list)

    def undo(self) -> None:
        self.inverses.pop().apply(self.outline)
