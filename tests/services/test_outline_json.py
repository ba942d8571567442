import json
from dataclasses import replace
from pathlib import Path

import pytest

from checks.runner import run_checks
from models.ids import NoticeId
from models.node import Link
from models.notice import Notice
from services.outline_json import (
    SCHEMA,
    check_document,
    diagnostic_json,
    outline_document,
    outline_json,
)
from services.parsing import ParsedFile
from tests.checks.build import make_notice

NOTICE_KEYS = [
    "file",
    "reader",
    "encoding",
    "sha256",
    "kind",
    "kind_reason",
    "title",
    "unit",
    "inspection_team",
    "inspection_level",
    "inspection_type",
    "round",
    "inspection_start",
    "inspection_end",
    "feedback_date",
    "published",
    "as_of",
    "text",
    "generated",
    "clutter",
    "sections",
    "claims",
    "facts",
    "damage",
    "nodes",
    "diagnostics",
    "notes",
]
NODE_KEYS = [
    "id",
    "parent",
    "kind",
    "number",
    "number_printed",
    "text",
    "spans",
    "number_span",
    "status",
    "status_quote",
    "status_span",
    "limit_class",
    "deadline",
    "deadline_quote",
    "lead_person",
    "lead_office",
    "person",
    "answers",
    "page",
    "confidence",
    "place",
    "number_generated",
]
CLAIM_KEYS = ["subject", "value", "quote", "span", "subset_of", "vague", "damaged", "candidates"]

OUTLINE = """
problem 1 学习不够。 @done=已完成 #2025-12=2025年12月底前
  measure (1) 制定计划。
  measure (2) 抓落实。
    outcome - 已落实。 >-
  outcome (1) 2025年3月制定计划。 >(1),(2)
"""


def small() -> Notice:
    return make_notice(
        OUTLINE,
        "{problems=2|2个问题}，完成率{rate_percent=97.7 of=done|97.7%}。",
        facts={"unit": "某局党组", "published": "2025-09-10"},
        damage=(("2025年3月", "2025年3月"),),
    )


def test_notice_has_the_keys_of_the_schema_in_order() -> None:
    made = outline_json(small(), ())
    assert list(made) == NOTICE_KEYS
    assert list(made["nodes"][0]) == NODE_KEYS
    assert list(made["claims"][0]) == CLAIM_KEYS


def test_facts_stand_at_the_top_and_open_ones_are_null() -> None:
    made = outline_json(small(), ())
    assert (made["unit"], made["published"], made["title"]) == ("某局党组", "2025-09-10", None)


def test_metadata_of_the_page_stand_among_the_facts() -> None:
    notice = make_notice(OUTLINE, facts={"unit": "某局党组", "publisher": "县水务局"})
    made = outline_json(notice, ())
    assert [(fact["type"], fact["value"]) for fact in made["facts"]][:1] == [
        ("publisher", "县水务局")
    ]
    assert "publisher" not in made


def test_whole_figures_are_whole_numbers() -> None:
    values = [claim["value"] for claim in outline_json(small(), ())["claims"]]
    assert json.dumps(values) == "[2, 97.7]"


def test_node_carries_its_words_and_places() -> None:
    notice = small()
    made = outline_json(notice, ())
    node = made["nodes"][0]
    start, end = node["spans"][0]
    assert made["text"][start:end] == node["text"] == "学习不够。"
    assert made["text"][slice(*node["number_span"])] == "1"
    assert made["text"][slice(*node["status_span"])] == node["status_quote"] == "已完成"
    assert (node["status"], node["deadline"]) == ("done", "2025-12")
    assert node["deadline_quote"] == "2025年12月底前"


def test_answers_list_every_measure_and_the_parent_too() -> None:
    nodes = {node["text"]: node for node in outline_json(small(), ())["nodes"]}
    assert nodes["2025年3月制定计划。"]["answers"] == ["n2", "n3"]
    assert nodes["已落实。"]["answers"] == ["n3"]
    assert nodes["制定计划。"]["answers"] == []


def test_parent_that_is_linked_too_comes_once() -> None:
    notice = small()
    nested = next(node for node in notice.outline.walk() if notice.words(node) == "已落实。")
    assert nested.parent is not None
    notice.outline.put(Link(nested.id, nested.parent))
    made = {node["text"]: node for node in outline_json(notice, ())["nodes"]}
    assert made["已落实。"]["answers"] == ["n3"]


def test_ids_of_a_stored_notice_are_text() -> None:
    stored = replace(small(), id=NoticeId(7))
    assert outline_json(stored, ())["nodes"][0]["id"] == "1"


def test_diagnostic_leads_to_its_places() -> None:
    notice = small()
    found = next(each for each in run_checks(notice) if each.code == "K1")
    made = diagnostic_json(notice, found)
    assert list(made) == ["code", "severity", "message", "spans", "nodes"]
    assert [notice.text[s:e] for s, e in made["spans"]] == list(found.quotes)
    assert made["nodes"] == ["n1"]


def test_document_names_failures_with_their_path() -> None:
    files = [
        ParsedFile(Path("a/x.txt"), small()),
        ParsedFile(Path("b/x.txt"), error="“x.txt”是空文件。"),
    ]
    made = outline_document(files)
    assert (made["schema"], [each["file"] for each in made["notices"]]) == (SCHEMA, ["a/x.txt"])
    assert made["failures"] == [{"file": "b/x.txt", "error": "“x.txt”是空文件。"}]


def test_check_document_quotes_the_places() -> None:
    notice = small()
    made = check_document([ParsedFile(Path("x.txt"), notice, run_checks(notice))])
    entry = made["notices"][0]
    assert (made["schema"], entry["name"]) == ("duizhang.check/1", "某局党组")
    assert entry["diagnostics"][0]["quotes"][0] == "2个问题"


@pytest.mark.parametrize("document", [outline_document, check_document])
def test_document_is_json(document: object) -> None:
    assert callable(document)
    assert json.loads(json.dumps(document([ParsedFile(Path("x.txt"), small())])))
