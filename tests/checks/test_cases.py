"""Runs the cases of tests/data/checks: one TOML file a check, each case a notice and what must be found in it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.runner import run_checks
from tests.checks.build import make_notice

_FOLDER = Path(__file__).parents[1] / "data" / "checks"


def _cases() -> list[Any]:
    cases = []
    for path in sorted(_FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            cases.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}"))
    return cases


@pytest.mark.parametrize(("codes", "case"), _cases())
def test_case(codes: str, case: dict[str, Any]) -> None:
    notice = make_notice(
        case.get("outline", ""),
        case.get("preface", ""),
        facts=case.get("facts"),
        damage=tuple((printed, reading) for printed, reading in case.get("damage", ())),
        confidence=case.get("confidence", 1.0),
    )
    found = [each for each in run_checks(notice) if each.code in codes.split("_")]
    assert [f"{each.code} {each.severity} {each.message}" for each in found] == case["found"]
    if "quotes" in case:
        assert [list(each.quotes) for each in found] == case["quotes"]


def test_every_case_file_names_codes() -> None:
    for path in _FOLDER.glob("*.toml"):
        assert all(code.startswith("K") for code in path.stem.split("_")), path.name
