"""What the reviewer adds to a notice: judgements, opinions, notes, waivers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.ids import NodeId, RecordKey
from models.source import Span
from models.values import Stage, Status


@dataclass(frozen=True, slots=True)
class Person:
    """Who works: name and office, as asked at the first start."""

    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """审核意见 of one stage.

    Attributes:
        verdict: 审核结论, one of the words in the settings, or None.
        written: the day of writing, YYYY-MM-DD.
    """

    stage: Stage
    verdict: str | None
    words: str
    author: str
    written: str


@dataclass(frozen=True, slots=True)
class Review:
    """The reviewer's judgement of one node; opinions and 认定状态 belong to the lowest problem only.

    Attributes:
        doubt: the mark 待核实.
        evidence: 佐证, in the reviewer's words.
    """

    node_id: NodeId
    assessed_status: Status | None = None
    opinions: tuple[Opinion, ...] = ()
    doubt: bool = False
    evidence: str = ""

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("review", self.node_id)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been judged yet."""
        return self == Review(self.node_id)

    @property
    def verdict(self) -> str | None:
        """The conclusion of the latest stage that has one."""
        found = [opinion.verdict for opinion in self.opinions if opinion.verdict]
        return found[-1] if found else None

    def opinion(self, stage: Stage) -> Opinion | None:
        """The opinion of `stage`, or None."""
        return next((opinion for opinion in self.opinions if opinion.stage is stage), None)

    def with_opinion(self, opinion: Opinion) -> Review:
        """The same with `opinion` in the place of its stage, in the order of stages; an empty one is taken out."""
        others = [other for other in self.opinions if other.stage is not opinion.stage]
        if opinion.verdict or opinion.words:
            others.append(opinion)
        order = list(Stage)
        return replace(self, opinions=tuple(sorted(others, key=lambda o: order.index(o.stage))))


@dataclass(frozen=True, slots=True)
class Annotation:
    """批注: a note tied to a node, to words of the source, or to both.

    Attributes:
        written: UTC, ISO 8601.
    """

    id: int
    words: str
    author: str
    written: str
    node_id: NodeId | None = None
    span: Span | None = None

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("annotation", self.id)


@dataclass(frozen=True, slots=True)
class Waiver:
    """经核无误: a finding the reviewer has looked into; holds while its fingerprint stays the same."""

    fingerprint: str
    reason: str
    author: str
    written: str

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an outline."""
        return ("waiver", self.fingerprint)
