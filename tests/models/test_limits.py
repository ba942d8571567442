import pytest

from models.limits import Limit, read_date, read_limit
from models.values import LimitClass, PartialDate


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2025年12月底前", "2025-12"),
        ("2025年12月31日前完成", "2025-12-31"),
        ("２０２５年１２月", "2025-12"),
        ("2025 年 6 月", "2025-06"),
        ("2025-12", "2025-12"),
        ("2025.6.30", "2025-06-30"),
        ("2025/6", "2025-06"),
        ("2025年底前", "2025-12"),
        ("2025年年内", "2025-12"),
        ("2025年上半年", "2025-06"),
        ("2025年第三季度", "2025-09"),
        ("2025年", "2025"),
        ("二〇二五年十二月二十五日", "2025-12-25"),
        ("2025年3月至6月", "2025-06"),
        ("2025年3月份至6月30日", "2025-06-30"),
        ("2025年11月至2026年3月", "2026-03"),
        ("2025-12前，长期坚持", "2025-12"),
        ("6月底前", None),
        ("长期", None),
        ("", None),
    ],
)
def test_date_of_a_limit(words: str, date: str | None) -> None:
    found = read_limit(words).date
    assert (str(found) if found else None) == date


@pytest.mark.parametrize(
    ("words", "limit_class"),
    [
        ("立行立改", LimitClass.AT_ONCE),
        ("立行立改并长期坚持", LimitClass.AT_ONCE),
        ("长期坚持", LimitClass.LONG_TERM),
        ("持续整改", LimitClass.LONG_TERM),
        ("限期整改（2025年12月）", LimitClass.BY_DATE),
        ("2025年12月", None),
    ],
)
def test_class_of_a_limit(words: str, limit_class: LimitClass | None) -> None:
    assert read_limit(words).limit_class is limit_class


def test_words_without_date_or_class_give_an_empty_limit() -> None:
    assert read_limit("尽快") == Limit()


@pytest.mark.parametrize("words", ["2025年13月", "2025年2月30日", "2025年3月至13月"])
def test_date_that_does_not_exist_is_an_error(words: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        read_limit(words)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2025年1月9日", PartialDate(2025, 1, 9)),
        ("2025-01", PartialDate(2025, 1)),
        ("2025", PartialDate(2025)),
        ("二〇二五年一月", PartialDate(2025, 1)),
    ],
)
def test_date_alone(words: str, date: PartialDate) -> None:
    assert read_date(words) == date


@pytest.mark.parametrize("words", ["2025年12月底前", "今年", "", "20251231"])
def test_date_alone_with_other_words_is_an_error(words: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        read_date(words)
