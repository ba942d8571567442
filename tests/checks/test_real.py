"""What the checks find in the real notices, and what they must not find there."""

from functools import cache
from pathlib import Path

import pytest

from checks.runner import run_checks
from importers.outline.pipeline import read_notice
from importers.read import load_bytes, read_source
from models.diagnostics import Diagnostic, Severity
from models.notice import Notice, unstored_notice

pytestmark = pytest.mark.real


@cache
def read(shared_folder: Path, name: str) -> Notice:
    path = shared_folder / "notices" / f"{name}.txt"
    source = read_source(load_bytes(path), path.name)
    return unstored_notice(source, read_notice(source))


def found_in(notice: Notice, *codes: str) -> list[Diagnostic]:
    return [each for each in run_checks(notice) if each.code in codes]


def test_missing_item_is_one_finding_that_leads_to_both_places(shared_folder: Path) -> None:
    notice = read(shared_folder, "zhangqiu")
    (found,) = found_in(notice, "K1", "K2", "K3", "K4")
    assert found.severity is Severity.CONTRADICTION
    assert "自报44/43/1，列出43/42/1" in found.message
    claimed = [claim.span for claim in notice.outline.claims()]
    assert [span in claimed for span in found.spans[:3]] == [True, True, True]
    assert len(found.spans) == 3 + 43
    assert found.nodes == tuple(node.id for node in notice.outline.lowest_problems())


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("kenli", ["自报问题27个，正文按11个问题列出，没有逐一列到这一级，无法核对。"]),
        (
            "zaozhuang",
            ["自报整改措施131条，正文可数117条，口径未必相同，请与整改台账核对。"],
        ),
        ("qinzhou", []),
        ("jiyang", []),
    ],
)
def test_totals_that_fit_are_silent(name: str, messages: list[str], shared_folder: Path) -> None:
    found = found_in(read(shared_folder, name), "K1", "K2", "K3", "K4")
    assert [each.message for each in found] == messages
    assert not {each.severity for each in found} & {Severity.CONTRADICTION, Severity.SUSPECT}


def test_named_problems_are_counted(shared_folder: Path) -> None:
    (found,) = found_in(read(shared_folder, "kenli"), "K5")
    assert found.message == "自报长期坚持16个，前面点名列出的是12个。"


@pytest.mark.parametrize(
    ("name", "counted"), [("zhangqiu", 3), ("zaozhuang", 0), ("qinzhou", 0), ("jiyang", 0)]
)
def test_broken_counters(name: str, counted: int, shared_folder: Path) -> None:
    assert len(found_in(read(shared_folder, name), "K7")) == counted


@pytest.mark.parametrize("name", ["zhangqiu", "kenli", "zaozhuang", "qinzhou", "jiyang"])
def test_every_problem_is_answered(name: str, shared_folder: Path) -> None:
    assert found_in(read(shared_folder, name), "K8") == []


def test_done_but_still_to_be_done(shared_folder: Path) -> None:
    found = found_in(read(shared_folder, "zhangqiu"), "K10")
    assert [each.severity for each in found].count(Severity.SUSPECT) == 3
    assert [each.severity for each in found].count(Severity.HINT) == 2


@pytest.mark.parametrize("name", ["kenli", "zaozhuang", "qinzhou"])
def test_without_a_status_nothing_is_called_unfinished(name: str, shared_folder: Path) -> None:
    assert found_in(read(shared_folder, name), "K10", "K13") == []


@pytest.mark.parametrize(
    ("name", "code", "counted"),
    [
        ("zhangqiu", "K18", 1),
        ("kenli", "K18", 1),
        ("zaozhuang", "K18", 0),
        ("qinzhou", "K18", 1),
        ("zhangqiu", "K22", 3),
        ("kenli", "K22", 0),
        ("zaozhuang", "K22", 0),
        ("qinzhou", "K22", 0),
    ],
)
def test_substance(name: str, code: str, counted: int, shared_folder: Path) -> None:
    assert len(found_in(read(shared_folder, name), code)) == counted


@pytest.mark.parametrize(
    ("name", "early", "during"),
    [("zhangqiu", 2, 1), ("kenli", 0, 0), ("zaozhuang", 1, 1), ("qinzhou", 0, 0)],
)
def test_work_from_before_the_inspection(
    name: str, early: int, during: int, shared_folder: Path
) -> None:
    found = [each.severity for each in found_in(read(shared_folder, name), "K14")]
    assert (found.count(Severity.SUSPECT), found.count(Severity.HINT)) == (early, during)
    assert len(found) == early + during
