from __future__ import annotations

import random
from dataclasses import replace

import pytest

from importers.outline.pipeline import read_notice
from models.annotation import Annotation, Opinion, Review, Waiver
from models.facts import ClaimSubject, Damage, FactName
from models.guidance import NO_GUIDANCE
from models.ids import NodeId, NoticeId, new_id
from models.node import Node
from models.notice import Notice, live_records
from models.operations import freeze_item_numbers
from models.outline import Outline
from models.rereading import Difference, DifferenceSort, reread
from models.source import Span
from models.values import Stage, Status
from models.versions.carrying import Carried, carry_over
from models.versions.changes import changes
from models.versions.problems import Problem, match_problems, problems_of
from tests.models.versions.texts import draft, read, replaced, wrapped

OPINION = Opinion(Stage.FIRST, "同意销号", "属实", "甲", "2026-01-02")
CHANGED = ("交流研讨仅2次", "交流研讨仅两次")  # in the first problem's own words
LATER = ("已与6个部门建立", "已与9个部门建立")  # in an outcome of the fifth


def notice(text: str) -> Notice:
    file = read(text)
    outline = Outline(len(file.source.text), live_records(file.reading))
    return Notice(NoticeId(new_id()), file.source, file.reading, outline)


def judged(text: str) -> Notice:
    """A notice on all problems of which there is an opinion."""
    made = notice(text)
    for node in made.outline.lowest_problems():
        made.outline.put(Review(node.id, Status.DONE, (OPINION,), evidence="会议记录"))
    return made


def problem(made: Notice, words: str) -> Node:
    (found,) = [one for one in made.outline.lowest_problems() if words in made.words(one)]
    return found


def node_with(made: Notice, words: str) -> Node:
    (found,) = [one for one in made.outline.walk() if words in made.words(one)]
    return found


def carried(old: Notice, new: Notice) -> Carried:
    found = carry_over(old, new)
    found.group.apply(new.outline)
    return found


def note(words: str, node_id: NodeId | None, span: Span | None = None) -> Annotation:
    return Annotation(new_id(), words, "乙", "2026-01-03T00:00:00.000+00:00", node_id, span)


def test_same_words_keep_the_whole_judgement() -> None:
    old, new = judged(draft()), notice(wrapped(draft(), 60).replace("\n", "\n\n"))
    found = carried(old, new)
    count = len(old.outline.lowest_problems())
    assert (found.kept, found.to_review) == (count, 0)
    for node in new.outline.lowest_problems():
        assert new.outline.review(node.id) == Review(
            node.id, Status.DONE, (OPINION,), evidence="会议记录"
        )
    assert new.outline.annotations() == []


@pytest.mark.parametrize("change", [CHANGED, LATER], ids=["problem", "outcome"])
def test_changed_problem_is_to_be_judged_again_and_remembers(change: tuple[str, str]) -> None:
    old, new = judged(draft()), notice(replaced(draft(), *change))
    found = carried(old, new)
    assert (found.kept, found.to_review) == (len(old.outline.lowest_problems()) - 1, 1)
    (again,) = [one for one in new.outline.lowest_problems() if new.outline.review(one.id).is_empty]
    notes = new.outline.annotations(again.id)
    assert sorted(one.words for one in notes) == [
        "上一稿佐证：会议记录", "上一稿初审：同意销号，属实", "上一稿认定状态：已完成",
    ]  # fmt: skip
    assert {(one.author, one.written) for one in notes} == {("甲", "2026-01-02")}


def test_only_a_status_that_changed_is_a_change_of_the_problem() -> None:
    old = judged(draft())
    new = notice(replaced(draft(), "完成情况：阶段性完成。", "完成情况：已整改完成。"))
    assert carried(old, new).to_review == 1
    assert problem(new, "惠民补贴").status != problem(old, "惠民补贴").status


def test_doubt_stays_where_words_changed() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    old.outline.put(Review(problem(old, "惠民补贴").id, doubt=True))
    carried(old, new)
    assert new.outline.review(problem(new, "惠民补贴").id).doubt


def test_doubt_on_words_that_are_gone_goes_to_the_problem() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    old.outline.put(Review(node_with(old, "已与6个部门").id, doubt=True))
    carried(old, new)
    assert new.outline.review(problem(new, "惠民补贴").id).doubt


def test_notes_follow_their_words_with_author_and_time() -> None:
    old, new = notice(draft()), notice(f"（送审稿）\n{draft()}")
    measure = (
        node_with(old, "逐件不存在") if "逐件不存在" in old.text else node_with(old, "票据不全")
    )
    start = old.text.index("票据不全")
    heading = node_with(old, "基层党组织和干部队伍")
    for one in (
        note("看原件", measure.id, Span(start, start + 4)),
        note("与上轮相同", heading.id),
        note("全文已通读", None),
        note("此处", None, Span(start, start + 8)),
    ):
        old.outline.put(one)
    carried(old, new)
    moved = {one.words: one for one in new.outline.annotations()}
    assert set(moved) == {"看原件", "与上轮相同", "全文已通读", "此处"}
    for words in ("看原件", "此处"):
        span = moved[words].span
        assert span is not None
        assert span.of(new.text).startswith("票据不全")
    assert moved["看原件"].node_id == node_with(new, "票据不全").id
    assert moved["与上轮相同"].node_id == node_with(new, "基层党组织和干部队伍").id
    assert {(one.author, one.written[:10]) for one in moved.values()} == {("乙", "2026-01-03")}


def test_notes_on_words_that_are_gone_say_so() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    start = old.text.index("已与6个部门")
    old.outline.put(note("请补名单", node_with(old, "已与6个部门").id))
    old.outline.put(note("数字存疑", None, Span(start, start + 6)))
    carried(old, new)
    found = {one.words: one.node_id for one in new.outline.annotations()}
    assert found == {
        "上一稿批注：请补名单": problem(new, "惠民补贴").id,
        "上一稿批注（原文“已与6个部门”）：数字存疑": None,
    }


def test_waivers_go_over() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    waiver = Waiver("f" * 32, "已核", "甲", "2026-01-02T00:00:00Z")
    old.outline.put(waiver)
    carried(old, new)
    assert new.outline.waivers() == [waiver]


def test_what_the_new_version_has_already_stays_and_nothing_comes_twice() -> None:
    old, new = judged(draft()), notice(draft())
    first = new.outline.lowest_problems()[0]
    own = Review(first.id, Status.NOT_DONE)
    new.outline.put(own)
    old.outline.put(note("看原件", old.outline.lowest_problems()[1].id))
    carried(old, new)
    assert new.outline.review(first.id) == own
    assert carry_over(old, new).group.edits == ()


def test_taking_over_can_be_taken_back_whole() -> None:
    old, new = judged(draft()), notice(replaced(draft(), *LATER))
    bare = set(new.outline.records())
    found = carried(old, new)
    found.group.inverse.apply(new.outline)
    assert set(new.outline.records()) == bare


def test_typed_words_of_the_reviewer_are_no_change_of_the_notice() -> None:
    old, new = judged(draft()), notice(draft())
    first = old.outline.lowest_problems()[0]
    old.outline.put(replace(first, wording="学习不深入", touched=frozenset({"wording"})))
    assert carried(old, new).to_review == 0


def test_equal_problems_are_told_apart_by_what_they_stand_under_and_their_order() -> None:
    text = draft()
    twice = replaced(text, "内部控制制度执行不严。", "学习贯彻财经政策不够深入。")
    old, new = notice(twice), notice(twice)
    matched = match_problems(problems_of(old), problems_of(new))
    assert [matched[one.id] for one in old.outline.lowest_problems()] == [
        one.id for one in new.outline.lowest_problems()
    ]


def test_problems_that_changed_places_are_matched_by_their_words() -> None:
    text = draft()
    start, middle = text.index("一是内部控制"), text.index("二是惠民补贴")
    end = text.index("（三）聚焦")
    turned = (
        text[:start]
        + "一是"
        + text[middle + 2 : end]
        + "二是"
        + text[start + 2 : middle]
        + text[end:]
    )
    old, new = judged(text), notice(turned)
    assert carried(old, new).to_review == 0
    assert changes(old, new) == ()


def test_problem_with_other_words_is_known_by_what_belongs_to_it() -> None:
    old, new = (
        notice(draft()),
        notice(
            replaced(
                draft(),
                "惠民补贴资金发放监管缺位。有21户不符合条件的农户领取了耕地地力保护补贴。",
                "强农政策落实有偏差。",
            )
        ),
    )
    matched = match_problems(problems_of(old), problems_of(new))
    assert matched[problem(old, "惠民补贴").id] == problem(new, "强农政策").id


# 变化


def told(found: tuple[Difference, ...]) -> list[tuple[str, str, str, str, str]]:
    return [(one.sort.value, one.subject, one.what, one.before, one.after) for one in found]


def test_the_same_words_have_no_changes() -> None:
    assert changes(notice(draft()), notice(draft().replace("\n", "\n\n"))) == ()


def test_changes_name_the_sentence_before_and_after() -> None:
    old, new = judged(draft()), notice(replaced(draft(), *LATER))
    found = changes(old, new)
    outcome = node_with(new, "已与9个部门")
    number = new.outline.item_numbers()[problem(new, "惠民补贴").id]
    sentence = "已与6个部门建立数据比对机制，比对信息4.3万条，发现疑点64条。"
    assert told(found) == [
        (
            "changed",
            f"具体问题 {number}",
            "上一稿结论",
            "同意销号",
            "未沿用，已记为批注，请重新审核",
        ),
        ("changed", f"具体问题 {number}", "完成情况", sentence, sentence.replace("6个", "9个")),
    ]
    assert found[1].node_id == outcome.id
    assert found[1].span is not None
    assert found[1].span.of(new.text) == new.words(outcome)


def test_new_and_gone_problems_are_listed() -> None:
    text = draft()
    start, end = text.index("二是惠民补贴"), text.index("（三）聚焦")
    shorter = text[:start] + text[end:]
    old, new = judged(text), notice(shorter)
    (gone,) = [one for one in changes(old, new) if one.sort is DifferenceSort.REMOVED]
    assert gone.before.startswith("惠民补贴资金")
    assert (gone.what, gone.node_id) == ("上一稿结论：同意销号", problem(old, "惠民补贴").id)
    (come,) = [one for one in changes(new, old) if one.sort is DifferenceSort.ADDED]
    assert come.node_id == problem(old, "惠民补贴").id
    moved = [one for one in changes(old, new) if "上一稿 " in one.subject]
    assert moved == []


def test_facts_totals_and_words_around_the_problems_are_listed() -> None:
    text = draft()
    later = replaced(text, "2024年8月16日", "2024年9月3日")
    later = replaced(later, "召开专题会议4次", "召开专题会议6次")
    later = replaced(later, "已整改完成6个", "已整改完成7个")
    found = told(changes(notice(text), notice(later)))
    assert ("changed", "通报信息", "公布日期", "2024-08-16", "2024-09-03") in found
    around = [one for one in found if one[1] == "其他文字" and "专题会议" in one[3]]
    assert len(around) == 1
    assert "召开专题会议6次" in around[0][4]
    (total,) = [one for one in found if one[1:3] == ("自报数字", "已完成")]
    assert ("6个" in total[3], "7个" in total[4]) == (True, True)


def test_many_reworded_problems_in_another_order_find_each_other() -> None:
    chance = random.Random(5)
    signs = "学习贯彻整改落实监督检查制度建设工作会议专题研究部署问题资金项目管理责任干部群众服务"

    def words(length: int) -> str:
        return "".join(chance.choices(signs, k=length))

    old = [Problem(NodeId(at), at, f"{words(25)}不到位", words(80), "") for at in range(300)]
    later = [
        replace(
            one,
            id=NodeId(one.id + 1000),
            words=f"{one.words[:-6]}{words(2)}不够",
            content=words(80),
        )
        for one in old
    ]
    chance.shuffle(later)
    new = [replace(one, order=at) for at, one in enumerate(later)]
    assert match_problems(old, new) == {one.id: one.id + 1000 for one in old}


def test_corrections_hold_where_the_words_are_the_same() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    same, other = problem(old, "组织生活不规范"), problem(old, "惠民补贴")
    for node in (same, other):
        old.outline.put(
            replace(
                node,
                status=Status.NOT_DONE,
                lead_office="办公室",
                touched=frozenset({"status", "lead_office"}),
            )
        )
    measure = node_with(old, "票据不全")
    old.outline.put(replace(measure, wording="票据不全不报", touched=frozenset({"wording"})))
    assert carried(old, new).corrected == 2
    kept = problem(new, "组织生活不规范")
    assert (kept.status, kept.lead_office) == (Status.NOT_DONE, "办公室")
    assert kept.touched == {"status", "lead_office"}
    assert problem(new, "惠民补贴").touched == frozenset()
    assert node_with(new, "票据不全").wording == "票据不全不报"
    assert carry_over(old, new).group.edits == ()


def test_corrected_facts_and_totals_hold_where_they_are_printed_the_same() -> None:
    later = replaced(draft(), "2024年8月16日", "2024年9月3日")
    old, new = notice(draft()), notice(later)
    for name in (FactName.FEEDBACK_DATE, FactName.PUBLISHED):
        fact = old.outline.fact(name)
        assert fact is not None
        old.outline.put(replace(fact, value="2024-01-31", confirmed=True))
    claim = next(one for one in old.outline.claims() if one.subject is ClaimSubject.DONE)
    old.outline.put(replace(claim, value=9.0, confirmed=True))
    assert carried(old, new).corrected == 2
    assert new.fact(FactName.FEEDBACK_DATE) == "2024-01-31"
    assert new.fact(FactName.PUBLISHED) == "2024-09-03"
    (total,) = [one for one in new.outline.claims() if one.confirmed]
    assert (total.subject, total.value) == (ClaimSubject.DONE, 9.0)


def test_decided_damage_is_decided_in_the_next_version() -> None:
    old, new = notice(draft()), notice(replaced(draft(), *LATER))
    for made in (old, new):
        made.outline.put(Damage(5, Span(0, 4), "2025114日", "2025年1月14日", ("2025年11月4日",)))
    old.outline.put(replace(old.outline.damage()[0], accepted=True, reading="2025年11月4日"))
    assert carried(old, new).corrected == 1
    (place,) = new.outline.damage()
    assert (place.accepted, place.reading) == (True, "2025年11月4日")


def marked(made: Notice, words: str) -> Notice:
    """The notice after the line of a problem was marked as 非正文; where it is judged, the problem stays."""
    reading = read_notice(made.source, None, NO_GUIDANCE.cluttering(problem(made, words).body))
    reread(made.outline, made.reading, reading).group.apply(made.outline)
    return replace(made, reading=reading)


def test_judgement_of_a_problem_whose_line_was_marked_holds_for_the_same_words() -> None:
    words = "学习贯彻财经政策"
    old, new = marked(judged(draft()), words), notice(draft())
    found = carried(old, new)
    assert (found.kept, found.to_review) == (7, 0)
    assert new.outline.review(problem(new, words).id).opinions == (OPINION,)
    assert changes(old, new) == ()


def test_judgement_of_a_problem_whose_line_was_marked_ends_where_words_are_other_ones() -> None:
    old = marked(judged(draft()), "学习贯彻财经政策")
    new = notice(replaced(draft(), *CHANGED))
    found = carried(old, new)
    assert (found.kept, found.to_review) == (6, 1)
    assert not new.outline.review(problem(new, "学习贯彻财经政策").id).opinions
    verdict, changed = changes(old, new)
    assert verdict.what == "上一稿结论"
    assert CHANGED[1] in changed.after


def read_without(made: Notice, words: str) -> Notice:
    """The notice after a person marked these words as 非正文."""
    at = made.text.index(words)
    guidance = NO_GUIDANCE.cluttering([Span(at, at + len(words))])
    reading = read_notice(made.source, None, guidance)
    reread(made.outline, made.reading, reading).group.apply(made.outline)
    return replace(made, reading=reading)


NOT_BODY = {
    "last words": "（2）剩余80万元已于6月下达到教育、水利两个项目。",
    "half a problem": "二是年轻干部培养储备滞后。股级干部",
    "a problem, read as others then": "二是惠民补贴资金发放监管缺位。有21户不符合条件的农户领取了耕地地力保护补贴。",
    "an aspect": "（二）聚焦财经纪律执行和资金监管方面",
}


@pytest.mark.parametrize("words", NOT_BODY.values(), ids=NOT_BODY)
def test_judgements_hold_wherever_words_were_marked(words: str) -> None:
    old, new = read_without(judged(draft()), words), notice(draft())
    found = carried(old, new)
    assert (found.kept, found.to_review) == (7, 0)
    assert not [one for one in changes(old, new) if one.what == "上一稿结论"]


def test_judgement_beside_marked_words_ends_where_words_are_gone_or_come() -> None:
    last = NOT_BODY["last words"]
    before = draft()[: draft().index(last)].rstrip().splitlines()[-1]
    for later in (replaced(draft(), before, ""), replaced(draft(), last, f"{last}另有5万元。")):
        found = carried(read_without(judged(draft()), last), notice(later))
        assert (found.kept, found.to_review) == (6, 1)


def numbers(made: Notice) -> dict[str, str]:
    """The 序号 by the first words of the problems."""
    said = made.outline.item_numbers()
    return {made.words(node)[:8]: said[node.id] for node in made.outline.lowest_problems()}


def test_printed_numbers_stay_with_their_problems_in_the_next_version() -> None:
    old = notice(draft())
    freeze_item_numbers(old.outline).apply(old.outline)
    gone = problem(old, "组织生活不规范")
    at = draft().index(old.words(gone))
    later = replaced(draft(), *CHANGED)
    new = notice(
        later[:at] + later[at:].replace(old.words(gone), "项目资料归档迟缓，查阅十分困难。", 1)
    )
    before = numbers(old)
    found = carried(old, new)
    after = numbers(new)
    assert {name: after[name] for name in before if name in after} == {
        name: number for name, number in before.items() if name in after
    }
    assert len(set(after.values())) == len(after)
    assert (found.kept, found.corrected) == (0, 0)
    assert carry_over(old, new).group.edits == ()


def test_number_and_correction_of_one_problem_are_both_taken_over() -> None:
    old, new = notice(draft()), notice(draft())
    freeze_item_numbers(old.outline).apply(old.outline)
    node = problem(old, "组织生活不规范")
    old.outline.put(replace(node, lead_office="办公室", touched=frozenset({"lead_office"})))
    carried(old, new)
    kept = problem(new, "组织生活不规范")
    assert (kept.item_no, kept.lead_office) == (node.item_no, "办公室")


def test_numbers_that_were_never_printed_are_not_taken_over() -> None:
    old, new = notice(draft()), notice(draft())
    assert carry_over(old, new).group.edits == ()
