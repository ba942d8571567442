"""Large ledgers take time in proportion: calls are counted, not seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from models.ledger_columns import LedgerForm
from models.notice import Notice
from tests.exporters.ledgers import large_notice
from tests.exporters.workbooks import build


def calls_to_build(notices: list[Notice], form: LedgerForm) -> int:
    """How many functions are called, in Python and beneath, to build a ledger."""
    count = 0

    def on_event(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(on_event)
    try:
        build(*notices, form=form)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("form", list(LedgerForm))
def test_twice_the_rows_take_twice_the_work(form: LedgerForm) -> None:
    build(large_notice(10), form=form)  # what is done once a process
    small = calls_to_build([large_notice(100)], form)
    assert calls_to_build([large_notice(200)], form) <= 2.1 * small


def test_twice_the_notices_take_twice_the_work() -> None:
    build(large_notice(10))
    small = calls_to_build([large_notice(4) for _ in range(15)], LedgerForm.MEETING)
    large = calls_to_build([large_notice(4) for _ in range(30)], LedgerForm.MEETING)
    assert large <= 2.2 * small
