import json
from dataclasses import replace

import pytest

from models.annotation import Annotation, Opinion, Review, Waiver
from models.codec import decode, decode_record, encode, encode_record
from models.diagnostics import Diagnostic, Severity
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName, Mention, MentionType, Section
from models.guidance import Guidance
from models.ids import NodeId
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import Link, Node, NodeKind
from models.notice import Reading
from models.outline import Record
from models.source import Clutter, RoleSpan, Span, SpanRole
from models.values import LimitClass, NoticeKind, PartialDate, Stage, Status

NODE = Node(
    NodeId(2**61 + 1),
    NodeKind.OUTCOME,
    NodeId(1),
    -5,
    "(1)",
    "（1）",
    (RoleSpan(Span(0, 3), SpanRole.NUMBER), RoleSpan(Span(3, 9))),
    "改写",
    Status.DONE,
    "已完成",
    LimitClass.AT_ONCE,
    PartialDate(2025, 12),
    "2025年12月底前",
    "赵一",
    "办公室",
    "钱二",
    0.25,
    3,
    "JT-001",
    "1",
    7,
    frozenset({"status", "kind"}),
)
RECORDS: list[Record] = [
    NODE,
    Node(NodeId(1), NodeKind.PROBLEM),
    Link(NodeId(3), NodeId(2), 0.5, "number"),
    Review(
        NodeId(1),
        Status.PHASED,
        (Opinion(Stage.SECOND, None, "补充", "甲", "2026-01-02"),),
        True,
        "照片",
    ),
    Annotation(5, "注", "甲", "2026-01-02T00:00:00+00:00", NodeId(1), Span(1, 2)),
    Annotation(6, "注", "", ""),
    Fact(FactName.AS_OF, None, "2025年1月4日", Span(1, 5), ("2025-01-04", "2025-11-04"), True),
    Claim(
        1,
        ClaimSubject.RATE_PERCENT,
        97.7,
        "97.7%",
        Span(0, 5),
        44,
        ClaimSubject.DONE,
        True,
        True,
        (1.0, 2.5),
        True,
        True,
    ),
    Damage(1, Span(0, 2), "135", "13.5", ("13.5", "135"), 0.4, False),
    Waiver("f" * 32, "已核实", "甲", "2026-01-02"),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_record_comes_back_from_json(record: Record) -> None:
    written = json.dumps(encode_record(record), ensure_ascii=False)
    assert decode_record(json.loads(written)) == record


def test_no_record_comes_back_as_none() -> None:
    assert decode_record(encode_record(None)) is None


def test_fields_at_their_default_are_left_out() -> None:
    assert encode(Node(NodeId(1), NodeKind.PROBLEM)) == {"id": 1, "kind": "problem"}


def test_whole_numbers_come_back_as_floats_where_floats_stand() -> None:
    claim = RECORDS[7]
    written = encode(replace(claim, value=3))
    assert isinstance(decode(Claim, written).value, float)


def test_reading_comes_back_whole() -> None:
    reading = Reading(
        3,
        NoticeKind.WORK_REPORT,
        "没有问题清单",
        mentions=(Mention(MentionType.MONEY, "5万元", Span(1, 4)),),
        clutter=(Clutter(Span(0, 1), "页码"),),
        sections=(Section("标题", Span(0, 2), 2),),
        nodes=(NODE,),
        links=(Link(NodeId(3), NodeId(2)),),
        confidence=0.5,
        guidance=Guidance(
            (ColumnMapping(1, (0, 2), ((3, LedgerColumn.PROBLEM), (5, LedgerColumn.UNIT))),),
            (Span(0, 2),),
            (Span(4, 6), Span(8, 9)),
            NoticeKind.LEDGER,
        ),
    )
    assert decode(Reading, json.loads(json.dumps(encode(reading)))) == reading


def test_diagnostic_comes_back_whole() -> None:
    found = Diagnostic(
        "K1",
        Severity.CONTRADICTION,
        "自报44个，列出43个",
        (("stated", "44"), ("listed", "43")),
        (Span(0, 2), Span(5, 6)),
        ("44", "43"),
        (NodeId(1),),
    )
    assert decode(Diagnostic, json.loads(json.dumps(encode(found)))) == found


def test_what_was_not_encoded_is_an_error() -> None:
    with pytest.raises(KeyError):
        decode_record({"type": "node", "id": 1, "kind": "problem", "colour": "red"})
    with pytest.raises(ValueError, match="not a valid NodeKind"):
        decode_record({"type": "node", "id": 1, "kind": "chapter"})
