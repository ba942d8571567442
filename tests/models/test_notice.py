from dataclasses import replace

from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId
from models.node import Link, Node, NodeKind
from models.notice import Reading, body_words, live_records, spaced_rank, unstored_notice
from models.outline import Outline
from models.source import Clutter, Evidence, RoleSpan, SourceText, Span
from models.values import NoticeKind

SOURCE = SourceText("某局党组 问题一 措施一 已完成", "某局.txt", "0" * 64, "plain_text")


def reading(*facts: Fact) -> Reading:
    nodes = (
        Node(NodeId(1), NodeKind.PROBLEM, None, spaced_rank(0), spans=(RoleSpan(Span(5, 8)),)),
        Node(NodeId(2), NodeKind.MEASURE, NodeId(1), spaced_rank(0)),
        Node(NodeId(3), NodeKind.OUTCOME, NodeId(1), spaced_rank(1)),
    )
    return Reading(
        1,
        NoticeKind.RECTIFICATION_NOTICE,
        "有问题清单",
        facts=facts,
        claims=(Claim(1, ClaimSubject.PROBLEMS, 1.0, "一", Span(0, 1)),),
        damage=(Damage(1, Span(0, 1), "某", "某某"),),
        nodes=nodes,
        links=(Link(NodeId(3), NodeId(2)),),
    )


def test_notice_gives_its_text_to_the_outline() -> None:
    notice = unstored_notice(SOURCE, reading())
    assert notice.outline.text == SOURCE.text
    assert notice.words(notice.outline.node(NodeId(1))) == "问题一"
    assert notice.kind is NoticeKind.RECTIFICATION_NOTICE


def test_lists_call_a_notice_by_unit_then_title_then_file() -> None:
    unit = Fact(FactName.UNIT, "某局党组")
    title = Fact(FactName.TITLE, "整改通报")
    names = [
        unstored_notice(SOURCE, reading(*facts)).display_name
        for facts in ((unit, title), (title,), (Fact(FactName.UNIT, None),))
    ]
    assert names == ["某局党组", "整改通报", "某局.txt"]


def test_live_records_are_the_reading_with_ids_of_their_own() -> None:
    records = live_records(reading())
    live = Outline(len(SOURCE.text), records)
    problem, measure, outcome = live.walk()
    assert [node.machine_id for node in (problem, measure, outcome)] == [1, 2, 3]
    assert measure.parent == problem.id
    assert live.answers(outcome.id) == [measure.id]
    again = {record.key for record in live_records(reading())}
    assert again.isdisjoint({record.key for record in records})


def words_of(text: str, *read: Span, shown: tuple[Span, ...] = ()) -> str:
    evidence = Evidence(clutter=tuple(Clutter(span, "菜单") for span in shown))
    source = SourceText(text, "a.txt", "1", "plain_text", evidence=evidence)
    clutter = tuple(Clutter(span, "菜单") for span in read)
    return body_words(source, replace(reading(), clutter=clutter))


def test_same_words_from_two_sites_are_one_body() -> None:
    assert words_of("整改措施：\n学习。") == words_of("整改措施：学习。\n")
    assert words_of("整改措施：学习。") != words_of("整改措施：学。")


def test_body_leaves_out_clutter_of_the_file_and_of_the_reading() -> None:
    plain = words_of("学习。\n落实。")
    assert words_of("首页\n学习。\n第1页\n落实。", Span(7, 10), shown=(Span(0, 2),)) == plain
    assert words_of("首页首页学习。落实。", Span(0, 3), Span(2, 4), shown=(Span(0, 4),)) == plain
    assert words_of("首页学习。落实。") != plain


def test_body_of_nothing_but_clutter_is_that_of_its_words() -> None:
    assert words_of("首页", Span(0, 2)) == words_of("首页") != words_of("返回", Span(0, 2))


def test_ranks_given_at_once_leave_room_between() -> None:
    assert spaced_rank(1) - spaced_rank(0) > 1000
