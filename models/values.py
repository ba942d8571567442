"""Small values of the domain: states, dates, confidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """自报状态: what the notice says of itself. 认定状态 uses the same words, never the same field."""

    DONE = "done"
    PHASED = "phased"
    ONGOING = "ongoing"
    LONG_TERM = "long_term"
    NOT_DONE = "not_done"
    UNSTATED = "unstated"


class VersionLabel(StrEnum):
    """送审稿, 修改稿, 公开稿."""

    DRAFT = "draft"
    REVISED = "revised"
    PUBLISHED = "published"


class LimitClass(StrEnum):
    """时限类别: a kind of problem, not a state."""

    AT_ONCE = "at_once"
    BY_DATE = "by_date"
    LONG_TERM = "long_term"


class NoticeKind(StrEnum):
    """What a document is; anything but a rectification notice has no problems of its own accord."""

    RECTIFICATION_NOTICE = "rectification_notice"
    FEEDBACK_NOTICE = "feedback_notice"
    WORK_REPORT = "work_report"
    LEDGER = "ledger"
    OTHER = "other"


class Stage(StrEnum):
    """The stages at which an opinion is written."""

    FIRST = "first"
    SECOND = "second"
    MEETING = "meeting"


class ConfidenceLevel(StrEnum):
    """把握, as the screen shows it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def confidence_level(confidence: float) -> ConfidenceLevel:
    """高 from 0.85, 中 from 0.6, else 低; `confidence` lies between 0 and 1."""
    if confidence >= 0.85:
        return ConfidenceLevel.HIGH
    return ConfidenceLevel.MEDIUM if confidence >= 0.6 else ConfidenceLevel.LOW


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which month or day may be unknown.

    Raises:
        ValueError: if the parts make no date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        in_year = self.month is None or 1 <= self.month <= 12
        in_month = self.day is None or (self.month is not None and 1 <= self.day <= _days(self))
        if not (1900 <= self.year <= 2199 and in_year and in_month):
            raise ValueError(f"no date: {self.year}-{self.month}-{self.day}")

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written as YYYY, YYYY-MM or YYYY-MM-DD.

        Raises:
            ValueError: if it is written otherwise.
        """
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError(f"no date: {text}")
        return cls(*parts)


def _days(date: PartialDate) -> int:
    if date.month == 2:
        leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
        return 29 if leap else 28
    return 30 if date.month in (4, 6, 9, 11) else 31
