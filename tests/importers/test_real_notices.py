"""The real notices against what a careful reader found in them; they stay outside the project."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from importers.outline.pipeline import read_notice
from importers.read import load_bytes, read_source
from models.notice import Reading, unstored_notice
from models.source import SourceText
from models.values import NoticeKind

pytestmark = pytest.mark.real

FOUR = ("zhangqiu", "kenli", "zaozhuang", "qinzhou")
WHOLE = ("headings_f1", "parents", "numbers", "status", "facts", "spans_sound")
LEAST = {"items_f1": 0.98, "heading_ends": 0.97, "role_chars": 0.90, "measure_or_outcome": 0.90}


@cache
def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_score"] = module
    spec.loader.exec_module(module)
    return module


def _read(folder: Path, name: str) -> tuple[SourceText, Reading]:
    path = folder / "notices" / f"{name}.txt"
    source = read_source(load_bytes(path), path.name)
    reading = read_notice(source)
    unstored_notice(source, reading)
    return source, reading


def _as_json(source: SourceText, reading: Reading) -> dict[str, Any]:
    answers: dict[int, list[int]] = {}
    for link in reading.links:
        answers.setdefault(link.outcome, []).append(link.measure)
    nodes = [
        {
            "id": node.id,
            "parent": node.parent,
            "kind": node.kind.value,
            "number": node.number,
            "text": node.text(source.text),
            "spans": [[span.start, span.end] for span in node.body],
            "status": node.status.value,
            "deadline": str(node.deadline) if node.deadline else None,
            "answers": answers.get(node.id, []),
        }
        for node in reading.nodes
    ]
    claims = [{"subject": claim.subject.value, "value": claim.value} for claim in reading.claims]
    facts = {fact.name.value: fact.value for fact in reading.facts}
    return {
        "kind": reading.kind.value,
        "text": source.text,
        "nodes": nodes,
        "claims": claims,
        **facts,
    }


def _figures(folder: Path, name: str) -> dict[str, float | None]:
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    source, reading = _read(folder, name)
    figures, _ = _scorer(folder).score(_as_json(source, reading), gold, source.text)
    found: dict[str, float | None] = figures
    return found


@pytest.mark.parametrize("name", FOUR)
def test_real_notice_is_read(shared_folder: Path, name: str) -> None:
    figures = _figures(shared_folder, name)
    assert {key: figures[key] for key in WHOLE} == dict.fromkeys(WHOLE, 1.0)
    assert figures["deadline"] in (None, 1.0)
    assert figures["overlap"] == 0
    for key, least in LEAST.items():
        assert (figures[key] or 0) >= least, key
    assert (figures["claims_f1"] or 0) >= 0.93


def test_real_notice_with_labels_has_its_links(shared_folder: Path) -> None:
    figures = _figures(shared_folder, "zhangqiu")
    assert (figures["role_chars"] or 0) >= 0.97
    assert (figures["answers"] or 0) >= 0.90


def test_real_work_report_has_sections_and_no_problems(shared_folder: Path) -> None:
    _, reading = _read(shared_folder, "jiyang")
    assert reading.kind is NoticeKind.WORK_REPORT
    assert reading.nodes == ()
    assert len(reading.sections) >= 4
