"""Facts read from a notice: who, when, what it claims, what is damaged. All keep the printed words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.ids import RecordKey
from models.source import Span


class FactName(StrEnum):
    """The facts a notice has once; the values are the keys of the JSON."""

    TITLE = "title"
    UNIT = "unit"
    INSPECTION_TEAM = "inspection_team"
    INSPECTION_LEVEL = "inspection_level"
    INSPECTION_TYPE = "inspection_type"
    ROUND = "round"
    INSPECTION_START = "inspection_start"
    INSPECTION_END = "inspection_end"
    FEEDBACK_DATE = "feedback_date"
    PUBLISHED = "published"
    AS_OF = "as_of"
    INDEX_NUMBER = "index_number"
    DOCUMENT_NUMBER = "document_number"
    PUBLISHER = "publisher"
    WRITTEN = "written"
    SOURCE = "source"
    CATEGORY = "category"
    DISCLOSURE = "disclosure"


DATE_FACTS = frozenset(
    {
        FactName.INSPECTION_START,
        FactName.INSPECTION_END,
        FactName.FEEDBACK_DATE,
        FactName.PUBLISHED,
        FactName.AS_OF,
        FactName.WRITTEN,
    }
)
# What the block around a published notice says (发布信息), not the notice itself.
METADATA_FACTS = frozenset(
    {
        FactName.INDEX_NUMBER,
        FactName.DOCUMENT_NUMBER,
        FactName.PUBLISHER,
        FactName.WRITTEN,
        FactName.SOURCE,
        FactName.CATEGORY,
        FactName.DISCLOSURE,
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the whole notice.

    Attributes:
        value: as used: dates as YYYY[-MM[-DD]], anything else as printed; None where it is open.
        printed: the words of the source, None where a person typed the value.
        candidates: possible values where the printed words are damaged.
        confirmed: whether a person chose or typed the value.
    """

    name: FactName
    value: str | None
    printed: str | None = None
    span: Span | None = None
    candidates: tuple[str, ...] = ()
    confirmed: bool = False

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("fact", self.name.value)


class ClaimSubject(StrEnum):
    """What a stated total counts."""

    ASPECTS = "aspects"
    PROBLEMS = "problems"
    SUB_PROBLEMS = "sub_problems"
    MEASURES = "measures"
    RECOMMENDATIONS = "recommendations"
    DONE = "done"
    PHASED = "phased"
    ONGOING = "ongoing"
    LONG_TERM = "long_term"
    NOT_DONE = "not_done"
    RATE_PERCENT = "rate_percent"
    ISSUED_RULES = "issued_rules"
    MEETINGS = "meetings"
    PEOPLE = "people"
    MONEY = "money"
    HANDED_OVER = "handed_over"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """A total that the notice states of itself.

    Attributes:
        value: the number; for RATE_PERCENT in per cent, for MONEY in yuan.
        quote: the words of the source at `span`.
        subset_of: the value of the total it is a part of (含…, 其中…), else None.
        of: for a rate, the status it is the rate of.
        vague: 余, 多, 近 and the like stand with it.
        lists: whether the sentence says that the notice itself lists them (细化为44个具体问题).
    """

    id: int
    subject: ClaimSubject
    value: float
    quote: str
    span: Span
    subset_of: int | None = None
    of: ClaimSubject | None = None
    vague: bool = False
    damaged: bool = False
    candidates: tuple[float, ...] = ()
    lists: bool = False
    confirmed: bool = False

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("claim", self.id)


class MentionType(StrEnum):
    """What else is picked out of the text."""

    DOCUMENT = "document"
    DOCUMENT_NUMBER = "document_number"
    MONEY = "money"
    PEOPLE = "people"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Mention:
    """A document or its number, a date, sum or number of people named somewhere in the text."""

    type: MentionType
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Damage:
    """缺字错漏: a place where characters were lost, with the proposed reading.

    Attributes:
        accepted: True or False once the reviewer has decided, None before.
    """

    id: int
    span: Span
    printed: str
    reading: str
    candidates: tuple[str, ...] = ()
    confidence: float = 0.5
    accepted: bool | None = None

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("damage", self.id)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document outside the tree of problems.

    Attributes:
        level: 1 for the topmost.
    """

    title: str
    span: Span
    level: int = 1
