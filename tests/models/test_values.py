import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import labels
from models.facts import ClaimSubject, FactName
from models.node import NodeKind
from models.values import ConfidenceLevel, LimitClass, PartialDate, Stage, Status, confidence_level


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025", PartialDate(2025)),
        ("2025-02", PartialDate(2025, 2)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
    ],
)
def test_partial_date_is_written_as_it_is_read(written: str, date: PartialDate) -> None:
    assert PartialDate.parse(written) == date
    assert str(date) == written


@pytest.mark.parametrize(
    "written",
    ["2025-13", "2025-00", "2025-04-31", "2023-02-29", "1900-02-29", "0025", "2025-1-1-1", "x", ""],
)
def test_what_is_no_date_is_an_error(written: str) -> None:
    with pytest.raises(ValueError, match=r"no date|invalid literal"):
        PartialDate.parse(written)


def test_day_without_month_is_an_error() -> None:
    with pytest.raises(ValueError, match="no date"):
        PartialDate(2025, None, 3)


@given(st.dates())
def test_every_day_of_the_calendar_in_range_is_a_date(day: object) -> None:
    written = str(day)
    if not "1900" <= written[:4] <= "2199":
        return
    assert str(PartialDate.parse(written)) == written


@pytest.mark.parametrize(
    ("confidence", "level"),
    [
        (1.0, ConfidenceLevel.HIGH),
        (0.85, ConfidenceLevel.HIGH),
        (0.84, ConfidenceLevel.MEDIUM),
        (0.6, ConfidenceLevel.MEDIUM),
        (0.59, ConfidenceLevel.LOW),
    ],
)
def test_confidence_has_three_levels(confidence: float, level: ConfidenceLevel) -> None:
    assert confidence_level(confidence) is level


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (labels.KIND, NodeKind),
        (labels.STATUS, Status),
        (labels.LIMIT_CLASS, LimitClass),
        (labels.STAGE, Stage),
        (labels.FACT, FactName),
        (labels.CLAIM, ClaimSubject),
        (labels.CONFIDENCE, ConfidenceLevel),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_value_has_its_word(words: dict[object, str], values: type) -> None:
    assert set(words) == set(values)  # type: ignore[call-overload] # an enum is iterable
    assert all(words.values())
