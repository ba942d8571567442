"""Numbers lost inside paragraphs: known by what is left of them or by the only place that fits, never invented."""

from __future__ import annotations

import pytest

from models.node import NodeKind
from tests.importers.reading import nodes, read

HEAD = "某县粮食局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n二、反馈问题整改落实情况\n"
SHI = """1.储备粮轮换监管不严。
整改情况：一是约谈企业2家。约谈记录已存档。二是轮换比例升至96%。三是建立台账1套。
2.应急网点布局不全。
整改情况：一是新增网点11个。二是开展培训3期。
"""
PAREN = """1.储备粮轮换监管不严。
整改情况：（1）约谈企业2家；（2）组织轮换3批；（3）更新台账1次。
2.应急网点布局不全。
整改情况：（1）新增网点11个；（2）开展培训3期。
"""
SIGN = """1.储备粮轮换监管不严。
整改情况：①约谈企业2家；②组织轮换3批；③更新台账1次。
2.应急网点布局不全。
整改情况：①新增网点11个；②开展培训3期。
"""


def items(text: str) -> list[tuple[str | None, str]]:
    return [(node.number, node.text(text)) for node in nodes(read(text), NodeKind.MEASURE)]


@pytest.mark.parametrize(
    ("whole", "printed", "left", "number"),
    [
        (SHI, "。二是轮换", "。是轮换", "二是"),
        (SHI, "。三是建立", "。是建立", "三是"),
        (SHI, "：一是约谈", "：是约谈", "一是"),
        (PAREN, "（2）组织", "（）组织", "(2)"),
        (PAREN, "（3）更新", "（）更新", "(3)"),
        (PAREN, "（2）组织", "组织", "(2)"),
        (SIGN, "②组织", "组织", "②"),
    ],
)
def test_lost_number_is_restored_and_reported(
    whole: str, printed: str, left: str, number: str
) -> None:
    text = HEAD + whole.replace(printed, left)
    assert items(text) == items(HEAD + whole)
    (place,) = read(text).damage
    assert place.reading.startswith(number)


def test_wholly_lost_number_leaves_nothing_printed_to_the_node() -> None:
    text = HEAD + SIGN.replace("②组织", "组织")
    node = nodes(read(text), NodeKind.MEASURE)[1]
    assert (node.number, node.number_printed) == ("②", None)


@pytest.mark.parametrize(
    ("whole", "printed", "skipped"),
    [
        (SHI, "二是轮换比例升至96%。", ""),
        (SHI, "二是轮换", "轮换"),
        (PAREN, "（2）组织轮换3批；", ""),
        (SIGN, "②组织轮换3批；③更新台账", "③轮换比例升至96%；更新台账"),
        (SIGN, "；②组织轮换3批；", "；复核比例；组织轮换3批；"),
        (SIGN, "；②组织轮换3批；③", "，组织轮换3批。③"),
        (SHI, "建立台账1套。", "建立台账1套。是否完成由县局核定。"),
        (SHI, "建立台账1套。", "建立台账1套。是全县首批。是全市试点。"),
        (SHI, "建立台账1套。", "建立台账1套。是全县首批。"),
        (SIGN, "②组织轮换3批", "比例升至96%"),
    ],
    ids=[
        "left out",
        "two places",
        "left out (2)",
        "behind",
        "two clauses",
        "sentence",
        "是否",
        "two",
        "no action",
        "no action between",
    ],
)
def test_no_number_is_invented(whole: str, printed: str, skipped: str) -> None:
    text = HEAD + whole.replace(printed, skipped)
    assert text != HEAD + whole
    assert read(text).damage == ()


def test_number_that_the_next_paragraph_has_is_not_given_twice() -> None:
    whole = HEAD + SHI.replace("。三是建立", "。\n三是建立")
    text = whole.replace("升至96%。", "升至96%。是全县首批。")
    assert [number for number, _ in items(text)] == [number for number, _ in items(whole)]
    assert read(text).damage == ()
