import pytest

from importers.outline.facts.mentions import find_mentions
from importers.outline.text.layout import lay_out
from models.facts import MentionType


def mentions(text: str) -> list[tuple[str, str, str]]:
    found = find_mentions(lay_out(text).flow)
    return [(each.type.value, each.value, each.span.of(text)) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("印发《党组 工作规则》。", [("document", "党组 工作规则", "《党组 工作规则》")]),
        (
            "印发《关于贯彻《条例》的意见》。",
            [("document", "关于贯彻《条例》的意见", "《关于贯彻《条例》的意见》")],
        ),
        (
            "印发《工作规则》（青水党〔2025〕3号），执行滨财预〔2024〕12号文。",
            [
                ("document", "工作规则", "《工作规则》"),
                ("document_number", "青水党〔2025〕3号", "青水党〔2025〕3号"),
            ],
        ),
        ("投入１２６０万元。", [("money", "12600000", "１２６０万元")]),
        ("罚款51062.24元。", [("money", "51062.24", "51062.24元")]),
        (
            "争取1.84亿元、3,500元。",
            [("money", "184000000", "1.84亿元"), ("money", "3500", "3,500元")],
        ),
        ("约谈21人、培训92人次。", [("people", "21", "21人"), ("people", "92", "92人次")]),
        ("人均30人均分。", []),
        ("2025年3月5日召开，5月6日通报。", [("date", "2025-03-05", "2025年3月5日")]),
        ("2025115日反馈。", []),
    ],
    ids=[
        "document",
        "nested",
        "number",
        "wide",
        "yuan",
        "units",
        "people",
        "average",
        "date",
        "damaged",
    ],
)
def test_mention(text: str, found: list[tuple[str, str, str]]) -> None:
    assert mentions(text) == found


def test_mentions_come_in_the_order_of_the_text() -> None:
    found = find_mentions(lay_out("2025年3月印发《办法规定》，约谈3人，退款2万元。").flow)
    kinds = [each.type for each in found]
    assert kinds == [
        MentionType.DATE,
        MentionType.DOCUMENT,
        MentionType.PEOPLE,
        MentionType.MONEY,
    ]
