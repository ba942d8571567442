"""A source text as persons want it read: what they marked is no text for any step, what they restored no clutter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from importers.outline.text.clutter import BY_HAND, unrestored
from models.guidance import Guidance, without
from models.source import Cell, Clutter, SourceText, Span


def guided(source: SourceText, guidance: Guidance) -> SourceText:
    """The source with blanks in the place of what persons marked as clutter, so that all places stay the same."""
    if not guidance.restored and not guidance.cluttered:
        return source
    evidence = source.evidence
    shown = unrestored(evidence.clutter, guidance.restored)
    marked = without(guidance.cluttered, (place.span for place in shown))
    by_hand = (Clutter(span, BY_HAND) for span in marked)
    clutter = tuple(sorted((*shown, *by_hand), key=lambda place: place.span))
    text = _blanked(source.text, guidance.cluttered)
    cells = tuple(_left(evidence.cells, text)) if guidance.cluttered else evidence.cells
    return replace(source, text=text, evidence=replace(evidence, clutter=clutter, cells=cells))


def marked_by_hand(source: SourceText) -> list[Span]:
    """What a guided source leaves out because a person marked it."""
    return [place.span for place in source.evidence.clutter if place.why == BY_HAND]


def _blanked(text: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.append("".join("\n" if sign == "\n" else " " for sign in span.of(text)))
        at = span.end
    return "".join((*parts, text[at:]))


def _left(cells: Iterable[Cell], text: str) -> Iterator[Cell]:
    """The cells that still have words, without the blanks at their ends."""
    for cell in cells:
        words = cell.span.of(text)
        if not words.strip():
            continue
        start = cell.span.start + len(words) - len(words.lstrip())
        end = cell.span.end - len(words) + len(words.rstrip())
        yield replace(cell, span=Span(start, end))
