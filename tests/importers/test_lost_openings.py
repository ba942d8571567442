"""Numbers that are wholly or partly lost at the beginning of paragraphs: known by sequence and sisters, never invented."""

from __future__ import annotations

import pytest

from models.node import NodeKind
from tests.importers.reading import nodes, read

HEAD = "某县粮食局党组关于巡察整改进展情况的通报\n根据县委统一部署，县委第一巡察组开展了巡察，现予以公布。\n二、反馈问题整改落实情况\n"
FIRST = """（一）履行主责主业方面
1.储备粮轮换监管不严。
整改情况：一是约谈企业2家。二是轮换比例升至96%。
2.应急网点布局不全。
整改情况：一是新增网点11个。二是更新台账1次。
3.仓储设施维护不到位。
整改情况：一是维修仓房6座。二是开展培训3期。
"""
SECOND = """（二）基层党组织建设方面
1.组织生活不规范。
整改情况：一是检查记录4次。二是通报问题2个。
2.发展党员不严格。
整改情况：一是补充材料5份。二是培训党务干部9人。
"""
THIRD = """（三）选人用人方面
1.干部交流不经常。
整改情况：一是交流干部3人。二是制定计划1份。
"""
WHOLE = HEAD + FIRST + SECOND + THIRD


def tree(text: str) -> list[tuple[str, str | None]]:
    return [
        (node.kind.value, node.number)
        for node in nodes(read(text), NodeKind.ASPECT, NodeKind.PROBLEM)
    ]


@pytest.mark.parametrize(
    ("printed", "left", "reading"),
    [
        ("2.应急网点", "应急网点", "2应急网点"),
        ("2.应急网点", "2应急网点", "2"),
        ("2.应急网点", ".应急网点", "2"),
        ("1.组织生活", "组织生活", "1组织生活"),
        ("2.发展党员", "发展党员", "2发展党员"),
        ("（二）基层", "基层", "(二)基层党组"),
        ("（二）基层", "（）基层", "(二)"),
        ("（二）基层", "二基层", "(二)"),
    ],
)
def test_missing_number_is_restored_and_reported(printed: str, left: str, reading: str) -> None:
    text = WHOLE.replace(printed, left)
    assert tree(text) == tree(WHOLE)
    assert [place.reading for place in read(text).damage] == [reading]


def test_missing_number_leaves_nothing_printed_to_the_node() -> None:
    text = WHOLE.replace("2.应急网点", "应急网点")
    node = nodes(read(text), NodeKind.PROBLEM)[1]
    assert (node.number, node.number_printed) == ("2", None)
    assert node.text(text) == "应急网点布局不全。"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("3.仓储", "4.仓储"),
        WHOLE.replace("3.仓储", "2.仓储"),
        WHOLE.replace("（二）", "（三）").replace("（三）选人", "（四）选人"),
    ],
    ids=["whole", "skipped", "doubled", "aspect"],
)
def test_missing_numbers_are_not_invented_where_the_author_miscounted(text: str) -> None:
    assert read(text).damage == ()
    assert [kind for kind, _ in tree(text)] == [kind for kind, _ in tree(WHOLE)]


def test_levels_written_without_numbers_get_none() -> None:
    text = WHOLE
    for printed in ("（一）", "（二）", "（三）"):
        text = text.replace(printed, "")
    expected = [(kind, None if kind == "aspect" else number) for kind, number in tree(WHOLE)]
    assert tree(text) == expected
    assert read(text).damage == ()
