"""What a document is."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.values import NoticeKind
from tests.importers.reading import read

DOCUMENTS = Path(__file__).resolve().parents[1] / "data" / "documents"
ACCOUNT = "一、反馈问题整改落实情况\n（一）党的建设方面\n1.学习不够深入。\n整改情况：一是学习5次。\n2.监督不到位。\n整改情况：一是约谈3人。\n"
FOUND = "一、巡察发现的主要问题\n（一）党的建设方面\n1.学习不够深入。\n2.监督不到位。\n"
INTRO = "根据县委统一部署，县委第一巡察组向县水务局党组反馈了巡察情况。\n"
REPORT = (
    "全面推进水利高质量发展\n"
    + "加强理论学习。局党组开展集中学习12次，主题党日活动12次，提高了党员干部的政治觉悟。\n" * 12
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"某局党组关于巡察整改进展情况的通报\n{INTRO}{ACCOUNT}", NoticeKind.RECTIFICATION_NOTICE),
        (f"县水务局材料\n{INTRO}{ACCOUNT}", NoticeKind.RECTIFICATION_NOTICE),
        (f"县委第一巡察组向县水务局党组反馈巡察情况\n{INTRO}{FOUND}", NoticeKind.FEEDBACK_NOTICE),
        (REPORT, NoticeKind.WORK_REPORT),
        ("今天天气很好。", NoticeKind.OTHER),
        ("", NoticeKind.OTHER),
        (
            "县水务局巡察整改台账\n" + "序号\t问题\t措施\t状态\n1\t学习不够\t加强\t已完成\n" * 4,
            NoticeKind.LEDGER,
        ),
    ],
    ids=["notice", "untitled", "feedback", "report", "other", "empty", "ledger"],
)
def test_kind_of_a_document(text: str, kind: NoticeKind) -> None:
    reading = read(text)
    assert reading.kind is kind
    assert reading.kind_reason


@pytest.mark.parametrize("text", [REPORT, "今天天气很好。\n一、加强学习。\n二、监督不到位。"])
def test_documents_that_are_no_notice_have_no_problems(text: str) -> None:
    assert read(text).nodes == ()


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_sibling_documents_are_told_apart_and_nothing_is_invented(path: Path) -> None:
    reading = read(path.read_text(encoding="utf-8"))
    kind = NoticeKind(path.stem.partition("-")[0])
    assert reading.kind is kind
    assert (reading.nodes != ()) is (kind is NoticeKind.FEEDBACK_NOTICE)


def test_account_under_an_odd_title_is_a_notice() -> None:
    text = f"关于公布县水务局党组巡察整改情况的通知\n{INTRO}{ACCOUNT}"
    assert read(text).kind is NoticeKind.RECTIFICATION_NOTICE


def test_feedback_notice_has_problems_only() -> None:
    text = f"县委第一巡察组向县水务局党组反馈巡察情况\n{INTRO}{FOUND}"
    assert {node.kind.value for node in read(text).nodes} == {"aspect", "problem"}


def test_recommendations_of_a_feedback_notice_are_listed() -> None:
    text = f"县委第一巡察组向县水务局党组反馈巡察情况\n{INTRO}{FOUND}二、意见建议\n（一）强化理论武装。\n（二）压实主体责任。\n"
    found = [node for node in read(text).nodes if node.kind.value == "recommendation"]
    assert [(node.number, node.text(text), node.parent) for node in found] == [
        ("(一)", "强化理论武装。", None),
        ("(二)", "压实主体责任。", None),
    ]


def test_sections_are_the_headings_outside_the_tree() -> None:
    text = (
        f"某局党组关于巡察整改进展情况的通报\n{INTRO}一、整改组织情况\n（一）加强领导。成立专班。\n"
        + ACCOUNT.replace("一、反馈", "二、反馈")
    )
    assert [(section.title, section.level) for section in read(text).sections] == [
        ("整改组织情况", 1),
        ("加强领导", 2),
        ("反馈问题整改落实情况", 1),
    ]


ANSWERED = """三、意见建议落实情况
（一）关于强化理论武装的建议
落实情况：修订学习制度1项，开展集中学习6次。
（二）关于压实主体责任的建议
落实情况：制定责任清单，约谈班子成员4人。
"""


@pytest.mark.parametrize(
    "title", ["三、意见建议落实情况", "三、对2条意见建议的落实", "三、整改意见建议办理情况"]
)
def test_recommendations_that_are_answered_are_no_problems(title: str) -> None:
    text = f"某局党组关于巡察整改进展情况的通报\n{INTRO}{ACCOUNT}{ANSWERED.replace('三、意见建议落实情况', title)}"
    found = read(text).nodes
    kinds = [node.kind.value for node in found if node.parent is None]
    assert kinds == ["aspect", "recommendation", "recommendation"]
    answers = [node.text(text) for node in found if node.parent == found[-2].id]
    assert answers == ["制定责任清单，约谈班子成员4人。"]
    assert sum(node.kind.value == "problem" for node in found) == 2


def test_chapter_of_problems_and_recommendations_lists_problems() -> None:
    text = f"某局党组关于巡察整改进展情况的通报\n{INTRO}{ACCOUNT.replace('一、反馈问题', '一、反馈问题和意见建议')}"
    assert not any(node.kind.value == "recommendation" for node in read(text).nodes)


NEWS = "3月15日，区教育局召开推进会。截至目前，反馈的23个问题已完成整改18个。\n会议强调，一是提高站位。二是紧盯关键环节，确保问题整改到位。三是建立长效机制。\n"


@pytest.mark.parametrize(
    "title",
    [
        "区教育局召开巡察反馈问题整改工作推进会",
        "区卫健局举办巡察整改专题培训班",
        "县水务局开展巡察整改专项调研",
    ],
)
def test_news_of_a_meeting_is_a_work_report(title: str) -> None:
    reading = read(f"{title}\n{NEWS}")
    assert (reading.kind, reading.nodes) == (NoticeKind.WORK_REPORT, ())
    assert "报道" in reading.kind_reason
