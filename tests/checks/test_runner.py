import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

import checks.runner
from checks.base import CheckContext
from checks.messages import TEMPLATES
from checks.numbers import ordinal
from checks.registry import CHECKS, NamedCheck
from checks.runner import run_checks
from models import operations
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, ClaimSubject
from models.ids import NodeId, NoticeId
from models.notice import Notice, live_records
from models.outline import Outline
from models.source import Span
from models.values import NoticeKind
from tests.checks.build import make_notice

OUTLINE = """
problem 1 甲。 @done=已完成
  outcome (1) 力争年底前完成。
"""


def broken(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    raise ValueError("words of the notice")
    yield


def test_broken_check_is_a_finding_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(checks.runner, "CHECKS", (NamedCheck("K9", broken), *CHECKS))
    with caplog.at_level(logging.ERROR):
        found = run_checks(make_notice(OUTLINE))
    assert [each.code for each in found] == ["K9", "K10"]
    assert found[0].severity is Severity.UNVERIFIABLE
    assert "K9" in caplog.text
    assert "words of the notice" not in caplog.text + found[0].message


def test_findings_come_by_code_and_then_by_place() -> None:
    outline = """
problem 1 甲。 @done=已完成
  outcome (1) 力争年底前完成。
  outcome (3) 已完成。
problem 2 乙。 @done=已完成
  outcome (1) 力争年底前开工。
"""
    found = run_checks(make_notice(outline, "{problems=3|3个问题}。"))
    assert [each.code for each in found] == ["K1", "K7", "K10", "K10"]
    assert found[2].spans[0].start < found[3].spans[0].start


def test_quotes_are_the_words_at_the_spans() -> None:
    notice = make_notice(OUTLINE, "{problems=3|3个问题}。")
    for found in run_checks(notice):
        assert [span.of(notice.text) for span in found.spans] == list(found.quotes)


def test_fingerprint_outlives_a_shift_of_the_text() -> None:
    preface = "{problems=3|3个问题}。"
    first = run_checks(make_notice(OUTLINE, preface))
    shifted = run_checks(make_notice(OUTLINE, "页眉\n" + preface))
    assert [each.fingerprint for each in first] == [each.fingerprint for each in shifted]


def test_figures_inside_an_item_are_no_claims_of_the_notice() -> None:
    notice = make_notice("problem 1 上轮12个问题未清零。", "{problems=1|1个问题}。")
    at = notice.text.index("12个问题")
    inside = Claim(9, ClaimSubject.PROBLEMS, 12, "12个问题", Span(at, at + 5))
    notice.outline.put(inside)
    assert run_checks(notice) == ()


def test_document_that_is_no_notice_has_nothing_to_check() -> None:
    report = make_notice("", "{done=7|7条}全部完成。", kind=NoticeKind.WORK_REPORT)
    assert run_checks(report) == ()


def test_work_report_with_totals_is_left_alone() -> None:
    report = make_notice("", "{problems=7|7个问题}。", kind=NoticeKind.WORK_REPORT)
    assert run_checks(report) == ()


def test_checks_leave_the_outline_as_it_is() -> None:
    notice = make_notice(OUTLINE, "{problems=3|3个问题}。")
    before = set(map(str, notice.outline.records()))
    run_checks(notice)
    assert set(map(str, notice.outline.records())) == before


def test_every_template_can_be_filled_by_name() -> None:
    for name, words in TEMPLATES.items():
        assert words.endswith("。"), name
        assert "{}" not in words, name


def test_registry_names_codes_in_order() -> None:
    numbers = [int(check.code[1:]) for check in CHECKS]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("number", "counted"),
    [
        ("(3)", ("(#)", 3)),
        ("12", ("#", 12)),
        ("一是", ("#是", 1)),
        ("二十一是", ("#是", 21)),
        ("(十)", ("(#)", 10)),
        ("一百零三", ("#", 103)),
        ("③", ("#", 3)),
        ("问题10", ("问题#", 10)),
        ("1-2", None),
        ("其", None),
        (None, None),
    ],
)
def test_ordinal(number: str | None, counted: tuple[str, int] | None) -> None:
    assert ordinal(number) == counted


def test_node_without_words_is_named_by_its_number() -> None:
    outline = """
problem 1 甲。
  measure 一是 抓学习。
problem 2 -
"""
    messages = [each.message for each in run_checks(make_notice(outline))]
    assert messages == ["“2”没有写整改措施和完成情况。"]


def test_reading_may_be_unsure_of_a_plain_total() -> None:
    notice = make_notice("problem 1 甲。", "细化为{problems=2 lists|2个问题}。")
    unsure = replace(notice, reading=replace(notice.reading, confidence=0.2))
    (found,) = run_checks(unsure)
    assert found.message == "自报问题2个，识读出1个。正文层次识读把握低，无法核对。"


BROKEN = """
problem 1 甲。 @done=已完成
  measure (1) 学习。
  outcome (1) 已学习。
  outcome (2) 已检查。
  outcome (4) 已通报。
  outcome (5) 已归档。
"""


def numbering(notice: Notice) -> list[tuple[str, tuple[NodeId, ...]]]:
    return [(each.message, each.nodes) for each in run_checks(notice) if each.code == "K7"]


def stored(outline: str) -> Notice:
    made = make_notice(outline)
    records = live_records(made.reading)
    return replace(made, id=NoticeId(1), outline=Outline(len(made.text), records))


def live(notice: Notice, machine_id: int) -> NodeId:
    return next(node.id for node in notice.outline.walk() if node.machine_id == machine_id)


def test_numbering_leads_to_the_live_nodes() -> None:
    notice = stored(BROKEN)
    ((message, nodes),) = numbering(notice)
    assert nodes == (live(notice, 5), live(notice, 4))
    group = operations.delete_node(notice.outline, live(notice, 5))
    group.apply(notice.outline)
    assert numbering(notice) == [(message, (live(notice, 4),))]


def test_numbering_of_the_notice_stays_when_a_reviewer_rearranges_it() -> None:
    notice = stored(BROKEN.replace("(5)", "(4)").replace("(4) 已通报", "(3) 已通报"))
    outline = notice.outline
    for change in (
        lambda: operations.merge_nodes(outline, live(notice, 3), live(notice, 4)),
        lambda: operations.move_node(outline, live(notice, 6), live(notice, 1), 0),
        lambda: operations.delete_node(outline, live(notice, 5)),
    ):
        change().apply(outline)
        assert numbering(notice) == []


def test_numbering_says_nothing_of_a_notice_made_by_hand() -> None:
    notice = make_notice(BROKEN)
    assert numbering(replace(notice, reading=replace(notice.reading, nodes=()))) == []
