from dataclasses import replace

from checks.runner import run_checks
from models.facts import Fact, FactName
from models.notice import Notice
from models.source import Span
from tests.checks.build import make_notice, with_confirmed_claims


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
