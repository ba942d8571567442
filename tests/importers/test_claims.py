"""Totals that a notice states of itself."""

from __future__ import annotations

import pytest

from models.facts import ClaimSubject
from models.notice import Reading
from tests.importers.reading import read

HEAD = "某局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n一、整改组织情况\n"
BODY = "\n二、反馈问题整改落实情况\n（一）党的建设方面\n1.学习不够深入。\n整改情况：一是学习。\n2.监督不到位。\n整改情况：一是约谈。\n"


def _claims(words: str) -> list[tuple[str, float]]:
    return [(claim.subject.value, claim.value) for claim in _reading(words).claims]


def _reading(words: str) -> Reading:
    return read(HEAD + words + BODY)


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        (
            "反馈指出4个方面、13个主要问题，并提出4项意见建议。",
            [("aspects", 4), ("problems", 13), ("recommendations", 4)],
        ),
        ("反馈的4个方面，11项、27条问题。", [("aspects", 4), ("problems", 11), ("problems", 27)]),
        (
            "五方面17项问题56项具体问题，细化160条整改措施。",
            [("aspects", 5), ("problems", 17), ("sub_problems", 56), ("measures", 160)],
        ),
        (
            "已整改完成43个，完成率97.7%；正在整改中的1个，占2.3%。",
            [("done", 43), ("rate_percent", 97.7), ("ongoing", 1), ("rate_percent", 2.3)],
        ),
        (
            "14个问题已完成整改11个，阶段性完成2个，正在推进1个。",
            [("problems", 14), ("done", 11), ("phased", 2), ("ongoing", 1)],
        ),
        ("共反馈问题27个，已全部整改。", [("problems", 27), ("done", 27)]),
        ("反馈的问题共18项，现已全部整改到位。", [("problems", 18), ("done", 18)]),
        ("反馈问题2大类6项，已完成5项。", [("problems", 6), ("done", 5)]),
        ("认领问题2大类6项，均已整改完成。", [("problems", 6), ("done", 6)]),
        ("梳理出问题3类15个，整改完成14个。", [("problems", 15), ("done", 14)]),
        ("11条问题已整改完成，16条问题需长期坚持。", [("done", 11), ("long_term", 16)]),
        (
            "共反馈问题697个，基本完成4个，未完成5个。",
            [("problems", 697), ("phased", 4), ("not_done", 5)],
        ),
        ("整改措施117条，已完成103条，长期坚持14条。", [("measures", 117)]),
        ("共制定117条整改措施，已完成103条。", [("measures", 117)]),
        ("制定措施30条，已完成整改12个问题。", [("measures", 30), ("done", 12)]),
        ("修订完善规章制度16项。", [("issued_rules", 16)]),
        ("召开党组会6次。", [("meetings", 6)]),
        ("批评教育5人，组织处理0人。", [("people", 5), ("people", 0)]),
        ("追缴资金7.132万元，清退54410元。", [("money", 71320), ("money", 54410)]),
    ],
)
def test_claims_of_a_sentence(words: str, claims: list[tuple[str, float]]) -> None:
    assert _claims(words) == claims


@pytest.mark.parametrize(
    "words",
    [
        "党组书记带头领办3个重点难点问题。",
        "确保巡察反馈问题一个不落。",
        "成立5个巡察组。",
        "现将第12项整改完成情况予以公示。",
    ],
)
def test_claims_that_are_none(words: str) -> None:
    assert _claims(words) == []


def test_claim_of_a_part_names_its_whole() -> None:
    done, part = _reading("已整改完成34个（含阶段性完成整改2个）。").claims
    assert done.subset_of is None
    assert part.subset_of == 34


def test_claim_says_whether_the_notice_lists_them() -> None:
    (claim,) = _reading("进一步细化为44个具体问题。").claims
    assert claim.lists


def test_claim_of_a_rate_names_its_state() -> None:
    _, _, _, rate = _reading("已整改完成9个，完成率90%；正在整改1个，占10%。").claims
    assert rate.of is ClaimSubject.ONGOING


def test_claim_with_a_vague_number_says_so() -> None:
    (claim,) = _reading("召开会议10余次。").claims or _reading("召开10余次会议。").claims
    assert claim.vague


def test_claim_of_run_together_numbers_is_read_by_what_is_listed() -> None:
    aspects, problems = _reading("细化为12个方面具体问题。").claims
    assert (aspects.value, problems.value) == (1.0, 2.0)
    assert aspects.damaged
    assert problems.damaged


def test_claims_are_not_read_inside_the_problems() -> None:
    reading = read(HEAD + BODY.replace("一是学习。", "一是发现12个问题已整改完成11个。"))
    assert reading.claims == ()
