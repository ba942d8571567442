"""How persons want a text to be read: what they said against the machine, kept with every reading made by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.ledger_columns import ColumnMapping
from models.source import Span
from models.values import NoticeKind


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a reading has to follow; nothing of it is the rule.

    Attributes:
        columns: what columns of tables mean, for tables of which a person said it.
        restored: places that are text of the notice, whatever they look like; in order, disjoint.
        cluttered: places that are no part of the notice; in order, disjoint, and none of them restored.
        kind: what the document is; None lets the machine judge.
    """

    columns: tuple[ColumnMapping, ...] = ()
    restored: tuple[Span, ...] = ()
    cluttered: tuple[Span, ...] = ()
    kind: NoticeKind | None = None

    def restoring(self, spans: Iterable[Span]) -> Guidance:
        """With `spans` as text of the notice (恢复为正文)."""
        wanted = tuple(spans)
        restored = united((*self.restored, *wanted))
        return replace(self, restored=restored, cluttered=without(self.cluttered, wanted))

    def cluttering(self, spans: Iterable[Span]) -> Guidance:
        """With `spans` as no part of the notice (标为非正文)."""
        wanted = tuple(spans)
        cluttered = united((*self.cluttered, *wanted))
        return replace(self, cluttered=cluttered, restored=without(self.restored, wanted))

    def with_kind(self, kind: NoticeKind | None) -> Guidance:
        """With another kind of document, or None to let the machine judge."""
        return replace(self, kind=kind)

    def with_columns(self, columns: Iterable[ColumnMapping]) -> Guidance:
        """With other meanings of columns."""
        return replace(self, columns=tuple(columns))


NO_GUIDANCE = Guidance()


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places in order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], cut: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans`, in their order, where `cut` is taken out."""
    holes = united(cut)
    return tuple(piece for span in spans for piece in _pieces(span, holes))


def _pieces(span: Span, holes: tuple[Span, ...]) -> list[Span]:
    found, at = [], span.start
    for hole in holes:
        if hole.end <= at:
            continue
        if hole.start >= span.end:
            break
        if hole.start > at:
            found.append(Span(at, hole.start))
        at = hole.end
    if at < span.end:
        found.append(Span(at, span.end))
    return found
