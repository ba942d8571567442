"""Labels, told by the words they are made of."""

from __future__ import annotations

import pytest

from importers.outline.words.labels import LabelKind, kind_of, label_at, labels_in


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("整改措施", LabelKind.MEASURE),
        ("已采取的措施", LabelKind.MEASURE),
        ("主要做法", LabelKind.MEASURE),
        ("完成情况", LabelKind.OUTCOME),
        ("取得的成效", LabelKind.OUTCOME),
        ("整改情况", LabelKind.PROGRESS),
        ("整改落实情况", LabelKind.PROGRESS),
        ("存在的主要问题", LabelKind.PROBLEM),
        ("完成时限", LabelKind.DEADLINE),
        ("责任领导", LabelKind.LEAD_PERSON),
        ("整改责任人", LabelKind.PERSON),
        ("牵头科室", LabelKind.LEAD_OFFICE),
        ("整改目标", LabelKind.TARGET),
        ("验收意见", LabelKind.VERDICT),
        ("会议情况", None),
        ("如下", None),
        ("张三", None),
    ],
)
def test_kind_of_words(words: str, kind: LabelKind | None) -> None:
    assert kind_of(words) is kind


def _found(text: str, gaps: set[int] | None = None) -> list[str]:
    return [label.words for label in labels_in(text, 0, len(text), gaps or set())]


def test_labels_in_a_line_of_several() -> None:
    text = "责任领导:甲责任科室:办公室"
    assert _found(text, {text.index("责任科室")}) == ["责任领导", "责任科室"]


def test_labels_in_a_paragraph_need_an_edge_before_them() -> None:
    assert _found("已完成整改。整改时限:2025年6月") == ["整改时限"]
    assert _found("汇报了整改情况:一是") == []


@pytest.mark.parametrize("text", ["整改措施", "【整改措施】加强学习", "整改措施:加强学习"])
def test_label_at_the_beginning(text: str) -> None:
    label = label_at(text, 0, len(text), set())
    assert label is not None
    assert label.kind is LabelKind.MEASURE


def test_label_at_words_that_go_on_are_none() -> None:
    assert label_at("整改措施落实到位", 0, 8, set()) is None


def test_labels_behind_a_mark_need_a_colon() -> None:
    text = "二、具体整改情况"
    assert list(labels_in(text, 2, len(text), set(), behind_mark=True)) == []
