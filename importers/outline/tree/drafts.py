"""A node in the making: its places in the flow, what was read of it, and what stands below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.outline.words.marks import Mark
from models.node import NodeKind
from models.source import SpanRole
from models.values import LimitClass, PartialDate, Status

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A node in the making; ranges count in the flow.

    Attributes:
        body: the own words.
        other: places of labels, status words, deadlines and people, with their roles.
        children: in document order.
        told_range: where the state is told, if not among the draft's own words.
        separate: whether the notice itself says that this is measure or outcome, by a label.
    """

    kind: NodeKind
    marks: tuple[Mark, ...] = ()
    body: list[Range] = field(default_factory=list)
    other: list[tuple[Range, SpanRole]] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    status: Status = Status.UNSTATED
    status_range: Range | None = None
    told_range: Range | None = None
    limit_class: LimitClass | None = None
    deadline: PartialDate | None = None
    deadline_range: Range | None = None
    lead_person: str | None = None
    lead_office: str | None = None
    person: str | None = None
    confidence: float = 1.0
    separate: bool = False

    @property
    def number(self) -> str | None:
        """Its number, half width."""
        return self.marks[0].number if self.marks else None

    @property
    def start(self) -> int:
        """Where its first sign stands."""
        places = [mark.start for mark in self.marks[:1]] + [part[0] for part in self.body[:1]]
        places += [place[0] for place, _ in self.other[:1]]
        places += [child.start for child in self.children[:1]]
        return min(places, default=0)

    @property
    def end(self) -> int:
        """Behind its last own sign."""
        return max([part[1] for part in self.body] + [mark.end for mark in self.marks], default=0)


def add_range(ranges: list[Range], start: int, end: int) -> None:
    """Adds a range, joined to the last one where they touch."""
    if start >= end:
        return
    if ranges and ranges[-1][1] == start:
        ranges[-1] = (ranges[-1][0], end)
    else:
        ranges.append((start, end))
