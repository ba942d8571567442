from dataclasses import replace

from checks.runner import run_checks
from models.facts import Fact, FactName
from models.notice import Notice, unstored_notice
from models.source import Span
from tests.checks.build import make_notice, with_confirmed_claims
from tests.importers.reading import read, source_of


def messages(notice: Notice) -> list[str]:
    return [each.message for each in run_checks(notice) if each.code == "K15"]


def test_damaged_fact_names_what_it_may_be() -> None:
    notice = make_notice("", "2025115日反馈。")
    candidates = ("2025-01-15", "2025-11-05")
    fact = Fact(FactName.FEEDBACK_DATE, None, "2025115日", Span(0, 8), candidates)
    notice.outline.put(fact)
    assert messages(notice) == [
        "反馈日期“2025115日”疑有缺字，可能是2025-01-15、2025-11-05，请确认。"
    ]
    notice.outline.put(replace(fact, value="2025-01-15"))
    assert messages(notice) == ["反馈日期“2025115日”疑有缺字，读作2025-01-15，请确认。"]
    notice.outline.put(replace(fact, value="2025-01-15", confirmed=True))
    assert messages(notice) == []


def test_fact_in_a_damaged_place_is_told_once() -> None:
    notice = make_notice("", "落款2023 831", damage=(("2023 831", "2023-08-31"),))
    notice.outline.put(Fact(FactName.PUBLISHED, "2023-08-31", "2023 831", Span(2, 10)))
    assert messages(notice) == ["公布日期“2023 831”疑有缺字，读作2023-08-31，请确认。"]


def test_confirmed_claims_are_not_told_again() -> None:
    notice = make_notice("", "{problems=2 damaged|216个方面}。")
    assert messages(with_confirmed_claims(notice)) == []


def test_decided_damage_is_not_told_again() -> None:
    notice = make_notice("problem 1 426日的会。", damage=(("426日", "4月26日"),))
    (place,) = notice.outline.damage()
    notice.outline.put(replace(place, accepted=False))
    assert messages(notice) == []


def test_few_lost_numbers_are_left_to_k7() -> None:
    text = (
        "某局党组关于巡察整改进展情况的通报\n二、反馈问题整改落实情况\n（一）党的建设方面\n"
        + "".join(
            f"{'' if number == 3 else f'{number}.'}关于“第{number}项工作不到位”的问题。\n整改情况：（1）召开会议2次。（2）修订制度1项。\n"
            for number in range(1, 8)
        )
    )
    found = run_checks(unstored_notice(source_of(text), read(text)))
    assert [each.code for each in found if each.code in ("K7", "K15")] == ["K7"]
    assert "第3项工作不到位”的问题”没有编号" in next(
        each.message for each in found if each.code == "K7"
    )
