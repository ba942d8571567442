import pytest

from gui.wording import local_clock, local_day, plain_number, share, shortened, today, utc_now


def test_times_are_shown_where_the_reader_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert local_day("2025-11-21T02:32:00+00:00")[:8] == "2025-11-"
    assert local_day("2025-11-21T02:32:00") == local_day("2025-11-21T02:32:00+00:00")
    assert local_day("neulich") == local_clock("neulich") == "neulich"


def test_clock_names_the_day_unless_it_is_today() -> None:
    assert len(local_clock(utc_now())) == len("10:32")
    assert len(local_clock("2024-05-01T08:00:00+00:00")) == len("05-01 10:32")
    assert len(today()) == len("2025-11-21")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (share(1, 3), "33.3%"),
        (share(0, 0), "—"),
        (plain_number(44.0), "44"),
        (plain_number(97.7), "97.7"),
        (shortened("一 \n 二"), "一 二"),
        (shortened("长" * 80, 10), "长" * 9 + "…"),
    ],
)
def test_numbers_and_words(shown: str, expected: str) -> None:
    assert shown == expected
