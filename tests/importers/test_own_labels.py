"""Labels that only one notice has, known by coming back."""

from __future__ import annotations

from models.node import NodeKind
from tests.importers.reading import nodes, read, words

HEAD = "某县粮食局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n二、反馈问题整改落实情况\n"
PROBLEMS = (
    "储备粮轮换监管不严",
    "应急网点布局不全",
    "出入库检验走过场",
)


def notice(*lines: str) -> str:
    body = (
        f"{at}.{problem}\n" + "".join(f"{line}\n" for line in lines)
        for at, problem in enumerate(PROBLEMS, 1)
    )
    return HEAD + "".join(body)


def headings(text: str) -> list[str]:
    return words(read(text), text, NodeKind.ASPECT, NodeKind.PROBLEM)


def test_words_that_come_back_before_the_measures_are_no_words_of_the_problem() -> None:
    text = notice(
        "深层症结：主体责任没有层层压实，监管力量与任务不相匹配。", "整改措施：约谈企业2家。"
    )
    assert headings(text) == list(PROBLEMS)
    assert words(read(text), text, NodeKind.MEASURE) == ["约谈企业2家。"] * 3


def test_words_that_come_back_behind_the_measures_begin_another_item() -> None:
    text = notice("整改措施：约谈企业2家。", "实在变化：轮换比例由62%升至96%，群众反映良好。")
    found = nodes(read(text), NodeKind.MEASURE, NodeKind.OUTCOME)
    assert [node.text(text) for node in found] == [
        "约谈企业2家。",
        "轮换比例由62%升至96%，群众反映良好。",
    ] * 3


def test_short_words_behind_a_label_of_its_own_are_no_item() -> None:
    text = notice("包联同志：甲某某", "整改措施：约谈企业2家。")
    assert headings(text) == list(PROBLEMS)
    assert words(read(text), text, NodeKind.MEASURE) == ["约谈企业2家。"] * 3


def test_words_before_a_colon_that_do_not_come_back_are_no_label() -> None:
    text = notice("整改措施：约谈企业2家。") + "情况说明：已向县委专题报告两次。\n"
    *_, last = nodes(read(text), NodeKind.MEASURE)
    assert last.text(text).endswith("情况说明：已向县委专题报告两次。")


def test_description_below_each_problem_is_part_of_it() -> None:
    text = notice("问题表现：台账长期不更新。", "整改措施：约谈企业2家。", "整改成效：已更新台账。")
    assert headings(text) == [f"{problem}台账长期不更新。" for problem in PROBLEMS]
    assert nodes(read(text), NodeKind.SUB_PROBLEM) == []


def test_problem_labels_below_an_aspect_name_problems() -> None:
    text = HEAD + "".join(
        f"（{at}）聚焦主责主业方面\n存在问题：{problem}。\n整改措施：约谈企业2家。\n"
        for at, problem in zip("一二三", PROBLEMS, strict=True)
    )
    assert words(read(text), text, NodeKind.PROBLEM) == [f"{problem}。" for problem in PROBLEMS]
