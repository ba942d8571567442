"""How the window writes numbers and times."""

from __future__ import annotations

from datetime import UTC, datetime


def local_day(time: str) -> str:
    """A UTC time of the store as day and minute where the reader sits; the text itself if it is no time."""
    at = _parsed(time)
    return time if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M")


def local_clock(time: str) -> str:
    """A UTC time of the store as hour and minute; with the day if that is not today."""
    at = _parsed(time)
    if at is None:
        return time
    local = at.astimezone()
    is_today = local.date() == datetime.now(UTC).astimezone().date()
    return local.strftime("%H:%M" if is_today else "%m-%d %H:%M")


def utc_now() -> str:
    """The time now as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """The day today, YYYY-MM-DD."""
    return datetime.now(UTC).astimezone().date().isoformat()


def share(part: int, whole: int) -> str:
    """`part` of `whole` in per cent with one decimal, or a dash where there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else "—"


def plain_number(value: float) -> str:
    """A number without a decimal point that says nothing: 44, 97.7."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def shortened(words: str, length: int = 60) -> str:
    """The beginning of `words` on one line."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _parsed(time: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
