from dataclasses import replace

import pytest

from models import operations
from models.edits import EditGroup
from models.errors import EditError
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName
from models.ids import NodeId
from models.node import Link
from models.outline import Outline
from models.source import Span
from models.values import LimitClass, PartialDate, Status
from tests.models.outlines import outline_of

WRITTEN = """
    problem 1 甲。
      measure (1) 乙。
      measure (2) 丙。
      outcome (1) 丁。
    problem 2 戊。
"""
PROBLEM, FIRST, SECOND, OUTCOME, LAST = map(NodeId, range(1, 6))
CLAIM = Claim(1, ClaimSubject.PROBLEMS, 3.0, "3个问题", Span(0, 3))
DAMAGE = Damage(1, Span(1, 3), "甲乙", "甲、乙")
AS_OF = Fact(FactName.AS_OF, "2025-11", "2025年11月", Span(0, 3), ("2025-01",))


def outline() -> Outline:
    return outline_of(WRITTEN, CLAIM, DAMAGE, AS_OF, links="4>2")


def done(live: Outline, group: EditGroup) -> EditGroup:
    group.apply(live)
    return group


def test_reword_keeps_the_places_of_the_source() -> None:
    live = outline()
    spans = live.node(FIRST).spans
    group = done(live, operations.reword(live, FIRST, " 建立制度。 "))
    node = live.node(FIRST)
    assert (node.wording, node.spans) == ("建立制度。", spans)
    assert node.touched == {"wording"}
    assert (group.label, group.merge_key) == (
        "修改文字：主要问题 1·整改措施 (1)",
        f"wording:{FIRST}",
    )


@pytest.mark.parametrize("words", [None, "", " \n"])
def test_reword_with_nothing_gives_the_words_of_the_source_back(words: str | None) -> None:
    live = outline()
    done(live, operations.reword(live, FIRST, "改写"))
    assert done(live, operations.reword(live, FIRST, words)).label.startswith("恢复原文")
    assert live.node(FIRST).text(live.text) == "乙。"


def test_corrected_status_keeps_the_printed_words() -> None:
    live = outline()
    live.put(replace(live.node(LAST), status_quote="基本完成"))
    group = done(live, operations.correct_status(live, LAST, Status.PHASED))
    node = live.node(LAST)
    assert (node.status, node.status_quote, node.touched) == (
        Status.PHASED,
        "基本完成",
        {"status"},
    )
    assert group.label == "修改自报状态：主要问题 2"


def test_deadline_words_give_the_date() -> None:
    live = outline()
    done(live, operations.set_deadline(live, LAST, "2025年12月底前"))
    node = live.node(LAST)
    assert (node.deadline, node.deadline_quote) == (PartialDate(2025, 12), "2025年12月底前")
    assert node.limit_class is None


def test_deadline_words_give_the_class_and_take_it_along_when_they_go() -> None:
    live = outline()
    done(live, operations.set_deadline(live, LAST, "立行立改"))
    assert live.node(LAST).limit_class is LimitClass.AT_ONCE
    done(live, operations.set_deadline(live, LAST, "2025-12"))
    assert (live.node(LAST).limit_class, live.node(LAST).deadline) == (None, PartialDate(2025, 12))


def test_limit_class_that_a_person_chose_stays_with_a_new_deadline() -> None:
    live = outline()
    done(live, operations.set_limit_class(live, LAST, LimitClass.BY_DATE))
    done(live, operations.set_deadline(live, LAST, "2025-12"))
    assert live.node(LAST).limit_class is LimitClass.BY_DATE


def test_deadline_after_words_that_name_no_real_date_is_set() -> None:
    live = outline()
    live.put(replace(live.node(LAST), deadline_quote="2025年13月", limit_class=LimitClass.BY_DATE))
    done(live, operations.set_deadline(live, LAST, ""))
    node = live.node(LAST)
    assert (node.deadline_quote, node.limit_class) == (None, LimitClass.BY_DATE)


def test_deadline_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EditError, match="“2025年13月”里的日期不存在"):
        operations.set_deadline(outline(), LAST, "2025年13月")


def test_responsible_fields_are_set_one_by_one() -> None:
    live = outline()
    group = done(live, operations.set_responsible(live, LAST, lead_office="办公室"))
    assert (group.label, group.merge_key) == ("修改责任部门：主要问题 2", f"lead_office:{LAST}")
    both = done(live, operations.set_responsible(live, LAST, lead_person="赵一", person="钱二"))
    node = live.node(LAST)
    assert (node.lead_person, node.lead_office, node.person) == ("赵一", "办公室", "钱二")
    assert (both.label, both.merge_key) == ("修改责任：主要问题 2", None)
    done(live, operations.set_responsible(live, LAST, lead_office=""))
    assert live.node(LAST).lead_office is None


def test_relink_makes_exactly_the_given_links_by_a_person() -> None:
    live = outline()
    group = done(live, operations.relink(live, OUTCOME, [SECOND, SECOND]))
    assert live.answers(OUTCOME) == [SECOND]
    assert live.link(OUTCOME, SECOND) == Link(OUTCOME, SECOND, 1.0, "person")
    assert live.node(OUTCOME).touched == {"answers"}
    assert group.label == "修改对应关系：主要问题 1·完成情况 (1)"


def test_relink_to_nothing_is_remembered_as_a_persons_work() -> None:
    live = outline()
    done(live, operations.relink(live, OUTCOME, []))
    assert live.answers(OUTCOME) == []
    assert "answers" in live.node(OUTCOME).touched


@pytest.mark.parametrize(
    ("outcome", "measures", "sentence"),
    [
        (FIRST, [SECOND], "只有完成情况"),
        (OUTCOME, [PROBLEM], "只能对应整改措施"),
        (OUTCOME, [NodeId(99)], "已不存在"),
    ],
)
def test_relink_of_other_kinds_is_refused(
    outcome: NodeId, measures: list[NodeId], sentence: str
) -> None:
    with pytest.raises(EditError, match=sentence):
        operations.relink(outline(), outcome, measures)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2025年11月5日", "2025-11-05"), ("2025.11", "2025-11"), ("2025", "2025"), ("", None)],
)
def test_corrected_date_is_kept_in_one_form_beside_the_print(typed: str, kept: str | None) -> None:
    live = outline()
    done(live, operations.correct_fact(live, FactName.AS_OF, typed))
    assert live.fact(FactName.AS_OF) == replace(AS_OF, value=kept, confirmed=True)


@pytest.mark.parametrize("typed", ["年底", "2025年2月30日", "去年"])
def test_corrected_date_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(EditError, match="不是日期"):
        operations.correct_fact(outline(), FactName.AS_OF, typed)


def test_corrected_fact_may_be_new_and_any_words() -> None:
    live = outline()
    group = done(live, operations.correct_fact(live, FactName.UNIT, "云州市某局党组"))
    assert live.fact(FactName.UNIT) == Fact(FactName.UNIT, "云州市某局党组", confirmed=True)
    assert (group.label, group.merge_key) == ("修改单位", "fact:unit")


def test_fact_that_stays_open_changes_nothing() -> None:
    assert operations.correct_fact(outline(), FactName.UNIT, None).edits == ()


def test_corrected_claim_is_confirmed() -> None:
    live = outline()
    group = done(live, operations.correct_claim(live, 1, 2))
    assert live.claims() == [replace(CLAIM, value=2.0, confirmed=True)]
    assert group.label == "更正数字：问题"


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_claim_below_zero_or_no_number_is_refused(value: float) -> None:
    with pytest.raises(EditError, match="不小于零"):
        operations.correct_claim(outline(), 1, value)


@pytest.mark.parametrize("accepted", [True, False])
def test_damaged_place_is_decided(accepted: bool) -> None:
    live = outline()
    done(live, operations.decide_damage(live, 1, accepted))
    assert live.damage() == [replace(DAMAGE, accepted=accepted)]
    done(live, operations.decide_damage(live, 1, None))
    assert live.damage() == [DAMAGE]


def test_figures_and_places_that_are_gone_are_refused() -> None:
    with pytest.raises(EditError, match="已不存在"):
        operations.correct_claim(outline(), 99, 1)
    with pytest.raises(EditError, match="已不存在"):
        operations.decide_damage(outline(), 99, True)


def test_frozen_numbers_stay_when_others_come_between() -> None:
    live = outline()
    done(live, operations.freeze_item_numbers(live))
    assert operations.freeze_item_numbers(live).edits == ()
    done(live, operations.make_node(live, Span(*_place(live, "丁。")), live.node(LAST).kind))
    assert list(live.item_numbers().values()) == ["1", "1-1", "2"]


def _place(live: Outline, words: str) -> tuple[int, int]:
    start = live.text.index(words)
    return start, start + len(words)
