"""Dates, whole, partial and with characters lost."""

from __future__ import annotations

import pytest

from importers.outline.words.dates import dates_in, run_candidates, short_runs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年9月10日", ["2025-09-10"]),
        ("2025年12月份", ["2025-12"]),
        ("2025-09-10", ["2025-09-10"]),
        ("2025.9.10", ["2025-09-10"]),
        ("2025年", ["2025"]),
        ("二〇二五年九月十日", ["2025-09-10"]),
        ("二0二五年9月", ["2025-09"]),
        ("2021-2023年", ["2023"]),
        ("2025年13月40日", []),
        ("12345678", []),
    ],
)
def test_dates_in_whole_dates(text: str, found: list[str]) -> None:
    assert [str(date.date) for date in dates_in(text)] == found


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("2023421日", ["2023-04-21"]),
        ("20221110日", ["2022-11-10"]),
        ("2025114日", ["2025-01-14", "2025-11-04"]),
        ("2023831", ["2023-08-31"]),
        ("20256月底前", ["2025-06"]),
    ],
)
def test_dates_in_run_together_keep_candidates(text: str, candidates: list[str]) -> None:
    (date,) = dates_in(text)
    assert date.damaged
    assert [str(option) for option in date.candidates] == candidates


@pytest.mark.parametrize(
    ("digits", "count"),
    [("59", 1), ("114", 2), ("131", 1), ("1231", 1), ("99", 1), ("00", 0), ("3199", 0)],
)
def test_run_candidates(digits: str, count: int) -> None:
    assert len(run_candidates(digits, 2024)) == count


def test_short_runs_leave_plain_dates_alone() -> None:
    text = "59日召开,5月9日印发"
    assert [(start, digits) for start, _, digits in short_runs(text)] == [(0, "59")]
