from __future__ import annotations

import pytest

from models.codes import code_order, codes_of, free_code, notice_letters, own_name
from models.ids import NodeId
from models.node import Node, NodeKind


def test_codes_are_sorted_by_their_numbers() -> None:
    codes = ["JY", "CZ10", "JY13", "JY19", "JY2", "CZ", "JY-002", "CZ9"]
    expected = ["CZ", "CZ9", "CZ10", "JY", "JY-002", "JY2", "JY13", "JY19"]
    assert sorted(codes, key=code_order) == expected


@pytest.mark.parametrize(
    ("unit", "name", "letters"),
    [
        ("中共云州市临河区交通运输局党组", "交通运输", "JT"),
        ("中共临河区财政局党组", "财政", "CZ"),
        ("中共云州市市场监督管理局党组", "市场监督管理", "SC"),
        ("云州市城市管理局", "城市管理", "CS"),
        ("中共临河区委宣传部机关党委", "宣传部", "XC"),
        ("中国共产党临河区委员会组织部", "组织部", "ZZ"),
        ("临河区人民政府办公室", "办公室", "BG"),
        ("中共云州市委员会", "云州市", "YZ"),
        ("云州市", "云州市", "YZ"),
        ("临河区官庄街道党工委", "官庄街道", "GZ"),
        ("中共临河区卫生健康局委员会", "卫生健康", "WS"),
        ("ABC公司", "ABC公司", "AB"),
        ("鑫淼", "鑫淼", "TB"),  # rare characters stand in no order of pinyin
        ("鑫达公司", "鑫达公司", "DG"),
        ("", "", "TB"),
        (None, "", "TB"),
    ],
)
def test_notice_letters_come_from_the_units_own_name(
    unit: str | None, name: str, letters: str
) -> None:
    assert own_name(unit or "") == name
    assert notice_letters(unit) == letters


@pytest.mark.parametrize(
    ("taken", "code"),
    [(set(), "JT"), ({"JT"}, "JT2"), ({"JT", "JT2", "JT4"}, "JT3"), ({"JT2"}, "JT")],
)
def test_free_code_takes_the_lowest_number_that_is_free(taken: set[str], code: str) -> None:
    assert free_code("JT", taken) == code


def test_codes_of_are_lowest_problems_and_their_measures_in_document_order() -> None:
    problem, specific, measure, outcome = (
        NodeKind.PROBLEM,
        NodeKind.SUB_PROBLEM,
        NodeKind.MEASURE,
        NodeKind.OUTCOME,
    )
    rows = (
        (1, problem, None),
        (2, specific, 1),
        (3, measure, 2),
        (4, outcome, 3),
        (5, measure, 2),
        (6, measure, 1),
        (7, problem, None),
        (8, outcome, 7),
        (9, measure, 7),
    )
    nodes = [
        Node(NodeId(number), kind, parent and NodeId(parent), rank=number)
        for number, kind, parent in rows
    ]
    codes = codes_of(reversed(nodes), "JT")
    assert codes == {
        2: "JT-001",
        3: "JT-001-1",
        5: "JT-001-2",
        7: "JT-002",
        9: "JT-002-1",
    }
