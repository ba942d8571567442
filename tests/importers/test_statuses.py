"""自报状态: sentences that say the state and nothing else."""

from __future__ import annotations

import pytest

from importers.outline.words.statuses import (
    last_clause_status,
    last_status,
    limit_class_in,
    said_of_problem,
    status_at,
)
from models.values import LimitClass, Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已整改完成。", Status.DONE),
        ("已整改完成", Status.DONE),
        ("该问题已完成整改。", Status.DONE),
        ("已完成,同意销号。", Status.DONE),
        ("已整改到位,并长期坚持。", Status.DONE),
        ("目前,该问题已整改到位。", Status.DONE),
        ("基本完成。", Status.PHASED),
        ("阶段性完成整改。", Status.PHASED),
        ("正在整改中,将于2025年12月份整改完成。", Status.ONGOING),
        ("正在推进。", Status.ONGOING),
        ("需长期坚持。", Status.LONG_TERM),
        ("尚未完成整改。", Status.NOT_DONE),
    ],
)
def test_status_at_known_words(text: str, status: Status) -> None:
    said = status_at(text, 0, len(text))
    assert said is not None
    assert said.status is status
    assert said.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "完成2025年教师招聘工作。",
        "已完成6次理论学习。",
        "整改完成率达100%。",
        "按照整改措施,已逐条整改完成。",
        "正在征求意见。",
        "已整改完成了大部分任务和其余各项工作并取得了良好的社会效果和广泛好评以及其他。",
    ],
)
def test_status_at_sentence_that_tells_more_is_none(text: str) -> None:
    assert status_at(text, 0, len(text)) is None


def test_last_status_of_a_paragraph() -> None:
    text = "清退费用1.3万元。该问题已整改完成。"
    said = last_status(text, 0, len(text))
    assert said is not None
    assert text[said.start : said.end] == "该问题已整改完成。"
    assert last_status("清退费用1.3万元。", 0, 10) is None


def test_last_clause_status() -> None:
    text = "退回超标准费用1.96万元,已整改到位。"
    said = last_clause_status(text, 0, len(text))
    assert said is not None
    assert said.status is Status.DONE
    assert last_clause_status("已整改到位。", 0, 6) is None


def test_said_of_problem_unfinished_weighs_more() -> None:
    text = "该问题已整改完成。另一处,目前该问题正在整改中,计划6月完成。"
    said = said_of_problem(text, 0, len(text))
    assert said is not None
    assert said.status is Status.ONGOING


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("立行立改", LimitClass.AT_ONCE),
        ("限期整改", LimitClass.BY_DATE),
        ("长期坚持", LimitClass.LONG_TERM),
        ("2025年", None),
    ],
)
def test_limit_class_in(words: str, limit: LimitClass | None) -> None:
    assert limit_class_in(words) is limit
