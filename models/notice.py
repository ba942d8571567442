"""A notice: its source, the machine's reading of it, and the live outline that a reviewer works on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from types import MappingProxyType

from models.facts import Claim, Damage, Fact, FactName, Mention, Section
from models.guidance import NO_GUIDANCE, Guidance
from models.ids import NodeId, NoticeId, new_id
from models.node import RANK_GAP, Link, Node
from models.outline import Outline, Record
from models.progress import CancelToken, NeverCancelled, asked
from models.source import Clutter, SourceText, squeeze
from models.values import NoticeKind

NO_CODES: Mapping[NodeId, str] = MappingProxyType({})
_NEVER = NeverCancelled()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read in a source text; plain data that travels between processes.

    Attributes:
        kind_reason: one Chinese sentence: why it was taken for `kind`.
        clutter: in order.
        nodes: parents before children, ids 1, 2, 3 … in document order.
        confidence: how well the chosen dialect explains the document, 0 to 1.
        guidance: how persons wanted it read.
    """

    parser_version: int
    kind: NoticeKind
    kind_reason: str
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    damage: tuple[Damage, ...] = ()
    clutter: tuple[Clutter, ...] = ()
    sections: tuple[Section, ...] = ()
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    confidence: float = 1.0
    guidance: Guidance = NO_GUIDANCE

    def records(self) -> tuple[Record, ...]:
        """All that an outline holds of it."""
        return (*self.nodes, *self.links, *self.facts, *self.claims, *self.damage)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as checks, exporters and the window see it.

    Attributes:
        id: 0 for one that is not stored.
        code: the short code of the notice in its workspace (JT), empty where it is not stored.
        outline: live; changes only through edits.
    """

    id: NoticeId
    source: SourceText
    reading: Reading
    outline: Outline
    code: str = ""

    def __post_init__(self) -> None:
        self.outline.text = self.source.text

    @property
    def kind(self) -> NoticeKind:
        """What the document is."""
        return self.reading.kind

    @property
    def text(self) -> str:
        """The source text that all spans count in."""
        return self.source.text

    def words(self, node: Node) -> str:
        """The words of a node as shown and exported."""
        return node.text(self.source.text)

    def fact(self, name: FactName) -> str | None:
        """The value of a fact of the notice, or None where it is open."""
        found = self.outline.fact(name)
        return found.value if found else None

    @property
    def display_name(self) -> str:
        """What lists call it: the unit, else the title, else the file name."""
        return self.fact(FactName.UNIT) or self.fact(FactName.TITLE) or self.source.file_name


def body_words(source: SourceText, reading: Reading, cancel: CancelToken = _NEVER) -> str:
    """The squeezed text without what is clutter: the same for the same notice from two sites.

    A text that is nothing but clutter counts whole, lest it be the same as every other such text.

    Raises:
        Cancelled: if the user stopped it.
    """
    clutter = (*source.evidence.clutter, *reading.clutter)
    kept, at = [], 0
    for span in sorted(place.span for place in clutter):
        kept.append(source.text[at : span.start])
        at = max(at, span.end)
    body = "\n".join((*kept, source.text[at:]))
    # Line by line it comes out the same, and a huge text takes a second.
    return "".join(squeeze(line) for line in asked(_lines(body), cancel)) or squeeze(source.text)


def hash_of(body: str) -> str:
    """Hash of a squeezed body."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def unstored_notice(source: SourceText, reading: Reading) -> Notice:
    """The notice of a reading that is not stored: ids as the reading has them."""
    return Notice(NoticeId(0), source, reading, Outline(len(source.text), reading.records()))


def live_records(
    reading: Reading, codes: Mapping[NodeId, str] = NO_CODES, cancel: CancelToken = _NEVER
) -> tuple[Record, ...]:
    """The records of a reading with ids that are unique everywhere; nodes name their machine node.

    Args:
        reading: what the machine read.
        codes: the 编码 of nodes, by their ids in the reading.
        cancel: asked all the while; a huge reading takes seconds.

    Raises:
        Cancelled: if the user stopped it.
    """
    ids = {node.id: NodeId(new_id()) for node in asked(reading.nodes, cancel)}
    nodes = (
        replace(
            node,
            id=ids[node.id],
            parent=None if node.parent is None else ids[node.parent],
            machine_id=node.id,
            code=codes.get(node.id),
        )
        for node in asked(reading.nodes, cancel)
    )
    links = (
        replace(link, outcome=ids[link.outcome], measure=ids[link.measure])
        for link in asked(reading.links, cancel)
    )
    claims = (replace(claim, id=new_id()) for claim in reading.claims)
    damage = (replace(place, id=new_id()) for place in reading.damage)
    return (*nodes, *links, *reading.facts, *claims, *damage)


def _lines(text: str) -> Iterator[str]:
    return iter(StringIO(text, newline="\n"))


def spaced_rank(position: int) -> int:
    """The rank of the sibling at `position` (from 0) when all are placed at once."""
    return (position + 1) * RANK_GAP
