"""Which of its stored readings a notice follows, once it was read again."""

from __future__ import annotations

from dataclasses import dataclass

from models.ids import RecordKey

READING_KEY: RecordKey = ("reading",)


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """The stored reading that the machine nodes of a notice belong to; absent while that is the first one.

    A record like others, so that 撤销 of 重新识读 also goes back to the reading before.

    Attributes:
        reading_id: id of the stored reading.
    """

    reading_id: int

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline: there is one."""
        return READING_KEY
